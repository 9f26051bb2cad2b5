//! The list one participant is putting together, and how it stands to what the server has.
//!
//! A save that got no answer stays here as it was sent. Repeating it sends the very same bytes, so it is
//! never doubled; and when the server turns out to have it already, it is recognised by its nonce.

use serde::{Deserialize, Serialize};
use turnwise_shared::api::SaveBallot;
use turnwise_shared::ballot::{Ballot, BallotFault};
use turnwise_shared::hash::Nonce;
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::{Line, rules_hash};

/// A list that may not be saved yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The choices, best first.
    pub choices: Vec<u32>,
    /// The version of the saved list that this one is to replace.
    pub replaces: u32,
    /// The rules its author saw.
    pub rules: Rules,
    /// Saves that got no answer, oldest first.
    pub unanswered: Vec<SaveBallot>,
}

/// How a draft stands to what the server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are the same list.
    Same,
    /// The draft was changed since.
    Changed,
    /// The server has a list that this browser did not save: someone has to choose.
    Parted,
}

impl Draft {
    /// A draft that is just what was saved.
    pub fn of(line: &Line, rules: &Rules) -> Self {
        Self {
            choices: line.choices.clone(),
            replaces: line.version,
            rules: rules.clone(),
            unanswered: Vec::new(),
        }
    }

    /// Compares with what the server has, after recognising own saves that got no answer.
    pub fn meet(&mut self, line: &Line) -> Relation {
        let own = self
            .unanswered
            .iter()
            .any(|sent| sent.nonce == line.nonce && sent.choices == line.choices);
        if own || self.choices == line.choices || self.replaces == line.version {
            if own || self.choices == line.choices {
                self.unanswered.clear();
            }
            self.replaces = line.version;
            return if self.choices == line.choices {
                Relation::Same
            } else {
                Relation::Changed
            };
        }
        Relation::Parted
    }

    /// Settles a parted draft: it will replace what the server has now.
    pub fn insist(&mut self, line: &Line) {
        self.replaces = line.version;
        self.unanswered.clear();
    }

    /// Settles a parted draft the other way: it becomes what the server has now. What it was is returned.
    pub fn yield_to(&mut self, line: &Line) -> Vec<u32> {
        self.insist(line);
        std::mem::replace(&mut self.choices, line.choices.clone())
    }

    /// The request that saves this draft: the unanswered one where it says the same, else a new one, which
    /// is kept until it is answered.
    pub fn request(&mut self, rules: &Rules, nonce: Nonce) -> SaveBallot {
        let rules = rules_hash(rules);
        let same =
            |sent: &&SaveBallot| sent.choices == self.choices && sent.replaces == self.replaces && sent.rules == rules;
        if let Some(sent) = self.unanswered.iter().find(same) {
            return sent.clone();
        }
        let request = SaveBallot {
            replaces: self.replaces,
            rules,
            nonce,
            choices: self.choices.clone(),
        };
        self.unanswered.push(request.clone());
        request
    }

    /// The server has it.
    pub fn saved(&mut self, line: &Line) {
        self.replaces = line.version;
        self.unanswered.clear();
    }

    /// The server refused this very request: it will never be carried out.
    pub fn refused(&mut self, nonce: &Nonce) {
        self.unanswered.retain(|sent| sent.nonce != *nonce);
    }

    /// Puts an activity at the end, or takes it out.
    pub fn toggle(&mut self, activity: u32) {
        match self.choices.iter().position(|choice| *choice == activity) {
            Some(index) => drop(self.choices.remove(index)),
            None => self.choices.push(activity),
        }
    }

    /// Which choice an activity is, from 1.
    pub fn rank(&self, activity: u32) -> Option<u32> {
        (1..)
            .zip(&self.choices)
            .find(|(_, choice)| **choice == activity)
            .map(|(rank, _)| rank)
    }

    /// The first thing that keeps the list from being saved.
    pub fn fault(&self, rules: &Rules, group: u32) -> Option<BallotFault> {
        Ballot::new(self.choices.clone(), rules, group).err()
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;

    fn line(version: u32, nonce: u8, choices: &[u32]) -> Line {
        Line {
            version,
            nonce: Nonce([nonce; 16]),
            choices: choices.to_vec(),
            ..view().line
        }
    }

    fn draft(choices: &[u32]) -> Draft {
        Draft {
            choices: choices.to_vec(),
            ..Draft::of(&line(0, 0, &[]), &view().lottery.rules)
        }
    }

    #[test]
    fn a_save_without_an_answer_is_repeated_as_it_was() {
        let rules = view().lottery.rules;
        let mut draft = draft(&[2]);
        let first = draft.request(&rules, Nonce([1; 16]));
        assert_eq!(draft.request(&rules, Nonce([2; 16])), first);
        draft.toggle(1);
        let second = draft.request(&rules, Nonce([2; 16]));
        assert_eq!((second.nonce, second.choices), (Nonce([2; 16]), vec![2, 1]));
    }

    #[test]
    fn own_saves_are_recognised_and_others_are_not() {
        let rules = view().lottery.rules;
        let mut mine = draft(&[2]);
        mine.request(&rules, Nonce([1; 16]));
        mine.toggle(1);
        assert_eq!(mine.clone().meet(&line(1, 1, &[2])), Relation::Changed);
        assert_eq!(mine.clone().meet(&line(1, 9, &[2])), Relation::Parted);
        assert_eq!(mine.clone().meet(&line(0, 0, &[])), Relation::Changed);
        assert_eq!(mine.clone().meet(&line(3, 9, &[2, 1])), Relation::Same);
        mine.meet(&line(1, 1, &[2]));
        assert_eq!((mine.replaces, mine.unanswered.len()), (1, 0));
    }

    #[test]
    fn a_parted_draft_keeps_its_choices_whatever_is_decided() {
        let mut mine = draft(&[2]);
        assert_eq!(mine.meet(&line(2, 9, &[1])), Relation::Parted);
        assert_eq!(mine.choices, [2]);
        mine.insist(&line(2, 9, &[1]));
        assert_eq!(mine.meet(&line(2, 9, &[1])), Relation::Changed);
        assert_eq!(mine.yield_to(&line(2, 9, &[1])), [2]);
        assert_eq!(mine.meet(&line(2, 9, &[1])), Relation::Same);
    }

    #[test]
    fn taps_rank_and_take_back() {
        let mut draft = draft(&[]);
        draft.toggle(2);
        draft.toggle(1);
        assert_eq!((draft.rank(2), draft.rank(1)), (Some(1), Some(2)));
        draft.toggle(2);
        assert_eq!((draft.rank(2), draft.rank(1)), (None, Some(1)));
    }

    #[test]
    fn choices_that_are_no_longer_possible_are_named() {
        let mut rules = view().lottery.rules;
        rules.activities[1].groups = vec![2];
        let fault = draft(&[1, 2]).fault(&rules, 1);
        assert_eq!(fault, Some(BallotFault::ForeignGroup { rank: 2, activity: 2 }));
    }
}
