//! The eight words to read aloud, which stand for the head of the record that a draw is made for.

use crate::draw::word_numbers;
use crate::hash::Hash32;

/// The list of 2,048 words, one a line; `docs/transcript.md` says which it is.
const WORDS: &str = include_str!("../../docs/words.txt");

/// Of so many draws, the last ones, words are compared: of each, it takes 65,536 hashes.
pub const TOLD: usize = 9;

/// The words that stand for this head. It takes 65,536 hashes.
pub fn words(head: &Hash32) -> [&'static str; 8] {
    let list: Vec<&str> = WORDS.lines().collect();
    word_numbers(head).map(|number| list.get(usize::from(number)).copied().unwrap_or_default())
}

/// The words in a text, whatever stands between them.
///
/// ```
/// use turnwise_shared::spoken::typed;
/// let given = typed(" 1. Abandon, 2. ability");
/// assert_eq!(given, ["Abandon", "ability"]);
/// ```
pub fn typed(text: &str) -> Vec<&str> {
    let words = text.split(|sign: char| !sign.is_alphabetic());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether it is the same word, in capitals or not.
pub fn same(given: &str, word: &str) -> bool {
    given.eq_ignore_ascii_case(word)
}

/// Whether these words, as [`typed`] gives them, stand in a text in this order, with nothing in between.
///
/// ```
/// use turnwise_shared::spoken::{are_in, typed};
/// let words = ["abandon", "ability"];
/// assert!(are_in(&typed("The words are: Abandon ABILITY."), &words));
/// assert!(!are_in(&typed("ability abandon"), &words));
/// assert!(!are_in(&typed("abandon"), &words));
/// ```
pub fn are_in<W: AsRef<str>>(text: &[&str], words: &[W]) -> bool {
    let all = |given: &[&str]| given.iter().zip(words).all(|(given, word)| same(given, word.as_ref()));
    !words.is_empty() && text.windows(words.len()).any(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_pinned_one() {
        let hash = <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(WORDS));
        let pinned = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
        assert_eq!(Hash32(hash).to_string(), pinned);
        assert_eq!(WORDS.lines().count(), 2_048);
    }

    #[test]
    fn a_head_has_eight_words_of_the_list() {
        let words = words(&Hash32([7; 32]));
        assert!(
            words.iter().all(|word| WORDS.lines().any(|line| line == *word)),
            "{words:?}"
        );
    }
}
