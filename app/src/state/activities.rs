//! The table of activities as its organiser types it: every cell is kept as written, so that nothing is
//! lost while something is still wrong, and is read as numbers only when they are asked for.
//!
//! An activity's number is its row. Once the draw has been opened, rows are never removed or moved
//! ([`Activities::fix`]): 0 places withdraw one. What is wrong with a cell says [`problems`]; how times are
//! read, [`times`]; how a spreadsheet becomes rows, [`paste`].

pub mod paste;
pub mod problems;
pub mod row;
pub mod times;

use serde::{Deserialize, Serialize};
use turnwise_shared::catalogue::ActivityText;
use turnwise_shared::lottery::Activity;

use row::{Column, Row};
use times::Slots;

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Activities {
    rows: Vec<Row>,
    fixed: usize,
    /// The times as they were called at [`Activities::fix`]: they keep their numbers.
    named: Vec<String>,
    slots: Slots,
}

/// What is stored of the table: the times are read again from the rows.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    rows: Vec<Row>,
    fixed: usize,
    named: Vec<String>,
}

impl From<Kept> for Activities {
    fn from(kept: Kept) -> Self {
        Self {
            slots: Slots::read(&kept.named, &kept.rows),
            fixed: kept.fixed.min(kept.rows.len()),
            rows: kept.rows,
            named: kept.named,
        }
    }
}

impl From<Activities> for Kept {
    fn from(activities: Activities) -> Self {
        Self {
            rows: activities.rows,
            fixed: activities.fixed,
            named: activities.named,
        }
    }
}

/// A removed row and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The index it had.
    pub index: usize,
    /// The row.
    pub row: Row,
}

impl Activities {
    /// The rows as typed, number 1 first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that count: blank ones at the end do not, unless they were opened.
    fn used(&self) -> &[Row] {
        let last = self.rows.iter().rposition(|row| !row.is_blank());
        let used = last.map_or(0, |last| last + 1).max(self.fixed);
        &self.rows[..used.min(self.rows.len())]
    }

    /// How many activities there are.
    pub fn count(&self) -> usize {
        self.used().len()
    }

    /// Places in all activities together, as far as they are numbers.
    pub fn places(&self) -> u64 {
        self.used().iter().filter_map(Row::capacity).map(u64::from).sum()
    }

    /// What the times are called, by slot number from 1.
    pub fn slots(&self) -> &[String] {
        self.slots.names()
    }

    /// What people read.
    pub fn texts(&self) -> Vec<ActivityText> {
        let text = |row: &Row| ActivityText {
            title: row.title.clone(),
            place: row.place.clone(),
            description: row.details.clone(),
        };
        self.used().iter().map(text).collect()
    }

    /// The numbers for the server; none while a cell is wrong or there is no activity.
    pub fn to_shared(&self, classes: &[String]) -> Option<Vec<Activity>> {
        if self.count() == 0 || !self.problems(classes).is_empty() {
            return None;
        }
        let names = problems::Classes::new(classes);
        let activity = |row: &Row| {
            Some(Activity {
                capacity: row.capacity()?,
                minimum: problems::whole_or_none(&row.minimum).ok()?.unwrap_or(0),
                slots: self.slots.of(row),
                groups: names.read(&row.classes).ok()?,
            })
        };
        self.used().iter().map(activity).collect()
    }

    /// Writes a cell; rows are added up to it.
    pub fn set(&mut self, row: usize, column: Column, text: &str) {
        self.write(row, column, text);
        self.name_times();
    }

    fn write(&mut self, row: usize, column: Column, text: &str) {
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, Row::default);
        }
        self.rows[row].set(column, text);
    }

    /// The 0 places of a row are meant.
    pub fn mean_zero(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row) {
            row.zero_meant = true;
        }
    }

    /// Adds an empty row at the end, unless there is one; its index.
    pub fn add(&mut self) -> usize {
        if self.rows.last().is_none_or(|row| !row.is_blank()) {
            self.rows.push(Row::default());
        }
        self.rows.len() - 1
    }

    fn name_times(&mut self) {
        self.slots = Slots::read(&self.named, &self.rows);
    }

    /// Everything so far is, or may be, known to the server: its rows stay where they are from now on, and
    /// its times keep their numbers.
    pub fn fix(&mut self) {
        self.rows.truncate(self.count());
        self.fixed = self.rows.len();
        self.named = self.slots().to_vec();
    }

    /// Nothing has reached the server after all.
    pub fn release(&mut self) {
        self.fixed = 0;
        self.named.clear();
        self.name_times();
    }

    /// How many rows were opened: they stay where they are.
    pub fn fixed(&self) -> usize {
        self.fixed
    }

    /// Takes a row out, unless it was opened.
    pub fn remove(&mut self, index: usize) -> Option<Removed> {
        if index < self.fixed || index >= self.rows.len() {
            return None;
        }
        let row = self.rows.remove(index);
        self.name_times();
        Some(Removed { index, row })
    }

    /// Puts a removed row back where it stood.
    pub fn restore(&mut self, removed: Removed) {
        let index = removed.index.clamp(self.fixed, self.rows.len());
        self.rows.insert(index, removed.row);
        self.name_times();
    }

    /// Moves a row to another place, unless one of the two was opened; whether it moved.
    pub fn shift(&mut self, from: usize, to: usize) -> bool {
        let movable = from >= self.fixed && to >= self.fixed && from < self.rows.len() && to < self.rows.len();
        if movable && from != to {
            let row = self.rows.remove(from);
            self.rows.insert(to, row);
            self.name_times();
        }
        movable && from != to
    }
}

#[cfg(test)]
mod tests;
