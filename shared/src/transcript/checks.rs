//! What is checked of a transcript, in the order of `docs/transcript.md`; what follows from a failed check is not checked.

use super::{Attempted, FORMAT, Fault, Recorded, Transcript};
use crate::beacon::Beacon;
use crate::hash::{Hash32, Nonce};
use crate::lottery::{PassOrder, Rules, ValuePlan};
use crate::record::{Event, Line, Value, first_head, head, list_hash, rules_hash};
use crate::replay::{Replay, ReplayFault};

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
    /// Every draw is there, with a value of the kind that was planned.
    Value,
    /// Seed and order follow from record and value.
    Order,
    /// The rule gives the allocation.
    Result,
}

impl Check {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Form,
        Self::Log,
        Self::Rules,
        Self::List,
        Self::Value,
        Self::Order,
        Self::Result,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Log => "log",
            Self::Rules => "rules",
            Self::List => "list",
            Self::Value => "value",
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
    pub attempts: usize,
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
            attempts: self.attempts.len(),
            head: head.map_or(Hash32::ZERO, |record| record.head),
        };
        let mut replays = Vec::new();
        for check in Check::ALL {
            let found = match check {
                Check::Form => self.form(),
                Check::Log => self.log(),
                Check::Rules => self.rules(),
                Check::List => self.list(),
                Check::Value => self.values(genuine),
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

    fn log(&self) -> Result<(), Fault> {
        let (mut before, mut time) = (first_head(&self.lottery), 0);
        let mut stage = Stage::Unopened;
        for (number, record) in (1..).zip(&self.log) {
            if record.head != head(&before, number, record.time, &record.note, &record.event) {
                return Err(Fault::Head(number));
            }
            if record.time < time {
                return Err(Fault::Time(number));
            }
            if record.event.needs_note() && record.note == Hash32::ZERO {
                return Err(Fault::Reason(number));
            }
            stage = stage.after(&record.event).ok_or(Fault::Sequence(number))?;
            (before, time) = (record.head, record.time);
        }
        match self.log.last() {
            Some(last) if last.event == Event::Published => Ok(()),
            _ => Err(Fault::Unpublished),
        }
    }

    fn rules(&self) -> Result<(), Fault> {
        let mut versions: Vec<(Hash32, &Rules)> = Vec::with_capacity(self.rules.len());
        let mut rest = self.rules.iter();
        let mut in_force: Option<&Rules> = None;
        for (number, record) in (1..).zip(&self.log) {
            match &record.event {
                Event::Opened { rules: hash, .. } | Event::RulesChanged { rules: hash } => {
                    let known = versions
                        .iter()
                        .find(|(known, _)| known == hash)
                        .map(|(_, rules)| *rules);
                    let next = match known {
                        Some(rules) => rules,
                        None => rest
                            .next()
                            .filter(|rules| rules_hash(rules) == *hash)
                            .ok_or(Fault::RulesOf(number))?,
                    };
                    if known.is_none() {
                        versions.push((*hash, next));
                    }
                    let version = u32::try_from(versions.len()).unwrap_or(u32::MAX);
                    let impossible = next.pass_order == PassOrder::Reshuffle && next.plan == ValuePlan::OwnList;
                    if impossible || in_force.is_some_and(|before| !before.may_become(next)) {
                        return Err(Fault::RulesChange(version));
                    }
                    in_force = Some(next);
                }
                Event::Closed { plan, .. } | Event::Redraw { plan, .. }
                    if in_force.is_none_or(|rules| rules.plan != *plan) =>
                {
                    return Err(Fault::Plan(number));
                }
                _ => {}
            }
        }
        if rest.next().is_some() {
            Err(Fault::MoreRules)
        } else {
            Ok(())
        }
    }

    /// The rules that the draws were made under.
    fn last_rules(&self) -> Option<&Rules> {
        let named = self.log.iter().rev().find_map(|record| match record.event {
            Event::Opened { rules, .. } | Event::RulesChanged { rules } => Some(rules),
            _ => None,
        });
        let named = named?;
        self.rules.iter().find(|rules| rules_hash(rules) == named)
    }

    fn list(&self) -> Result<(), Fault> {
        let closing = self.log.iter().rev().find_map(|record| match record.event {
            Event::Closed {
                list, entries, saved, ..
            } => Some((list, entries, saved)),
            _ => None,
        });
        let (list, entries, recorded) = closing.ok_or(Fault::List)?;
        let hashes: Vec<Hash32> = self.lines.iter().map(Line::hash).collect();
        if list_hash(&hashes) != list {
            return Err(Fault::List);
        }
        let announced = self.log.iter().map(|record| match record.event {
            Event::Opened { entries, .. } | Event::EntriesAdded { entries } => u64::from(entries),
            _ => 0,
        });
        if self.lines.len() as u64 != u64::from(entries) || announced.sum::<u64>() != u64::from(entries) {
            return Err(Fault::Entries);
        }
        if saved(&self.lines) as u64 != u64::from(recorded) {
            return Err(Fault::Saved);
        }
        let activities = self.last_rules().map_or(0, |rules| rules.activities.len());
        let mut before = 0;
        for line in &self.lines {
            if line.entry <= before || !possible(line, activities) {
                return Err(Fault::Line(line.entry));
            }
            before = line.entry;
        }
        Ok(())
    }

    fn values(&self, genuine: &dyn Fn(&Beacon) -> bool) -> Result<(), Fault> {
        let (mut fixed, mut planned, mut number) = (0, None, 0);
        let mut attempts = self.attempts.iter();
        for (at, record) in (1..).zip(&self.log) {
            match &record.event {
                Event::Closed { plan, due, .. } | Event::Redraw { plan, due } => {
                    (fixed, planned) = (at, Some((*plan, *due)));
                }
                Event::Drawn { value } => {
                    number += 1;
                    let attempt = attempts.next().ok_or(Fault::Attempt(number))?;
                    if (attempt.record, attempt.drawn) != (fixed, at) {
                        return Err(Fault::Attempt(number));
                    }
                    let fulfils = planned.is_some_and(|(plan, due)| value.fulfils(plan, due));
                    if !fulfils || !self.fits(value, genuine) {
                        return Err(Fault::Value(number));
                    }
                }
                _ => {}
            }
        }
        match attempts.next() {
            Some(_) => Err(Fault::Attempt(number + 1)),
            None => Ok(()),
        }
    }

    /// Whether an own list names every entry once, and a beacon is genuine.
    fn fits(&self, value: &Value, genuine: &dyn Fn(&Beacon) -> bool) -> bool {
        match *value {
            Value::Server { .. } | Value::Numbers { .. } => true,
            Value::Drand { round, signature } => genuine(&Beacon { round, signature }),
            Value::OwnList { ref order } => {
                let mut order = order.clone();
                order.sort_unstable();
                order.iter().eq(self.lines.iter().map(|line| &line.entry))
            }
        }
    }

    /// Repeats every draw, into `replays`.
    fn orders(&self, replays: &mut Vec<Replay>) -> Result<(), Fault> {
        for (number, attempt) in (1..).zip(&self.attempts) {
            let replay = self.replay(attempt).ok_or(Fault::Attempt(number))?;
            let replay = replay.map_err(|_| Fault::Value(number))?;
            if attempt.seed != replay.seed {
                return Err(Fault::Seed(number));
            }
            if attempt.order != replay.pass(1) {
                return Err(Fault::Order(number));
            }
            replays.push(replay);
        }
        Ok(())
    }

    fn results(&self, replays: &[Replay]) -> Result<(), Fault> {
        for (number, (attempt, replay)) in (1..).zip(self.attempts.iter().zip(replays)) {
            let (said, given) = (&attempt.allocation, replay.allocation());
            let differs = (0..said.len().max(given.len())).find(|at| said.get(*at) != given.get(*at));
            if let Some(at) = differs {
                let entry = replay.entries().get(at).or(replay.entries().last());
                return Err(Fault::Allocation(number, entry.copied().unwrap_or(0)));
            }
        }
        Ok(())
    }

    fn replay(&self, attempt: &Attempted) -> Option<Result<Replay, ReplayFault>> {
        let record = self.record(attempt.record)?;
        let Event::Drawn { value } = &self.record(attempt.drawn)?.event else {
            return None;
        };
        Some(Replay::new(self.last_rules()?, &record.head, value, &self.lines))
    }
}

/// Whether a line can have been saved under rules with so many activities.
fn possible(line: &Line, activities: usize) -> bool {
    let mut named = line.choices.clone();
    named.sort_unstable();
    let exist = named
        .iter()
        .all(|choice| (1..=activities).contains(&(*choice as usize)));
    let empty = line.nonce == Nonce::ZERO && line.choices.is_empty();
    exist && named.is_sorted_by(|a, b| a < b) && (line.version > 0 || empty)
}

fn saved(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.version > 0).count()
}

/// How far the log has come.
#[derive(Clone, Copy)]
enum Stage {
    Unopened,
    Open,
    /// A list is fixed and waits for its draw; whether there was a draw before.
    Fixed(bool),
    Drawn,
    Published,
}

impl Stage {
    /// After this event; none if it cannot happen now.
    fn after(self, event: &Event) -> Option<Self> {
        match (self, event) {
            (Self::Unopened, Event::Opened { .. })
            | (Self::Open, Event::RulesChanged { .. } | Event::EntriesAdded { .. })
            | (Self::Fixed(false), Event::Reopened) => Some(Self::Open),
            (Self::Unopened, _) => None,
            (stage, Event::LinkReplaced) => Some(stage),
            (Self::Open, Event::Closed { .. }) => Some(Self::Fixed(false)),
            (Self::Fixed(_), Event::Drawn { .. }) => Some(Self::Drawn),
            (Self::Drawn | Self::Published, Event::Redraw { .. }) => Some(Self::Fixed(true)),
            (Self::Drawn, Event::Published) => Some(Self::Published),
            _ => None,
        }
    }
}
