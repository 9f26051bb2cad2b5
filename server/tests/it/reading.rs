//! Reading: what each asker sees, and that nothing is sent again that is known already.

use axum::http::StatusCode;
use turnwise_shared::api::{AdministratorView, ParticipantView, Standing, path};
use turnwise_shared::lottery::{Phase, ValuePlan};

use crate::api::{Answer, Api, Call, START};
use crate::school::{Person, School};

async fn administrator(school: &School, known: &str) -> Answer {
    let call = Call::get(path::lottery(&school.id)).bearer(&school.keys.auth);
    school.api.call(call.header("if-none-match", known)).await
}

async fn participant(school: &School, person: &Person, known: &str) -> Answer {
    let call = Call::get(path::below(&school.id, "entry")).bearer(&person.keys.auth);
    school.api.call(call.header("if-none-match", known)).await
}

fn is_known(answer: &Answer) -> bool {
    assert!(answer.header("etag").starts_with('"'));
    assert_eq!(answer.status == StatusCode::NOT_MODIFIED, answer.body.is_empty());
    answer.status == StatusCode::NOT_MODIFIED
}

#[tokio::test]
async fn the_administrators_answer_changes_with_records_entries_and_ballots() {
    let school = School::planned(Api::new(), 1, 3, ValuePlan::Server);
    school.api.call(school.opening()).await.ok::<Standing>();
    let mut tags: Vec<String> = Vec::new();
    let mut changed = async |what: &str| {
        let tag = administrator(&school, "\"x\"").await.header("etag").to_owned();
        assert!(is_known(&administrator(&school, &tag).await), "{what}");
        assert!(
            is_known(&administrator(&school, &format!("\"a\", W/{tag}")).await),
            "{what}"
        );
        for old in &tags {
            assert!(!is_known(&administrator(&school, old).await), "{what}");
        }
        assert!(!tags.contains(&tag), "{what}");
        tags.push(tag);
    };
    changed("opened").await;
    school.api.call(school.block(&school.people)).await.ok::<Standing>();
    changed("entries").await;
    school
        .save(&school.people[0], &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    changed("a ballot").await;
    school
        .save(&school.people[0], &school.ballot(1, &[1]))
        .await
        .ok::<serde_json::Value>();
    changed("another one").await;
    school.close().await;
    changed("closed").await;
}

#[tokio::test]
async fn a_participants_answer_changes_with_records_and_the_own_ballot_alone() {
    let school = School::open(2, ValuePlan::Server).await;
    let (mine, other) = (&school.people[0], &school.people[1]);
    let first = participant(&school, mine, "\"x\"").await.header("etag").to_owned();
    school
        .save(other, &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    assert!(is_known(&participant(&school, mine, &first).await));
    school
        .save(mine, &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    let saved = participant(&school, mine, &first).await;
    assert!(!is_known(&saved));
    let saved = saved.header("etag").to_owned();
    assert!(is_known(&participant(&school, mine, &saved).await));
    school.close().await;
    assert!(!is_known(&participant(&school, mine, &saved).await));
}

#[tokio::test]
async fn the_administrator_sees_every_ballot_by_number() {
    let school = School::open(4, ValuePlan::Server).await;
    school.everyone_ranks().await;
    let view: AdministratorView = administrator(&school, "\"x\"").await.ok();
    assert_eq!(view.progress, 3);
    assert!(view.entries.is_sorted_by(|a, b| a.entry < b.entry));
    for person in &school.people {
        let entry = view
            .entries
            .iter()
            .find(|entry| entry.entry == person.entry)
            .expect("an entry");
        assert_eq!(entry.group, person.group);
        let line = school.visit(person).await.line;
        assert_eq!((entry.version, &entry.choices), (line.version, &line.choices));
    }
}

#[tokio::test]
async fn a_participant_sees_the_rules_and_the_own_line_and_nobody_elses() {
    let school = School::open(4, ValuePlan::Server).await;
    school.everyone_ranks().await;
    school.api.pass(7);
    let answer = participant(&school, &school.people[1], "\"x\"").await;
    let view: ParticipantView = answer.ok();
    assert_eq!(view.line.entry, school.people[1].entry);
    let lottery = view.lottery;
    assert_eq!(
        (lottery.phase, lottery.now, lottery.entries),
        (Phase::Open, START + 7, 4)
    );
    assert_eq!(lottery.expires_at, START + 90 * 86_400);
    assert_eq!(
        (lottery.rules, lottery.catalogue),
        (school.rules.clone(), school.catalogue.clone())
    );
    for other in school.people.iter().filter(|other| other.entry != view.line.entry) {
        assert!(!answer.text().contains(&other.entry.to_string()), "{}", answer.text());
    }
}
