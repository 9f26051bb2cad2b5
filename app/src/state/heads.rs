//! The heads of the log that a browser was shown, and when each was last seen to be the last one. A log that does not go on
//! from them was rewritten; one with a record that is dated before the log was still seen without it is dated back.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{LotteryView, Record};
use turnwise_shared::hash::Hash32;
use turnwise_shared::sorted;
use turnwise_shared::transcript::{CLOCKS_DIFFER, Seen as InFile};

use super::fixing::fixing;

/// Every head that was seen, in the order of seeing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heads(Vec<Seen>);

/// A fingerprint of the record as this browser was shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How many records there were.
    pub revision: u32,
    /// The head of the last of them.
    pub head: Hash32,
    /// When it was last seen to be the last one, by this device's own clock: whoever would date something back tells a wrong
    /// time as well. 0 if it was not, or while the two clocks did not agree: a device whose clock is fast must not accuse anybody.
    pub at: u64,
}

/// How often it is kept anew that the last record is still the last one, in seconds: more exactly than clocks may differ.
const MINUTE: u64 = 60;

/// When something is seen: this moment of one's own clock, if the server's agrees; 0 if not.
pub fn seen_at(own: u64, server: u64) -> u64 {
    if clocks(own, server).is_none() { own } else { 0 }
}

/// By how many minutes the clocks differ; none if they agree well enough to tell what is dated back.
pub fn clocks(own: u64, server: u64) -> Option<u64> {
    let apart = own.abs_diff(server);
    (apart > CLOCKS_DIFFER).then(|| (apart + 30) / 60)
}

/// That they do, and what follows from it.
pub fn differing(minutes: u64) -> String {
    let apart = match minutes {
        0..120 => format!("{minutes} minutes"),
        120..2_880 => format!("{} hours", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1_440),
    };
    format!(
        "This device’s clock and the server’s differ by {apart}. As long as they do, this page cannot tell whether the end of \
         choosing was dated back."
    )
}

impl Heads {
    /// Whether none was seen: then nothing can be compared.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of the first that the log does not go on from: there it parted, or before.
    pub fn rewritten(&self, log: &[Record]) -> Option<u32> {
        let stands = |seen: &Seen| {
            let at = seen.revision.checked_sub(1).and_then(|at| usize::try_from(at).ok());
            at.and_then(|at| log.get(at))
                .is_some_and(|record| record.head == seen.head)
        };
        let lost = self.0.iter().find(|seen| !stands(seen))?;
        Some(lost.revision)
    }

    /// The number of the first record, whatever it says, that is dated too early for what was seen.
    pub fn backdated(&self, log: &[Record]) -> Option<u32> {
        let too_early = |number: u32, time: u64| {
            let mut before = self.0.iter().filter(|seen| seen.revision < number);
            before.any(|seen| time.saturating_add(CLOCKS_DIFFER) < seen.at)
        };
        let mut records = (1..).zip(log);
        let found = records.find(|(number, record)| too_early(*number, record.time));
        found.map(|(number, _)| number)
    }

    /// Remembers what is shown now, at this moment of this device's clock.
    pub fn remember(&mut self, lottery: &LotteryView, at: u64) {
        // What the eight words stand for is seen with them, whatever has been recorded since.
        if let Some(fixing) = fixing(lottery) {
            self.see(fixing.record, fixing.head, 0);
        }
        // So is where the record of a published draw ends: its file has nothing of what was recorded afterwards.
        for number in lottery.attempts.iter().filter_map(|attempt| attempt.published) {
            let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
            if let Some(record) = index.and_then(|index| lottery.log.get(index)) {
                self.see(number, record.head, 0);
            }
        }
        let Some(last) = lottery.log.last() else { return };
        self.see(lottery.revision(), last.head, seen_at(at, lottery.now));
    }

    /// Remembers that the last record is still the last one, if that was not remembered within a minute. Whether it was.
    pub fn renew(&mut self, lottery: &LotteryView, at: u64) -> bool {
        let Some(last) = lottery.log.last() else { return false };
        let is_last = |seen: &Seen| (seen.revision, seen.head) == (lottery.revision(), last.head);
        let known = self.0.iter().find(|seen| is_last(seen)).map_or(0, |seen| seen.at);
        let due = at >= known.saturating_add(MINUTE);
        if due {
            self.see(lottery.revision(), last.head, at);
        }
        due
    }

    /// Remembers every head of a log, whenever it was the last one.
    pub fn remember_all(&mut self, log: &[Record]) {
        for (number, record) in (1..).zip(log) {
            self.see(number, record.head, 0);
        }
    }

    /// Takes over what was seen elsewhere.
    pub fn absorb(&mut self, other: &Self) {
        for seen in &other.0 {
            self.see(seen.revision, seen.head, seen.at);
        }
    }

    /// Remembers one, and when it was the last one; 0 if that is not known.
    pub fn see(&mut self, revision: u32, head: Hash32, at: u64) {
        let known = |seen: &&mut Seen| (seen.revision, seen.head) == (revision, head);
        match self.0.iter_mut().find(known) {
            Some(known) => known.at = known.at.max(at),
            None => self.0.push(Seen { revision, head, at }),
        }
    }

    /// As they stand in the small file, by number.
    pub fn in_file(&self) -> Vec<InFile> {
        let seen = self.0.iter().filter_map(|seen| {
            Some(InFile {
                revision: NonZeroU32::new(seen.revision)?,
                head: seen.head,
                at: seen.at,
            })
        });
        let mut seen: Vec<InFile> = seen.collect();
        sorted::sort_by_key(&mut seen, |seen| seen.revision);
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use turnwise_shared::api::AttemptSummary;

    #[test]
    fn a_moment_is_ones_own_as_long_as_the_clocks_agree() {
        assert_eq!((seen_at(1_000, 880), seen_at(1_000, 1_120)), (1_000, 1_000));
        assert_eq!((seen_at(1_000, 879), seen_at(1_000, 1_121)), (0, 0));
        assert_eq!((clocks(1_000, 1_120), clocks(2_840, 2_000)), (None, Some(14)));
        assert_eq!(
            differing(14),
            "This device’s clock and the server’s differ by 14 minutes. As long as they do, this page cannot tell whether the \
             end of choosing was dated back."
        );
        assert!(differing(120).contains(" 2 hours.") && differing(1_440 * 40).contains(" 40 days."));
    }

    #[test]
    fn where_the_file_of_a_published_draw_ends_is_seen_with_all_that_follows() {
        let (mut heads, mut lottery) = (Heads::default(), view().lottery);
        for number in 2..5 {
            let head = Hash32([number; 32]);
            lottery.log.push(Record {
                head,
                ..lottery.log[0].clone()
            });
        }
        lottery.attempts = vec![AttemptSummary {
            attempt: 1,
            record: 1,
            drawn: Some(2),
            published: Some(3),
        }];
        heads.remember(&lottery, 1_000);
        let seen = heads.in_file();
        let seen: Vec<_> = seen.iter().map(|seen| (seen.revision.get(), seen.head)).collect();
        assert_eq!(seen, [(3, Hash32([2; 32])), (5, Hash32([4; 32]))]);
    }

    #[test]
    fn a_page_left_open_keeps_every_minute_what_is_still_the_last_record() {
        let (mut heads, lottery) = (Heads::default(), view().lottery);
        heads.remember(&lottery, 1_000);
        assert!(!heads.renew(&lottery, 1_059) && heads.renew(&lottery, 1_060) && !heads.renew(&lottery, 1_100));
        assert_eq!(heads.in_file().iter().map(|seen| seen.at).collect::<Vec<_>>(), [1_060]);
    }
}
