use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Serialize;
use serde_json::Value;
use turnwise_shared::api::{
    AdministratorView, AttemptSummary, EntryView, LineHash, LotteryView, PublicRecord, Record, RecordEvent, Withheld,
};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Activity, PassOrder, Phase, Rules, ValuePlan};
use turnwise_shared::record::{self, Event};
use turnwise_shared::seal::Sealed;

use super::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    title: String,
    places: Option<u32>,
    #[serde(default)]
    marks: BTreeSet<u16>,
    order: Order,
    plan: Plan,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    Same,
    Turned,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Plan {
    Own,
    Numbers { how_many: u8, after: Vec<(bool, String)> },
}

fn whole() -> impl Strategy<Value = Whole> {
    let plan = prop_oneof![
        Just(Plan::Own),
        (
            any::<u8>(),
            proptest::collection::vec((any::<bool>(), any::<String>()), 0..4)
        )
            .prop_map(|(how_many, after)| Plan::Numbers { how_many, after }),
    ];
    let order = prop_oneof![Just(Order::Same), Just(Order::Turned)];
    let marks = proptest::collection::btree_set(any::<u16>(), 0..4);
    let all = (any::<String>(), any::<Option<u32>>(), marks, order, plan);
    all.prop_map(|(title, places, marks, order, plan)| Whole {
        title,
        places,
        marks,
        order,
        plan,
    })
}

/// What can be wrong with one field of an object or one item of a list.
#[derive(Clone, Debug)]
enum Change {
    Dropped,
    Doubled,
    Renamed(&'static str),
    Retyped(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let one_of = |words: &'static str| prop::sample::select(words.split(' ').collect::<Vec<_>>());
    let names = one_of("title places order kind after more");
    let numbers = one_of("0 7 256 65536 4294967296 18446744073709551616 -1 1.5");
    let others = one_of(r#"null true "" "same" "own" [] [1,2] [[true,"A"]] {} {"kind":"own"} {"kind":"numbers"}"#);
    prop_oneof![
        Just(Change::Dropped),
        Just(Change::Doubled),
        names.prop_map(Change::Renamed),
        numbers.prop_map(Change::Retyped),
        others.prop_map(Change::Retyped),
    ]
}

/// How many fields and items there are, at every depth.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| 1 + size(item)).sum(),
        Value::Object(fields) => fields.values().map(|field| 1 + size(field)).sum(),
        _ => 0,
    }
}

/// The value as text, with the change made to the field or item that comes after `before` others.
fn changed(value: &Value, before: &mut Option<usize>, change: &Change) -> String {
    match value {
        Value::Array(items) => {
            let parts = items.iter().flat_map(|item| part("", item, before, change));
            format!("[{}]", parts.collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let part = |(name, field)| part(&format!("{name:?}:"), field, before, change);
            let parts = fields.iter().flat_map(part);
            format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
        }
        _ => value.to_string(),
    }
}

/// A field with its name and a colon in front, or an item.
fn part(name: &str, value: &Value, before: &mut Option<usize>, change: &Change) -> Vec<String> {
    let here = *before == Some(0);
    *before = before.and_then(|before| before.checked_sub(1));
    let text = changed(value, before, change);
    let usual = format!("{name}{text}");
    match change {
        _ if !here => vec![usual],
        Change::Dropped => vec![],
        Change::Doubled => vec![usual.clone(), usual],
        Change::Renamed(_) if name.is_empty() => vec![usual],
        Change::Renamed(other) => vec![format!("{other:?}:{text}")],
        Change::Retyped(other) => vec![format!("{name}{other}")],
    }
}

/// A fixed seed, so that every run tests the same; no file beside the tests.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_121),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_written_is_read(whole in whole()) {
        let text = serde_json::to_string(&whole).expect("written");
        prop_assert_eq!(read::<Whole>(&text), Ok(whole));
    }

    #[test]
    fn with_one_field_or_item_changed_it_reads_what_serde_json_reads(
        whole in whole(),
        at in any::<prop::sample::Index>(),
        change in change(),
    ) {
        let value = serde_json::to_value(&whole).expect("written");
        let text = changed(&value, &mut Some(at.index(size(&value))), &change);
        prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "not JSON: {}", text);
        prop_assert_eq!(read::<Whole>(&text).ok(), serde_json::from_str(&text).ok(), "{}", text);
    }
}

/// Reads the text as `serde_json` does, to what was written.
fn reads_back<T: PartialEq + fmt::Debug + Serialize + for<'de> Deserialize<'de>>(written: &T) {
    let text = serde_json::to_string(written).expect("written");
    let expected: T = serde_json::from_str(&text).expect("read");
    assert_eq!(&expected, written);
    assert_eq!(read::<T>(&text), Ok(expected), "{text}");
}

fn rules() -> Rules {
    let activity = |capacity, slots: &[u32], groups: &[u32]| Activity {
        capacity,
        minimum: 2,
        slots: slots.to_vec(),
        groups: groups.to_vec(),
    };
    Rules {
        limit: std::num::NonZeroU32::new(2),
        pass_order: PassOrder::ReverseAfterFirst,
        notice: 0,
        closes_at: Some(1_795_000_000),
        plan: ValuePlan::OwnList,
        activities: vec![activity(12, &[1, 2], &[]), activity(0, &[], &[3])],
        catalogue: Hash32([5; 32]),
    }
}

/// One record of every kind.
fn log() -> Vec<Record> {
    let rules = record::rules_hash(&rules());
    let plan = ValuePlan::Server;
    let (list, bytes) = (Hash32([6; 32]), Hash32([7; 32]));
    let order = vec![2002, 1001];
    let drawn = |value| Event::Drawn { value };
    let told = [
        Event::Opened { rules, entries: 1 },
        Event::RulesChanged { rules },
        Event::EntriesAdded { entries: 1 },
        Event::LinkReplaced,
        Event::Closed {
            list,
            entries: 2,
            saved: 1,
            plan,
            due: 0,
        },
        Event::Reopened,
        Event::Redraw { plan, due: 0 },
        drawn(record::Value::Server { bytes }),
        drawn(record::Value::OwnList { order }),
        Event::Published,
    ];
    let kind = Withheld::DrawnNotPublished;
    let events = told.map(RecordEvent::Told).into_iter();
    let events = events.chain([RecordEvent::Withheld { kind }]);
    let record = |(time, event)| Record {
        time,
        event,
        note: Hash32::ZERO,
        sealed: (time % 2 == 0).then(|| Sealed(vec![1, 2, 255])),
        head: Hash32([8; 32]),
    };
    (1_795_000_000..).zip(events).map(record).collect()
}

#[test]
fn the_administrators_view_is_read_as_it_was_written() {
    let entry = |entry, version, choices: &[u32]| EntryView {
        entry,
        group: 3,
        version,
        choices: choices.to_vec(),
    };
    let attempt = |attempt, published| AttemptSummary {
        attempt,
        record: 5,
        published,
        drawn: Some(0),
    };
    reads_back(&AdministratorView {
        lottery: LotteryView {
            phase: Phase::Published,
            now: u64::MAX,
            expires_at: 1_802_776_000,
            entries: 2,
            rules: rules(),
            catalogue: Sealed((0..=255).collect()),
            wrap: Sealed(Vec::new()),
            log: log(),
            attempts: vec![attempt(1, Some(10)), attempt(2, None)],
        },
        drand_relay: None,
        progress: 4,
        entries: vec![entry(1001, 4, &[2, 1]), entry(2002, 0, &[])],
    });
}

#[test]
fn the_public_record_is_read_as_it_was_written() {
    let (entry, line) = (1001, Hash32([9; 32]));
    let lines = vec![LineHash { entry, line }];
    reads_back(&PublicRecord { log: log(), lines });
}

/// The differences that the module's text lists.
#[test]
fn what_serde_json_reads_beyond_what_is_written_is_unreadable() {
    fn refused<T: fmt::Debug + PartialEq + for<'de> Deserialize<'de>>(text: &str) {
        assert!(serde_json::from_str::<T>(text).is_ok(), "{text}");
        assert_eq!(read::<T>(text), Err(Unreadable), "{text}");
    }
    refused::<Whole>(r#"["A",null,[],"same",{"kind":"own"}]"#);
    refused::<Order>(r#"{"same":null}"#);
    refused::<f64>("1.5");
    refused::<i64>("-1");
    refused::<u128>("18446744073709551616");
    refused::<Plan>(r#"{"kind":"own","more":1.5}"#);
    refused::<BTreeMap<u16, bool>>(r#"{"1":true}"#);
}

#[test]
fn what_is_missing_doubled_unknown_or_of_another_kind_is_unreadable() {
    let right = r#"{"title":"A","places":null,"order":"same","plan":{"kind":"own"}}"#;
    assert!(read::<Whole>(right).is_ok());
    for (from, to) in [
        (r#""title":"A","#, ""),
        (r#""title":"A""#, r#""title":"A","title":"A""#),
        (r#""title":"A""#, r#""title":"A","more":1"#),
        ("null", "1.5"),
        ("null", "-1"),
        ("null", "4294967296"),
        (r#""same""#, r#""other""#),
        (r#""same""#, r#"{"same":null}"#),
        (r#"{"kind":"own"}"#, r#"{"kind":"numbers","how_many":1}"#),
        (r#"{"kind":"own"}"#, "[]"),
        ("}}", "}"),
        ("}}", "}} x"),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right);
        assert_eq!(read::<Whole>(&wrong), Err(Unreadable), "{wrong}");
    }
}
