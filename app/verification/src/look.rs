//! Looking at a record that was read: what is told of it.

use turnwise_shared::beacon::Beacon;
use turnwise_shared::record::{Event, Value};
use turnwise_shared::spoken;
use turnwise_shared::transcript::{Check, KeptFault, OwnList, Report, Transcript};
use turnwise_shared::verdict::{fits, right};

use super::read;
use super::told::{Beside, How, Line, Told, Verdict};

/// Whether a draw was decided by a value whose signature has to be checked.
pub(crate) fn has_beacon(transcript: &Transcript) -> bool {
    values(transcript).any(|value| matches!(value, Value::Drand { .. }))
}

fn values(transcript: &Transcript) -> impl DoubleEndedIterator<Item = &Value> {
    transcript.log.iter().filter_map(|record| match &record.event {
        Event::Drawn { value } => Some(value),
        _ => None,
    })
}

/// Checks everything and tells of it as it goes; lays it beside the small file that a device kept, if there is one.
pub(crate) fn look(
    transcript: &Transcript,
    kept: Option<&[u8]>,
    genuine: &dyn Fn(&Beacon) -> bool,
    tell: &mut dyn FnMut(Told),
) {
    let beacon = has_beacon(transcript);
    let report = transcript.check(genuine, &mut |check| {
        // Where there is none, there is nothing to say of signatures.
        if check == Check::Signature && !beacon {
            return;
        }
        let passed = Some(line(check, right(check).to_owned()));
        tell(Told {
            passed,
            ..Told::default()
        });
    });
    let mut verdict = verdict(transcript, &report);
    // What is wrong already is not compared with anything.
    let kept = kept.filter(|_| report.fault.is_none());
    verdict.kept = kept.map(|kept| beside(transcript, kept));
    let verdict = Some(verdict);
    tell(Told {
        verdict,
        ..Told::default()
    });
}

fn line(check: Check, sentence: String) -> Line {
    let check = check.name().to_owned();
    Line { check, sentence }
}

fn verdict(transcript: &Transcript, report: &Report) -> Verdict {
    let (words, again) = match report.fault {
        None => {
            let attempted = transcript.attempts.iter().map(|attempt| attempt.record);
            let attempted: Vec<u32> = attempted.collect();
            (
                words(transcript, &attempted),
                words(transcript, &transcript.opened_again()),
            )
        }
        // What they would stand for is not what the file says.
        Some(_) => (Vec::new(), Vec::new()),
    };
    Verdict {
        fault: report.fault.map(|fault| line(fault.check(), fault.to_string())),
        entries: counted(report.entries),
        saved: counted(report.saved),
        draws: counted(report.draws),
        missed: counted(report.missed),
        beacons: counted(report.beacons),
        words,
        again,
        decided: decided(transcript).to_owned(),
        kept: None,
    }
}

/// Compares with what a device kept, as the command does with `--record`.
fn beside(transcript: &Transcript, kept: &[u8]) -> Beside {
    let compared = match read::kept(kept) {
        Ok(kept) => kept.compare(transcript),
        Err(fault) => {
            let (how, sentence) = (How::Foreign, fault.to_owned());
            return Beside { how, sentence };
        }
    };
    let (how, sentence) = match compared {
        Ok(agrees) => {
            let (said, newer) = (fits(agrees), agrees.list == OwnList::Newer);
            let how = match said {
                None => How::Nothing,
                Some(_) if newer => How::Newer,
                Some(_) => How::Same,
            };
            let later = if agrees.later { LATER } else { "" };
            (how, [said.unwrap_or_default(), later].concat())
        }
        Err(fault @ (KeptFault::Format(_) | KeptFault::Lottery)) => (How::Foreign, fault.to_string()),
        Err(fault) => (How::Unlike, fault.to_string()),
    };
    Beside { how, sentence }
}

/// Behind what agrees with an earlier file.
const LATER: &str = " Your device saw more than this file has: fetch the record again if there was another draw.";

fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Of each of the last of these records, its words.
fn words(transcript: &Transcript, records: &[u32]) -> Vec<Vec<String>> {
    let last = &records[records.len().saturating_sub(spoken::TOLD)..];
    let records = last
        .iter()
        .filter_map(|number| transcript.log.get(*number as usize - 1));
    let words = records.map(|record| spoken::words(&record.head));
    words.map(|words| words.map(str::to_owned).to_vec()).collect()
}

/// What decided the last draw, as the record names it.
fn decided(transcript: &Transcript) -> &'static str {
    match values(transcript).next_back() {
        Some(Value::OwnList { .. }) => "own_list",
        Some(Value::Server { .. }) => "server",
        Some(Value::Drand { .. }) => "drand",
        Some(Value::Numbers { .. }) => "numbers",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::read::read;
    use super::*;
    use turnwise_shared::transcript::{Kept, Seen};

    const EXAMPLE: &str = include_str!("../../../docs/transcript-example.json");

    fn told(text: &str) -> Vec<Told> {
        let transcript = read(text.as_bytes()).expect("a record");
        let mut told = Vec::new();
        look(&transcript, None, &|_| false, &mut |one| told.push(one));
        told
    }

    /// What comes of laying this beside the example.
    fn laid(kept: &str) -> Beside {
        let transcript = read(EXAMPLE.as_bytes()).expect("a record");
        let mut last = Told::default();
        look(&transcript, Some(kept.as_bytes()), &|_| false, &mut |one| last = one);
        let verdict = last.verdict.expect("a verdict");
        assert_eq!(verdict.fault, None);
        verdict.kept.expect("it was compared")
    }

    /// What the browser of the second of the example kept: it saw choosing end.
    fn kept() -> String {
        let transcript = read(EXAMPLE.as_bytes()).expect("a record");
        let line = transcript.lines[1].clone();
        let seen = Seen {
            revision: 2.try_into().expect("from 1"),
            head: transcript.log[1].head,
            at: 0,
        };
        let kept = Kept {
            format: 1,
            lottery: transcript.lottery,
            entry: Some(line.entry),
            saved: vec![line],
            seen: vec![seen],
        };
        serde_json::to_string(&kept).expect("written")
    }

    #[test]
    fn what_a_device_kept_is_laid_beside_the_record() {
        let kept = kept();
        assert!(read::is_kept(kept.as_bytes()) && !read::is_kept(EXAMPLE.as_bytes()));
        let same = laid(&kept);
        assert_eq!(same.how, How::Same);
        assert!(
            same.sentence.contains("your list is as you saved it"),
            "{}",
            same.sentence
        );
        let head = kept.find("\"head\":\"").expect("a head") + 8;
        let other_head = format!("{}f0{}", &kept[..head], &kept[head + 2..]);
        let unsaved = kept.find("\"saved\":[").expect("lists") + 9;
        let end = kept.find(",\"seen\"").expect("heads") - 1;
        let unsaved = format!("{}{}", &kept[..unsaved], &kept[end..]);
        let unseen = |kept: &str| {
            let heads = kept.find("\"seen\":[").expect("heads") + 8;
            format!("{}]}}", &kept[..heads])
        };
        let cases = [
            (unsaved.clone(), How::Newer, "It goes on from what you saw."),
            (unseen(&unsaved), How::Nothing, ""),
            (unseen(&kept), How::Same, "Your list is as you saved it."),
            (
                kept.replace("\"revision\":2", "\"revision\":9"),
                How::Unlike,
                "a draw was removed",
            ),
            (kept.replace("[3,1,2]", "[1,3,2]"), How::Unlike, "somebody exchanged it"),
            (other_head, How::Unlike, "not the one your device saw"),
            (kept.replacen(":1,", ":2,", 1), How::Foreign, "in format 2"),
            (kept.replace("bde5d6", "cde5d6"), How::Foreign, "of another draw"),
            (kept.replacen(',', ", ", 1), How::Foreign, "not as a device writes it"),
            (
                kept[..kept.len() - 1].to_owned(),
                How::Foreign,
                "not as a device writes it",
            ),
        ];
        for (kept, how, sentence) in cases {
            let laid = laid(&kept);
            assert_eq!(laid.how, how, "{kept}");
            assert!(laid.sentence.contains(sentence), "{}", laid.sentence);
        }
    }

    #[test]
    fn what_is_wrong_is_not_laid_beside_anything() {
        let doctored = EXAMPLE.replace("[[],[3,2],[1]]", "[[],[3,1],[2]]");
        let transcript = read(doctored.as_bytes()).expect("a record");
        let mut last = Told::default();
        look(&transcript, Some(kept().as_bytes()), &|_| false, &mut |one| last = one);
        assert_eq!(last.verdict.expect("a verdict").kept, None);
    }

    #[test]
    fn an_honest_record_passes_every_check_and_has_its_words() {
        let told = told(EXAMPLE);
        let passed = told.iter().filter_map(|told| told.passed.as_ref());
        let names: Vec<&str> = passed.map(|line| &*line.check).collect();
        assert_eq!(names, ["form", "log", "rules", "list", "value", "order", "result"]);
        let verdict = told.last().and_then(|told| told.verdict.clone()).expect("a verdict");
        assert_eq!(
            (verdict.entries, verdict.saved, verdict.draws, verdict.missed),
            (3, 2, 1, 0)
        );
        assert_eq!((verdict.fault, &*verdict.decided), (None, "numbers"));
        let head = "07998621d6bc10233a12c6b1324b34ba6e7a8bb6f529b78907a241ebaa86fcd5";
        let words = spoken::words(&head.parse().expect("a head"));
        assert_eq!(verdict.words, [words]);
    }

    #[test]
    fn a_doctored_record_stops_at_what_is_wrong_and_has_no_words() {
        let told = told(&EXAMPLE.replace("[[],[3,2],[1]]", "[[],[3,1],[2]]"));
        let verdict = told.last().and_then(|told| told.verdict.clone()).expect("a verdict");
        let fault = verdict.fault.expect("a fault");
        assert_eq!(fault.check, "result");
        assert!(fault.sentence.contains("1006"), "{}", fault.sentence);
        assert_eq!((told.len(), verdict.words.len()), (7, 0));
    }

    #[test]
    fn only_a_public_value_needs_its_signature_checked() {
        let mut transcript = read(EXAMPLE.as_bytes()).expect("a record");
        assert!(!has_beacon(&transcript));
        let (round, signature) = (1, turnwise_shared::hash::Signature::ZERO);
        transcript.log[2].event = Event::Drawn {
            value: Value::Drand { round, signature },
        };
        assert!(has_beacon(&transcript));
    }
}
