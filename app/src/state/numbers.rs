//! The numbers people get: drawn without repetition, late ones too, so that a number says nothing and
//! never looks like a rank.

use std::collections::BTreeSet;

/// The range numbers are drawn from when so many people take part: four digits, five from 2,000 people
/// on, six from 20,000.
pub fn range(people: usize) -> std::ops::RangeInclusive<u32> {
    match people {
        0..2_000 => 1_000..=9_999,
        2_000..20_000 => 10_000..=99_999,
        _ => 100_000..=999_999,
    }
}

/// As many new numbers as asked for, none of them in `taken`, uniformly from the range for all people
/// together. `word` gives random 32-bit words.
pub fn draw(count: usize, taken: &BTreeSet<u32>, mut word: impl FnMut() -> u32) -> Vec<u32> {
    let range = range(taken.len() + count);
    let size = range.end() - range.start() + 1;
    // Words beyond the last whole multiple of the range would favour low numbers.
    let fair = u32::MAX - u32::MAX % size;
    let mut used = taken.clone();
    let mut drawn = Vec::with_capacity(count);
    while drawn.len() < count {
        let random = word();
        let number = range.start() + random % size;
        if random < fair && used.insert(number) {
            drawn.push(number);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> impl FnMut() -> u32 {
        let mut state = 1_u64;
        move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            u32::try_from(state >> 32).expect("half of it")
        }
    }

    #[test]
    fn numbers_are_fresh_and_have_the_right_length() {
        for (people, digits) in [(146, 4), (1_999, 4), (2_000, 5), (20_000, 6)] {
            let drawn = draw(people, &BTreeSet::new(), words());
            assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), people);
            assert!(
                drawn.iter().all(|number| number.to_string().len() == digits),
                "{people}"
            );
        }
    }

    #[test]
    fn late_numbers_avoid_those_that_are_taken() {
        let taken: BTreeSet<u32> = draw(1_500, &BTreeSet::new(), words()).into_iter().collect();
        let late = draw(400, &taken, words());
        assert!(late.iter().all(|number| !taken.contains(number)));
    }

    #[test]
    fn an_unfair_word_is_drawn_again() {
        let mut words = [u32::MAX, 8_999].into_iter();
        assert_eq!(draw(1, &BTreeSet::new(), || words.next().expect("two words")), [9_999]);
    }
}
