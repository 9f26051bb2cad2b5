//! The record that counts for the next draw or the last one: the end of choosing, or the permission to draw again. Its
//! fingerprint stands for the rules, the texts, the people, every list and which value will count, and has eight words.

use turnwise_shared::api::{LotteryView, Record, RecordEvent};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::Event;

/// What the lists were fixed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixing {
    /// The number of the record.
    pub record: u32,
    /// Its fingerprint.
    pub head: Hash32,
    /// The fingerprint of the list.
    pub list: Hash32,
    /// How many people take part.
    pub entries: u32,
    /// How many of them were added after opening.
    pub added: u32,
    /// How many lists were saved.
    pub saved: u32,
    /// Where the value that counts comes from.
    pub plan: ValuePlan,
    /// Which of its values that is.
    pub due: u64,
    /// Whether that value is there: a draw was made for this record.
    pub drawn: bool,
}

impl Fixing {
    /// From when on the value that counts can be known; none where it is not public.
    pub fn moment(&self) -> Option<u64> {
        self.plan.is_public().then(|| self.plan.moment(self.due))
    }
}

/// The last record that fixes a list, once choosing is over.
pub fn fixing(lottery: &LotteryView) -> Option<Fixing> {
    let over = matches!(lottery.phase, Phase::Closed | Phase::Drawn | Phase::Published);
    over.then(|| fixed_by(&lottery.log, lottery.revision())).flatten()
}

/// The last record up to this one that fixes a list.
pub fn fixed_by(log: &[Record], up_to: u32) -> Option<Fixing> {
    let mut added = 0_u32;
    let mut last: Option<Fixing> = None;
    for (number, record) in (1..).zip(log) {
        if number > up_to && changes_what_counts(&record.event) {
            break;
        }
        match &record.event {
            RecordEvent::Told(Event::EntriesAdded { entries }) => added = added.saturating_add(*entries),
            RecordEvent::Told(Event::Closed {
                list,
                entries,
                saved,
                plan,
                due,
            }) => {
                last = Some(Fixing {
                    record: number,
                    head: record.head,
                    list: *list,
                    entries: *entries,
                    added,
                    saved: *saved,
                    plan: *plan,
                    due: *due,
                    drawn: false,
                });
            }
            RecordEvent::Told(Event::Redraw { plan, due }) => {
                last = last.map(|last| Fixing {
                    record: number,
                    head: record.head,
                    plan: *plan,
                    due: *due,
                    drawn: false,
                    ..last
                });
            }
            RecordEvent::Told(Event::Drawn { .. }) | RecordEvent::Withheld { .. } => {
                last = last.map(|last| Fixing { drawn: true, ..last });
            }
            RecordEvent::Told(Event::Reopened) => last = None,
            RecordEvent::Told(
                Event::Opened { .. } | Event::RulesChanged { .. } | Event::LinkReplaced | Event::Published,
            ) => {}
        }
    }
    last
}

fn changes_what_counts(event: &RecordEvent) -> bool {
    matches!(
        event,
        RecordEvent::Told(Event::Closed { .. } | Event::Redraw { .. } | Event::Reopened)
    )
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use turnwise_shared::api::Withheld;

    fn closed(list: u8) -> RecordEvent {
        RecordEvent::Told(Event::Closed {
            list: Hash32([list; 32]),
            entries: 3,
            saved: 2,
            plan: ValuePlan::Server,
            due: 0,
        })
    }

    fn log(events: Vec<RecordEvent>) -> Vec<Record> {
        let mut log = view().lottery.log;
        for (number, event) in (3..).zip(events) {
            let record = log[0].clone();
            let head = Hash32([number; 32]);
            log.push(Record { event, head, ..record });
        }
        log
    }

    fn found(events: Vec<RecordEvent>, up_to: u32) -> Option<(u32, Hash32, Hash32, bool)> {
        let fixing = fixed_by(&log(events), up_to)?;
        assert_eq!((fixing.entries, fixing.added, fixing.saved), (3, 1, 2));
        Some((fixing.record, fixing.head, fixing.list, fixing.drawn))
    }

    #[test]
    fn the_last_record_that_fixes_a_list_counts() {
        let told = |event| RecordEvent::Told(event);
        let redraw = || {
            told(Event::Redraw {
                plan: ValuePlan::Server,
                due: 0,
            })
        };
        let drawn = || RecordEvent::Withheld {
            kind: Withheld::DrawnNotPublished,
        };
        let of =
            |record: u8, list: u8, drawn| Some((u32::from(record), Hash32([record; 32]), Hash32([list; 32]), drawn));
        assert_eq!(found(vec![], 9), None);
        assert_eq!(found(vec![closed(1)], 9), of(3, 1, false));
        assert_eq!(found(vec![closed(1), told(Event::Reopened)], 9), None);
        assert_eq!(
            found(vec![closed(1), told(Event::Reopened), closed(2)], 9),
            of(5, 2, false)
        );
        let again = vec![closed(1), drawn(), told(Event::LinkReplaced), redraw(), drawn()];
        assert_eq!(found(again[..3].to_vec(), 9), of(3, 1, true));
        assert_eq!(found(again[..4].to_vec(), 9), of(6, 1, false));
        assert_eq!(found(again.clone(), 9), of(6, 1, true));
        // Of an earlier draw, what came after it does not count.
        assert_eq!(found(again, 3), of(3, 1, true));
    }

    #[test]
    fn while_lists_are_taken_nothing_is_fixed() {
        let mut lottery = view().lottery;
        lottery.log = log(vec![closed(1)]);
        assert_eq!(fixing(&lottery), None);
        lottery.phase = Phase::Closing;
        assert_eq!(fixing(&lottery), None);
        lottery.phase = Phase::Closed;
        assert_eq!(fixing(&lottery).map(|fixing| fixing.record), Some(3));
        assert_eq!(fixing(&lottery).and_then(|fixing| fixing.moment()), None);
    }
}
