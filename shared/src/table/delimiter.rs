//! Which character stands between the cells, and whether quotes come in pairs.

use super::Delimiter;

/// How many lines decide.
const LOOK: usize = 50;

/// The delimiter: whichever divides the most of the first lines into equally many cells. Of those that do it
/// equally well the tab, which nobody types by hand, and rather `;` than `,`, which stands in names.
pub(super) fn find(text: &str) -> Delimiter {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<&str> = lines.take(LOOK).collect();
    let score = |delimiter: Delimiter| score(&lines, char::from(delimiter.byte()));
    // Of equals, the last one counts as the largest.
    let candidates = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];
    let best = candidates.into_iter().max_by_key(|candidate| score(*candidate));
    best.unwrap_or(Delimiter::Tab)
}

/// How many lines have the commonest number of cells, if that is more than one, then how many have any.
fn score(lines: &[&str], delimiter: char) -> (usize, usize) {
    let counts: Vec<usize> = lines.iter().map(|line| count(line, delimiter)).collect();
    let divided = counts.iter().filter(|count| **count > 0).count();
    let alike = |wanted: usize| counts.iter().filter(|count| **count == wanted).count();
    let even = counts.iter().filter(|count| **count > 0).map(|count| alike(*count));
    (even.max().unwrap_or(0), divided)
}

/// How often a character stands in a line outside of quotes.
fn count(line: &str, wanted: char) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for character in line.chars() {
        if character == '"' {
            quoted = !quoted;
        }
        count += usize::from(character == wanted && !quoted);
    }
    count
}

/// Where a quotation mark begins a cell that never ends, as the reader of rows takes them: everything after
/// it would be swallowed by one cell.
pub(super) fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut opened = None;
    let mut beginning = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if opened.is_some() {
            if byte == b'"' && bytes.get(at + 1) == Some(&b'"') {
                at += 1;
            } else if byte == b'"' {
                opened = None;
            }
        } else if byte == b'"' && beginning {
            opened = Some(at);
            beginning = false;
        } else {
            beginning = byte == delimiter || byte == b'\n' || byte == b'\r';
        }
        at += 1;
    }
    opened
}
