//! One turn in words: where in line, what was passed over and why, what was taken.

use turnwise_shared::explain::{PassedOver, Reason, TurnOutcome, TurnStory};

use super::Told;
use super::sentence::{Sentence, places};
use crate::ui::ordinal::ordinal;

/// A round, as somebody went through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which round, from 1.
    pub pass: u32,
    /// Where in line, from 1.
    pub position: u32,
    /// "Round 1: you were 37th of 120 in line."
    pub opening: Sentence,
    /// One sentence for each choice that was passed over.
    pub passed_over: Vec<Sentence>,
    /// "You got Pottery, your 2nd choice; 3 places were left after you."
    pub outcome: Sentence,
    /// The activity that was taken.
    pub took: Option<u32>,
}

impl Round {
    /// Everything in one line.
    pub fn text(&self) -> String {
        let sentences = std::iter::once(&self.opening).chain(&self.passed_over);
        let sentences = sentences.chain([&self.outcome]);
        sentences.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

impl Told<'_> {
    /// A turn in words; `last` says whether its run is the one that counts.
    pub(super) fn round(&self, turn: &TurnStory, last: bool) -> Round {
        let took = match turn.outcome {
            TurnOutcome::Took { activity, .. } => Some(activity),
            TurnOutcome::Nothing => None,
        };
        Round {
            pass: turn.pass,
            position: turn.position,
            opening: self.opening(turn),
            passed_over: turn
                .passed_over
                .iter()
                .map(|passed| self.passed_over(passed, turn.pass))
                .collect(),
            outcome: self.outcome(turn, last),
            took,
        }
    }

    fn opening(&self, turn: &TurnStory) -> Sentence {
        Sentence::of(format!("Round {}: ", turn.pass))
            .you(self.voice)
            .words(&format!(
                " {} {} of {} in line.",
                self.voice.were(),
                ordinal(turn.position),
                self.replay.entries().len()
            ))
    }

    /// "Climbing, your 1st choice,"
    fn choice(&self, activity: u32, rank: u32) -> Sentence {
        Sentence::default().name(self.title(activity)).words(&format!(
            ", {} {} choice",
            self.voice.your(),
            ordinal(rank)
        ))
    }

    /// Why a choice was passed over in this round.
    pub(super) fn passed_over(&self, passed: &PassedOver, pass: u32) -> Sentence {
        let choice = self.choice(passed.activity, passed.rank);
        match passed.reason {
            Reason::Closed => choice.words(", does not run: too few people."),
            Reason::NoPlaces => choice.words(", has no places."),
            Reason::Full { since } if since.pass == pass => choice.words(&format!(
                ", was already full; the last place went to the {} in line.",
                ordinal(since.position)
            )),
            Reason::Full { since } => choice.words(&format!(
                ", was already full; the last place went to the {} in line in round {}.",
                ordinal(since.position),
                since.pass
            )),
            Reason::Clash { with } => choice
                .words(", is at the same time as ")
                .name(self.title(with))
                .words(", which ")
                .you(self.voice)
                .words(" had already."),
        }
    }

    fn outcome(&self, turn: &TurnStory, last: bool) -> Sentence {
        let TurnOutcome::Took {
            rank,
            activity,
            places_left,
        } = turn.outcome
        else {
            return self.nothing(turn);
        };
        let got = Sentence::default().you_first(self.voice).words(" got ");
        let got = got
            .name(self.title(activity))
            .words(&format!(", {} {} choice", self.voice.your(), ordinal(rank)));
        match (last, places_left) {
            (true, Some(0)) => got.words("; it was the last place."),
            (true, Some(left)) => {
                let were = if left == 1 { "was" } else { "were" };
                let left = places(left);
                got.words(&format!("; {left} {were} left "))
                    .after(self.voice)
                    .words(".")
            }
            (true, None) => got.words("."),
            (false, _) => got.words(", for the time being."),
        }
    }

    /// After a turn that found nothing, nothing can change any more: places only get fewer.
    fn nothing(&self, turn: &TurnStory) -> Sentence {
        let sentence = Sentence::default();
        if self.ballot().is_empty() {
            let empty = sentence.words(&format!("With nothing on {} list, ", self.voice.your()));
            return empty.you(self.voice).words(" took nothing.");
        }
        if turn.passed_over.is_empty() {
            return sentence
                .words(&format!("There was nothing more on {} list, so ", self.voice.your()))
                .you(self.voice)
                .words(" took nothing.");
        }
        sentence
            .words("So ")
            .you(self.voice)
            .words(" took nothing, and no later round could change that.")
    }
}
