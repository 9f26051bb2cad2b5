//! `turnwise allocate`, the built program: real instances with the picks an independent program expects, every
//! fault and every valid edge.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

struct Ended {
    code: i32,
    output: String,
    errors: String,
}

fn turnwise_allocate(input: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_turnwise"))
        .arg("allocate")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("an input");
    stdin.write_all(input).expect("the program reads its input");
    drop(stdin);
    let ended = child.wait_with_output().expect("the program ends");
    Ended {
        code: ended.status.code().expect("an exit code"),
        output: String::from_utf8(ended.stdout).expect("text"),
        errors: String::from_utf8(ended.stderr).expect("text"),
    }
}

fn answer(instance: &Value) -> Value {
    let ended = turnwise_allocate(instance.to_string().as_bytes());
    assert_eq!((ended.code, ended.errors.as_str()), (0, ""), "{instance}");
    serde_json::from_str(&ended.output).expect("JSON")
}

/// Asserts exit code 2, no answer, and one line that contains `expected`.
fn refused(input: &[u8], expected: &str) {
    let ended = turnwise_allocate(input);
    let input = String::from_utf8_lossy(input);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{input}");
    let errors = ended.errors;
    assert_eq!(errors.lines().count(), 1, "{input}: {errors}");
    assert!(errors.contains(expected), "{input}: {errors:?} without {expected:?}");
}

/// Two activities with a place each, two participants who want both.
fn small() -> Value {
    json!({
        "activities": [{"id": "Climbing", "capacity": 1}, {"id": "Pottery", "capacity": 1}],
        "participants": [
            {"token": "T1", "preferences": ["Climbing", "Pottery"]},
            {"token": "T2", "preferences": ["Climbing", "Pottery"]},
        ],
        "order": ["T2", "T1"],
    })
}

/// [`small`] with the value at `pointer` replaced.
fn with(pointer: &str, value: Value) -> Value {
    let mut instance = small();
    if let Some(place) = instance.pointer_mut(pointer) {
        *place = value;
        return instance;
    }
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = instance.pointer_mut(parent).expect("a parent");
    parent
        .as_object_mut()
        .expect("an object")
        .insert(name.to_owned(), value);
    instance
}

fn without(name: &str) -> Value {
    let mut instance = small();
    instance.as_object_mut().expect("an object").remove(name);
    instance
}

#[test]
fn real_instances_give_the_picks_an_independent_program_expects() {
    let named = std::env::var_os("TURNWISE_DATA").map(PathBuf::from);
    let usual = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = named.unwrap_or(usual);
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("no real instances in {}: not compared with them", folder.display());
        return;
    };
    let mut compared = 0;
    for file in files {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("an instance");
        for mode in ["same", "snake"] {
            let mut instance: Value = serde_json::from_str(&text).expect("JSON");
            instance["mode"] = json!(mode);
            let expected = std::fs::read_to_string(path.with_extension(format!("{mode}.expected")));
            let expected: Value = serde_json::from_str(&expected.expect("what is expected")).expect("JSON");
            let found = answer(&instance);
            let expected = expected.as_object().expect("an object");
            assert!(!expected.is_empty());
            for (name, value) in expected {
                assert_eq!(found[name], *value, "{} {mode}: {name}", path.display());
            }
            compared += 1;
        }
    }
    assert!(compared > 0, "no instance in {}", folder.display());
}

#[test]
fn an_answer_has_every_field_in_the_order_of_the_instance() {
    let instance = json!({
        "activities": [{"id": "Climbing", "capacity": 1, "minimum": 0}, {"id": "Astronomy", "capacity": 3}],
        "participants": [
            {"token": "T2", "preferences": ["Climbing", "Astronomy"], "max": 3},
            {"token": "T1", "preferences": ["Climbing"], "max": 3},
        ],
        "order": ["T2", "T1"], "mode": "same", "clashes": [],
    });
    let ended = turnwise_allocate(instance.to_string().as_bytes());
    assert_eq!(
        ended.output,
        concat!(
            r#"{"picks":[{"seq":1,"pass":1,"token":"T2","activity":"Climbing","rank":1},"#,
            r#"{"seq":2,"pass":2,"token":"T2","activity":"Astronomy","rank":2}],"#,
            r#""allocation":{"T2":["Climbing","Astronomy"],"T1":[]},"passes":2,"unfilled":{"Astronomy":2},"#,
            r#""got_nothing":["T1"],"closed":[]}"#,
            "\n"
        )
    );
}

#[test]
fn each_mode_walks_its_own_way() {
    // Four places in four activities, two people who want all of them in the same order.
    let names = ["A", "B", "C", "D"];
    let activities: Vec<Value> = names.iter().map(|id| json!({"id": id, "capacity": 1})).collect();
    let people = ["T1", "T2"].map(|token| json!({"token": token, "preferences": names}));
    let mut instance = json!({"activities": activities, "participants": people, "order": ["T1", "T2"]});
    let cases = [
        (json!(null), ["A", "C"]),
        (json!("same"), ["A", "C"]),
        (json!("snake"), ["A", "D"]),
        (json!("reverse_after_first"), ["A", "D"]),
    ];
    for (mode, first) in cases {
        instance["mode"] = mode;
        assert_eq!(answer(&instance)["allocation"]["T1"], json!(first), "{instance}");
    }
    // Orders ignore the mode, whatever it is; the last one is repeated.
    instance["order"] = json!(null);
    instance["orders"] = json!([["T1", "T2"], ["T2", "T1"]]);
    for mode in [json!("reshuffle"), json!("same"), json!(7)] {
        instance["mode"] = mode;
        assert_eq!(answer(&instance)["allocation"]["T1"], json!(["A", "D"]), "{instance}");
    }
}

#[test]
fn three_passes_tell_snake_from_reverse_after_first() {
    let names = ["A", "B", "C", "D", "E", "F"];
    let activities: Vec<Value> = names.iter().map(|id| json!({"id": id, "capacity": 1})).collect();
    let people = ["T1", "T2"].map(|token| json!({"token": token, "preferences": names}));
    let mut instance = json!({"activities": activities, "participants": people, "order": ["T1", "T2"]});
    for (mode, first) in [("snake", ["A", "D", "E"]), ("reverse_after_first", ["A", "D", "F"])] {
        instance["mode"] = json!(mode);
        assert_eq!(answer(&instance)["allocation"]["T1"], json!(first), "{mode}");
    }
}

#[test]
fn optional_fields_may_be_absent_or_null_and_unknown_ones_are_ignored() {
    let plain = answer(&small());
    assert_eq!(plain["allocation"], json!({"T1": ["Pottery"], "T2": ["Climbing"]}));
    for pointer in [
        "/mode",
        "/clashes",
        "/orders",
        "/participants/0/max",
        "/activities/0/minimum",
    ] {
        assert_eq!(answer(&with(pointer, json!(null))), plain, "{pointer}");
    }
    for pointer in ["/note", "/participants/0/name", "/activities/1/colour"] {
        assert_eq!(answer(&with(pointer, json!({"any": [1.5]}))), plain, "{pointer}");
    }
}

#[test]
fn zeros_are_valid() {
    let none = answer(&with("/activities/0/capacity", json!(0)));
    assert_eq!(none["allocation"], json!({"T1": [], "T2": ["Pottery"]}));
    assert_eq!((&none["got_nothing"], &none["unfilled"]), (&json!(["T1"]), &json!({})));
    let none = answer(&with("/participants/1/max", json!(0)));
    assert_eq!(none["allocation"], json!({"T1": ["Climbing", "Pottery"], "T2": []}));
    assert_eq!(none["passes"], json!(2));
    let nobody = json!({"activities": [], "participants": [], "order": []});
    let expected = json!({"picks": [], "allocation": {}, "passes": 0, "unfilled": {}, "got_nothing": [], "closed": []});
    assert_eq!(answer(&nobody), expected);
    assert_eq!(
        answer(&json!({"activities": [], "participants": [], "orders": []})),
        expected
    );
}

#[test]
fn an_activity_below_its_minimum_closes_and_the_same_order_runs_again() {
    // Above its capacity: it closes as soon as somebody holds it.
    let closing = answer(&with("/activities/0/minimum", json!(2)));
    assert_eq!(closing["closed"], json!(["Climbing"]));
    assert_eq!(closing["allocation"], json!({"T1": [], "T2": ["Pottery"]}));
    assert_eq!(
        closing["picks"],
        json!([{"seq": 1, "pass": 1, "token": "T2", "activity": "Pottery", "rank": 2}])
    );
    assert_eq!((&closing["passes"], &closing["unfilled"]), (&json!(1), &json!({})));
    // Nobody holds it: it is not below its minimum, and its places are left.
    let mut unwanted = with("/activities/0/minimum", json!(2));
    for person in 0..2 {
        unwanted["participants"][person]["preferences"] = json!(["Pottery"]);
    }
    let unwanted = answer(&unwanted);
    assert_eq!(
        (&unwanted["closed"], &unwanted["unfilled"]),
        (&json!([]), &json!({"Climbing": 1}))
    );
    // In the order of closing: the largest shortfall first, then the lowest number.
    let mut both = with("/activities/0/minimum", json!(2));
    both["activities"][1]["minimum"] = json!(3);
    assert_eq!(answer(&both)["closed"], json!(["Pottery", "Climbing"]));
    both["activities"][1]["minimum"] = json!(2);
    assert_eq!(answer(&both)["closed"], json!(["Climbing", "Pottery"]));
}

#[test]
fn clashes_count_whichever_way_round_and_however_often() {
    let roomy = |clashes: Value| {
        let mut instance = with("/clashes", clashes);
        for activity in 0..2 {
            instance["activities"][activity]["capacity"] = json!(5);
        }
        answer(&instance)["allocation"]["T1"].clone()
    };
    assert_eq!(roomy(json!([])), json!(["Climbing", "Pottery"]));
    assert_eq!(roomy(json!([["Climbing", "Pottery"]])), json!(["Climbing"]));
    let many = json!([
        ["Pottery", "Climbing"],
        ["Climbing", "Pottery"],
        ["Pottery", "Climbing"]
    ]);
    assert_eq!(roomy(many), json!(["Climbing"]));
}

#[test]
fn more_places_than_32_bits_count_are_valid() {
    let endless = answer(&with("/activities/0/capacity", json!(5_000_000_000_u64)));
    assert_eq!(endless["unfilled"]["Climbing"], json!(4_999_999_998_u64));
    let endless = answer(&with("/participants/0/max", json!(5_000_000_000_u64)));
    assert_eq!(endless, answer(&small()));
}

#[test]
fn every_fault_is_named_in_one_line() {
    let cases: &[(Value, &str)] = &[
        (
            with("/clashes", json!([["Climbing", "Climbing"]])),
            r#""Climbing" clashes with itself"#,
        ),
        (with("/clashes", json!([["Climbing", "Golf"]])), r#"no activity "Golf""#),
        (with("/clashes", json!([["Climbing"]])), "line 1"),
        (
            with("/activities/1/id", json!("Climbing")),
            r#"activity "Climbing" is there twice"#,
        ),
        (
            with("/participants/1/token", json!("T1")),
            r#"token "T1" is there twice"#,
        ),
        (with("/order", json!(["T2"])), r#"order: token "T1" is missing"#),
        (
            with("/order", json!(["T2", "T1", "T3"])),
            r#"order: there is no token "T3""#,
        ),
        (
            with("/order", json!(["T2", "T1", "T2"])),
            r#"order: token "T2" is there twice"#,
        ),
        (
            with("/participants/0/preferences", json!(["Golf"])),
            r#"preferences of "T1": there is no activity "Golf""#,
        ),
        (
            with("/participants/0/preferences", json!(["Pottery", "Pottery"])),
            r#"preferences of "T1": "Pottery" is there twice"#,
        ),
        (with("/orders", json!([["T1", "T2"]])), "both order and orders"),
        (without("order"), "neither order nor orders"),
        (with("/order", json!(null)), "neither order nor orders"),
        (with("/mode", json!("reshuffle")), "mode reshuffle needs orders"),
        (with("/mode", json!("backwards")), r#"found "backwards""#),
        (with("/mode", json!("two\nlines")), r#"found "two\nlines""#),
        (with("/order", json!(["two\nlines"])), r#"no token "two\nlines""#),
        (without("activities"), "activities"),
        (without("participants"), "participants"),
    ];
    for (instance, expected) in cases {
        refused(instance.to_string().as_bytes(), expected);
    }
}

#[test]
fn a_number_that_is_none_is_shown() {
    let cases: &[(Value, &str)] = &[
        (with("/activities/0/capacity", json!(-1)), "-1"),
        (with("/activities/0/capacity", json!(1.5)), "1.5"),
        (with("/activities/0/capacity", json!("1")), "string"),
        (with("/activities/0/capacity", json!(null)), "null"),
        (with("/activities/0/minimum", json!(-2)), "-2"),
        (with("/activities/0/minimum", json!(0.5)), "0.5"),
        (with("/participants/0/max", json!(-3)), "-3"),
        (with("/participants/0/max", json!(2.5)), "2.5"),
    ];
    for (instance, expected) in cases {
        refused(instance.to_string().as_bytes(), expected);
    }
}

#[test]
fn every_fault_of_several_orders_names_the_pass() {
    let listed: &[(Value, &str)] = &[
        (json!([]), "there is no order"),
        (
            json!([["T1", "T2"], ["T1"]]),
            r#"order of pass 2: token "T2" is missing"#,
        ),
        (
            json!([["T1", "T2", "T3"]]),
            r#"order of pass 1: there is no token "T3""#,
        ),
        (
            json!([["T1", "T2", "T1"]]),
            r#"order of pass 1: token "T1" is there twice"#,
        ),
    ];
    for (orders, expected) in listed {
        let mut instance = without("order");
        instance["orders"] = orders.clone();
        refused(instance.to_string().as_bytes(), expected);
    }
}

#[test]
fn what_is_no_instance_is_refused_in_one_line() {
    for input in [b"".as_slice(), b"{", b"[1]", b"\xff\xfe", b"null"] {
        refused(input, "turnwise: ");
    }
    refused(format!("{} {{}}", small()).as_bytes(), "trailing characters");
}

#[test]
fn a_minimum_beyond_what_the_rule_counts_is_never_reached() {
    let ended = answer(&with("/activities/0/minimum", json!(5_000_000_000_u64)));
    assert_eq!(ended["closed"], json!(["Climbing"]));
}

#[test]
fn its_help_names_every_field() {
    let help = Command::new(env!("CARGO_BIN_EXE_turnwise"))
        .args(["allocate", "--help"])
        .output();
    let help = String::from_utf8(help.expect("it runs").stdout).expect("text");
    let answer = answer(&small());
    let instance = [
        "activities",
        "participants",
        "order",
        "mode",
        "orders",
        "clashes",
        "minimum",
        "max",
    ];
    let fields = answer.as_object().expect("an object").keys().map(String::as_str);
    for field in fields.chain(instance) {
        assert!(help.contains(field), "{field}: {help}");
    }
}
