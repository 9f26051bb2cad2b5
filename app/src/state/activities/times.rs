//! Times: read from free text such as "Monday 14:00; Tuesday 14:00". Each name is one slot; activities with
//! a time of the same name clash. Names are compared without regard to case and spaces, the first spelling
//! is shown.
//!
//! A comma is the difficulty: "Monday, 14:00" is one time, "Monday, Tuesday" are two. It separates where
//! every part stands alone in another row; where only some do, the cell is asked back.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use turnwise_shared::sorted;

use super::Activities;
use super::row::Row;

/// The names of all times, in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
    alone: BTreeSet<String>,
}

/// What one time adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What it is called; empty for activities without a time.
    pub name: String,
    /// How many activities take place then.
    pub activities: usize,
    /// Their places together.
    pub places: u64,
}

impl Total {
    /// "Monday: 140 places for 146 people, in 5 activities."
    pub fn sentence(&self, people: usize) -> String {
        let name = match self.name.as_str() {
            "" => "No time given",
            name => name,
        };
        let places = if self.places == 1 { "place" } else { "places" };
        let people = match people {
            0 => String::new(),
            1 => " for 1 person".to_owned(),
            people => format!(" for {people} people"),
        };
        let activities = if self.activities == 1 { "activity" } else { "activities" };
        format!(
            "{name}: {} {places}{people}, in {} {activities}.",
            self.places, self.activities
        )
    }
}

impl Slots {
    /// Reads the rows; `named` come first, whether they still occur or not.
    pub(super) fn read(named: &[String], rows: &[Row]) -> Self {
        let mut slots = Self::default();
        let pieces = rows.iter().flat_map(|row| pieces(&row.times));
        slots.alone = sorted::set(pieces.filter(|piece| !piece.contains(',')).map(fold));
        let read = rows.iter().flat_map(|row| slots.split(row));
        for name in named.iter().cloned().chain(read).collect::<Vec<_>>() {
            slots.register(name);
        }
        slots
    }

    fn register(&mut self, name: String) {
        let number = u32::try_from(self.names.len() + 1).unwrap_or(u32::MAX);
        if let Entry::Vacant(free) = self.numbers.entry(fold(&name)) {
            free.insert(number);
            self.names.push(name);
        }
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The slots of a row, ascending, each once.
    pub(super) fn of(&self, row: &Row) -> Vec<u32> {
        let names = self.split(row).into_iter();
        let numbers = sorted::set(names.filter_map(|name| self.numbers.get(&fold(&name)).copied()));
        numbers.into_iter().collect()
    }

    fn split(&self, row: &Row) -> Vec<String> {
        let mut names = Vec::new();
        for piece in pieces(&row.times) {
            let parts: Vec<&str> = parts(piece).collect();
            if parts.len() > 1 && parts.iter().all(|part| self.alone.contains(&fold(part))) {
                names.extend(parts.into_iter().map(spaced));
            } else {
                names.push(spaced(piece));
            }
        }
        names
    }

    /// A piece of which some parts, but not all, stand alone in other rows: one time or several?
    pub(super) fn doubtful(&self, row: &Row) -> Option<String> {
        let doubtful = |piece: &&str| {
            let known = parts(piece).filter(|part| self.alone.contains(&fold(part))).count();
            piece.contains(',') && known > 0 && known < parts(piece).count()
        };
        pieces(&row.times).find(doubtful).map(spaced)
    }
}

impl Activities {
    /// Places by time, in order of appearance; times that no longer occur are left out, and what has no time
    /// comes last.
    pub fn totals(&self) -> Vec<Total> {
        let total = |name: &str| Total {
            name: name.to_owned(),
            activities: 0,
            places: 0,
        };
        let mut totals: Vec<Total> = self.slots().iter().map(|name| total(name)).collect();
        let mut timeless = total("");
        for row in self.used() {
            let places = row.capacity().map_or(0, u64::from);
            let count = |total: &mut Total| {
                total.activities += 1;
                total.places += places;
            };
            let slots = self.slots.of(row);
            if slots.is_empty() {
                count(&mut timeless);
            }
            for slot in slots {
                if let Some(total) = totals.get_mut(slot as usize - 1) {
                    count(total);
                }
            }
        }
        totals.push(timeless);
        totals.retain(|total| total.activities > 0);
        totals
    }
}

fn pieces(times: &str) -> impl Iterator<Item = &str> {
    let pieces = times.split([';', '\n', '|', '+']).map(str::trim);
    pieces.filter(|piece| !piece.is_empty())
}

fn parts(piece: &str) -> impl Iterator<Item = &str> {
    piece.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold(text: &str) -> String {
    spaced(text).to_lowercase()
}
