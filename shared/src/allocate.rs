//! The rule: who gets what, given ballots, places and an order (§5 of the design, normative).
//!
//! ```text
//! for pass = 1, 2, …:
//!     for entry in the order of this pass:
//!         if the entry holds `limit` activities: no turn
//!         take the best-ranked choice not yet held that has a free place and shares no slot with anything held
//!     stop after a pass in which nobody took anything
//! ```
//!
//! Free places only shrink and holdings only grow, so a choice that was held, full or clashing once stays so
//! for the rest of the run: a cursor per ballot that only moves forward is exact, in every pass order.
//! A run ends with the pass that leaves nobody a choice to look at, and a drawn order is drawn once for all runs: many
//! runs of many passes cost little more than the choices ([`walk`] says what makes a single one fast).
//!
//! After a complete run, if an activity that someone holds is below its minimum, exactly one is closed (the
//! largest shortfall; ties: the lowest number) and everything runs again with the same order.
//!
//! Entries are *indices* 0…n−1 here, by ascending number; activities are numbers 1…m, as in ballots.

use serde::{Deserialize, Serialize};

use crate::draw;
use crate::hash::Hash32;
use crate::lottery::PassOrder;
pub use instance::{Instance, InstanceFault, Places};
pub(crate) use walk::{Passes, Takes, Walk};

mod instance;
mod walk;

/// The index of an activity's number.
pub(crate) fn index(activity: u32) -> usize {
    activity.saturating_sub(1) as usize
}

/// In which order each pass walks the entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orders {
    /// One order and what later passes make of it. Not [`PassOrder::Reshuffle`]: see [`Orders::Drawn`].
    Fixed {
        /// Entries by index, the first in line first.
        order: Vec<u32>,
        /// What later passes make of it.
        pass_order: PassOrder,
    },
    /// A fresh order per pass, drawn from the seed.
    Drawn {
        /// How many entries there are.
        entries: u32,
        /// The seed of the draw.
        seed: Hash32,
    },
    /// One list per pass, the last repeated. Each names every entry once.
    Listed(Vec<Vec<u32>>),
}

impl Orders {
    /// Entries by index in the order of pass `pass`, from 1.
    pub fn pass(&self, pass: u32) -> Vec<u32> {
        match self {
            Self::Fixed { order, pass_order } => {
                let mut order = order.clone();
                if backwards(*pass_order, pass) {
                    order.reverse();
                }
                order
            }
            Self::Drawn { entries, seed } => {
                let ascending: Vec<u32> = (0..*entries).collect();
                draw::order(&ascending, &draw::pass_seed(seed, pass))
            }
            Self::Listed(lists) => {
                let list = lists.get(index(pass)).or(lists.last());
                list.cloned().unwrap_or_default()
            }
        }
    }

    /// Where an entry stands in pass `pass`, from 1; none if it takes no part. Takes time for the whole line, but no
    /// memory.
    pub fn position(&self, entry: u32, pass: u32) -> Option<u32> {
        let stands = |line: &[u32]| line.iter().position(|other| *other == entry);
        let position = match self {
            Self::Fixed { order, pass_order } => {
                let at = stands(order)?;
                if backwards(*pass_order, pass) {
                    order.len() - 1 - at
                } else {
                    at
                }
            }
            Self::Drawn { entries, seed } if entry < *entries => {
                draw::place(entry as usize, *entries as usize, &draw::pass_seed(seed, pass))
            }
            Self::Drawn { .. } => return None,
            Self::Listed(lists) => stands(lists.get(index(pass)).or(lists.last())?)?,
        };
        u32::try_from(position + 1).ok()
    }
}

pub(crate) fn backwards(order: PassOrder, pass: u32) -> bool {
    match order {
        PassOrder::Same | PassOrder::Reshuffle => false,
        PassOrder::Snake => pass.is_multiple_of(2),
        PassOrder::ReverseAfterFirst => pass > 1,
    }
}

/// One entry's go in one pass. Ordered as turns follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The pass, from 1.
    pub pass: u32,
    /// The place in line in that pass's own order, from 1, among all entries.
    pub position: u32,
    /// Whose turn.
    pub entry: u32,
}

/// One complete run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The activity that was closed after it, by number; none for the last run.
    pub closed: Option<u32>,
    /// The pass of the last pick; 0 if nobody took anything.
    pub passes: u32,
    /// Per activity, the turn that took its last place.
    pub filled: Vec<Option<Turn>>,
}

/// Someone took an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// In which turn.
    pub turn: Turn,
    /// The activity's number.
    pub activity: u32,
    /// Which choice it was, from 1.
    pub rank: u32,
    /// How many places were left after it.
    pub left: u32,
}

/// What the rule gives: enough to derive everything else when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Every run; the last one counts.
    pub runs: Vec<Run>,
    /// Every pick of the last run, in the order of turns.
    pub picks: Vec<Pick>,
}

impl Outcome {
    /// The pick that was made in a turn; none if nothing was taken in it.
    pub fn pick(&self, turn: Turn) -> Option<&Pick> {
        let at = self.picks.binary_search_by(|pick| pick.turn.cmp(&turn)).ok()?;
        self.picks.get(at)
    }

    /// How many places of each activity are taken, number 1 first.
    pub fn taken(&self) -> Vec<u32> {
        let mut taken = vec![0; self.last_run().map_or(0, |run| run.filled.len())];
        for pick in &self.picks {
            if let Some(taken) = taken.get_mut(index(pick.activity)) {
                *taken += 1;
            }
        }
        taken
    }

    /// What each of `entries` entries holds, in picking order.
    pub fn holdings(&self, entries: u32) -> Vec<Vec<u32>> {
        let mut holdings = vec![Vec::new(); entries as usize];
        for pick in &self.picks {
            if let Some(held) = holdings.get_mut(pick.turn.entry as usize) {
                held.push(pick.activity);
            }
        }
        holdings
    }

    /// The activities that do not run, in the order of closing.
    pub fn closed(&self) -> Vec<u32> {
        self.runs.iter().filter_map(|run| run.closed).collect()
    }

    /// The run that counts.
    pub fn last_run(&self) -> Option<&Run> {
        self.runs.last()
    }
}

/// Applies the rule.
///
/// ```
/// use turnwise_shared::allocate::{Instance, Orders, Places, allocate};
/// use turnwise_shared::lottery::PassOrder;
///
/// let climbing = Places { capacity: 1, ..Places::default() };
/// let pottery = Places { capacity: 2, ..Places::default() };
/// let ballots = [([1, 2].as_slice(), Some(1)), ([1, 2].as_slice(), Some(1))];
/// let instance = Instance::new(vec![climbing, pottery], ballots)?;
/// let orders = Orders::Fixed { order: vec![1, 0], pass_order: PassOrder::Same };
/// assert_eq!(allocate(&instance, &orders).holdings(2), [[2], [1]]);
/// # Ok::<(), turnwise_shared::allocate::InstanceFault>(())
/// ```
pub fn allocate(instance: &Instance, orders: &Orders) -> Outcome {
    let mut runs = Vec::new();
    let mut picks = Picks(Vec::with_capacity(instance.most_picks()));
    Rule::new(instance).apply(orders, &mut picks, |walk, closed| runs.push(walk.told(closed)));
    Outcome { runs, picks: picks.0 }
}

/// Everything that is taken, in order.
struct Picks(Vec<Pick>);

impl Takes for Picks {
    fn again(&mut self) {
        self.0.clear();
    }

    fn took(&mut self, pick: Pick) {
        self.0.push(pick);
    }
}

/// The rule, applied to one instance as often as there are orders, with the memory of the first time.
pub(crate) struct Rule<'a> {
    walk: Walk<'a>,
    closed: Vec<bool>,
}

impl<'a> Rule<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        Self {
            walk: Walk::new(instance),
            closed: vec![false; instance.places.len()],
        }
    }

    /// Run after run until one counts; `ran` is told each, and which activity is closed after it.
    pub(crate) fn apply(
        &mut self,
        orders: &Orders,
        into: &mut impl Takes,
        mut ran: impl FnMut(&Walk<'_>, Option<u32>),
    ) {
        self.closed.fill(false);
        let mut passes = Passes::new(orders);
        loop {
            into.again();
            self.walk.run(&mut passes, &self.closed, into);
            let places = &self.walk.instance().places;
            let short = shortest(places, self.walk.free(), &self.closed);
            ran(&self.walk, short);
            match short {
                Some(activity) => self.closed[index(activity)] = true,
                None => return,
            }
        }
    }
}

/// The activity to close: held by someone, below its minimum, with the largest shortfall, then the lowest
/// number.
pub(crate) fn shortest(places: &[Places], free: &[u32], closed: &[bool]) -> Option<u32> {
    let mut found: Option<(u32, u32)> = None;
    for (number, ((places, free), closed)) in (1..).zip(places.iter().zip(free).zip(closed)) {
        let taken = if *closed { 0 } else { places.capacity - free };
        let short = places.minimum.saturating_sub(taken);
        if taken > 0 && short > 0 && found.is_none_or(|(_, largest)| short > largest) {
            found = Some((number, short));
        }
    }
    found.map(|(number, _)| number)
}
