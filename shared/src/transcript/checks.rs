//! What is checked of a transcript, in the order of `docs/transcript.md`; what follows from a failed check is not checked.

use super::{FORMAT, Fault, Recorded, Transcript};
use crate::beacon::Beacon;
use crate::hash::Hash32;
use crate::lottery::Rules;
use list::saved;

mod draws;
mod list;
mod log;
mod rules;

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The file is written as the format says.
    Form,
    /// Every head follows from the one before it, and the records follow each other as they can.
    Log,
    /// The rules are those on the record.
    Rules,
    /// The list is the one that was fixed.
    List,
    /// Every attempt is there, each draw with the value that was named and not before it could be known.
    Value,
    /// Seed and order follow from record and value.
    Order,
    /// The rule gives the allocation.
    Result,
    /// Every public random value is signed by its chain. Last, because not every program can check it.
    Signature,
}

impl Check {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Form,
        Self::Log,
        Self::Rules,
        Self::List,
        Self::Value,
        Self::Order,
        Self::Result,
        Self::Signature,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Log => "log",
            Self::Rules => "rules",
            Self::List => "list",
            Self::Value => "value",
            Self::Signature => "signature",
            Self::Order => "order",
            Self::Result => "result",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The checks that were passed, in order.
    pub passed: Vec<Check>,
    /// What is wrong; none if everything is right.
    pub fault: Option<Fault>,
    /// How many take part.
    pub entries: usize,
    /// How many of them saved a list.
    pub saved: usize,
    /// How many draws were made.
    pub draws: usize,
    /// How many more could have been made when the list was opened again or another draw announced.
    pub missed: usize,
    /// How many of the draws were decided by a public random value, whose signature is checked.
    pub beacons: usize,
    /// The head of the record that the last draw was made for, for the words to read aloud; zeros if there is none.
    pub head: Hash32,
}

impl Transcript {
    /// Looks at everything. `genuine` says whether a beacon's signature is its chain's; `passed` is told of every check
    /// that was passed, as soon as it was.
    pub fn check(&self, genuine: &dyn Fn(&Beacon) -> bool, passed: &mut dyn FnMut(Check)) -> Report {
        let head = self.attempts.last().and_then(|attempt| self.record(attempt.record));
        let mut report = Report {
            passed: Vec::new(),
            fault: None,
            entries: self.lines.len(),
            saved: saved(&self.lines),
            draws: self.draws().count(),
            missed: self.attempts.len() - self.draws().count(),
            beacons: self.beacons().count(),
            head: head.map_or(Hash32::ZERO, |record| record.head),
        };
        let mut replays = Vec::new();
        for check in Check::ALL {
            let found = match check {
                Check::Form => self.form(),
                Check::Log => self.log(),
                Check::Rules => self.rules(),
                Check::List => self.list(),
                Check::Value => self.values(),
                Check::Signature => self.signatures(genuine),
                Check::Order => self.orders(&mut replays),
                Check::Result => self.results(&replays),
            };
            if let Err(fault) = found {
                report.fault = Some(fault);
                break;
            }
            report.passed.push(check);
            passed(check);
        }
        report
    }

    fn form(&self) -> Result<(), Fault> {
        if self.format != FORMAT {
            return Err(Fault::Format(self.format));
        }
        let plain = |rules: &Rules| {
            let mut lists = rules
                .activities
                .iter()
                .flat_map(|activity| [&activity.slots, &activity.groups]);
            rules.closes_at != Some(0) && lists.all(|numbers| numbers.is_sorted_by(|a, b| a < b))
        };
        match (1..).zip(&self.rules).find(|(_, rules)| !plain(rules)) {
            Some((version, _)) => Err(Fault::RulesForm(version)),
            None => Ok(()),
        }
    }

    /// The record with this number.
    fn record(&self, number: u32) -> Option<&Recorded> {
        self.log.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }
}
