//! Whoever has the record of a draw checks it: on a page that asks no server, and goes on without one.

use std::num::NonZeroU32;
use std::path::Path;

use serde_json::json;
use turnwise_shared::beacon::{GENESIS, PERIOD};
use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Event, Line, Value, first_head, head, list_hash, rules_hash};
use turnwise_shared::replay::Replay;
use turnwise_shared::spoken::words;
use turnwise_shared::transcript::{Attempted, FORMAT, Recorded, Transcript};

use crate::browser::{Browser, Driver, Kind};
use crate::product::Product;
use crate::recorder::Recorder;

/// The worked example of the format, drawn by numbers.
const EXAMPLE: &str = include_str!("../../../docs/transcript-example.json");

/// drand's own signature on this round.
pub(crate) const ROUND: u64 = 123;
pub(crate) const SIGNATURE: &str =
    "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

/// One place each of two, decided by a public value.
fn rules() -> Rules {
    let activity = Activity {
        capacity: 1,
        minimum: 0,
        slots: Vec::new(),
        groups: Vec::new(),
    };
    Rules {
        limit: NonZeroU32::new(1),
        pass_order: PassOrder::Same,
        notice: 300,
        closes_at: None,
        plan: ValuePlan::Drand,
        activities: vec![activity; 2],
        catalogue: Hash32([5; 32]),
    }
}

/// Somebody who wants the first, else the second.
fn line(entry: u32) -> Line {
    Line {
        entry,
        group: 1,
        credential: Hash32([6; 32]),
        version: 1,
        nonce: Nonce([7; 16]),
        choices: vec![1, 2],
    }
}

/// What happened, up to publishing.
fn log(lottery: &LotteryId, rules: &Rules, lines: &[Line], value: &Value) -> Vec<Recorded> {
    let people = u32::try_from(lines.len()).expect("few enough");
    let opened = Event::Opened {
        rules: rules_hash(rules),
        entries: people,
    };
    let closed = Event::Closed {
        list: list_hash(&lines.iter().map(Line::hash).collect::<Vec<_>>()),
        entries: people,
        saved: people,
        plan: rules.plan,
        due: ROUND,
    };
    let drawn = Event::Drawn { value: value.clone() };
    let moment = GENESIS + (ROUND - 1) * PERIOD;
    let events = [
        (moment - 90_000, opened),
        (moment - 300, closed),
        (moment + 60, drawn),
        (moment + 90, Event::Published),
    ];
    let mut before = first_head(lottery);
    let records = (1..).zip(events).map(|(number, (time, event))| {
        let note = Hash32::ZERO;
        before = head(&before, number, time, &note, &event);
        let head = before;
        Recorded {
            time,
            event,
            note,
            head,
        }
    });
    records.collect()
}

/// So many people and two places, drawn by that round with this signature; all else follows from it.
pub(crate) fn by_public_value(people: u32, signature: &str) -> Transcript {
    let value = Value::Drand {
        round: ROUND,
        signature: signature.parse().expect("hexadecimal"),
    };
    let (lottery, rules) = (LotteryId([8; 16]), rules());
    let lines: Vec<Line> = (1..=people).map(|number| line(1000 + 3 * number)).collect();
    let log = log(&lottery, &rules, &lines, &value);
    let replay = Replay::new(&rules, &log[1].head, &value, &lines).expect("a draw");
    let attempt = Attempted {
        record: 2,
        drawn: Some(3),
        seed: replay.seed,
        order: replay.pass(1),
        allocation: replay.allocation(),
    };
    Transcript {
        format: FORMAT,
        lottery,
        log,
        rules: vec![rules],
        lines,
        attempts: vec![attempt],
    }
}

/// Chooses a file with this text.
pub(crate) async fn choose(browser: &Browser, folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("written");
    let field = browser.field("The record of the draw").await;
    let path = file.to_str().expect("a path");
    field.send_keys(path).await.expect("it takes a file");
}

/// Opens the page and waits until all that a check may need has come.
pub(crate) async fn open(browser: &Browser, line: &Recorder) {
    browser.go(&format!("{}/check.html", line.address)).await;
    browser.see("//h1[normalize-space()='Check the draw']").await;
    let name = loop {
        let sent = String::from_utf8_lossy(&line.sent()).into_owned();
        let names = sent.split("GET /").skip(1).filter_map(|rest| rest.split(' ').next());
        let mut wasm = names.filter(|name| name.starts_with("beacon-") && name.contains(".wasm"));
        match wasm.next() {
            Some(name) => break name.to_owned(),
            None => tokio::task::yield_now().await,
        }
    };
    let kept = "const [name, done] = arguments; \
        const ask = () => fetch(name, { cache: 'only-if-cached', mode: 'same-origin' }) \
            .then((answer) => answer.arrayBuffer()).then(() => done(true), () => setTimeout(ask, 50)); \
        ask()";
    let kept = browser
        .client()
        .execute_async(kept, vec![json!(format!("./{name}"))])
        .await;
    assert_eq!(kept.expect("it runs"), true);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_record_checks_it_and_nothing_is_sent() {
    let (driver, product) = (Driver::start(), Product::start());
    let line = Recorder::start(&product.address).await;
    let folder = tempfile::tempdir().expect("a folder");
    let phone = driver.open(Kind::Phone).await;
    open(&phone, &line).await;
    phone.is_accessible().await;
    let before = line.sent().len();

    let transcript = by_public_value(3, SIGNATURE);
    let text = serde_json::to_string(&transcript).expect("written");
    choose(&phone, folder.path(), "draw.json", &text).await;
    phone.read("This record is consistent").await;
    phone.read("3 take part, 3 lists were saved, 1 draw was made.").await;
    phone.read("Every draw is there, decided by what was announced.").await;
    assert_eq!(line.sent().len(), before, "something was sent");
    phone.is_accessible().await;

    // Typed in after the check, as they were read aloud.
    let mut spoken = words(&transcript.log[1].head).map(str::to_owned);
    phone.fill("The eight words", &spoken.join(", ").to_uppercase()).await;
    phone.read("The words you typed are those of this record").await;
    spoken[2] = "misheard".to_owned();
    phone.fill("The eight words", &spoken.join(" ")).await;
    phone.read("its 3rd word is").await;
    phone.is_accessible().await;

    line.cut();
    let forged = by_public_value(3, &SIGNATURE.replace("b75c69d0", "b75c69d1"));
    let forged = serde_json::to_string(&forged).expect("written");
    choose(&phone, folder.path(), "forged.json", &forged).await;
    phone.read("This record is not consistent").await;
    phone
        .see("//li[@data-state='wrong'][.//strong[normalize-space()='The public number']]")
        .await;
    assert!(
        !phone.text().await.contains("Eight words"),
        "words of a record that is wrong"
    );
    choose(&phone, folder.path(), "draw.json", &text).await;
    phone.read("This record is consistent").await;
    let sent = String::from_utf8_lossy(&line.sent()).into_owned();
    assert!(!sent.contains("/api"), "the page asked the server");
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doctored_record_fails_where_it_was_doctored_and_other_files_are_told_apart() {
    let (driver, product) = (Driver::start(), Product::start());
    let line = Recorder::start(&product.address).await;
    let folder = tempfile::tempdir().expect("a folder");
    let desk = driver.open(Kind::Desk).await;
    open(&desk, &line).await;

    let doctored = EXAMPLE.replace("[[],[3,2],[1]]", "[[],[3,1],[2]]");
    choose(&desk, folder.path(), "doctored.json", &doctored).await;
    desk.read("In draw 1 number 1006 was given something else than the rule gives.")
        .await;
    desk.see("//li[@data-state='wrong'][.//strong[normalize-space()='The results']]")
        .await;
    desk.read("do not rely on it").await;
    desk.is_accessible().await;
    let exchanged = EXAMPLE.replace("\"choices\":[1,2]}", "\"choices\":[2,1]}");
    choose(&desk, folder.path(), "exchanged.json", &exchanged).await;
    desk.see("//li[@data-state='wrong'][.//strong[normalize-space()='The lists']]")
        .await;
    desk.read("Not looked at after that: what decided, the order and the results.")
        .await;

    let cases = [
        ("empty.json", String::new(), "This file is empty."),
        (
            "key.json",
            "{\"title\":\"Club evening\"}".to_owned(),
            "This is not the record of a draw.",
        ),
        (
            "cut.json",
            EXAMPLE[..900].to_owned(),
            "The end of this file is missing: only 900 bytes of it are here.",
        ),
        (
            "newer.json",
            EXAMPLE.replacen(":1,", ":2,", 1),
            "This record is in format 2",
        ),
        ("spaced.json", EXAMPLE.replace(',', ", "), "another program wrote it"),
        (
            "damaged.json",
            EXAMPLE.replace("snake", "snaky"),
            "the file is damaged, or somebody changed it",
        ),
    ];
    for (name, text, expected) in cases {
        choose(&desk, folder.path(), name, &text).await;
        desk.read(expected).await;
        assert!(!desk.text().await.contains("What was checked"), "{name}");
    }
    desk.is_accessible().await;
    choose(&desk, folder.path(), "draw.json", EXAMPLE).await;
    desk.read("This record is consistent").await;
    desk.read("3 take part, 2 lists were saved, 1 draw was made.").await;
    desk.read("it is nobody’s word").await;
    desk.close().await;
}
