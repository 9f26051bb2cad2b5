//! Seeded lotteries of the size and shape of real ones, judged by the reference in every pass order: a school's
//! project week (146 people, 9 activities, two places each), a small faculty's electives (26 people, 23 courses
//! with clashes and limits of their own), three days of camp with minima; and ten thousand small ones.

use proptest::prelude::*;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use crate::dice::Dice;
use crate::judge::{PASS_ORDERS, Queue, compare};
use crate::reference::Case;
use crate::worlds::{Shape, config, worlds};

fn queue(dice: &mut Dice, entries: u32, pass_order: PassOrder) -> Queue {
    Queue {
        order: dice.shuffled(0..entries),
        pass_order,
        seed: Hash32(dice.bytes()),
    }
}

/// A list on which what many want stands high: popular activities have low numbers.
fn list(dice: &mut Dice, activities: u32, length: u32) -> Vec<u32> {
    let mut keyed: Vec<(u32, u32)> = (1..=activities)
        .map(|activity| (activity + dice.between(0, activities), activity))
        .collect();
    keyed.sort_unstable();
    let best = keyed.into_iter().map(|(_, activity)| activity);
    best.take(length as usize).collect()
}

/// 146 people rank all of 9 activities with 25 places each, and get two.
pub(crate) fn project_week(dice: &mut Dice, pass_order: PassOrder) -> (Case, Queue) {
    let case = Case {
        capacities: vec![25; 9],
        minima: vec![0; 9],
        slots: vec![vec![]; 9],
        ballots: (0..146).map(|_| list(dice, 9, 9)).collect(),
        limits: vec![Some(2); 146],
    };
    let queue = queue(dice, 146, pass_order);
    (case, queue)
}

/// 26 people rank some of 23 scarce courses, of which six pairs clash; everyone has a limit of their own.
pub(crate) fn electives(dice: &mut Dice, pass_order: PassOrder) -> (Case, Queue) {
    let mut slots = vec![vec![]; 23];
    for (slot, (a, b)) in (1..).zip([(1, 2), (1, 23), (2, 20), (5, 6), (8, 23), (10, 13)]) {
        slots[a - 1].push(slot);
        slots[b - 1].push(slot);
    }
    let ballots = (0..26).map(|_| {
        let length = dice.between(2, 11);
        list(dice, 23, length)
    });
    let case = Case {
        ballots: ballots.collect(),
        capacities: (0..23).map(|_| dice.between(2, 5)).collect(),
        minima: vec![0; 23],
        slots,
        limits: (0..26).map(|_| Some(dice.one_of(&[6, 6, 6, 6, 4, 3, 2, 5]))).collect(),
    };
    let queue = queue(dice, 26, pass_order);
    (case, queue)
}

/// 60 people and 12 activities on three days, each with a minimum; some lists are short or empty.
pub(crate) fn days(dice: &mut Dice, pass_order: PassOrder) -> (Case, Queue) {
    let ballots = (0..60).map(|_| {
        let length = dice.one_of(&[0, 1, 2, 4, 6, 12]);
        list(dice, 12, length)
    });
    let case = Case {
        ballots: ballots.collect(),
        capacities: (0..12).map(|_| dice.between(4, 14)).collect(),
        minima: (0..12).map(|_| dice.between(0, 9)).collect(),
        slots: (0..12).map(|activity| vec![activity % 3]).collect(),
        limits: vec![None; 60],
    };
    let queue = queue(dice, 60, pass_order);
    (case, queue)
}

/// Up to 8 people and 6 activities with everything that can occur, capacity 0, limit 0 and full minima included.
pub(crate) fn tiny(dice: &mut Dice, pass_order: PassOrder) -> (Case, Queue) {
    let (entries, activities) = (dice.between(0, 8), dice.between(1, 6));
    let slots = (0..activities).map(|_| {
        let busy = (1..=3).filter(|_| dice.between(0, 3) == 0);
        busy.collect()
    });
    let slots = slots.collect();
    let limit = dice.one_of(&[None, None, Some(1), Some(2), Some(3)]);
    let ballots = (0..entries).map(|_| {
        let length = dice.between(0, activities);
        let mut choices = dice.shuffled(1..=activities);
        choices.truncate(length as usize);
        choices
    });
    let case = Case {
        ballots: ballots.collect(),
        capacities: (0..activities).map(|_| dice.between(0, 4)).collect(),
        minima: (0..activities).map(|_| dice.one_of(&[0, 0, 1, 2, 3, 5])).collect(),
        slots,
        limits: (0..entries)
            .map(|_| if dice.between(0, 15) == 0 { Some(0) } else { limit })
            .collect(),
    };
    let queue = queue(dice, entries, pass_order);
    (case, queue)
}

#[test]
fn a_project_week_in_every_pass_order() {
    let mut dice = Dice::new(146);
    for number in 0..12 {
        let (case, queue) = project_week(&mut dice, PASS_ORDERS[number % 4]);
        let answer = compare(&case, &queue);
        // 225 places for 292 wishes: all are taken, which is when the rule matters.
        assert_eq!(answer.picks.len(), 225);
        assert_eq!(answer.passes, 2);
    }
}

#[test]
fn electives_with_clashes_and_limits_in_every_pass_order() {
    let mut dice = Dice::new(26);
    for number in 0..40 {
        let (case, queue) = electives(&mut dice, PASS_ORDERS[number % 4]);
        let answer = compare(&case, &queue);
        assert!(answer.passes > 2);
    }
}

#[test]
fn days_with_minima_in_every_pass_order() {
    let mut dice = Dice::new(60);
    let mut closings = 0;
    for number in 0..40 {
        let (case, queue) = days(&mut dice, PASS_ORDERS[number % 4]);
        closings += compare(&case, &queue).closed.len();
    }
    assert!(closings > 40, "minima matter too rarely here: {closings} closings");
}

#[test]
fn ten_thousand_small_lotteries() {
    let mut dice = Dice::new(10_000);
    for number in 0..10_000 {
        let (case, queue) = tiny(&mut dice, PASS_ORDERS[number % 4]);
        compare(&case, &queue);
    }
}

/// Lists longer than what is looked at together, and lines that become shorter with every pass.
const LARGE: Shape = Shape {
    entries: 200,
    activities: 14,
    places: 40,
    one_each: false,
    minima: true,
};

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn up_to_two_hundred_entries((case, queue) in worlds(LARGE)) {
        compare(&case, &queue);
    }
}
