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

use std::collections::BTreeMap;

use crate::draw;
use crate::hash::Hash32;
use crate::lottery::{Activity, PassOrder};
use walk::{Passes, Takes, Walk};

mod walk;

/// Limited places in one activity, as the rule sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many places there are.
    pub capacity: u32,
    /// The attendance below which the activity is closed; 0 for none.
    pub minimum: u32,
    /// The slots it takes up; activities sharing one clash.
    pub slots: Vec<u32>,
}

impl From<&Activity> for Places {
    fn from(activity: &Activity) -> Self {
        Self {
            capacity: activity.capacity,
            minimum: activity.minimum,
            slots: activity.slots.clone(),
        }
    }
}

/// Everything but the order: places, ballots and limits. Ballots are stored flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    places: Vec<Places>,
    /// Per activity, which bits of an entry's busy slots it takes up; `words` of them each.
    slots: Vec<u64>,
    words: usize,
    /// Per entry where its choices start among all, and where the last entry's end.
    starts: Vec<u32>,
    /// One entry's after the other's, and a window of nobody's, so that there is one from every choice on.
    choices: Vec<u32>,
    /// The limit of all, or that of each where they differ.
    limit: u32,
    limits: Vec<u32>,
    /// Per activity, how many entries name it.
    wanted: Vec<u32>,
}

/// Choices that are looked at together.
type Window = [u32; WINDOW as usize];

/// How many of them there are.
const WINDOW: u32 = 8;

/// Why ballots and places make no instance. Entries are indices, ranks count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceFault {
    /// A choice names an activity that does not exist.
    Unknown {
        /// Whose ballot.
        entry: u32,
        /// Which choice.
        rank: u32,
    },
    /// A choice is named twice.
    Doubled {
        /// Whose ballot.
        entry: u32,
        /// The second of the two.
        rank: u32,
    },
    /// More entries or activities than numbers of 32 bits can count.
    TooMany,
}

impl std::fmt::Display for InstanceFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { entry, rank } => write!(f, "entry {entry}, choice {rank}: no such activity"),
            Self::Doubled { entry, rank } => write!(f, "entry {entry}, choice {rank}: named twice"),
            Self::TooMany => write!(f, "too many entries or activities"),
        }
    }
}

impl std::error::Error for InstanceFault {}

impl Instance {
    /// Places by activity number from 1, and per entry its choices (best first) and its limit (none for no
    /// limit).
    ///
    /// # Errors
    /// The first fault, from the first entry on.
    pub fn new<'a>(
        places: Vec<Places>,
        ballots: impl IntoIterator<Item = (&'a [u32], Option<u32>)>,
    ) -> Result<Self, InstanceFault> {
        let m = u32::try_from(places.len()).map_err(|_| InstanceFault::TooMany)?;
        let (slots, words) = busy_bits(&places);
        let mut instance = Self {
            wanted: vec![0; places.len()],
            places,
            slots,
            words,
            starts: vec![0],
            choices: Vec::new(),
            limit: u32::MAX,
            limits: Vec::new(),
        };
        let mut last_named = vec![0_u32; instance.places.len()];
        for (entry, (ballot, limit)) in ballots.into_iter().enumerate() {
            let entry = u32::try_from(entry).map_err(|_| InstanceFault::TooMany)?;
            let mark = entry.checked_add(1).ok_or(InstanceFault::TooMany)?;
            for (rank, &activity) in (1..).zip(ballot) {
                if activity == 0 || activity > m {
                    return Err(InstanceFault::Unknown { entry, rank });
                }
                let named = &mut last_named[index(activity)];
                if *named == mark {
                    return Err(InstanceFault::Doubled { entry, rank });
                }
                *named = mark;
                instance.wanted[index(activity)] += 1;
            }
            instance.choices.extend_from_slice(ballot);
            let end = u32::try_from(instance.choices.len()).ok();
            // The window behind the last one must be within reach too.
            let end = end.filter(|end| end.checked_add(WINDOW).is_some());
            instance.starts.push(end.ok_or(InstanceFault::TooMany)?);
            instance.limits.push(limit.unwrap_or(u32::MAX));
        }
        instance.choices.extend(Window::default());
        if instance.limits.iter().all(|limit| *limit == instance.limits[0]) {
            instance.limit = instance.limits.pop().unwrap_or(u32::MAX);
            instance.limits = Vec::new();
        }
        Ok(instance)
    }

    /// How many entries there are.
    pub fn entries(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }

    /// The activities' places, number 1 first.
    pub fn places(&self) -> &[Places] {
        &self.places
    }

    /// The choices of an entry, best first; empty for one that does not exist.
    pub fn ballot(&self, entry: u32) -> &[u32] {
        let (start, end) = self.range(entry);
        &self.choices[start as usize..end as usize]
    }

    fn range(&self, entry: u32) -> (u32, u32) {
        match self.starts.get(entry as usize..) {
            Some(&[start, end, ..]) => (start, end),
            _ => (0, 0),
        }
    }

    /// What can be taken at most: all places that somebody asks for, and not more than everyone may get.
    fn most_picks(&self) -> usize {
        let wanted = self.places.iter().zip(&self.wanted);
        let wanted = wanted.map(|(places, wanted)| places.capacity.min(*wanted) as usize);
        let limits = (0..self.entries()).map(|entry| self.limit(entry) as usize);
        let limits = limits.fold(0, usize::saturating_add);
        limits.min(wanted.sum())
    }

    /// The choices from one on, whoever's they are.
    fn window(&self, from: u32) -> Window {
        let mut window = Window::default();
        window.copy_from_slice(&self.choices[from as usize..][..WINDOW as usize]);
        window
    }

    /// The most activities an entry may get; `u32::MAX` for no limit.
    pub fn limit(&self, entry: u32) -> u32 {
        self.limits.get(entry as usize).copied().unwrap_or(self.limit)
    }

    /// Whether two activities, by number, share a slot.
    pub fn clash(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.bits(a), self.bits(b));
        a.iter().zip(b).any(|(a, b)| a & b != 0)
    }

    fn bits(&self, activity: u32) -> &[u64] {
        let start = index(activity) * self.words;
        self.slots.get(start..start + self.words).unwrap_or(&[])
    }
}

/// The index of an activity's number.
pub(crate) fn index(activity: u32) -> usize {
    activity.saturating_sub(1) as usize
}

/// Slots as bits. Slots of one activity only can clash with nothing and get none.
fn busy_bits(places: &[Places]) -> (Vec<u64>, usize) {
    let mut uses = BTreeMap::new();
    for slot in places.iter().flat_map(|places| &places.slots) {
        *uses.entry(*slot).or_insert(0_u32) += 1;
    }
    let shared = uses.into_iter().filter(|(_, uses)| *uses > 1);
    let shared: Vec<u32> = shared.map(|(slot, _)| slot).collect();
    let words = shared.len().div_ceil(64);
    let mut bits = vec![0_u64; places.len() * words];
    for (activity, places) in places.iter().enumerate() {
        for slot in &places.slots {
            if let Ok(bit) = shared.binary_search(slot) {
                bits[activity * words + bit / 64] |= 1 << (bit % 64);
            }
        }
    }
    (bits, words)
}

/// In which order each pass walks the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// Where an entry stands in pass `pass`, from 1; none if it takes no part.
    pub fn position(&self, entry: u32, pass: u32) -> Option<u32> {
        let position = match self {
            Self::Fixed { order, pass_order } => {
                let at = order.iter().position(|other| *other == entry)?;
                if backwards(*pass_order, pass) {
                    order.len() - 1 - at
                } else {
                    at
                }
            }
            _ => self.pass(pass).iter().position(|other| *other == entry)?,
        };
        u32::try_from(position + 1).ok()
    }
}

fn backwards(order: PassOrder, pass: u32) -> bool {
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
    let mut closed = vec![false; instance.places.len()];
    let mut runs = Vec::new();
    let mut passes = Passes::new(orders);
    let mut walk = Walk::new(instance);
    let mut picks = Picks(Vec::with_capacity(instance.most_picks()));
    loop {
        picks.0.clear();
        let mut run = walk.run(&mut passes, &closed, &mut picks);
        run.closed = shortest(&instance.places, walk.free(), &closed);
        let short = run.closed;
        runs.push(run);
        match short {
            Some(activity) => closed[index(activity)] = true,
            None => return Outcome { runs, picks: picks.0 },
        }
    }
}

/// Everything that is taken, in order.
struct Picks(Vec<Pick>);

impl Takes for Picks {
    fn took(&mut self, pick: Pick) {
        self.0.push(pick);
    }
}

/// The activity to close: held by someone, below its minimum, with the largest shortfall, then the lowest
/// number.
fn shortest(places: &[Places], free: &[u32], closed: &[bool]) -> Option<u32> {
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
