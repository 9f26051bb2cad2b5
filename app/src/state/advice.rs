//! What may honestly be said to someone who ranks (§6 of the design), and what their list leaves open.

use turnwise_shared::lottery::Rules;
use turnwise_shared::sorted;

/// Sentences that are true under these rules, and no others. With several places each, it is *not* true
/// that ranking honestly is the best one can do; with minima, neither sentence is.
pub fn advice(rules: &Rules) -> Vec<&'static str> {
    let minima = rules.activities.iter().any(|activity| activity.minimum > 0);
    let one_each = rules.limit.is_some_and(|limit| limit.get() == 1);
    let mut sentences = Vec::new();
    if !minima && one_each {
        sentences.push("Put first what you want most: no other order can get you something better.");
    }
    if !minima {
        sentences.push("One more activity at the end of your list never costs you anything.");
    }
    sentences
}

/// How many places somebody may get, in a sentence.
pub fn limit(rules: &Rules) -> String {
    match rules.limit.map(std::num::NonZeroU32::get) {
        None => "You can get as many places as fit together.".to_owned(),
        Some(1) => "You can get one place.".to_owned(),
        Some(limit) => format!("You can get at most {limit} places."),
    }
}

/// One time, and how many choices of a list are at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtTime {
    /// The slot.
    pub slot: u32,
    /// How many choices.
    pub choices: usize,
}

/// Every time at which this group may choose something, with the choices at it. Empty where it says nothing:
/// one place each, or a single time.
pub fn times(rules: &Rules, group: u32, choices: &[u32]) -> Vec<AtTime> {
    if rules.limit.is_some_and(|limit| limit.get() == 1) {
        return Vec::new();
    }
    let open = rules
        .activities
        .iter()
        .filter(|activity| activity.capacity > 0 && activity.open_to(group));
    let slots = sorted::set(open.flat_map(|activity| activity.slots.iter().copied()));
    if slots.len() < 2 {
        return Vec::new();
    }
    let at = |slot: u32| {
        let chosen = choices.iter().filter_map(|choice| rules.activity(*choice));
        chosen.filter(|activity| activity.slots.contains(&slot)).count()
    };
    slots
        .into_iter()
        .map(|slot| AtTime {
            slot,
            choices: at(slot),
        })
        .collect()
}

/// The ranks, from 1, of better choices that share a time with the one at this index.
pub fn clashes(rules: &Rules, choices: &[u32], index: usize) -> Vec<u32> {
    let Some(own) = choices.get(index).and_then(|choice| rules.activity(*choice)) else {
        return Vec::new();
    };
    (1..)
        .zip(&choices[..index])
        .filter(|(_, choice)| rules.activity(**choice).is_some_and(|other| other.clashes_with(own)))
        .map(|(rank, _)| rank)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use std::num::NonZeroU32;

    fn rules(limit: u32, minimum: u32) -> Rules {
        let mut rules = view().lottery.rules;
        rules.limit = NonZeroU32::new(limit);
        rules.activities[0].minimum = minimum;
        rules
    }

    #[test]
    fn honest_ranking_is_praised_for_one_place_each_without_minima_only() {
        let honest = |rules: &Rules| advice(rules).iter().any(|said| said.contains("want most"));
        assert!(honest(&rules(1, 0)));
        assert!(!honest(&rules(2, 0)) && !honest(&rules(0, 0)) && !honest(&rules(1, 3)));
        assert_eq!(advice(&rules(2, 0)).len(), 1);
        assert_eq!(advice(&rules(2, 3)).len(), 0);
    }

    #[test]
    fn times_without_a_choice_are_found_where_they_matter() {
        let at = |slot, choices| AtTime { slot, choices };
        assert_eq!(times(&rules(2, 0), 1, &[1]), [at(1, 1), at(2, 0)]);
        // Activity 2 is not open to group 2: one time is left, which says nothing.
        assert_eq!(times(&rules(2, 0), 2, &[1]), []);
        assert_eq!(times(&rules(1, 0), 1, &[1]), []);
    }

    #[test]
    fn clashes_name_the_better_choice() {
        let mut rules = rules(2, 0);
        rules.activities.push(rules.activities[0].clone());
        assert_eq!(clashes(&rules, &[2, 1, 3], 2), [2]);
        assert_eq!(clashes(&rules, &[2, 1, 3], 1), [0_u32; 0]);
        assert_eq!(clashes(&rules, &[2, 1, 3], 9), [0_u32; 0]);
    }
}
