//! What the rule is applied to: places, ballots and limits, checked once and stored flat.

use std::collections::BTreeMap;

use super::index;
use crate::lottery::Activity;

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
    pub(super) places: Vec<Places>,
    /// Per activity, which bits of an entry's busy slots it takes up; `words` of them each.
    slots: Vec<u64>,
    pub(super) words: usize,
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
pub(super) type Window = [u32; WINDOW as usize];

/// How many of them there are.
pub(super) const WINDOW: u32 = 8;

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

    /// The same with another number of places in one activity.
    #[must_use]
    pub fn with_capacity(&self, activity: u32, capacity: u32) -> Self {
        let mut instance = self.clone();
        if let Some(places) = instance.places.get_mut(index(activity)) {
            places.capacity = capacity;
        }
        instance
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

    pub(super) fn range(&self, entry: u32) -> (u32, u32) {
        match self.starts.get(entry as usize..) {
            Some(&[start, end, ..]) => (start, end),
            _ => (0, 0),
        }
    }

    /// What can be taken at most: all places that somebody asks for, and not more than everyone may get.
    pub(super) fn most_picks(&self) -> usize {
        let wanted = self.places.iter().zip(&self.wanted);
        let wanted = wanted.map(|(places, wanted)| places.capacity.min(*wanted) as usize);
        let all = (self.limit as usize).saturating_mul(self.entries() as usize);
        let each = self.limits.iter().map(|limit| *limit as usize);
        let limits = if self.limits.is_empty() {
            all
        } else {
            each.fold(0, usize::saturating_add)
        };
        limits.min(wanted.sum())
    }

    /// The choices from one on, whoever's they are.
    pub(super) fn window(&self, from: u32) -> &Window {
        self.choices[from as usize..]
            .first_chunk()
            .unwrap_or(&[0; WINDOW as usize])
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

    /// How many numbers of 64 bits hold an entry's slots; 0 if nothing clashes.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// The slots that an activity takes up.
    pub(crate) fn bits(&self, activity: u32) -> &[u64] {
        let start = index(activity) * self.words;
        self.slots.get(start..start + self.words).unwrap_or(&[])
    }
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
