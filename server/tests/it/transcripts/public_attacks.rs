//! Ways of doctoring a draw that a public value decided: each plainly, and with everything computed again.

use turnwise_shared::hash::{Hash32, Signature};
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::{Event, Value};
use turnwise_shared::transcript::{Attempted, Recorded, Transcript};

use super::attacks::{Attack, Forged, tried};
use super::public::{by_beacon, by_numbers};
use super::verified;

/// The record with this number.
fn record(it: &mut Transcript, number: usize) -> &mut Recorded {
    &mut it.log[number - 1]
}

/// Names another value in the record with this number.
fn named(it: &mut Transcript, number: usize, change: fn(u64) -> u64) {
    match &mut record(it, number).event {
        Event::Closed { due, .. } | Event::Redraw { due, .. } => *due = change(*due),
        other => unreachable!("{other:?} names no value"),
    }
}

/// Enters another value in the record with this number.
fn entered(it: &mut Transcript, number: usize, other: Value) {
    record(it, number).event = Event::Drawn { value: other };
}

fn beacon(it: &Transcript) -> (u64, Signature) {
    match it.log[2].event {
        Event::Drawn {
            value: Value::Drand { round, signature },
        } => (round, signature),
        ref other => unreachable!("{other:?} is no beacon"),
    }
}

/// Puts something in behind the record with this number; what comes after it is one further on.
pub(super) fn inserted(it: &mut Transcript, behind: usize, event: Event, note: Hash32) {
    let time = it.log[behind - 1].time;
    let head = Hash32::ZERO;
    it.log.insert(
        behind,
        Recorded {
            time,
            event,
            note,
            head,
        },
    );
    for attempt in &mut it.attempts {
        let moved = |number: u32| number + u32::from(number as usize > behind);
        (attempt.record, attempt.drawn) = (moved(attempt.record), attempt.drawn.map(moved));
    }
}

/// Another plan, wherever one stands.
fn planned(it: &mut Transcript, other: ValuePlan) {
    it.rules[0].plan = other;
    for record in &mut it.log {
        if let Event::Closed { plan, .. } | Event::Redraw { plan, .. } = &mut record.event {
            *plan = other;
        }
    }
}

const ON_BEACONS: &[Attack] = &[
    Attack {
        name: "the public value of another round",
        change: |it| {
            let (round, signature) = beacon(it);
            let round = round + 1;
            entered(it, 3, Value::Drand { round, signature });
        },
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "another round, in the record that names it as well",
        change: |it| {
            let (round, signature) = beacon(it);
            let round = round - 1;
            entered(it, 3, Value::Drand { round, signature });
            named(it, 2, |due| due - 1);
        },
        plain: "log",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "a forged beacon",
        change: |it| {
            let (round, mut signature) = beacon(it);
            signature.0[47] ^= 1;
            entered(it, 3, Value::Drand { round, signature });
        },
        plain: "log",
        forged: Forged::Signature,
    },
    Attack {
        name: "a beacon of another chain, genuine there (shared/src/beacon.rs)",
        change: |it| {
            let (round, _) = beacon(it);
            let fastnet =
                "9544ddce2fdbe8688d6f5b4f98eed5d63eee3902e7e162050ac0f45905a55657714880adabe3c3096b92767d886567d0";
            let signature = fastnet.parse().expect("a signature");
            entered(it, 3, Value::Drand { round, signature });
        },
        plain: "log",
        forged: Forged::Signature,
    },
    Attack {
        name: "drawn before the round was made",
        change: |it| {
            record(it, 3).time -= 1;
        },
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a closing dated back, so that an earlier round would count",
        change: |it| record(it, 2).time -= 30,
        plain: "log",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "drawn once more, as if numbers had been misread",
        change: |it| {
            let again = it.log[2].event.clone();
            inserted(it, 3, again, Hash32([8; 32]));
            let attempt = it.attempts[0].clone();
            it.attempts.push(Attempted {
                drawn: Some(4),
                ..attempt
            });
        },
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "a shorter notice than there may be",
        change: |it| it.rules[0].notice = 299,
        plain: "rules",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "a longer notice than was kept",
        change: |it| it.rules[0].notice = 400,
        plain: "rules",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "opened again after the draw",
        change: |it| inserted(it, 3, Event::Reopened, Hash32([8; 32])),
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "people added after the list was fixed",
        change: |it| inserted(it, 2, Event::EntriesAdded { entries: 1 }, Hash32::ZERO),
        plain: "log",
        forged: Forged::Check("log"),
    },
];

/// The log of these: 1 opened, 2 closed, 3 reopened (2 let pass), 4 closed, 5 redraw (4 let pass), 6 drawn, 7 published,
/// 8 drawn again (6 was misread), 9 redraw, 10 redraw (9 let pass), 11 drawn, 12 published.
const ON_NUMBERS: &[Attack] = &[
    Attack {
        name: "a number out of range",
        change: |it| {
            let numbers = vec![50, 48, 47, 46, 45, 44];
            entered(it, 11, Value::Numbers { numbers });
        },
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "too few numbers",
        change: |it| {
            let numbers = vec![48, 47, 46, 45, 44];
            entered(it, 11, Value::Numbers { numbers });
        },
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a value of another kind",
        change: |it| {
            let bytes = Hash32([1; 32]);
            entered(it, 11, Value::Server { bytes });
        },
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a reopening after the moment, and the attempt does not show",
        change: |it| drop(it.attempts.remove(0)),
        plain: "value",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a redraw after the moment, and the attempt does not show",
        change: |it| drop(it.attempts.remove(4)),
        plain: "value",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a reopening dated before the moment, so that it would be no attempt",
        change: |it| {
            record(it, 3).time -= 1;
            it.attempts.remove(0);
        },
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "an attempt that never was",
        change: |it| it.attempts.push(Attempted::missed(10)),
        plain: "value",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "something came out though nothing was drawn",
        change: |it| it.attempts[0].order = vec![1_003],
        plain: "value",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a redraw on a value that could be known: less than the notice away",
        change: |it| named(it, 10, |due| due - 1),
        plain: "log",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "a redraw that gives up numbers before anybody could know them",
        change: |it| named(it, 9, |due| due + 1),
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "drawn before the moment",
        change: |it| named(it, 10, |due| due + 1),
        plain: "log",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a correction without a reason",
        change: |it| record(it, 8).note = Hash32::ZERO,
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "a correction left out",
        change: |it| {
            it.log.remove(7);
            it.attempts.remove(3);
            for attempt in &mut it.attempts[3..] {
                (attempt.record, attempt.drawn) = (attempt.record - 1, attempt.drawn.map(|drawn| drawn - 1));
            }
        },
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "numbers that can come out in few ways",
        change: |it| {
            planned(
                it,
                ValuePlan::Numbers {
                    count: 1,
                    low: 1,
                    high: 49,
                },
            );
        },
        plain: "log",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "other numbers announced for the last draw alone",
        change: |it| {
            if let Event::Redraw { plan, .. } = &mut record(it, 10).event {
                *plan = ValuePlan::Numbers {
                    count: 6,
                    low: 1,
                    high: 50,
                };
            }
        },
        plain: "log",
        forged: Forged::Check("rules"),
    },
];

#[tokio::test]
async fn every_attack_on_a_beacon_is_noticed() {
    tried(&by_beacon().await, ON_BEACONS);
}

#[tokio::test]
async fn every_attack_on_numbers_is_noticed() {
    tried(&by_numbers().await, ON_NUMBERS);
}

#[tokio::test]
async fn public_values_that_are_written_otherwise_are_refused() {
    let beacon = String::from_utf8(by_beacon().await).expect("text");
    let numbers = String::from_utf8(by_numbers().await).expect("text");
    let replaced = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let signature = crate::public_values::SIGNATURE;
    let cases = [
        replaced(&beacon, "\"due\":123", "\"due\":0123"),
        replaced(&beacon, ",\"due\":123", ""),
        replaced(&beacon, "\"due\":123", "\"due\":0"),
        replaced(&beacon, "\"due\":123", "\"due\":123,\"due\":123"),
        replaced(&beacon, "\"due\":123", "\"due\":18446744073709551616"),
        replaced(
            &beacon,
            "\"plan\":{\"kind\":\"drand\"},\"due\":123",
            "\"due\":123,\"plan\":{\"kind\":\"drand\"}",
        ),
        replaced(&beacon, "{\"kind\":\"drand\"}", "{\"kind\":\"server\"}"),
        replaced(&beacon, "{\"kind\":\"drand\"}", "{\"kind\":\"drand\",\"count\":0}"),
        replaced(&beacon, "{\"kind\":\"drand\"}", "{\"kind\":\"dice\"}"),
        replaced(&beacon, "\"round\":123", "\"round\":\"123\""),
        replaced(&beacon, "\"round\":123", "\"round\":0123"),
        replaced(&beacon, signature, &signature.to_uppercase()),
        // As long as a signature of drand's older chain.
        replaced(&beacon, signature, &format!("{signature}{signature}")),
        replaced(&beacon, "\"notice\":300", "\"notice\":300.0"),
        replaced(&numbers, "\"low\":1,\"high\":49", "\"high\":49,\"low\":1"),
        replaced(&numbers, "\"count\":6,", ""),
        replaced(&numbers, "\"numbers\":[1,", "\"numbers\":[01,"),
        replaced(&numbers, "\"numbers\":[1,", "\"numbers\":[-1,"),
        replaced(&numbers, "\"drawn\":null,", ""),
        replaced(&numbers, "\"drawn\":null", "\"drawn\":\"null\""),
        replaced(&numbers, "\"seed\":null", "\"seed\":null,\"more\":0"),
    ];
    for case in cases {
        let verdict = verified(case.as_bytes(), None);
        assert_eq!(
            (verdict.code, verdict.failed.as_deref()),
            (Some(1), Some("form")),
            "{case}"
        );
    }
}
