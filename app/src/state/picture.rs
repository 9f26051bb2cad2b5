//! Pictures of what comes out, of one draw that was made or of thousands that were simulated: what is wanted and what
//! is taken, who gets which choice, and what stands along the line. Both are counted the same way, so that
//! the pictures compare.

mod activities;
mod choices;
mod line;

pub use activities::{does_not_run, missed};

use turnwise_shared::forecast::Tally;
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
    /// A draw that was made; none that was repeated fails to be counted.
    pub fn drawn(replay: &Replay) -> Option<Self> {
        let instance = &replay.instance;
        let entries = 0..instance.entries();
        let places = instance.places().iter().map(|places| (places.capacity, places.minimum));
        let several = |entry: u32| instance.limit(entry) > 1 && instance.ballot(entry).len() > 1;
        Some(Self {
            demand: wanted(places, entries.clone().map(|entry| instance.ballot(entry))),
            several: entries.into_iter().any(several),
            tally: Tally::of(instance, &replay.orders, &replay.outcome).ok()?,
        })
    }

    /// Whether it is of a draw that was made.
    fn is_drawn(&self) -> bool {
        // Participants are shown no others, and need not load the words for them.
        !cfg!(feature = "organiser") || self.tally.draws == 1
    }

    /// The name of a file: of the draw that was made, or of simulated ones.
    fn file(&self, drawn: &'static str, simulated: &'static str) -> &'static str {
        if self.is_drawn() { drawn } else { simulated }
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

#[cfg(test)]
mod tests;
