//! Everything anyone can check from outside, with nothing but what the server handed out and the formulas of
//! the shared crate.

use turnwise_shared::api::{Attempt, PublicRecord, Record, RecordEvent};
use turnwise_shared::draw;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::PassOrder;
use turnwise_shared::record::{Event, Line, Value, first_head, head, list_hash, rules_hash};
use turnwise_shared::replay::Replay;

/// Each head contains the one before it; the content of a draw that is not published cannot be checked yet.
#[track_caller]
pub(crate) fn log(id: &LotteryId, log: &[Record]) {
    let (mut before, mut time) = (first_head(id), 0);
    for (number, record) in (1..).zip(log) {
        if let RecordEvent::Told(event) = &record.event {
            let expected = head(&before, number, record.time, &record.note, event);
            assert_eq!(record.head, expected, "record {number}: {event:?}");
            assert_eq!(record.sealed.is_some(), record.note != Hash32::ZERO, "record {number}");
            assert!(!event.needs_note() || record.sealed.is_some(), "record {number}");
        }
        assert!(
            record.time >= time,
            "record {number} is dated before the one in front of it"
        );
        (before, time) = (record.head, record.time);
    }
}

/// The attempt belongs to this log, and drawing and allocating again gives the same.
#[track_caller]
pub(crate) fn attempt(log: &[Record], attempt: &Attempt) -> Replay {
    let told = |number: u32| match &log[number as usize - 1].event {
        RecordEvent::Told(event) => event.clone(),
        RecordEvent::Withheld { .. } => unreachable!("record {number} is withheld"),
    };
    let before = (1..=attempt.record).rev().map(told);
    let (list, entries, saved) = before
        .clone()
        .find_map(|event| match event {
            Event::Closed {
                list, entries, saved, ..
            } => Some((list, entries, saved)),
            _ => None,
        })
        .expect("a closing");
    let rules = before.clone().find_map(|event| match event {
        Event::Opened { rules, .. } | Event::RulesChanged { rules } => Some(rules),
        _ => None,
    });
    assert_eq!(rules, Some(rules_hash(&attempt.rules)));
    let hashes: Vec<Hash32> = attempt.lines.iter().map(Line::hash).collect();
    assert_eq!(list, list_hash(&hashes));
    assert_eq!(entries as usize, attempt.lines.len());
    assert_eq!(
        saved as usize,
        attempt.lines.iter().filter(|line| line.version > 0).count()
    );
    let head = log[attempt.record as usize - 1].head;
    let replay = Replay::new(&attempt.rules, &head, &attempt.value, &attempt.lines).expect("a draw");
    assert_eq!(replay.allocation(), attempt.allocation);
    order(attempt, &head, &replay);
    replay
}

fn order(attempt: &Attempt, head: &Hash32, replay: &Replay) {
    match &attempt.value {
        Value::OwnList { order } => {
            assert_eq!(replay.pass(1), *order);
            assert_eq!(replay.seed, None);
        }
        value => {
            let seed = draw::seed(head, &value.bytes());
            assert_eq!(replay.seed, Some(seed));
            let entries: Vec<u32> = attempt.lines.iter().map(|line| line.entry).collect();
            assert_eq!(replay.pass(1), draw::order(&entries, &seed));
        }
    }
    if attempt.rules.pass_order == PassOrder::Snake {
        let mut back = replay.pass(2);
        back.reverse();
        assert_eq!(back, replay.pass(1));
    }
}

/// What anyone reads once the list is fixed: the hashes of the lines give the hash on the record.
#[track_caller]
pub(crate) fn public(id: &LotteryId, record: &PublicRecord) {
    log(id, &record.log);
    assert!(record.lines.is_sorted_by(|a, b| a.entry < b.entry));
    let hashes: Vec<Hash32> = record.lines.iter().map(|line| line.line).collect();
    let closed = record.log.iter().rev().find_map(|record| match &record.event {
        RecordEvent::Told(Event::Closed { list, .. }) => Some(*list),
        _ => None,
    });
    assert_eq!(closed, Some(list_hash(&hashes)));
}
