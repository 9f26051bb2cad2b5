//! Saving a ballot: what is refused and why, and that a save is told apart from its repetition.

use serde_json::json;
use turnwise_shared::api::{ChangeRules, Draw, Receipt, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, Nonce};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::rules_hash;
use turnwise_shared::token::{Role, credential};

use crate::api::Call;
use crate::school::School;

#[tokio::test]
async fn choices_must_be_known_open_to_the_class_and_named_once() {
    let school = School::open(2, ValuePlan::Server).await;
    let (first, second) = (&school.people[0], &school.people[1]);
    assert_eq!((first.group, second.group), (1, 2));
    let cases: [(&[u32], &str); 6] = [
        (&[1, 2, 1], "choice 3: activity 1 is already in the list"),
        (&[4], "choice 1: there is no activity 4"),
        (&[2, 0], "choice 2: there is no activity 0"),
        (&[u32::MAX], "choice 1: there is no activity 4294967295"),
        (&[1, 3], "choice 2: activity 3 is not open to this group"),
        (&[1, 2, 1, 2], "more choices than activities"),
    ];
    for (choices, reason) in cases {
        let answer = school.save(first, &school.ballot(0, choices)).await;
        answer.invalid("choices", reason);
    }
    assert_eq!(school.visit(first).await.line.version, 0);
    school.save(second, &school.ballot(0, &[3, 1])).await.ok::<Receipt>();
    school.save(first, &school.ballot(0, &[])).await.ok::<Receipt>();
}

#[tokio::test]
async fn a_ballot_of_another_form_is_refused_and_nothing_is_lost() {
    let school = School::open(1, ValuePlan::Server).await;
    let person = &school.people[0];
    let good = serde_json::to_value(school.ballot(0, &[1])).expect("JSON");
    let cases = [
        ("/choices/0", json!(-1), "-1"),
        ("/choices/0", json!(1.0), "floating point"),
        ("/choices/0", json!("1"), "string"),
        ("/choices/0", json!(4_294_967_296_u64), "4294967296"),
        ("/choices", json!(null), "null"),
        ("/replaces", json!(-1), "-1"),
        ("/nonce", json!("00"), "16 bytes"),
        ("/rules", json!("AB"), "32 bytes"),
        ("/entry", json!(1_003), "unknown field `entry`"),
    ];
    for (pointer, value, reason) in cases {
        let mut body = good.clone();
        match body.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => body[&pointer[1..]] = value,
        }
        let call = school.put("entry/ballot").json(&body);
        assert_eq!(
            school.api.call(call).await.problem(),
            Problem::NotFound,
            "asked first who it is"
        );
        let call = path::below(&school.id, "entry/ballot");
        let call = Call::put(call).bearer(&person.keys.auth).json(&body);
        school.api.call(call).await.invalid("", reason);
    }
    let mut zeros = school.ballot(0, &[1]);
    zeros.nonce = Nonce::ZERO;
    school.save(person, &zeros).await.invalid("nonce", "zeros");
    assert_eq!(school.visit(person).await.line.version, 0);
}

#[tokio::test]
async fn the_same_save_again_gets_the_same_receipt() {
    let school = School::open(2, ValuePlan::Server).await;
    let person = &school.people[0];
    let ballot = school.ballot(0, &[2, 1]);
    let receipt: Receipt = school.save(person, &ballot).await.ok();
    assert_eq!((receipt.line.entry, receipt.line.version), (person.entry, 1));
    assert_eq!(receipt.line.choices, ballot.choices);
    assert_eq!(
        receipt.line.credential,
        credential(&school.id, &person.keys.auth, Role::Participant)
    );
    assert_eq!(school.save(person, &ballot).await.ok::<Receipt>(), receipt);
    assert_eq!(school.visit(person).await.line, receipt.line);
    // Also after closing and after the draw: a browser may have missed the answer.
    school.close().await;
    assert_eq!(school.save(person, &ballot).await.ok::<Receipt>(), receipt);
    school.draw(1, &Draw::Server).await;
    school.publish().await;
    assert_eq!(school.save(person, &ballot).await.ok::<Receipt>(), receipt);
}

#[tokio::test]
async fn two_devices_do_not_save_over_each_other() {
    let school = School::open(1, ValuePlan::Server).await;
    let person = &school.people[0];
    let (phone, desk) = (school.ballot(0, &[1, 2]), school.ballot(0, &[2]));
    let (one, other) = tokio::join!(school.save(person, &phone), school.save(person, &desk));
    let (kept, refused) = if one.status == 200 { (one, other) } else { (other, one) };
    assert_eq!(refused.problem(), Problem::BallotChanged { version: 1 });
    let kept: Receipt = kept.ok();
    assert_eq!(school.visit(person).await.line, kept.line);
    // The second device saw the first one's ballot and replaces it.
    let next = school.ballot(1, &[2]);
    assert_eq!(school.save(person, &next).await.ok::<Receipt>().line.version, 2);
    // Equal choices with another nonce are another save; versions to come do not exist yet.
    for replaces in [0, 1, 3, u32::MAX] {
        let answer = school.save(person, &school.ballot(replaces, &[2])).await;
        assert_eq!(answer.problem(), Problem::BallotChanged { version: 2 }, "{replaces}");
    }
    // A save that was replaced since is no repetition any more.
    let late = school
        .save(person, if kept.line.nonce == phone.nonce { &phone } else { &desk })
        .await;
    assert_eq!(late.problem(), Problem::BallotChanged { version: 2 });
}

#[tokio::test]
async fn a_ballot_names_the_rules_its_author_saw() {
    let school = School::open(1, ValuePlan::Server).await;
    let person = &school.people[0];
    let seen = school.ballot(0, &[1]);
    let mut rules = school.rules.clone();
    rules.activities[0].capacity = 5;
    let change = ChangeRules {
        rules: rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    };
    school.act("rules", &change).await.ok::<Standing>();
    let in_force = rules_hash(&rules);
    let outdated = Problem::RulesChanged { rules: in_force };
    assert_eq!(school.save(person, &seen).await.problem(), outdated);
    let mut invented = school.ballot(0, &[1]);
    invented.rules = Hash32([1; 32]);
    assert_eq!(school.save(person, &invented).await.problem(), outdated);
    let mut again = seen;
    again.rules = in_force;
    school.save(person, &again).await.ok::<Receipt>();
    assert_eq!(school.visit(person).await.lottery.rules, rules);
}

#[tokio::test]
async fn after_closing_every_new_ballot_is_refused_with_the_phase() {
    let school = School::open(2, ValuePlan::Server).await;
    let person = &school.people[0];
    let refused = |phase| Problem::WrongPhase { phase };
    school.close().await;
    assert_eq!(
        school.save(person, &school.ballot(0, &[1])).await.problem(),
        refused(Phase::Closed)
    );
    school.draw(1, &Draw::Server).await;
    assert_eq!(
        school.save(person, &school.ballot(0, &[1])).await.problem(),
        refused(Phase::Drawn)
    );
    school.publish().await;
    assert_eq!(
        school.save(person, &school.ballot(0, &[1])).await.problem(),
        refused(Phase::Published)
    );
    assert_eq!(school.visit(person).await.line.version, 0);
}

#[tokio::test]
async fn nonces_and_lines_are_hidden_while_the_list_is_open() {
    let school = School::open(2, ValuePlan::Server).await;
    let (author, other) = (&school.people[0], &school.people[1]);
    let ballot = school.ballot(0, &[1]);
    let receipt: Receipt = school.save(author, &ballot).await.ok();
    let (nonce, line) = (ballot.nonce.to_string(), receipt.line.hash().to_string());
    let call = path::lottery(&school.id);
    let administrator = Call::get(call).bearer(&school.keys.auth);
    let entry = path::below(&school.id, "entry");
    let other = Call::get(&entry).bearer(&other.keys.auth);
    for call in [administrator, other] {
        let text = school.api.call(call).await.text();
        assert!(!text.contains(&nonce) && !text.contains(&line), "{text}");
    }
    let mine = school.api.call(Call::get(&entry).bearer(&author.keys.auth)).await;
    assert!(mine.text().contains(&nonce));
    let record = Call::get(path::below(&school.id, "record"));
    assert_eq!(school.api.call(record).await.problem(), Problem::NotFound);
    // Closed: the hash of the line for everyone, but neither nonce nor choices.
    school.close().await;
    let record = Call::get(path::below(&school.id, "record"));
    let text = school.api.call(record).await.text();
    assert!(text.contains(&line) && !text.contains(&nonce), "{text}");
}
