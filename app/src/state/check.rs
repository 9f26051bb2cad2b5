//! The check before what cannot be undone: what the lists look like just before closing.

use std::collections::BTreeMap;

use turnwise_shared::api::EntryView;
use turnwise_shared::lottery::Rules;

/// What an organiser should have seen before closing. Activities by number, people by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Everyone who takes part.
    pub people: usize,
    /// Those who sent a list, an empty one included.
    pub answered: usize,
    /// Numbers of those who sent none, by group.
    pub no_list: BTreeMap<u32, Vec<u32>>,
    /// Numbers of those whose list has exactly one choice.
    pub one_choice: Vec<u32>,
    /// Numbers of those who sent an empty list.
    pub empty_list: Vec<u32>,
    /// Activities with places that nobody chose.
    pub unwanted: Vec<u32>,
    /// Activities that fewer people chose than they need, with how many did.
    pub too_few: Vec<(u32, u32)>,
    /// Places in all activities together.
    pub places: u64,
    /// Places wanted if everyone got as many as the limit allows and their list names.
    pub wanted: u64,
}

impl Check {
    /// Looks through all lists.
    pub fn new(rules: &Rules, entries: &[EntryView]) -> Self {
        let mut check = Self {
            people: entries.len(),
            places: rules
                .activities
                .iter()
                .map(|activity| u64::from(activity.capacity))
                .sum(),
            ..Self::default()
        };
        let mut demand = vec![0_u32; rules.activities.len()];
        for entry in entries {
            check.look(entry);
            let most = rules.limit.map_or(u64::MAX, |limit| u64::from(limit.get()));
            check.wanted += most.min(entry.choices.len() as u64);
            for &choice in &entry.choices {
                if let Some(count) = choice.checked_sub(1).and_then(|index| demand.get_mut(index as usize)) {
                    *count += 1;
                }
            }
        }
        for ((number, activity), &count) in (1..).zip(&rules.activities).zip(&demand) {
            if activity.capacity == 0 {
                continue;
            }
            if count == 0 {
                check.unwanted.push(number);
            } else if count < activity.minimum {
                check.too_few.push((number, count));
            }
        }
        check
    }

    fn look(&mut self, entry: &EntryView) {
        if entry.version == 0 {
            self.no_list.entry(entry.group).or_default().push(entry.entry);
            return;
        }
        self.answered += 1;
        match entry.choices.len() {
            0 => self.empty_list.push(entry.entry),
            1 => self.one_choice.push(entry.entry),
            _ => {}
        }
    }

    /// How many sent no list.
    pub fn silent(&self) -> usize {
        self.people - self.answered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;
    use turnwise_shared::hash::Hash32;
    use turnwise_shared::lottery::{Activity, PassOrder, ValuePlan};

    fn rules(places: &[(u32, u32)]) -> Rules {
        let activity = |&(capacity, minimum): &(u32, u32)| Activity {
            capacity,
            minimum,
            slots: Vec::new(),
            groups: Vec::new(),
        };
        Rules {
            limit: NonZeroU32::new(2),
            pass_order: PassOrder::Same,
            notice: 0,
            closes_at: None,
            plan: ValuePlan::Server,
            activities: places.iter().map(activity).collect(),
            catalogue: Hash32::ZERO,
        }
    }

    fn entry(entry: u32, group: u32, version: u32, choices: &[u32]) -> EntryView {
        EntryView {
            entry,
            group,
            version,
            choices: choices.to_vec(),
        }
    }

    #[test]
    fn every_kind_of_list_is_counted_once() {
        let rules = rules(&[(10, 0), (5, 3), (4, 0), (0, 0)]);
        let entries = [
            entry(1001, 1, 0, &[]),
            entry(1002, 2, 0, &[]),
            entry(1003, 1, 1, &[]),
            entry(1004, 1, 2, &[1]),
            entry(1005, 2, 1, &[1, 2, 3]),
            entry(1006, 2, 1, &[2, 1]),
        ];
        let check = Check::new(&rules, &entries);
        assert_eq!((check.people, check.answered, check.silent()), (6, 4, 2));
        assert_eq!(check.no_list, BTreeMap::from([(1, vec![1001]), (2, vec![1002])]));
        assert_eq!(
            (check.empty_list.as_slice(), check.one_choice.as_slice()),
            ([1003].as_slice(), [1004].as_slice())
        );
        assert_eq!(check.unwanted, Vec::<u32>::new());
        assert_eq!(check.too_few, [(2, 2)]);
        assert_eq!((check.places, check.wanted), (19, 5));
    }

    #[test]
    fn an_activity_nobody_chose_is_named_unless_it_was_withdrawn() {
        let check = Check::new(&rules(&[(3, 0), (3, 2), (0, 0)]), &[entry(1001, 1, 1, &[1])]);
        assert_eq!(check.unwanted, [2]);
        assert_eq!(check.too_few, []);
    }
}
