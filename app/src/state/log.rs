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

/// One draw as the log has it, whatever else is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its number, from 1.
    pub draw: u32,
    /// The number of the record that says it was made.
    pub record: u32,
    /// The number of the record it was made for.
    pub made_for: u32,
    /// The number of the record whose reason led to it: of a redraw, or of opening again after a draw; none for the first.
    pub because: Option<u32>,
    /// Whether its results were published.
    pub published: bool,
}

/// Every draw that was made, the first one first.
pub fn draws(log: &[Record]) -> Vec<Drawn> {
    let mut draws: Vec<Drawn> = Vec::new();
    let (mut made_for, mut because) = (0, None);
    for (number, record) in (1..).zip(log) {
        match &record.event {
            RecordEvent::Told(Event::Closed { .. }) => made_for = number,
            RecordEvent::Told(Event::Redraw { .. }) => (made_for, because) = (number, Some(number)),
            RecordEvent::Told(Event::Reopened) => because = Some(number),
            RecordEvent::Told(Event::Drawn { .. }) | RecordEvent::Withheld { .. } => {
                let draw = u32::try_from(draws.len()).unwrap_or(u32::MAX).saturating_add(1);
                draws.push(Drawn {
                    draw,
                    record: number,
                    made_for,
                    because: because.filter(|_| draw > 1),
                    published: false,
                });
            }
            RecordEvent::Told(Event::Published) => {
                if let Some(last) = draws.last_mut() {
                    last.published = true;
                }
            }
            RecordEvent::Told(
                Event::Opened { .. } | Event::RulesChanged { .. } | Event::EntriesAdded { .. } | Event::LinkReplaced,
            ) => {}
        }
    }
    draws
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::api::Withheld;
    use turnwise_shared::hash::Hash32;

    fn log(events: Vec<RecordEvent>) -> Vec<Record> {
        let record = |event| Record {
            time: 0,
            event,
            note: Hash32::ZERO,
            sealed: None,
            head: Hash32::ZERO,
        };
        events.into_iter().map(record).collect()
    }

    #[test]
    fn every_draw_is_found_with_what_led_to_it() {
        let plan = ValuePlan::Server;
        let closed = || {
            RecordEvent::Told(Event::Closed {
                list: Hash32::ZERO,
                entries: 3,
                saved: 2,
                plan,
                due: 0,
            })
        };
        let drawn = || RecordEvent::Withheld {
            kind: Withheld::DrawnNotPublished,
        };
        let told = RecordEvent::Told;
        let opened = Event::Opened {
            rules: Hash32::ZERO,
            entries: 3,
        };
        let events = vec![
            told(opened),
            closed(),
            told(Event::Reopened),
            closed(),
            drawn(),
            told(Event::Published),
            told(Event::LinkReplaced),
            told(Event::Redraw { plan, due: 0 }),
            drawn(),
        ];
        let first = Drawn {
            draw: 1,
            record: 5,
            made_for: 4,
            because: None,
            published: true,
        };
        let second = Drawn {
            draw: 2,
            record: 9,
            made_for: 8,
            because: Some(8),
            published: false,
        };
        assert_eq!(draws(&log(events.clone())), [first, second]);
        assert_eq!(draws(&log(events[..8].to_vec())), [first]);
        assert_eq!(draws(&log(events[..4].to_vec())), []);
    }

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
