//! Transcripts of draws that a public value decided, honest and doctored.

use turnwise_shared::api::{Draw, Redraw, Standing};
use turnwise_shared::lottery::ValuePlan;

use super::{bytes, ended, file, python, read, turnwise, verified};
use crate::api::Api;
use crate::public_values::{SIX, beacon, before_the_round, numbers};
use crate::school::School;

/// Decided by the one round whose signature the tests know.
pub(super) async fn by_beacon() -> Vec<u8> {
    let school = School::planned(before_the_round(), 1, 6, ValuePlan::Drand);
    school.begin().await;
    school.everyone_ranks().await;
    school.notice_passes();
    school.close().await;
    school.notice_passes();
    school.draw(1, &beacon()).await;
    school.publish().await;
    bytes(&school).await
}

/// Numbers that were let pass, drawn, misread, corrected, announced once more, let pass, and drawn again.
pub(super) async fn by_numbers() -> Vec<u8> {
    let school = School::planned(Api::new(), 1, 6, SIX);
    let redraw = async |reason: &str| {
        let note = school.reason(reason).note;
        let redraw = Redraw { note, moment: None };
        school.act("redraw", &redraw).await.ok::<Standing>();
        school.notice_passes();
    };
    school.begin().await;
    school.everyone_ranks().await;
    school.notice_passes();
    school.close().await;
    school.notice_passes();
    let again = school.reason("Two were ill");
    school.act("reopening", &again).await.ok::<Standing>();
    school.close().await;
    school.notice_passes();
    redraw("No numbers were drawn").await;
    school.draw(3, &numbers(&[1, 2, 3, 4, 5, 6])).await;
    school.publish().await;
    let correction = Draw::Numbers {
        numbers: vec![1, 2, 3, 4, 5, 7],
        note: Some(school.reason("A seven read as a six").note),
    };
    school.draw(4, &correction).await;
    redraw("The drum was not full").await;
    redraw("Nor was it now").await;
    school.draw(6, &numbers(&[49, 48, 47, 46, 45, 44])).await;
    school.publish().await;
    bytes(&school).await
}

#[tokio::test]
async fn a_beacon_is_checked_by_the_program_that_can_and_the_other_says_that_it_cannot() {
    let honest = by_beacon().await;
    let verdict = verified(&honest, None);
    assert_eq!((verdict.code, verdict.failed), (Some(0), None));
    assert_eq!(verified(&honest, verdict.words.as_deref()).code, Some(0));
    let (_folder, path) = file(&honest);
    let [rust, python] = [turnwise(), python()].map(|command| ended(command, &path, None).output);
    assert!(rust.contains("right    signature "), "{rust}");
    assert!(
        python.contains("not checked: signature (turnwise verify checks it)"),
        "{python}"
    );
}

#[tokio::test]
async fn numbers_let_pass_corrected_and_drawn_again_are_all_in_the_file() {
    let honest = by_numbers().await;
    let verdict = verified(&honest, None);
    assert_eq!((verdict.code, &verdict.failed), (Some(0), &None));
    let outline: Vec<_> = read(&honest)
        .attempts
        .iter()
        .map(|attempt| (attempt.record, attempt.drawn))
        .collect();
    let expected = [
        (2, None),
        (4, None),
        (5, Some(6)),
        (5, Some(8)),
        (9, None),
        (10, Some(11)),
    ];
    assert_eq!(outline, expected);
    let (_folder, path) = file(&honest);
    let output = ended(turnwise(), &path, None).output;
    assert!(output.contains("draws made: 3, let pass: 3."), "{output}");
}
