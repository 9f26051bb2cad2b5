//! Drawing: once per attempt, with the kind of value that was named before opening, from a list without faults.

use turnwise_shared::api::{Attempt, Draw, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{PassOrder, Phase, ValuePlan};
use turnwise_shared::record::Value;

use crate::api::{Answer, Api, Call};
use crate::school::School;
use crate::verify;

async fn closed(plan: ValuePlan) -> School {
    let school = School::open(5, plan).await;
    school.everyone_ranks().await;
    school.close().await;
    school
}

fn drawing(school: &School, draw: &Draw) -> Call {
    school.put("attempts/1").if_match(2).json(draw)
}

fn order(school: &School) -> Vec<u32> {
    school.people.iter().map(|person| person.entry).collect()
}

async fn upload(school: &School, order: Vec<u32>) -> Answer {
    school.api.call(drawing(school, &Draw::OwnList { order })).await
}

fn taken() -> Problem {
    Problem::Taken {
        what: "attempt".to_owned(),
        number: 1,
    }
}

#[tokio::test]
async fn a_double_click_draws_once() {
    let school = closed(ValuePlan::Server).await;
    let click = || school.api.call(drawing(&school, &Draw::Server));
    let answers = tokio::join!(click(), click(), click());
    let first: Attempt = answers.0.ok();
    assert_eq!(answers.1.ok::<Attempt>(), first);
    assert_eq!(answers.2.ok::<Attempt>(), first);
    // Later too, and whatever revision is named.
    assert_eq!(click().await.ok::<Attempt>(), first);
    school.publish().await;
    assert_eq!(click().await.ok::<Attempt>(), first);
    let log = school.view().await.lottery.log;
    assert_eq!(log.len(), 4);
    verify::attempt(&log, &first);
    let read = Call::get(path::attempt(&school.id, 1)).bearer(&school.keys.auth);
    assert_eq!(school.api.call(read).await.ok::<Attempt>(), first);
}

#[tokio::test]
async fn another_list_under_the_same_number_is_refused() {
    let school = closed(ValuePlan::OwnList).await;
    let given = order(&school);
    let mut reversed = given.clone();
    reversed.reverse();
    let (one, other) = tokio::join!(upload(&school, given.clone()), upload(&school, reversed.clone()));
    let (kept, list) = if one.status == 200 {
        assert_eq!(other.problem(), taken());
        (one.ok::<Attempt>(), given)
    } else {
        assert_eq!(one.problem(), taken());
        (other.ok::<Attempt>(), reversed)
    };
    assert_eq!(kept.value, Value::OwnList { order: list.clone() });
    assert_eq!(upload(&school, list.clone()).await.ok::<Attempt>(), kept);
    let mut swapped = list;
    swapped.swap(0, 1);
    assert_eq!(upload(&school, swapped).await.problem(), taken());
    let by_server = school.api.call(drawing(&school, &Draw::Server)).await;
    assert_eq!(by_server.problem(), taken());
}

#[tokio::test]
async fn an_own_list_names_everyone_once() {
    let school = closed(ValuePlan::OwnList).await;
    let good = order(&school);
    let with = |change: &dyn Fn(&mut Vec<u32>)| {
        let mut order = good.clone();
        change(&mut order);
        order
    };
    let missing = format!("{} is missing", good[2]);
    let twice = format!("{} stands there 2 times", good[1]);
    let cases = [
        (with(&|order| order.retain(|entry| *entry != good[2])), missing.as_str()),
        (with(&|order| order.push(order[1])), twice.as_str()),
        (with(&|order| order[0] = order[1]), twice.as_str()),
        (with(&|order| order.push(4_711)), "4711 takes no part"),
        (with(&|order| order[0] = 0), "0 takes no part"),
        (vec![], "is missing"),
        (vec![1; 100_000], "1 takes no part"),
    ];
    for (order, reason) in cases {
        upload(&school, order).await.invalid("order", reason);
    }
    assert_eq!(school.view().await.lottery.phase, Phase::Closed);
    upload(&school, good).await.ok::<Attempt>();
}

#[tokio::test]
async fn the_kind_of_value_is_the_one_named_before_opening() {
    let school = closed(ValuePlan::Server).await;
    upload(&school, order(&school))
        .await
        .invalid("kind", "named before opening");
    let school = closed(ValuePlan::OwnList).await;
    let answer = school.api.call(drawing(&school, &Draw::Server)).await;
    answer.invalid("kind", "named before opening");
    for body in [
        r#"{"kind":"dice"}"#,
        r#"{"kind":"own_list"}"#,
        r#"{"kind":"server","bytes":"00"}"#,
        r#"{"order":[]}"#,
        "{}",
        "[]",
    ] {
        let call = school.put("attempts/1").if_match(2).body(body);
        school.api.call(call).await.invalid("", "");
    }
}

#[tokio::test]
async fn every_pass_order_can_be_repeated() {
    for (number, pass_order) in (1..).zip([
        PassOrder::Same,
        PassOrder::Snake,
        PassOrder::ReverseAfterFirst,
        PassOrder::Reshuffle,
    ]) {
        let mut school = School::planned(Api::new(), number, 12, ValuePlan::Server);
        school.rules.pass_order = pass_order;
        school.rules.limit = None;
        school.begin().await;
        school.everyone_ranks().await;
        school.close().await;
        let attempt = school.draw(1, &Draw::Server).await;
        let replay = verify::attempt(&school.view().await.lottery.log, &attempt);
        let (first, second) = (replay.pass(1), replay.pass(2));
        let mut back = first.clone();
        back.reverse();
        match pass_order {
            PassOrder::Same => assert_eq!(second, first),
            PassOrder::Snake | PassOrder::ReverseAfterFirst => assert_eq!(second, back),
            PassOrder::Reshuffle => assert!(second != first && second != back),
        }
    }
}

#[tokio::test]
async fn an_activity_below_its_minimum_does_not_run() {
    let mut school = School::planned(Api::new(), 1, 5, ValuePlan::OwnList);
    school.rules.activities[2].minimum = 3;
    school.begin().await;
    school.everyone_ranks().await;
    school.close().await;
    let attempt = school.draw(1, &school.own_list()).await;
    let replay = verify::attempt(&school.view().await.lottery.log, &attempt);
    assert_eq!(replay.outcome.closed(), [3]);
    assert!(attempt.allocation.iter().all(|held| !held.contains(&3)));
}
