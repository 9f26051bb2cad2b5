//! Who got what, for the organiser: the headline that splits, by activity, by class, by person. Names are
//! put to numbers here, in the browser, and nowhere else.

use turnwise_shared::api::Attempt;
use turnwise_shared::lottery::Rules;
use turnwise_shared::sorted;

/// One person's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number.
    pub entry: u32,
    /// The group.
    pub group: u32,
    /// Whether a list was sent.
    pub answered: bool,
    /// The list, best first.
    pub choices: Vec<u32>,
    /// What was got, in picking order.
    pub got: Vec<u32>,
}

impl Row {
    /// Which choice of theirs an activity was, from 1.
    pub fn rank(&self, activity: u32) -> Option<u32> {
        (1..)
            .zip(&self.choices)
            .find(|(_, choice)| **choice == activity)
            .map(|(rank, _)| rank)
    }
}

/// One activity's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The activity's number.
    pub activity: u32,
    /// Its places.
    pub capacity: u32,
    /// Whether it runs: not closed because too few had it.
    pub runs: bool,
    /// Numbers of those who got one, ascending.
    pub entries: Vec<u32>,
    /// How many lists name it.
    pub wanted: u32,
}

impl Taken {
    /// Places left.
    pub fn free(&self) -> u32 {
        let taken = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.capacity.saturating_sub(taken)
    }
}

/// A draw as the organiser reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// Everyone, unplaced first, then by number.
    pub rows: Vec<Row>,
    /// Every activity, by number.
    pub activities: Vec<Taken>,
}

/// Those without a place, split by what they had asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without {
    /// They sent no list.
    pub no_list: usize,
    /// They sent an empty list.
    pub empty_list: usize,
    /// Their list had one choice.
    pub one_choice: usize,
    /// It had two.
    pub two_choices: usize,
    /// It had three or more.
    pub more: usize,
}

impl Without {
    /// All of them.
    pub fn all(self) -> usize {
        self.no_list + self.empty_list + self.one_choice + self.two_choices + self.more
    }

    /// "31 without a place: 12 sent no list, 9 listed one choice, 10 listed three or more".
    pub fn headline(self) -> String {
        if self.all() == 0 {
            return "Everyone got at least one place".to_owned();
        }
        let parts = [
            (self.no_list, "sent no list"),
            (self.empty_list, "sent an empty list"),
            (self.one_choice, "listed one choice"),
            (self.two_choices, "listed two"),
            (self.more, "listed three or more"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        format!("{} without a place: {}", self.all(), parts.join(", "))
    }
}

impl Results {
    /// Reads a draw, in which these activities were closed: too few.
    pub fn new(attempt: &Attempt, closed: &[u32]) -> Self {
        let mut rows: Vec<Row> = attempt
            .lines
            .iter()
            .zip(&attempt.allocation)
            .map(|(line, got)| Row {
                entry: line.entry,
                group: line.group,
                answered: line.version > 0,
                choices: line.choices.clone(),
                got: got.clone(),
            })
            .collect();
        sorted::sort_by_key(&mut rows, |row| (!row.got.is_empty(), row.entry));
        let activities = taken(&attempt.rules, &rows, closed);
        Self { rows, activities }
    }

    /// Those without a place.
    pub fn without(&self) -> Without {
        let mut without = Without::default();
        for row in self.rows.iter().filter(|row| row.got.is_empty()) {
            match (row.answered, row.choices.len()) {
                (false, _) => without.no_list += 1,
                (true, 0) => without.empty_list += 1,
                (true, 1) => without.one_choice += 1,
                (true, 2) => without.two_choices += 1,
                (true, _) => without.more += 1,
            }
        }
        without
    }

    /// How many got their first choice.
    pub fn first_choices(&self) -> usize {
        let first = |row: &&Row| row.choices.first().is_some_and(|first| row.got.contains(first));
        self.rows.iter().filter(first).count()
    }

    /// Free places in all activities together.
    pub fn free(&self) -> u64 {
        let running = self.activities.iter().filter(|taken| taken.runs);
        running.map(|taken| u64::from(taken.free())).sum()
    }
}

/// What became of each activity, by rows of which those with a place are ascending.
fn taken(rules: &Rules, rows: &[Row], closed: &[u32]) -> Vec<Taken> {
    let mut activities: Vec<Taken> = (1..)
        .zip(&rules.activities)
        .map(|(activity, places)| Taken {
            activity,
            capacity: places.capacity,
            runs: !closed.contains(&activity),
            entries: Vec::new(),
            wanted: 0,
        })
        .collect();
    let mut at = |number: u32, change: &dyn Fn(&mut Taken)| {
        if let Some(taken) = number
            .checked_sub(1)
            .and_then(|index| activities.get_mut(index as usize))
        {
            change(taken);
        }
    };
    for row in rows {
        row.choices
            .iter()
            .for_each(|choice| at(*choice, &|taken| taken.wanted += 1));
        row.got
            .iter()
            .for_each(|got| at(*got, &|taken| taken.entries.push(row.entry)));
    }
    activities
}

#[cfg(test)]
mod tests {
    use super::*;
    use turnwise_shared::hash::{Hash32, Nonce};
    use turnwise_shared::lottery::{Activity, PassOrder, ValuePlan};
    use turnwise_shared::record::{Line, Value};

    fn line(entry: u32, version: u32, choices: &[u32]) -> Line {
        Line {
            entry,
            group: 1,
            credential: Hash32::ZERO,
            version,
            nonce: Nonce::ZERO,
            choices: choices.to_vec(),
        }
    }

    fn attempt() -> Attempt {
        let activity = |capacity| Activity {
            capacity,
            minimum: 0,
            slots: Vec::new(),
            groups: Vec::new(),
        };
        Attempt {
            attempt: 1,
            record: 2,
            rules: Rules {
                limit: None,
                pass_order: PassOrder::Same,
                notice: 0,
                closes_at: None,
                plan: ValuePlan::OwnList,
                activities: vec![activity(1), activity(3)],
                catalogue: Hash32::ZERO,
            },
            value: Value::OwnList {
                order: vec![1004, 1003, 1002, 1001],
            },
            lines: vec![
                line(1001, 0, &[]),
                line(1002, 1, &[1]),
                line(1003, 1, &[1, 2]),
                line(1004, 1, &[1]),
            ],
            allocation: vec![vec![], vec![], vec![2], vec![1]],
        }
    }

    #[test]
    fn the_headline_splits_those_without_a_place() {
        let results = Results::new(&attempt(), &[]);
        assert_eq!(
            results.without().headline(),
            "2 without a place: 1 sent no list, 1 listed one choice"
        );
        assert_eq!(Without::default().headline(), "Everyone got at least one place");
    }

    #[test]
    fn the_unplaced_come_first_and_places_are_counted() {
        let results = Results::new(&attempt(), &[]);
        let order: Vec<u32> = results.rows.iter().map(|row| row.entry).collect();
        assert_eq!(order, [1001, 1002, 1003, 1004]);
        assert_eq!((results.first_choices(), results.free()), (1, 2));
        let first = &results.activities[0];
        assert_eq!(
            (first.entries.as_slice(), first.wanted, first.free()),
            ([1004].as_slice(), 3, 0)
        );
        assert_eq!(
            results
                .rows
                .iter()
                .find(|row| row.entry == 1003)
                .and_then(|row| row.rank(2)),
            Some(2)
        );
    }
}
