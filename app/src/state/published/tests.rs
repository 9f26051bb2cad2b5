//! An honest draw is shown; each way in which one could be false is named.

use std::sync::Arc;

use turnwise_shared::api::{Attempt, AttemptSummary, LotteryView, Record, RecordEvent};
use turnwise_shared::catalogue::{Catalogue, PublicNumbers};
use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Phase, Rules, ValuePlan};
use turnwise_shared::record::{Event, Line, Value, list_hash, rules_hash};
use turnwise_shared::replay::Replay;
use turnwise_shared::seal::Sealed;

use super::super::fixing::fixing;
use super::{Doubt, Published, last_published};

const ID: LotteryId = LotteryId([7; 16]);

fn activity(capacity: u32, slots: &[u32], groups: &[u32]) -> Activity {
    Activity {
        capacity,
        minimum: 0,
        slots: slots.to_vec(),
        groups: groups.to_vec(),
    }
}

fn rules() -> Rules {
    Rules {
        limit: None,
        pass_order: PassOrder::Same,
        notice: 0,
        closes_at: None,
        plan: ValuePlan::OwnList,
        activities: vec![
            activity(1, &[2], &[]),
            activity(3, &[1], &[]),
            activity(3, &[1], &[]),
            activity(3, &[3], &[2]),
            activity(3, &[3], &[1]),
        ],
        catalogue: Hash32::ZERO,
    }
}

fn line(entry: u32, choices: &[u32]) -> Line {
    Line {
        entry,
        group: 1,
        credential: Hash32([1; 32]),
        version: 1,
        nonce: Nonce::ZERO,
        choices: choices.to_vec(),
    }
}

fn lines() -> Vec<Line> {
    vec![line(1001, &[1, 2]), line(1002, &[1])]
}

fn attempt(number: u32, record: u32) -> Attempt {
    Attempt {
        attempt: number,
        record,
        rules: rules(),
        value: Value::OwnList {
            order: vec![1001, 1002],
        },
        lines: lines(),
        allocation: vec![vec![1, 2], vec![]],
    }
}

fn lottery(events: Vec<Event>, attempts: &[(u32, Option<u32>)], phase: Phase) -> LotteryView {
    let record = |event| Record {
        time: 0,
        event: RecordEvent::Told(event),
        note: Hash32::ZERO,
        sealed: None,
        head: Hash32([3; 32]),
    };
    let attempts = (1..)
        .zip(attempts)
        .map(|(attempt, (record, published))| AttemptSummary {
            attempt,
            record: *record,
            published: *published,
            drawn: Some(record + 1),
        });
    LotteryView {
        phase,
        now: 0,
        expires_at: 0,
        entries: 2,
        rules: rules(),
        catalogue: Sealed(Vec::new()),
        wrap: Sealed(Vec::new()),
        log: events.into_iter().map(record).collect(),
        attempts: attempts.collect(),
    }
}

fn events() -> Vec<Event> {
    let hashes: Vec<Hash32> = lines().iter().map(Line::hash).collect();
    let rules = rules_hash(&rules());
    vec![
        Event::Opened { rules, entries: 1 },
        Event::EntriesAdded { entries: 1 },
        Event::Closed {
            list: list_hash(&hashes),
            entries: 2,
            saved: 2,
            plan: ValuePlan::OwnList,
            due: 0,
        },
        drawn(),
        Event::Published,
    ]
}

fn drawn() -> Event {
    Event::Drawn {
        value: attempt(1, 3).value,
    }
}

fn published(lottery: &LotteryView, own: &Line, attempt: &Attempt) -> Result<Published, Doubt> {
    let catalogue = Arc::new(Catalogue {
        slots: vec!["Monday".to_owned(), "Tuesday".to_owned(), "Friday".to_owned()],
        ..Catalogue::default()
    });
    Published::new(ID, catalogue, lottery, own, attempt, |_| {
        Some("an hour was missing".to_owned())
    })
}

fn honest() -> LotteryView {
    lottery(events(), &[(3, Some(5))], Phase::Published)
}

#[test]
fn an_honest_draw_is_shown_by_time_with_what_is_still_free() {
    let published = published(&honest(), &lines()[0], &attempt(1, 3)).expect("honest");
    assert_eq!((published.got(), published.by_time()), (vec![1, 2], vec![2, 1]));
    assert_eq!((published.when(1), published.rank(2)), ("Tuesday".to_owned(), Some(2)));
    // 3 is at the same time as 2, 4 is for another group.
    assert_eq!(published.still_free(), [5]);
    assert_eq!(
        (published.draw(), published.fixing.added, published.superseded),
        (1, 1, false)
    );
    // What the organiser's page shows of the closing.
    assert_eq!(fixing(&honest()).map(|fixing| fixing.head), Some(published.fixing.head));
}

#[test]
fn a_second_draw_says_why_and_replaces_the_first() {
    let mut log = events();
    let plan = ValuePlan::OwnList;
    log.extend([Event::Redraw { plan, due: 0 }, drawn(), Event::Published]);
    let lottery = lottery(log, &[(3, Some(5)), (6, Some(8))], Phase::Published);
    assert_eq!(last_published(&lottery), Some(2));
    let second = published(&lottery, &lines()[1], &attempt(2, 6)).expect("honest");
    assert_eq!(
        (second.draw(), second.again.as_slice()),
        (2, ["an hour was missing".to_owned()].as_slice())
    );
    assert!(!second.superseded);
    let first = published(&lottery, &lines()[1], &attempt(1, 3)).expect("honest");
    assert!(first.superseded && first.again.is_empty());
}

#[test]
fn while_another_draw_is_on_its_way_the_last_published_one_is_marked() {
    let mut log = events();
    log.push(Event::Redraw {
        plan: ValuePlan::OwnList,
        due: 0,
    });
    let lottery = lottery(log, &[(3, Some(5))], Phase::Drawn);
    assert_eq!(last_published(&lottery), Some(1));
    let published = published(&lottery, &lines()[0], &attempt(1, 3)).expect("honest");
    assert!(published.superseded);
}

#[test]
fn a_link_replaced_after_closing_is_no_fault() {
    let own = Line {
        credential: Hash32([9; 32]),
        ..line(1001, &[1, 2])
    };
    assert!(published(&honest(), &own, &attempt(1, 3)).is_ok());
}

#[test]
fn whatever_does_not_fit_is_named() {
    let doubt = |own: &Line, change: fn(&mut Attempt)| {
        let mut attempt = attempt(1, 3);
        change(&mut attempt);
        published(&honest(), own, &attempt).err()
    };
    let own = &lines()[0];
    assert_eq!(doubt(own, |_| ()), None);
    assert_eq!(doubt(own, |attempt| attempt.record = 2), Some(Doubt::Record));
    assert_eq!(doubt(own, |attempt| attempt.record = 9), Some(Doubt::Record));
    assert_eq!(
        doubt(own, |attempt| attempt.rules.activities[0].capacity = 2),
        Some(Doubt::Rules)
    );
    assert_eq!(
        doubt(own, |attempt| attempt.lines[1].choices = vec![2]),
        Some(Doubt::Lists)
    );
    let swapped = |attempt: &mut Attempt| {
        attempt.value = Value::OwnList {
            order: vec![1002, 1001],
        };
    };
    assert_eq!(doubt(own, swapped), Some(Doubt::Value));
    assert_eq!(doubt(own, |attempt| attempt.allocation.reverse()), Some(Doubt::Result));
    assert_eq!(doubt(&line(1001, &[2, 1]), |_| ()), Some(Doubt::OwnList));
    assert_eq!(doubt(&line(1003, &[1]), |_| ()), Some(Doubt::OwnList));
}

#[test]
fn a_draw_with_another_kind_of_value_than_was_announced_is_refused() {
    let mut events = events();
    let Event::Closed { plan, .. } = &mut events[2] else {
        panic!("the third record ends choosing");
    };
    *plan = ValuePlan::Server;
    let lottery = lottery(events, &[(3, Some(5))], Phase::Published);
    let doubt = published(&lottery, &lines()[0], &attempt(1, 3)).err();
    assert_eq!(doubt, Some(Doubt::Plan));
}

#[test]
fn a_record_that_counts_other_people_or_other_lists_is_refused() {
    let doubt = |change: fn(&mut u32, &mut u32)| {
        let mut events = events();
        let Event::Closed { entries, saved, .. } = &mut events[2] else {
            panic!("the third record ends choosing");
        };
        change(entries, saved);
        let lottery = lottery(events, &[(3, Some(5))], Phase::Published);
        published(&lottery, &lines()[0], &attempt(1, 3)).err()
    };
    assert_eq!(doubt(|_, _| ()), None);
    assert_eq!(doubt(|entries, _| *entries = 3), Some(Doubt::Lists));
    assert_eq!(doubt(|_, saved| *saved = 1), Some(Doubt::Lists));
}

#[test]
fn numbers_that_were_announced_from_the_lowest_on_are_not_taken_in_another_order() {
    let plan = ValuePlan::Numbers {
        count: 6,
        low: 1,
        high: 49,
    };
    let ruled = Rules { plan, ..rules() };
    let doubt = |ascending, numbers: [u32; 6]| {
        let value = Value::Numbers {
            numbers: numbers.to_vec(),
        };
        let mut events = events();
        events[0] = Event::Opened {
            rules: rules_hash(&ruled),
            entries: 1,
        };
        if let Event::Closed { plan: named, .. } = &mut events[2] {
            *named = plan;
        }
        events[3] = Event::Drawn { value: value.clone() };
        let lottery = lottery(events, &[(3, Some(5))], Phase::Published);
        let head = fixing(&lottery).expect("choosing is over").head;
        let allocation = Replay::new(&ruled, &head, &value, &lines())
            .expect("it can be drawn")
            .allocation();
        let attempt = Attempt {
            rules: ruled.clone(),
            value,
            allocation,
            ..attempt(1, 3)
        };
        let told = PublicNumbers {
            ascending,
            ..PublicNumbers::default()
        };
        let catalogue = Arc::new(Catalogue {
            numbers: Some(told),
            ..Catalogue::default()
        });
        Published::new(ID, catalogue, &lottery, &lines()[0], &attempt, |_| None).err()
    };
    assert_eq!(doubt(true, [3, 7, 21, 22, 40, 49]), None);
    assert_eq!(doubt(true, [7, 3, 21, 22, 40, 49]), Some(Doubt::Ascending));
    assert_eq!(doubt(false, [7, 3, 21, 22, 40, 49]), None);
}
