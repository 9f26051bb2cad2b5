//! Deleting and expiring: nobody gets in any more, the log outlives a closing until expiry, then nothing is left.

use axum::http::StatusCode;
use turnwise_server::rows::{self, Lottery, key};
use turnwise_shared::api::RecordEvent;
use turnwise_shared::api::{Draw, PublicRecord, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::Event;

use crate::api::{Answer, Call};
use crate::school::School;
use crate::verify;

const DAY: u64 = 86_400;

async fn delete(school: &School, revision: u32) -> Answer {
    let call = Call::delete(path::lottery(&school.id)).bearer(&school.keys.auth);
    school.api.call(call.if_match(revision)).await
}

async fn record(school: &School) -> Answer {
    school.api.call(Call::get(path::below(&school.id, "record"))).await
}

async fn nobody_gets_in(school: &School) {
    let administrator = Call::get(path::lottery(&school.id)).bearer(&school.keys.auth);
    let participant = Call::get(path::below(&school.id, "entry")).bearer(&school.people[0].keys.auth);
    for call in [administrator, participant] {
        assert_eq!(school.api.call(call).await.problem(), Problem::NotFound);
    }
    let ballot = school.ballot(0, &[1]);
    assert_eq!(
        school.save(&school.people[0], &ballot).await.problem(),
        Problem::NotFound
    );
    assert_eq!(delete(school, 1).await.problem(), Problem::NotFound);
}

/// How many rows the store holds of this lottery.
async fn count(school: &School) -> usize {
    let all = school.api.app.query(school.id, b"", None, 10_000).await;
    all.expect("a store").len()
}

#[tokio::test]
async fn before_closing_nothing_is_left() {
    let school = School::open(120, ValuePlan::Server).await;
    school
        .save(&school.people[0], &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    let answer = delete(&school, 1).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    nobody_gets_in(&school).await;
    assert_eq!(record(&school).await.problem(), Problem::NotFound);
    assert_eq!(count(&school).await, 0);
    // The number is free again.
    school.api.call(school.opening()).await.ok::<Standing>();
}

#[tokio::test]
async fn after_a_closing_the_log_is_left_until_expiry() {
    let school = School::open(3, ValuePlan::Server).await;
    school.everyone_ranks().await;
    school.close().await;
    school.draw(1, &Draw::Server).await;
    let before = school.view().await.lottery.log;
    assert_eq!(delete(&school, 3).await.status, StatusCode::NO_CONTENT);
    nobody_gets_in(&school).await;
    let left: PublicRecord = record(&school).await.ok();
    assert!(left.lines.is_empty());
    let heads = |log: &[turnwise_shared::api::Record]| log.iter().map(|record| record.head).collect::<Vec<_>>();
    assert_eq!(heads(&left.log), heads(&before));
    verify::log(&school.id, &left.log);
    assert!(matches!(
        left.log[1].event,
        RecordEvent::Told(Event::Closed { entries: 3, .. })
    ));
    let row = school.api.app.get(key::lottery(school.id)).await.expect("a store");
    let row: Lottery = rows::decode(&row.expect("a row").bytes).expect("a lottery");
    assert_eq!((row.wrap.0.len(), row.opening), (0, Hash32::ZERO));
    // The lottery's own row and its three records.
    assert_eq!(count(&school).await, 4);
    let taken = school.api.call(school.opening()).await.problem();
    assert!(matches!(taken, Problem::Taken { .. }));
    school.api.pass(90 * DAY);
    assert_eq!(school.api.sweep().await, 1);
    assert_eq!(count(&school).await, 0);
    assert_eq!(record(&school).await.problem(), Problem::NotFound);
    assert_eq!(school.api.sweep().await, 0);
}

#[tokio::test]
async fn what_has_expired_is_gone_whatever_its_phase() {
    let school = School::open(2, ValuePlan::Server).await;
    let other = School::planned(school.api, 2, 2, ValuePlan::Server);
    other.begin().await;
    other.close().await;
    let school = School::planned(other.api, 1, 2, ValuePlan::Server);
    school.api.pass(90 * DAY - 1);
    assert_eq!(school.api.sweep().await, 0);
    school.api.pass(1);
    assert_eq!(school.api.sweep().await, 2);
    nobody_gets_in(&school).await;
    assert_eq!(count(&school).await, 0);
}

#[tokio::test]
async fn every_record_puts_expiry_off() {
    let school = School::open(2, ValuePlan::Server).await;
    school.api.pass(89 * DAY);
    school.close().await;
    school.api.pass(89 * DAY);
    assert_eq!(school.api.sweep().await, 0);
    assert_eq!(school.view().await.lottery.log.len(), 2);
    school.api.pass(DAY);
    assert_eq!(school.api.sweep().await, 1);
}

/// How often the file holds something that only this lottery says: the credentials of its links.
fn traces(school: &School) -> usize {
    let file = school.api.file();
    let credentials = school.people.iter().map(|person| school.new_entry(person).credential);
    let found = |text: String| file.windows(text.len()).any(|window| window == text.as_bytes());
    credentials.filter(|credential| found(credential.to_string())).count()
}

#[tokio::test]
async fn what_was_deleted_leaves_the_file_with_the_next_sweep() {
    let school = School::open(30, ValuePlan::Server).await;
    assert!(
        school.api.app.take_removed(),
        "an earlier process may have left something"
    );
    assert!(!school.api.app.take_removed());
    assert_eq!(traces(&school), 30);
    delete(&school, 1).await;
    assert!(school.api.app.take_removed(), "the sweep is told to compact");
    school.api.engine.compact().await.expect("a compaction");
    assert_eq!(traces(&school), 0);
}
