//! How far choosing has come: who has sent a list, class by class, and how much is wanted of what there is.

use std::collections::BTreeMap;

use turnwise_shared::api::EntryView;
use turnwise_shared::lottery::Rules;

use super::paper::Findable;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those who have sent a list, an empty one included.
    pub answered: usize,
    /// All of them.
    pub all: usize,
}

impl Share {
    fn count(&mut self, entry: &EntryView) {
        self.all += 1;
        self.answered += usize::from(entry.version > 0);
    }
}

/// Who has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Everyone together.
    pub total: Share,
    /// By group, ascending.
    pub groups: BTreeMap<u32, Share>,
    /// The numbers of those who have sent nothing.
    pub silent: Vec<u32>,
}

impl Progress {
    /// Counts all entries.
    pub fn new(entries: &[EntryView]) -> Self {
        let mut progress = Self::default();
        for entry in entries {
            progress.total.count(entry);
            progress.groups.entry(entry.group).or_default().count(entry);
            if entry.version == 0 {
                progress.silent.push(entry.entry);
            }
        }
        progress
    }
}

/// People of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The class; empty for none.
    pub class: String,
    /// The people, as listed.
    pub people: Vec<Findable>,
}

/// Those of the people, listed class by class, whose number is among these ascending ones.
pub fn by_class(people: &[Findable], numbers: &[u32]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for person in people
        .iter()
        .filter(|person| numbers.binary_search(&person.entry).is_ok())
    {
        match groups.last_mut().filter(|group| group.class == person.class) {
            Some(group) => group.people.push(person.clone()),
            None => groups.push(Group {
                class: person.class.clone(),
                people: vec![person.clone()],
            }),
        }
    }
    groups
}

/// How much one activity is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Its number.
    pub activity: u32,
    /// How many places it has.
    pub capacity: u32,
    /// How many people it needs.
    pub minimum: u32,
    /// How many lists have it as their 1st choice.
    pub first: u32,
    /// How many lists have it at all.
    pub any: u32,
}

/// Demand for every activity, by number.
pub fn demand(rules: &Rules, entries: &[EntryView]) -> Vec<Demand> {
    let places = rules
        .activities
        .iter()
        .map(|activity| (activity.capacity, activity.minimum));
    wanted(places, entries.iter().map(|entry| entry.choices.as_slice()))
}

/// Demand for these activities, given by places and minimum, in these lists.
pub fn wanted<'a>(
    places: impl IntoIterator<Item = (u32, u32)>,
    lists: impl IntoIterator<Item = &'a [u32]>,
) -> Vec<Demand> {
    let fresh = |(activity, (capacity, minimum)): (u32, (u32, u32))| Demand {
        activity,
        capacity,
        minimum,
        first: 0,
        any: 0,
    };
    let mut demands: Vec<Demand> = (1..).zip(places).map(fresh).collect();
    for list in lists {
        for (index, &choice) in list.iter().enumerate() {
            let place = choice.checked_sub(1).map(|place| place as usize);
            if let Some(demand) = place.and_then(|place| demands.get_mut(place)) {
                demand.any += 1;
                demand.first += u32::from(index == 0);
            }
        }
    }
    demands
}

#[cfg(test)]
mod tests {
    use super::super::seats::tests::draft;
    use super::*;
    use turnwise_shared::hash::Hash32;

    fn entry(entry: u32, group: u32, version: u32, choices: &[u32]) -> EntryView {
        EntryView {
            entry,
            group,
            version,
            choices: choices.to_vec(),
        }
    }

    #[test]
    fn an_empty_list_counts_as_an_answer() {
        let entries = [entry(1000, 1, 0, &[]), entry(2000, 2, 1, &[]), entry(3000, 1, 2, &[4])];
        let progress = Progress::new(&entries);
        assert_eq!(progress.total, Share { answered: 2, all: 3 });
        assert_eq!(progress.groups[&1], Share { answered: 1, all: 2 });
        assert_eq!(progress.groups[&2], Share { answered: 1, all: 1 });
        assert_eq!(progress.silent, [1000]);
    }

    #[test]
    fn names_come_class_by_class_and_classes_without_any_are_left_out() {
        let person = |entry: u32, class: &str| Findable {
            entry,
            name: String::new(),
            class: class.to_owned(),
        };
        let people = [
            person(3000, ""),
            person(2000, "5a"),
            person(1000, "5a"),
            person(4000, "5b"),
        ];
        let groups = by_class(&people, &[1000, 2000, 3000]);
        let shape: Vec<(&str, Vec<u32>)> = groups
            .iter()
            .map(|group| {
                (
                    group.class.as_str(),
                    group.people.iter().map(|person| person.entry).collect(),
                )
            })
            .collect();
        assert_eq!(shape, [("", vec![3000]), ("5a", vec![2000, 1000])]);
    }

    #[test]
    fn demand_counts_first_choices_and_all() {
        let rules = draft().rules(Hash32::ZERO).expect("complete");
        let lists = [entry(1, 1, 1, &[2, 1]), entry(2, 1, 1, &[1]), entry(3, 1, 1, &[99, 0])];
        let demand = demand(&rules, &lists);
        assert_eq!(demand.len(), 9);
        let counts: Vec<(u32, u32)> = demand.iter().take(3).map(|demand| (demand.first, demand.any)).collect();
        assert_eq!(counts, [(1, 2), (1, 1), (0, 0)]);
        assert_eq!((demand[3].capacity, demand[3].minimum), (6, 4));
    }
}
