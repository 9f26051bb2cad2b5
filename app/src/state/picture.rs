//! Pictures of what comes out, of one draw that was made or of thousands that were simulated: what is wanted and what
//! is taken, who gets which choice, and what stands along the line. Both are counted the same way, so that
//! the pictures compare.

mod activities;
mod choices;
mod line;

pub use activities::does_not_run;

use turnwise_shared::forecast::{Demand, Spread, Tally, Tenth};
use turnwise_shared::replay::Replay;

use super::figures::tenths;
use super::progress::{self, wanted};

/// What pictures are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is wanted, activity by activity.
    pub demand: Vec<progress::Demand>,
    /// Whether anybody can get a second place.
    pub several: bool,
    /// What came out; of a draw that was made, once.
    pub tally: Tally,
}

impl Counted {
    /// A draw that was made.
    pub fn drawn(replay: &Replay) -> Self {
        let instance = &replay.instance;
        let entries = 0..instance.entries();
        let places = instance.places().iter().map(|places| (places.capacity, places.minimum));
        let several = |entry: u32| instance.limit(entry) > 1 && instance.ballot(entry).len() > 1;
        Self {
            demand: wanted(places, entries.clone().map(|entry| instance.ballot(entry))),
            several: entries.into_iter().any(several),
            tally: tally(replay),
        }
    }

    /// Whether it is of a draw that was made.
    fn is_drawn(&self) -> bool {
        self.tally.draws == 1
    }
}

/// How long a bar for a mean is, in tenths.
fn length(sum: u64, many: u64) -> u32 {
    u32::try_from(tenths(sum, many)).unwrap_or(u32::MAX)
}

/// A row of a file.
fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Counts a draw that was made as simulated ones are counted: only those who sent choices stand in line.
fn tally(replay: &Replay) -> Tally {
    let (instance, outcome) = (&replay.instance, &replay.outcome);
    let line = replay.orders.pass(1).into_iter();
    let line: Vec<u32> = line.filter(|entry| !instance.ballot(*entry).is_empty()).collect();
    let longest = line
        .iter()
        .map(|entry| instance.ballot(*entry).len())
        .max()
        .unwrap_or(0);

    let mut best = vec![None::<u32>; instance.entries() as usize];
    let mut places = vec![0_u64; best.len()];
    let mut activities = vec![(0_u64, 0_usize); instance.places().len()];
    for pick in &outcome.picks {
        let entry = pick.turn.entry as usize;
        best[entry] = Some(best[entry].map_or(pick.rank, |best| best.min(pick.rank)));
        places[entry] += 1;
        let (taken, last) = &mut activities[pick.activity as usize - 1];
        *taken += 1;
        *last = (*last).max(pick.rank as usize);
    }

    let parts = line.len().min(10);
    let mut tenths = vec![Tenth::default(); parts];
    let mut ranks = vec![0_u64; longest];
    for (place, entry) in line.iter().enumerate() {
        let entry = *entry as usize;
        let tenth = &mut tenths[place * parts / line.len()];
        tenth.entries += 1;
        tenth.places += places[entry];
        tenth.any += u64::from(best[entry].is_some());
        tenth.first += u64::from(best[entry] == Some(1));
        if let Some(best) = best[entry] {
            ranks[best as usize - 1] += 1;
        }
    }

    let closed = outcome.closed();
    let demand = (1..).zip(instance.places()).zip(activities);
    let demand = demand.map(|((number, places), (taken, last))| {
        let runs = !closed.contains(&number);
        let mut lasts = vec![0; longest + 1];
        lasts[last] = 1;
        Demand {
            filled: u32::from(runs && places.capacity > 0 && taken == u64::from(places.capacity)),
            closed: u32::from(!runs),
            taken,
            last: lasts,
        }
    });
    let activities: Vec<Demand> = demand.collect();
    let free = activities.iter().zip(instance.places());
    let free = free.filter(|(demand, _)| demand.closed == 0);
    let lists = u32::try_from(line.len()).unwrap_or(u32::MAX);
    Tally {
        draws: 1,
        lists,
        first: once(ranks.first().copied().unwrap_or(0)),
        nothing: once(u64::from(lists) - ranks.iter().sum::<u64>()),
        best: ranks,
        free: free
            .map(|(demand, places)| u64::from(places.capacity) - demand.taken)
            .sum(),
        activities,
        tenths,
    }
}

/// A number that came out once.
fn once(sum: u64) -> Spread {
    let number = u32::try_from(sum).unwrap_or(u32::MAX);
    Spread {
        sum,
        low: number,
        middle: number,
        high: number,
    }
}

#[cfg(test)]
mod tests;
