//! The log in words: what happened, for everyone who takes part. Never who.

use turnwise_shared::api::{Record, RecordEvent};
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::Event;

use super::why::sentence::counted;

/// One record as a sentence.
pub fn sentence(record: &Record) -> String {
    match &record.event {
        RecordEvent::Withheld { .. } => "The draw was made; its result comes when it is published.".to_owned(),
        RecordEvent::Told(event) => told(event),
    }
}

fn told(event: &Event) -> String {
    match event {
        Event::Opened { entries, .. } => format!("Opened for {}.", counted(u64::from(*entries), "person", "people")),
        Event::RulesChanged { .. } => "Something about the activities, the texts or the dates was changed.".to_owned(),
        Event::EntriesAdded { entries } => {
            format!("{} added.", counted(u64::from(*entries), "person", "people"))
        }
        Event::LinkReplaced => "A personal link was replaced by a new one.".to_owned(),
        Event::Closed {
            entries, saved, plan, ..
        } => {
            format!(
                "Choosing ended: {} from {} {} fixed. {}",
                counted(u64::from(*saved), "list", "lists"),
                counted(u64::from(*entries), "person", "people"),
                if *saved == 1 { "was" } else { "were" },
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
    /// The number of the record that says it was made; none if its value could be known and was given up.
    pub record: Option<u32>,
    /// The number of the record it was made for.
    pub made_for: u32,
    /// The number of the record whose reason led to it: of a redraw, of opening again, or of itself where what was typed
    /// was corrected; none for the first. For one that was given up: of the record that did so.
    pub because: Option<u32>,
    /// Whether its results were published.
    pub published: bool,
}

/// Every draw, the first one first. One whose value could be known counts even if it was never made: otherwise a value
/// that one does not like could be waited out.
pub fn draws(log: &[Record]) -> Vec<Drawn> {
    let mut found = Found::default();
    for (number, record) in (1..).zip(log) {
        match &record.event {
            RecordEvent::Told(Event::Closed { plan, due, .. }) => found.fix(number, *plan, *due),
            RecordEvent::Told(Event::Redraw { plan, due }) => {
                found.give_up(number, record.time);
                found.because = Some(number);
                found.fix(number, *plan, *due);
            }
            RecordEvent::Told(Event::Reopened) => {
                found.give_up(number, record.time);
                found.because = Some(number);
            }
            RecordEvent::Told(Event::Drawn { .. }) | RecordEvent::Withheld { .. } => {
                if found.awaited.take().is_none() {
                    found.because = Some(number);
                }
                found.add(Some(number));
            }
            RecordEvent::Told(Event::Published) => {
                if let Some(last) = found.draws.last_mut() {
                    last.published = true;
                }
            }
            RecordEvent::Told(
                Event::Opened { .. } | Event::RulesChanged { .. } | Event::EntriesAdded { .. } | Event::LinkReplaced,
            ) => {}
        }
    }
    found.draws
}

/// What was found so far.
#[derive(Default)]
struct Found {
    draws: Vec<Drawn>,
    /// The last record that fixed a list.
    made_for: u32,
    /// From when on the value for it can be known, as long as nothing was drawn; never where it is not public.
    awaited: Option<u64>,
    because: Option<u32>,
}

impl Found {
    fn fix(&mut self, number: u32, plan: ValuePlan, due: u64) {
        let moment = if plan.is_public() { plan.moment(due) } else { u64::MAX };
        (self.made_for, self.awaited) = (number, Some(moment));
    }

    /// What was waited for does not count any more; at this time it may have been known.
    fn give_up(&mut self, number: u32, time: u64) {
        if self.awaited.take().is_some_and(|moment| moment <= time) {
            self.add(None);
            if let Some(last) = self.draws.last_mut() {
                last.because = Some(number);
            }
        }
    }

    fn add(&mut self, record: Option<u32>) {
        let draw = u32::try_from(self.draws.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.draws.push(Drawn {
            draw,
            record,
            made_for: self.made_for,
            because: self.because.filter(|_| draw > 1),
            published: false,
        });
    }
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
            record: Some(5),
            made_for: 4,
            because: None,
            published: true,
        };
        let second = Drawn {
            draw: 2,
            record: Some(9),
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
        let rules = Hash32::ZERO;
        assert_eq!(told_of(Event::Opened { rules, entries: 1 }), "Opened for 1 person.");
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

    #[test]
    fn a_public_value_that_was_waited_out_and_numbers_entered_again_are_draws_too() {
        let plan = ValuePlan::Numbers {
            count: 6,
            low: 1,
            high: 49,
        };
        let closed = RecordEvent::Told(Event::Closed {
            list: Hash32::ZERO,
            entries: 3,
            saved: 2,
            plan,
            due: 100,
        });
        let redraw = RecordEvent::Told(Event::Redraw { plan, due: 300 });
        let drawn = || RecordEvent::Withheld {
            kind: Withheld::DrawnNotPublished,
        };
        let mut log = log(vec![closed, redraw, drawn(), drawn()]);
        log[1].time = 100;
        let found = |log: &[Record]| {
            let found = draws(log).into_iter();
            let found = found.map(|drawn| (drawn.record, drawn.made_for, drawn.because));
            found.collect::<Vec<_>>()
        };
        let all = [(None, 1, Some(2)), (Some(3), 2, Some(2)), (Some(4), 2, Some(4))];
        assert_eq!(found(&log), all);
        // Nobody could know the value yet: it was no draw.
        log[1].time = 99;
        assert_eq!(found(&log), [(Some(3), 2, None), (Some(4), 2, Some(4))]);
        // Nothing was given up as long as it still counts.
        assert_eq!(found(&log[..1]), []);
    }
}
