//! A ballot: the activities one entry wants, best first, each once, all of them open to its group.
//!
//! The same validation runs in the browser (before saving) and on the server (before storing), so a
//! ballot that exists is one the rule can be run on.

use std::fmt;

use crate::lottery::Rules;

/// Ranked choices, best first: activity numbers, strict, perhaps short, perhaps empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballot(Vec<u32>);

/// Why choices are not a ballot. Ranks are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotFault {
    /// More choices than there are activities.
    TooMany,
    /// The choice with this rank names an activity that does not exist.
    Unknown {
        /// Which choice, from 1.
        rank: u32,
        /// The number it names.
        activity: u32,
    },
    /// The choice with this rank was already named above.
    Doubled {
        /// Which choice, from 1.
        rank: u32,
        /// The number it names.
        activity: u32,
    },
    /// The choice with this rank is not open to the entry's group.
    ForeignGroup {
        /// Which choice, from 1.
        rank: u32,
        /// The number it names.
        activity: u32,
    },
}

impl fmt::Display for BallotFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "more choices than activities"),
            Self::Unknown { rank, activity } => write!(f, "choice {rank}: there is no activity {activity}"),
            Self::Doubled { rank, activity } => write!(f, "choice {rank}: activity {activity} is already in the list"),
            Self::ForeignGroup { rank, activity } => {
                write!(f, "choice {rank}: activity {activity} is not open to this group")
            }
        }
    }
}

impl std::error::Error for BallotFault {}

impl Ballot {
    /// Choices, best first, for an entry of this group under these rules.
    ///
    /// # Errors
    /// The first fault from the top of the list.
    pub fn new(choices: Vec<u32>, rules: &Rules, group: u32) -> Result<Self, BallotFault> {
        if choices.len() > rules.activities.len() {
            return Err(BallotFault::TooMany);
        }
        let mut named = vec![false; rules.activities.len() + 1];
        for (rank, &activity) in (1..).zip(&choices) {
            let Some(known) = rules.activity(activity) else {
                return Err(BallotFault::Unknown { rank, activity });
            };
            let seen = named.get_mut(activity as usize);
            if seen.is_some_and(|seen| std::mem::replace(seen, true)) {
                return Err(BallotFault::Doubled { rank, activity });
            }
            if !known.open_to(group) {
                return Err(BallotFault::ForeignGroup { rank, activity });
            }
        }
        Ok(Self(choices))
    }

    /// The choices, best first.
    pub fn choices(&self) -> &[u32] {
        &self.0
    }
}
