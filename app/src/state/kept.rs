//! What a participant's browser keeps of one number: the draft, the lists it saved and the fingerprints of
//! the record it was shown. Sealed under the link's `keep` key, so it is unreadable without the link, and
//! one per number, so that siblings on one phone never meet each other's. What this says of the list that is shown is
//! in [`own`].

pub mod own;

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{LotteryView, ParticipantView, RecordEvent};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::{Event, Line};
use turnwise_shared::seal::{self, NONCE, Purpose, Sealed};
use turnwise_shared::transcript::CLOCKS_DIFFER;

use super::draft::{Draft, Relation};
use super::fixing::fixing;
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
    pub seen: Vec<Seen>,
    /// The rules that were in force when a list was last saved from here.
    pub ranked: Option<Rules>,
    /// A list that was not saved from here, of which whoever looked here said that it was their own.
    pub claimed: Option<Line>,
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

/// A fingerprint of the record as this browser was shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How many records there were.
    pub revision: u32,
    /// The head of the last of them.
    pub head: Hash32,
    /// When it was last seen to be the last one; 0 if that was not. The earlier of this device's clock and the server's: a
    /// device whose clock is fast must not accuse anybody.
    pub at: u64,
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
}

impl Kept {
    /// What is kept at the first visit.
    pub fn of(line: &Line, rules: &Rules) -> Self {
        Self {
            format: FORMAT,
            edition: 0,
            draft: Draft::of(line, rules),
            saved: Vec::new(),
            seen: Vec::new(),
            ranked: None,
            claimed: None,
            words: None,
        }
    }

    /// Compares with what the server says now, and remembers that. An untouched draft follows the server.
    pub fn look(&mut self, view: &ParticipantView, at: u64) -> (Relation, Vec<Alarm>) {
        self.recognise(&view.line);
        let alarms = self.alarms(view);
        self.remember(view, at);
        (self.draft.meet(&view.line), alarms)
    }

    fn alarms(&self, view: &ParticipantView) -> Vec<Alarm> {
        let log = &view.lottery.log;
        let stands = |seen: &Seen| {
            let at = seen.revision.checked_sub(1).and_then(|at| usize::try_from(at).ok());
            at.and_then(|at| log.get(at))
                .is_some_and(|record| record.head == seen.head)
        };
        let rewritten = self.seen.iter().find(|seen| !stands(seen));
        let line = &view.line;
        let mut known = self.saved.iter().chain(&self.claimed);
        let older = known.clone().any(|known| known.version > line.version);
        let other = known
            .any(|known| known.version == line.version && (known.nonce, &known.choices) != (line.nonce, &line.choices));
        let found = [
            rewritten.map(|seen| Alarm::Rewritten(seen.revision)),
            older.then_some(Alarm::Older),
            other.then_some(Alarm::Other),
            self.backdated(&view.lottery).map(Alarm::Backdated),
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

    /// The first closing or redraw dated too early for what was seen here.
    fn backdated(&self, lottery: &LotteryView) -> Option<u32> {
        let closings = (1..).zip(&lottery.log).filter(|(_, record)| {
            matches!(
                record.event,
                RecordEvent::Told(Event::Closed { .. } | Event::Redraw { .. })
            )
        });
        let too_early = |number: u32, time: u64| {
            let before = self.seen.iter().filter(|seen| seen.revision < number);
            before
                .into_iter()
                .any(|seen| time.saturating_add(CLOCKS_DIFFER) < seen.at)
        };
        closings
            .filter(|(number, record)| too_early(*number, record.time))
            .map(|(number, _)| number)
            .next()
    }

    fn remember(&mut self, view: &ParticipantView, at: u64) {
        let lottery = &view.lottery;
        // What the eight words stand for is seen with them, whatever has been recorded since.
        if let Some(fixing) = fixing(lottery) {
            self.see(fixing.record, fixing.head, 0);
        }
        let Some(last) = lottery.log.last() else { return };
        self.see(lottery.revision(), last.head, at.min(lottery.now));
    }

    fn see(&mut self, revision: u32, head: Hash32, at: u64) {
        let known = |seen: &&mut Seen| (seen.revision, seen.head) == (revision, head);
        match self.seen.iter_mut().find(known) {
            Some(known) => known.at = known.at.max(at),
            None => self.seen.push(Seen { revision, head, at }),
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
        let plain = serde_json::to_vec(self).ok()?;
        let sealed = seal::seal(keep, Purpose::Keep, id, nonce, &plain).ok()?;
        serde_json::to_string(&sealed).ok()
    }

    /// What was kept; nothing if another link sealed it, or a newer page did.
    pub fn open(text: &str, keep: &[u8; 32], id: &LotteryId) -> Option<Self> {
        let kept = String::from_utf8(unseal(text, keep, id)?).ok()?;
        let kept: Self = json::read(&kept).ok()?;
        (kept.format == FORMAT).then_some(kept)
    }

    /// Whether this is kept with this link in a form that cannot be read here, so that nothing may be kept
    /// over it. What another link sealed can be read by nobody who comes here: that is no loss.
    pub fn is_beyond(text: &str, keep: &[u8; 32], id: &LotteryId) -> bool {
        unseal(text, keep, id).is_some() && Self::open(text, keep, id).is_none()
    }
}

fn unseal(text: &str, keep: &[u8; 32], id: &LotteryId) -> Option<Vec<u8>> {
    let sealed: Sealed = json::read(text).ok()?;
    seal::open(keep, Purpose::Keep, id, &sealed).ok()
}

#[cfg(test)]
mod tests;
