//! Repeating a draw: from what is published to who got what, and why. The server runs it once, when the
//! value is entered; every browser runs it again. That both find the same is the point.

use crate::allocate::{Instance, InstanceFault, Orders, Outcome, Places, allocate};
use crate::draw;
use crate::explain::{Explanation, explain};
use crate::hash::Hash32;
use crate::lottery::{PassOrder, Rules};
use crate::record::{Line, Value};

/// A draw that was repeated. Entries are given by number here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    entries: Vec<u32>,
    /// The seed; none for the administrator's own list.
    pub seed: Option<Hash32>,
    /// Places and ballots.
    pub instance: Instance,
    /// The order of every pass.
    pub orders: Orders,
    /// Who got what.
    pub outcome: Outcome,
}

/// Why a draw cannot be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayFault {
    /// The lines are not ascending by entry, or an entry stands twice.
    Lines,
    /// The own list lacks this entry, names it twice, or it takes no part.
    Order {
        /// The entry's number.
        entry: u32,
    },
    /// A fresh order per pass was asked for with an own list.
    Reshuffle,
    /// A ballot does not fit the rules.
    Instance(InstanceFault),
}

impl std::fmt::Display for ReplayFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lines => write!(f, "the lines are not ascending"),
            Self::Order { entry } => write!(f, "the order and the entries differ at {entry}"),
            Self::Reshuffle => write!(f, "an own list has no order for later passes"),
            Self::Instance(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for ReplayFault {}

impl Replay {
    /// Draws and allocates: `head` is that of the closed or redraw record, `lines` are ascending by entry.
    ///
    /// # Errors
    /// If lines, value and rules do not fit together.
    pub fn new(rules: &Rules, head: &Hash32, value: &Value, lines: &[Line]) -> Result<Self, ReplayFault> {
        let entries: Vec<u32> = lines.iter().map(|line| line.entry).collect();
        if !entries.is_sorted_by(|a, b| a < b) {
            return Err(ReplayFault::Lines);
        }
        let seed = match value {
            Value::OwnList { .. } => None,
            _ => Some(draw::seed(head, &value.bytes())),
        };
        let orders = orders(rules.pass_order, value, seed, &entries)?;
        let places = rules.activities.iter().map(Places::from).collect();
        let limit = rules.limit.map(std::num::NonZeroU32::get);
        let ballots = lines.iter().map(|line| (line.choices.as_slice(), limit));
        let instance = Instance::new(places, ballots).map_err(ReplayFault::Instance)?;
        let outcome = allocate(&instance, &orders);
        Ok(Self {
            entries,
            seed,
            instance,
            orders,
            outcome,
        })
    }

    /// How many take part.
    pub fn entries(&self) -> &[u32] {
        &self.entries
    }

    /// The number of the entry with this index.
    pub fn number(&self, index: u32) -> u32 {
        self.entries.get(index as usize).copied().unwrap_or(0)
    }

    /// The index of the entry with this number.
    pub fn index(&self, number: u32) -> Option<u32> {
        u32::try_from(self.entries.binary_search(&number).ok()?).ok()
    }

    /// Entries by number, in the order of pass `pass`.
    pub fn pass(&self, pass: u32) -> Vec<u32> {
        self.orders
            .pass(pass)
            .into_iter()
            .map(|index| self.number(index))
            .collect()
    }

    /// What each entry got, in picking order, by ascending entry: as [`crate::api::Attempt::allocation`].
    pub fn allocation(&self) -> Vec<Vec<u32>> {
        self.outcome.holdings(self.instance.entries())
    }

    /// Why the entry with this number got what it got.
    pub fn explain(&self, number: u32) -> Option<Explanation> {
        Some(explain(
            &self.instance,
            &self.orders,
            &self.outcome,
            self.index(number)?,
        ))
    }
}

fn orders(pass_order: PassOrder, value: &Value, seed: Option<Hash32>, entries: &[u32]) -> Result<Orders, ReplayFault> {
    let count = u32::try_from(entries.len()).map_err(|_| ReplayFault::Lines)?;
    match (value, seed) {
        (Value::OwnList { order }, _) => {
            if pass_order == PassOrder::Reshuffle {
                return Err(ReplayFault::Reshuffle);
            }
            let order = indices(order, entries)?;
            Ok(Orders::Fixed { order, pass_order })
        }
        (_, Some(seed)) if pass_order == PassOrder::Reshuffle => Ok(Orders::Drawn { entries: count, seed }),
        (_, seed) => {
            let ascending: Vec<u32> = (0..count).collect();
            let order = seed.map(|seed| draw::order(&ascending, &seed)).unwrap_or(ascending);
            Ok(Orders::Fixed { order, pass_order })
        }
    }
}

/// An own list as indices; every entry must stand in it exactly once.
fn indices(order: &[u32], entries: &[u32]) -> Result<Vec<u32>, ReplayFault> {
    let mut seen = vec![false; entries.len()];
    let mut indices = Vec::with_capacity(order.len());
    for &entry in order {
        let at = entries
            .binary_search(&entry)
            .map_err(|_| ReplayFault::Order { entry })?;
        if std::mem::replace(&mut seen[at], true) {
            return Err(ReplayFault::Order { entry });
        }
        indices.push(u32::try_from(at).map_err(|_| ReplayFault::Lines)?);
    }
    match seen.iter().position(|seen| !seen) {
        Some(missing) => Err(ReplayFault::Order {
            entry: entries[missing],
        }),
        None => Ok(indices),
    }
}
