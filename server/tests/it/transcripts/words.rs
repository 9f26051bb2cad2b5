//! The eight words as people give them: other words than those of the last draw, and the right ones however written.

use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::record::Event;
use turnwise_shared::spoken;
use turnwise_shared::transcript::Transcript;

use super::{drawn_twice, ended, file, python, read, turnwise, verified};

/// The words that were told of this record.
fn told(transcript: &Transcript, record: u32) -> String {
    spoken::words(&transcript.log[record as usize - 1].head).join(" ")
}

/// What both commands say of words that are not those of the last draw.
fn refused(bytes: &[u8], words: &str) -> [String; 2] {
    let verdict = verified(bytes, Some(words));
    assert_eq!((verdict.code, verdict.failed.as_deref()), (Some(1), Some("words")));
    let (_folder, path) = file(bytes);
    [turnwise(), python()].map(|command| {
        let output = ended(command, &path, Some(words)).output;
        let line = output.lines().find(|line| line.starts_with("WRONG"));
        line.expect("something is wrong").to_owned()
    })
}

#[tokio::test]
async fn honest_words_of_an_earlier_time_accuse_nobody() {
    let bytes = drawn_twice(ValuePlan::Server, PassOrder::Same).await;
    let transcript = read(&bytes);
    for said in refused(&bytes, &told(&transcript, transcript.attempts[0].record)) {
        assert!(said.contains("of draw 1 of 2: ask for"), "{said}");
        assert!(!said.contains("exchanged"), "{said}");
    }
    let reopened = (1..)
        .zip(&transcript.log)
        .find(|(_, record)| record.event == Event::Reopened);
    let (reopened, _) = reopened.expect("it was opened again");
    assert_eq!(transcript.opened_again().len(), 1);
    let closed = transcript.opened_again()[0];
    assert!(closed < reopened);
    for said in refused(&bytes, &told(&transcript, closed)) {
        assert!(said.contains("of an end of choosing that was opened again"), "{said}");
        assert!(!said.contains("exchanged"), "{said}");
    }
    for said in refused(&bytes, "zoo zoo zoo zoo zoo zoo zoo zoo") {
        assert!(said.contains("misheard") && said.contains("exchanged"), "{said}");
    }
}

#[tokio::test]
async fn right_words_are_right_however_they_are_written() {
    let bytes = drawn_twice(ValuePlan::Server, PassOrder::Same).await;
    let words = verified(&bytes, None).words.expect("words");
    let numbered: Vec<String> = (1..)
        .zip(words.split(' '))
        .map(|(at, word)| format!("{at}. {word}"))
        .collect();
    let right = [
        words.to_uppercase(),
        words.replace(' ', "."),
        numbered.join("\n"),
        format!(
            "[20:15] Frau M\u{fc}ller: Die W\u{f6}rter sind: {}! Bitte vergleichen :)",
            words.replace(' ', ", ")
        ),
    ];
    for written in right {
        assert_eq!(verified(&bytes, Some(&written)).code, Some(0), "{written}");
        let given = spoken::typed(&written);
        let eight: Vec<&str> = words.split(' ').collect();
        assert!(spoken::are_in(&given, &eight), "on the page: {written}");
    }
    let (first, rest) = words.split_once(' ').expect("eight");
    for wrong in [
        rest.to_owned(),
        format!("{rest} {first}"),
        format!("{first}s {rest}"),
        String::new(),
    ] {
        assert_eq!(
            verified(&bytes, Some(&wrong)).failed.as_deref(),
            Some("words"),
            "{wrong}"
        );
    }
}
