//! What decides the order of a draw, once it exists.

use serde::{Deserialize, Serialize};

use crate::hash::{Bytes, Hash32, Signature};
use crate::lottery::{PlanKind, ValuePlan};

/// What decides the order, once it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "ValueFields")]
pub enum Value {
    /// The administrator's own shuffled list: every entry once, the first in line first.
    OwnList {
        /// Entry numbers.
        order: Vec<u32>,
    },
    /// Random bytes drawn by the server.
    Server {
        /// 32 of them.
        bytes: Hash32,
    },
    /// A round of drand's quicknet.
    Drand {
        /// Which.
        round: u64,
        /// Its signature; whether it is the chain's, [`crate::beacon`] knows.
        signature: Signature,
    },
    /// Numbers drawn in public.
    Numbers {
        /// In the order that the catalogue asks for.
        numbers: Vec<u32>,
    },
}

/// How a value is read; see [`super::Fields`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueFields {
    kind: PlanKind,
    order: Option<Vec<u32>>,
    bytes: Option<Hash32>,
    round: Option<u64>,
    signature: Option<Signature>,
    numbers: Option<Vec<u32>>,
}

impl TryFrom<ValueFields> for Value {
    type Error = &'static str;

    fn try_from(fields: ValueFields) -> Result<Self, Self::Error> {
        let ValueFields {
            kind,
            order,
            bytes,
            round,
            signature,
            numbers,
        } = fields;
        match (kind, order, bytes, round, signature, numbers) {
            (PlanKind::OwnList, Some(order), None, None, None, None) => Ok(Self::OwnList { order }),
            (PlanKind::Server, None, Some(bytes), None, None, None) => Ok(Self::Server { bytes }),
            (PlanKind::Drand, None, None, Some(round), Some(signature), None) => Ok(Self::Drand { round, signature }),
            (PlanKind::Numbers, None, None, None, None, Some(numbers)) => Ok(Self::Numbers { numbers }),
            _ => Err("the fields are not those of this kind"),
        }
    }
}

impl Value {
    /// The bytes that are hashed.
    pub fn bytes(&self) -> Vec<u8> {
        let numbers = |numbers: &[u32]| {
            let bytes = numbers.iter().fold(Bytes::new(), |bytes, number| bytes.u32(*number));
            bytes.finish()
        };
        match self {
            Self::OwnList { order } => numbers(order),
            Self::Server { bytes } => bytes.0.to_vec(),
            Self::Drand { round, signature } => Bytes::new().u64(*round).raw(&signature.0).finish(),
            Self::Numbers { numbers: drawn } => numbers(drawn),
        }
    }

    /// Whether it is a value of this plan, and the one that is due: of numbers, as many as planned and each within the
    /// range. That an own list names every entry, and that a beacon's signature is the chain's, is for others to look at.
    pub fn fulfils(&self, plan: ValuePlan, due: u64) -> bool {
        match (self, plan) {
            (Self::OwnList { .. }, ValuePlan::OwnList) | (Self::Server { .. }, ValuePlan::Server) => true,
            (Self::Drand { round, .. }, ValuePlan::Drand) => *round == due,
            (Self::Numbers { numbers }, ValuePlan::Numbers { count, low, high }) => {
                let many = u32::try_from(numbers.len()).is_ok_and(|many| many == count);
                many && numbers.iter().all(|number| (low..=high).contains(number))
            }
            _ => false,
        }
    }
}
