//! Every tiny input there is, against the reference: three entries, three activities with 0 to 2 places, all
//! ballots, all pass orders, limits none, 1 and 2; then minima, slots and groups, one kind at a time.
//!
//! The order stays 0, 1, 2: another order is the same case with its ballots exchanged.

use std::thread;

use turnwise_shared::allocate::allocate;
use turnwise_shared::ballot::{Ballot, BallotFault};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};

use crate::judge::{PASS_ORDERS, Queue, assert_same, compare, instance};
use crate::reference::{self, Case};

/// The ordered selections of 1, 2, 3: every ballot there is.
fn ballots() -> Vec<Vec<u32>> {
    let mut all = vec![vec![]];
    for a in 1..=3 {
        all.push(vec![a]);
        for b in (1..=3).filter(|b| *b != a) {
            all.push(vec![a, b]);
            all.push(vec![a, b, 6 - a - b]);
        }
    }
    all
}

fn capacities() -> Vec<Vec<u32>> {
    let numbers = 0..27;
    numbers.map(|code| vec![code % 3, code / 3 % 3, code / 9]).collect()
}

/// What is varied together: the rest of a case, and how it is walked.
#[derive(Clone)]
struct Variation {
    minima: [u32; 3],
    slots: [Vec<u32>; 3],
    limit: Option<u32>,
    pass_orders: Vec<PassOrder>,
}

impl Variation {
    fn plain(limit: Option<u32>, pass_orders: &[PassOrder]) -> Self {
        Self {
            minima: [0; 3],
            slots: [vec![], vec![], vec![]],
            limit,
            pass_orders: pass_orders.to_vec(),
        }
    }
}

/// Compares all ballots under all capacities; how many cases that were.
fn compare_all(variation: &Variation) -> u32 {
    let capacities = capacities();
    let (left, right) = capacities.split_at(13);
    thread::scope(|scope| {
        let halves =
            [left, right].map(|half| scope.spawn(|| half.iter().map(|it| compare_ballots(it, variation)).sum::<u32>()));
        halves.map(|half| half.join().expect("every case agrees")).iter().sum()
    })
}

fn compare_ballots(capacities: &[u32], variation: &Variation) -> u32 {
    let all = ballots();
    let mut case = Case {
        capacities: capacities.to_vec(),
        minima: variation.minima.to_vec(),
        slots: variation.slots.to_vec(),
        ballots: vec![vec![]; 3],
        limits: vec![variation.limit; 3],
    };
    let mut queues: Vec<Queue> = variation
        .pass_orders
        .iter()
        .map(|it| Queue::of(&[0, 1, 2], *it))
        .collect();
    let mut cases = 0;
    for code in 0..16 * 16 * 16 {
        case.ballots = [code % 16, code / 16 % 16, code / 256]
            .map(|at| all[at].clone())
            .to_vec();
        let instance = instance(&case);
        for queue in &mut queues {
            // Another seed for another case: reshuffled passes come in every combination of orders.
            queue.seed = seed(code);
            let outcome = allocate(&instance, &queue.orders());
            let answer = reference::allocate(&case, &|pass| queue.pass(pass));
            assert_same(&case, queue, &outcome, &answer);
            cases += 1;
        }
    }
    cases
}

fn seed(code: usize) -> Hash32 {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(code as u64).to_be_bytes());
    Hash32(bytes)
}

#[test]
fn every_ballot_capacity_limit_and_pass_order() {
    assert_eq!(ballots().len(), 16);
    let cases: u32 = [None, Some(1), Some(2)]
        .map(|limit| compare_all(&Variation::plain(limit, &PASS_ORDERS)))
        .iter()
        .sum();
    assert_eq!(cases, 27 * 4096 * 4 * 3);
}

#[test]
fn every_ballot_and_capacity_with_minima() {
    // One minimum at a time, then several, so that two activities lack equally and unequally many.
    let minima = [
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
        [3, 0, 0],
        [0, 0, 3],
        [2, 2, 2],
        [2, 3, 2],
    ];
    for minima in minima {
        for limit in [None, Some(1)] {
            let plain = Variation::plain(limit, &[PassOrder::Same, PassOrder::Snake]);
            assert_eq!(compare_all(&Variation { minima, ..plain }), 27 * 4096 * 2);
        }
    }
}

#[test]
fn every_ballot_and_capacity_with_slots() {
    let slots = [
        [vec![1], vec![1], vec![]],
        [vec![], vec![1], vec![1]],
        [vec![1], vec![2], vec![1]],
        [vec![1], vec![1, 2], vec![2]],
        [vec![7], vec![7], vec![7]],
    ];
    for slots in slots {
        for limit in [None, Some(2)] {
            let plain = Variation::plain(limit, &[PassOrder::Same, PassOrder::ReverseAfterFirst]);
            let slots = slots.clone();
            assert_eq!(compare_all(&Variation { slots, ..plain }), 27 * 4096 * 2);
        }
    }
}

/// Rules in which one activity is open to one group only.
fn rules_for_group(capacities: &[u32], restricted: u32, group: u32) -> Rules {
    let activities = (1..).zip(capacities).map(|(number, capacity)| Activity {
        capacity: *capacity,
        minimum: 0,
        slots: vec![],
        groups: if number == restricted { vec![group] } else { vec![] },
    });
    Rules {
        limit: None,
        pass_order: PassOrder::Same,
        notice: 0,
        closes_at: None,
        plan: ValuePlan::Server,
        activities: activities.collect(),
        catalogue: Hash32::ZERO,
    }
}

/// The ballots an entry of this group can have, each judged by looking at it.
fn allowed(rules: &Rules, restricted: u32, only: u32, group: u32) -> Vec<Vec<u32>> {
    let mut allowed = Vec::new();
    for choices in ballots() {
        let foreign = choices.iter().position(|choice| *choice == restricted && group != only);
        let answer = Ballot::new(choices.clone(), rules, group);
        match foreign {
            Some(at) => {
                let rank = u32::try_from(at).expect("small") + 1;
                let activity = restricted;
                assert_eq!(answer, Err(BallotFault::ForeignGroup { rank, activity }));
            }
            None => allowed.push(answer.expect("open to this group").choices().to_vec()),
        }
    }
    allowed
}

#[test]
fn every_ballot_and_capacity_with_groups() {
    let groups = [1, 1, 2];
    let mut cases = 0;
    for capacities in capacities() {
        for restricted in 1..=3 {
            for only in 1..=2 {
                let rules = rules_for_group(&capacities, restricted, only);
                let [first, second, third] = groups.map(|group| allowed(&rules, restricted, only, group));
                for (a, b) in first.iter().flat_map(|a| second.iter().map(move |b| (a, b))) {
                    for c in &third {
                        let case = Case {
                            capacities: capacities.clone(),
                            minima: vec![0; 3],
                            slots: vec![vec![]; 3],
                            ballots: vec![a.clone(), b.clone(), c.clone()],
                            limits: vec![None; 3],
                        };
                        let answer = compare(&case, &Queue::same(&[0, 1, 2]));
                        let strangers = groups.iter().zip(&answer.holdings).filter(|(group, _)| **group != only);
                        assert!(strangers.into_iter().all(|(_, held)| !held.contains(&restricted)));
                        cases += 1;
                    }
                }
            }
        }
    }
    // Five ballots avoid the restricted activity, sixteen may name it.
    assert_eq!(cases, 27 * 3 * (16 * 16 * 5 + 5 * 5 * 16));
}
