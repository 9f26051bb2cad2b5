//! The record that one's own browser kept, a participant's or the organiser's, laid beside the transcript.

use std::process::Command;

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::record::Event;
use turnwise_shared::transcript::{FORMAT, Kept, Seen, Transcript};

use super::public::by_numbers;
use super::{Verdict, compared, drawn_twice, file, finished, page, python, read, turnwise, written};

/// What all say of a transcript beside a record; and the whole output of one of them.
pub(super) fn beside(bytes: &[u8], kept: &[u8]) -> (Verdict, String) {
    let (_folder, transcript) = file(bytes);
    let (_other, record) = file(kept);
    let with = |mut command: Command| {
        command.arg(&transcript).arg("--record").arg(&record);
        command
    };
    let output = finished(with(turnwise())).output;
    let verdict = compared([turnwise(), python()].map(with));
    assert_eq!(page::failed(bytes, Some(kept)), verdict.failed, "on the page");
    (verdict, output)
}

/// The honest record of the entry at this place of the list, which saw every head as soon as it was there.
pub(super) fn record(transcript: &Transcript, place: usize) -> Kept {
    let line = transcript.lines[place].clone();
    let seen = (1..).zip(&transcript.log).map(|(revision, record)| Seen {
        revision: std::num::NonZeroU32::new(revision).expect("from 1"),
        head: record.head,
        at: record.time,
    });
    Kept {
        format: FORMAT,
        lottery: transcript.lottery,
        entry: Some(line.entry),
        seen: seen.collect(),
        saved: if line.version > 0 { vec![line] } else { Vec::new() },
    }
}

/// The organiser's, who has no list: the same heads.
pub(super) fn organisers(transcript: &Transcript) -> Kept {
    Kept {
        entry: None,
        saved: Vec::new(),
        ..record(transcript, 0)
    }
}

fn closing(transcript: &Transcript) -> usize {
    let closed = |record: &turnwise_shared::transcript::Recorded| matches!(record.event, Event::Closed { .. });
    transcript.log.iter().rposition(closed).expect("a closing")
}

/// A change of an honest record.
type Change<'a> = &'a dyn Fn(&mut Kept);

/// What is said of the record of the second entry once it was changed.
fn with(honest: &[u8], change: Change<'_>) -> (Verdict, String) {
    let mut kept = record(&read(honest), 1);
    change(&mut kept);
    beside(honest, &json(&kept))
}

#[tokio::test]
async fn a_record_that_fits_is_right_and_every_contradiction_is_said() {
    let honest = drawn_twice(ValuePlan::Server, PassOrder::Snake).await;
    let transcript = read(&honest);
    assert!(!page::is_kept(&honest), "the page takes it for the other file");
    for place in 0..transcript.lines.len() {
        let kept = json(&record(&transcript, place));
        assert!(page::is_kept(&kept), "{place}");
        let (verdict, output) = beside(&honest, &kept);
        assert_eq!((verdict.code, verdict.failed), (Some(0), None));
        let own = if transcript.lines[place].version > 0 {
            "your list is as you saved it"
        } else {
            "nothing was saved under your number"
        };
        let said = format!("right    record    It goes on from what you saw, and {own}.");
        assert!(output.contains(&said), "{output}");
    }
    let at = closing(&transcript);
    let time = transcript.log[at].time;
    let behind = u32::try_from(transcript.log.len()).expect("few") + 1;
    let wrong: [Change<'_>; 12] = [
        &|kept| kept.format = 2,
        &|kept| kept.lottery = LotteryId([1; 16]),
        &|kept| kept.entry = Some(99_999),
        &|kept| kept.seen[3].head = Hash32([3; 32]),
        &|kept| kept.seen[0].head = transcript.log[1].head,
        // Still seen open two minutes and a second after the closing is dated.
        &|kept| kept.seen[at - 1].at = time + 121,
        // A redraw came after it, and is dated long before "now".
        &|kept| kept.seen[at].at = u64::MAX,
        // More was seen than the file has, and not how it ends.
        &|kept| kept.seen.last_mut().expect("heads").revision = behind.try_into().expect("from 1"),
        &|kept| kept.saved[0].version += 1,
        &|kept| kept.saved[0].choices.reverse(),
        &|kept| kept.saved[0].group += 1,
        &|kept| kept.saved.push(transcript.lines[2].clone()),
    ];
    for (number, change) in wrong.iter().enumerate() {
        let (verdict, output) = with(&honest, change);
        assert_eq!(
            (verdict.code, verdict.failed.as_deref()),
            (Some(1), Some("record")),
            "{number}"
        );
        assert!(output.contains("NOT the one you know"), "{number}");
    }
}

#[tokio::test]
async fn what_a_record_says_nothing_about_is_no_contradiction() {
    let honest = drawn_twice(ValuePlan::Server, PassOrder::Snake).await;
    let transcript = read(&honest);
    let at = closing(&transcript);
    let time = transcript.log[at].time;
    let behind = u32::try_from(transcript.log.len()).expect("few") + 1;
    let fine: [(Change<'_>, &str); 9] = [
        // Clocks differ a little.
        (&|kept| kept.seen[at - 1].at = time + 120, "as you saved it"),
        (&|kept| kept.seen.clear(), "as you saved it"),
        // Seen after the file ends, as it does end: something happened since.
        (
            &|kept| kept.seen[0].revision = behind.try_into().expect("from 1"),
            "as you saved it.\nnot checked: later records (your device saw more",
        ),
        (
            &|kept| kept.seen.clear(),
            "right    record    Your list is as you saved it.\n",
        ),
        // Nothing in it, and nothing is said to be right.
        (
            &|kept| (kept.seen, kept.saved) = (Vec::new(), Vec::new()),
            "\nnot checked: record (nothing in it to compare)\nnot checked: list",
        ),
        (
            &|kept| (kept.seen, kept.saved, kept.entry) = (Vec::new(), Vec::new(), None),
            "\nnot checked: record (nothing in it to compare)\n",
        ),
        // The one with the highest version is the last one, wherever it stands.
        (
            &|kept| {
                let mut older = kept.saved[0].clone();
                older.version = 0;
                kept.saved.push(older);
            },
            "as you saved it",
        ),
        (
            &|kept| kept.saved.clear(),
            "not checked: list (newer than your record: was that you?)",
        ),
        // Where a link was replaced after saving, the list is the same under another one.
        (&|kept| kept.saved[0].credential = Hash32([9; 32]), "as you saved it"),
    ];
    for (number, (change, said)) in fine.iter().enumerate() {
        let (verdict, output) = with(&honest, change);
        assert_eq!((verdict.code, verdict.failed), (Some(0), None), "{number}: {output}");
        assert!(output.contains(said), "{number}: {output}");
    }
}

#[tokio::test]
async fn an_organisers_record_has_no_list_and_its_heads_count() {
    let honest = drawn_twice(ValuePlan::Server, PassOrder::Snake).await;
    let transcript = read(&honest);
    let at = closing(&transcript);
    let time = transcript.log[at].time;
    let (verdict, output) = beside(&honest, &json(&organisers(&transcript)));
    assert_eq!((verdict.code, verdict.failed), (Some(0), None), "{output}");
    assert!(
        output.contains("right    record    It goes on from what you saw.\n"),
        "{output}"
    );
    let wrong: [Change<'_>; 4] = [
        &|kept| kept.seen[3].head = Hash32([3; 32]),
        &|kept| kept.seen[at - 1].at = time + 121,
        &|kept| kept.saved.push(transcript.lines[2].clone()),
        &|kept| kept.lottery = LotteryId([1; 16]),
    ];
    for (number, change) in wrong.iter().enumerate() {
        let mut kept = organisers(&transcript);
        change(&mut kept);
        let (verdict, _) = beside(&honest, &json(&kept));
        let expected = (Some(1), Some("record"));
        assert_eq!((verdict.code, verdict.failed.as_deref()), expected, "{number}");
    }
}

#[tokio::test]
async fn where_no_link_was_replaced_the_link_is_compared_too() {
    let honest = by_numbers().await;
    let mut kept = record(&read(&honest), 3);
    assert_eq!(beside(&honest, &json(&kept)).0.code, Some(0));
    kept.saved[0].credential = Hash32([9; 32]);
    let (verdict, _) = beside(&honest, &json(&kept));
    assert_eq!((verdict.code, verdict.failed.as_deref()), (Some(1), Some("record")));
}

#[tokio::test]
async fn a_record_that_is_written_otherwise_is_none() {
    let honest = drawn_twice(ValuePlan::OwnList, PassOrder::Same).await;
    let kept = record(&read(&honest), 2);
    let text = String::from_utf8(json(&kept)).expect("text");
    let cases = [
        text.replacen("\"format\":1", "\"format\":01", 1),
        text.replacen("\"format\":1,", "", 1),
        text.replacen("\"entry\":", "\"more\":0,\"entry\":", 1),
        text.replacen("\"revision\":1,", "\"revision\":0,", 1),
        text.replacen(",\"at\":", ",\"at\":-", 1),
        format!("{text} "),
        String::new(),
        "[]".to_owned(),
    ];
    for case in cases {
        let (verdict, _) = beside(&honest, case.as_bytes());
        assert_eq!(
            (verdict.code, verdict.failed.as_deref()),
            (Some(1), Some("record")),
            "{case}"
        );
    }
    // What is not consistent is not compared with anything.
    let mut doctored = read(&honest);
    doctored.attempts.pop();
    let (verdict, output) = beside(&written(&doctored), &json(&kept));
    assert_eq!(verdict.failed.as_deref(), Some("value"));
    assert!(output.contains("not checked: record"), "{output}");
    for mut command in [turnwise(), python()] {
        let (_folder, transcript) = file(&honest);
        command.arg(&transcript).args(["--record", "/nowhere/record.json"]);
        assert_eq!(finished(command).code, Some(2));
    }
}

pub(super) fn json(kept: &Kept) -> Vec<u8> {
    serde_json::to_vec(kept).expect("written")
}
