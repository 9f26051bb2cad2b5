//! A whole event, from opening to publishing and drawing again, checked from outside at every step.

use turnwise_shared::api::{Attempt, Draw, LotteryView, PublicRecord, RecordEvent, Standing, path};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::Event;
use turnwise_shared::seal::{self, Purpose, SaltedText};

use crate::api::{Api, Call};
use crate::school::{School, keys};
use crate::verify;
use turnwise_shared::token::Role;

async fn public(school: &School) -> PublicRecord {
    school.api.call(Call::get(path::below(&school.id, "record"))).await.ok()
}

/// What every participant can check after publishing, with the link alone.
async fn everyone_checks(school: &School, attempts: u32) {
    let record = public(school).await;
    verify::public(&school.id, &record);
    for person in &school.people {
        let view = school.visit(person).await;
        let lottery: &LotteryView = &view.lottery;
        verify::log(&school.id, &lottery.log);
        assert_eq!(
            (lottery.phase, lottery.attempts.len()),
            (Phase::Published, attempts as usize)
        );
        assert_eq!(lottery.log, record.log);
        let hash = record.lines.iter().find(|line| line.entry == person.entry);
        assert_eq!(hash.map(|line| line.line), Some(view.line.hash()));
        for number in 1..=attempts {
            let attempt: Attempt = school.attempt(person, number).await.ok();
            verify::attempt(&lottery.log, &attempt);
            assert!(attempt.lines.contains(&view.line));
        }
    }
}

async fn from_opening_to_the_second_publication(plan: ValuePlan) {
    let school = School::open(7, plan).await;
    let receipts = school.everyone_ranks().await;
    school.api.pass(60);
    let closed = school.close().await;
    assert_eq!((closed.phase, closed.revision), (Phase::Closed, 2));
    let record = public(&school).await;
    verify::public(&school.id, &record);
    for receipt in &receipts {
        let line = record.lines.iter().find(|line| line.entry == receipt.line.entry);
        assert_eq!(line.map(|line| line.line), Some(receipt.line.hash()));
    }
    let input = |reversed: bool| match (plan, school.own_list()) {
        (ValuePlan::OwnList, Draw::OwnList { mut order }) => {
            if reversed {
                order.reverse();
            }
            Draw::OwnList { order }
        }
        _ => Draw::Server,
    };
    let first = school.draw(1, &input(false)).await;
    let view = school.view().await.lottery;
    assert_eq!((view.phase, first.record), (Phase::Drawn, 2));
    verify::log(&school.id, &view.log);
    let replay = verify::attempt(&view.log, &first);
    // Something was handed out, and what was sealed last is what counts.
    assert_eq!(replay.outcome.taken()[0], 1);
    assert_eq!(replay.outcome.taken()[2], 3);
    school.publish().await;
    everyone_checks(&school, 1).await;

    let reason = school.reason("The list of class 2 was out of date");
    let redraw: Standing = school.act("redraw", &reason).await.ok();
    assert_eq!(redraw.phase, Phase::Drawn);
    let second = school.draw(2, &input(true)).await;
    assert_eq!((second.record, &second.lines), (redraw.revision, &first.lines));
    assert_ne!(second.value, first.value);
    school.publish().await;
    everyone_checks(&school, 2).await;
    let kinds: Vec<u8> = school
        .view()
        .await
        .lottery
        .log
        .iter()
        .map(|record| match &record.event {
            RecordEvent::Told(event) => event.code(),
            RecordEvent::Withheld { .. } => 0,
        })
        .collect();
    assert_eq!(kinds, [1, 5, 8, 9, 7, 8, 9]);
}

#[tokio::test]
async fn an_event_drawn_by_the_server_can_be_repeated_by_everyone() {
    from_opening_to_the_second_publication(ValuePlan::Server).await;
}

#[tokio::test]
async fn an_event_drawn_from_an_own_list_can_be_repeated_by_everyone() {
    from_opening_to_the_second_publication(ValuePlan::OwnList).await;
}

#[tokio::test]
async fn every_link_opens_the_texts_and_the_server_holds_them_closed() {
    let school = School::open(3, ValuePlan::Server).await;
    let person = &school.people[1];
    let view = school.visit(person).await.lottery;
    let key = seal::open(&person.keys.wrap, Purpose::Wrap, &school.id, &view.wrap).expect("the key");
    let key = key.try_into().expect("32 bytes");
    let on_record = &view.rules.catalogue;
    let text = SaltedText::open(&key, Purpose::Catalogue, &school.id, &view.catalogue, on_record);
    assert_eq!(text.expect("the texts").text(), Ok("Project week"));
    let stranger = keys(&school.id, Role::Participant, 77);
    assert!(seal::open(&stranger.wrap, Purpose::Wrap, &school.id, &view.wrap).is_err());
}

#[tokio::test]
async fn a_list_opened_again_takes_ballots_and_closes_anew() {
    let school = School::open(4, ValuePlan::Server).await;
    school.everyone_ranks().await;
    school.close().await;
    let reason = school.reason("Two were ill");
    let open: Standing = school.act("reopening", &reason).await.ok();
    assert_eq!((open.phase, open.revision), (Phase::Open, 3));
    // The same request again is the same act.
    let again = school.put("reopening").json(&reason);
    assert_eq!(school.api.call(again).await.ok::<Standing>(), open);
    let (last, first) = (&school.people[3], &school.people[0]);
    school
        .save(last, &school.ballot(0, &[2]))
        .await
        .ok::<serde_json::Value>();
    school
        .save(first, &school.ballot(1, &[]))
        .await
        .ok::<serde_json::Value>();
    school.close().await;
    let record = public(&school).await;
    verify::public(&school.id, &record);
    let attempt = school.draw(1, &Draw::Server).await;
    assert_eq!(attempt.record, 4);
    let log = school.view().await.lottery.log;
    verify::attempt(&log, &attempt);
    let line = |entry: u32| attempt.lines.iter().find(|line| line.entry == entry).expect("a line");
    assert_eq!(
        (line(last.entry).version, line(last.entry).choices.as_slice()),
        (1, [2].as_slice())
    );
    assert_eq!((line(first.entry).version, line(first.entry).choices.len()), (2, 0));
}

#[tokio::test]
async fn opening_again_with_the_same_request_changes_nothing() {
    let school = School::planned(Api::new(), 1, 2, ValuePlan::Server);
    let first: Standing = school.api.call(school.opening()).await.ok();
    school.api.pass(5);
    let second: Standing = school.api.call(school.opening()).await.ok();
    assert_eq!((first.revision, first), (1, second));
    let log = school.view().await.lottery.log;
    assert!(matches!(
        log.as_slice(),
        [record] if matches!(record.event, RecordEvent::Told(Event::Opened { entries: 2, .. }))
    ));
}
