//! What is wanted of each activity, what there is, and what becomes of it.

use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::forecast::Demand;

use super::{Counted, row};
use crate::state::figures::{cell, in_draws};
use crate::state::opening::counted;
use crate::state::progress;
use crate::state::why::title;
use crate::ui::bar::{Bar, Fill};
use crate::ui::ordinal::ordinal;
use crate::ui::picture::{File, Picture, Sign};

impl Counted {
    /// Activity by activity.
    pub fn activities(&self, catalogue: &Catalogue) -> Picture {
        let draws = self.tally.draws;
        let what = if self.is_drawn() { drawn } else { simulated };
        let mut rows = vec![row([
            "Number",
            "Activity",
            "Places",
            "Lists",
            "1st choices",
            "Places taken",
            "Draws",
            "Full after",
            "Did not run in",
            "Usually up to choice",
        ])];
        let mut bars = Vec::new();
        for (wanted, came) in self.demand.iter().zip(&self.tally.activities) {
            let title = title(catalogue, wanted.activity);
            let on = counted(wanted.any as usize, "list", "lists");
            bars.push(Bar {
                label: format!("{} {title}", wanted.activity),
                amount: wanted.any,
                fill: Fill::Part(wanted.first),
                mark: Some(wanted.capacity),
                words: format!("on {on}, {} as 1st choice; {}", wanted.first, what(wanted, came, draws)),
            });
            rows.push(vec![
                wanted.activity.to_string(),
                title,
                wanted.capacity.to_string(),
                wanted.any.to_string(),
                wanted.first.to_string(),
                cell(came.taken, draws.into()),
                draws.to_string(),
                came.filled.to_string(),
                missed(wanted.capacity, wanted.minimum, came).to_string(),
                came.usual_last().map(|last| last.to_string()).unwrap_or_default(),
            ]);
        }
        Picture {
            caption: "How many lists name each activity, against its places, and what becomes of it",
            subject: "Activity",
            measure: "Lists and places",
            key: &[
                (Sign::Filled, "1st choice"),
                (Sign::Hatched, "further down a list"),
                (Sign::Mark, "where the places end"),
            ],
            whole: 0,
            bars,
            file: File {
                name: self.file("results-activities.csv", "forecast-activities.csv"),
                rows,
            },
        }
    }
}

/// What became of it in the draw that was made.
fn drawn(wanted: &progress::Demand, came: &Demand, _: u32) -> String {
    let places = counted(wanted.capacity as usize, "place", "places");
    if missed(wanted.capacity, wanted.minimum, came) > 0 {
        return format!("{places}; does not run: too few");
    }
    let taken = format!("{} of {places} taken", came.taken);
    match came.usual_last() {
        Some(1) if came.filled > 0 => format!("{taken}, a 1st choice for all who got in"),
        Some(last) if came.filled > 0 => {
            format!(
                "{taken}, it was at most a {} choice for those who got in",
                ordinal(last)
            )
        }
        _ => taken,
    }
}

/// What becomes of it in simulated draws.
fn simulated(wanted: &progress::Demand, came: &Demand, draws: u32) -> String {
    let places = counted(wanted.capacity as usize, "place", "places");
    if wanted.capacity == 0 {
        return places;
    }
    let full = match wanted.any {
        0 => String::new(),
        _ => format!(", full {}", in_draws(came.filled, draws)),
    };
    let last = match came.usual_last() {
        Some(1) if came.filled > 0 => ", usually only 1st choices get in".to_owned(),
        Some(last) if came.filled > 0 => format!(", usually up to {} choices get in", ordinal(last)),
        _ => String::new(),
    };
    let runs = match (wanted.minimum, missed(wanted.capacity, wanted.minimum, came)) {
        (0, _) => String::new(),
        (minimum, 0) => format!("; needs at least {minimum}: enough come {}", in_draws(draws, draws)),
        (minimum, missed) => format!("; needs at least {minimum}: {}", does_not_run(missed, draws)),
    };
    format!("{places}{full}{last}{runs}")
}

/// In how many draws an activity with so many places missed its minimum: those in which nobody got in. Where some
/// came and too few, it was closed, and then nobody got in either; where nobody came, there was nothing to close.
pub fn missed(capacity: u32, minimum: u32, came: &Demand) -> u32 {
    match (capacity, minimum) {
        // One that was withdrawn misses nothing.
        (0, _) | (_, 0) => 0,
        _ => came.last.first().copied().unwrap_or(0),
    }
}

/// How often too few come: "does not run in 23 of 100 simulated draws".
pub fn does_not_run(missed: u32, draws: u32) -> String {
    if missed == draws {
        return "runs in no simulated draw".to_owned();
    }
    format!("does not run {}", in_draws(missed, draws))
}
