//! What would probably come out: thousands of draws of the same ballots, simulated and counted.
//!
//! A [`Question`] is everything a simulation needs and [`answer`] tells what it finds piece by piece, so that whoever
//! waits sees it grow. Both are plain data that a page can hand to a worker and back; no answer leaves the browser
//! that asked. Numbers are counts over `draws` simulated draws, never probabilities: what is said of them is "in 10,000
//! simulated draws", as §6 of the design wants it.
//!
//! The simulated orders come from the draw's own shuffle, one after the other, over words of `ChaCha8`: nobody has a reason
//! to guess them, so they may come faster than those of a draw. They start anew from the seed for everything that is
//! compared: a place more or fewer meets the very orders that were met without it, so that a difference of a tenth of a
//! person shows in a thousand draws.
//!
//! - [`tally`]: what is counted of a draw; [`trials`]: drawing and counting, again and again;
//! - [`elsewhere`]: no chance at all: what *this* draw gives when one entry stands elsewhere in line.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::allocate::{Instance, InstanceFault, Orders, Places};
use crate::hash::Hash32;
use crate::lottery::{Activity, PassOrder};
pub use elsewhere::{Stretch, elsewhere};
pub use tally::{Chances, Demand, Spread, Tally, Tenth};
use trials::Trials;

mod elsewhere;
mod prepared;
mod tally;
mod trials;

/// Draws for what the lottery itself would give, and for one entry's chances.
pub const DRAWS: u32 = 10_000;
/// Draws for each pass order, where four of them are compared.
pub const DRAWS_BY_ORDER: u32 = 2_500;
/// Draws for each place more or fewer.
pub const DRAWS_BY_PLACE: u32 = 1_000;

/// What is simulated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The activities, number 1 first.
    pub activities: Vec<Activity>,
    /// The most activities one entry may get; none for no limit.
    pub limit: Option<NonZeroU32>,
    /// How each pass walks the line.
    pub pass_order: PassOrder,
    /// Per entry its choices, best first; empty for one that sent none.
    pub ballots: Vec<Vec<u32>>,
    /// Where the simulated orders come from.
    pub seed: Hash32,
    /// What is to be found out.
    pub about: About,
}

/// What is to be found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The lottery as a whole: [`Told::Own`], [`Told::Orders`], [`Told::Places`].
    Lottery,
    /// One entry in a draw that was made: [`Told::Elsewhere`], [`Told::Chances`].
    Entry {
        /// Its index in the ballots.
        entry: u32,
        /// The orders of that draw.
        orders: Orders,
    },
}

/// A piece of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// How far it is.
    Progress {
        /// Draws made.
        done: u32,
        /// Draws there will be; may shrink, never grows.
        of: u32,
    },
    /// What the lottery would give: [`DRAWS`] draws.
    Own(Tally),
    /// Each pass order: [`DRAWS_BY_ORDER`] draws.
    Orders(Vec<(PassOrder, Tally)>),
    /// A place more or fewer in each activity: [`DRAWS_BY_PLACE`] draws.
    Places(PlaceEffects),
    /// What the draw that was made gives this entry wherever it stands in the first round, from the front.
    Elsewhere(Vec<Stretch>),
    /// What this entry would get: [`DRAWS`] draws.
    Chances(Chances),
}

/// What a place more or fewer would change; all over the same orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceEffects {
    /// How many draws.
    pub draws: u32,
    /// As it is.
    pub as_is: Sums,
    /// One place more, by activity; none where that changes nothing, because nobody ever finds it full, and where it has
    /// no places at all.
    pub more: Vec<Option<Sums>>,
    /// One place fewer, by activity; none in the same cases.
    pub fewer: Vec<Option<Sums>>,
}

/// Sums over all draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Entries that get their first choice.
    pub first: u64,
    /// Entries that sent choices and get nothing.
    pub nothing: u64,
    /// Places taken.
    pub taken: u64,
}

/// Answers piece by piece.
///
/// # Errors
/// If ballots and activities do not fit.
pub fn answer(question: &Question, tell: &mut dyn FnMut(Told)) -> Result<(), InstanceFault> {
    let places: Vec<Places> = question.activities.iter().map(Places::from).collect();
    let limit = question.limit.map(NonZeroU32::get);
    let ballots = question.ballots.iter().map(|ballot| (ballot.as_slice(), limit));
    match &question.about {
        About::Lottery => {
            // Who sent nothing takes nothing, wherever in line: the others are counted as if alone.
            let sent = ballots.filter(|(ballot, _)| !ballot.is_empty());
            let instance = Instance::new(places, sent)?;
            lottery(question, &instance, tell);
        }
        About::Entry { entry, orders } => {
            let instance = Instance::new(places, ballots)?;
            let mut progress = Progress::new(tell, DRAWS);
            progress.tell(Told::Elsewhere(elsewhere(&instance, orders, *entry)));
            let mut trials = Trials::new(&instance, question.pass_order, &question.seed);
            let chances = trials.chances(*entry, DRAWS, &mut |draws| progress.made(draws));
            progress.report();
            progress.tell(Told::Chances(chances));
        }
    }
    Ok(())
}

/// Every pass order, as they are compared.
const ORDERS: [PassOrder; 4] = [
    PassOrder::Same,
    PassOrder::Snake,
    PassOrder::ReverseAfterFirst,
    PassOrder::Reshuffle,
];

fn lottery(question: &Question, instance: &Instance, tell: &mut dyn FnMut(Told)) {
    let activities = u32::try_from(instance.places().len()).unwrap_or(u32::MAX);
    let by_place = activities
        .saturating_mul(2)
        .saturating_add(1)
        .saturating_mul(DRAWS_BY_PLACE);
    let mut progress = Progress::new(tell, (DRAWS + 4 * DRAWS_BY_ORDER).saturating_add(by_place));
    let tally = |instance: &Instance, pass_order, draws, progress: &mut Progress<'_>| {
        Trials::new(instance, pass_order, &question.seed).tally(draws, &mut |draws| progress.made(draws))
    };
    let mut own = Trials::new(instance, question.pass_order, &question.seed);
    let tallied = own.tally(DRAWS, &mut |draws| progress.made(draws));
    progress.tell(Told::Own(tallied));
    let orders = ORDERS.map(|order| (order, tally(instance, order, DRAWS_BY_ORDER, &mut progress)));
    progress.tell(Told::Orders(orders.into()));

    let as_is = tally(instance, question.pass_order, DRAWS_BY_PLACE, &mut progress);
    let mut effects = PlaceEffects {
        draws: DRAWS_BY_PLACE,
        as_is: as_is.sums(),
        more: Vec::new(),
        fewer: Vec::new(),
    };
    for ((number, places), matters) in (1..).zip(instance.places()).zip(own.ever_full()) {
        let mut with = |capacity: u32| {
            if !matters {
                progress.spare(DRAWS_BY_PLACE);
                return None;
            }
            let changed = instance.with_capacity(number, capacity);
            Some(tally(&changed, question.pass_order, DRAWS_BY_PLACE, &mut progress).sums())
        };
        effects.more.push(with(places.capacity.saturating_add(1)));
        effects.fewer.push(with(places.capacity.saturating_sub(1)));
    }
    progress.report();
    progress.tell(Told::Places(effects));
}

/// How far it is, told a hundred times or so.
struct Progress<'a> {
    tell: &'a mut dyn FnMut(Told),
    done: u32,
    of: u32,
    told: u32,
}

impl<'a> Progress<'a> {
    fn new(tell: &'a mut dyn FnMut(Told), of: u32) -> Self {
        tell(Told::Progress { done: 0, of });
        Self {
            tell,
            done: 0,
            of,
            told: 0,
        }
    }

    fn made(&mut self, draws: u32) {
        self.done = self.done.saturating_add(draws);
        if self.done - self.told > self.of / 100 {
            self.report();
        }
    }

    fn report(&mut self) {
        self.told = self.done;
        self.tell(Told::Progress {
            done: self.done,
            of: self.of,
        });
    }

    /// These draws need not be made.
    fn spare(&mut self, draws: u32) {
        self.of = self.of.saturating_sub(draws);
    }

    fn tell(&mut self, told: Told) {
        (self.tell)(told);
    }
}
