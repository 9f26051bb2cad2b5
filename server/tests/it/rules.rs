//! Rules: what the server checks about numbers it does not understand, and what may change while people choose.

use std::num::NonZeroU32;

use serde_json::{Value, json};
use turnwise_server::acts::{MAX_RECORDS, put};
use turnwise_server::rows::{self, Lottery, key};
use turnwise_shared::api::{ChangeRules, Close, MAX_DAYS, RecordEvent, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{MAX_ACTIVITIES, MAX_CAPACITY, PassOrder, Phase, Rules, ValuePlan};
use turnwise_shared::record::{Event, rules_hash};
use turnwise_shared::seal::{Purpose, Sealed};

use crate::api::{Answer, Api, Call, START};
use crate::school::{School, sealed};
use crate::verify;

async fn open_with(school: &School, rules: &Rules) -> Answer {
    let mut request = school.open_request();
    request.rules = rules.clone();
    let call = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
    school.api.call(call.bearer(&school.keys.auth).json(&request)).await
}

fn change(school: &School, rules: &Rules) -> ChangeRules {
    ChangeRules {
        rules: rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    }
}

/// Rules with one fault each, and what is said about it.
fn faulty(good: &Rules) -> Vec<(Rules, &'static str, &'static str)> {
    let with = |change: &dyn Fn(&mut Rules)| {
        let mut rules = good.clone();
        change(&mut rules);
        rules
    };
    vec![
        (with(&|rules| rules.activities.clear()), "rules", "there is no activity"),
        (
            with(&|rules| rules.activities = vec![rules.activities[0].clone(); MAX_ACTIVITIES + 1]),
            "rules",
            "more than 1000 activities",
        ),
        (
            with(&|rules| rules.activities[1].capacity = MAX_CAPACITY + 1),
            "rules",
            "activity 2: more than 1000000 places",
        ),
        (
            with(&|rules| rules.activities[2].minimum = u32::MAX),
            "rules",
            "activity 3: a minimum above 1000000",
        ),
        (
            with(&|rules| rules.activities[0].slots = vec![2, 1]),
            "rules",
            "activity 1: slots",
        ),
        (
            with(&|rules| rules.activities[0].slots = vec![1, 1]),
            "rules",
            "activity 1: slots",
        ),
        (
            with(&|rules| rules.activities[0].slots = (0..201).collect()),
            "rules",
            "activity 1: slots",
        ),
        (
            with(&|rules| rules.activities[0].groups = vec![2, 2]),
            "rules",
            "activity 1: groups",
        ),
        (with(&|rules| rules.notice = 300), "rules", "any other has none"),
        (
            with(&|rules| rules.closes_at = Some(START)),
            "rules.closes_at",
            "has passed",
        ),
        (
            with(&|rules| rules.closes_at = Some(1)),
            "rules.closes_at",
            "has passed",
        ),
        (
            with(&|rules| rules.closes_at = Some(u64::MAX)),
            "rules.closes_at",
            "too far",
        ),
    ]
}

#[tokio::test]
async fn absurd_rules_are_refused_when_opening_and_when_changing() {
    let school = School::planned(Api::new(), 1, 1, ValuePlan::Server);
    for (rules, field, reason) in faulty(&school.rules) {
        open_with(&school, &rules).await.invalid(field, reason);
    }
    let mut own = school.rules.clone();
    (own.plan, own.pass_order) = (ValuePlan::OwnList, PassOrder::Reshuffle);
    open_with(&school, &own).await.invalid("rules", "a new order each pass");
    school.begin().await;
    for (rules, field, reason) in faulty(&school.rules) {
        school
            .act("rules", &change(&school, &rules))
            .await
            .invalid(field, reason);
    }
    assert_eq!(school.revision().await, 1);
}

#[tokio::test]
async fn numbers_that_are_none_are_refused_with_the_place() {
    let school = School::planned(Api::new(), 1, 1, ValuePlan::Server);
    let good = serde_json::to_value(school.open_request()).expect("JSON");
    let cases: [(&str, Value, &str); 12] = [
        ("/rules/activities/0/capacity", json!(null), "null"),
        ("/rules/activities/0/capacity", json!(-1), "-1"),
        ("/rules/activities/0/capacity", json!(1.5), "1.5"),
        ("/rules/activities/0/capacity", json!(1e30), "floating point"),
        ("/rules/activities/0/capacity", json!("20"), "string"),
        ("/rules/limit", json!(0), "nonzero"),
        ("/rules/pass_order", json!("random"), "random"),
        ("/rules/plan/kind", json!("dice"), "dice"),
        ("/rules/catalogue", json!("00"), "32 bytes"),
        ("/catalogue", json!("=="), "base64url"),
        ("/keep_days", json!(-5), "-5"),
        ("/title", json!("Projektwoche"), "unknown field `title`"),
    ];
    for (pointer, value, reason) in cases {
        let mut body = good.clone();
        match body.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => body[&pointer[1..]] = value,
        }
        let call = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
        let answer = school.api.call(call.bearer(&school.keys.auth).json(&body)).await;
        answer.invalid("", reason);
    }
    let mut missing = good.clone();
    missing["rules"]["activities"][0]
        .as_object_mut()
        .expect("an activity")
        .remove("capacity");
    let call = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
    let answer = school.api.call(call.bearer(&school.keys.auth).json(&missing)).await;
    answer.invalid("", "missing field `capacity`");
}

#[tokio::test]
async fn keeping_and_sealed_keys_have_their_bounds() {
    let school = School::planned(Api::new(), 1, 1, ValuePlan::Server);
    let call = |request: &turnwise_shared::api::Open| {
        let call = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
        call.bearer(&school.keys.auth).json(request)
    };
    let mut request = school.open_request();
    for days in [0, MAX_DAYS + 1] {
        request.keep_days = days;
        school
            .api
            .call(call(&request))
            .await
            .invalid("keep_days", "expected 1 to 400");
    }
    request.keep_days = 1;
    request.wrap = Sealed(vec![0; 257]);
    school.api.call(call(&request)).await.invalid("wrap", "256 bytes");
    request.wrap = Sealed(vec![0; 256]);
    request.catalogue = Sealed(vec![0; 200_001]);
    school.api.call(call(&request)).await.invalid("", "above 200000 bytes");
    request.catalogue = Sealed(vec![0; 200_000]);
    school.api.call(call(&request)).await.ok::<Standing>();
}

#[tokio::test]
async fn what_may_change_changes_on_the_record() {
    let school = School::open(2, ValuePlan::Server).await;
    let mut rules = school.rules.clone();
    // Withdrawn, more places, another time and class, a minimum, a closing time, one activity more.
    rules.activities[0].capacity = 0;
    rules.activities[1].capacity = 20;
    rules.activities[1].slots = vec![4, 7];
    rules.activities[2].groups = vec![1, 2];
    rules.activities[2].minimum = 2;
    rules.activities.push(rules.activities[1].clone());
    rules.closes_at = Some(START + 3_600);
    let catalogue = sealed(&school.id, Purpose::Catalogue, "Project week, second edition");
    rules.catalogue = catalogue.text;
    let mut request = change(&school, &rules);
    request.catalogue = catalogue.sealed;
    request.note = Some(school.reason("The wall is being repaired").note);
    let changed: Standing = school.act("rules", &request).await.ok();
    assert_eq!((changed.phase, changed.revision), (Phase::Open, 2));
    // The same request again is the same act, from whatever revision.
    let again = school.put("rules").if_match(1).json(&request);
    assert_eq!(school.api.call(again).await.ok::<Standing>(), changed);
    let view = school.visit(&school.people[0]).await.lottery;
    assert_eq!((&view.rules, &view.catalogue), (&rules, &request.catalogue));
    verify::log(&school.id, &view.log);
    let hash = rules_hash(&rules);
    assert_eq!(
        view.log[1].event,
        RecordEvent::Told(Event::RulesChanged { rules: hash })
    );
    assert_eq!(view.log[1].sealed, request.note.map(|note| note.sealed));
}

#[tokio::test]
async fn what_people_relied_on_does_not_change() {
    let school = School::open(1, ValuePlan::Server).await;
    let cases: [&dyn Fn(&mut Rules); 5] = [
        &|rules| rules.limit = None,
        &|rules| rules.limit = NonZeroU32::new(3),
        &|rules| rules.pass_order = PassOrder::Same,
        &|rules| rules.plan = ValuePlan::OwnList,
        &|rules| drop(rules.activities.pop()),
    ];
    for (number, case) in cases.iter().enumerate() {
        let mut rules = school.rules.clone();
        case(&mut rules);
        let answer = school.act("rules", &change(&school, &rules)).await;
        assert_eq!(answer.problem(), Problem::RulesFixed, "{number}");
    }
}

#[tokio::test]
async fn rules_stay_once_the_list_is_closed() {
    let school = School::open(1, ValuePlan::Server).await;
    school.close().await;
    let mut rules = school.rules.clone();
    rules.activities[0].capacity = 9;
    let answer = school.act("rules", &change(&school, &rules)).await;
    assert_eq!(answer.problem(), Problem::WrongPhase { phase: Phase::Closed });
}

#[tokio::test]
async fn a_reason_is_a_text_of_bounded_length() {
    let school = School::open(1, ValuePlan::Server).await;
    school.close().await;
    let mut reason = school.reason("Why");
    reason.note.sealed = Sealed(vec![0; 4_097]);
    school
        .act("reopening", &reason)
        .await
        .invalid("note.sealed", "4096 bytes");
    reason.note.sealed = Sealed(Vec::new());
    school
        .act("reopening", &reason)
        .await
        .invalid("note", "cannot be empty");
    school
        .act("reopening", &json!({}))
        .await
        .invalid("", "missing field `note`");
    school
        .act("reopening", &json!({"note": null}))
        .await
        .invalid("", "null");
    assert_eq!(school.view().await.lottery.phase, Phase::Closed);
}

#[tokio::test]
async fn a_long_record_takes_no_more_changes_but_can_be_closed() {
    let school = School::open(1, ValuePlan::Server).await;
    let key = key::lottery(school.id);
    let row = school.api.app.get(key.clone()).await.expect("a store").expect("a row");
    let mut lottery: Lottery = rows::decode(&row.bytes).expect("a lottery");
    lottery.revision = MAX_RECORDS;
    let bytes = rows::encode(&lottery).expect("bytes");
    let written = school.api.app.apply(vec![put(key, Some(row.version), bytes)]).await;
    assert_eq!(written, Ok(None));
    let mut rules = school.rules.clone();
    rules.activities[0].capacity += 1;
    let call = school.put("rules").if_match(MAX_RECORDS);
    let answer = school.api.call(call.json(&change(&school, &rules))).await;
    answer.invalid("", "1000 entries already");
    let call = school.put("closing").if_match(MAX_RECORDS).json(&Close::default());
    assert_eq!(school.api.call(call).await.ok::<Standing>().phase, Phase::Closed);
}
