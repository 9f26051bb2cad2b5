//! What those at the front of the line get, those at its end, and everyone between, tenth by tenth.

use turnwise_shared::forecast::Tenth;

use super::{Counted, length, row};
use crate::state::figures::{cell, mean, mean_of};
use crate::ui::bar::{Bar, Fill};
use crate::ui::ordinal::ordinal;
use crate::ui::picture::{File, Picture, Sign};

/// What the part of the line with this index is called. People without a list are left out of the line.
fn part_name(index: usize, parts: usize) -> String {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    match number {
        _ if parts < 10 => format!("{} with a list", ordinal(number)),
        1 => "First tenth".to_owned(),
        10 => "Last tenth".to_owned(),
        number => format!("{} tenth", ordinal(number)),
    }
}

impl Counted {
    /// Who gets their 1st choice along the line, and who nothing.
    pub fn line(&self) -> Picture {
        let draws = u64::from(self.tally.draws);
        let bar = |(label, tenth): (String, &Tenth)| {
            let all = u64::from(tenth.entries) * draws;
            let of = tenth.entries;
            Bar {
                label,
                amount: length(tenth.any * 100, all),
                fill: Fill::Part(length(tenth.first * 100, all)),
                mark: None,
                words: format!(
                    "1st choice: {} of {of}; nothing: {}",
                    mean_of(tenth.first, draws, of),
                    mean_of(all - tenth.any, draws, of)
                ),
            }
        };
        let mut rows = vec![row([
            "Part of the line",
            "People",
            "1st choice",
            "Another choice",
            "Nothing",
            "Places each",
        ])];
        rows.extend(self.parts().map(|(label, tenth)| {
            let all = u64::from(tenth.entries) * draws;
            vec![
                label,
                tenth.entries.to_string(),
                cell(tenth.first, draws),
                cell(tenth.any - tenth.first, draws),
                cell(all - tenth.any, draws),
                cell(tenth.places, all),
            ]
        }));
        Picture {
            caption: "What people get along the line of the first round",
            subject: "Part of the line",
            measure: "People",
            key: &[
                (Sign::Filled, "1st choice"),
                (Sign::Hatched, "another choice"),
                (Sign::Empty, "nothing"),
            ],
            whole: 1_000,
            bars: self.parts().map(bar).collect(),
            file: File {
                name: self.file("results-line.csv", "forecast-line.csv"),
                rows,
            },
        }
    }

    /// How many places each has along the line; none if nobody can get a second one.
    pub fn places_each(&self) -> Option<Picture> {
        // Participants find these numbers in the file of the line, and need not load another picture.
        if !cfg!(feature = "organiser") || !self.several {
            return None;
        }
        let draws = u64::from(self.tally.draws);
        let each = |tenth: &Tenth| (tenth.places, u64::from(tenth.entries) * draws);
        let bar = |(label, tenth): (String, &Tenth)| {
            let (places, all) = each(tenth);
            Bar {
                label,
                amount: length(places * 10, all),
                fill: Fill::Whole,
                mark: None,
                words: format!("{} each", mean(places, all)),
            }
        };
        let mut rows = vec![row(["Part of the line", "Places each"])];
        rows.extend(self.parts().map(|(label, tenth)| {
            let (places, all) = each(tenth);
            vec![label, cell(places, all)]
        }));
        Some(Picture {
            caption: "How many places each person gets along the line of the first round",
            subject: "Part of the line",
            measure: "Places each",
            key: &[],
            whole: 0,
            bars: self.parts().map(bar).collect(),
            file: File {
                name: self.file("results-places-each.csv", "forecast-places-each.csv"),
                rows,
            },
        })
    }

    fn parts(&self) -> impl Iterator<Item = (String, &Tenth)> {
        let tenths = &self.tally.tenths;
        let named = move |(index, tenth)| (part_name(index, tenths.len()), tenth);
        tenths.iter().enumerate().map(named)
    }
}
