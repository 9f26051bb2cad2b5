//! `turnwise verify`: checks a transcript (`docs/transcript.md`), each check on a line of its own, and asks nobody.
//!
//! That all is right makes a transcript *consistent*. Whether it is *genuine* only the words can tell that were read
//! aloud before the value was known (`--words`), or the record that one's own browser kept (`--record`).

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;
use turnwise_shared::beacon::Beacon;
use turnwise_shared::transcript::{Kept, MAX_BYTES, Transcript};
use turnwise_shared::{spoken, verdict};

use lines::Lines;

mod lines;

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
    /// The file that your own browser kept.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// Checks, prints, and says by the exit code how it went.
pub fn run(flags: &Verify) -> ExitCode {
    let read = |path: &PathBuf| {
        read(path).map_err(|fault| {
            eprintln!("turnwise: {}: {fault}", path.display());
            ExitCode::from(UNREADABLE)
        })
    };
    let kept = flags.record.as_ref().map(read).transpose();
    let (bytes, kept) = match read(&flags.file).and_then(|bytes| Ok((bytes, kept?))) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let lines = look_at(&bytes, kept.as_deref(), flags.words.as_deref());
    print!("{}", lines.text);
    ExitCode::from(if lines.wrong { WRONG } else { 0 })
}

/// No more than a transcript may have, and one byte.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn look_at(bytes: &[u8], kept: Option<&[u8]>, words: Option<&str>) -> Lines {
    let mut lines = Lines::default();
    let consistent = match parse::<Transcript>(bytes) {
        Ok(transcript) => {
            let report = transcript.check(&Beacon::is_genuine, &mut |_| {});
            lines.checks(&report);
            if report.fault.is_none() {
                let spoken = spoken::words(&report.head).join(" ");
                known(&transcript, &spoken, kept, words, &mut lines);
                lines.counts(&report, &spoken);
            }
            report.fault.is_none()
        }
        Err(fault) => {
            lines.wrong("form", &fault);
            lines.skips_after(0);
            false
        }
    };
    if !consistent {
        let given = [("record", kept.is_some()), ("words", words.is_some())];
        let given = given.into_iter().filter(|(_, given)| *given);
        given.for_each(|(check, _)| lines.skipped(check));
    }
    lines.verdict(consistent);
    lines
}

/// Compares with what somebody knows who took part.
fn known(transcript: &Transcript, spoken: &str, kept: Option<&[u8]>, words: Option<&str>, lines: &mut Lines) {
    if let Some(kept) = kept {
        let compared = parse(kept).and_then(|kept: Kept| kept.compare(transcript).map_err(|fault| fault.to_string()));
        match compared {
            Ok(agrees) => lines.record(agrees),
            Err(fault) => lines.wrong("record", &fault),
        }
    }
    match words {
        Some(_) if lines.wrong => lines.skipped("words"),
        Some(words) => match told(transcript, spoken, &spoken::typed(words)) {
            None => lines.right("words", "They are those that were read aloud."),
            Some(fault) => lines.wrong("words", &fault),
        },
        None => {}
    }
}

/// Written as the format says, and not otherwise: whoever writes it again gets the same bytes.
fn parse<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    if bytes.len() > MAX_BYTES {
        return Err("The file is larger than any transcript may be: it is something else.".to_owned());
    }
    let read: T = serde_json::from_slice(bytes)
        .map_err(|fault| format!("This is not such a file, or not all of it: {fault}."))?;
    let again = serde_json::to_vec(&read).map_err(|fault| fault.to_string())?;
    let differs = bytes.iter().zip(&again).position(|(given, again)| given != again);
    match differs.or((bytes.len() != again.len()).then_some(again.len().min(bytes.len()))) {
        Some(at) => Err(format!(
            "From byte {at} on the file is not written as such a file is: somebody rewrote it."
        )),
        None => Ok(read),
    }
}

/// What is wrong with the words that somebody gives; nothing, if those of the last draw are among them.
fn told(transcript: &Transcript, spoken: &str, given: &[&str]) -> Option<String> {
    let are_of = |record: &u32| {
        let record = transcript.log.get(*record as usize - 1);
        record.is_some_and(|record| spoken::are_in(given, &spoken::words(&record.head)))
    };
    let last: Vec<&str> = spoken.split(' ').collect();
    if spoken::are_in(given, &last) {
        return None;
    }
    let of = transcript.attempts.len();
    let numbered = (1..).zip(&transcript.attempts).take(of.saturating_sub(1));
    let records: Vec<(u32, u32)> = numbered.map(|(number, attempt)| (number, attempt.record)).collect();
    let mut earlier = records.iter().rev().take(spoken::TOLD - 1);
    if let Some((number, _)) = earlier.find(|(_, record)| are_of(record)) {
        return Some(format!(
            "These are the words of draw {number} of {of}: ask for the words of the last one, and for the reason of drawing again."
        ));
    }
    let fault = if transcript.opened_again().iter().rev().take(spoken::TOLD).any(are_of) {
        verdict::OPENED_AGAIN
    } else {
        "These are not the words of this draw: they were misheard, or the list, the rules or the texts were exchanged after they \
         were told."
    };
    Some(fault.to_owned())
}
