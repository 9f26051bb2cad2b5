//! What the rule gave, in the names of the instance. Fields and their members stand in the order of the
//! instance, so that the same instance gives the same bytes.

use serde::{Serialize, Serializer};
use turnwise_shared::allocate::Outcome;

use super::question::Question;

/// The answer; its fields are documented by §9 of the design.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    picks: Vec<Pick<'a>>,
    allocation: Members<'a, Vec<&'a str>>,
    passes: u32,
    unfilled: Members<'a, u64>,
    got_nothing: Vec<&'a str>,
    closed: Vec<&'a str>,
}

#[derive(Serialize)]
struct Pick<'a> {
    seq: u32,
    pass: u32,
    token: &'a str,
    activity: &'a str,
    rank: u32,
}

/// An object whose members keep their order.
struct Members<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Members<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, content)| (name, content)))
    }
}

impl<'a> Answer<'a> {
    /// The picks of the last run, and what follows from them.
    pub(super) fn new(question: &'a Question, outcome: &Outcome) -> Self {
        let activity = |number: u32| nth(&question.activities, number.saturating_sub(1));
        let tokens = question.tokens.iter().map(String::as_str);
        let holdings = outcome.holdings(question.instance.entries());
        let allocation: Vec<(&str, Vec<&str>)> = tokens
            .zip(&holdings)
            .map(|(token, held)| (token, held.iter().map(|number| activity(*number)).collect()))
            .collect();
        let nothing = allocation.iter().filter(|(_, held)| held.is_empty());
        let picks = (1..).zip(&outcome.picks).map(|(seq, pick)| Pick {
            seq,
            pass: pick.turn.pass,
            token: nth(&question.tokens, pick.turn.entry),
            activity: activity(pick.activity),
            rank: pick.rank,
        });
        Self {
            picks: picks.collect(),
            passes: outcome.last_run().map_or(0, |run| run.passes),
            unfilled: unfilled(question, outcome),
            got_nothing: nothing.map(|(token, _)| *token).collect(),
            closed: outcome.closed().into_iter().map(activity).collect(),
            allocation: Members(allocation),
        }
    }
}

/// Places left, of activities that have some and were not closed.
fn unfilled<'a>(question: &'a Question, outcome: &Outcome) -> Members<'a, u64> {
    let closed = outcome.closed();
    let mut left = Vec::new();
    let capacities = question.capacities.iter().zip(outcome.taken());
    for (number, (name, (capacity, taken))) in (1_u32..).zip(question.activities.iter().zip(capacities)) {
        let free = capacity.saturating_sub(taken.into());
        if free > 0 && !closed.contains(&number) {
            left.push((name.as_str(), free));
        }
    }
    Members(left)
}

fn nth(names: &[String], index: u32) -> &str {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    names.get(index).map_or("", String::as_str)
}
