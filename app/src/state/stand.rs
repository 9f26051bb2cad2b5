//! Where a draw stands, read off its log.

use turnwise_shared::api::{AttemptSummary, LotteryView, Record, RecordEvent};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::Event;

/// The number and the event of every record that is told.
fn told(view: &LotteryView) -> impl DoubleEndedIterator<Item = (u32, &Record, &Event)> {
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    let told = view.log.iter().enumerate();
    told.filter_map(move |(index, record)| match &record.event {
        RecordEvent::Told(event) => Some((number(index), record, event)),
        RecordEvent::Withheld { .. } => None,
    })
}

/// Which value decides the next draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The number of the closed or redraw record that names it.
    pub record: u32,
    /// What kind of value.
    pub plan: ValuePlan,
    /// Which: a round, or the moment of numbers; 0 for the kinds that are not public.
    pub due: u64,
}

impl Awaited {
    /// UTC second from which the value can be known.
    pub fn moment(&self) -> u64 {
        self.plan.moment(self.due)
    }
}

/// What the last closing, or the last permission to draw again, named.
fn named(view: &LotteryView) -> Option<Awaited> {
    told(view).rev().find_map(|(record, _, event)| match event {
        Event::Closed { plan, due, .. } | Event::Redraw { plan, due } => Some(Awaited {
            record,
            plan: *plan,
            due: *due,
        }),
        _ => None,
    })
}

/// The value that is waited for, if the next thing to do is to draw: after closing, and after another draw was allowed.
pub fn awaited(view: &LotteryView) -> Option<Awaited> {
    let over = matches!(view.phase, Phase::Closed | Phase::Drawn);
    let drawn = |named: &Awaited| {
        let mut attempts = view.attempts.iter();
        attempts.any(|attempt| attempt.record == named.record && attempt.drawn.is_some())
    };
    named(view).filter(|named| over && !drawn(named))
}

/// Whether the next thing to do is to draw.
pub fn awaits_draw(view: &LotteryView) -> bool {
    awaited(view).is_some()
}

/// The number of the draw that comes next.
pub fn next_draw(view: &LotteryView) -> u32 {
    u32::try_from(view.attempts.len() + 1).unwrap_or(u32::MAX)
}

/// The number of the last draw that was made.
pub fn last_draw(view: &LotteryView) -> Option<u32> {
    let made = view.attempts.iter().rev().find(|attempt| attempt.drawn.is_some());
    made.map(|attempt| attempt.attempt)
}

/// UTC second from which it can be closed: the last change of the rules and the notice; 0 where there is none.
pub fn closing_from(view: &LotteryView) -> u64 {
    if view.rules.notice == 0 {
        return 0;
    }
    let changed = told(view).rev().find_map(|(_, record, event)| {
        let changes = matches!(event, Event::Opened { .. } | Event::RulesChanged { .. });
        changes.then_some(record.time)
    });
    changed.unwrap_or_default().saturating_add(u64::from(view.rules.notice))
}

/// How many were added after opening.
pub fn added(view: &LotteryView) -> u32 {
    let added = told(view).map(|(_, _, event)| match event {
        Event::EntriesAdded { entries } => *entries,
        _ => 0,
    });
    added.fold(0, u32::saturating_add)
}

/// The number of the record whose reason belongs to a draw: why its numbers were entered again, or else why it was drawn
/// again; of a draw that was not made, why it was not.
pub fn reason_of(view: &LotteryView, attempt: &AttemptSummary) -> Option<u32> {
    let noted = |number: &u32| {
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let record = index.and_then(|index| view.log.get(index));
        record.is_some_and(|record| record.note != Hash32::ZERO)
    };
    let Some(drawn) = attempt.drawn else {
        let mut later = told(view).filter(|(number, ..)| *number > attempt.record);
        let ended = later.find(|(_, _, event)| matches!(event, Event::Reopened | Event::Redraw { .. }));
        return ended.map(|(number, ..)| number);
    };
    [drawn, attempt.record].into_iter().find(noted)
}

#[cfg(test)]
mod tests;
