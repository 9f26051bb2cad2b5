//! What a participant's browser keeps of one number: the draft, the lists it saved and the fingerprints of
//! the record it was shown. Sealed under the link's `keep` key, so it is unreadable without the link, and
//! one per number, so that siblings on one phone never meet each other's.

use serde::{Deserialize, Serialize};
use turnwise_shared::api::ParticipantView;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::Line;
use turnwise_shared::seal::{self, NONCE, Purpose, Sealed};

use super::draft::{Draft, Relation};

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
    /// The newest fingerprint of the record shown here, per number of records.
    pub seen: Vec<Seen>,
}

/// A fingerprint of the record as this browser was shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How many records there were.
    pub revision: u32,
    /// The head of the last of them.
    pub head: Hash32,
    /// This device's clock when it was last shown.
    pub at: u64,
}

/// Something that should never be seen on an honest server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The record shown earlier does not lead to the one shown now; it parted at this record or before.
    Rewritten(u32),
    /// A list that was saved from here is gone: an older one is shown.
    Older,
    /// The list under the number of one saved here is another one.
    Other,
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
        }
    }

    /// Compares with what the server says now, and remembers that. An untouched draft follows the server.
    pub fn look(&mut self, view: &ParticipantView, at: u64) -> (Relation, Vec<Alarm>) {
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
        let older = self.saved.iter().any(|saved| saved.version > line.version);
        let other = self
            .saved
            .iter()
            .any(|saved| saved.version == line.version && (saved.nonce, &saved.choices) != (line.nonce, &line.choices));
        let found = [
            rewritten.map(|seen| Alarm::Rewritten(seen.revision)),
            older.then_some(Alarm::Older),
            other.then_some(Alarm::Other),
        ];
        found.into_iter().flatten().collect()
    }

    fn remember(&mut self, view: &ParticipantView, at: u64) {
        let Some(last) = view.lottery.log.last() else { return };
        let seen = Seen {
            revision: view.lottery.revision(),
            head: last.head,
            at,
        };
        match self
            .seen
            .iter_mut()
            .find(|other| (other.revision, other.head) == (seen.revision, seen.head))
        {
            Some(known) => known.at = at,
            None => self.seen.push(seen),
        }
    }

    /// The server has this list now; it was saved from here.
    pub fn saved(&mut self, line: &Line) {
        self.draft.saved(line);
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
        let sealed: Sealed = serde_json::from_str(text).ok()?;
        let plain = seal::open(keep, Purpose::Keep, id, &sealed).ok()?;
        let kept: Self = serde_json::from_slice(&plain).ok()?;
        (kept.format == FORMAT).then_some(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use turnwise_shared::hash::Nonce;

    const ID: LotteryId = LotteryId([7; 16]);

    fn kept() -> Kept {
        Kept::of(&view().line, &view().lottery.rules)
    }

    fn showing(version: u32, nonce: u8, choices: &[u32]) -> ParticipantView {
        let mut view = view();
        view.line.version = version;
        view.line.nonce = Nonce([nonce; 16]);
        view.line.choices = choices.to_vec();
        view
    }

    #[test]
    fn what_is_kept_comes_back_and_only_with_its_own_link() {
        let mut kept = kept();
        kept.draft.choices = vec![2, 1];
        let text = kept.seal(&[1; 32], &ID, [4; 12]).expect("seals");
        assert_eq!(Kept::open(&text, &[1; 32], &ID), Some(kept));
        assert_eq!(Kept::open(&text, &[2; 32], &ID), None);
        assert_eq!(Kept::open(&text, &[1; 32], &LotteryId([8; 16])), None);
        assert!(!text.contains("choices"));
    }

    #[test]
    fn an_honest_server_raises_no_alarm() {
        let mut kept = kept();
        assert_eq!(kept.look(&view(), 5), (Relation::Same, vec![]));
        let saved = showing(1, 1, &[2]);
        kept.draft.choices = vec![2];
        kept.saved(&saved.line);
        assert_eq!(kept.look(&saved, 6), (Relation::Same, vec![]));
        assert_eq!(kept.seen.len(), 1);
        assert_eq!(kept.seen[0].at, 6);
        // Saved from another device: no lie, but somebody has to choose.
        assert_eq!(kept.look(&showing(2, 2, &[1]), 7), (Relation::Parted, vec![]));
    }

    #[test]
    fn a_lost_or_changed_list_raises_an_alarm() {
        let mut kept = kept();
        kept.draft.choices = vec![2];
        kept.saved(&showing(2, 1, &[2]).line);
        assert_eq!(kept.clone().look(&showing(1, 9, &[1]), 5).1, [Alarm::Older]);
        assert_eq!(kept.clone().look(&showing(2, 9, &[1]), 5).1, [Alarm::Other]);
    }

    #[test]
    fn a_record_that_was_rewritten_or_cut_raises_an_alarm() {
        let mut kept = kept();
        kept.look(&view(), 5);
        let mut other = view();
        other.lottery.log[1].head = Hash32([1; 32]);
        assert_eq!(kept.clone().look(&other, 6).1, [Alarm::Rewritten(2)]);
        other.lottery.log.pop();
        assert_eq!(kept.look(&other, 6).1, [Alarm::Rewritten(2)]);
    }
}
