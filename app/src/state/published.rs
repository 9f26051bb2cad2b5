//! A published draw as one participant's browser has it: repeated here, so that everything shown about it
//! is what this browser found by itself, and refused if that is not what the server stored.

use std::sync::Arc;

use turnwise_shared::api::{Attempt, AttemptSummary, LotteryView, Record, RecordEvent};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::{Phase, Rules};
use turnwise_shared::record::{Event, Line, Value, head, list_hash, rules_hash};
use turnwise_shared::replay::{Replay, ReplayFault};
use turnwise_shared::sorted;

use super::fixing::{Fixing, fixed_by};
use super::why::Told;
use super::why::sentence::Voice;

/// Everything the pages Result, Why and Whole draw need.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The draw, as this browser repeated it.
    pub replay: Arc<Replay>,
    /// The texts.
    pub catalogue: Arc<Catalogue>,
    /// What it was drawn under.
    pub rules: Arc<Rules>,
    /// One's own number.
    pub number: u32,
    /// One's own group.
    pub group: u32,
    /// One's own line as it was drawn with.
    pub drawn: Line,
    /// Whether one sent a list at all.
    pub sent: bool,
    /// Which lottery.
    pub id: LotteryId,
    /// Why there was another draw before this one, for each from the second on; empty where the reason
    /// cannot be read.
    pub again: Vec<String>,
    /// Whether another draw is on its way, so that this one no longer counts.
    pub superseded: bool,
    /// The record it was drawn for.
    pub fixing: Fixing,
}

/// Why a published draw is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It names a record that the log does not have, or not of this kind.
    Record,
    /// It was drawn under other rules than those recorded.
    Rules,
    /// Its lists are not those that were fixed when choosing ended.
    Lists,
    /// Its order does not come from what the record says it was drawn with.
    Value,
    /// It was drawn with another kind of value than the record named beforehand.
    Plan,
    /// Its numbers are not entered from the lowest to the highest, as the texts say: other orders could have been tried.
    Ascending,
    /// It cannot be repeated.
    Replay(ReplayFault),
    /// Repeated, it gives other results.
    Result,
    /// One's own list is not the one that was drawn with.
    OwnList,
}

/// The number of the draw to show: the last one that was published.
pub fn last_published(lottery: &LotteryView) -> Option<u32> {
    let published = |summary: &&AttemptSummary| summary.published.is_some();
    let last = lottery.attempts.iter().rfind(published)?;
    Some(last.attempt)
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Record => "the draw refers to something that is not on the record",
            Self::Rules => "it was made under other rules than those on the record",
            Self::Lists => "its lists are not those that were fixed when choosing ended",
            Self::Value => "its order does not come from what is on the record",
            Self::Plan => "its order comes from elsewhere than was announced when choosing ended",
            Self::Ascending => "its numbers are not entered from the lowest to the highest, as was announced",
            Self::Replay(_) => "it cannot be repeated from its lists and its order",
            Self::Result => "repeated in this browser, it gives other results",
            Self::OwnList => "your list in it is not the list that was saved",
        })
    }
}

impl Published {
    /// Repeats the draw and compares; `own` is one's own line as the server keeps it, `reason` opens a
    /// record's note.
    ///
    /// # Errors
    /// What does not fit.
    pub fn new(
        id: LotteryId,
        catalogue: Arc<Catalogue>,
        lottery: &LotteryView,
        own: &Line,
        attempt: &Attempt,
        reason: impl Fn(&Record) -> Option<String>,
    ) -> Result<Self, Doubt> {
        let fixing = recorded(lottery, attempt)?;
        if !is_as_told(&catalogue, &attempt.value) {
            return Err(Doubt::Ascending);
        }
        let replay = Replay::new(&attempt.rules, &fixing.head, &attempt.value, &attempt.lines);
        let replay = replay.map_err(Doubt::Replay)?;
        if replay.allocation() != attempt.allocation {
            return Err(Doubt::Result);
        }
        let drawn = attempt.lines.iter().find(|line| same_list(line, own));
        let drawn = drawn.ok_or(Doubt::OwnList)?.clone();
        Ok(Self {
            replay: Arc::new(replay),
            catalogue,
            rules: Arc::new(attempt.rules.clone()),
            number: own.entry,
            group: own.group,
            drawn,
            sent: own.version > 0,
            id,
            again: again(lottery, attempt.attempt, reason),
            superseded: superseded(lottery, attempt.attempt),
            fixing,
        })
    }

    /// The number of this draw, from 1.
    pub fn draw(&self) -> usize {
        self.again.len() + 1
    }

    /// What one got, in picking order.
    pub fn got(&self) -> Vec<u32> {
        let index = self
            .replay
            .index(self.number)
            .and_then(|index| usize::try_from(index).ok());
        index
            .and_then(|index| self.replay.allocation().into_iter().nth(index))
            .unwrap_or_default()
    }

    /// What one got, the earliest time first.
    pub fn by_time(&self) -> Vec<u32> {
        let mut got = self.got();
        let first = |number: u32| {
            self.rules
                .activity(number)
                .and_then(|activity| activity.slots.first().copied())
        };
        sorted::sort_by_key(&mut got, |number| (first(*number), *number));
        got
    }

    /// When an activity takes place, in words; empty where no time was given.
    pub fn when(&self, activity: u32) -> String {
        let slots = self.rules.activity(activity).map(|activity| activity.slots.as_slice());
        let names = slots.unwrap_or_default().iter().map(|slot| self.catalogue.slot(*slot));
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Which choice of one's own an activity was, from 1.
    pub fn rank(&self, activity: u32) -> Option<u32> {
        let index = self.replay.index(self.number)?;
        let ranked = (1..).zip(self.replay.instance.ballot(index));
        ranked
            .into_iter()
            .find(|(_, choice)| **choice == activity)
            .map(|(rank, _)| rank)
    }

    /// The draw, to be told about one's own number.
    pub fn told<'a>(&'a self, voice: &'a Voice) -> Told<'a> {
        Told {
            replay: &self.replay,
            catalogue: &self.catalogue,
            number: self.number,
            sent: Some(self.sent),
            voice,
        }
    }

    /// Activities that still have a free place one could take: they run, they are open to one's group, and
    /// they clash with nothing one has.
    pub fn still_free(&self) -> Vec<u32> {
        let (replay, got) = (&self.replay, self.got());
        let closed = replay.outcome.closed();
        let places = (1..).zip(&self.rules.activities).zip(replay.outcome.taken());
        places
            .filter(|((number, activity), taken)| {
                *taken < activity.capacity
                    && activity.open_to(self.group)
                    && !closed.contains(number)
                    && !got.contains(number)
                    && !got.iter().any(|held| replay.instance.clash(*held, *number))
            })
            .map(|((number, _), _)| number)
            .collect()
    }
}

/// Compares a draw with the record: what it was made for, its rules, its lists, and what decided it. It is not repeated.
///
/// # Errors
/// What does not fit.
pub fn recorded(lottery: &LotteryView, attempt: &Attempt) -> Result<Fixing, Doubt> {
    let fixing = fixed_by(&lottery.log, attempt.record).ok_or(Doubt::Record)?;
    if fixing.record != attempt.record {
        return Err(Doubt::Record);
    }
    if recorded_rules(lottery, attempt.record) != Some(rules_hash(&attempt.rules)) {
        return Err(Doubt::Rules);
    }
    if fixing.list != list_hash(&hashes(attempt)) || !counted(&fixing, &attempt.lines) {
        return Err(Doubt::Lists);
    }
    if !is_recorded(lottery, attempt) {
        return Err(Doubt::Value);
    }
    if !attempt.value.fulfils(fixing.plan, fixing.due) {
        return Err(Doubt::Plan);
    }
    Ok(fixing)
}

/// Whether numbers drawn in public stand from the lowest to the highest, if the texts say so. No file that can be checked
/// without a link has the texts: this is the only place where it shows.
fn is_as_told(catalogue: &Catalogue, value: &Value) -> bool {
    match (value, &catalogue.numbers) {
        (Value::Numbers { numbers }, Some(told)) => !told.ascending || numbers.is_sorted(),
        _ => true,
    }
}

/// Whether two lines are the same list of the same number; a link replaced since the closing is no fault.
fn same_list(drawn: &Line, own: &Line) -> bool {
    let list = |line: &Line| (line.entry, line.group, line.version, line.nonce);
    list(drawn) == list(own) && drawn.choices == own.choices
}

/// The fingerprint of the rules in force at a record.
fn recorded_rules(lottery: &LotteryView, number: u32) -> Option<Hash32> {
    let up_to = usize::try_from(number).ok()?;
    lottery
        .log
        .iter()
        .take(up_to)
        .rev()
        .find_map(|record| match record.event {
            RecordEvent::Told(Event::Opened { rules, .. } | Event::RulesChanged { rules }) => Some(rules),
            _ => None,
        })
}

/// Whether there are as many people and saved lists as the record says, and everyone who reads its eight words.
fn counted(fixing: &Fixing, lines: &[Line]) -> bool {
    let saved = lines.iter().filter(|line| line.version > 0).count();
    let said = (usize::try_from(fixing.entries), usize::try_from(fixing.saved));
    said == (Ok(lines.len()), Ok(saved))
}

fn hashes(attempt: &Attempt) -> Vec<Hash32> {
    attempt.lines.iter().map(Line::hash).collect()
}

/// Whether the record says that it was drawn with this value. Before it is published the record does not tell the value; its
/// head follows from it all the same.
fn is_recorded(lottery: &LotteryView, attempt: &Attempt) -> bool {
    let made = |made: &&AttemptSummary| made.attempt == attempt.attempt;
    let drawn = lottery.attempts.iter().find(made).and_then(|made| made.drawn);
    let record_at = |number: u32| {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        lottery.log.get(at)
    };
    let found = drawn.and_then(|number| {
        let (record, before) = (record_at(number)?, record_at(number.checked_sub(1)?)?);
        let same = match &record.event {
            RecordEvent::Told(Event::Drawn { value }) => *value == attempt.value,
            RecordEvent::Told(_) => false,
            RecordEvent::Withheld { .. } => {
                let value = attempt.value.clone();
                let drawn = Event::Drawn { value };
                head(&before.head, number, record.time, &record.note, &drawn) == record.head
            }
        };
        Some(same && fixed_by(&lottery.log, number)?.record == attempt.record)
    });
    found == Some(true)
}

/// Why each draw from the second up to this one was made: the note of the last redraw or reopening before it, or of the draw
/// itself where numbers were entered again.
fn again(lottery: &LotteryView, attempt: u32, reason: impl Fn(&Record) -> Option<String>) -> Vec<String> {
    let later = lottery
        .attempts
        .iter()
        .filter(|other| (2..=attempt).contains(&other.attempt));
    later
        .map(|other| {
            let up_to = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).min(lottery.log.len());
            let made = lottery.log[..up_to(other.drawn.unwrap_or(0))].last();
            let asked = made.filter(|record| record.note != Hash32::ZERO).or_else(|| {
                lottery.log[..up_to(other.record)]
                    .iter()
                    .rfind(|record| matches!(record.event, RecordEvent::Told(Event::Redraw { .. } | Event::Reopened)))
            });
            asked.and_then(&reason).unwrap_or_default()
        })
        .collect()
}

/// After publishing, only a redraw leads back to a phase before it.
fn superseded(lottery: &LotteryView, attempt: u32) -> bool {
    lottery.phase != Phase::Published || lottery.attempts.iter().any(|other| other.attempt > attempt)
}

#[cfg(test)]
mod tests;
