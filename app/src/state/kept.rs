//! What a participant's browser keeps of one number: the draft, the lists it saved and the fingerprints of
//! the record it was shown. Sealed under the link's `keep` key, so it is unreadable without the link, and
//! one per number, so that siblings on one phone never meet each other's. What this says of the list that is shown is
//! in [`own`].

pub mod own;

use serde::{Deserialize, Serialize};
use turnwise_shared::api::ParticipantView;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::Line;
use turnwise_shared::seal::NONCE;

use super::draft::{Draft, Relation};
use super::heads::Heads;
use super::keeping;
use super::recorded::Misfit;
use crate::json;

/// The form of what is kept.
const FORMAT: u32 = 1;

/// Everything kept of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    format: u32,
    /// Raised with every change, so that an older tab never writes over a newer one.
    pub edition: u64,
    /// The list being put together.
    pub draft: Draft,
    /// Every list this browser saved, with its nonce, oldest first.
    pub saved: Vec<Line>,
    /// The fingerprints of the record shown here: the last one of each visit, and those whose eight words were shown.
    pub seen: Heads,
    /// The rules that were in force when a list was last saved from here.
    pub ranked: Option<Rules>,
    /// A list that was not saved from here, of which whoever looked here said that it was their own.
    pub claimed: Option<Line>,
    /// What did not fit when the record that anyone can read was compared: it stays, whatever is shown later.
    pub misfit: Option<Misfit>,
    /// The numbers of the eight words last shown here: finding them takes a moment.
    pub words: Option<Worded>,
}

/// The eight words of a fingerprint, as numbers in the list of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded {
    /// The fingerprint.
    pub head: Hash32,
    /// The numbers, from 0.
    pub numbers: [u16; 8],
}

/// Something that should never be seen on an honest server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The record shown earlier does not lead to the one shown now; it parted at this record or before.
    Rewritten(u32),
    /// A list that was saved from here, or that was said here to be one's own, is gone: an older one is shown.
    Older,
    /// The list of the same version as such a one is another one.
    Other,
    /// The closing or the redraw with this number is dated before this browser was still shown the record without it: it
    /// could name a value that was known already.
    Backdated(u32),
    /// The record that anyone can read was another one than the one shown here.
    Public(Misfit),
}

impl Kept {
    /// What is kept at the first visit.
    pub fn of(line: &Line, rules: &Rules) -> Self {
        Self {
            format: FORMAT,
            edition: 0,
            draft: Draft::of(line, rules),
            saved: Vec::new(),
            seen: Heads::default(),
            ranked: None,
            claimed: None,
            misfit: None,
            words: None,
        }
    }

    /// Compares with what the server says now, and remembers that. An untouched draft follows the server.
    pub fn look(&mut self, view: &ParticipantView, at: u64) -> (Relation, Vec<Alarm>) {
        self.recognise(&view.line);
        let alarms = self.alarms(view);
        self.seen.remember(&view.lottery, at);
        (self.draft.meet(&view.line), alarms)
    }

    fn alarms(&self, view: &ParticipantView) -> Vec<Alarm> {
        let log = &view.lottery.log;
        let line = &view.line;
        let mut known = self.saved.iter().chain(&self.claimed);
        let older = known.clone().any(|known| known.version > line.version);
        let other = known
            .any(|known| known.version == line.version && (known.nonce, &known.choices) != (line.nonce, &line.choices));
        let found = [
            self.seen.rewritten(log).map(Alarm::Rewritten),
            older.then_some(Alarm::Older),
            other.then_some(Alarm::Other),
            self.seen.backdated(log).map(Alarm::Backdated),
            self.misfit.map(Alarm::Public),
        ];
        found.into_iter().flatten().collect()
    }

    /// A save that got no answer was saved from here all the same, if the server has it.
    fn recognise(&mut self, line: &Line) {
        let mut sent = self.draft.unanswered.iter();
        let own = sent.any(|sent| sent.nonce == line.nonce && sent.choices == line.choices);
        if own && !self.saved.contains(line) {
            self.saved.push(line.clone());
            self.ranked = Some(self.draft.rules.clone());
        }
    }

    /// The server has this list now; it was saved from here, under these rules.
    pub fn saved(&mut self, line: &Line, rules: &Rules) {
        self.draft.saved(line);
        self.draft.rules = rules.clone();
        self.ranked = Some(rules.clone());
        if !self.saved.contains(line) {
            self.saved.push(line.clone());
        }
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

    /// Whether this is kept with this link in a form that cannot be read here, so that nothing may be kept
    /// over it. What another link sealed can be read by nobody who comes here: that is no loss.
    pub fn is_beyond(text: &str, keep: &[u8; 32], id: &LotteryId) -> bool {
        keeping::unseal(text, keep, id).is_some() && Self::open(text, keep, id).is_none()
    }
}

#[cfg(test)]
mod tests;
