//! What a participant's browser keeps of one number: the draft, the lists it saved and the fingerprints of
//! the record it was shown. Sealed under the link's `keep` key, so it is unreadable without the link, and
//! one per number, so that siblings on one phone never meet each other's.

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{LotteryView, ParticipantView, RecordEvent};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::{Phase, Rules};
use turnwise_shared::record::{Event, Line};
use turnwise_shared::seal::{self, NONCE, Purpose, Sealed};

use super::draft::{Draft, Relation};
use crate::json;

/// The form of what is kept.
const FORMAT: u32 = 1;
/// By how many seconds a closing may be dated before choosing was last seen open here: clocks are set now and then.
const LEEWAY: u64 = 120;

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
    /// When choosing was last seen open with it; 0 if never. The earlier of this device's clock and the
    /// server's: a device whose clock is fast must not accuse anybody.
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
    /// The closing with this number is dated before this browser was still shown that choosing is open.
    Backdated(u32),
}

/// What this browser can say by itself of one's own list in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vouch {
    /// It is the one that was last saved from here.
    AsSaved,
    /// None was sent from here, and none was drawn with.
    NoneSent,
    /// It is not what was last saved from here, or nothing was.
    NotChecked,
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
        let older = self.saved.iter().any(|saved| saved.version > line.version);
        let other = self
            .saved
            .iter()
            .any(|saved| saved.version == line.version && (saved.nonce, &saved.choices) != (line.nonce, &line.choices));
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
        }
    }

    /// What this browser can say by itself of the line that was drawn with.
    pub fn vouch(&self, drawn: &Line) -> Vouch {
        let list = |line: &Line| (line.entry, line.version, line.nonce, line.choices.clone());
        match self.saved.last() {
            Some(saved) if list(saved) == list(drawn) => Vouch::AsSaved,
            None if drawn.version == 0 => Vouch::NoneSent,
            _ => Vouch::NotChecked,
        }
    }

    /// The first closing dated too early for what was seen here.
    fn backdated(&self, lottery: &LotteryView) -> Option<u32> {
        let closings = (1..)
            .zip(&lottery.log)
            .filter(|(_, record)| matches!(record.event, RecordEvent::Told(Event::Closed { .. })));
        let too_early = |number: u32, time: u64| {
            let before = self.seen.iter().filter(|seen| seen.revision < number);
            before.into_iter().any(|seen| time.saturating_add(LEEWAY) < seen.at)
        };
        closings
            .filter(|(number, record)| too_early(*number, record.time))
            .map(|(number, _)| number)
            .next()
    }

    fn remember(&mut self, view: &ParticipantView, at: u64) {
        let Some(last) = view.lottery.log.last() else { return };
        let open = view.lottery.phase == Phase::Open;
        let at = if open { at.min(view.lottery.now) } else { 0 };
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
            Some(known) => known.at = known.at.max(at),
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
    fn what_a_newer_page_kept_is_not_read_and_not_written_over() {
        let mut kept = kept();
        let text = |kept: &Kept| kept.seal(&[1; 32], &ID, [4; 12]).expect("seals");
        assert!(!Kept::is_beyond(&text(&kept), &[1; 32], &ID));
        kept.format = FORMAT + 1;
        assert_eq!(Kept::open(&text(&kept), &[1; 32], &ID), None);
        assert!(Kept::is_beyond(&text(&kept), &[1; 32], &ID));
        assert!(!Kept::is_beyond(&text(&kept), &[2; 32], &ID));
        assert!(!Kept::is_beyond("{}", &[1; 32], &ID));
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
    fn only_the_list_that_was_last_saved_from_here_is_vouched_for() {
        let mut kept = kept();
        let (none, first) = (showing(0, 0, &[]).line, showing(1, 1, &[2]).line);
        assert_eq!(kept.vouch(&none), Vouch::NoneSent);
        assert_eq!(kept.vouch(&first), Vouch::NotChecked);
        kept.saved(&first);
        assert_eq!(kept.vouch(&first), Vouch::AsSaved);
        assert_eq!(kept.vouch(&none), Vouch::NotChecked);
        for other in [showing(2, 1, &[2]), showing(1, 2, &[2]), showing(1, 1, &[1])] {
            assert_eq!(kept.vouch(&other.line), Vouch::NotChecked);
        }
        kept.saved(&showing(2, 2, &[1]).line);
        assert_eq!(kept.vouch(&first), Vouch::NotChecked);
    }

    #[test]
    fn a_save_without_an_answer_is_vouched_for_once_the_server_has_it() {
        let mut kept = kept();
        kept.draft.choices = vec![2];
        kept.draft.request(&view().lottery.rules, Nonce([1; 16]));
        let arrived = showing(1, 1, &[2]);
        kept.look(&arrived, 5);
        assert_eq!(kept.vouch(&arrived.line), Vouch::AsSaved);
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

    /// Choosing that ended with a third record, dated so.
    fn closed(time: u64) -> ParticipantView {
        let mut view = view();
        let event = Event::Closed {
            list: Hash32::ZERO,
            entries: 3,
            saved: 0,
            plan: view.lottery.rules.plan,
            due: 0,
        };
        let mut record = view.lottery.log[1].clone();
        (record.time, record.event, record.head) = (time, RecordEvent::Told(event), Hash32([3; 32]));
        view.lottery.log.push(record);
        (view.lottery.phase, view.lottery.now) = (Phase::Closed, 2_000);
        view
    }

    #[test]
    fn a_closing_dated_before_choosing_was_still_seen_open_raises_an_alarm() {
        let mut kept = kept();
        kept.look(&view(), 990);
        kept.look(&view(), 500);
        assert_eq!(kept.seen[0].at, 990);
        assert_eq!(kept.clone().look(&closed(870), 2_000).1, []);
        assert_eq!(kept.clone().look(&closed(869), 2_000).1, [Alarm::Backdated(3)]);
        // It stays one, however long the end of choosing is looked at.
        kept.look(&closed(869), 2_000);
        assert_eq!(kept.look(&closed(869), 9_000).1, [Alarm::Backdated(3)]);
    }

    #[test]
    fn a_fast_clock_or_a_later_look_accuses_nobody() {
        let mut kept = kept();
        kept.look(&view(), 5_000);
        assert_eq!(kept.seen[0].at, 1_000);
        assert_eq!(kept.look(&closed(900), 9_000).1, []);
        assert_eq!(kept.look(&closed(900), 9_000).1, []);
        assert_eq!(kept.seen[1].at, 0);
    }
}
