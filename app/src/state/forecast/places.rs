//! One place more or fewer: where it helps most, and what it changes everywhere.

use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::forecast::{PlaceEffects, Sums};
use turnwise_shared::lottery::Activity;

use crate::state::figures::{cell, decimal, difference, signed};
use crate::state::why::title;
use crate::ui::picture::{Figures, File};

const HEADS: [&str; 6] = [
    "Activity",
    "Places",
    "1 more: nothing",
    "1 more: 1st choice",
    "1 fewer: nothing",
    "1 fewer: 1st choice",
];

const FILE_HEADS: [&str; 9] = [
    "Number",
    "Activity",
    "Places",
    "Get nothing as it is",
    "Get nothing with one place more",
    "Get nothing with one place fewer",
    "1st choice as it is",
    "1st choice with one place more",
    "1st choice with one place fewer",
];

/// The activity, by number, in which one place more helps most, and what it gives: fewest who get nothing; then most
/// first choices, then most places taken; then the lowest number. Only what shows counts: a hundredth of a person is
/// not worth more than a whole first choice.
fn most_useful(effects: &PlaceEffects) -> Option<(u32, Sums)> {
    let as_is = effects.as_is;
    let gain = |now, before| match difference(now, before, effects.draws) {
        None => 0,
        Some((true, apart)) => apart.cast_signed(),
        Some((false, apart)) => -apart.cast_signed(),
    };
    let worth = |sums: &Sums| {
        [
            gain(as_is.nothing, sums.nothing),
            gain(sums.first, as_is.first),
            gain(sums.taken, as_is.taken),
        ]
    };
    let more = (1..).zip(&effects.more);
    let more = more.filter_map(|(number, sums)| Some((number, (*sums)?)));
    let mut best = None;
    let mut most = [0; 3];
    for (number, sums) in more {
        if worth(&sums) > most {
            most = worth(&sums);
            best = Some((number, sums));
        }
    }
    best
}

/// In which activity, by number, one place more would help most, and what it would do; none if it would help nobody.
pub fn helps(effects: &PlaceEffects) -> Option<(u32, String)> {
    let (number, more) = most_useful(effects)?;
    let as_is = effects.as_is;
    let changed = |now, before| difference(now, before, effects.draws);
    let nothing = changed(more.nothing, as_is.nothing).map(|(rises, apart)| {
        let which = if rises { "more" } else { "fewer" };
        format!("{} {which} people would get nothing", decimal(apart))
    });
    let first = changed(more.first, as_is.first).map(|(rises, apart)| {
        let which = if rises { "more" } else { "fewer" };
        format!("{} {which} would get their 1st choice", decimal(apart))
    });
    let taken = changed(more.taken, as_is.taken).map(|(rises, apart)| {
        let which = if rises { "more" } else { "fewer" };
        format!("{} {which} places would be taken", decimal(apart))
    });
    let said: Vec<String> = nothing.into_iter().chain(first).collect();
    let said = match (said.is_empty(), taken) {
        (false, _) => said.join(" and "),
        (true, Some(taken)) => taken,
        (true, None) => return None,
    };
    Some((number, said))
}

/// What one place more or fewer changes, activity by activity.
pub fn effects(effects: &PlaceEffects, activities: &[Activity], catalogue: &Catalogue) -> Figures {
    let draws = effects.draws;
    let as_is = effects.as_is;
    let said = |changed: Option<Sums>| match changed {
        None => ["no change", "no change"].map(str::to_owned),
        Some(sums) => [
            signed(sums.nothing, as_is.nothing, draws),
            signed(sums.first, as_is.first, draws),
        ],
    };
    let mut rows = Vec::new();
    let mut file = vec![FILE_HEADS.map(str::to_owned).to_vec()];
    let all = (1..).zip(activities).zip(effects.more.iter().zip(&effects.fewer));
    // One that was withdrawn has no place that could be missed.
    for ((number, activity), (more, fewer)) in all.filter(|((_, activity), _)| activity.capacity > 0) {
        let title = title(catalogue, number);
        let places = activity.capacity.to_string();
        let name = [format!("{number} {title}"), places.clone()];
        rows.push([name.as_slice(), &said(*more), &said(*fewer)].concat());
        let name = [number.to_string(), title, places];
        let each = [as_is, more.unwrap_or(as_is), fewer.unwrap_or(as_is)];
        let nothing = each.map(|sums| cell(sums.nothing, draws.into()));
        let first = each.map(|sums| cell(sums.first, draws.into()));
        file.push([name.as_slice(), &nothing, &first].concat());
    }
    Figures {
        caption: "What one place more, and one place fewer, changes in each activity",
        heads: HEADS.to_vec(),
        rows,
        file: File {
            name: "forecast-places.csv",
            rows: file,
        },
    }
}
