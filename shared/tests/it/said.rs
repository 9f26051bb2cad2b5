//! Each sentence the product says about fairness, as a property of random small lotteries in every pass order
//! (§6 of the design). That everyone has the same chance of every position is in [`crate::draw`].

use proptest::prelude::*;
use turnwise_shared::allocate::{Pick, allocate};

use crate::judge::{holdings, instance};
use crate::reference::Case;
use crate::worlds::{Shape, clash, config, every_list, rank, worlds};

const SEVERAL: Shape = Shape {
    entries: 7,
    activities: 6,
    places: 3,
    one_each: false,
    minima: false,
};
const WITH_MINIMA: Shape = Shape {
    minima: true,
    ..SEVERAL
};
const ONE_EACH: Shape = Shape {
    one_each: true,
    ..WITH_MINIMA
};

/// What someone with this list thinks of what they hold, when one place is all there is: smaller is better.
/// Something that was not asked for is no better than nothing.
fn regret(ballot: &[u32], held: &[u32]) -> usize {
    let got = held.first().and_then(|activity| rank(ballot, *activity));
    got.unwrap_or(ballot.len() + 1)
}

/// Per activity, whether a place is left in it that somebody could have: not full, not closed.
fn open_places(case: &Case, held: &[Vec<u32>], closed: &[u32]) -> Vec<bool> {
    let activities = (1..).zip(&case.capacities);
    activities
        .map(|(activity, capacity)| {
            let taken = held.iter().flatten().filter(|held| **held == activity).count();
            taken < *capacity as usize && !closed.contains(&activity)
        })
        .collect()
}

fn picks_of(picks: &[Pick], entry: u32) -> impl Iterator<Item = &Pick> {
    picks.iter().filter(move |pick| pick.turn.entry == entry)
}

/// No place is left in anything ranked above what an entry got, nor in anything it ranked if it is below the
/// limit.
fn assert_nothing_better_left(case: &Case, held: &[Vec<u32>], closed: &[u32]) -> Result<(), TestCaseError> {
    let open = open_places(case, held, closed);
    for ((ballot, own), limit) in case.ballots.iter().zip(held).zip(&case.limits) {
        let below_limit = limit.is_none_or(|limit| own.len() < limit as usize);
        let worst = own.iter().filter_map(|activity| rank(ballot, *activity)).max();
        let missed = (1..).zip(ballot).filter(|(at, choice)| {
            let wanted = below_limit || worst.is_some_and(|worst| *at < worst);
            wanted && !own.contains(choice) && own.iter().all(|held| !clash(case, *held, **choice))
        });
        for (_, choice) in missed {
            prop_assert!(!open[*choice as usize - 1], "a place is left in {choice}");
        }
    }
    Ok(())
}

/// Within a round, nobody later took something that an entry preferred to its own pick and does not have.
fn assert_nobody_later_was_luckier(
    case: &Case,
    picks: &[Pick],
    position_of: impl Fn(u32, u32) -> u32,
) -> Result<(), TestCaseError> {
    let passes = picks.last().map_or(0, |pick| pick.turn.pass);
    for pass in 1..=passes {
        for (entry, ballot) in (0..).zip(&case.ballots) {
            let earlier = picks_of(picks, entry).filter(|pick| pick.turn.pass < pass);
            let held: Vec<u32> = earlier.map(|pick| pick.activity).collect();
            let own = picks_of(picks, entry).find(|pick| pick.turn.pass == pass);
            let at_limit = case.limits[entry as usize].is_some_and(|limit| held.len() >= limit as usize);
            if own.is_none() && at_limit {
                continue;
            }
            let own = own.map_or(usize::MAX, |pick| pick.rank as usize);
            let here = position_of(entry, pass);
            for later in picks
                .iter()
                .filter(|pick| pick.turn.pass == pass && pick.turn.position > here)
            {
                let taken = later.activity;
                let preferred = rank(ballot, taken).is_some_and(|rank| rank < own);
                let excused = held.iter().any(|held| *held == taken || clash(case, *held, taken));
                prop_assert!(!preferred || excused, "entry {entry} in pass {pass} wanted {taken}");
            }
        }
    }
    Ok(())
}

/// Whether an entry would be happier with `gained` in place of `given`, and could have it.
fn happier(case: &Case, entry: usize, held: &[u32], given: u32, gained: u32) -> bool {
    let ballot = &case.ballots[entry];
    let (Some(before), Some(after)) = (rank(ballot, given), rank(ballot, gained)) else {
        return false;
    };
    let rest = || held.iter().filter(|activity| **activity != given);
    after < before && !held.contains(&gained) && rest().all(|other| !clash(case, *other, gained))
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn ranking_honestly_is_the_best_you_can_do_with_one_place_each(
        (case, queue) in worlds(Shape { entries: 5, activities: 4, minima: false, ..ONE_EACH }),
    ) {
        let honest = holdings(&case, &queue);
        let lists = every_list(u32::try_from(case.capacities.len()).expect("few"));
        for (entry, ballot) in case.ballots.iter().enumerate() {
            for lie in &lists {
                let mut told = case.clone();
                told.ballots[entry].clone_from(lie);
                let got = &holdings(&told, &queue)[entry];
                prop_assert!(regret(ballot, &honest[entry]) <= regret(ballot, got), "{entry} gains by {lie:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn adding_an_activity_at_the_end_of_your_list_never_costs_you_anything(
        (case, queue) in prop_oneof![worlds(SEVERAL), worlds(Shape { minima: false, ..ONE_EACH })],
    ) {
        let before = holdings(&case, &queue);
        for (entry, ballot) in case.ballots.iter().enumerate() {
            let absent = (1..).take(case.capacities.len()).filter(|activity| !ballot.contains(activity));
            for added in absent {
                let mut longer = case.clone();
                longer.ballots[entry].push(added);
                let after = &holdings(&longer, &queue)[entry];
                let gained = [before[entry].as_slice(), &[added]].concat();
                prop_assert!(*after == before[entry] || *after == gained, "{entry} adds {added}: {after:?}");
            }
        }
    }

    #[test]
    fn no_free_place_is_left_in_anything_you_would_rather_have(
        (case, queue) in prop_oneof![worlds(WITH_MINIMA), worlds(ONE_EACH)],
    ) {
        let instance = instance(&case);
        let outcome = allocate(&instance, &queue.orders());
        assert_nothing_better_left(&case, &outcome.holdings(instance.entries()), &outcome.closed())?;
    }

    #[test]
    fn within_one_round_nobody_after_you_took_something_you_preferred(
        (case, queue) in prop_oneof![worlds(WITH_MINIMA), worlds(ONE_EACH)],
    ) {
        let outcome = allocate(&instance(&case), &queue.orders());
        let position_of = |entry, pass| {
            let order = queue.pass(pass);
            let at = order.iter().position(|other| *other == entry).expect("takes part");
            u32::try_from(at).expect("small") + 1
        };
        assert_nobody_later_was_luckier(&case, &outcome.picks, position_of)?;
    }

    #[test]
    fn no_two_people_could_swap_one_place_each_and_both_be_happier(
        (case, queue) in prop_oneof![worlds(WITH_MINIMA), worlds(ONE_EACH)],
    ) {
        let held = holdings(&case, &queue);
        for (one, of_one) in held.iter().enumerate() {
            for (other, of_other) in held.iter().enumerate().skip(one + 1) {
                for (a, b) in of_one.iter().flat_map(|a| of_other.iter().map(move |b| (*a, *b))) {
                    let both = happier(&case, one, of_one, a, b) && happier(&case, other, of_other, b, a);
                    prop_assert!(!both, "{one} and {other} swap {a} and {b}");
                }
            }
        }
    }
}
