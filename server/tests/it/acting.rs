//! What all acts of the administrator's have in common: they name the revision they were decided on, and they
//! happen only in the phases they belong to.

use serde_json::{Value, json};
use turnwise_shared::api::{AddEntries, ChangeRules, Close, Draw, Publish, ReplaceLink, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Phase, ValuePlan};

use crate::api::{Answer, Call, bytes};
use crate::school::{School, wrapped};

/// Every act that compares revisions, with a body that would be accepted.
fn acts(school: &School) -> Vec<(Call, &'static str)> {
    let mut rules = school.rules.clone();
    rules.activities[0].capacity += 1;
    let change = ChangeRules {
        rules,
        catalogue: school.catalogue.clone(),
        note: None,
    };
    let link = ReplaceLink {
        credential: Hash32(bytes("link", 1)),
        wrap: wrapped(&school.id, &school.keys),
    };
    let link_path = format!("entries/{}/link", school.people[0].entry);
    let announce = Call::post(path::below(&school.id, "entries")).bearer(&school.keys.auth);
    vec![
        (announce.json(&AddEntries { entries: 1 }), "announce"),
        (school.put("rules").json(&change), "rules"),
        (school.put(&link_path).json(&link), "link"),
        (school.put("closing").json(&Close::default()), "closing"),
        (school.put("reopening").json(&school.reason("Why")), "reopening"),
        (school.put("attempts/1").json(&Draw::Server), "draw"),
        (school.put("redraw").json(&school.reason("Why")), "redraw"),
        (school.put("publication").json(&Publish {}), "publication"),
        (
            Call::delete(path::lottery(&school.id)).bearer(&school.keys.auth),
            "delete",
        ),
    ]
}

#[tokio::test]
async fn every_act_names_the_revision_it_was_decided_on() {
    let school = School::open(2, ValuePlan::Server).await;
    for (call, what) in acts(&school) {
        let answer = school.api.call(call).await;
        assert_eq!(answer.problem(), Problem::PreconditionRequired, "{what}");
    }
    for tag in ["\"0\"", "\"2\"", "1", "W/\"1\"", "*", "\"1\", \"2\"", ""] {
        for (call, what) in acts(&school) {
            let answer = school.api.call(call.header("if-match", tag)).await;
            assert_eq!(answer.problem(), Problem::Stale { revision: 1 }, "{what} {tag:?}");
        }
    }
    assert_eq!(school.revision().await, 1);
}

#[tokio::test]
async fn a_stale_tab_changes_nothing() {
    let school = School::open(2, ValuePlan::Server).await;
    let old = school.revision().await;
    let mut rules = school.rules.clone();
    rules.activities[0].capacity = 7;
    let change = |rules| ChangeRules {
        rules,
        catalogue: school.catalogue.clone(),
        note: None,
    };
    school.act("rules", &change(rules.clone())).await.ok::<Standing>();
    rules.activities[0].capacity = 8;
    let late = school.put("rules").if_match(old).json(&change(rules));
    assert_eq!(school.api.call(late).await.problem(), Problem::Stale { revision: 2 });
    assert_eq!(school.view().await.lottery.rules.activities[0].capacity, 7);
}

async fn refused(school: &School, phase: Phase, acts: &[(&str, Value)]) {
    for (what, body) in acts {
        let answer: Answer = school.act(what, body).await;
        assert_eq!(
            answer.problem(),
            Problem::WrongPhase { phase },
            "{what} while {phase:?}"
        );
    }
    assert_eq!(school.view().await.lottery.phase, phase);
}

#[tokio::test]
async fn what_does_not_belong_to_a_phase_is_refused_in_it() {
    let school = School::open(2, ValuePlan::Server).await;
    let reason = |text: &str| serde_json::to_value(school.reason(text)).expect("JSON");
    let mut rules = school.rules.clone();
    rules.activities[0].capacity += 1;
    let change = json!({"rules": rules, "catalogue": school.catalogue, "note": null});
    let (empty, server) = (json!({}), json!({"kind": "server"}));
    let reopen = ("reopening", reason("Again"));
    let redraw = ("redraw", reason("Once more"));
    let close = ("closing", empty.clone());
    let publish = ("publication", empty.clone());
    let rules = ("rules", change);
    let first = ("attempts/1", server.clone());
    let second = ("attempts/2", server);

    refused(
        &school,
        Phase::Open,
        &[reopen.clone(), first, redraw.clone(), publish.clone()],
    )
    .await;
    school.close().await;
    refused(
        &school,
        Phase::Closed,
        &[rules.clone(), redraw.clone(), publish.clone()],
    )
    .await;
    school.draw(1, &Draw::Server).await;
    let after = [rules.clone(), close.clone(), reopen.clone(), second.clone()];
    refused(&school, Phase::Drawn, &after).await;
    school.publish().await;
    refused(&school, Phase::Published, &after).await;
    school.act("redraw", &redraw.1).await.ok::<Standing>();
    // Waiting for a value: what was drawn before is not published once more.
    refused(&school, Phase::Drawn, &[rules, close, reopen, publish]).await;
    let twice = school.act("redraw", &reason("A second redraw of nothing")).await;
    assert_eq!(twice.problem(), Problem::WrongPhase { phase: Phase::Drawn });
    let third = school.act("attempts/3", &Draw::Server).await;
    assert_eq!(third.problem(), Problem::NotFound);
    school.act(second.0, &second.1).await.ok::<Value>();
}

#[tokio::test]
async fn acts_said_twice_are_done_once() {
    let school = School::open(2, ValuePlan::Server).await;
    let closing = || school.put("closing").if_match(1).json(&Close::default());
    let (one, other) = tokio::join!(school.api.call(closing()), school.api.call(closing()));
    let closed: Standing = one.ok();
    assert_eq!((closed.revision, other.ok::<Standing>()), (2, closed.clone()));
    assert_eq!(school.api.call(closing()).await.ok::<Standing>(), closed);
    school.draw(1, &Draw::Server).await;
    let publishing = || school.put("publication").if_match(3).json(&Publish {});
    let (one, other) = tokio::join!(school.api.call(publishing()), school.api.call(publishing()));
    let published: Standing = one.ok();
    assert_eq!((published.revision, other.ok::<Standing>()), (4, published));
    let reason = school.reason("Again");
    let redrawing = || school.put("redraw").if_match(4).json(&reason);
    let (one, other) = tokio::join!(school.api.call(redrawing()), school.api.call(redrawing()));
    let redraw: Standing = one.ok();
    assert_eq!((redraw.revision, other.ok::<Standing>()), (5, redraw));
}
