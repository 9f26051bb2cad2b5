//! One activity as typed, and the columns of the table.

use serde::{Deserialize, Serialize};
use turnwise_shared::table::{clean_line, clean_text};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// What the activity is called.
    Title,
    /// When it takes place: one time or several.
    Times,
    /// Where it takes place.
    Place,
    /// How many can take part.
    Places,
    /// The classes that may choose it; none for all.
    Classes,
    /// How many it needs to run; none for no minimum.
    Minimum,
    /// Everything else people should know.
    Details,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Times,
        Self::Places,
        Self::Classes,
        Self::Minimum,
        Self::Place,
        Self::Details,
    ];

    /// What the column is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Times => "Time",
            Self::Place => "Where",
            Self::Places => "Places",
            Self::Classes => "Who may choose",
            Self::Minimum => "Needs at least",
            Self::Details => "Details",
        }
    }

    /// Its name in the page: part of ids.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Times => "times",
            Self::Place => "place",
            Self::Places => "places",
            Self::Classes => "classes",
            Self::Minimum => "minimum",
            Self::Details => "details",
        }
    }

    /// The most characters a cell of this column holds.
    pub fn longest(self) -> usize {
        match self {
            Self::Title | Self::Place => 200,
            Self::Places | Self::Minimum => 20,
            Self::Times | Self::Classes | Self::Details => 2_000,
        }
    }

    pub(super) fn index(self) -> usize {
        Self::ALL.iter().position(|column| *column == self).unwrap_or_default()
    }
}

/// One activity as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What it is called.
    pub title: String,
    /// When: times with `;` between.
    pub times: String,
    /// Where.
    pub place: String,
    /// How many places.
    pub places: String,
    /// Classes with `,` between; empty for all.
    pub classes: String,
    /// How many it needs; empty for none.
    pub minimum: String,
    /// Everything else.
    pub details: String,
    /// Whether 0 places were asked back and meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub zero_meant: bool,
}

impl Row {
    /// A cell.
    pub fn cell(&self, column: Column) -> &str {
        match column {
            Column::Title => &self.title,
            Column::Times => &self.times,
            Column::Place => &self.place,
            Column::Places => &self.places,
            Column::Classes => &self.classes,
            Column::Minimum => &self.minimum,
            Column::Details => &self.details,
        }
    }

    fn cell_mut(&mut self, column: Column) -> &mut String {
        match column {
            Column::Title => &mut self.title,
            Column::Times => &mut self.times,
            Column::Place => &mut self.place,
            Column::Places => &mut self.places,
            Column::Classes => &mut self.classes,
            Column::Minimum => &mut self.minimum,
            Column::Details => &mut self.details,
        }
    }

    pub(super) fn set(&mut self, column: Column, text: &str) {
        let text = tidy(column, text);
        let cell = self.cell_mut(column);
        if *cell == text {
            return;
        }
        *cell = text;
        if column == Column::Places {
            self.zero_meant = false;
        }
    }

    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        Column::ALL.iter().all(|column| self.cell(*column).is_empty())
    }

    /// The places, if they are a number.
    pub fn capacity(&self) -> Option<u32> {
        super::problems::whole(&self.places).ok()
    }
}

/// One cell's text as it is kept: on one line where a list or a letter shows it on one.
fn tidy(column: Column, text: &str) -> String {
    match column {
        Column::Times | Column::Details => clean_text(text, column.longest()),
        _ => clean_line(text, column.longest()),
    }
}
