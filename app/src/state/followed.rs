//! What the organiser's browser keeps of a draw's record, sealed and one per draw, and what it finds by comparing with it
//! at every visit. In words it is in [`words`]; what came of it at this visit is an [`account::Account`].

pub mod account;
pub mod words;

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{AdministratorView, Attempt, EntryView};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::record::{Line, list_hash};
use turnwise_shared::seal::NONCE;

use super::fixing::{Fixing, fixing};
use super::heads::Heads;
use super::keeping;
use super::opened::{Mismatch, consistent};
use super::published::{Doubt, recorded};
use super::recorded::Misfit;
use crate::json;

/// The form of what is kept.
const FORMAT: u32 = 1;

/// Everything kept of one draw's record.
///
/// Lists are kept only once they are fixed. While choosing is open, everyone may save another one at any time: a server that
/// exchanged a list would count one version more, and to the organiser that looks as if its author had saved again. What this
/// browser was shown by then proves nothing; the author's own does. Once choosing is over nobody can save: from then on what
/// is told of every number has to stay as it was first told, the lines that anyone can read have to hash to the list on the
/// record, and what is drawn with has to be both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    format: u32,
    /// Since when this browser has followed the record: the earlier of its clock and the server's.
    pub since: u64,
    /// Since when another browser had, whose key file was opened here.
    pub before: Option<u64>,
    /// Every head of the log that was seen, those among them whose eight words were shown.
    pub seen: Heads,
    /// What the lists were, as they were told first after they had been fixed.
    told: Vec<Told>,
    /// The draws that were compared with the record and with what was told, each as the head of the record that has it.
    compared: Vec<Hash32>,
}

/// The lists as they were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// The list on the record.
    list: Hash32,
    /// What was told of it: number, group, version and choices of everyone.
    as_told: Hash32,
}

/// Something that should never be seen on an honest server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// What the server shows does not fit together.
    Mismatch(Mismatch),
    /// The record seen earlier does not lead to the one shown now; it parted at this record or before.
    Rewritten(u32),
    /// The closing or the redraw with this number is dated before this browser still saw the record without it.
    Backdated(u32),
    /// There are not as many people or lists as the record says.
    Counted,
    /// The lists are not those that were shown when choosing was over.
    Lists,
    /// What anyone can read is something else.
    Public(Misfit),
    /// What was drawn is not what the record says.
    Draw(Doubt),
    /// Worked out again, the draw has a fault: this one.
    Whole(String),
    /// The record of the draw as a file is of another draw.
    Elsewhere,
}

/// What came of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// What should never be seen.
    pub alarms: Vec<Alarm>,
    /// Whether there was anything to compare with.
    pub compared: bool,
    /// The texts that everyone reads; none if they cannot be opened.
    pub catalogue: Option<Catalogue>,
}

impl Followed {
    /// What is kept at the first visit.
    pub fn new(since: u64) -> Self {
        Self {
            format: FORMAT,
            since,
            before: None,
            seen: Heads::default(),
            told: Vec::new(),
            compared: Vec::new(),
        }
    }

    /// Compares with what the server says now, and remembers that; `at` is this device's clock. What does not even fit together
    /// is not remembered.
    pub fn look(&mut self, id: &LotteryId, key: &Hash32, view: &AdministratorView, at: u64) -> Looked {
        let (lottery, compared) = (&view.lottery, !self.seen.is_empty());
        let mut looked = Looked {
            alarms: Vec::new(),
            compared,
            catalogue: None,
        };
        match consistent(id, Some(key.as_bytes()), lottery) {
            Ok(texts) => looked.catalogue = Some(texts.catalogue),
            Err(mismatch) => {
                looked.alarms.push(Alarm::Mismatch(mismatch));
                return looked;
            }
        }
        let fixing = fixing(lottery);
        let found = [
            self.seen.rewritten(&lottery.log).map(Alarm::Rewritten),
            self.seen.backdated(&lottery.log).map(Alarm::Backdated),
            fixing.and_then(|fixing| self.fixed(&fixing, &view.entries)),
        ];
        looked.alarms.extend(found.into_iter().flatten());
        self.seen.remember(lottery, at);
        self.seen.remember_all(&lottery.log);
        looked
    }

    /// The lists as they are told once they are fixed.
    fn fixed(&mut self, fixing: &Fixing, entries: &[EntryView]) -> Option<Alarm> {
        let saved = entries.iter().filter(|entry| entry.version > 0).count();
        let counted = |count: usize, said: u32| u32::try_from(count) == Ok(said);
        if !counted(entries.len(), fixing.entries) || !counted(saved, fixing.saved) {
            return Some(Alarm::Counted);
        }
        let as_told = as_told(entries.iter().map(|entry| Line {
            entry: entry.entry,
            group: entry.group,
            version: entry.version,
            choices: entry.choices.clone(),
            ..nothing()
        }));
        (!self.is_told(fixing.list, as_told)).then_some(Alarm::Lists)
    }

    /// Whether that is what was told before, if anything was; it is remembered.
    fn is_told(&mut self, list: Hash32, as_told: Hash32) -> bool {
        let told = Told { list, as_told };
        if !self.told.contains(&told) {
            self.told.push(told);
        }
        let mut before = self.told.iter().filter(|before| before.list == list);
        before.all(|before| before.as_told == as_told)
    }

    /// Whether the draw that this record has was compared already. What was told of its lists is compared at every visit.
    pub fn has_compared(&self, drawn: &Hash32) -> bool {
        self.compared.contains(drawn)
    }

    /// Compares a draw, published or not, with the record and with what was told of its lists; `drawn` is the head of the record
    /// that has it. It is not repeated here: the results do that, and once it is published everything is worked out again.
    ///
    /// # Errors
    /// What does not fit.
    pub fn draw(&mut self, view: &AdministratorView, attempt: &Attempt, drawn: Hash32) -> Result<(), Alarm> {
        let fixing = recorded(&view.lottery, attempt).map_err(Alarm::Draw)?;
        let lines = attempt.lines.iter().map(|line| Line {
            credential: Hash32::ZERO,
            nonce: Nonce::ZERO,
            ..line.clone()
        });
        if !self.is_told(fixing.list, as_told(lines)) {
            return Err(Alarm::Lists);
        }
        if !self.has_compared(&drawn) {
            self.compared.push(drawn);
        }
        Ok(())
    }

    /// Takes over what another tab of this browser keeps.
    pub fn absorb(&mut self, other: &Self) {
        self.seen.absorb(&other.seen);
        let told = other.told.iter().filter(|told| !self.told.contains(told));
        let told: Vec<Told> = told.cloned().collect();
        self.told.extend(told);
        let compared = other.compared.iter().filter(|head| !self.compared.contains(head));
        let compared: Vec<Hash32> = compared.copied().collect();
        self.compared.extend(compared);
        self.since = self.since.min(other.since);
        self.before = self.before.into_iter().chain(other.before).min();
    }

    /// Takes over what another browser kept, and gave on with the key file.
    pub fn absorb_key_file(&mut self, other: &Self) {
        let since = self.since;
        self.absorb(other);
        self.since = since;
        self.before = self.before.into_iter().chain([other.since]).min();
    }

    /// Since when the record has been followed, here or before.
    pub fn beginning(&self) -> u64 {
        self.before.unwrap_or(self.since).min(self.since)
    }

    /// As it is kept: sealed, in text.
    pub fn seal(&self, keep: &[u8; 32], id: &LotteryId, nonce: [u8; NONCE]) -> Option<String> {
        keeping::seal(self, keep, id, nonce)
    }

    /// What was kept; nothing if another link sealed it, or a newer page did.
    pub fn open(text: &str, keep: &[u8; 32], id: &LotteryId) -> Option<Self> {
        let kept: Self = json::read(&keeping::unseal(text, keep, id)?).ok()?;
        (kept.format == FORMAT).then_some(kept)
    }

    /// Whether this is kept in a form that cannot be read here, so that nothing may be kept over it.
    pub fn is_beyond(text: &str, keep: &[u8; 32], id: &LotteryId) -> bool {
        keeping::unseal(text, keep, id).is_some() && Self::open(text, keep, id).is_none()
    }
}

/// What can be told of lists before their lines are published: without links and nonces.
fn as_told(lines: impl Iterator<Item = Line>) -> Hash32 {
    let hashes: Vec<Hash32> = lines.map(|line| line.hash()).collect();
    list_hash(&hashes)
}

fn nothing() -> Line {
    Line {
        entry: 0,
        group: 0,
        credential: Hash32::ZERO,
        version: 0,
        nonce: Nonce::ZERO,
        choices: Vec::new(),
    }
}

/// Whether the record of a draw as a file ends with the record that has this head. That all of it follows from one record to
/// the next is for whoever checks the file; then it is the same record from the beginning.
pub fn ends_with(file: &str, head: &Hash32) -> bool {
    const HEAD: &str = "\"head\":\"";
    let last = file.rsplit_once(HEAD).map(|(_, rest)| rest);
    last.is_some_and(|rest| rest.starts_with(&head.to_string()))
}

#[cfg(test)]
mod tests;
