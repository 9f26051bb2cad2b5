//! What these lists would probably give: the question that is simulated, and the answer in words. Everything said is
//! "in so many simulated draws", never a probability, and no order is called fairer than another.

pub mod orders;
pub mod places;

use turnwise_shared::api::{AdministratorView, EntryView};
use turnwise_shared::forecast::{About, DRAWS, DRAWS_BY_ORDER, DRAWS_BY_PLACE, PlaceEffects, Question, Spread, Tally};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use super::figures::{grouped, how_far, mean, mean_of};
use super::opening::counted;
use super::picture::{Counted, does_not_run, missed};
use super::progress::wanted;

/// Up to so many lists, counted once for each draw, it is simulated without asking.
const AT_ONCE: u64 = 200_000_000;

/// Whether so many lists of so many activities are simulated without asking.
pub fn at_once(lists: usize, activities: usize) -> bool {
    let (lists, activities) = (lists as u64, activities as u64);
    let by_place = u64::from(DRAWS_BY_PLACE).saturating_mul(2 * activities + 1);
    let draws = u64::from(DRAWS + 4 * DRAWS_BY_ORDER).saturating_add(by_place);
    lists.saturating_mul(draws) <= AT_ONCE
}

/// Why it is not simulated without asking.
pub fn takes_long(lists: usize, activities: usize) -> String {
    format!(
        "{} {} for {} are here: simulating them takes a while, and keeps this device busy.",
        grouped(lists as u64),
        if lists == 1 { "list" } else { "lists" },
        counted(activities, "activity", "activities")
    )
}

/// That it was stopped when so many of these draws were made.
pub fn stopped(made: u32, of: u32) -> String {
    match of {
        0 => "Cancelled before it had begun.".to_owned(),
        _ => format!("Cancelled after {}. What had come by then stays.", how_far(made, of)),
    }
}

/// That it failed when so many of these draws were made.
pub fn failed(made: u32, of: u32) -> String {
    match of {
        0 => "The simulation could not be started: try again, or reload the page.".to_owned(),
        _ => format!(
            "The simulation broke off after {}. What had come by then stays; try again, or reload the page.",
            how_far(made, of)
        ),
    }
}

/// The whole draw as a question.
pub fn question(view: &AdministratorView, seed: Hash32) -> Question {
    let rules = &view.lottery.rules;
    Question {
        activities: rules.activities.clone(),
        limit: rules.limit,
        pass_order: rules.pass_order,
        ballots: view.entries.iter().map(|entry| entry.choices.clone()).collect(),
        seed,
        about: About::Lottery,
    }
}

/// Whether what the server says is still what was asked about.
pub fn is_about(question: &Question, view: &AdministratorView) -> bool {
    let rules = &view.lottery.rules;
    let lists = view.entries.iter().map(|entry| &entry.choices);
    question.activities == rules.activities && question.ballots.iter().eq(lists)
}

/// How many lists with a choice on them there are.
pub fn lists(entries: &[EntryView]) -> usize {
    entries.iter().filter(|entry| !entry.choices.is_empty()).count()
}

/// Whether anybody can get a second place.
pub fn several(question: &Question) -> bool {
    question.limit.is_none_or(|limit| limit.get() > 1) && question.ballots.iter().any(|ballot| ballot.len() > 1)
}

/// What pictures of this answer are made of.
pub fn counts(question: &Question, tally: Tally) -> Counted {
    let places = question
        .activities
        .iter()
        .map(|activity| (activity.capacity, activity.minimum));
    Counted {
        demand: wanted(places, question.ballots.iter().map(Vec::as_slice)),
        several: several(question),
        tally,
    }
}

/// "in 10,000 simulated draws".
pub fn in_so_many(draws: u32) -> String {
    format!("in {} simulated draws", grouped(draws.into()))
}

/// How many draws are behind an answer, when it is complete: "Done: 39,000 draws simulated."
pub fn done(own: Option<&Tally>, orders: &[(PassOrder, Tally)], places: Option<&PlaceEffects>) -> String {
    let orders = orders.iter().map(|(_, tally)| u64::from(tally.draws));
    let places = places.map_or(0, |places| {
        let changed = places.more.iter().chain(&places.fewer).flatten().count() as u64;
        (changed + 1) * u64::from(places.draws)
    });
    let all = own.map_or(0, |own| u64::from(own.draws)) + orders.sum::<u64>() + places;
    format!("Done: {} draws simulated.", grouped(all))
}

/// The numbers that matter most, each with what it counts.
pub fn overall(question: &Question, tally: &Tally) -> Vec<(String, String)> {
    let draws = u64::from(tally.draws);
    let of = grouped(tally.lists.into());
    let about = |spread: Spread| mean_of(spread.sum, draws, tally.lists);
    vec![
        (
            about(tally.first),
            format!("of {of} get their 1st choice: {}", range(tally.first)),
        ),
        (
            about(tally.nothing),
            format!("of {of} get nothing: {}", range(tally.nothing)),
        ),
        (
            mean(free(question, tally), draws),
            "places stay empty in activities that run".to_owned(),
        ),
    ]
}

/// Places left in activities that run, over all draws. One that nobody came to does not run if it has a minimum, but
/// was not closed either.
fn free(question: &Question, tally: &Tally) -> u64 {
    let all = question.activities.iter().zip(&tally.activities);
    let without = all.map(|(activity, came)| {
        let without = missed(activity.capacity, activity.minimum, came).saturating_sub(came.closed);
        u64::from(without) * u64::from(activity.capacity)
    });
    tally.free.saturating_sub(without.sum())
}

/// "54 to 62 in nine of ten simulated draws".
fn range(spread: Spread) -> String {
    let (low, high) = (grouped(spread.low.into()), grouped(spread.high.into()));
    if low == high {
        return format!("{low} in at least nine of ten simulated draws");
    }
    format!("{low} to {high} in nine of ten simulated draws")
}

/// Those who can get nothing, because nothing is on their list.
pub fn without_a_list(entries: &[EntryView]) -> Option<String> {
    let (empty, none): (Vec<&EntryView>, Vec<&EntryView>) = entries
        .iter()
        .filter(|entry| entry.choices.is_empty())
        .partition(|entry| entry.version > 0);
    let none = (!none.is_empty()).then(|| counted(none.len(), "person has sent no list", "people have sent no list"));
    let empty = (!empty.is_empty()).then(|| {
        counted(
            empty.len(),
            "person has sent a list with nothing on it",
            "people have sent a list with nothing on it",
        )
    });
    let both: Vec<String> = none.into_iter().chain(empty).collect();
    (!both.is_empty()).then(|| {
        format!(
            "{}. They stand in line, but can get nothing, and are not counted here.",
            both.join(", ")
        )
    })
}

/// The activities for which too few come, by number, and how often.
pub fn too_few(question: &Question, tally: &Tally) -> Vec<(u32, String)> {
    let all = (1..).zip(&question.activities).zip(&tally.activities);
    all.map(|((number, activity), came)| (number, activity, missed(activity.capacity, activity.minimum, came)))
        .filter(|(.., missed)| *missed > 0)
        .map(|(number, activity, missed)| {
            let often = does_not_run(missed, tally.draws);
            (number, format!("{often}: fewer than {} would get in", activity.minimum))
        })
        .collect()
}

#[cfg(test)]
mod tests;
