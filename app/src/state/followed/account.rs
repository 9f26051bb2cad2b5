//! What came of comparing at this visit: what was found, what fits, and what was not checked.

use turnwise_shared::api::{LotteryView, RecordEvent};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::hash::Hash32;
use turnwise_shared::record::Event as Recorded;

use super::Alarm;
use crate::state::event::Event;
use crate::state::fixing::fixing;
use crate::state::heads::Heads;

/// How one comparison stands that takes an answer of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// It is not due.
    #[default]
    NotDue,
    /// It is under way.
    Going,
    /// It was made, and all is as it should be.
    Fits,
    /// It could not be made: why.
    Not(String),
    /// It was made, and something is wrong.
    Wrong(Alarm),
}

/// Since when the record has been followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// UTC seconds.
    pub at: u64,
    /// Whether part of that was on another device, and came with the key file.
    pub carried: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Whether anything was looked at yet.
    pub there: bool,
    /// What was found by looking at what the server shows.
    pub alarms: Vec<Alarm>,
    /// Since when the record has been followed; none where this browser sees it for the first time.
    pub since: Option<Since>,
    /// Whether rules and texts are as they stand on this device.
    pub as_here: bool,
    /// By how many minutes this device's clock and the server's differ, if they do.
    pub apart: Option<u64>,
    /// Whether this browser keeps what it sees.
    pub keeps: bool,
    /// The lists that were fixed, compared with the record that anyone can read.
    pub lists: Step,
    /// The last draw, compared with the record.
    pub draw: Step,
    /// Everything that is published, worked out again.
    pub whole: Step,
    /// Every head that was seen.
    pub seen: Heads,
    /// Raised to make every comparison again.
    pub turn: u32,
}

impl Account {
    /// Everything that should never be seen.
    pub fn all_alarms(&self) -> Vec<Alarm> {
        let steps = [&self.lists, &self.draw, &self.whole];
        let wrong = steps.into_iter().filter_map(|step| match step {
            Step::Wrong(alarm) => Some(alarm.clone()),
            _ => None,
        });
        let mut all: Vec<Alarm> = Vec::new();
        for alarm in self.alarms.iter().cloned().chain(wrong) {
            if !all.contains(&alarm) {
                all.push(alarm);
            }
        }
        all
    }
}

/// Which comparisons are due that take an answer of their own, each by the head of the record that it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The record that fixed the lists.
    pub lists: Option<Hash32>,
    /// The number of the last draw, and the record that has it.
    pub draw: Option<(u32, Hash32)>,
    /// The last one that says that results were published.
    pub whole: Option<Hash32>,
}

impl Due {
    /// As the record stands.
    pub fn of(lottery: &LotteryView) -> Self {
        let last = lottery.attempts.iter().rfind(|attempt| attempt.drawn.is_some());
        let drawn = last.and_then(|attempt| {
            let at = usize::try_from(attempt.drawn?.checked_sub(1)?).ok()?;
            Some((attempt.attempt, lottery.log.get(at)?.head))
        });
        let published = lottery
            .log
            .iter()
            .rfind(|record| record.event == RecordEvent::Told(Recorded::Published));
        Self {
            lists: fixing(lottery).map(|fixing| fixing.head),
            draw: drawn,
            whole: published.map(|record| record.head),
        }
    }
}

/// Whether rules and texts in force are those that stand on this device.
pub fn as_here(event: &Event, lottery: &LotteryView, catalogue: &Catalogue) -> bool {
    event.catalogue() == *catalogue && event.rules(lottery.rules.catalogue).as_ref() == Some(&lottery.rules)
}
