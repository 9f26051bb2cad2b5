//! `docs/transcript-example.md` goes through `docs/transcript-example.json` byte by byte. Here it is written anew, each
//! string of bytes put together by hand, each hash compared with the product's; and compared with what stands there.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use turnwise_shared::draw;
use turnwise_shared::hash::{Hash32, labelled};
use turnwise_shared::lottery::{Rules, ValuePlan};
use turnwise_shared::record::{self, Event, Line, Value};
use turnwise_shared::transcript::{Recorded, Transcript};

/// Where it stands, for whoever has to write it anew.
const DOCUMENT: &str = include_str!("../../../docs/transcript-example.md");
const TRANSCRIPT: &str = include_str!("../../../docs/transcript-example.json");
const WORDS: &str = include_str!("../../../docs/words.txt");
/// The texts of the example, and what they are salted with.
const TEXT: &str = "Project week";

/// Bytes, and what each part of them is.
#[derive(Default)]
struct Parts(Vec<(Vec<u8>, String)>);

impl Parts {
    fn raw(mut self, bytes: &[u8], what: &str) -> Self {
        self.0.push((bytes.to_vec(), what.to_owned()));
        self
    }

    fn u8(self, value: u8, what: &str) -> Self {
        self.raw(&[value], &format!("{what}, u8"))
    }

    fn u32(self, value: u32, what: &str) -> Self {
        self.raw(&value.to_be_bytes(), &format!("{what}: {value}, u32"))
    }

    fn u64(self, value: u64, what: &str) -> Self {
        self.raw(&value.to_be_bytes(), &format!("{what}: {value}, u64"))
    }

    fn counted(self, numbers: &[u32], what: &str) -> Self {
        let count = u32::try_from(numbers.len()).expect("few");
        let start = self.u32(count, &format!("how many {what}s"));
        numbers.iter().fold(start, |parts, number| parts.u32(*number, what))
    }

    fn plan(self, plan: ValuePlan) -> Self {
        let ValuePlan::Numbers { count, low, high } = plan else {
            unreachable!("the example has numbers")
        };
        let parts = self.u8(3, "plan: numbers");
        parts.u32(count, "count").u32(low, "low").u32(high, "high")
    }

    /// Writes them down, and what they hash to.
    fn hash(self, label: &str, name: &str, text: &mut String) -> Hash32 {
        let bytes: Vec<u8> = self.0.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        let hash = labelled(label, &bytes);
        for (bytes, what) in &self.0 {
            let lines: Vec<String> = bytes.chunks(32).map(|part| HEXLOWER.encode(part)).collect();
            say(text, &format!("    {}  {what}", lines.join("\n    ")));
        }
        say(
            text,
            &format!("    {name} = H(\"{label}\", these {} bytes)", bytes.len()),
        );
        say(text, &format!("    = {hash}\n"));
        hash
    }
}

fn say(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("memory");
}

fn the_texts(rules: &Rules, text: &mut String) {
    say(text, "## The texts\n");
    say(
        text,
        &format!("Nothing but “{TEXT}”, behind 32 random bytes that hide it from whoever would guess.\n"),
    );
    let salt = labelled(TEXT, &1_u64.to_be_bytes());
    let parts = Parts::default().raw(&salt.0, "random").raw(TEXT.as_bytes(), TEXT);
    assert_eq!(parts.hash("text", "catalogue", text), rules.catalogue);
}

fn the_rules(rules: &Rules, text: &mut String) -> Hash32 {
    say(text, "## The rules\n");
    let limit = rules.limit.map_or(0, std::num::NonZeroU32::get);
    let start = Parts::default()
        .u32(1, "always")
        .u32(limit, "limit")
        .u8(1, "order of the rounds: snake")
        .u32(rules.notice, "notice")
        .u64(rules.closes_at.unwrap_or(0), "closes_at, 0 for none")
        .plan(rules.plan)
        .u32(
            u32::try_from(rules.activities.len()).expect("few"),
            "how many activities",
        );
    let parts = (1..).zip(&rules.activities).fold(start, |parts, (number, activity)| {
        parts
            .u32(activity.capacity, &format!("activity {number}: capacity"))
            .u32(activity.minimum, "minimum")
            .counted(&activity.slots, "slot")
            .counted(&activity.groups, "group")
    });
    let parts = parts.raw(&rules.catalogue.0, "catalogue");
    let hash = parts.hash("rules", "rules", text);
    assert_eq!(hash, record::rules_hash(rules));
    hash
}

fn the_list(lines: &[Line], text: &mut String) -> Hash32 {
    say(text, "## The list\n");
    let mut hashes = Vec::new();
    for line in lines {
        let parts = Parts::default()
            .u32(line.entry, "entry")
            .u32(line.group, "group")
            .raw(&line.credential.0, "credential")
            .u32(line.version, "version")
            .raw(&line.nonce.0, "nonce")
            .counted(&line.choices, "choice");
        let hash = parts.hash("line", &format!("line of {}", line.entry), text);
        assert_eq!(hash, line.hash());
        hashes.push((line.entry, hash));
    }
    let count = u32::try_from(lines.len()).expect("few");
    let parts = Parts::default().u32(count, "how many lines");
    let parts = hashes.iter().fold(parts, |parts, (entry, hash)| {
        parts.raw(&hash.0, &format!("line of {entry}"))
    });
    parts.hash("list", "list", text)
}

/// The body of a record, behind what all records begin with.
fn body(parts: Parts, event: &Event) -> Parts {
    match event {
        Event::Opened { rules, entries } => parts.raw(&rules.0, "rules").u32(*entries, "entries"),
        Event::Closed {
            list,
            entries,
            saved,
            plan,
            due,
        } => parts
            .raw(&list.0, "list")
            .u32(*entries, "entries")
            .u32(*saved, "saved")
            .plan(*plan)
            .u64(*due, "due"),
        Event::Drawn {
            value: Value::Numbers { numbers },
        } => numbers.iter().fold(parts, |parts, number| parts.u32(*number, "number")),
        Event::Published => parts,
        other => unreachable!("{other:?} is not in the example"),
    }
}

fn the_log(transcript: &Transcript, text: &mut String) {
    say(text, "## The log\n");
    let first = Parts::default().raw(&transcript.lottery.0, "lottery");
    let mut before = first.hash("lottery", "head 0", text);
    let names = ["opened", "", "", "", "closed", "", "", "drawn", "published"];
    for (
        number,
        Recorded {
            time,
            event,
            note,
            head,
        },
    ) in (1..).zip(&transcript.log)
    {
        let code = event.code();
        let parts = Parts::default()
            .raw(&before.0, &format!("head {}", number - 1))
            .u32(number, "record")
            .u64(*time, "time")
            .u8(code, &format!("kind: {}", names[usize::from(code) - 1]))
            .raw(&note.0, "note: none");
        before = body(parts, event).hash("log", &format!("head {number}"), text);
        assert_eq!(before, *head);
    }
}

/// The seed, from the head of the closing, number 2, and the value.
fn the_seed(transcript: &Transcript, text: &mut String) -> Hash32 {
    say(text, "## Value and seed\n");
    say(
        text,
        "The numbers could not be drawn before the moment that record 2 names; its head was there long before.\n",
    );
    let Event::Drawn {
        value: Value::Numbers { numbers },
    } = &transcript.log[2].event
    else {
        unreachable!("the example has numbers")
    };
    let parts = Parts::default().raw(&transcript.log[1].head.0, "head 2");
    let parts = numbers.iter().fold(parts, |parts, number| parts.u32(*number, "number"));
    let seed = parts.hash("draw", "seed", text);
    assert_eq!(Some(seed), transcript.attempts[0].seed);
    seed
}

fn the_order(transcript: &Transcript, seed: &Hash32, text: &mut String) -> Vec<u32> {
    say(text, "## The order\n");
    let mut stream = ChaCha20Rng::from_seed(seed.0);
    let first: Vec<String> = (0..16).map(|_| stream.next_u32().to_string()).collect();
    say(text, "The ChaCha20 stream of the seed begins with the words\n");
    for words in first.chunks(8) {
        say(text, &format!("    {}", words.join(" ")));
    }
    let mut order: Vec<u32> = transcript.lines.iter().map(|line| line.entry).collect();
    say(text, &format!("\nThe entries, ascending: {order:?}.\n"));
    say(
        text,
        "| i | refused from | word | j = word mod (i + 1) | after exchanging the places i and j |",
    );
    say(text, "|---|---|---|---|---|");
    let mut stream = ChaCha20Rng::from_seed(seed.0);
    for last in (1..order.len()).rev() {
        let choices = last as u64 + 1;
        let fair = (1_u64 << 32) - (1_u64 << 32) % choices;
        loop {
            let word = u64::from(stream.next_u32());
            if word >= fair {
                say(text, &format!("| {last} | {fair} | {word} | refused | |"));
                continue;
            }
            let chosen = word % choices;
            order.swap(last, usize::try_from(chosen).expect("small"));
            say(text, &format!("| {last} | {fair} | {word} | {chosen} | {order:?} |"));
            break;
        }
    }
    assert_eq!(order, transcript.attempts[0].order);
    say(text, &format!("\nThe order of the first round is {order:?}.\n"));
    order
}

/// What one entry may take, and why it does not take what stands before that on its list.
fn turn(line: &Line, held: &[u32], rules: &Rules, free: &[u32]) -> (Option<u32>, String) {
    let mut reasons = Vec::new();
    for &choice in &line.choices {
        let activity = &rules.activities[choice as usize - 1];
        let clash = held
            .iter()
            .find(|other| activity.clashes_with(&rules.activities[**other as usize - 1]));
        if held.contains(&choice) {
            continue;
        }
        if free[choice as usize - 1] == 0 {
            reasons.push(format!("{choice} is full"));
        } else if let Some(other) = clash {
            reasons.push(format!("{choice} is at the time of {other}"));
        } else {
            reasons.push(format!("takes {choice}"));
            return (Some(choice), reasons.join(", "));
        }
    }
    reasons.push("takes nothing".to_owned());
    (None, reasons.join(", "))
}

fn the_rule(transcript: &Transcript, order: &[u32], text: &mut String) {
    say(text, "## The rule\n");
    let rules = &transcript.rules[0];
    let limit = rules.limit.map_or(usize::MAX, |limit| limit.get() as usize);
    let mut free: Vec<u32> = rules.activities.iter().map(|activity| activity.capacity).collect();
    let mut got = vec![Vec::new(); transcript.lines.len()];
    say(text, "| round | entry | | places left of 1, 2, 3 |");
    say(text, "|---|---|---|---|");
    for round in 1_usize.. {
        let mut order = order.to_vec();
        if round.is_multiple_of(2) {
            order.reverse();
        }
        let mut taken = false;
        for entry in order {
            let at = transcript.lines.iter().position(|line| line.entry == entry);
            let at = at.expect("an entry");
            if got[at].len() >= limit {
                say(text, &format!("| {round} | {entry} | holds {limit}: no turn | |"));
                continue;
            }
            let (choice, reasons) = turn(&transcript.lines[at], &got[at], rules, &free);
            if let Some(choice) = choice {
                got[at].push(choice);
                free[choice as usize - 1] -= 1;
                taken = true;
            }
            say(text, &format!("| {round} | {entry} | {reasons} | {free:?} |"));
        }
        if !taken {
            break;
        }
    }
    assert_eq!(got, transcript.attempts[0].allocation);
    say(
        text,
        "\nNobody took anything in the last round, and no activity has a minimum: that is the result. By ascending entry:",
    );
    say(text, &format!("{got:?}.\n"));
}

fn the_words(transcript: &Transcript, text: &mut String) {
    say(text, "## The words\n");
    let head = transcript.log[1].head;
    let stretched = (0..65_536).fold(head, |w, _| labelled("words", w.as_bytes()));
    let bits: Vec<String> = stretched.0[..11].iter().map(|byte| format!("{byte:08b}")).collect();
    let (bits, list): (String, Vec<&str>) = (bits.concat(), WORDS.lines().collect());
    say(text, &format!("    w = head 2 = {head}"));
    say(
        text,
        &format!("    after 65,536 times w = H(\"words\", w): {stretched}\n"),
    );
    say(text, "| 11 bits | number | word |");
    say(text, "|---|---|---|");
    for at in 0..8 {
        let bits = &bits[at * 11..(at + 1) * 11];
        let number = usize::from_str_radix(bits, 2).expect("bits");
        assert_eq!(number, usize::from(draw::word_numbers(&head)[at]));
        say(text, &format!("| {bits} | {number} | {} |", list[number]));
    }
}

fn written() -> String {
    let transcript: Transcript = serde_json::from_str(TRANSCRIPT).expect("a transcript");
    let rules = &transcript.rules[0];
    let mut text = String::from(
        "# The example, byte by byte\n\n\
         Three people, two of whom saved a list; six numbers decide. Everything below is worked out from\n\
         `transcript-example.json` as `transcript.md` says. A test writes it anew and compares, so it cannot be out of date.\n\
         Bytes are in hexadecimal digits, 32 on a line, each part with what it is.\n\n",
    );
    the_texts(rules, &mut text);
    let hash = the_rules(rules, &mut text);
    let list = the_list(&transcript.lines, &mut text);
    assert!(matches!(transcript.log[0].event, Event::Opened { rules, .. } if rules == hash));
    assert!(matches!(transcript.log[1].event, Event::Closed { list: fixed, .. } if fixed == list));
    the_log(&transcript, &mut text);
    let seed = the_seed(&transcript, &mut text);
    let order = the_order(&transcript, &seed, &mut text);
    the_rule(&transcript, &order, &mut text);
    the_words(&transcript, &mut text);
    text
}

#[test]
fn the_worked_example_in_the_documents_comes_out_byte_for_byte() {
    let written = written();
    let kept = concat!(env!("CARGO_TARGET_TMPDIR"), "/transcript-example.md");
    std::fs::write(kept, &written).expect("a file");
    assert!(written == DOCUMENT, "docs/transcript-example.md should be as {kept}");
}
