//! Public values: named before anybody can know them, entered once they are there, and nothing that could have been
//! known is ever silently let pass.

use turnwise_server::acts::put;
use turnwise_server::rows::{self, Lottery, key};
use turnwise_server::store::{Change, Condition, Write};
use turnwise_shared::api::{
    Attempt, AttemptSummary, ChangeRules, Close, Draw, LotteryView, Record, RecordEvent, Redraw, Standing, path,
};
use turnwise_shared::beacon::moment;
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Value};

use crate::api::{Answer, Api, Call, START};
use crate::school::{NOTICE, School};
use crate::verify;

/// The one round whose signature the tests know.
pub(crate) const ROUND: u64 = 123;
/// What drand's relays give for it.
pub(crate) const SIGNATURE: &str =
    "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";
/// Six of forty-nine, each drawn from all: 49⁶ ways.
pub(crate) const SIX: ValuePlan = ValuePlan::Numbers {
    count: 6,
    low: 1,
    high: 49,
};

pub(crate) fn beacon() -> Draw {
    Draw::Drand {
        round: ROUND,
        signature: SIGNATURE.parse().expect("a signature"),
    }
}

pub(crate) fn numbers(numbers: &[u32]) -> Draw {
    Draw::Numbers {
        numbers: numbers.to_vec(),
        note: None,
    }
}

fn corrected(school: &School, numbers: &[u32], reason: &str) -> Draw {
    Draw::Numbers {
        numbers: numbers.to_vec(),
        note: Some(school.reason(reason).note),
    }
}

/// Just so much before the moment of [`ROUND`] that a list closed after the notice names it.
pub(crate) fn before_the_round() -> Api {
    Api::new().at(moment(ROUND) - 2 * u64::from(NOTICE))
}

/// Open, with lists, and the notice since opening passed.
async fn ready(api: Api, plan: ValuePlan) -> School {
    let school = School::planned(api, 1, 5, plan);
    school.begin().await;
    school.everyone_ranks().await;
    school.api.pass(NOTICE.into());
    school
}

async fn closed(api: Api, plan: ValuePlan) -> School {
    let school = ready(api, plan).await;
    school.close().await;
    school
}

async fn lottery(school: &School) -> LotteryView {
    school.view().await.lottery
}

fn due(record: &Record) -> u64 {
    match record.event {
        RecordEvent::Told(Event::Closed { due, .. } | Event::Redraw { due, .. }) => due,
        ref other => unreachable!("{other:?} names no value"),
    }
}

fn redraw(school: &School, reason: &str, moment: Option<u64>) -> Redraw {
    let note = school.reason(reason).note;
    Redraw { note, moment }
}

/// Record, drawn record and published record of every attempt.
fn outline(attempts: &[AttemptSummary]) -> Vec<(u32, Option<u32>, Option<u32>)> {
    let outline = attempts.iter().map(|it| (it.record, it.drawn, it.published));
    outline.collect()
}

#[track_caller]
fn too_early(answer: &Answer, from: u64) {
    assert_eq!(answer.problem(), Problem::TooEarly { from });
}

#[tokio::test]
async fn the_record_names_a_round_that_nobody_knows_and_that_round_alone_decides() {
    let school = closed(before_the_round(), ValuePlan::Drand).await;
    assert_eq!(due(&lottery(&school).await.log[1]), ROUND);
    too_early(&school.act("attempts/1", &beacon()).await, moment(ROUND));
    school.api.pass(u64::from(NOTICE) - 1);
    too_early(&school.act("attempts/1", &beacon()).await, moment(ROUND));
    school.api.pass(1);
    let Draw::Drand { signature, .. } = beacon() else {
        unreachable!("a beacon")
    };
    let other = Draw::Drand { round: 124, signature };
    school
        .act("attempts/1", &other)
        .await
        .invalid("round", "names round 123");
    for at in [0, 20, 47] {
        let mut signature = signature;
        signature.0[at] ^= 1;
        let forged = Draw::Drand {
            round: ROUND,
            signature,
        };
        let answer = school.act("attempts/1", &forged).await;
        answer.invalid("signature", "not the chain's");
    }
    for other in [Draw::Server, numbers(&[1, 2, 3, 4, 5, 6]), school.own_list()] {
        let answer = school.act("attempts/1", &other).await;
        answer.invalid("kind", "named before opening");
    }
    assert_eq!(lottery(&school).await.phase, Phase::Closed);

    // A double click, and once more later, whatever revision is named: one attempt.
    let click = || school.put("attempts/1").if_match(2).json(&beacon());
    let (one, two) = tokio::join!(school.api.call(click()), school.api.call(click()));
    let drawn: Attempt = one.ok();
    assert_eq!(two.ok::<Attempt>(), drawn);
    school.publish().await;
    assert_eq!(school.api.call(click()).await.ok::<Attempt>(), drawn);
    let view = lottery(&school).await;
    assert_eq!(outline(&view.attempts), [(2, Some(3), Some(4))]);
    verify::attempt(&view.log, &drawn);
    assert_eq!(
        drawn.value,
        Value::Drand {
            round: ROUND,
            signature
        }
    );
    let mut signature = signature;
    signature.0[9] ^= 1;
    let forged = Draw::Drand {
        round: ROUND,
        signature,
    };
    let what = "attempt".to_owned();
    let taken = Problem::Taken { what, number: 1 };
    assert_eq!(school.act("attempts/1", &forged).await.problem(), taken);
}

#[tokio::test]
async fn choosing_ends_no_sooner_than_the_notice_after_the_last_change_of_rules() {
    let notice = u64::from(NOTICE);
    let mut school = School::planned(Api::new(), 1, 3, ValuePlan::Drand);
    school.rules.closes_at = Some(START + notice - 1);
    let answer = school.api.call(school.opening()).await;
    answer.invalid("rules.closes_at", "notice");
    school.rules.closes_at = None;
    school.begin().await;
    too_early(&school.act("closing", &Close::default()).await, START + notice);
    school.api.pass(notice - 1);
    too_early(&school.act("closing", &Close::default()).await, START + notice);
    // Another change begins anew.
    let change = |rules: &turnwise_shared::lottery::Rules| ChangeRules {
        rules: rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    };
    let mut rules = school.rules.clone();
    rules.activities[0].capacity = 2;
    rules.closes_at = Some(START + 2 * notice - 2);
    let answer = school.act("rules", &change(&rules)).await;
    answer.invalid("rules.closes_at", "notice");
    rules.closes_at = Some(START + 2 * notice - 1);
    school.act("rules", &change(&rules)).await.ok::<Standing>();
    school.api.pass(1);
    let from = START + 2 * notice - 1;
    too_early(&school.act("closing", &Close::default()).await, from);
    school.api.pass(notice - 2);
    school.api.sweep().await;
    assert_eq!(lottery(&school).await.phase, Phase::Open);
    // Its time closes it, and its own time says which round counts.
    school.api.pass(10);
    school.api.sweep().await;
    let view = lottery(&school).await;
    assert_eq!(view.phase, Phase::Closed);
    let named = due(&view.log[2]);
    assert!(moment(named) >= from + 9 + notice && moment(named - 1) < from + 9 + notice);
}

#[tokio::test]
async fn numbers_are_drawn_no_earlier_than_the_record_says() {
    let school = ready(Api::new(), SIX).await;
    let earliest = school.api.now() + u64::from(NOTICE);
    let closing = |moment| Close { moment: Some(moment) };
    school
        .act("closing", &closing(earliest - 1))
        .await
        .invalid("moment", "notice");
    school
        .act("closing", &closing(u64::MAX))
        .await
        .invalid("moment", "too far");
    let saturday = earliest + 86_400;
    school.act("closing", &closing(saturday)).await.ok::<Standing>();
    assert_eq!(due(&lottery(&school).await.log[1]), saturday);
    let six = numbers(&[1, 49, 7, 7, 30, 12]);
    too_early(&school.act("attempts/1", &six).await, saturday);
    school.api.pass(u64::from(NOTICE) + 86_400);
    for wrong in [
        &[1, 2, 3, 4, 5][..],
        &[0, 1, 2, 3, 4, 5],
        &[1, 2, 3, 4, 5, 50],
        &[],
        &[1; 7],
    ] {
        let answer = school.act("attempts/1", &numbers(wrong)).await;
        answer.invalid("numbers", "6 numbers, each from 1 to 49");
    }
    let unasked = corrected(&school, &[1, 49, 7, 7, 30, 12], "Why not");
    school
        .act("attempts/1", &unasked)
        .await
        .invalid("note", "nothing was entered");
    let drawn = school.draw(1, &six).await;
    verify::attempt(&lottery(&school).await.log, &drawn);
    let next = redraw(&school, "Once more", Some(saturday));
    school.act("redraw", &next).await.invalid("moment", "notice");
    // Without a moment of its own it is the notice that counts.
    let next = redraw(&school, "Once more", None);
    let first: Standing = school.act("redraw", &next).await.ok();
    let named = due(lottery(&school).await.log.last().expect("a redraw"));
    assert_eq!(named, school.api.now() + u64::from(NOTICE));
    // The same request again, later, is the same redraw.
    school.api.pass(5);
    assert_eq!(school.act("redraw", &next).await.ok::<Standing>(), first);
}

#[tokio::test]
async fn only_numbers_have_a_moment_of_their_own() {
    for plan in [ValuePlan::Server, ValuePlan::OwnList, ValuePlan::Drand] {
        let school = ready(before_the_round(), plan).await;
        let moment = Some(school.api.now() + 10_000);
        school
            .act("closing", &Close { moment })
            .await
            .invalid("moment", "only numbers");
        school.close().await;
    }
}

#[tokio::test]
async fn numbers_typed_wrongly_are_entered_again_under_the_same_record_with_a_reason() {
    let school = closed(Api::new(), SIX).await;
    school.api.pass(NOTICE.into());
    let (wrong, right) = ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7]);
    let first = school.draw(1, &numbers(&wrong)).await;
    school.publish().await;
    let answer = school.act("attempts/2", &numbers(&right)).await;
    answer.invalid("note", "needs a reason");
    let same = corrected(&school, &wrong, "A six was a six");
    school
        .act("attempts/2", &same)
        .await
        .invalid("numbers", "entered before");
    let what = "attempt".to_owned();
    let taken = Problem::Taken { what, number: 1 };
    assert_eq!(school.act("attempts/1", &numbers(&right)).await.problem(), taken);

    let correction = corrected(&school, &right, "A seven read as a six");
    let click = || school.put("attempts/2").if_match(4).json(&correction);
    let (one, two) = tokio::join!(school.api.call(click()), school.api.call(click()));
    let second: Attempt = one.ok();
    assert_eq!(two.ok::<Attempt>(), second);
    assert_eq!((second.record, first.record), (2, 2));
    let view = lottery(&school).await;
    assert_eq!(view.phase, Phase::Drawn);
    assert_eq!(outline(&view.attempts), [(2, Some(3), Some(4)), (2, Some(5), None)]);
    verify::log(&school.id, &view.log);
    verify::attempt(&view.log, &first);
    verify::attempt(&view.log, &second);
    let Draw::Numbers { note: Some(note), .. } = &correction else {
        unreachable!("a correction")
    };
    assert_eq!(view.log[4].note, note.text);
    assert_eq!(view.log[4].sealed.as_ref(), Some(&note.sealed));
    // What was published stays; the correction shows with its own publication.
    let person = &school.people[0];
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), first);
    assert_eq!(school.attempt(person, 2).await.problem(), Problem::NotFound);
    school.publish().await;
    assert_eq!(school.attempt(person, 2).await.ok::<Attempt>(), second);
    // Once another draw is announced, nothing before it can be corrected.
    let next = redraw(&school, "Once more", None);
    school.act("redraw", &next).await.ok::<Standing>();
    let late = corrected(&school, &wrong, "After all");
    school
        .act("attempts/3", &late)
        .await
        .invalid("note", "nothing was entered");
}

#[tokio::test]
async fn a_value_that_passed_is_an_attempt_even_if_nobody_drew() {
    let school = closed(Api::new(), SIX).await;
    let reopen = async |reason: &str| {
        let open: Standing = school.act("reopening", &school.reason(reason)).await.ok();
        assert_eq!(open.phase, Phase::Open);
    };
    // Before the moment nobody can know what would have come out: no attempt.
    school.api.pass(u64::from(NOTICE) - 1);
    reopen("Too early").await;
    assert_eq!(lottery(&school).await.attempts, []);
    school.close().await;
    school.api.pass(NOTICE.into());
    reopen("The numbers did not suit").await;
    let view = lottery(&school).await;
    assert_eq!(outline(&view.attempts), [(4, None, None)]);
    for auth in [&school.keys.auth, &school.people[0].keys.auth] {
        let read = Call::get(path::attempt(&school.id, 1)).bearer(auth);
        assert_eq!(school.api.call(read).await.problem(), Problem::NotFound);
    }
    school.close().await;
    let moment = due(&lottery(&school).await.log[5]);
    let what = "attempt".to_owned();
    let taken = Problem::Taken { what, number: 1 };
    let six = numbers(&[1, 2, 3, 4, 5, 6]);
    assert_eq!(school.act("attempts/1", &six).await.problem(), taken);
    let next = redraw(&school, "They never came", None);
    too_early(&school.act("redraw", &next).await, moment);
    school.api.pass(NOTICE.into());
    let redrawn: Standing = school.act("redraw", &next).await.ok();
    assert_eq!((redrawn.phase, redrawn.revision), (Phase::Closed, 7));
    assert_eq!(school.act("redraw", &next).await.ok::<Standing>(), redrawn);
    school.api.pass(NOTICE.into());
    let drawn = school.draw(3, &six).await;
    school.publish().await;
    let view = school.visit(&school.people[0]).await.lottery;
    let all = [(4, None, None), (6, None, None), (7, Some(8), Some(9))];
    assert_eq!(outline(&view.attempts), all);
    assert_eq!(school.attempt(&school.people[0], 3).await.ok::<Attempt>(), drawn);
    assert_eq!(school.attempt(&school.people[0], 2).await.problem(), Problem::NotFound);
    // Drawn is drawn: it is not opened again.
    let reopening = school.act("reopening", &school.reason("Again")).await;
    assert_eq!(
        reopening.problem(),
        Problem::WrongPhase {
            phase: Phase::Published
        }
    );
}

#[tokio::test]
async fn nothing_expires_while_its_value_is_waited_for() {
    let mut school = School::planned(Api::new(), 1, 2, SIX);
    school.rules.notice = 3 * 86_400;
    let mut request = school.open_request();
    request.keep_days = 1;
    let open = Call::put(path::lottery(&school.id)).header("if-none-match", "*");
    let open = open.bearer(&school.keys.auth).json(&request);
    school.api.call(open).await.ok::<Standing>();
    school.api.call(school.block(&school.people)).await.ok::<Standing>();
    school.api.pass(3 * 86_400);
    school.api.sweep().await;
    school.close().await;
    school.api.pass(3 * 86_400);
    school.api.sweep().await;
    school.draw(1, &numbers(&[6, 5, 4, 3, 2, 1])).await;
    school.api.pass(86_400);
    assert_eq!(school.api.sweep().await, 1);
}

/// Leaves a closing half-way, as a crash would, with the moment it was asked to name.
async fn breaks_off(school: &School, moment: Option<u64>) {
    let key = key::lottery(school.id);
    let row = school.api.app.get(key.clone()).await.expect("a store").expect("a row");
    let mut lottery: Lottery = rows::decode(&row.bytes).expect("a lottery");
    let due = key::due(lottery.due(), school.id);
    (lottery.phase, lottery.moment) = (Phase::Closing, moment);
    lottery.closings += 1;
    let writes = vec![
        put(key, Some(row.version), rows::encode(&lottery).expect("bytes")),
        Write {
            key: due,
            condition: Condition::Version(1),
            change: Change::Delete,
        },
        put(key::due(lottery.due(), school.id), None, Vec::new()),
    ];
    assert_eq!(school.api.app.apply(writes).await, Ok(None));
}

#[tokio::test]
async fn a_closing_that_broke_off_names_what_it_was_asked_to_and_never_what_can_be_known() {
    let notice = u64::from(NOTICE);
    // Asked for in two days; finished at once, or when that is less than the notice away.
    for (late, expected) in [(10, 2 * 86_400), (2 * 86_400 - 5, 2 * 86_400 - 5 + notice)] {
        let school = ready(Api::new(), SIX).await;
        let begun = school.api.now();
        breaks_off(&school, Some(begun + 2 * 86_400)).await;
        school.api.pass(late);
        school.api.sweep().await;
        let view = lottery(&school).await;
        assert_eq!(view.phase, Phase::Closed);
        assert_eq!(due(&view.log[1]), begun + expected);
        assert_eq!(view.log[1].time, begun + late);
        // The next closing is not asked for anything.
        school.act("reopening", &school.reason("Again")).await.ok::<Standing>();
        school.close().await;
        assert_eq!(due(&lottery(&school).await.log[3]), school.api.now() + notice);
    }
}
