//! The log in words: what happened, for everyone who takes part. Never who.

use turnwise_shared::api::{Record, RecordEvent};
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::Event;

/// One record as a sentence.
pub fn sentence(record: &Record) -> String {
    match &record.event {
        RecordEvent::Withheld { .. } => "The draw was made; its result comes when it is published.".to_owned(),
        RecordEvent::Told(event) => told(event),
    }
}

fn told(event: &Event) -> String {
    match event {
        Event::Opened { entries, .. } => format!("Opened for {entries} people."),
        Event::RulesChanged { .. } => "Something about the activities, the texts or the dates was changed.".to_owned(),
        Event::EntriesAdded { entries } => {
            let people = if *entries == 1 { "person" } else { "people" };
            format!("{entries} {people} added.")
        }
        Event::LinkReplaced => "A personal link was replaced by a new one.".to_owned(),
        Event::Closed {
            entries, saved, plan, ..
        } => {
            format!(
                "Choosing ended: {saved} lists from {entries} people were fixed. {}",
                source(*plan)
            )
        }
        Event::Reopened => "Opened again.".to_owned(),
        Event::Redraw { plan, .. } => format!("The same lists are to be drawn again. {}", source(*plan)),
        Event::Drawn { .. } => "The draw was made.".to_owned(),
        Event::Published => "The results were published.".to_owned(),
    }
}

fn source(plan: ValuePlan) -> &'static str {
    match plan {
        ValuePlan::OwnList => "The order will come from a list the organiser shuffles.",
        ValuePlan::Server => "The order will be drawn by the server.",
        ValuePlan::Drand => "A public random number that does not exist yet will decide the order.",
        ValuePlan::Numbers { .. } => "Numbers that will be drawn in public decide the order.",
    }
}

/// "first draw", "second draw", …
pub fn draw_name(attempt: u32) -> String {
    match attempt {
        1 => "First draw".to_owned(),
        2 => "Second draw".to_owned(),
        3 => "Third draw".to_owned(),
        _ => format!("Draw {attempt}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::hash::Hash32;

    fn told_of(event: Event) -> String {
        sentence(&Record {
            time: 0,
            event: RecordEvent::Told(event),
            note: Hash32::ZERO,
            sealed: None,
            head: Hash32::ZERO,
        })
    }

    #[test]
    fn records_are_told_without_saying_who() {
        assert_eq!(told_of(Event::EntriesAdded { entries: 1 }), "1 person added.");
        assert_eq!(told_of(Event::EntriesAdded { entries: 3 }), "3 people added.");
        let closed = Event::Closed {
            list: Hash32::ZERO,
            entries: 146,
            saved: 140,
            plan: ValuePlan::Server,
            due: 0,
        };
        assert_eq!(
            told_of(closed),
            "Choosing ended: 140 lists from 146 people were fixed. The order will be drawn by the server."
        );
    }
}
