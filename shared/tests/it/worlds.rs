//! Small lotteries for property tests: few activities and fewer places, so that people get in each other's way.

use proptest::prelude::*;
use proptest::sample::subsequence;
use turnwise_shared::hash::Hash32;

use crate::judge::{PASS_ORDERS, Queue};
use crate::reference::Case;

/// What may vary.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) entries: u32,
    pub(crate) activities: u32,
    /// The most places, and the largest minimum.
    pub(crate) places: u32,
    /// Every entry gets at most one.
    pub(crate) one_each: bool,
    pub(crate) minima: bool,
}

/// A fixed seed, so that every run tests the same; no file beside the tests.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_121),
        ..ProptestConfig::default()
    }
}

/// Cases with a queue, in every pass order.
pub(crate) fn worlds(shape: Shape) -> impl Strategy<Value = (Case, Queue)> {
    (1..=shape.entries, 1..=shape.activities).prop_flat_map(move |(n, m)| {
        let entries = n as usize;
        let activities = m as usize;
        let minimum = if shape.minima { 0..=shape.places } else { 0..=0 };
        let limit = if shape.one_each {
            Just(Some(1)).boxed()
        } else {
            prop_oneof![Just(None), Just(Some(2)), Just(Some(3))].boxed()
        };
        let case = (
            prop::collection::vec(0..=shape.places, activities),
            prop::collection::vec(minimum, activities),
            prop::collection::vec(subsequence(vec![1, 2, 3, 4], 0..=2), activities),
            prop::collection::vec(
                subsequence((1..=m).collect::<Vec<_>>(), 0..=activities).prop_shuffle(),
                entries,
            ),
            limit,
        );
        let case = case.prop_map(move |(capacities, minima, slots, ballots, limit)| Case {
            capacities,
            minima,
            slots,
            ballots,
            limits: vec![limit; entries],
        });
        let order = Just((0..n).collect::<Vec<_>>()).prop_shuffle();
        let queue = (order, prop::sample::select(PASS_ORDERS.to_vec()), any::<[u8; 32]>());
        let queue = queue.prop_map(|(order, pass_order, seed)| Queue {
            order,
            pass_order,
            seed: Hash32(seed),
        });
        (case, queue)
    })
}

/// Every ordered selection of the activities 1…m: every list a person could send.
pub(crate) fn every_list(m: u32) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = vec![vec![]];
    let mut from = 0;
    while from < all.len() {
        for next in 1..=m {
            if !all[from].contains(&next) {
                let longer = [all[from].as_slice(), &[next]].concat();
                all.push(longer);
            }
        }
        from += 1;
    }
    all
}

/// Whether two activities share a slot.
pub(crate) fn clash(case: &Case, a: u32, b: u32) -> bool {
    let slots = &case.slots[a as usize - 1];
    slots.iter().any(|slot| case.slots[b as usize - 1].contains(slot))
}

/// The rank of an activity on a list, from 1; none if it is not on it.
pub(crate) fn rank(ballot: &[u32], activity: u32) -> Option<usize> {
    ballot.iter().position(|choice| *choice == activity).map(|at| at + 1)
}
