//! The transcript: one file with everything that is needed to repeat a published draw and to check that it was made as the
//! record says. `docs/transcript.md` has the format and the checks; a second program, written from it in another language,
//! stands beside it.
//!
//! Reading and writing JSON is for whoever has a file: this is what stands in it. [`Transcript::check`] looks at
//! everything in it; there is nothing in a transcript that no check covers.

use serde::{Deserialize, Serialize};

use crate::hash::{Hash32, LotteryId};
use crate::lottery::Rules;
use crate::record::{Event, Line};
pub use checks::{Check, Report};
pub use fault::Fault;
pub use kept::{Agrees, CLOCKS_DIFFER, Kept, KeptFault, OwnList, Seen};

mod checks;
mod fault;
mod kept;

/// The number of this format.
pub const FORMAT: u32 = 1;
/// The most bytes a file may have.
pub const MAX_BYTES: usize = 64 << 20;

/// Everything about the draws of one lottery, up to the last one that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// [`FORMAT`].
    pub format: u32,
    /// Which lottery.
    pub lottery: LotteryId,
    /// The log, record 1 first, up to and including the last `published`.
    pub log: Vec<Recorded>,
    /// Every version of the rules, in the order in which the log first names it.
    pub rules: Vec<Rules>,
    /// The list that the last closing fixed, by ascending entry.
    pub lines: Vec<Line>,
    /// Every attempt, in the order of the log.
    pub attempts: Vec<Attempted>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// UTC seconds.
    pub time: u64,
    /// What happened.
    pub event: Event,
    /// The hash of the reason; zeros for none.
    pub note: Hash32,
    /// The head after this record.
    pub head: Hash32,
}

/// One attempt; the value of one that was drawn stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempted {
    /// The number of the closed or redraw record it was made for.
    pub record: u32,
    /// The number of its drawn record; none if the moment of its value passed and nothing was drawn. Then all that
    /// follows is empty.
    pub drawn: Option<u32>,
    /// The seed; none for the administrator's own list.
    pub seed: Option<Hash32>,
    /// Entries in the order of the first pass.
    pub order: Vec<u32>,
    /// What each entry got, in picking order, by ascending entry.
    pub allocation: Vec<Vec<u32>>,
}

impl Transcript {
    /// The numbers of the closed records that were opened again when their value could not be known yet: there were words
    /// for them, and they are no attempts. Of a transcript that is right.
    pub fn opened_again(&self) -> Vec<u32> {
        // Attempts are in the order of the log.
        let attempted = |number: u32| {
            self.attempts
                .binary_search_by_key(&number, |attempt| attempt.record)
                .is_ok()
        };
        let closed = (1..).zip(&self.log);
        let closed = closed.filter(|(_, record)| matches!(record.event, Event::Closed { .. }));
        let numbers = closed.map(|(number, _)| number);
        numbers.filter(|number| !attempted(*number)).collect()
    }
}

impl Attempted {
    /// The attempt of a record whose value could be known and was never entered.
    pub fn missed(record: u32) -> Self {
        Self {
            record,
            drawn: None,
            seed: None,
            order: Vec::new(),
            allocation: Vec::new(),
        }
    }
}
