//! Where the randomness of a draw will come from: named in the rules, before anybody can know it.

use serde::{Deserialize, Serialize};

use super::MAX_NUMBERS;
use crate::beacon;
use crate::hash::Bytes;

/// With fewer ways to come out, a list can be arranged that wins whatever is drawn.
const WAYS: u64 = 1 << 20;

/// Where the randomness will come from, fixed before opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", try_from = "PlanFields")]
pub enum ValuePlan {
    /// The administrator's own shuffled list.
    OwnList,
    /// 32 random bytes drawn by the server.
    Server,
    /// A round of drand's quicknet ([`beacon`]).
    Drand,
    /// Numbers drawn in public, such as a lottery's, as the catalogue describes them.
    Numbers {
        /// How many.
        count: u32,
        /// The lowest each can be.
        low: u32,
        /// The highest.
        high: u32,
    },
}

/// How a plan is read; see [`crate::record::Fields`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFields {
    kind: PlanKind,
    count: Option<u32>,
    low: Option<u32>,
    high: Option<u32>,
}

/// The kinds of value by name.
#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PlanKind {
    OwnList,
    Server,
    Drand,
    Numbers,
}

impl TryFrom<PlanFields> for ValuePlan {
    type Error = &'static str;

    fn try_from(fields: PlanFields) -> Result<Self, Self::Error> {
        match (fields.kind, fields.count, fields.low, fields.high) {
            (PlanKind::OwnList, None, None, None) => Ok(Self::OwnList),
            (PlanKind::Server, None, None, None) => Ok(Self::Server),
            (PlanKind::Drand, None, None, None) => Ok(Self::Drand),
            (PlanKind::Numbers, Some(count), Some(low), Some(high)) => Ok(Self::Numbers { count, low, high }),
            _ => Err("the fields are not those of this kind"),
        }
    }
}

impl ValuePlan {
    /// The byte that stands for the kind of value in the record.
    pub fn code(self) -> u8 {
        match self {
            Self::OwnList => 0,
            Self::Server => 1,
            Self::Drand => 2,
            Self::Numbers { .. } => 3,
        }
    }

    /// Its bytes: kind, then count, low and high, which are 0 unless the kind is numbers.
    pub(crate) fn bytes(self) -> Vec<u8> {
        let (count, low, high) = match self {
            Self::Numbers { count, low, high } => (count, low, high),
            Self::OwnList | Self::Server | Self::Drand => (0, 0, 0),
        };
        Bytes::new().u8(self.code()).u32(count).u32(low).u32(high).finish()
    }

    /// Whether the value is public, that is, comes with a notice and a moment.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Drand | Self::Numbers { .. })
    }

    /// Whether numbers can come out in at least 2²⁰ ways; always so for the other kinds.
    pub fn is_strong(self) -> bool {
        let Self::Numbers { count, low, high } = self else {
            return true;
        };
        let each = u64::from(high).saturating_sub(u64::from(low)).saturating_add(1);
        low < high && (1..=MAX_NUMBERS).contains(&count) && each.saturating_pow(count) >= WAYS
    }

    /// Which value counts for a record of this UTC second: the first round at or after second + notice, or the second
    /// before which no number may be drawn; 0 for the kinds that are not public.
    pub fn due(self, time: u64, notice: u32) -> u64 {
        let from = time.saturating_add(u64::from(notice));
        match self {
            Self::OwnList | Self::Server => 0,
            Self::Drand => beacon::first_round(from),
            Self::Numbers { .. } => from,
        }
    }

    /// Whether the public value that is due can be known at this UTC second; never so for the other kinds.
    pub fn is_known(self, due: u64, time: u64) -> bool {
        self.is_public() && self.moment(due) <= time
    }

    /// UTC second from which the value that is due can be known; 0 for the kinds that are not public.
    pub fn moment(self, due: u64) -> u64 {
        match self {
            Self::OwnList | Self::Server => 0,
            Self::Drand => beacon::moment(due),
            Self::Numbers { .. } => due,
        }
    }
}
