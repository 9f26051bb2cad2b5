//! Reading a record strictly: exactly as the format says, so that writing it again gives the same bytes.

use std::io::{Error, Result as Written, Write};

use serde::Serialize;
use serde_json::error::Category;
use turnwise_shared::transcript::{FORMAT, Kept, Transcript};

use super::told::{Unread, Why};

/// How every record begins, of whichever format.
const BEGINNING: &[u8] = b"{\"format\":";

/// The record in these bytes.
///
/// # Errors
/// Why it is none.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Unread> {
    if bytes.is_empty() {
        return Err(unread(Why::Empty, 0));
    }
    let begun = bytes.strip_prefix(BEGINNING);
    if let Some(format) = begun.and_then(number).filter(|format| *format != FORMAT) {
        return Err(unread(Why::Version, format as usize));
    }
    let transcript: Transcript = serde_json::from_slice(bytes).map_err(|fault| match (begun, fault.classify()) {
        (Some(_), Category::Eof) => unread(Why::Cut, bytes.len()),
        (Some(_), _) if fault.line() == 1 => unread(Why::Damaged, fault.column()),
        _ if BEGINNING.starts_with(bytes) => unread(Why::Cut, bytes.len()),
        _ => unread(Why::Other, 0),
    })?;
    match exactly(bytes, &transcript) {
        None => Ok(transcript),
        Some(at) => Err(unread(Why::Rewritten, at)),
    }
}

/// The small file of a device, in these bytes.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn kept(bytes: &[u8]) -> Result<Kept, &'static str> {
    let kept: Kept = serde_json::from_slice(bytes).map_err(|_| UNLIKE)?;
    exactly(bytes, &kept).map_or(Ok(kept), |_| Err(UNLIKE))
}

/// What no device writes.
const UNLIKE: &str = "The file that your device kept is not as a device writes it: it was damaged or changed. Save it again \
    where the whole draw is shown.";

/// Whether these bytes are the small file of a device and not the record of a draw: by the field behind the lottery.
pub(crate) fn is_kept(bytes: &[u8]) -> bool {
    // {"format":1,"lottery":"…","entry":
    let mut quoted = bytes[..bytes.len().min(HEADED)].split(|byte| *byte == b'"');
    bytes.starts_with(BEGINNING) && matches!(quoted.nth(7), Some(b"entry" | b"saved" | b"seen"))
}

/// By then the field behind the lottery has been named.
const HEADED: usize = 200;

/// The first byte that would be written differently.
fn exactly<T: Serialize>(bytes: &[u8], read: &T) -> Option<usize> {
    let mut again = Again { rest: bytes };
    // What is written otherwise, or goes on, is not what was read.
    let same = serde_json::to_writer(&mut again, read).is_ok() && again.rest.is_empty();
    (!same).then(|| bytes.len() - again.rest.len())
}

fn unread(why: Why, number: usize) -> Unread {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Unread { why, number }
}

/// The number that stands there, up to a comma.
fn number(bytes: &[u8]) -> Option<u32> {
    let end = bytes.iter().position(|byte| *byte == b',')?;
    std::str::from_utf8(&bytes[..end]).ok()?.parse().ok()
}

/// Compares what is written with what was read, without keeping it.
struct Again<'a> {
    rest: &'a [u8],
}

impl Write for Again<'_> {
    fn write(&mut self, bytes: &[u8]) -> Written<usize> {
        if let Some(rest) = self.rest.strip_prefix(bytes) {
            self.rest = rest;
            return Ok(bytes.len());
        }
        let same = self.rest.iter().zip(bytes).take_while(|(one, other)| one == other);
        self.rest = &self.rest[same.count()..];
        Err(Error::other("it differs"))
    }

    fn flush(&mut self) -> Written<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../docs/transcript-example.json");

    fn why(text: &str) -> (Why, u32) {
        let unread = read(text.as_bytes()).expect_err("no record");
        (unread.why, unread.number)
    }

    #[test]
    fn a_record_is_read_as_it_stands() {
        let transcript = read(EXAMPLE.as_bytes()).expect("a record");
        assert_eq!(transcript.lines.len(), 3);
    }

    #[test]
    fn what_is_no_record_is_told_apart() {
        assert_eq!(why(""), (Why::Empty, 0));
        for other in [
            "[]",
            "PK\u{3}\u{4}",
            "{\"title\":\"Project week\"}",
            "{",
            "\u{feff}",
            "hello",
            "{\"formal\":1}",
        ] {
            let expected = if other == "{" { Why::Cut } else { Why::Other };
            assert_eq!(why(other).0, expected, "{other}");
        }
        let other = EXAMPLE.replacen("\"format\":1", "\"format\":2", 1);
        assert_eq!(why(&other), (Why::Version, 2));
        assert_eq!(why("{\"format\":7,\"anything\":[]}"), (Why::Version, 7));
    }

    #[test]
    fn every_beginning_is_cut() {
        for end in 1..EXAMPLE.len() {
            assert_eq!(why(&EXAMPLE[..end]).0, Why::Cut, "{end}");
        }
    }

    #[test]
    fn what_was_written_otherwise_is_found_where_it_is() {
        let at = u32::try_from(EXAMPLE.find(',').expect("a comma")).expect("small");
        assert_eq!(why(&EXAMPLE.replacen(',', ", ", 1)), (Why::Rewritten, at + 1));
        let end = u32::try_from(EXAMPLE.len()).expect("small");
        assert_eq!(why(&format!("{EXAMPLE}\n")), (Why::Rewritten, end));
        let escaped = EXAMPLE.replacen("snake", "sn\\u0061ke", 1);
        assert_eq!(why(&escaped).0, Why::Rewritten);
    }

    #[test]
    fn what_is_no_field_or_number_is_damage() {
        for (from, to) in [
            ("\"log\"", "\"lag\""),
            ("1800000000", "-180000000"),
            ("bde5d6", "BDE5D6"),
            ("snake", "snack"),
        ] {
            assert_eq!(why(&EXAMPLE.replacen(from, to, 1)).0, Why::Damaged, "{to}");
        }
        assert_eq!(why(&format!("{EXAMPLE}x")).0, Why::Damaged);
    }
}
