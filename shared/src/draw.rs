//! The draw: from a fixed record and a value to an order that anyone can repeat (§7 of the design).
//!
//! The order is a Fisher–Yates shuffle from the end over raw `ChaCha20` words, written out here because
//! library shuffles change between versions. A word that would favour low numbers is rejected.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::hash::{Bytes, Hash32, labelled};

/// The seed: `H("draw", head of the closed or redraw record ‖ value)`.
pub fn seed(head: &Hash32, value: &[u8]) -> Hash32 {
    Bytes::new().raw(head.as_bytes()).raw(value).hash("draw")
}

/// The seed of pass `pass`, from 1: the seed itself for the first, `H("pass", seed ‖ pass)` after it.
/// Only a reshuffled lottery asks for more than the first.
pub fn pass_seed(seed: &Hash32, pass: u32) -> Hash32 {
    if pass <= 1 {
        return *seed;
    }
    Bytes::new().raw(seed.as_bytes()).u32(pass).hash("pass")
}

/// The drawn order of these numbers, which are given ascending.
///
/// ```
/// use turnwise_shared::{draw::order, hash::Hash32};
/// let seed = Hash32([7; 32]);
/// assert_eq!(order(&[1, 2, 3], &seed), order(&[1, 2, 3], &seed));
/// ```
pub fn order(ascending: &[u32], seed: &Hash32) -> Vec<u32> {
    let mut rng = ChaCha20Rng::from_seed(seed.0);
    shuffle(ascending, || rng.next_u32())
}

/// Fisher–Yates from the end with the given words; apart from [`order`] so that tests can inject words
/// that are rejected.
pub fn shuffle(ascending: &[u32], next_word: impl FnMut() -> u32) -> Vec<u32> {
    let mut order = ascending.to_vec();
    shuffle_in_place(&mut order, next_word);
    order
}

/// The same without another list: every order comes out as often as any other, whichever went in.
pub(crate) fn shuffle_in_place(order: &mut [u32], next_word: impl FnMut() -> u32) {
    for (last, chosen) in swaps(order.len(), next_word) {
        order.swap(last, chosen);
    }
}

/// Where in the drawn order of so many numbers the one ends up that stood at `index` before, from 0; without the order.
pub(crate) fn place(index: usize, count: usize, seed: &Hash32) -> usize {
    let mut rng = ChaCha20Rng::from_seed(seed.0);
    let swaps = swaps(count, || rng.next_u32());
    swaps.fold(index, |place, (last, chosen)| match place {
        _ if place == last => chosen,
        _ if place == chosen => last,
        _ => place,
    })
}

/// What changes places with what, from the end.
fn swaps(count: usize, mut next_word: impl FnMut() -> u32) -> impl Iterator<Item = (usize, usize)> {
    (1..count).rev().map(move |last| {
        let choices = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let word = loop {
            let word = next_word();
            if is_fair(word, choices) {
                break word;
            }
        };
        (last, (word % choices) as usize)
    })
}

/// Whether a word is below 2³² − (2³² mod choices). Most are so far below that there is no need to divide.
fn is_fair(word: u32, choices: u32) -> bool {
    let below = u32::MAX - choices;
    word <= below || word <= u32::MAX - (below + 1) % choices
}

/// The eight numbers below 2,048 that stand for a head when it is read aloud: 65,536 hashes, so that
/// looking for another record with the same words is slow, then the first 88 bits.
pub fn word_numbers(head: &Hash32) -> [u16; 8] {
    let digest = (0..65_536).fold(*head, |digest, _| labelled("words", digest.as_bytes()));
    let mut numbers = [0; 8];
    let mut bits = digest
        .0
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1));
    for number in &mut numbers {
        *number = bits.by_ref().take(11).fold(0, |sum, bit| sum * 2 + u16::from(bit));
    }
    numbers
}
