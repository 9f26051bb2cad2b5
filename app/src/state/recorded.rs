//! The public record beside what one's own link is shown: anyone reads it without a link, so that whoever would like to
//! show different people different things cannot know whom it tells what.

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{LineHash, LotteryView, PublicRecord};
use turnwise_shared::record::{Line, list_hash};

use super::fixing::fixing;

/// What came of comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is the same log, the lines give the list that was fixed, and one's own is among them.
    Fits,
    /// One of the two is newer than the other: to be asked for again.
    Later,
    /// They cannot both be true.
    Misfit(Misfit),
}

/// What does not fit. Kept as a number: that of the record, or one that no record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub enum Misfit {
    /// This record is another one in public.
    Log(u32),
    /// The lines are not those that were fixed.
    List,
    /// One's own list is not among them.
    Own,
}

impl From<Misfit> for u32 {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::List => 0,
            Misfit::Own => Self::MAX,
            Misfit::Log(number) => number,
        }
    }
}

impl From<u32> for Misfit {
    fn from(kept: u32) -> Self {
        match kept {
            0 => Self::List,
            u32::MAX => Self::Own,
            number => Self::Log(number),
        }
    }
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Log(number) => write!(
                f,
                "The record that anyone can read is not the one shown here: record {number} differs."
            ),
            Self::List => f.write_str(
                "The lists in the record that anyone can read are not those that were fixed when choosing ended.",
            ),
            Self::Own => f.write_str("Your list is not among those that were fixed when choosing ended."),
        }
    }
}

/// Compares the public record with what is shown under one's own link; `own` is one's own line.
pub fn compare(lottery: &LotteryView, own: &Line, public: &PublicRecord) -> Compared {
    let own_hash = own.hash();
    let there = |line: &LineHash| (line.entry, line.line) == (own.entry, own_hash);
    match compare_lists(lottery, public) {
        Compared::Fits if !public.lines.iter().any(there) => Compared::Misfit(Misfit::Own),
        found => found,
    }
}

/// The same without a line of one's own.
pub fn compare_lists(lottery: &LotteryView, public: &PublicRecord) -> Compared {
    let Some(fixing) = fixing(lottery) else {
        return Compared::Later;
    };
    let pairs = (1..).zip(lottery.log.iter().zip(&public.log));
    for (number, (shown, public)) in pairs {
        if shown.head != public.head {
            return Compared::Misfit(Misfit::Log(number));
        }
    }
    // With a record more, the lists may have been opened and fixed anew.
    let reaches = u32::try_from(public.log.len()).is_ok_and(|records| records >= fixing.record);
    if !reaches || public.log.len() > lottery.log.len() {
        return Compared::Later;
    }
    let count = u32::try_from(public.lines.len()) == Ok(fixing.entries);
    let ascending = public.lines.is_sorted_by(|one, other| one.entry < other.entry);
    let hashes: Vec<_> = public.lines.iter().map(|line| line.line).collect();
    if !count || !ascending || list_hash(&hashes) != fixing.list {
        return Compared::Misfit(Misfit::List);
    }
    Compared::Fits
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use turnwise_shared::api::{Record, RecordEvent};
    use turnwise_shared::hash::Hash32;
    use turnwise_shared::lottery::Phase;
    use turnwise_shared::record::Event;

    fn lines(own: &Line) -> Vec<LineHash> {
        let other = Hash32([1; 32]);
        let line = |entry, line| LineHash { entry, line };
        vec![line(1001, other), line(own.entry, own.hash()), line(9001, other)]
    }

    /// Choosing is over, and everything fits.
    fn honest() -> (LotteryView, Line, PublicRecord) {
        let turnwise_shared::api::ParticipantView { mut lottery, line } = view();
        let lines = lines(&line);
        let hashes: Vec<Hash32> = lines.iter().map(|line| line.line).collect();
        let event = RecordEvent::Told(Event::Closed {
            list: list_hash(&hashes),
            entries: 3,
            saved: 0,
            plan: lottery.rules.plan,
            due: 0,
        });
        let head = Hash32([3; 32]);
        let closed = Record {
            event,
            head,
            ..lottery.log[0].clone()
        };
        lottery.log.push(closed);
        lottery.phase = Phase::Closed;
        let log = lottery.log.clone();
        (lottery, line, PublicRecord { log, lines })
    }

    #[test]
    fn an_honest_record_fits_and_each_lie_is_named() {
        type Lie = fn(&mut LotteryView, &mut Line, &mut PublicRecord);
        let cases: [(Lie, Compared); 10] = [
            (|_, _, _| (), Compared::Fits),
            (|_, own, _| own.choices = vec![1], Compared::Misfit(Misfit::Own)),
            (|_, own, _| own.version += 1, Compared::Misfit(Misfit::Own)),
            (
                |_, _, public| public.lines[1].line = Hash32([9; 32]),
                Compared::Misfit(Misfit::List),
            ),
            (
                |lottery, _, _| {
                    if let RecordEvent::Told(Event::Closed { entries, .. }) = &mut lottery.log[2].event {
                        *entries = 4;
                    }
                },
                Compared::Misfit(Misfit::List),
            ),
            (|_, _, public| public.lines.truncate(2), Compared::Misfit(Misfit::List)),
            (|_, _, public| public.lines.swap(0, 2), Compared::Misfit(Misfit::List)),
            (
                |_, _, public| public.log[1].head = Hash32([9; 32]),
                Compared::Misfit(Misfit::Log(2)),
            ),
            (|_, _, public| public.log.truncate(2), Compared::Later),
            (|_, _, public| public.log.push(public.log[0].clone()), Compared::Later),
        ];
        for (index, (lie, found)) in cases.into_iter().enumerate() {
            let (mut lottery, mut own, mut public) = honest();
            lie(&mut lottery, &mut own, &mut public);
            assert_eq!(compare(&lottery, &own, &public), found, "case {index}");
        }
    }

    #[test]
    fn a_line_of_another_number_does_not_pass_for_ones_own() {
        let (lottery, own, public) = honest();
        let other = Line { entry: 9001, ..own };
        assert_eq!(compare(&lottery, &other, &public), Compared::Misfit(Misfit::Own));
    }

    #[test]
    fn while_lists_are_taken_nothing_is_compared() {
        let (mut lottery, own, public) = honest();
        lottery.phase = Phase::Open;
        assert_eq!(compare(&lottery, &own, &public), Compared::Later);
    }
}
