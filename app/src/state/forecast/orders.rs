//! The orders per round beside each other: what each gives those at the front of the line and those at its end.

use turnwise_shared::forecast::{Tally, Tenth};
use turnwise_shared::lottery::PassOrder;

use crate::state::figures::{cell, mean, mean_of, of_100};
use crate::state::settings::ORDERS;
use crate::ui::picture::{Figures, File};

/// What stands above the columns, where the line has tenths and where it is too short for them: then its first and its
/// last are those of everyone with a list.
const TENTHS: [&str; 7] = [
    "Order of the rounds",
    "1st choice",
    "Nothing",
    "First tenth: places each",
    "Last tenth: places each",
    "First tenth: 1st choice",
    "Last tenth: 1st choice",
];
const SHORT: [&str; 7] = [
    "Order of the rounds",
    "1st choice",
    "Nothing",
    "First with a list: places",
    "Last with a list: places",
    "First with a list: 1st choice",
    "Last with a list: 1st choice",
];

/// All of them, `own` marked.
pub fn orders(tallies: &[(PassOrder, Tally)], own: PassOrder) -> Figures {
    let short = tallies.iter().any(|(_, tally)| tally.tenths.len() < 10);
    let heads = if short { SHORT } else { TENTHS };
    let name = |order: PassOrder| {
        let named = ORDERS.iter().find(|(named, ..)| *named == order);
        let name = named.map_or("", |(_, name, _)| *name);
        let mark = if order == own { " (this draw)" } else { "" };
        format!("{name}{mark}")
    };
    let said = |(order, tally): &(PassOrder, Tally)| {
        let draws = u64::from(tally.draws);
        let mut row = vec![
            name(*order),
            mean_of(tally.first.sum, draws, tally.lists),
            mean_of(tally.nothing.sum, draws, tally.lists),
        ];
        row.extend(ends(tally).map(|part| mean(part.places, people(part, draws))));
        row.extend(ends(tally).map(|part| of_100(part.first, people(part, draws))));
        row
    };
    let counted = |(order, tally): &(PassOrder, Tally)| {
        let draws = u64::from(tally.draws);
        let mut row = vec![
            name(*order),
            cell(tally.first.sum, draws),
            cell(tally.nothing.sum, draws),
        ];
        row.extend(ends(tally).map(|part| cell(part.places, people(part, draws))));
        row.extend(ends(tally).map(|part| cell(part.first * 100, people(part, draws))));
        row
    };
    // In the file the shares are numbers: what they are of stands above them.
    let head = |(column, head): (usize, &str)| match column {
        5.. => format!("{head}, of 100"),
        _ => head.to_owned(),
    };
    let head = heads.into_iter().enumerate().map(head).collect();
    Figures {
        caption: "What each order of the rounds gives, to those at the front of the line and to those at its end",
        heads: heads.to_vec(),
        rows: tallies.iter().map(said).collect(),
        file: File {
            name: "forecast-orders.csv",
            rows: std::iter::once(head).chain(tallies.iter().map(counted)).collect(),
        },
    }
}

/// The two ends of the line.
fn ends(tally: &Tally) -> impl Iterator<Item = &Tenth> {
    tally.tenths.first().into_iter().chain(tally.tenths.last())
}

/// How often somebody stood in this part.
fn people(part: &Tenth, draws: u64) -> u64 {
    u64::from(part.entries) * draws
}
