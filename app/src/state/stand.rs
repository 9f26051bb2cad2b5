//! Where a draw stands, read off its log.

use turnwise_shared::api::{LotteryView, RecordEvent};
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

/// Whether the next thing to do is to draw: after closing, and after another draw was allowed.
pub fn awaits_draw(view: &LotteryView) -> bool {
    let fixed = |event: &RecordEvent| matches!(event, RecordEvent::Told(Event::Closed { .. } | Event::Redraw { .. }));
    let last = (1..)
        .zip(&view.log)
        .filter(|(_, record)| fixed(&record.event))
        .map(|(number, _)| number)
        .last();
    let drawn = view.attempts.last().map(|attempt| attempt.record);
    let over = matches!(view.phase, Phase::Closed | Phase::Drawn);
    over && last.is_some_and(|number: u32| drawn.is_none_or(|drawn| drawn < number))
}

/// The number of the draw that comes next.
pub fn next_draw(view: &LotteryView) -> u32 {
    u32::try_from(view.attempts.len() + 1).unwrap_or(u32::MAX)
}

/// What the lists were fixed with: people, lists sent, and the first characters of the fingerprint.
pub fn fixed(view: &LotteryView) -> Option<(u32, u32, String)> {
    view.log.iter().rev().find_map(|record| match &record.event {
        RecordEvent::Told(Event::Closed { entries, saved, .. }) => {
            Some((*entries, *saved, record.head.to_string().chars().take(16).collect()))
        }
        _ => None,
    })
}
