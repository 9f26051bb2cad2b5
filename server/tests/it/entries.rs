//! Entries: announced on the record, sent in blocks, each number and each link once.

use turnwise_shared::api::{AddEntries, BLOCK, Close, EntriesBlock, NewEntry, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{MAX_ENTRIES, Phase, ValuePlan};
use turnwise_shared::seal::Sealed;
use turnwise_shared::token::Role;

use crate::api::{Answer, Api, Call};
use crate::school::{Person, School, id, keys};

async fn send(school: &School, entries: Vec<NewEntry>) -> Answer {
    school
        .api
        .call(school.put("entries").json(&EntriesBlock { entries }))
        .await
}

async fn announce(school: &School, revision: u32, entries: u32) -> Answer {
    let call = Call::post(path::below(&school.id, "entries")).bearer(&school.keys.auth);
    school
        .api
        .call(call.if_match(revision).json(&AddEntries { entries }))
        .await
}

fn late(school: &School, entry: u32) -> Person {
    Person {
        entry,
        group: 1,
        keys: keys(&school.id, Role::Participant, u64::from(entry)),
    }
}

#[tokio::test]
async fn entries_arrive_in_blocks_in_any_order_and_as_often_as_needed() {
    let school = School::planned(Api::new(), 1, 95, ValuePlan::Server);
    school.api.call(school.opening()).await.ok::<Standing>();
    let mut present = 0;
    for block in school.people.chunks(BLOCK).rev() {
        present += block.len();
        for _again in 0..2 {
            let standing: Standing = school.api.call(school.block(block)).await.ok();
            assert_eq!((standing.present as usize, standing.revision), (present, 1));
        }
    }
    let view = school.view().await;
    let mut numbers: Vec<u32> = school.people.iter().map(|person| person.entry).collect();
    numbers.sort_unstable();
    assert_eq!(
        view.entries.iter().map(|entry| entry.entry).collect::<Vec<_>>(),
        numbers
    );
    assert!(
        view.entries
            .iter()
            .all(|entry| entry.version == 0 && entry.choices.is_empty())
    );
    assert_eq!(view.lottery.entries, 95);
}

#[tokio::test]
async fn a_block_that_is_half_there_brings_the_other_half() {
    let school = School::planned(Api::new(), 1, 4, ValuePlan::Server);
    school.api.call(school.opening()).await.ok::<Standing>();
    let first: Standing = school.api.call(school.block(&school.people[..3])).await.ok();
    let second: Standing = school.api.call(school.block(&school.people[1..])).await.ok();
    assert_eq!((first.present, second.present), (3, 4));
}

#[tokio::test]
async fn a_block_has_its_bounds() {
    let school = School::planned(Api::new(), 1, 60, ValuePlan::Server);
    school.api.call(school.opening()).await.ok::<Standing>();
    let good: Vec<NewEntry> = school.people.iter().map(|person| school.new_entry(person)).collect();
    let too_many = send(&school, good[..=BLOCK].to_vec()).await;
    too_many.invalid("entries", "more than 40 at once");
    let with = |change: &dyn Fn(&mut NewEntry)| {
        let mut entries = good[..3].to_vec();
        change(&mut entries[2]);
        entries
    };
    for number in [0, 999, 1_000_000, u32::MAX] {
        let answer = send(&school, with(&|new| new.entry = number)).await;
        answer.invalid("entries[2].entry", "four to six digits");
    }
    let answer = send(&school, with(&|new| new.entry = good[0].entry)).await;
    answer.invalid("entries[2].entry", "twice");
    let answer = send(&school, with(&|new| new.credential = good[0].credential)).await;
    answer.invalid("entries[2].credential", "twice");
    let answer = send(&school, with(&|new| new.credential = Hash32::ZERO)).await;
    answer.invalid("entries[2].credential", "no credential");
    let answer = send(&school, with(&|new| new.wrap = Sealed(vec![0; 257]))).await;
    answer.invalid("entries[2].wrap", "256 bytes");
    assert_eq!(
        school.view().await.entries.len(),
        0,
        "a block is there whole or not at all"
    );
}

#[tokio::test]
async fn a_number_or_link_that_is_taken_is_named() {
    let school = School::planned(Api::new(), 1, 6, ValuePlan::Server);
    school.api.call(school.opening()).await.ok::<Standing>();
    school
        .api
        .call(school.block(&school.people[..2]))
        .await
        .ok::<Standing>();
    let known = school.new_entry(&school.people[0]);
    let taken = |what: &str, number| Problem::Taken {
        what: what.to_owned(),
        number,
    };
    let mut other_link = known.clone();
    other_link.credential = Hash32([8; 32]);
    assert_eq!(
        send(&school, vec![other_link]).await.problem(),
        taken("entry", known.entry)
    );
    let mut other_group = known.clone();
    other_group.group = 9;
    assert_eq!(
        send(&school, vec![other_group]).await.problem(),
        taken("entry", known.entry)
    );
    let mut other_number = known.clone();
    other_number.entry = 9_999;
    assert_eq!(send(&school, vec![other_number]).await.problem(), taken("link", 9_999));
}

#[tokio::test]
async fn more_than_announced_is_refused_and_more_can_be_announced() {
    let school = School::open(2, ValuePlan::Server).await;
    let late = late(&school, 4_711);
    let block = vec![school.new_entry(&late)];
    send(&school, block.clone())
        .await
        .invalid("entries", "more than were announced");
    let announced: Standing = announce(&school, 1, 1).await.ok();
    assert_eq!((announced.revision, announced.present), (2, 2));
    // The same announcement again, on the revision it was made on, is the same act.
    assert_eq!(announce(&school, 1, 1).await.ok::<Standing>(), announced);
    let missing = school.act("closing", &Close::default()).await;
    let expected = Problem::EntriesMissing {
        announced: 3,
        present: 2,
    };
    assert_eq!(missing.problem(), expected);
    let arrived: Standing = send(&school, block.clone()).await.ok();
    assert_eq!((arrived.revision, arrived.present), (2, 3));
    school
        .save(&late, &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    assert_eq!(school.close().await.phase, Phase::Closed);
    // What is there already is no news, in any phase; what is not comes too late.
    send(&school, block).await.ok::<Standing>();
    let mut later = school.new_entry(&late);
    later.entry = 4_712;
    later.credential = Hash32([9; 32]);
    assert_eq!(
        send(&school, vec![later]).await.problem(),
        Problem::WrongPhase { phase: Phase::Closed }
    );
}

#[tokio::test]
async fn nobody_announces_nothing_or_more_than_there_can_be() {
    let school = School::open(2, ValuePlan::Server).await;
    for entries in [0, MAX_ENTRIES - 1, u32::MAX] {
        announce(&school, 1, entries)
            .await
            .invalid("entries", "expected 1 to 100000");
    }
    let mut request = school.open_request();
    for entries in [0, MAX_ENTRIES + 1] {
        request.entries = entries;
        let call = Call::put(path::lottery(&id(2)));
        let call = call
            .bearer(&school.keys.auth)
            .header("if-none-match", "*")
            .json(&request);
        school.api.call(call).await.invalid("entries", "expected 1 to 100000");
    }
}
