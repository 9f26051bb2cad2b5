//! What the same draw gives an entry elsewhere in line: for every place the rule is applied once more by the reference,
//! and what is told of that place must be what comes out.

use proptest::prelude::*;
use turnwise_shared::forecast::elsewhere;
use turnwise_shared::lottery::PassOrder;

use crate::judge::{Queue, instance};
use crate::reference::{self, Case};
use crate::worlds::{Shape, config, worlds};

/// The line of the first pass with the entry at this place, from 0.
fn moved(line: &[u32], entry: u32, place: usize) -> Vec<u32> {
    let mut line: Vec<u32> = line.iter().copied().filter(|other| *other != entry).collect();
    line.insert(place, entry);
    line
}

/// What the reference gives it there.
fn got(case: &Case, queue: &Queue, entry: u32, place: usize) -> Vec<u32> {
    let first = moved(&queue.pass(1), entry, place);
    let answer = match queue.pass_order {
        PassOrder::Reshuffle => {
            let order_of = |pass| if pass == 1 { first.clone() } else { queue.pass(pass) };
            reference::allocate(case, &order_of)
        }
        pass_order => {
            let queue = Queue::of(&first, pass_order);
            reference::allocate(case, &|pass| queue.pass(pass))
        }
    };
    answer.holdings[entry as usize].clone()
}

fn check(case: &Case, queue: &Queue) {
    for (entry, _) in (0..).zip(&case.ballots) {
        let stretches = elsewhere(&instance(case), &queue.orders(), entry);
        let mut next = 1;
        for pair in stretches.windows(2) {
            assert_ne!(
                pair[0].got, pair[1].got,
                "neighbours are one: {case:?} {queue:?} {entry}"
            );
        }
        for stretch in stretches {
            assert_eq!(stretch.from, next, "{case:?} {queue:?} {entry}");
            for place in stretch.from..=stretch.to {
                let expected = got(case, queue, entry, place as usize - 1);
                assert_eq!(stretch.got, expected, "{case:?} {queue:?} {entry} at {place}");
            }
            next = stretch.to + 1;
        }
        assert_eq!(next as usize, case.ballots.len() + 1, "the whole line");
    }
}

const CROWDED: Shape = Shape {
    entries: 9,
    activities: 5,
    places: 3,
    one_each: false,
    minima: true,
};

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn every_place_in_line((case, queue) in worlds(CROWDED)) {
        check(&case, &queue);
    }

    #[test]
    fn every_place_in_line_with_one_each((case, queue) in worlds(Shape { one_each: true, minima: false, ..CROWDED })) {
        check(&case, &queue);
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn every_place_in_a_long_line((case, queue) in worlds(Shape { entries: 40, activities: 9, places: 7, ..CROWDED })) {
        check(&case, &queue);
    }
}

#[test]
fn whoever_is_not_in_line_gets_nothing_anywhere() {
    let case = Case {
        capacities: vec![1],
        minima: vec![0],
        slots: vec![vec![]],
        ballots: vec![vec![1]],
        limits: vec![None],
    };
    assert!(elsewhere(&instance(&case), &Queue::same(&[0]).orders(), 1).is_empty());
}
