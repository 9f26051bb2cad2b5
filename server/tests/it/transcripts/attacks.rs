//! Every way of doctoring a transcript, tried twice: plainly, and with all hashes computed again. The first is noticed by a
//! check; the second by the words that were read aloud, or it changes nothing that anybody could rely on.

use turnwise_shared::hash::{Hash32, Nonce};
use turnwise_shared::lottery::PassOrder;
use turnwise_shared::record::{Event, Value, rules_hash};
use turnwise_shared::transcript::{MAX_BYTES, Recorded, Transcript};

use super::forged::forge;
use super::public_attacks::inserted;
use super::{ValuePlan, Verdict, drawn_twice, ended, file, python, read, turnwise, verified, written};

/// What is done, which check notices it, and what notices it once everything was computed again.
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) change: fn(&mut Transcript),
    pub(super) plain: &'static str,
    pub(super) forged: Forged,
}

/// What becomes of an attack once every hash was computed again.
#[derive(Clone, Copy)]
pub(super) enum Forged {
    /// The file is consistent, and the words are others.
    Words,
    /// Computing everything again undoes it: the file is the honest one.
    Honest,
    /// This check notices it all the same.
    Check(&'static str),
    /// The signature notices it, which one of the two programs checks.
    Signature,
}

/// The record of this kind, the last one.
pub(super) fn last(log: &mut [Recorded], kind: fn(&Event) -> bool) -> &mut Recorded {
    log.iter_mut()
        .rfind(|record| kind(&record.event))
        .expect("there is one")
}

/// Takes out the first draw and the record that announced the second.
pub(super) fn without_the_first_draw(it: &mut Transcript) {
    let redraw = it
        .log
        .iter()
        .position(|record| matches!(record.event, Event::Redraw { .. }));
    let first = it
        .log
        .iter()
        .position(|record| matches!(record.event, Event::Drawn { .. }));
    let (first, redraw) = (first.expect("a draw"), redraw.expect("another"));
    let gone = u32::try_from(redraw + 1 - first).expect("few records");
    it.log.drain(first..=redraw);
    let mut attempt = it.attempts.remove(1);
    (attempt.record, attempt.drawn) = (it.attempts[0].record, attempt.drawn.map(|drawn| drawn - gone));
    it.attempts = vec![attempt];
}

const ATTACKS: &[Attack] = &[
    Attack {
        name: "one list altered",
        change: |it| it.lines[1].choices.reverse(),
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "one list emptied",
        change: |it| {
            let line = &mut it.lines[2];
            (line.version, line.nonce, line.choices) = (0, Nonce::ZERO, Vec::new());
        },
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "a list added for somebody who had saved none",
        change: |it| {
            let line = it.lines.iter_mut().find(|line| line.version == 0);
            let line = line.expect("somebody saved nothing");
            (line.version, line.nonce, line.choices) = (1, Nonce([7; 16]), vec![1]);
        },
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "one entry dropped",
        change: |it| drop(it.lines.remove(3)),
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "one entry added after the list was fixed",
        change: |it| {
            let mut line = it.lines[1].clone();
            line.entry = 99_999;
            it.lines.push(line);
        },
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "a list moved to another entry",
        change: |it| {
            let choices = std::mem::take(&mut it.lines[1].choices);
            it.lines[4].choices = choices;
        },
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "two lists swapped",
        change: |it| {
            let (a, b) = (it.lines[1].entry, it.lines[4].entry);
            it.lines.swap(1, 4);
            (it.lines[1].entry, it.lines[4].entry) = (a, b);
        },
        plain: "list",
        forged: Forged::Words,
    },
    Attack {
        name: "an impossible list",
        change: |it| it.lines[1].choices = vec![1, 1],
        plain: "list",
        forged: Forged::Check("list"),
    },
    Attack {
        name: "a capacity changed after closing",
        change: |it| it.rules.last_mut().expect("rules").activities[0].capacity += 1,
        plain: "rules",
        forged: Forged::Words,
    },
    Attack {
        name: "a change of rules put in behind the closing",
        change: |it| {
            let mut rules = it.rules.last().expect("rules").clone();
            rules.activities[0].capacity += 1;
            let event = Event::RulesChanged {
                rules: rules_hash(&rules),
            };
            it.rules.push(rules);
            let closing = it
                .log
                .iter()
                .rposition(|record| matches!(record.event, Event::Closed { .. }));
            inserted(it, closing.expect("a closing") + 1, event, Hash32::ZERO);
        },
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "other texts",
        change: |it| it.rules.last_mut().expect("rules").catalogue = Hash32([5; 32]),
        plain: "rules",
        forged: Forged::Words,
    },
    Attack {
        name: "another order per round, in one version of the rules",
        change: |it| it.rules[0].pass_order = PassOrder::ReverseAfterFirst,
        plain: "rules",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "a closing backdated behind what was before it",
        change: |it| last(&mut it.log, |event| matches!(event, Event::Closed { .. })).time -= 61,
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "a closing backdated a little",
        change: |it| last(&mut it.log, |event| matches!(event, Event::Closed { .. })).time -= 30,
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "another number of saved lists",
        change: |it| {
            if let Event::Closed { saved, .. } =
                &mut last(&mut it.log, |event| matches!(event, Event::Closed { .. })).event
            {
                *saved += 1;
            }
        },
        plain: "log",
        forged: Forged::Honest,
    },
    Attack {
        name: "a kind of value that was not planned",
        change: |it| {
            if let Event::Redraw { plan, .. } =
                &mut last(&mut it.log, |event| matches!(event, Event::Redraw { .. })).event
            {
                *plan = ValuePlan::OwnList;
            }
        },
        plain: "log",
        forged: Forged::Check("rules"),
    },
    Attack {
        name: "another value",
        change: |it| {
            if let Event::Drawn { value } = &mut last(&mut it.log, |event| matches!(event, Event::Drawn { .. })).event {
                *value = Value::Server { bytes: Hash32([1; 32]) };
            }
        },
        plain: "log",
        // The server's word: only whoever kept the head of the draw could tell. See docs/transcript.md.
        forged: Forged::Check("none"),
    },
    Attack {
        name: "a reason left out",
        change: |it| last(&mut it.log, |event| matches!(event, Event::Redraw { .. })).note = Hash32::ZERO,
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "an earlier draw removed",
        change: without_the_first_draw,
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "an earlier draw left out of the attempts",
        change: |it| drop(it.attempts.remove(0)),
        plain: "value",
        forged: Forged::Check("value"),
    },
    Attack {
        name: "a reopening left out",
        change: |it| {
            let at = it.log.iter().position(|record| matches!(record.event, Event::Reopened));
            let at = at.expect("a reopening");
            it.log.drain(at - 1..=at);
            for attempt in &mut it.attempts {
                (attempt.record, attempt.drawn) = (attempt.record - 2, attempt.drawn.map(|drawn| drawn - 2));
            }
        },
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "the last record left out",
        change: |it| drop(it.log.pop()),
        plain: "log",
        forged: Forged::Check("log"),
    },
    Attack {
        name: "a right seed and an order that is not",
        change: |it| it.attempts[1].order.swap(0, 1),
        plain: "order",
        forged: Forged::Honest,
    },
    Attack {
        name: "another seed",
        change: |it| it.attempts[0].seed = Some(Hash32([2; 32])),
        plain: "order",
        forged: Forged::Honest,
    },
    Attack {
        name: "an allocation edited by hand",
        change: |it| {
            let got = it.attempts[1].allocation.iter().position(|got| !got.is_empty());
            it.attempts[1].allocation[got.expect("somebody got something")].clear();
        },
        plain: "result",
        forged: Forged::Honest,
    },
    Attack {
        name: "an allocation one short",
        change: |it| drop(it.attempts[1].allocation.pop()),
        plain: "result",
        forged: Forged::Honest,
    },
    Attack {
        name: "another lottery's log",
        change: |it| it.lottery.0[0] ^= 1,
        plain: "log",
        forged: Forged::Words,
    },
    Attack {
        name: "another format",
        change: |it| it.format = 2,
        plain: "form",
        forged: Forged::Check("form"),
    },
];

fn failed(verdict: &Verdict) -> &str {
    verdict.failed.as_deref().unwrap_or("none")
}

/// Tries each of them on this transcript, plainly and with everything computed again.
pub(super) fn tried(honest: &[u8], attacks: &[Attack]) {
    let words = verified(honest, None).words.expect("words");
    for attack in attacks {
        let mut doctored = read(honest);
        let before: Vec<Hash32> = doctored.rules.iter().map(rules_hash).collect();
        (attack.change)(&mut doctored);
        let verdict = verified(&written(&doctored), Some(&words));
        assert_eq!(
            (verdict.code, failed(&verdict)),
            (Some(1), attack.plain),
            "{}",
            attack.name
        );
        forge(&mut doctored, &before);
        with_everything_computed_again(attack, honest, &written(&doctored), &words);
    }
}

fn with_everything_computed_again(attack: &Attack, honest: &[u8], forged: &[u8], words: &str) {
    let name = attack.name;
    if matches!(attack.forged, Forged::Signature) {
        let (_folder, path) = file(forged);
        let [rust, python] = [turnwise(), python()].map(|command| ended(command, &path, Some(words)));
        let verdict = Verdict::of(&rust);
        assert_eq!((verdict.code, failed(&verdict)), (Some(1), "signature"), "{name}");
        assert_eq!(python.code, Some(0), "{name}");
        assert!(python.output.contains("not checked: signature"), "{name}");
        return;
    }
    let verdict = verified(forged, Some(words));
    match attack.forged {
        Forged::Words => {
            assert_eq!((verdict.code, failed(&verdict)), (Some(1), "words"), "{name}");
            assert_eq!(verified(forged, None).code, Some(0), "{name}: only the words tell");
        }
        Forged::Honest => assert_eq!(forged, honest, "{name}"),
        Forged::Check("none") => assert_eq!(verdict.code, Some(0), "{name}"),
        Forged::Check(check) => assert_eq!((verdict.code, failed(&verdict)), (Some(1), check), "{name}"),
        Forged::Signature => {}
    }
}

#[tokio::test]
async fn every_attack_is_noticed_plain_and_with_all_hashes_computed_again() {
    tried(&drawn_twice(ValuePlan::Server, PassOrder::Snake).await, ATTACKS);
}

#[tokio::test]
async fn a_file_that_is_written_otherwise_is_refused_wherever_it_differs() {
    let honest = drawn_twice(ValuePlan::OwnList, PassOrder::Same).await;
    let text = String::from_utf8(honest.clone()).expect("text");
    let swapped = text
        .replacen("\"format\":1,", "", 1)
        .replacen("\"log\":", "\"format\":1,\"log\":", 1);
    let cases = [
        text.replacen("\"format\":1", "\"format\":01", 1),
        text.replacen("\"format\":1", "\"format\":1.0", 1),
        text.replacen("\"format\":1", "\"format\":1,\"format\":1", 1),
        text.replacen("\"format\":1", "\"format\": 1", 1),
        text.replacen("\"format\":1", "\"format\":1,\"more\":0", 1),
        text.replacen("\"entries\":", "\"entries\":0", 1),
        text.replacen("\"kind\":\"opened\"", "\"kind\":\"op\\u0065ned\"", 1),
        text.replacen("\"notice\":0,", "", 1),
        text.replacen("\"lottery\":\"", "\"lottery\":\"A", 1),
        text.to_uppercase(),
        swapped,
        format!("{text}\n"),
        format!(" {text}"),
        format!("{text}{text}"),
        "[]".to_owned(),
        "null".to_owned(),
        String::new(),
    ];
    for case in cases {
        let verdict = verified(case.as_bytes(), None);
        assert_eq!(
            (verdict.code, failed(&verdict)),
            (Some(1), "form"),
            "{}",
            &case[..case.len().min(60)]
        );
    }
    for length in (0..honest.len()).step_by(honest.len() / 40) {
        let verdict = verified(&honest[..length], None);
        assert_eq!(
            (verdict.code, failed(&verdict)),
            (Some(1), "form"),
            "cut after {length}"
        );
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_without_being_read() {
    let (_folder, path) = file(b"");
    let huge = std::fs::File::create(&path).expect("a file");
    huge.set_len(100_000_000).expect("a hole");
    const { assert!(100_000_000 > MAX_BYTES) };
    for command in [turnwise(), python()] {
        let verdict = Verdict::of(&ended(command, &path, None));
        assert_eq!((verdict.code, failed(&verdict)), (Some(1), "form"));
    }
}
