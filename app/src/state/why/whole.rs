//! The whole draw, by number only: everybody's turn in every round that counted.

use std::collections::BTreeMap;

use turnwise_shared::replay::Replay;
use turnwise_shared::sorted;

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeRound {
    /// Which, from 1.
    pub pass: u32,
    /// Everybody, the first in line first.
    pub turns: Vec<WholeTurn>,
}

impl WholeRound {
    /// How many places were taken in it.
    pub fn taken(&self) -> usize {
        let taken = self.turns.iter().filter(|turn| matches!(turn.did, Did::Took { .. }));
        taken.count()
    }

    /// Where somebody stood, from 0.
    pub fn place(&self, number: u32) -> Option<usize> {
        self.turns.iter().position(|turn| turn.number == number)
    }
}

/// One person's go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeTurn {
    /// The place in line, from 1.
    pub position: u32,
    /// The number.
    pub number: u32,
    /// What came of it.
    pub did: Did,
}

/// What came of somebody's go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// They took a place.
    Took {
        /// In what.
        activity: u32,
        /// Which choice it was, from 1.
        rank: u32,
    },
    /// Nothing on their list could be had.
    Nothing,
    /// They had as many places as anyone may have.
    Enough,
    /// They had no list.
    NoList,
}

/// How many rounds counted.
pub fn rounds(replay: &Replay) -> u32 {
    replay.outcome.last_run().map_or(0, |run| run.passes)
}

/// Every round that counted.
pub fn whole(replay: &Replay) -> Vec<WholeRound> {
    let picks = &replay.outcome.picks;
    let mut held: BTreeMap<u32, u32> = BTreeMap::new();
    let round = |pass: u32| {
        let in_pass = picks.iter().filter(|pick| pick.turn.pass == pass);
        let took = sorted::map(in_pass.map(|pick| {
            let (activity, rank) = (pick.activity, pick.rank);
            (pick.turn.entry, Did::Took { activity, rank })
        }));
        let turns = (1..).zip(replay.orders.pass(pass)).map(|(position, entry)| {
            let had = held.get(&entry).copied().unwrap_or(0);
            let did = match took.get(&entry) {
                Some(did) => *did,
                None if had >= replay.instance.limit(entry) => Did::Enough,
                None if replay.instance.ballot(entry).is_empty() => Did::NoList,
                None => Did::Nothing,
            };
            WholeTurn {
                position,
                number: replay.number(entry),
                did,
            }
        });
        let turns = turns.collect();
        for entry in took.keys() {
            *held.entry(*entry).or_default() += 1;
        }
        WholeRound { pass, turns }
    };
    (1..=rounds(replay)).map(round).collect()
}
