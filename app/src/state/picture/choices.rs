//! Who gets which choice: people by the best they get.

use super::{Counted, length, row};
use crate::state::figures::{cell, grouped, mean_of};
use crate::ui::bar::{Bar, Fill};
use crate::ui::ordinal::ordinal;
use crate::ui::picture::{File, Picture};

/// Up to which choice each stands by itself.
const APART: usize = 5;

impl Counted {
    /// How many get their 1st choice, how many a 2nd as the best they get, and so on; and how many nothing.
    pub fn choices(&self) -> Picture {
        let tally = &self.tally;
        let draws = u64::from(tally.draws);
        let of = grouped(tally.lists.into());
        let apart = tally.best.len().min(APART);
        let later = &tally.best[apart..];
        let each = (1..).zip(&tally.best[..apart]);
        let mut all: Vec<(String, u64)> = each
            .map(|(rank, sum)| (format!("{} choice", ordinal(rank)), *sum))
            .collect();
        match later {
            [] => {}
            [one] => all.push((format!("{} choice", ordinal(6)), *one)),
            _ => all.push(("6th choice or later".to_owned(), later.iter().sum())),
        }
        all.push(("Nothing".to_owned(), tally.nothing.sum));

        let mut rows = vec![row(["Best choice", "People", "Of"])];
        let mut bars = Vec::new();
        for (index, (label, sum)) in all.into_iter().enumerate() {
            rows.push(vec![label.clone(), cell(sum, draws), tally.lists.to_string()]);
            let nothing = index == tally.best.len().min(APART + 1);
            bars.push(Bar {
                label,
                amount: length(sum, draws),
                // Nothing is no colour: an outline.
                fill: if nothing { Fill::Empty } else { Fill::Whole },
                mark: None,
                words: format!("{} of {of}", mean_of(sum, draws, tally.lists)),
            });
        }
        Picture {
            caption: "How many people get which choice as the best they get",
            subject: "The best choice they get",
            measure: "People",
            key: &[],
            whole: tally.lists.saturating_mul(10),
            bars,
            file: File {
                name: self.file("results-choices.csv", "forecast-choices.csv"),
                rows,
            },
        }
    }
}
