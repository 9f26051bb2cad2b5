//! Random bytes, random JSON and real requests with something random in them: always a refusal that can be
//! read, never a fault of the server's, and never a change.

use std::cell::RefCell;

use axum::http::Method;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde::Serialize;
use serde_json::{Value, json as literal};
use turnwise_shared::api::{AddEntries, ChangeRules, Draw, EntriesBlock, ReplaceLink, path};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::ValuePlan;

use self::Who::{Administrator, Participant};
use crate::api::{Call, bytes};
use crate::school::{School, id, wrapped};

/// Whose credential goes with a path: the administrator's, or the first participant's.
#[derive(Clone, Copy, Debug)]
enum Who {
    Administrator,
    Participant,
}

impl Who {
    fn auth(self, school: &School) -> &Hash32 {
        match self {
            Administrator => &school.keys.auth,
            Participant => &school.people[0].keys.auth,
        }
    }
}

/// Method, path, whose, and the body in an acceptable form.
type Request = (Method, String, Who, Value);

fn json(body: &impl Serialize) -> Value {
    serde_json::to_value(body).expect("JSON")
}

/// Every request with a body, in a form that is refused for its revision or version alone.
fn requests(school: &School) -> Vec<Request> {
    let change = ChangeRules {
        rules: school.rules.clone(),
        catalogue: school.catalogue.clone(),
        note: Some(school.reason("Why").note),
    };
    let link = ReplaceLink {
        credential: Hash32(bytes("link", 1)),
        wrap: wrapped(&school.id, &school.keys),
    };
    let block = EntriesBlock {
        entries: vec![school.new_entry(&school.people[0])],
    };
    let below = |what: &str| path::below(&school.id, what);
    let link_path = path::link(&school.id, school.people[0].entry);
    let reason = json(&school.reason("Why"));
    vec![
        (
            Method::PUT,
            path::lottery(&id(2)),
            Administrator,
            json(&school.open_request()),
        ),
        (Method::PUT, below("rules"), Administrator, json(&change)),
        (
            Method::POST,
            below("entries"),
            Administrator,
            json(&AddEntries { entries: 1 }),
        ),
        (Method::PUT, below("entries"), Administrator, json(&block)),
        (Method::PUT, link_path, Administrator, json(&link)),
        (Method::PUT, below("closing"), Administrator, literal!({})),
        (Method::PUT, below("reopening"), Administrator, reason.clone()),
        (Method::PUT, below("attempts/1"), Administrator, json(&Draw::Server)),
        (
            Method::PUT,
            below("attempts/1"),
            Administrator,
            json(&school.own_list()),
        ),
        (Method::PUT, below("redraw"), Administrator, reason),
        (Method::PUT, below("publication"), Administrator, literal!({})),
        (
            Method::PUT,
            below("entry/ballot"),
            Participant,
            json(&school.ballot(9, &[1, 2])),
        ),
    ]
}

/// Any JSON, small.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map("[a-z_]{0,10}", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// What is done to a real request.
#[derive(Clone, Debug)]
enum Damage {
    /// Something else altogether.
    Bytes(Vec<u8>),
    /// Other JSON.
    Json(Value),
    /// Real up to this byte.
    Cut(prop::sample::Index),
    /// Real but for one byte.
    Byte(prop::sample::Index, u8),
    /// Real, but with other JSON in one place.
    Place(prop::sample::Index, Value),
    /// Real, with a field more.
    Field(String, Value),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        vec(any::<u8>(), 0..200).prop_map(Damage::Bytes),
        any_json().prop_map(Damage::Json),
        any::<prop::sample::Index>().prop_map(Damage::Cut),
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (any::<prop::sample::Index>(), any_json()).prop_map(|(at, json)| Damage::Place(at, json)),
        ("[a-z]{1,8}", any_json()).prop_map(|(name, json)| Damage::Field(name, json)),
    ]
}

/// Pointers to every place of a document.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{here}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                places(field, &format!("{here}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn damaged(request: &Value, damage: &Damage) -> Vec<u8> {
    let mut bytes = request.to_string().into_bytes();
    let mut changed = request.clone();
    match damage {
        Damage::Bytes(other) => return other.clone(),
        Damage::Json(other) => return other.to_string().into_bytes(),
        Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Damage::Byte(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Damage::Place(at, other) => {
            let mut found = Vec::new();
            places(request, "", &mut found);
            if let Some(place) = changed.pointer_mut(&found[at.index(found.len())]) {
                place.clone_from(other);
            }
            return changed.to_string().into_bytes();
        }
        Damage::Field(name, other) => {
            changed[name.as_str()] = other.clone();
            return changed.to_string().into_bytes();
        }
    }
    bytes
}

/// Sends it with a revision that is not in force, so that even what happens to be valid changes nothing.
async fn is_refused(school: &School, request: &Request, body: Vec<u8>) {
    let (method, path, who, _) = request;
    let shown = String::from_utf8_lossy(&body).into_owned();
    let call = Call::new(method.clone(), path)
        .bearer(who.auth(school))
        .if_match(0)
        .body(body);
    let answer = school.api.call(call).await;
    // Entries that are there already, and rules that are in force, are no news and no change.
    if answer.status != 200 {
        let status = answer.problem().status();
        assert!([409, 412, 422, 428].contains(&status), "{path} {shown}: {status}");
    }
}

/// Runs this with many damaged requests, the same in every run.
fn damages(cases: u32, requests: &[Request], mut send: impl FnMut(&Request, Vec<u8>)) {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(2_026),
        failure_persistence: None,
        ..Config::default()
    };
    let send = RefCell::new(&mut send);
    let run = TestRunner::new(config).run(&(0..requests.len(), damage()), |(which, damage)| {
        let request = &requests[which];
        (send.borrow_mut())(request, damaged(&request.3, &damage));
        Ok(())
    });
    run.expect("no fault of the server's");
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

#[test]
fn nothing_that_is_sent_breaks_the_server_or_changes_a_lottery() {
    let runtime = runtime();
    let school = runtime.block_on(School::open(2, ValuePlan::Server));
    let before = runtime.block_on(school.view());
    damages(1_500, &requests(&school), |request, body| {
        runtime.block_on(is_refused(&school, request, body));
    });
    assert_eq!(runtime.block_on(school.view()).entries, before.entries);
    assert_eq!(runtime.block_on(school.view()).lottery.log, before.lottery.log);
}

#[test]
fn what_is_half_nonsense_and_in_force_breaks_nothing_either() {
    let runtime = runtime();
    let school = runtime.block_on(School::open(2, ValuePlan::Server));
    let mut requests = requests(&school);
    // A closing would turn everything after it into a wrong phase.
    requests.retain(|(_, path, ..)| !path.ends_with("/closing"));
    let (mut opened, mut done) = (1_000, 0);
    damages(1_500, &requests, |(method, path, who, _), body| {
        opened += 1;
        let path = path.replace(&id(2).to_string(), &id(opened).to_string());
        let shown = String::from_utf8_lossy(&body).into_owned();
        let call = Call::new(method.clone(), &path).bearer(who.auth(&school)).body(body);
        let revision = runtime.block_on(school.revision());
        let call = call.if_match(revision).header("if-none-match", "*");
        let answer = runtime.block_on(school.api.call(call));
        if answer.status == 200 {
            done += 1;
        } else {
            let status = answer.problem().status();
            assert!([409, 422].contains(&status), "{path} {shown}: {status}");
        }
    });
    assert!(done > 0, "some damage leaves a request whole");
    crate::verify::log(&school.id, &runtime.block_on(school.view()).lottery.log);
}
