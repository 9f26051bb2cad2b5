//! Why an entry got what it got: facts, no words. Nothing is stored for it; an explanation is derived from
//! the outcome when someone asks, in O(own choices × passes) beyond finding the entry's positions.
//!
//! Every choice is mentioned in the turn that first passes it over, with the first reason that applies.
//! Turns are told up to the last pass in which anybody took something, and up to the first turn that found
//! nothing: after that turn, nothing can change for this entry any more.

use crate::allocate::{Instance, Orders, Outcome, Run, Turn, index};

/// Why a choice was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The activity does not run: it was closed after an earlier run.
    Closed,
    /// It has no places at all.
    NoPlaces,
    /// Its last place had gone, in this turn.
    Full {
        /// The turn that took the last place.
        since: Turn,
    },
    /// It shares a slot with something held already.
    Clash {
        /// The activity held.
        with: u32,
    },
}

/// A choice that was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Which choice, from 1.
    pub rank: u32,
    /// The activity's number.
    pub activity: u32,
    /// Why.
    pub reason: Reason,
}

/// What a turn led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnOutcome {
    /// A place was taken.
    Took {
        /// Which choice, from 1.
        rank: u32,
        /// The activity's number.
        activity: u32,
        /// Places left after it; known for the run that counts.
        places_left: Option<u32>,
    },
    /// Nothing on the list could be had.
    Nothing,
}

/// One turn of the entry's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnStory {
    /// The pass, from 1.
    pub pass: u32,
    /// The place in line in that pass, from 1, among all entries.
    pub position: u32,
    /// The choices that were passed over in this turn for the first time.
    pub passed_over: Vec<PassedOver>,
    /// What it led to.
    pub outcome: TurnOutcome,
}

/// One run, as this entry saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunStory {
    /// The entry's turns.
    pub turns: Vec<TurnStory>,
    /// The activity that was closed after the run; none for the one that counts.
    pub closed: Option<u32>,
}

/// The one reason at the head of an empty outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// The list is empty, or was never sent.
    NoListSent,
    /// Something on the list did not run, and nothing else on it could be had.
    DidNotRun,
    /// Every choice was full (or had no places) before the entry's turn.
    AllFull,
    /// Only choices were left that clash with one another. Cannot occur for an empty outcome under the rule
    /// alone; kept for outcomes that are changed by hand later.
    OnlyClashes,
}

/// Why one entry got what it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Every run; the last one counts.
    pub runs: Vec<RunStory>,
    /// What the entry got, in picking order.
    pub got: Vec<u32>,
    /// The reason at the head, if it got nothing.
    pub headline: Option<Headline>,
}

/// Derives the explanation of one entry, given by index.
pub fn explain(instance: &Instance, orders: &Orders, outcome: &Outcome, entry: u32) -> Explanation {
    let mut closed = Vec::new();
    let mut stories = Vec::with_capacity(outcome.runs.len());
    let last = outcome.runs.len().saturating_sub(1);
    for (number, run) in outcome.runs.iter().enumerate() {
        let follower = Follower {
            instance,
            run,
            closed: &closed,
            outcome: (number == last).then_some(outcome),
            entry,
        };
        stories.push(RunStory {
            turns: follower.turns(orders),
            closed: run.closed,
        });
        closed.extend(run.closed);
    }
    let got = stories.last().map(took).unwrap_or_default();
    let headline = got
        .is_empty()
        .then(|| headline(instance, entry, &closed, stories.last()));
    Explanation {
        runs: stories,
        got,
        headline,
    }
}

fn took(story: &RunStory) -> Vec<u32> {
    let outcomes = story.turns.iter().map(|turn| turn.outcome);
    outcomes
        .filter_map(|outcome| match outcome {
            TurnOutcome::Took { activity, .. } => Some(activity),
            TurnOutcome::Nothing => None,
        })
        .collect()
}

fn headline(instance: &Instance, entry: u32, closed: &[u32], last: Option<&RunStory>) -> Headline {
    let ballot = instance.ballot(entry);
    if ballot.is_empty() {
        return Headline::NoListSent;
    }
    // Not read from the turns: a last run in which nobody took anything has none.
    if ballot.iter().any(|choice| closed.contains(choice)) {
        return Headline::DidNotRun;
    }
    let turns = last.map(|story| story.turns.as_slice()).unwrap_or_default();
    let mut reasons = turns
        .iter()
        .flat_map(|turn| &turn.passed_over)
        .map(|passed| passed.reason);
    if reasons.any(|reason| matches!(reason, Reason::Clash { .. })) {
        return Headline::OnlyClashes;
    }
    Headline::AllFull
}

/// Follows one entry through one run.
struct Follower<'a> {
    instance: &'a Instance,
    run: &'a Run,
    closed: &'a [u32],
    /// Where picks are looked up, in the run that counts.
    outcome: Option<&'a Outcome>,
    entry: u32,
}

impl Follower<'_> {
    fn turns(&self, orders: &Orders) -> Vec<TurnStory> {
        let mut turns = Vec::new();
        let mut held = Vec::new();
        let mut rest = (1..).zip(self.instance.ballot(self.entry).iter().copied());
        for pass in 1..=self.run.passes {
            if u32::try_from(held.len()).is_ok_and(|held| held >= self.instance.limit(self.entry)) {
                break;
            }
            let Some(position) = orders.position(self.entry, pass) else {
                break;
            };
            let turn = Turn {
                pass,
                position,
                entry: self.entry,
            };
            let story = self.turn(turn, &mut rest, &mut held);
            let nothing = story.outcome == TurnOutcome::Nothing;
            turns.push(story);
            if nothing {
                break;
            }
        }
        turns
    }

    fn turn(&self, turn: Turn, rest: &mut impl Iterator<Item = (u32, u32)>, held: &mut Vec<u32>) -> TurnStory {
        let mut passed_over = Vec::new();
        let mut outcome = TurnOutcome::Nothing;
        for (rank, activity) in rest {
            if let Some(reason) = self.reason(turn, activity, held) {
                passed_over.push(PassedOver { rank, activity, reason });
                continue;
            }
            held.push(activity);
            outcome = TurnOutcome::Took {
                rank,
                activity,
                places_left: self.outcome.and_then(|outcome| Some(outcome.pick(turn)?.left)),
            };
            break;
        }
        TurnStory {
            pass: turn.pass,
            position: turn.position,
            passed_over,
            outcome,
        }
    }

    /// Why an activity cannot be had in this turn; none if it can.
    fn reason(&self, turn: Turn, activity: u32, held: &[u32]) -> Option<Reason> {
        if self.closed.contains(&activity) {
            return Some(Reason::Closed);
        }
        let places = self.instance.places().get(index(activity))?;
        if places.capacity == 0 {
            return Some(Reason::NoPlaces);
        }
        let filled = self.run.filled.get(index(activity)).copied().flatten();
        if let Some(since) = filled.filter(|since| *since < turn) {
            return Some(Reason::Full { since });
        }
        let with = held.iter().copied().find(|held| self.instance.clash(*held, activity))?;
        Some(Reason::Clash { with })
    }
}
