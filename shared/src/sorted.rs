//! Sorting and gathering in little code. The standard library's sort is compiled anew for every type it sorts, 4 kB
//! each, and `collect` into a set or a map sorts too. Here is one sort, of indexes, for all of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts items in the order of their keys; those with equal keys stay as they were to each other.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = order(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

/// The indexes below `count`, in this order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// For each key the index of the first one that equals it: its own, where none does before it.
pub fn firsts<K: Ord>(keys: &[K]) -> Vec<usize> {
    let order = order(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
    let mut firsts: Vec<usize> = (0..keys.len()).collect();
    for pair in order.windows(2) {
        if keys[pair[0]] == keys[pair[1]] {
            firsts[pair[1]] = firsts[pair[0]];
        }
    }
    firsts
}

/// A set of these.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// A map of these; of several under one key, the last counts.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(items);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_stay_as_they_were() {
        let mut words = vec!["pear", "fig", "plum", "apple", "kiwi", ""];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["", "fig", "pear", "plum", "kiwi", "apple"]);
    }

    #[test]
    fn what_is_there_again_is_told_from_what_is_new() {
        assert_eq!(firsts(&["b", "a", "b", "c", "a", "b"]), [0, 1, 0, 3, 1, 0]);
        assert_eq!(firsts::<u32>(&[]), [0_usize; 0]);
    }

    #[test]
    fn the_last_under_a_key_counts() {
        assert_eq!(
            map([(2, 'a'), (1, 'b'), (2, 'c')]),
            BTreeMap::from([(1, 'b'), (2, 'c')])
        );
        assert_eq!(set([3, 1, 3]), BTreeSet::from([1, 3]));
    }
}
