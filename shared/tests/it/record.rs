//! A lottery's whole life on the record, with every kind of record there is. Whoever kept the heads notices any
//! change of rules, lines, notes, times and values, down to one byte.

use turnwise_shared::api::Draw;
use turnwise_shared::hash::{Hash32, LotteryId, Nonce, Signature};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Event, Line, Value, first_head, head, list_hash, rules_hash};
use turnwise_shared::seal::SaltedText;

use crate::dice::Dice;
use crate::tampering::{tampered, with_superfluous_fields};

const LOTTERY: LotteryId = LotteryId([11; 16]);

/// One record as it is published.
#[derive(Clone, Debug, PartialEq)]
struct Record {
    seconds: u64,
    note: Hash32,
    event: Event,
}

/// What is published, and the heads somebody kept along the way.
#[derive(Clone, Debug, PartialEq)]
struct Life {
    records: Vec<Record>,
    rules: Vec<Rules>,
    lines: Vec<Line>,
    kept: Vec<Hash32>,
}

pub(crate) fn rules(dice: &mut Dice, pass_order: PassOrder, plan: ValuePlan) -> Rules {
    let activities = (0..5).map(|number| Activity {
        capacity: dice.between(1, 3),
        minimum: dice.one_of(&[0, 0, 2]),
        slots: vec![number % 2 + 1, 9],
        groups: if number == 4 { vec![5, 6] } else { vec![] },
    });
    let mut activities: Vec<Activity> = activities.collect();
    activities[0].slots.clear();
    activities[3].slots.clear();
    Rules {
        limit: std::num::NonZeroU32::new(2),
        pass_order,
        notice: 0,
        closes_at: Some(1_800_000_000),
        plan,
        activities,
        catalogue: Hash32(dice.bytes()),
    }
}

pub(crate) fn lines(dice: &mut Dice, entries: u32) -> Vec<Line> {
    let lines = (0..entries).map(|number| {
        let sent = number % 4 != 3;
        let mut choices = dice.shuffled(1..=4);
        choices.truncate(if sent { dice.between(0, 4) as usize } else { 0 });
        Line {
            entry: 1000 + number * 7,
            group: 5,
            credential: Hash32(dice.bytes()),
            version: if sent { dice.between(1, 3) } else { 0 },
            nonce: if sent { Nonce(dice.bytes()) } else { Nonce::ZERO },
            choices,
        }
    });
    lines.collect()
}

fn hash_of(lines: &[Line]) -> Hash32 {
    let hashes: Vec<Hash32> = lines.iter().map(Line::hash).collect();
    list_hash(&hashes)
}

/// The heads that follow from what is published.
fn heads(records: &[Record]) -> Vec<Hash32> {
    let mut heads = vec![first_head(&LOTTERY)];
    for (number, record) in (1..).zip(records) {
        let before = heads[heads.len() - 1];
        heads.push(head(&before, number, record.seconds, &record.note, &record.event));
    }
    heads
}

/// Every kind of value that is drawn.
const PLANS: [ValuePlan; 3] = [
    ValuePlan::Server,
    ValuePlan::Drand,
    ValuePlan::Numbers {
        count: 6,
        low: 1,
        high: 49,
    },
];

fn value(dice: &mut Dice, plan: ValuePlan) -> Value {
    match plan {
        ValuePlan::Drand => Value::Drand {
            round: u64::from(dice.between(1, 999)),
            signature: Signature(dice.bytes()),
        },
        ValuePlan::Numbers { low, high, .. } => Value::Numbers {
            numbers: (0..6).map(|_| dice.between(low, high)).collect(),
        },
        ValuePlan::OwnList | ValuePlan::Server => Value::Server {
            bytes: Hash32(dice.bytes()),
        },
    }
}

fn life(dice: &mut Dice) -> Life {
    life_with(dice, ValuePlan::Server)
}

/// Opened, changed, closed, reopened, closed again, drawn, redrawn from another value, published.
fn life_with(dice: &mut Dice, plan: ValuePlan) -> Life {
    let opened = rules(dice, PassOrder::Snake, plan);
    let mut changed = opened.clone();
    changed.activities[2].capacity = 0;
    let lines = lines(dice, 8);
    let due = plan.due(1_799_000_000, opened.notice);
    let closed = Event::Closed {
        list: hash_of(&lines),
        entries: 8,
        saved: 6,
        plan,
        due,
    };
    let reason = SaltedText::new(&dice.bytes(), "The pottery oven broke").hash();
    let mut drawn = || Event::Drawn {
        value: value(dice, plan),
    };
    let none = Hash32::ZERO;
    let events = [
        (
            none,
            Event::Opened {
                rules: rules_hash(&opened),
                entries: 7,
            },
        ),
        (
            none,
            Event::RulesChanged {
                rules: rules_hash(&changed),
            },
        ),
        (none, Event::EntriesAdded { entries: 1 }),
        (none, Event::LinkReplaced),
        (none, closed.clone()),
        (reason, Event::Reopened),
        (none, closed),
        (none, drawn()),
        (reason, Event::Redraw { plan, due }),
        (none, drawn()),
        (none, Event::Published),
    ];
    let times = (0..).step_by(60).map(|later| 1_799_000_000 + later);
    let records: Vec<Record> = times
        .zip(events)
        .map(|(seconds, (note, event))| Record { seconds, note, event })
        .collect();
    Life {
        kept: heads(&records),
        rules: vec![opened, changed],
        lines,
        records,
    }
}

/// Whether what is published is what was kept: heads, rules and list.
fn holds(life: &Life) -> bool {
    let mut rules = life.rules.iter().map(rules_hash);
    let list = hash_of(&life.lines);
    heads(&life.records) == life.kept
        && life.records.iter().all(|record| match &record.event {
            Event::Opened { rules: named, .. } | Event::RulesChanged { rules: named } => rules.next() == Some(*named),
            Event::Closed { list: named, .. } => list == *named,
            _ => true,
        })
}

#[test]
fn a_life_on_the_record_holds_and_every_head_is_another() {
    let life = life(&mut Dice::new(1));
    assert!(holds(&life));
    let mut codes: Vec<u8> = life.records.iter().map(|record| record.event.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, [1, 2, 3, 4, 5, 6, 7, 8, 9], "every kind of record occurs");
    let mut kept = life.kept.clone();
    kept.sort_unstable();
    kept.dedup();
    assert_eq!(kept.len(), life.records.len() + 1);
}

#[test]
fn a_changed_byte_of_a_line_is_noticed() {
    let life = life(&mut Dice::new(2));
    for at in [0, 3] {
        for line in tampered(&life.lines[at]) {
            let mut other = life.clone();
            other.lines[at] = line;
            assert!(!holds(&other), "{:?}", other.lines[at]);
        }
    }
}

#[test]
fn a_changed_byte_of_the_rules_is_noticed() {
    let life = life(&mut Dice::new(3));
    for rules in tampered(&life.rules[1]) {
        let mut other = life.clone();
        other.rules[1] = rules;
        assert!(!holds(&other), "{:?}", other.rules[1]);
    }
}

#[test]
fn a_changed_byte_of_an_event_its_value_included_is_noticed() {
    for plan in PLANS {
        let life = life_with(&mut Dice::new(4), plan);
        assert!(holds(&life));
        for at in 0..life.records.len() {
            for event in events_like(&life.records[at].event) {
                let mut other = life.clone();
                other.records[at].event = event;
                assert!(!holds(&other), "{:?}", other.records[at]);
            }
        }
    }
}

/// Other events that a changed byte can make of one; records without content have no such neighbour.
fn events_like(event: &Event) -> Vec<Event> {
    match event {
        Event::LinkReplaced | Event::Reopened | Event::Published => {
            vec![Event::LinkReplaced, Event::Reopened, Event::Published]
                .into_iter()
                .filter(|other| other != event)
                .collect()
        }
        Event::Redraw {
            plan: ValuePlan::Server,
            ..
        } => vec![Event::Redraw {
            plan: ValuePlan::OwnList,
            due: 0,
        }],
        _ => tampered(event),
    }
}

#[test]
fn changed_times_notes_and_sequences_are_noticed() {
    let life = life(&mut Dice::new(5));
    for at in 0..life.records.len() {
        let mut later = life.clone();
        later.records[at].seconds += 1;
        let mut noted = life.clone();
        noted.records[at].note.0[31] ^= 1;
        let mut missing = life.clone();
        missing.records.remove(at);
        let mut twice = life.clone();
        twice.records.insert(at, life.records[at].clone());
        assert!(
            [later, noted, missing, twice].iter().all(|other| !holds(other)),
            "record {at}"
        );
        let mut swapped = life.clone();
        swapped.records.swap(at, at.saturating_sub(1));
        assert!(at == 0 || !holds(&swapped), "record {at}");
    }
    assert_ne!(first_head(&LOTTERY), first_head(&LotteryId([12; 16])));
}

#[test]
fn lines_left_out_added_or_exchanged_are_noticed() {
    let life = life(&mut Dice::new(6));
    let mut fewer = life.clone();
    fewer.lines.pop();
    let mut more = life.clone();
    more.lines.push(life.lines[0].clone());
    let mut exchanged = life.clone();
    exchanged.lines.swap(0, 1);
    assert!([fewer, more, exchanged].iter().all(|other| !holds(other)));
}

#[test]
fn what_is_published_has_no_field_twice_or_unknown() {
    let life = life(&mut Dice::new(7));
    for text in with_superfluous_fields(&life.lines[0]) {
        assert!(serde_json::from_str::<Line>(&text).is_err(), "{text}");
    }
    for text in with_superfluous_fields(&life.rules[0]) {
        assert!(serde_json::from_str::<Rules>(&text).is_err(), "{text}");
    }
    let draws = [
        Draw::Server,
        Draw::OwnList { order: vec![1000] },
        Draw::Drand {
            round: 1,
            signature: Signature::ZERO,
        },
        Draw::Numbers {
            numbers: vec![1],
            note: None,
        },
    ];
    for text in draws.iter().flat_map(with_superfluous_fields) {
        assert!(serde_json::from_str::<Draw>(&text).is_err(), "{text}");
    }
    for record in &life.records {
        for text in with_superfluous_fields(&record.event) {
            assert!(serde_json::from_str::<Event>(&text).is_err(), "{text}");
        }
    }
}

#[test]
fn reopening_and_redrawing_need_a_reason() {
    let life = life(&mut Dice::new(8));
    for Record { note, event, .. } in life.records {
        assert_eq!(event.needs_note(), matches!(event.code(), 6 | 7));
        assert!(!event.needs_note() || note != Hash32::ZERO);
    }
}
