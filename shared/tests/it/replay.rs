//! A draw repeated from what is published: the same for everyone, equal to the reference, and refused where
//! lines, value and rules do not fit together.

use turnwise_shared::allocate::InstanceFault;
use turnwise_shared::draw;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Line, Value};
use turnwise_shared::replay::{Replay, ReplayFault};

use crate::dice::Dice;
use crate::judge::PASS_ORDERS;
use crate::record::{lines, rules};
use crate::reference::{self, Case};
use crate::tampering::tampered;

const HEAD: Hash32 = Hash32([21; 32]);

fn server(dice: &mut Dice) -> Value {
    Value::Server {
        bytes: Hash32(dice.bytes()),
    }
}

/// The published rules and lines, as the reference takes them.
fn case(rules: &Rules, lines: &[Line]) -> Case {
    Case {
        capacities: rules.activities.iter().map(|activity| activity.capacity).collect(),
        minima: rules.activities.iter().map(|activity| activity.minimum).collect(),
        slots: rules.activities.iter().map(|activity| activity.slots.clone()).collect(),
        ballots: lines.iter().map(|line| line.choices.clone()).collect(),
        limits: vec![rules.limit.map(std::num::NonZeroU32::get); lines.len()],
    }
}

#[test]
fn a_draw_by_the_server_is_the_reference_over_the_drawn_orders() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        for pass_order in PASS_ORDERS {
            let rules = rules(&mut dice, pass_order, ValuePlan::Server);
            assert_eq!(rules.check(), Ok(()));
            let (lines, value) = (lines(&mut dice, 20), server(&mut dice));
            let replay = Replay::new(&rules, &HEAD, &value, &lines).expect("fits together");
            let numbers: Vec<u32> = lines.iter().map(|line| line.entry).collect();
            let drawn = draw::seed(&HEAD, &value.bytes());
            assert_eq!((replay.seed, replay.entries()), (Some(drawn), numbers.as_slice()));
            assert_eq!(replay.pass(1), draw::order(&numbers, &drawn));
            let expected = reference::allocate(&case(&rules, &lines), &|pass| {
                drawn_pass(&numbers, &drawn, pass_order, pass)
            });
            assert_eq!(replay.allocation(), expected.holdings);
            for (number, held) in numbers.iter().zip(&expected.holdings) {
                assert_eq!(replay.explain(*number).map(|story| story.got).as_ref(), Some(held));
            }
        }
    }
}

/// Entries by index, in the order of one pass.
fn drawn_pass(numbers: &[u32], seed: &Hash32, pass_order: PassOrder, pass: u32) -> Vec<u32> {
    let (seed, backwards) = match pass_order {
        PassOrder::Same => (*seed, false),
        PassOrder::Snake => (*seed, pass.is_multiple_of(2)),
        PassOrder::ReverseAfterFirst => (*seed, pass >= 2),
        PassOrder::Reshuffle => (draw::pass_seed(seed, pass), false),
    };
    let order = draw::order(numbers, &seed).into_iter();
    let mut order: Vec<u32> = order.map(|number| (number - 1000) / 7).collect();
    if backwards {
        order.reverse();
    }
    order
}

#[test]
fn an_own_list_is_walked_as_written() {
    let mut dice = Dice::new(77);
    let rules = rules(&mut dice, PassOrder::Same, ValuePlan::OwnList);
    let lines = lines(&mut dice, 12);
    let order = dice.shuffled(lines.iter().map(|line| line.entry));
    let value = Value::OwnList { order: order.clone() };
    let replay = Replay::new(&rules, &HEAD, &value, &lines).expect("fits together");
    assert_eq!(
        (replay.seed, replay.pass(1), replay.pass(2)),
        (None, order.clone(), order.clone())
    );
    let expected = reference::allocate(&case(&rules, &lines), &|_| {
        order.iter().map(|number| (number - 1000) / 7).collect()
    });
    assert_eq!(replay.allocation(), expected.holdings);
    assert_eq!(
        Replay::new(&rules, &Hash32([1; 32]), &value, &lines).as_ref(),
        Ok(&replay)
    );
}

#[test]
fn an_own_list_that_is_not_the_list_is_refused() {
    let mut dice = Dice::new(78);
    let rules = rules(&mut dice, PassOrder::Same, ValuePlan::OwnList);
    let lines = lines(&mut dice, 4);
    let fault = |order: &[u32]| {
        let value = Value::OwnList { order: order.to_vec() };
        Replay::new(&rules, &HEAD, &value, &lines).map(|_| ())
    };
    assert_eq!(fault(&[1021, 1007, 1000, 1014]), Ok(()));
    assert_eq!(fault(&[1021, 1007, 1000]), Err(ReplayFault::Order { entry: 1014 }));
    assert_eq!(
        fault(&[1021, 1007, 1000, 1000]),
        Err(ReplayFault::Order { entry: 1000 })
    );
    assert_eq!(
        fault(&[1021, 1007, 1000, 1014, 1007]),
        Err(ReplayFault::Order { entry: 1007 })
    );
    assert_eq!(
        fault(&[1021, 1007, 1000, 1013]),
        Err(ReplayFault::Order { entry: 1013 })
    );
    // A changed byte of it is refused, or leaves another order.
    let value = Value::OwnList {
        order: vec![1021, 1007, 1000, 1014],
    };
    let other_orders = tampered(&value).into_iter();
    assert_eq!(
        other_orders
            .filter(|other| Replay::new(&rules, &HEAD, other, &lines).is_ok())
            .count(),
        0
    );
    let reshuffled = Rules {
        pass_order: PassOrder::Reshuffle,
        ..rules.clone()
    };
    assert_eq!(
        Replay::new(&reshuffled, &HEAD, &value, &lines).map(|_| ()),
        Err(ReplayFault::Reshuffle)
    );
}

#[test]
fn another_head_or_another_value_is_another_draw() {
    let mut dice = Dice::new(79);
    let rules = rules(&mut dice, PassOrder::Same, ValuePlan::Server);
    let (lines, value) = (lines(&mut dice, 30), server(&mut dice));
    let order = |head: &Hash32, value: &Value| Replay::new(&rules, head, value, &lines).expect("fits").pass(1);
    let drawn = order(&HEAD, &value);
    assert_eq!(order(&HEAD, &value), drawn);
    assert_ne!(order(&Hash32([22; 32]), &value), drawn);
    for other in tampered(&value) {
        assert_ne!(order(&HEAD, &other), drawn);
    }
}

#[test]
fn lines_out_of_order_and_ballots_that_fit_no_rules_are_refused() {
    let mut dice = Dice::new(80);
    let rules = rules(&mut dice, PassOrder::Same, ValuePlan::Server);
    let (lines, value) = (lines(&mut dice, 5), server(&mut dice));
    let fault = |change: &dyn Fn(&mut Vec<Line>)| {
        let mut other = lines.clone();
        change(&mut other);
        Replay::new(&rules, &HEAD, &value, &other).err()
    };
    assert_eq!(fault(&|_| ()), None);
    assert_eq!(fault(&|lines| lines.swap(1, 2)), Some(ReplayFault::Lines));
    assert_eq!(
        fault(&|lines| lines[2].entry = lines[1].entry),
        Some(ReplayFault::Lines)
    );
    let unknown = ReplayFault::Instance(InstanceFault::Unknown { entry: 2, rank: 2 });
    assert_eq!(fault(&|lines| lines[2].choices = vec![1, 6]), Some(unknown));
    assert_eq!(fault(&|lines| lines[2].choices = vec![1, 0]), Some(unknown));
    let doubled = ReplayFault::Instance(InstanceFault::Doubled { entry: 2, rank: 3 });
    assert_eq!(fault(&|lines| lines[2].choices = vec![1, 2, 1]), Some(doubled));
}

#[test]
fn nobody_taking_part_is_an_empty_draw() {
    let mut dice = Dice::new(81);
    let rules = rules(&mut dice, PassOrder::Reshuffle, ValuePlan::Server);
    let replay = Replay::new(&rules, &HEAD, &server(&mut dice), &[]).expect("fits together");
    assert!(replay.allocation().is_empty() && replay.pass(1).is_empty());
    assert_eq!(replay.explain(1000), None);
}
