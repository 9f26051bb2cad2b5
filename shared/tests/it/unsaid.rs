//! Each sentence the product must never say, with an example in which it is false (§6 of the design).
//!
//! Activities are numbers from 1; people stand in line in the order in which they are listed.

use turnwise_shared::draw;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use crate::dice::Dice;
use crate::judge::{Queue, compare};
use crate::reference::Case;

/// Places per activity and lists, without limit, minima or slots.
fn case(capacities: &[u32], ballots: &[&[u32]]) -> Case {
    Case {
        capacities: capacities.to_vec(),
        minima: vec![0; capacities.len()],
        slots: vec![vec![]; capacities.len()],
        ballots: ballots.iter().map(|ballot| ballot.to_vec()).collect(),
        limits: vec![None; ballots.len()],
    }
}

fn one_each(case: Case) -> Case {
    let limits = vec![Some(1); case.limits.len()];
    Case { limits, ..case }
}

fn walked(case: &Case, pass_order: PassOrder) -> Vec<Vec<u32>> {
    let order: Vec<u32> = (0..).take(case.ballots.len()).collect();
    compare(case, &Queue::of(&order, pass_order)).holdings
}

fn held(case: &Case) -> Vec<Vec<u32>> {
    walked(case, PassOrder::Same)
}

/// What these activities are worth to someone, who gives so much for each.
fn worth(activities: &[u32], values: &[u32]) -> u32 {
    activities.iter().map(|activity| values[*activity as usize - 1]).sum()
}

#[test]
fn ranking_honestly_is_not_always_best_with_several_places_each() {
    // The first in line loves 1 and also wants 2, which the other wants. 1 can wait; asked for second, it is
    // still there.
    let honest = case(&[1, 1], &[&[1, 2], &[2]]);
    assert_eq!(held(&honest), [vec![1], vec![2]]);
    let scarce_first = case(&[1, 1], &[&[2, 1], &[2]]);
    assert_eq!(held(&scarce_first), [vec![2, 1], vec![]]);
}

#[test]
fn ranking_honestly_is_not_always_best_with_minima() {
    // 2 needs two people. Asked for honestly, it fails, and whoever stood in line for it takes 1.
    let honest = Case {
        minima: vec![0, 2],
        ..one_each(case(&[1, 2], &[&[2, 1], &[1, 2]]))
    };
    assert_eq!(held(&honest), [vec![1], vec![]]);
    let ballots = vec![vec![2, 1], vec![2, 1]];
    assert_eq!(held(&Case { ballots, ..honest }), [vec![2], vec![2]]);
}

#[test]
fn adding_an_activity_at_the_end_can_cost_you_something_with_minima() {
    // 1 and 2 need two people each, two places is the limit. As long as 1 fails, the other comes to 2.
    let short = Case {
        minima: vec![2, 2, 0],
        limits: vec![Some(2); 2],
        ..case(&[2, 2, 2], &[&[2], &[1, 3, 2]])
    };
    assert_eq!(held(&short), [vec![2], vec![3, 2]]);
    let ballots = vec![vec![2, 1], vec![1, 3, 2]];
    assert_eq!(held(&Case { ballots, ..short }), [vec![1], vec![1, 3]]);
}

#[test]
fn it_is_not_envy_free() {
    let case = case(&[1], &[&[1], &[1]]);
    assert_eq!(held(&case), [vec![1], vec![]]);
    assert_eq!(held(&one_each(case)), [vec![1], vec![]]);
}

#[test]
fn it_is_not_envy_free_up_to_one() {
    // 1 takes the whole week; 2, 3 and 4 a day each.
    let case = Case {
        slots: vec![vec![1, 2, 3], vec![1], vec![2], vec![3]],
        ..case(&[1; 4], &[&[1, 2, 3, 4], &[2, 3, 4]])
    };
    let held = held(&case);
    assert_eq!(held, [vec![1], vec![2, 3, 4]]);
    // In line with the first list. Even without the best of what the other got, there is more of it.
    let values = [10, 9, 8, 7];
    assert!(held[1].iter().all(|dropped| {
        let rest: Vec<u32> = held[1].iter().copied().filter(|other| other != dropped).collect();
        worth(&rest, &values) > worth(&held[0], &values)
    }));
}

#[test]
fn it_is_not_pareto_optimal_with_several_places_each() {
    // Both list 1, 2, 3, 4, and mean it. The second would give two places for the first one's best.
    let held = held(&case(&[1; 4], &[&[1, 2, 3, 4], &[1, 2, 3, 4]]));
    assert_eq!(held, [vec![1, 3], vec![2, 4]]);
    let (first, second) = ([10, 9, 8, 7], [100, 10, 9, 1]);
    let traded = [vec![2, 3, 4], vec![1]];
    assert!(worth(&traded[0], &first) > worth(&held[0], &first));
    assert!(worth(&traded[1], &second) > worth(&held[1], &second));
}

#[test]
fn it_is_not_pareto_optimal_with_one_place_each_and_minima() {
    // Both activities need two people and get one at first; in the end neither runs, though both people
    // together could have had 1.
    let both_fail = Case {
        minima: vec![2, 2],
        ..one_each(case(&[2, 2], &[&[2, 1], &[1]]))
    };
    let answer = compare(&both_fail, &Queue::same(&[0, 1]));
    assert_eq!(answer.closed, [1, 2]);
    assert!(answer.holdings.iter().all(Vec::is_empty));
    let without_two = Case {
        ballots: vec![vec![1], vec![1]],
        ..both_fail
    };
    assert_eq!(held(&without_two), [vec![1], vec![1]]);
}

#[test]
fn it_does_not_maximise_happiness() {
    // The first would hardly mind the second choice; the second has no other.
    let case = one_each(case(&[1, 1], &[&[1, 2], &[1]]));
    assert_eq!(held(&case), [vec![1], vec![]]);
    let values = [[10, 9], [10, 0]];
    let kinder = [vec![2], vec![1]];
    let sum = |held: &[Vec<u32>]| worth(&held[0], &values[0]) + worth(&held[1], &values[1]);
    assert!(sum(&kinder) > sum(&held(&case)));
}

#[test]
fn snake_is_not_always_fairer() {
    // 1 has a place for both. In the same order both get two places, in snake one gets three.
    let several = case(&[2, 1, 1], &[&[1, 2], &[1, 2, 3]]);
    assert_eq!(walked(&several, PassOrder::Same), [vec![1, 2], vec![1, 3]]);
    assert_eq!(walked(&several, PassOrder::Snake), [vec![1], vec![1, 2, 3]]);
    // With one place each it is no different at all.
    let one = one_each(several);
    assert_eq!(walked(&one, PassOrder::Same), walked(&one, PassOrder::Snake));
}

#[test]
fn an_own_list_gives_nobody_a_chance_but_what_it_says() {
    // Whatever happened before, the list is walked as it was written.
    let written = Queue::same(&[2, 0, 1]);
    let mut dice = Dice::new(9);
    for _ in 0..100 {
        let seed = Hash32(dice.bytes());
        let again = Queue {
            seed,
            ..written.clone()
        };
        assert_eq!(again.orders().pass(1), [2, 0, 1]);
    }
}

#[test]
fn a_server_that_draws_dishonestly_can_put_anyone_first() {
    // Hence "if the server drew honestly": it sees the list, and may throw bytes away until it likes them.
    let head = Hash32([5; 32]);
    let mut dice = Dice::new(5);
    let entries: Vec<u32> = (1000..1120).collect();
    let liked = std::iter::repeat_with(|| draw::seed(&head, &dice.bytes::<32>()));
    let mut liked = liked.take(5_000).map(|seed| draw::order(&entries, &seed));
    assert!(liked.any(|order| order[0] == 1004));
}
