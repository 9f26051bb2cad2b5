//! What a lottery is to the server: numbers. Activities with places, the rules under which they are
//! given out, and the phase the lottery is in. No text occurs here: titles are sealed elsewhere
//! ([`crate::seal`]) and only their hash is part of the rules.
//!
//! Activities are numbered 1…m by their place in [`Rules::activities`]; entries carry numbers of four to
//! six digits that say nothing; slots and groups are plain numbers whose meaning only browsers know.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::hash::Hash32;
pub(crate) use plan::PlanKind;
pub use plan::ValuePlan;

mod plan;

/// The most activities one lottery may have.
pub const MAX_ACTIVITIES: usize = 1_000;
/// The most places one activity may have.
pub const MAX_CAPACITY: u32 = 1_000_000;
/// The most slots or groups one activity may name.
pub const MAX_PER_ACTIVITY: usize = 200;
/// The shortest notice of a public value, in seconds: five minutes.
pub const MIN_NOTICE: u32 = 300;
/// The longest notice of a public value, in seconds: sixty days.
pub const MAX_NOTICE: u32 = 60 * 86_400;
/// The most numbers one draw may take.
pub const MAX_NUMBERS: u32 = 100;
/// The most entries one lottery may have.
pub const MAX_ENTRIES: u32 = 100_000;

/// Limited places in one activity. Its number is its position in [`Rules::activities`], from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// How many places there are; 0 withdraws the activity.
    pub capacity: u32,
    /// The attendance below which the activity does not run; 0 for none.
    pub minimum: u32,
    /// The times it takes up, ascending, each once. Activities sharing one clash.
    pub slots: Vec<u32>,
    /// The groups that may choose it, ascending, each once; empty means all.
    pub groups: Vec<u32>,
}

impl Activity {
    /// Whether entries of this group may choose the activity.
    pub fn open_to(&self, group: u32) -> bool {
        self.groups.is_empty() || self.groups.binary_search(&group).is_ok()
    }

    /// Whether holding one excludes holding the other: they share a slot.
    pub fn clashes_with(&self, other: &Self) -> bool {
        self.slots.iter().any(|slot| other.slots.binary_search(slot).is_ok())
    }
}

/// In which order each pass walks the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassOrder {
    /// The drawn order in every pass.
    Same,
    /// Every other pass from the back.
    Snake,
    /// From the back in every pass after the first.
    ReverseAfterFirst,
    /// A fresh order per pass; impossible with the administrator's own list.
    Reshuffle,
}

impl PassOrder {
    /// The byte that stands for it in the rules.
    pub fn code(self) -> u8 {
        match self {
            Self::Same => 0,
            Self::Snake => 1,
            Self::ReverseAfterFirst => 2,
            Self::Reshuffle => 3,
        }
    }
}

/// Everything that decides who gets what, but for ballots and order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The most activities one entry may get; none for no limit.
    pub limit: Option<NonZeroU32>,
    /// How each pass walks the list.
    pub pass_order: PassOrder,
    /// Seconds between the last change of the rules and closing, and between closing and a public value;
    /// 0 where the value is not public.
    pub notice: u32,
    /// UTC second after which ballots are refused; none for "until the administrator closes".
    pub closes_at: Option<u64>,
    /// Where the randomness will come from.
    pub plan: ValuePlan,
    /// The activities, number 1 first.
    pub activities: Vec<Activity>,
    /// The hash of the catalogue's text ([`crate::seal::text_hash`]).
    pub catalogue: Hash32,
}

/// What is wrong with rules: which field, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesFault {
    /// No activity at all.
    NoActivities,
    /// More than [`MAX_ACTIVITIES`].
    TooManyActivities,
    /// The activity with this number has more than [`MAX_CAPACITY`] places.
    Capacity(u32),
    /// The activity with this number has a minimum above [`MAX_CAPACITY`].
    Minimum(u32),
    /// The slots of the activity with this number are not ascending, repeated, or too many.
    Slots(u32),
    /// The groups of the activity with this number are not ascending, repeated, or too many.
    Groups(u32),
    /// A fresh order per pass was asked for with the administrator's own list.
    ReshuffleOfOwnList,
    /// The notice of a public value is not within [`MIN_NOTICE`] and [`MAX_NOTICE`], or another kind has one.
    Notice,
    /// Numbers none or too many of which are drawn, or that can come out in less than 2²⁰ ways.
    Numbers,
}

impl std::fmt::Display for RulesFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoActivities => write!(f, "there is no activity"),
            Self::TooManyActivities => write!(f, "more than {MAX_ACTIVITIES} activities"),
            Self::Capacity(number) => write!(f, "activity {number}: more than {MAX_CAPACITY} places"),
            Self::Minimum(number) => write!(f, "activity {number}: a minimum above {MAX_CAPACITY}"),
            Self::Slots(number) => write!(f, "activity {number}: slots not ascending, repeated or too many"),
            Self::Groups(number) => write!(f, "activity {number}: groups not ascending, repeated or too many"),
            Self::ReshuffleOfOwnList => write!(f, "a new order each pass needs a drawn order, not an own list"),
            Self::Notice => write!(
                f,
                "a public value needs a notice of {MIN_NOTICE} to {MAX_NOTICE} seconds, any other has none"
            ),
            Self::Numbers => write!(
                f,
                "1 to {MAX_NUMBERS} numbers that can come out in at least 2^20 = 1,048,576 ways"
            ),
        }
    }
}

impl std::error::Error for RulesFault {}

impl Rules {
    /// Checks everything a server can check without understanding a word.
    ///
    /// # Errors
    /// The first fault, in the order of the fields.
    pub fn check(&self) -> Result<(), RulesFault> {
        if self.activities.is_empty() {
            return Err(RulesFault::NoActivities);
        }
        if self.activities.len() > MAX_ACTIVITIES {
            return Err(RulesFault::TooManyActivities);
        }
        for (number, activity) in (1..).zip(&self.activities) {
            if activity.capacity > MAX_CAPACITY {
                return Err(RulesFault::Capacity(number));
            }
            if activity.minimum > MAX_CAPACITY {
                return Err(RulesFault::Minimum(number));
            }
            if !strictly_ascending(&activity.slots) {
                return Err(RulesFault::Slots(number));
            }
            if !strictly_ascending(&activity.groups) {
                return Err(RulesFault::Groups(number));
            }
        }
        if self.pass_order == PassOrder::Reshuffle && self.plan == ValuePlan::OwnList {
            return Err(RulesFault::ReshuffleOfOwnList);
        }
        if !self.has_fitting_notice() {
            return Err(RulesFault::Notice);
        }
        if !self.plan.is_strong() {
            return Err(RulesFault::Numbers);
        }
        Ok(())
    }

    /// Whether a public value has a notice of [`MIN_NOTICE`] to [`MAX_NOTICE`], and any other none.
    pub(crate) fn has_fitting_notice(&self) -> bool {
        let possible = if self.plan.is_public() {
            MIN_NOTICE..=MAX_NOTICE
        } else {
            0..=0
        };
        possible.contains(&self.notice)
    }

    /// The activity with this number, if there is one.
    pub fn activity(&self, number: u32) -> Option<&Activity> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.activities.get(index)
    }

    /// Whether `next` may replace these rules while the lottery is open: limit, pass order, notice and
    /// plan stay, and no activity disappears (capacity 0 withdraws one).
    pub fn may_become(&self, next: &Self) -> bool {
        self.limit == next.limit
            && self.pass_order == next.pass_order
            && self.notice == next.notice
            && self.plan == next.plan
            && self.activities.len() <= next.activities.len()
    }
}

fn strictly_ascending(numbers: &[u32]) -> bool {
    numbers.len() <= MAX_PER_ACTIVITY && numbers.is_sorted_by(|a, b| a < b)
}

/// How far a lottery has come. `published` is not an end state: a redraw leads back to `drawn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Ballots are taken.
    Open,
    /// Ballots are refused; rows are being sealed, resumed after a crash.
    Closing,
    /// The list is fixed; lines and log are public.
    Closed,
    /// A draw was made; only the administrator sees it.
    Drawn,
    /// Everyone taking part sees the draw.
    Published,
}
