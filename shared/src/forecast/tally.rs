//! What is counted of simulated draws.

use serde::{Deserialize, Serialize};

use super::Sums;
use super::prepared::{Takes, Took};
use crate::allocate::{Instance, InstanceFault, Orders, Outcome};

/// Into how many parts the line is divided, from the front.
const PARTS: usize = 10;
/// Room for them of which every index of four bits is a part.
const ROOM: usize = 16;

/// Draws of a whole lottery, counted. Only entries that sent choices are counted, and only they stand in line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many draws.
    pub draws: u32,
    /// How many entries sent choices.
    pub lists: u32,
    /// By activity, number 1 first.
    pub activities: Vec<Demand>,
    /// Entries by the best choice they got, the 1st first: summed over all draws.
    pub best: Vec<u64>,
    /// How many entries get their first choice.
    pub first: Spread,
    /// How many get nothing.
    pub nothing: Spread,
    /// Places left in activities that run: summed over all draws.
    pub free: u64,
    /// The tenths of the line, the first in line first; fewer than ten if there are fewer entries.
    pub tenths: Vec<Tenth>,
}

/// One activity in all draws.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Draws after which no place was left.
    pub filled: u32,
    /// Draws in which it did not run: fewer than its minimum would have come.
    pub closed: u32,
    /// Places taken: summed over all draws.
    pub taken: u64,
    /// Draws by the last choice that got in: for nobody, for their 1st, 2nd, … choice.
    pub last: Vec<u32>,
}

/// A number that differs from draw to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Summed over all draws.
    pub sum: u64,
    /// At most this in a twentieth of all draws.
    pub low: u32,
    /// At most this in half of all draws.
    pub middle: u32,
    /// At most this in nineteen twentieths of all draws.
    pub high: u32,
}

/// A part of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenth {
    /// How many entries stand in it.
    pub entries: u32,
    /// Of them, how many get their first choice: summed over all draws.
    pub first: u64,
    /// How many get anything.
    pub any: u64,
    /// Places they get.
    pub places: u64,
}

impl Tally {
    /// A draw that was made, counted as simulated ones are: once.
    ///
    /// # Errors
    /// None for what an instance was made of before.
    pub fn of(instance: &Instance, orders: &Orders, outcome: &Outcome) -> Result<Self, InstanceFault> {
        let sent = |entry: &u32| !instance.ballot(*entry).is_empty();
        let line = orders.pass(1).into_iter().filter(sent);
        // Indices among those who sent choices, and places among them in line.
        let mut numbers = vec![(0, 0); instance.entries() as usize];
        for (place, entry) in line.enumerate() {
            numbers[entry as usize].1 = place;
        }
        let lists = (0..instance.entries()).filter(sent).zip(0..);
        let ballots = lists.map(|(entry, number)| {
            numbers[entry as usize].0 = number;
            (instance.ballot(entry), Some(instance.limit(entry)))
        });
        let instance = Instance::new(instance.places().to_vec(), ballots)?;
        let mut count = Count::new(&instance);
        for pick in &outcome.picks {
            let (entry, place) = numbers[pick.turn.entry as usize];
            count.took(Took {
                pass: pick.turn.pass,
                place,
                entry,
                activity: pick.activity,
                rank: pick.rank,
            });
        }
        let taken = outcome.taken().into_iter().zip(instance.places());
        let free: Vec<u32> = taken.map(|(taken, places)| places.capacity - taken).collect();
        let closed = outcome.closed();
        let closed: Vec<bool> = (1..).zip(&free).map(|(number, _)| closed.contains(&number)).collect();
        count.drawn(&instance, &free, &closed);
        Ok(count.tally())
    }

    /// What comparing needs of it.
    pub fn sums(&self) -> Sums {
        Sums {
            first: self.first.sum,
            nothing: self.nothing.sum,
            taken: self.activities.iter().map(|activity| activity.taken).sum(),
        }
    }
}

impl Demand {
    /// The last choice that got in, in half of those draws in which anybody did: 1 for the first. None if nobody
    /// ever got in.
    pub fn usual_last(&self) -> Option<u32> {
        let came = self.last.get(1..)?;
        let all: u32 = came.iter().sum();
        (all > 0).then(|| quantile(came, all.div_ceil(2)) + 1)
    }
}

/// The smallest number that this many draws do not exceed; `draws` counts them by the number that came out.
fn quantile(draws: &[u32], many: u32) -> u32 {
    let mut seen = 0;
    let found = draws.iter().position(|draws| {
        seen += draws;
        seen >= many
    });
    found.and_then(|found| u32::try_from(found).ok()).unwrap_or(0)
}

/// How often each number came out.
struct Counts(Vec<u32>);

impl Counts {
    fn add(&mut self, number: u64) {
        if let Some(times) = usize::try_from(number).ok().and_then(|number| self.0.get_mut(number)) {
            *times += 1;
        }
    }

    fn spread(&self) -> Spread {
        let draws: u32 = self.0.iter().sum();
        let sum = (0..)
            .zip(&self.0)
            .map(|(number, times): (u64, _)| number * u64::from(*times));
        Spread {
            sum: sum.sum(),
            low: quantile(&self.0, draws.div_ceil(20)),
            middle: quantile(&self.0, draws.div_ceil(2)),
            high: quantile(&self.0, draws - draws / 20),
        }
    }
}

/// One draw being counted, and all before it.
pub(super) struct Count {
    tally: Tally,
    first: Counts,
    nothing: Counts,
    /// By place in line, from 0: which part of the line that is.
    part_of: Vec<u8>,
    /// By entry: in which part it stood.
    part: Vec<u8>,
    /// Of this draw, for each part of the line one after the other: by choice from 1, how many got it as their best.
    best: Vec<u32>,
    /// How many numbers that makes for one part.
    ranks: usize,
    /// Of this draw: by part, what was got after the first pass; by activity, the last choice that got in.
    more: [u32; ROOM],
    last: Vec<u32>,
}

impl Count {
    pub(super) fn new(instance: &Instance) -> Self {
        let lists = instance.entries();
        let size = lists as usize;
        let parts = PARTS.min(size);
        let longest = (0..lists).map(|entry| instance.ballot(entry).len()).max().unwrap_or(0);
        let activity = Demand {
            last: vec![0; longest + 1],
            ..Demand::default()
        };
        let part_of: Vec<u8> = (0..size)
            .map(|place| u8::try_from(place * parts / size).unwrap_or(0))
            .collect();
        let mut tenths = vec![Tenth::default(); parts];
        for part in &part_of {
            tenths[usize::from(*part)].entries += 1;
        }
        let none = Spread {
            sum: 0,
            low: 0,
            middle: 0,
            high: 0,
        };
        Self {
            tally: Tally {
                draws: 0,
                lists,
                activities: vec![activity; instance.places().len()],
                best: vec![0; longest],
                first: none,
                nothing: none,
                free: 0,
                tenths,
            },
            first: Counts(vec![0; size + 1]),
            nothing: Counts(vec![0; size + 1]),
            part_of,
            part: vec![0; size],
            best: vec![0; parts * (longest + 1)],
            ranks: longest + 1,
            more: [0; ROOM],
            last: vec![0; instance.places().len() + 1],
        }
    }

    /// The draw is over, with these places left and these activities closed.
    pub(super) fn drawn(&mut self, instance: &Instance, free: &[u32], closed: &[bool]) {
        let tally = &mut self.tally;
        tally.draws += 1;
        let places = instance.places().iter().zip(free).zip(closed).zip(&self.last[1..]);
        for (activity, (((places, free), closed), last)) in tally.activities.iter_mut().zip(places) {
            activity.last[*last as usize] += 1;
            if *closed {
                activity.closed += 1;
                continue;
            }
            activity.filled += u32::from(*free == 0 && places.capacity > 0);
            activity.taken += u64::from(places.capacity - free);
            tally.free += u64::from(*free);
        }
        let (mut first, mut served) = (0, 0);
        let parts = self.best.chunks(self.ranks).zip(&self.more);
        for (sum, (best, more)) in tally.tenths.iter_mut().zip(parts) {
            let mut any = 0;
            for (sum, best) in tally.best.iter_mut().zip(&best[1..]) {
                *sum += u64::from(*best);
                any += u64::from(*best);
            }
            let first_in = best.get(1).copied().map_or(0, u64::from);
            sum.first += first_in;
            sum.any += any;
            sum.places += any + u64::from(*more);
            first += first_in;
            served += any;
        }
        self.first.add(first);
        self.nothing.add(u64::from(tally.lists) - served);
    }

    /// What was counted.
    pub(super) fn tally(self) -> Tally {
        Tally {
            first: self.first.spread(),
            nothing: self.nothing.spread(),
            ..self.tally
        }
    }
}

impl Takes for Count {
    fn again(&mut self) {
        self.best.fill(0);
        self.last.fill(0);
        self.more = [0; ROOM];
    }

    #[inline]
    fn took(&mut self, took: Took) {
        // Whoever takes something later has taken something in the first pass: the best of all they get.
        let part = &mut self.part[took.entry as usize];
        if took.pass == 1 {
            *part = self.part_of[took.place];
            self.best[usize::from(*part) * self.ranks + took.rank as usize] += 1;
        } else {
            self.more[usize::from(*part) % ROOM] += 1;
        }
        let last = &mut self.last[took.activity as usize];
        *last = took.rank.max(*last);
    }
}

/// What one entry got in all draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chances {
    /// How many draws.
    pub draws: u32,
    /// By choice, the 1st first: draws in which it was got.
    pub got: Vec<u32>,
    /// Draws in which nothing was got.
    pub nothing: u32,
}

/// One entry being followed.
pub(super) struct Follow {
    entry: u32,
    chances: Chances,
    /// What it got in this draw, by choice from 1.
    took: Vec<u32>,
}

impl Follow {
    pub(super) fn new(instance: &Instance, entry: u32) -> Self {
        Self {
            entry,
            chances: Chances {
                draws: 0,
                got: vec![0; instance.ballot(entry).len()],
                nothing: 0,
            },
            took: Vec::new(),
        }
    }

    /// The draw is over.
    pub(super) fn drawn(&mut self) {
        self.chances.draws += 1;
        self.chances.nothing += u32::from(self.took.is_empty());
        for rank in &self.took {
            self.chances.got[*rank as usize - 1] += 1;
        }
    }

    /// What was counted.
    pub(super) fn chances(self) -> Chances {
        self.chances
    }
}

impl Takes for Follow {
    fn again(&mut self) {
        self.took.clear();
    }

    fn took(&mut self, took: Took) {
        if took.entry == self.entry {
            self.took.push(took.rank);
        }
    }
}
