//! The list: the lines are those that the last closing fixed, and each can have been saved.

use super::{Fault, Transcript};
use crate::hash::{Hash32, Nonce};
use crate::record::{Event, Line, list_hash};

impl Transcript {
    pub(super) fn list(&self) -> Result<(), Fault> {
        let closing = self.log.iter().rev().find_map(|record| match record.event {
            Event::Closed {
                list, entries, saved, ..
            } => Some((list, entries, saved)),
            _ => None,
        });
        let (list, entries, recorded) = closing.ok_or(Fault::List)?;
        let hashes: Vec<Hash32> = self.lines.iter().map(Line::hash).collect();
        if list_hash(&hashes) != list {
            return Err(Fault::List);
        }
        let announced = self.log.iter().map(|record| match record.event {
            Event::Opened { entries, .. } | Event::EntriesAdded { entries } => u64::from(entries),
            _ => 0,
        });
        if self.lines.len() as u64 != u64::from(entries) || announced.sum::<u64>() != u64::from(entries) {
            return Err(Fault::Entries);
        }
        if saved(&self.lines) as u64 != u64::from(recorded) {
            return Err(Fault::Saved);
        }
        let activities = self.last_rules().map_or(0, |rules| rules.activities.len());
        let mut before = 0;
        for line in &self.lines {
            if line.entry <= before || !possible(line, activities) {
                return Err(Fault::Line(line.entry));
            }
            before = line.entry;
        }
        Ok(())
    }
}

/// Whether a line can have been saved under rules with so many activities.
fn possible(line: &Line, activities: usize) -> bool {
    let mut named = line.choices.clone();
    named.sort_unstable();
    let exist = named
        .iter()
        .all(|choice| (1..=activities).contains(&(*choice as usize)));
    let empty = line.nonce == Nonce::ZERO && line.choices.is_empty();
    exist && named.is_sorted_by(|a, b| a < b) && (line.version > 0 || empty)
}

pub(super) fn saved(lines: &[Line]) -> usize {
    lines.iter().filter(|line| line.version > 0).count()
}
