//! What shows when: that a draw happened at once, what it gave with its publication, earlier draws for ever.

use turnwise_shared::api::{Attempt, Draw, PublicRecord, Record, RecordEvent, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Value};

use crate::api::Call;
use crate::school::School;
use crate::verify;

/// What kind each record is to whoever reads this log; 0 for a draw whose value is withheld.
fn kinds(log: &[Record]) -> Vec<u8> {
    let kind = |record: &Record| match &record.event {
        RecordEvent::Told(event) => event.code(),
        RecordEvent::Withheld { .. } => 0,
    };
    log.iter().map(kind).collect()
}

async fn public(school: &School) -> PublicRecord {
    let call = Call::get(path::below(&school.id, "record"));
    school.api.call(call).await.ok()
}

#[tokio::test]
async fn a_draw_shows_at_once_and_its_content_with_publication() {
    let school = School::open(4, ValuePlan::Server).await;
    school.everyone_ranks().await;
    school.close().await;
    let drawn = school.draw(1, &Draw::Server).await;
    let person = &school.people[0];
    let view = school.visit(person).await.lottery;
    assert_eq!((view.phase, view.attempts.len()), (Phase::Drawn, 1));
    assert_eq!((view.attempts[0].record, view.attempts[0].published), (2, None));
    assert_eq!(kinds(&view.log), [1, 5, 0]);
    assert_eq!(kinds(&public(&school).await.log), [1, 5, 0]);
    assert_eq!(kinds(&school.view().await.lottery.log), [1, 5, 8]);
    assert_eq!(school.attempt(person, 1).await.problem(), Problem::NotFound);
    let Value::Server { bytes } = &drawn.value else {
        unreachable!("the server drew");
    };
    let entry = Call::get(path::below(&school.id, "entry")).bearer(&person.keys.auth);
    let record = Call::get(path::below(&school.id, "record"));
    for call in [entry, record] {
        let text = school.api.call(call).await.text();
        assert!(!text.contains(&bytes.to_string()), "{text}");
    }

    school.publish().await;
    let view = school.visit(person).await.lottery;
    assert_eq!((view.phase, view.attempts[0].published), (Phase::Published, Some(4)));
    assert_eq!(kinds(&view.log), [1, 5, 8, 9]);
    verify::log(&school.id, &view.log);
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), drawn);
    // To strangers: the log and the value, never a line in clear.
    let nobody = Call::get(path::attempt(&school.id, 1));
    assert_eq!(school.api.call(nobody).await.problem(), Problem::NotFound);
    verify::public(&school.id, &public(&school).await);
}

#[tokio::test]
async fn a_redraw_leaves_the_published_draw_and_hides_the_next_one() {
    let school = School::open(4, ValuePlan::OwnList).await;
    school.everyone_ranks().await;
    school.close().await;
    let first = school.draw(1, &school.own_list()).await;
    school.publish().await;
    let person = &school.people[1];
    school
        .act("redraw", &school.reason("A wrong list"))
        .await
        .ok::<Standing>();
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), first);
    let Draw::OwnList { mut order } = school.own_list() else {
        unreachable!("an own list");
    };
    order.reverse();
    let second = school.draw(2, &Draw::OwnList { order }).await;
    let view = school.visit(person).await.lottery;
    assert_eq!((view.phase, view.attempts.len()), (Phase::Drawn, 2));
    assert_eq!(kinds(&view.log), [1, 5, 8, 9, 7, 0]);
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), first);
    assert_eq!(school.attempt(person, 2).await.problem(), Problem::NotFound);
    school.publish().await;
    let view = school.visit(person).await.lottery;
    assert_eq!(kinds(&view.log), [1, 5, 8, 9, 7, 8, 9]);
    let published: Vec<_> = view.attempts.iter().map(|attempt| attempt.published).collect();
    assert_eq!(published, [Some(4), Some(7)]);
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), first);
    assert_eq!(school.attempt(person, 2).await.ok::<Attempt>(), second);
    verify::log(&school.id, &view.log);
}

#[tokio::test]
async fn a_draw_that_was_never_published_shows_with_the_one_after_it() {
    let school = School::open(4, ValuePlan::Server).await;
    school.close().await;
    let first = school.draw(1, &Draw::Server).await;
    let reason = school.reason("I did not like it");
    school.act("redraw", &reason).await.ok::<Standing>();
    let person = &school.people[2];
    assert_eq!(school.attempt(person, 1).await.problem(), Problem::NotFound);
    let second = school.draw(2, &Draw::Server).await;
    assert_eq!(school.attempt(person, 1).await.problem(), Problem::NotFound);
    school.publish().await;
    assert_eq!(school.attempt(person, 1).await.ok::<Attempt>(), first);
    assert_eq!(school.attempt(person, 2).await.ok::<Attempt>(), second);
    let view = school.visit(person).await.lottery;
    assert_eq!(view.attempts[0].published, None);
    assert_eq!(
        view.log[3].event,
        RecordEvent::Told(Event::Redraw {
            plan: ValuePlan::Server,
            due: 0,
        })
    );
    assert_eq!(view.log[3].note, reason.note.text);
    verify::log(&school.id, &view.log);
    verify::attempt(&view.log, &first);
    verify::attempt(&view.log, &second);
}

#[tokio::test]
async fn nobody_draws_until_the_result_suits() {
    let school = School::open(2, ValuePlan::Server).await;
    school.close().await;
    for number in 1..20 {
        school.draw(number, &Draw::Server).await;
        let again = school.reason(&format!("Once more: {number}"));
        school.act("redraw", &again).await.ok::<Standing>();
    }
    school.draw(20, &Draw::Server).await;
    let once_more = school.act("redraw", &school.reason("Once more")).await;
    once_more.invalid("", "20 draws");
    school.publish().await;
}
