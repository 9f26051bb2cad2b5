//! What one's own browser keeps of a lottery, as a small file: it shows whether the transcript is the one of the lottery
//! that this browser took part in, or that it runs. `docs/transcript.md` has the format.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{FORMAT, Transcript};
use crate::hash::{Hash32, LotteryId};
use crate::record::{Event, Line};

/// By how many seconds the clocks of a browser and a server may differ.
pub const CLOCKS_DIFFER: u64 = 120;

/// The record of one participant, or the administrator's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// [`FORMAT`].
    pub format: u32,
    /// Which lottery.
    pub lottery: LotteryId,
    /// Whose record; none for the administrator's, who has no list.
    pub entry: Option<u32>,
    /// Every list that was saved from here, in the order of saving; none for the administrator's.
    pub saved: Vec<Line>,
    /// Every head that was seen.
    pub seen: Vec<Seen>,
}

/// A head that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// How many records the log had.
    pub revision: NonZeroU32,
    /// The head of the last one.
    pub head: Hash32,
    /// UTC second, by this browser's own clock, at which that still was the last one; 0 if that was not kept.
    pub at: u64,
}

/// In what a transcript agrees with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agrees {
    /// What became of one's own list.
    pub list: OwnList,
    /// Whether any head was seen, from which the log goes on.
    pub seen: bool,
    /// Whether more was seen than the transcript has, which is whole up to its end.
    pub later: bool,
}

/// What became of the list with the highest version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnList {
    /// It is in the transcript as it was saved.
    Same,
    /// There is a newer one: whoever saved it did so elsewhere.
    Newer,
    /// None was saved, from here or elsewhere.
    Unsaved,
    /// The record is the administrator's: there is none.
    None,
}

/// In what a transcript contradicts a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFault {
    /// The record is in another format.
    Format(u32),
    /// It is of another lottery.
    Lottery,
    /// The record with this number had another head.
    Head(u32),
    /// So many records were seen, and the log is not that long and ends otherwise than was seen.
    Shorter(u32),
    /// What comes behind the record with this number is dated before it was seen that nothing did.
    Backdated(u32),
    /// The entry is not in the list, or the record holds lists of another one.
    Entry(u32),
    /// The record holds lists, and is nobody's who has one.
    Nobody,
    /// The list is older than the one that was saved last.
    Older(u32),
    /// The list is another one than was saved.
    List(u32),
}

impl fmt::Display for KeptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, sentence) = self.sentence();
        f.write_str(&sentence.replace('#', &number.to_string()))
    }
}

impl KeptFault {
    /// What it is about, 0 for nothing with a number; and the sentence, with # for that.
    fn sentence(self) -> (u32, &'static str) {
        match self {
            Self::Format(format) => (
                format,
                "The file that your device kept is in format #, which is not known here: take a newer program.",
            ),
            Self::Lottery => (
                0,
                "The file that your device kept is of another draw: take the one of this draw. If you took part in no other, \
                 this is not the draw you took part in.",
            ),
            Self::Head(record) => (
                record,
                "Record # is not the one your device saw: you were told something else than others, or it was changed since.",
            ),
            Self::Backdated(record) => (
                record,
                "A record behind # is dated before your device saw that it was not there: what decided the draw may have been \
                 known already, or your clock was wrong.",
            ),
            Self::Shorter(records) => (
                records,
                "Your device saw # records, and the file does not have so many: it is older than what you saw, or something \
                 was left out of it. Get the record again; if it stays so, a draw was removed.",
            ),
            Self::Entry(entry) => (
                entry,
                "Number #, whose list your device kept, is not in the lists: it was left out, or the file of your device was \
                 changed.",
            ),
            Self::Nobody => (
                0,
                "The file of your device holds lists, and says of no number that it is yours: it was changed.",
            ),
            Self::Older(entry) => (
                entry,
                "The list under number # is older than the one your device saved last: you were drawn for with a list that \
                 you had replaced.",
            ),
            Self::List(entry) => (
                entry,
                "The list under number # is not the one your device saved: somebody exchanged it.",
            ),
        }
    }
}

impl std::error::Error for KeptFault {}

impl Kept {
    /// Compares with a transcript, of which everything else was found to be right.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn compare(&self, transcript: &Transcript) -> Result<Agrees, KeptFault> {
        if self.format != FORMAT {
            return Err(KeptFault::Format(self.format));
        }
        if self.lottery != transcript.lottery {
            return Err(KeptFault::Lottery);
        }
        for seen in &self.seen {
            seen.compare(transcript)?;
        }
        let later = self.goes_beyond(transcript)?;
        let list = match self.entry {
            Some(entry) => self.own_list(entry, transcript)?,
            None if self.saved.is_empty() => OwnList::None,
            None => return Err(KeptFault::Nobody),
        };
        let seen = !self.seen.is_empty();
        Ok(Agrees { list, seen, later })
    }

    /// Whether more was seen than the log has. That is no contradiction where the end of the log was seen as well: it is an
    /// earlier file, or something happened since that no file has yet.
    fn goes_beyond(&self, transcript: &Transcript) -> Result<bool, KeptFault> {
        let seen = || self.seen.iter().map(|seen| seen.revision.get());
        let most = seen().max().unwrap_or(0);
        let beyond = most as usize > transcript.log.len();
        if beyond && !seen().any(|seen| seen as usize == transcript.log.len()) {
            return Err(KeptFault::Shorter(most));
        }
        Ok(beyond)
    }

    fn own_list(&self, entry: u32, transcript: &Transcript) -> Result<OwnList, KeptFault> {
        let line = transcript.lines.iter().find(|line| line.entry == entry);
        let foreign = self.saved.iter().any(|line| line.entry != entry);
        let line = line.filter(|_| !foreign).ok_or(KeptFault::Entry(entry))?;
        let last = self.saved.iter().max_by_key(|saved| saved.version);
        match line.version.cmp(&last.map_or(0, |last| last.version)) {
            std::cmp::Ordering::Less => return Err(KeptFault::Older(entry)),
            std::cmp::Ordering::Greater => return Ok(OwnList::Newer),
            std::cmp::Ordering::Equal => {}
        }
        // A link that was replaced since shows in the line; the log does not say whose it was.
        let replaced = transcript.log.iter().any(|record| record.event == Event::LinkReplaced);
        let Some(last) = last else {
            return Ok(OwnList::Unsaved);
        };
        let same = {
            let credential = if replaced { line.credential } else { last.credential };
            let relinked = Line {
                credential,
                ..last.clone()
            };
            relinked == *line
        };
        if same {
            Ok(OwnList::Same)
        } else {
            Err(KeptFault::List(entry))
        }
    }
}

impl Seen {
    /// The log goes on from this head, and nothing behind it is dated before it was still the last one. Of a log
    /// that ends before it, see [`Kept::goes_beyond`].
    fn compare(&self, transcript: &Transcript) -> Result<(), KeptFault> {
        let revision = self.revision.get();
        let Some((mine, behind)) = transcript.log.split_at_checked(revision as usize) else {
            return Ok(());
        };
        if mine.last().is_some_and(|record| record.head != self.head) {
            return Err(KeptFault::Head(revision));
        }
        // Times ascend: of those behind it, none is dated before the first.
        let next = behind.first().map(|record| record.time.saturating_add(CLOCKS_DIFFER));
        match next {
            Some(dated) if dated < self.at => Err(KeptFault::Backdated(revision)),
            _ => Ok(()),
        }
    }
}
