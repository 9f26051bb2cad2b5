//! The draw: everyone has the same chance of every position, and nothing about it is left to chance.

use turnwise_shared::draw::{order, pass_seed, seed, shuffle};
use turnwise_shared::hash::Hash32;

use crate::dice::Dice;

#[test]
fn no_one_and_one_alone_have_an_order() {
    let no_word = || unreachable!("nothing to decide");
    assert!(shuffle(&[], no_word).is_empty());
    assert_eq!(shuffle(&[4711], no_word), [4711]);
    assert!(order(&[], &Hash32([1; 32])).is_empty());
    assert_eq!(order(&[4711], &Hash32([1; 32])), [4711]);
}

#[test]
fn words_that_would_favour_low_numbers_are_rejected() {
    // Only the first step of a shuffle of `choices` looks at the word under test; every later one gets 0.
    for choices in 2..=400_u32 {
        let ascending: Vec<u32> = (0..choices).collect();
        let equal_shares = u64::from(choices) * ((1 << 32) / u64::from(choices));
        let asked = |first: u64| {
            let mut words = 0;
            shuffle(&ascending, || {
                words += 1;
                if words == 1 {
                    u32::try_from(first).expect("a word")
                } else {
                    0
                }
            });
            words
        };
        assert_eq!(
            asked(equal_shares - 1),
            choices - 1,
            "the last word of equal shares is taken"
        );
        if equal_shares < 1 << 32 {
            assert_eq!(asked(equal_shares), choices, "the first one beyond is drawn again");
            assert_eq!(asked((1 << 32) - 1), choices);
        }
    }
}

#[test]
fn several_rejected_words_in_a_row_are_drawn_again() {
    let mut words = [u32::MAX, u32::MAX, u32::MAX, 0, 1].into_iter();
    assert_eq!(
        shuffle(&[7, 8, 9], || words.next().expect("five words are enough")),
        [9, 8, 7]
    );
    assert_eq!(words.next(), None);
}

#[test]
fn every_order_comes_from_equally_many_words() {
    // Words 0…k−1 for each step stand for all words: remainders are equally frequent among accepted ones.
    for n in 1..=6_u32 {
        let ascending: Vec<u32> = (0..n).collect();
        let all: u32 = (1..=n).product();
        let mut seen = std::collections::BTreeSet::new();
        for code in 0..all {
            let (mut rest, mut choices) = (code, n);
            let drawn = shuffle(&ascending, || {
                let word = rest % choices;
                rest /= choices;
                choices -= 1;
                word
            });
            seen.insert(drawn);
        }
        assert_eq!(seen.len(), all as usize, "each order of {n} exactly once");
    }
}

/// How far the counts of entry × position are from equal ones, over so many draws of ten. Entries have their numbers
/// in the order of joining.
fn unevenness(draws: u32, draw: impl Fn(&[u32], u32) -> Vec<u32>) -> u64 {
    let entries: Vec<u32> = (1000..1010).collect();
    let mut counts = [[0_u64; 10]; 10];
    for number in 0..draws {
        for (position, entry) in draw(&entries, number).into_iter().enumerate() {
            counts[entry as usize - 1000][position] += 1;
        }
    }
    let expected = u64::from(draws) / 10;
    let squares = counts.iter().flatten().map(|count| count.abs_diff(expected).pow(2));
    squares.sum::<u64>() / expected
}

/// Chi-square with 81 degrees of freedom exceeds this once in 10,000 fair experiments; ours is always the same.
const FAIR: u64 = 135;

#[test]
fn before_the_draw_everyone_has_the_same_chance_of_every_position() {
    let head = Hash32([3; 32]);
    let fair = unevenness(MANY, |entries, number| {
        order(entries, &seed(&head, &number.to_be_bytes()))
    });
    assert!(fair < FAIR, "chi-square {fair}");
    // The same holds for every later round of a reshuffled draw.
    let later = unevenness(MANY, |entries, number| {
        order(entries, &pass_seed(&seed(&head, &[1]), number + 2))
    });
    assert!(later < FAIR, "chi-square {later}");
}

/// Enough to notice that one of ten comes a fiftieth too often.
const MANY: u32 = 400_000;

#[test]
fn the_measure_of_fairness_notices_unfair_shuffles() {
    type Unfair = fn(&mut Dice, &mut [u32]);
    let unfair: [(&str, Unfair); 4] = [
        ("nothing is shuffled", |_, _| {}),
        ("swapping with anyone", |dice, order| {
            for at in 0..order.len() {
                order.swap(at, dice.between(0, 9) as usize);
            }
        }),
        ("sorting by a coin, which favours the ends", |dice, order| {
            for from in 1..order.len() {
                let mut at = from;
                while at > 0 && dice.between(0, 1) == 0 {
                    order.swap(at, at - 1);
                    at -= 1;
                }
            }
        }),
        ("the remainder of a byte", |dice, order| {
            for last in (1..order.len()).rev() {
                order.swap(last, dice.between(0, 255) as usize % (last + 1));
            }
        }),
    ];
    let shuffled = |shuffle: Unfair, entries: &[u32], number: u32| {
        let mut order = entries.to_vec();
        shuffle(&mut Dice::new(number.into()), &mut order);
        order
    };
    for (name, shuffle) in unfair {
        let measured = unevenness(MANY, |entries, number| shuffled(shuffle, entries, number));
        assert!(measured > FAIR, "{name}: chi-square {measured}");
    }
    // The dice themselves are not what is noticed.
    let fair = unevenness(MANY, |entries, number| {
        Dice::new(number.into()).shuffled(entries.iter().copied())
    });
    assert!(fair < FAIR, "chi-square {fair}");
}

/// How many of so many draws of twenty give an order that was there before.
fn repeated(draws: u32, draw: impl Fn(&[u32], u32) -> Vec<u32>) -> usize {
    let entries: Vec<u32> = (1000..1020).collect();
    let orders: std::collections::BTreeSet<_> = (0..draws).map(|number| draw(&entries, number)).collect();
    draws as usize - orders.len()
}

#[test]
fn no_order_comes_twice_as_it_does_from_a_million_seeds() {
    // What a seed from a clock's microseconds comes to: positions are even, and yet there are only a million orders.
    let of_a_million = repeated(5_000, |entries, number| {
        let microsecond = Dice::new(number.into()).between(0, 999_999);
        Dice::new(microsecond.into()).shuffled(entries.iter().copied())
    });
    assert!(of_a_million > 0);
    let head = Hash32([3; 32]);
    let ours = repeated(5_000, |entries, number| {
        order(entries, &seed(&head, &number.to_be_bytes()))
    });
    assert_eq!(ours, 0);
}

#[test]
fn an_order_has_everyone_once_and_depends_on_every_bit() {
    let entries: Vec<u32> = (1000..1200).collect();
    let base = Hash32([9; 32]);
    let drawn = order(&entries, &base);
    let mut sorted = drawn.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, entries);
    for bit in 0..256 {
        let mut other = base;
        other.0[bit / 8] ^= 1 << (bit % 8);
        assert_ne!(order(&entries, &other), drawn, "bit {bit}");
    }
}

#[test]
fn the_seed_is_bound_to_head_value_and_pass() {
    let head = Hash32([1; 32]);
    let base = seed(&head, &[2; 32]);
    assert_ne!(base, seed(&Hash32([2; 32]), &[2; 32]));
    assert_ne!(base, seed(&head, &[3; 32]));
    assert_eq!(pass_seed(&base, 1), base);
    let mut seeds: Vec<Hash32> = (1..=100).map(|pass| pass_seed(&base, pass)).collect();
    seeds.sort_unstable();
    seeds.dedup();
    assert_eq!(seeds.len(), 100);
}
