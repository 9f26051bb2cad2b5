use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::Serialize;

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

proptest! {
    #[test]
    fn what_was_written_is_read(whole in whole()) {
        let text = serde_json::to_string(&whole).expect("written");
        prop_assert_eq!(read::<Whole>(&text), Ok(whole));
    }

    /// The well-known reader is the reference, for anything that is nearly right.
    #[test]
    fn it_reads_what_the_reference_reads_and_nothing_else(whole in whole(), at in any::<prop::sample::Index>(), with in "[ -~]{0,2}") {
        let mut text = serde_json::to_string(&whole).expect("written");
        let starts: Vec<_> = text.char_indices().map(|(start, sign)| start..start + sign.len_utf8()).collect();
        text.replace_range(starts[at.index(starts.len())].clone(), &with);
        prop_assert_eq!(read::<Whole>(&text).ok(), serde_json::from_str(&text).ok(), "{}", text);
    }
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
