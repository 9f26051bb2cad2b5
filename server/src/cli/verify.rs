//! `turnwise verify`: checks a transcript (`docs/transcript.md`), each check on a line of its own, and asks nobody.
//!
//! That all is right makes a transcript *consistent*. Whether it is *genuine* only the words can tell that were read
//! aloud before the value was known: `--words` makes comparing them a check.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use turnwise_shared::beacon::Beacon;
use turnwise_shared::draw::word_numbers;
use turnwise_shared::hash::Hash32;
use turnwise_shared::transcript::{Check, MAX_BYTES, Report, Transcript};

/// The words that numbers stand for when they are read aloud.
const WORDS: &str = include_str!("../../../docs/words.txt");
/// What the exit code says when something is not right, and when there is nothing to look at.
const WRONG: u8 = 1;
const UNREADABLE: u8 = 2;

/// What is to be checked.
#[derive(Args)]
pub struct Verify {
    /// The transcript.
    file: PathBuf,
    /// The eight words that were read aloud when choosing ended.
    #[arg(long)]
    words: Option<String>,
}

/// Checks, prints, and says by the exit code how it went.
pub fn run(flags: &Verify) -> ExitCode {
    let bytes = match read(flags) {
        Ok(bytes) => bytes,
        Err(fault) => {
            eprintln!("turnwise: {}: {fault}", flags.file.display());
            return ExitCode::from(UNREADABLE);
        }
    };
    let mut lines = Lines::default();
    match parse(&bytes) {
        Ok(transcript) => told(
            &transcript.check(&Beacon::is_genuine, &mut |_| {}),
            flags.words.as_deref(),
            &mut lines,
        ),
        Err(fault) => {
            lines.wrong("form", &fault);
            lines.skipped(Check::ALL.iter().skip(1).map(|check| check.name()));
        }
    }
    print!("{}", lines.text);
    ExitCode::from(if lines.wrong { WRONG } else { 0 })
}

/// No more than a transcript may have, and one byte.
fn read(flags: &Verify) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(&flags.file)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Written as the format says, and not otherwise: whoever writes it again gets the same bytes.
fn parse(bytes: &[u8]) -> Result<Transcript, String> {
    if bytes.len() > MAX_BYTES {
        return Err("The file is larger than any transcript may be: it is something else.".to_owned());
    }
    let transcript: Transcript = serde_json::from_slice(bytes)
        .map_err(|fault| format!("This is not a transcript, or not all of it: {fault}."))?;
    let again = serde_json::to_vec(&transcript).map_err(|fault| fault.to_string())?;
    let differs = bytes.iter().zip(&again).position(|(given, again)| given != again);
    match differs.or((bytes.len() != again.len()).then_some(again.len().min(bytes.len()))) {
        Some(at) => Err(format!(
            "From byte {at} on the file is not written as a transcript is: somebody rewrote it."
        )),
        None => Ok(transcript),
    }
}

fn told(report: &Report, words: Option<&str>, lines: &mut Lines) {
    let told = |check: &&Check| **check != Check::Signature || report.beacons > 0;
    for check in report.passed.iter().filter(told) {
        lines.right(check.name(), right(*check));
    }
    if let Some(fault) = report.fault {
        lines.wrong(fault.check().name(), &fault.to_string());
        let passed = report.passed.len() + 1;
        lines.skipped(Check::ALL.iter().skip(passed).map(|check| check.name()));
    }
    let spoken = spoken(&report.head);
    match words {
        // What the words stand for was not what the file says: comparing them would prove nothing.
        Some(_) if report.fault.is_some() => lines.skipped(["words"]),
        Some(words) if same(words, &spoken) => lines.right("words", "They are those that were read aloud."),
        Some(_) => lines.wrong(
            "words",
            "These are not the words of this draw: the list, the rules or the texts were exchanged after they were read aloud.",
        ),
        None => {}
    }
    lines.say(&format!(
        "\n{} take part, {} lists were saved, {} {} made.",
        report.entries,
        report.saved,
        report.draws,
        if report.draws == 1 { "draw was" } else { "draws were" }
    ));
    if report.fault.is_some() {
        return lines.say("This transcript is NOT consistent.");
    }
    lines.say(&format!("The words of the last draw: {spoken}."));
    lines.say(if words.is_some() {
        "This transcript is consistent."
    } else {
        "This transcript is consistent. Whether it is genuine, the words can tell: compare them with those that were read \
         aloud (--words)."
    });
}

fn right(check: Check) -> &'static str {
    match check {
        Check::Form => "It is written as a transcript is.",
        Check::Log => "Every record follows from the one before it.",
        Check::Rules => "The rules are those on the record.",
        Check::List => "The lists are those that were fixed when choosing ended.",
        Check::Value => "Every draw is there, decided by what was announced.",
        Check::Signature => "Every public random value is signed by its chain.",
        Check::Order => "Seed and order follow from the record and what was drawn.",
        Check::Result => "The rule gives everyone what they got.",
    }
}

/// Eight words that stand for a head.
fn spoken(head: &Hash32) -> String {
    let list: Vec<&str> = WORDS.lines().collect();
    let words = word_numbers(head).map(|number| list.get(usize::from(number)).copied().unwrap_or_default());
    words.join(" ")
}

/// Whether these are the same words, however they are spaced and written.
fn same(given: &str, spoken: &str) -> bool {
    let given = given
        .split(|sign: char| !sign.is_alphabetic())
        .filter(|word| !word.is_empty());
    given.map(str::to_lowercase).eq(spoken.split(' '))
}

/// What is printed.
#[derive(Default)]
struct Lines {
    text: String,
    wrong: bool,
}

impl Lines {
    fn say(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn right(&mut self, check: &str, sentence: &str) {
        self.say(&format!("right    {check:<7} {sentence}"));
    }

    fn wrong(&mut self, check: &str, sentence: &str) {
        self.wrong = true;
        self.say(&format!("WRONG    {check:<7} {sentence}"));
    }

    fn skipped<'a>(&mut self, checks: impl IntoIterator<Item = &'a str>) {
        for check in checks {
            self.say(&format!("not checked: {check}"));
        }
    }
}
