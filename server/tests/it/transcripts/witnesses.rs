//! What no check of a transcript alone can notice, and who notices it: whoever compared the words, whose browser kept a
//! record, whose browser opens the texts.

use turnwise_shared::catalogue::{ActivityText, Catalogue};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::record::{Event, Value, rules_hash};
use turnwise_shared::seal::{Purpose, SaltedText, SealFault};
use turnwise_shared::spoken;
use turnwise_shared::transcript::{Kept, Transcript};

use super::attacks::without_the_first_draw;
use super::forged::forge;
use super::kept::{beside, json, organisers, record};
use super::{bytes, read, verified, written};
use crate::api::Api;
use crate::public_values::{SIX, numbers};
use crate::school::{KEY, NOTICE, School, id};

/// Six numbers; choosing ended long after the notice had passed.
async fn honest() -> Vec<u8> {
    let school = School::planned(Api::new(), 1, 6, SIX);
    school.begin().await;
    school.everyone_ranks().await;
    school.api.pass(u64::from(NOTICE) + 1_000);
    school.close().await;
    school.api.pass(NOTICE.into());
    school.draw(1, &numbers(&[3, 1, 4, 1, 5, 9])).await;
    school.publish().await;
    bytes(&school).await
}

/// Doctored, with everything computed again.
fn doctored(honest: &[u8], change: impl FnOnce(&mut Transcript)) -> Vec<u8> {
    let mut transcript = read(honest);
    let before: Vec<Hash32> = transcript.rules.iter().map(rules_hash).collect();
    change(&mut transcript);
    forge(&mut transcript, &before);
    written(&transcript)
}

/// What a record that goes no further than this revision says of a transcript: which check failed.
fn noticed(transcript: &[u8], honest: &[u8], place: usize, revision: usize) -> Option<String> {
    let mut kept = record(&read(honest), place);
    kept.seen.truncate(revision);
    beside(transcript, &json(&kept)).0.failed
}

/// The same of the organiser's record.
fn noticed_by_the_organiser(transcript: &[u8], honest: &[u8], revision: usize) -> Option<String> {
    let mut kept = organisers(&read(honest));
    kept.seen.truncate(revision);
    beside(transcript, &json(&kept)).0.failed
}

#[tokio::test]
async fn different_lists_shown_to_different_people() {
    let honest = honest().await;
    let words = verified(&honest, None).words;
    let other = doctored(&honest, |it| it.lines[2].choices.reverse());
    // The file is consistent. The words are others.
    assert_eq!(verified(&other, None).code, Some(0));
    assert_eq!(verified(&other, words.as_deref()).failed.as_deref(), Some("words"));
    for place in 0..6 {
        // Whoever looked since choosing ended.
        assert_eq!(noticed(&other, &honest, place, 2).as_deref(), Some("record"), "{place}");
        // Whoever did not: the one whose list it is, and nobody else.
        let own = (place == 2).then_some("record");
        assert_eq!(noticed(&other, &honest, place, 1).as_deref(), own, "{place}");
        assert_eq!(noticed(&honest, &honest, place, 2), None, "{place}");
    }
    // And the organiser, whose browser looked since choosing ended.
    let said = [(1, None), (2, Some("record"))];
    for (revision, failed) in said {
        let found = noticed_by_the_organiser(&other, &honest, revision);
        assert_eq!(found.as_deref(), failed, "{revision}");
        assert_eq!(noticed_by_the_organiser(&honest, &honest, revision), None);
    }
}

#[tokio::test]
async fn a_closing_dated_back() {
    let honest = honest().await;
    let words = verified(&honest, None).words;
    // Ten minutes earlier, and still after the notice: numbers of the minutes between could have been known.
    let other = doctored(&honest, |it| it.log[1].time -= 600);
    assert_eq!(verified(&other, None).code, Some(0));
    assert_eq!(verified(&other, words.as_deref()).failed.as_deref(), Some("words"));
    let closed = read(&honest).log[1].time;
    let mut kept = record(&read(&honest), 3);
    kept.seen.truncate(1);
    for (minutes, failed) in [(0, Some("record")), (7, Some("record")), (8, None)] {
        kept.seen[0].at = closed - minutes * 60;
        let verdict = beside(&other, &json(&kept)).0;
        assert_eq!(verdict.failed.as_deref(), failed, "still open {minutes} minutes before");
        let mut kept = organisers(&read(&honest));
        kept.seen.truncate(1);
        kept.seen[0].at = closed - minutes * 60;
        let verdict = beside(&other, &json(&kept)).0;
        assert_eq!(
            verdict.failed.as_deref(),
            failed,
            "the organiser's, {minutes} minutes before"
        );
    }
}

/// With words that are right, from a server that dated this record back as it wrote it: what is said by somebody whose device saw,
/// so many seconds after that date, that it was not there.
fn dated_back(bytes: &[u8], number: usize, after: u64) -> Option<String> {
    let words = verified(bytes, None).words;
    assert_eq!(verified(bytes, words.as_deref()).code, Some(0));
    let transcript = read(bytes);
    let mut kept = record(&transcript, 3);
    kept.seen[number - 2].at = transcript.log[number - 1].time + after;
    let failed = beside(bytes, &json(&kept)).0.failed;
    kept = Kept {
        seen: kept.seen,
        ..organisers(&transcript)
    };
    assert_eq!(beside(bytes, &json(&kept)).0.failed, failed, "the organiser's");
    failed
}

#[tokio::test]
async fn a_reopening_dated_before_the_numbers_were_drawn() {
    let honest = super::public::by_numbers().await;
    // A second before the moment: as if nobody could have known what the first closing would give.
    let other = doctored(&honest, |it| {
        it.log[2].time -= 1;
        it.attempts.remove(0);
    });
    for (after, failed) in [(120, None), (121, Some("record"))] {
        assert_eq!(dated_back(&other, 3, after).as_deref(), failed, "{after}");
    }
}

#[tokio::test]
async fn a_change_of_rules_dated_back_by_its_notice() {
    // The second record changes the rules: as if it had been announced as long before the closing as the rules promise.
    let other = super::drawn_twice(SIX, PassOrder::Same).await;
    assert!(matches!(read(&other).log[1].event, Event::RulesChanged { .. }));
    for (after, failed) in [(120, None), (u64::from(NOTICE), Some("record"))] {
        assert_eq!(dated_back(&other, 2, after).as_deref(), failed, "{after}");
    }
}

#[tokio::test]
async fn an_earlier_draw_removed() {
    let honest = super::drawn_twice(ValuePlan::Server, PassOrder::Same).await;
    let other = doctored(&honest, without_the_first_draw);
    // The words are those of the closing, which everyone was told.
    let closing = read(&honest).log[read(&honest).attempts[0].record as usize - 1].head;
    let words = spoken::words(&closing).join(" ");
    assert_eq!(verified(&other, Some(&words)).code, Some(0));
    let all = read(&honest).log.len();
    let closed = read(&honest).attempts[0].record as usize;
    // Of the draw that is gone a device saw only that it happened; or everything; or nothing of it.
    let cases = [
        (closed, Some(all), Some("record")),
        (all, None, Some("record")),
        (closed, None, None),
    ];
    for (number, (until, and, failed)) in cases.iter().enumerate() {
        let saw = |number: usize| number <= *until || Some(number) == *and;
        for place in [1, 3] {
            let mut kept = record(&read(&honest), place);
            kept.seen.retain(|seen| saw(seen.revision.get() as usize));
            assert_eq!(beside(&honest, &json(&kept)).0.failed, None, "{number}");
            let verdict = beside(&other, &json(&kept)).0;
            assert_eq!(verdict.failed.as_deref(), *failed, "{number}");
        }
    }
}

#[tokio::test]
async fn another_value_of_the_servers_is_noticed_by_whoever_saw_the_draw() {
    let honest = super::drawn_twice(ValuePlan::Server, PassOrder::Same).await;
    let words = verified(&honest, None).words;
    let other = doctored(&honest, |it| {
        let drawn = it.attempts[1].drawn.expect("a draw") as usize;
        it.log[drawn - 1].event = Event::Drawn {
            value: Value::Server { bytes: Hash32([1; 32]) },
        };
    });
    assert_eq!(verified(&other, words.as_deref()).code, Some(0));
    let drawn = read(&honest).attempts[1].drawn.expect("a draw") as usize;
    assert_eq!(noticed(&other, &honest, 3, drawn).as_deref(), Some("record"));
    assert_eq!(noticed(&other, &honest, 3, drawn - 1), None);
}

#[tokio::test]
async fn different_texts_sealed_for_different_people() {
    let honest = honest().await;
    let (lottery, salt) = (id(1), [7; 32]);
    let texts = ["Climbing on Monday", "Climbing on Tuesday"].map(|text| SaltedText::new(&salt, text));
    // Only one of them hashes to what the rules name; the browser of whoever got the other refuses it.
    let sealed = texts.each_ref().map(|text| {
        let sealed = text.seal(&KEY, Purpose::Catalogue, &lottery, [1; 12]);
        sealed.expect("a short text")
    });
    let open = |at: usize| SaltedText::open(&KEY, Purpose::Catalogue, &lottery, &sealed[at], &texts[0].hash());
    assert_eq!(open(0).map(|text| text.hash()), Ok(texts[0].hash()));
    assert_eq!(open(1).map(|text| text.hash()), Err(SealFault::OtherText));
    // Naming the other one in the rules changes every head: the words tell.
    let words = verified(&honest, None).words;
    let other = doctored(&honest, |it| it.rules[0].catalogue = texts[1].hash());
    assert_eq!(verified(&other, None).code, Some(0));
    assert_eq!(verified(&other, words.as_deref()).failed.as_deref(), Some("words"));
}

/// The texts of two activities with these titles.
fn titled(titles: [&str; 2]) -> SaltedText {
    let activity = |title: &str| ActivityText {
        title: title.to_owned(),
        ..ActivityText::default()
    };
    let catalogue = Catalogue {
        activities: titles.map(activity).into(),
        ..Catalogue::default()
    };
    SaltedText::new(&[7; 32], &serde_json::to_string(&catalogue).expect("JSON"))
}

#[tokio::test]
async fn the_titles_of_two_activities_exchanged() {
    let texts = [["Climbing", "Pottery"], ["Pottery", "Climbing"]].map(titled);
    let [named, exchanged] = texts.each_ref().map(SaltedText::hash);
    let honest = doctored(&honest().await, |it| it.rules[0].catalogue = named);
    let told = verified(&honest, None);
    assert_eq!(told.code, Some(0));
    // The server hands out the other texts: no browser opens them, for the rules name the first.
    let sealed = texts[1]
        .seal(&KEY, Purpose::Catalogue, &id(1), [1; 12])
        .expect("sealed");
    let opened = SaltedText::open(&KEY, Purpose::Catalogue, &id(1), &sealed, &named);
    assert_eq!(opened.map(|text| text.hash()), Err(SealFault::OtherText));
    // It puts the other hash into the rules: the log names the first rules.
    let mut plain = read(&honest);
    plain.rules[0].catalogue = exchanged;
    assert_eq!(verified(&written(&plain), None).failed.as_deref(), Some("rules"));
    // And into everything that follows: the words are others, and whoever saw the draw opened saw another record.
    let forged = doctored(&honest, |it| it.rules[0].catalogue = exchanged);
    assert_eq!(verified(&forged, None).code, Some(0));
    assert_eq!(
        verified(&forged, told.words.as_deref()).failed.as_deref(),
        Some("words")
    );
    assert_eq!(noticed(&forged, &honest, 2, 1).as_deref(), Some("record"));
}

#[tokio::test]
async fn a_text_in_another_normal_form_is_another_text() {
    let (composed, decomposed) = ("T\u{f6}pfern f\u{e4}llt aus", "To\u{308}pfern fa\u{308}llt aus");
    assert_ne!(composed, decomposed);
    let salt = [7; 32];
    let texts = [composed, decomposed].map(|text| SaltedText::new(&salt, text));
    assert_ne!(texts[0].hash(), texts[1].hash());
    let lottery = id(1);
    let sealed = texts[1]
        .seal(&KEY, Purpose::Note, &lottery, [1; 12])
        .expect("a short text");
    let opened = SaltedText::open(&KEY, Purpose::Note, &lottery, &sealed, &texts[0].hash());
    assert_eq!(opened.map(|text| text.hash()), Err(SealFault::OtherText));
    // As the reason of a record: the hash is of the very bytes, and it is part of the head.
    let honest = super::public::by_numbers().await;
    let with = |hash: Hash32| {
        doctored(&honest, |it| {
            let redraw = it.log.iter_mut().rfind(|it| matches!(it.event, Event::Redraw { .. }));
            redraw.expect("a redraw").note = hash;
        })
    };
    let [one, other] = texts.each_ref().map(|text| verified(&with(text.hash()), None));
    assert_eq!((one.code, other.code), (Some(0), Some(0)));
    assert_ne!(one.words, other.words);
}
