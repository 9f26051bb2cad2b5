//! What page and verification worker say to each other; both, which are compiled apart, have this file. What the worker
//! finds travels as JSON: side by side what it can be, of which one is there.

use serde::{Deserialize, Serialize};

/// It runs: it can be asked.
pub const READY: &str = "ready";

/// Said to the worker: bring what checks public values, which the next record may have.
pub const EXPECT: &str = "expect";

/// One thing that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which file is which: what is looked at.
    pub taken: Option<Taken>,
    /// A check was passed.
    pub passed: Option<Line>,
    /// There is nothing to check; nothing follows.
    pub unread: Option<Unread>,
    /// All was checked that could be; nothing follows.
    pub verdict: Option<Verdict>,
}

/// Which of the files that were posted, from 0, are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The record of the draw.
    pub draw: Option<u32>,
    /// The small file that a device kept.
    pub kept: Option<u32>,
}

/// A check and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name.
    pub check: String,
    /// What it says.
    pub sentence: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The check that was not passed, and what is wrong.
    pub fault: Option<Line>,
    /// How many take part.
    pub entries: u32,
    /// How many of them saved a list.
    pub saved: u32,
    /// How many draws were made.
    pub draws: u32,
    /// How many more could have been made: their value could be known.
    pub missed: u32,
    /// How many were decided by a public value whose signature is checked.
    pub beacons: u32,
    /// Of each of the last of them, made or not, its eight words, the very last one's last; none if something is wrong.
    pub words: Vec<Vec<String>>,
    /// The same of the last of those ends of choosing that were opened again before anybody could have drawn.
    pub again: Vec<Vec<String>>,
    /// What decided the last draw, as the record names it.
    pub decided: String,
    /// How it compares with what a device kept; none without such a file, or if something is wrong.
    pub kept: Option<Beside>,
}

/// How a record compares with the small file that a device kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// In short.
    pub how: How,
    /// What it says.
    pub sentence: String,
}

/// The same in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It goes on from what the device saw, and the list is as the device saved it.
    Same,
    /// It goes on from that; the list is a newer one.
    Newer,
    /// There is nothing in the small file to compare.
    Nothing,
    /// It contradicts it.
    Unlike,
    /// The file is of another draw, in another format, or not written as such a file is.
    Foreign,
}

/// Why there is nothing to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// What it is.
    pub why: Why,
    /// The format's number, or the first byte that is not as it should be; 0 for neither.
    pub number: u32,
}

/// What a file is that is no record of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The browser cannot read it.
    Closed,
    /// Nothing is in it.
    Empty,
    /// Larger than any record may be.
    Large,
    /// Something else.
    Other,
    /// In a format with another number.
    Version,
    /// The beginning of a record.
    Cut,
    /// From this byte on no record says what it says.
    Damaged,
    /// A record, but written otherwise from this byte on: another program wrote it.
    Rewritten,
    /// What checks public values did not come.
    Beacon,
    /// Only the small file that a device kept.
    Alone,
    /// Several of one kind at once.
    Several,
}
