//! Closing: by the administrator, by time, while people are saving, and that nothing acknowledged is missing.

use turnwise_shared::api::{ChangeRules, Close, Draw, PublicRecord, Receipt, RecordEvent, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::Event;

use crate::api::{Answer, Api, Call, START};
use crate::school::School;
use crate::verify;

const HOUR: u64 = 3_600;

async fn record(school: &School) -> Answer {
    school.api.call(Call::get(path::below(&school.id, "record"))).await
}

async fn closing_in_an_hour(people: u32) -> School {
    let mut school = School::planned(Api::new(), 1, people, ValuePlan::Server);
    school.rules.closes_at = Some(START + HOUR);
    school.begin().await;
    school
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_was_told_saved_is_in_the_list_and_whoever_was_refused_is_not() {
    let school = School::open(80, ValuePlan::Server).await;
    let saving = school.people.iter().map(|person| async {
        let choices: &[u32] = if person.group == 2 { &[3, 2] } else { &[2, 1] };
        school.save(person, &school.ballot(0, choices)).await
    });
    let (answers, closed) = tokio::join!(futures_util::future::join_all(saving), school.close());
    assert_eq!(closed.phase, Phase::Closed);
    let public: PublicRecord = record(&school).await.ok();
    verify::public(&school.id, &public);
    let attempt = school.draw(1, &Draw::Server).await;
    verify::attempt(&school.view().await.lottery.log, &attempt);
    for (person, answer) in school.people.iter().zip(answers) {
        let line = attempt
            .lines
            .iter()
            .find(|line| line.entry == person.entry)
            .expect("a line");
        if answer.status == 200 {
            assert_eq!(answer.ok::<Receipt>().line, *line);
        } else {
            assert!(matches!(answer.problem(), Problem::WrongPhase { .. }));
            assert_eq!((line.version, line.choices.len()), (0, 0));
        }
    }
}

#[tokio::test]
async fn when_its_time_has_come_ballots_are_refused_and_the_sweep_closes() {
    let school = closing_in_an_hour(3).await;
    let person = &school.people[0];
    school.api.pass(HOUR - 1);
    let receipt: Receipt = school.save(person, &school.ballot(0, &[1])).await.ok();
    school.api.sweep().await;
    assert_eq!(school.view().await.lottery.phase, Phase::Open);
    school.api.pass(1);
    let late = school.save(person, &school.ballot(1, &[2])).await;
    assert!(matches!(late.problem(), Problem::WrongPhase { .. }));
    assert_eq!(record(&school).await.problem(), Problem::NotFound);
    school.api.pass(30);
    assert_eq!(school.api.sweep().await, 0);
    let public: PublicRecord = record(&school).await.ok();
    verify::public(&school.id, &public);
    assert_eq!(public.log[1].time, START + HOUR + 30);
    assert!(matches!(
        public.log[1].event,
        RecordEvent::Told(Event::Closed {
            entries: 3,
            saved: 1,
            ..
        })
    ));
    assert!(public.lines.iter().any(|line| line.line == receipt.line.hash()));
    // Nothing more happens by itself.
    school.api.pass(HOUR);
    school.api.sweep().await;
    assert_eq!(school.revision().await, 2);
}

#[tokio::test]
async fn when_its_time_has_come_the_first_act_closes() {
    let school = closing_in_an_hour(2).await;
    school.api.pass(HOUR);
    // A tab from before: the closing is on the record, and the tab is told that it is out of date.
    let change = ChangeRules {
        rules: {
            let mut rules = school.rules.clone();
            rules.closes_at = Some(START + 2 * HOUR);
            rules
        },
        catalogue: school.catalogue.clone(),
        note: None,
    };
    let late = school.put("rules").if_match(1).json(&change);
    assert_eq!(school.api.call(late).await.problem(), Problem::Stale { revision: 2 });
    let closed: Standing = school.act("closing", &Close::default()).await.ok();
    assert_eq!((closed.phase, closed.revision), (Phase::Closed, 2));
}

#[tokio::test]
async fn a_list_opened_again_after_its_time_waits_for_another_one() {
    let school = closing_in_an_hour(2).await;
    let person = &school.people[0];
    school.api.pass(HOUR);
    school.api.sweep().await;
    let open: Standing = school.act("reopening", &school.reason("The bus was late")).await.ok();
    assert_eq!(open.phase, Phase::Open);
    school.api.sweep().await;
    assert_eq!(school.view().await.lottery.phase, Phase::Open);
    let refused = school.save(person, &school.ballot(0, &[1])).await;
    assert!(matches!(refused.problem(), Problem::WrongPhase { .. }));
    let mut rules = school.rules.clone();
    rules.closes_at = Some(START + 2 * HOUR);
    let change = ChangeRules {
        rules: rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    };
    school.act("rules", &change).await.ok::<Standing>();
    let mut ballot = school.ballot(0, &[1]);
    ballot.rules = turnwise_shared::record::rules_hash(&rules);
    school.save(person, &ballot).await.ok::<Receipt>();
    school.api.pass(HOUR);
    school.api.sweep().await;
    let public: PublicRecord = record(&school).await.ok();
    verify::public(&school.id, &public);
    assert_eq!(public.log.len(), 5);
}

#[tokio::test]
async fn a_list_whose_entries_are_missing_waits_for_them() {
    let mut school = School::planned(Api::new(), 1, 2, ValuePlan::Server);
    school.rules.closes_at = Some(START + HOUR);
    school.api.call(school.opening()).await.ok::<Standing>();
    school
        .api
        .call(school.block(&school.people[..1]))
        .await
        .ok::<Standing>();
    let missing = Problem::EntriesMissing {
        announced: 2,
        present: 1,
    };
    assert_eq!(school.act("closing", &Close::default()).await.problem(), missing);
    school.api.pass(HOUR);
    school.api.sweep().await;
    assert_eq!(school.view().await.lottery.phase, Phase::Open);
    assert_eq!(school.act("closing", &Close::default()).await.problem(), missing);
    school
        .api
        .call(school.block(&school.people[1..]))
        .await
        .ok::<Standing>();
    school.api.sweep().await;
    assert_eq!(school.view().await.lottery.phase, Phase::Closed);
}

#[tokio::test]
async fn a_list_larger_than_a_row_of_the_store_is_kept_whole() {
    let school = School::open(2_500, ValuePlan::Server).await;
    school
        .save(&school.people[7], &school.ballot(0, &[2, 1]))
        .await
        .ok::<Receipt>();
    school.close().await;
    let public: PublicRecord = record(&school).await.ok();
    verify::public(&school.id, &public);
    let attempt = school.draw(1, &Draw::Server).await;
    assert_eq!(attempt.lines.len(), 2_500);
    let lines = serde_json::to_vec(&attempt.lines).expect("JSON");
    assert!(lines.len() > turnwise_server::store::MAX_ROW);
    verify::attempt(&school.view().await.lottery.log, &attempt);
}
