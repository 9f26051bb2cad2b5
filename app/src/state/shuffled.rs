//! An order that the organiser shuffled: read from a file or from what was pasted, compared with the people
//! of the draw line by line, and questioned when it does not look shuffled.

use super::event::Event;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Everyone recognised, in the order of the lines, each once.
    pub order: Vec<u32>,
    /// Numbers that no line names.
    pub missing: Vec<u32>,
    /// Lines that name somebody for a second time.
    pub doubled: Vec<(usize, u32)>,
    /// Lines in which nobody could be recognised, with what they say.
    pub unknown: Vec<(usize, String)>,
    /// Why the order does not look shuffled.
    pub suspicion: Option<Suspicion>,
}

/// A list that is sorted is not shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// What it is sorted by.
    pub by: Column,
    /// Whether from the back.
    pub reversed: bool,
}

/// What a list may be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// As in the list of people, and in the file of links.
    Roster,
    /// By name.
    Name,
    /// By class.
    Class,
    /// By number.
    Number,
    /// By code.
    Code,
}

impl Reading {
    /// Whether it names everyone exactly once, and nothing else.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.doubled.is_empty() && self.unknown.is_empty() && !self.order.is_empty()
    }
}

/// Reads an order for this draw.
pub fn read(event: &Event, text: &str) -> Reading {
    let _ = (event, text);
    Reading::default()
}
