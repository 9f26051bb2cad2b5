//! Of the list that is shown for one's number: whether it is the one this browser saved. Said in one sentence on every
//! visit, and never as if something had been checked that was not.

use turnwise_shared::record::Line;

use super::Kept;

/// What this browser can say by itself of a list under its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// It is the one that was last saved from here.
    AsSaved,
    /// None was sent from here that is still known, and there is none: nothing was compared.
    NoneSent,
    /// It was saved from elsewhere, and whoever looked here said that it was their own.
    Claimed,
    /// It is newer than the last one that was saved from here, and was not saved from here: was that you?
    Newer,
    /// Nothing was saved from here that it could be compared with.
    NotHere,
    /// It is not what was saved from here: see [`super::Alarm`].
    Wrong,
}

/// How far a draw has come, for whoever compares a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lists are taken.
    Open,
    /// The lists are fixed, and one's own was found in the public record.
    Recorded {
        /// Until when others can look, where the value that counts has a moment: spoken.
        until: Option<String>,
    },
    /// The lists are fixed, and the public record was not looked at, or not yet.
    Unrecorded,
    /// The draw was repeated here, and gives what was published.
    Repeated,
}

impl Kept {
    /// What this browser can say by itself of this list.
    pub fn own(&self, line: &Line) -> Own {
        let last = self.saved.iter().max_by_key(|saved| saved.version);
        match last {
            Some(last) if same(last, line) => Own::AsSaved,
            None if line.version == 0 => Own::NoneSent,
            _ if self.claimed.as_ref().is_some_and(|claimed| same(claimed, line)) => Own::Claimed,
            None => Own::NotHere,
            Some(last) if last.version < line.version => Own::Newer,
            Some(_) => Own::Wrong,
        }
    }
}

fn same(one: &Line, other: &Line) -> bool {
    let list = |line: &Line| (line.entry, line.version, line.nonce);
    list(one) == list(other) && one.choices == other.choices
}

impl Own {
    /// Whether something was compared, and found to be as it should be.
    pub fn is_checked(self, stage: &Stage) -> bool {
        *stage != Stage::Unrecorded && matches!(self, Self::AsSaved | Self::Claimed)
    }

    /// The result for the list in one sentence; none where a question or an alarm stands instead.
    pub fn of_the_list(self, stage: &Stage) -> Option<&'static str> {
        Some(match (self, stage) {
            (Self::Newer | Self::Wrong, _) => return None,
            (Self::NoneSent, _) => {
                "Not checked on this device: it keeps no list of yours, and none is in under your number. If you saved one, tell \
                 the organiser."
            }
            (Self::AsSaved, Stage::Open) => "Your list is here exactly as you saved it on this device.",
            (Self::Claimed, Stage::Open) => {
                "Your list is here exactly as it was when you said on this device that it is yours."
            }
            (Self::AsSaved, Stage::Recorded { .. }) => "Your list is in exactly as you saved it.",
            (Self::Claimed, Stage::Recorded { .. }) => {
                "Your list is in exactly as it was when you said on this device that it is yours."
            }
            (Self::AsSaved, Stage::Repeated) => "Your list was drawn with exactly as you saved it.",
            (Self::Claimed, Stage::Repeated) => {
                "Your list was drawn with exactly as it was when you said on this device that it is yours."
            }
            (Self::AsSaved | Self::Claimed, Stage::Unrecorded) => {
                "Not checked yet: your list was not compared with the record that everyone can read."
            }
            (Self::NotHere, _) => "Not checked on this device: your list was not saved here.",
        })
    }

    /// The same, with what there is to say beside it.
    pub fn sentence(self, stage: &Stage) -> Option<String> {
        let list = self.of_the_list(stage)?;
        let more = match stage {
            Stage::Recorded { until: Some(until) } => {
                format!(" Others can check theirs until {until}; then the draw is made.")
            }
            Stage::Repeated => {
                " The whole draw was repeated on this device, with the same result for everyone.".to_owned()
            }
            _ => String::new(),
        };
        Some(format!("{list}{more}"))
    }
}
