//! The orders per round beside each other: what each gives those at the front of the line and those at its end.

use turnwise_shared::forecast::{Tally, Tenth};
use turnwise_shared::lottery::PassOrder;

use crate::state::figures::{cell, decimal, hundredths, mean, tenths};
use crate::state::settings::ORDERS;
use crate::ui::picture::{Figures, File};

/// What stands above the columns, where the line has tenths and where it is too short for them.
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
    "First in line: places",
    "Last in line: places",
    "First in line: 1st choice",
    "Last in line: 1st choice",
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
            mean(tally.first.sum, draws),
            mean(tally.nothing.sum, draws),
        ];
        row.extend(ends(tally).map(|part| decimal(tenths(part.places, people(part, draws)))));
        row.extend(ends(tally).map(|part| format!("{} of 100", hundredths(part.first, people(part, draws)))));
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
        row.extend(ends(tally).map(|part| hundredths(part.first, people(part, draws)).to_string()));
        row
    };
    let head = heads.map(str::to_owned).to_vec();
    Figures {
        caption: "What each order of the rounds gives, to those at the front of the line and to those at its end",
        heads: heads.to_vec(),
        rows: tallies.iter().map(said).collect(),
        file: File {
            name: "orders.csv",
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
