//! What would have been otherwise: which places in line would have given a missed choice in this very draw, and how
//! often other draws of the same lists would have given each. The facts come from [`turnwise_shared::forecast`].

use std::num::NonZeroU32;

use turnwise_shared::forecast::{About, Chances, Question, Stretch};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use super::sentence::{Sentence, Voice};
use super::title;
use crate::state::figures::hundredths;
use crate::state::published::Published;
use crate::ui::ordinal::ordinal;

/// What is to be simulated about one's own number. None for a number that is not in the draw.
pub fn question(published: &Published) -> Option<Question> {
    let replay = &published.replay;
    let entries = 0..replay.instance.entries();
    // The same orders at every visit, so that nobody sees the numbers waver without asking for it.
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(&published.id.0);
    Some(Question {
        activities: published.rules.activities.clone(),
        limit: published.rules.limit,
        pass_order: published.rules.pass_order,
        ballots: entries.map(|entry| replay.instance.ballot(entry).to_vec()).collect(),
        seed: Hash32(seed),
        about: About::Entry {
            entry: replay.index(published.number)?,
            orders: replay.orders.clone(),
        },
    })
}

/// From where in line each choice that was missed would have been had, best first; or that nothing was missed.
pub fn missed(published: &Published, stretches: &[Stretch]) -> Vec<Sentence> {
    let got = published.got();
    let told = published.told(&Voice::You);
    let several_orders = published.rules.pass_order == PassOrder::Reshuffle;
    let missed = missed_ranks(told.ballot(), &got, published.rules.limit.map(NonZeroU32::get));
    if missed.is_empty() {
        let all = told.ballot().len() == got.len();
        return vec![Sentence::of(match (all, got.len()) {
            (true, _) => "You got everything on your list: no place in line would have given you more.",
            (false, 1) => "You got your 1st choice: no place in line would have given you more.",
            (false, _) => {
                "You got the first choices of your list, as many as anyone may get: no place in line would have given you more."
            }
        })];
    }
    let sentence = |(rank, activity): (u32, u32)| {
        let name = title(&published.catalogue, activity);
        let whence = whence(stretches, activity, several_orders);
        Sentence::default()
            .name(name)
            .words(&format!(", your {} choice: {whence}", ordinal(rank)))
    };
    missed.into_iter().map(sentence).collect()
}

/// The choices that were wanted more than what was got, with their ranks: whoever has as many places as anyone may get
/// misses nothing further down the list.
fn missed_ranks(list: &[u32], got: &[u32], limit: Option<u32>) -> Vec<(u32, u32)> {
    let full = limit.is_some_and(|limit| got.len() as u64 >= u64::from(limit));
    let lowest = list
        .iter()
        .rposition(|activity| got.contains(activity))
        .filter(|_| full);
    let above = list.iter().take(lowest.unwrap_or(list.len()));
    let ranked = (1..).zip(above.copied());
    ranked.filter(|(_, activity)| !got.contains(activity)).collect()
}

/// "as the 22nd in line or further ahead."
fn whence(stretches: &[Stretch], activity: u32, several_orders: bool) -> String {
    let mut places: Vec<(u32, u32)> = Vec::new();
    for stretch in stretches.iter().filter(|stretch| stretch.got.contains(&activity)) {
        match places.last_mut().filter(|last| last.1 + 1 == stretch.from) {
            Some(last) => last.1 = stretch.to,
            None => places.push((stretch.from, stretch.to)),
        }
    }
    let line = if several_orders {
        "in line in round 1"
    } else {
        "in line"
    };
    match places.as_slice() {
        [] => "no place in line would have given it to you in this draw.".to_owned(),
        [(1, 1)] => format!("you would have got it only as the very first {line}."),
        [(1, to)] => format!("you would have got it as the {} {line} or further ahead.", ordinal(*to)),
        places => {
            let places = places.iter().map(|place| match place {
                (from, to) if from == to => format!("as the {}", ordinal(*from)),
                (from, to) => format!("from the {} to the {}", ordinal(*from), ordinal(*to)),
            });
            let places: Vec<String> = places.collect();
            format!("you would have got it only {} {line}.", places.join(" or "))
        }
    }
}

/// How often one choice came out, or nothing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The activity; none for nothing.
    pub activity: Option<u32>,
    /// In how many draws.
    pub times: u32,
    /// In how many of a hundred draws, rounded.
    pub percent: u32,
    /// The same in words.
    pub words: String,
}

/// Each choice of a list, best first, and nothing.
pub fn chances(list: &[u32], chances: &Chances) -> Vec<Chance> {
    let chance = |activity, times| Chance {
        activity,
        times,
        percent: percent(times, chances.draws),
        words: share(times, chances.draws),
    };
    let choices = list.iter().zip(&chances.got);
    let choices = choices.map(|(activity, times)| chance(Some(*activity), *times));
    choices.chain([chance(None, chances.nothing)]).collect()
}

/// "in 34 %"; never more certain than it was.
fn share(times: u32, draws: u32) -> String {
    match percent(times, draws) {
        _ if times == 0 => "in none of them".to_owned(),
        _ if times == draws => "in every one of them".to_owned(),
        0 => "in less than 1 %".to_owned(),
        100 => "in more than 99 %".to_owned(),
        percent => format!("in {percent} %"),
    }
}

fn percent(times: u32, draws: u32) -> u32 {
    u32::try_from(hundredths(times.into(), draws.into())).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: u32, to: u32, got: &[u32]) -> Stretch {
        Stretch {
            from,
            to,
            got: got.to_vec(),
        }
    }

    #[test]
    fn places_in_line_are_told_as_far_as_they_go() {
        let line = [
            stretch(1, 1, &[1, 3]),
            stretch(2, 5, &[1, 2]),
            stretch(6, 6, &[2, 3]),
            stretch(7, 20, &[4]),
        ];
        let said = |activity| whence(&line, activity, false);
        assert_eq!(said(1), "you would have got it as the 5th in line or further ahead.");
        assert_eq!(said(2), "you would have got it only from the 2nd to the 6th in line.");
        assert_eq!(said(3), "you would have got it only as the 1st or as the 6th in line.");
        assert_eq!(said(9), "no place in line would have given it to you in this draw.");
        assert_eq!(
            whence(&line[..1], 1, true),
            "you would have got it only as the very first in line in round 1."
        );
    }

    #[test]
    fn only_what_was_wanted_more_is_missed_by_whoever_has_enough() {
        let list = [4, 7, 2, 9];
        let missed = |got: &[u32], limit| missed_ranks(&list, got, limit);
        assert_eq!(missed(&[4], Some(1)), []);
        assert_eq!(missed(&[2], Some(1)), [(1, 4), (2, 7)]);
        assert_eq!(missed(&[2], Some(2)), [(1, 4), (2, 7), (4, 9)]);
        assert_eq!(missed(&[4, 2], Some(2)), [(2, 7)]);
        assert_eq!(missed(&[4, 7], Some(2)), []);
        assert_eq!(missed(&[4, 7, 2, 9], None), []);
        assert_eq!(missed(&[], Some(1)).len(), 4);
    }

    #[test]
    fn shares_are_never_more_certain_than_the_draws() {
        let said = [0, 1, 49, 50, 3_449, 3_450, 9_949, 9_951, 9_999, 10_000].map(|times| share(times, 10_000));
        let expected = [
            "in none of them",
            "in less than 1 %",
            "in less than 1 %",
            "in 1 %",
            "in 34 %",
            "in 35 %",
            "in 99 %",
            "in more than 99 %",
            "in more than 99 %",
            "in every one of them",
        ];
        assert_eq!(said, expected);
        assert_eq!(percent(0, 0), 0);
    }

    #[test]
    fn chances_follow_the_list_and_end_with_nothing() {
        let counted = Chances {
            draws: 200,
            got: vec![50, 20],
            nothing: 130,
        };
        let told = chances(&[7, 3], &counted);
        let shape: Vec<_> = told.iter().map(|chance| (chance.activity, chance.percent)).collect();
        assert_eq!(shape, [(Some(7), 25), (Some(3), 10), (None, 65)]);
    }
}
