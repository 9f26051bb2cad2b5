//! The rule (§5 of the design), applied to the same ballots thousands of times: what
//! [`allocate`](crate::allocate::allocate) gives, from lists that are prepared once.
//!
//! What makes it fast is that hardly anything is looked at that has not changed:
//! - Every choice has a byte that is 1 while its activity has places left. A turn reads those of eight choices as one
//!   number: its lowest bit is the choice that is taken, and nobody asks for the places of all eight.
//! - Once the last place of an activity is taken, the bytes of all who named it become 0. That happens once per
//!   activity, and one after the other, which processors do several at a time.
//! - A place in line is where the list goes on, four bytes; a drawn order is the first line as it stands.
//! - Whoever goes away empty-handed is finished, so everyone left in line has taken one in every pass so far: there is no
//!   count of what each of them holds.
//! - Everything that is seldom done is a function of its own: browsers are sooner done with making the rest fast.

use crate::allocate::{Instance, Orders, Passes, backwards, index, shortest};
use busy::Busy;
use lists::{Lists, Open, first};

mod busy;
mod lists;

/// What becomes of the places that are taken.
pub(super) trait Takes {
    /// A run begins; nothing that was taken in the one before counts any more.
    fn again(&mut self);
    /// Someone took one; called in the order of turns.
    fn took(&mut self, took: Took);
}

/// Someone took an activity.
#[derive(Clone, Copy)]
pub(super) struct Took {
    /// The pass, from 1.
    pub pass: u32,
    /// In the first pass, the place in line, from 0. Later on among those who are left.
    pub place: usize,
    /// Whose turn.
    pub entry: u32,
    /// The activity's number.
    pub activity: u32,
    /// Which choice it was, from 1.
    pub rank: u32,
}

/// An instance, prepared.
pub(super) struct Prepared<'a> {
    instance: &'a Instance,
    lists: Lists,
    /// The least that anyone may get at most, and the most.
    limits: (u32, u32),
    /// Which choices are open in this run.
    open: Vec<Open>,
    /// By activity: places left, whether it is closed, and whether its last place was ever taken.
    free: Vec<u32>,
    closed: Vec<bool>,
    ever_full: Vec<bool>,
    busy: Busy<'a>,
    /// Whoever may still get something, in the order of the pass: which eight of its choices come next.
    line: Vec<u32>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let activities = instance.places().len();
        let limits = || (0..instance.entries()).map(|entry| instance.limit(entry));
        Self {
            instance,
            lists: Lists::new(instance),
            limits: (limits().min().unwrap_or(0), limits().max().unwrap_or(0)),
            open: Vec::new(),
            free: Vec::new(),
            closed: vec![false; activities],
            ever_full: vec![false; activities],
            busy: Busy::new(instance),
            line: Vec::new(),
        }
    }

    /// Run after run until one counts.
    pub(super) fn apply(&mut self, orders: &Orders, into: &mut impl Takes) {
        self.closed.fill(false);
        let mut passes = Passes::new(orders);
        loop {
            into.again();
            self.run(orders, &mut passes, into);
            match shortest(self.instance.places(), &self.free, &self.closed) {
                Some(activity) => self.closed[index(activity)] = true,
                None => return,
            }
        }
    }

    /// The places left when the rule was applied last, by activity.
    pub(super) fn free(&self) -> &[u32] {
        &self.free
    }

    /// Per activity, whether it was closed when the rule was applied last.
    pub(super) fn closed(&self) -> &[bool] {
        &self.closed
    }

    /// Per activity, whether anybody could ever have found it full: its last place was taken in some run.
    pub(super) fn ever_full(&self) -> &[bool] {
        &self.ever_full
    }

    /// Pass after pass, until nobody can get anything any more.
    fn run(&mut self, orders: &Orders, passes: &mut Passes<'_>, into: &mut impl Takes) {
        self.start();
        for pass in 1..=self.limits.1 {
            self.line_up(orders, passes, pass);
            self.pass(pass, into);
            if self.line.is_empty() {
                break;
            }
        }
    }

    /// Everything free again, but for what is closed.
    fn start(&mut self) {
        let places = self.instance.places().iter().zip(&self.closed);
        self.free.clear();
        self.free
            .extend(places.map(|(places, closed)| if *closed { 0 } else { places.capacity }));
        self.open.clone_from(&self.lists.whole);
        for (activity, _) in (1..).zip(&self.free).filter(|(_, free)| **free == 0) {
            self.lists.close(activity, &mut self.open);
        }
        self.busy.clear();
    }

    /// Whoever is left, in the order of this pass. Where that is one of its own, those come again who went away
    /// empty-handed: so they do once more.
    fn line_up(&mut self, orders: &Orders, passes: &mut Passes<'_>, pass: u32) {
        match orders {
            Orders::Fixed { order, .. } if pass == 1 => self.stand(order),
            Orders::Fixed { pass_order, .. } => {
                if backwards(*pass_order, pass) != backwards(*pass_order, pass - 1) {
                    self.line.reverse();
                }
            }
            Orders::Drawn { .. } | Orders::Listed(_) => self.stand(passes.order(pass)),
        }
        if pass > self.limits.0 {
            let eights = &self.lists.eights;
            let may = |at: &u32| pass <= self.instance.limit(eights[*at as usize].entry);
            self.line.retain(may);
        }
    }

    /// A line of entries. The first eight of each have its own index.
    fn stand(&mut self, order: &[u32]) {
        self.line.clear();
        self.line.extend_from_slice(order);
    }

    /// Everyone in line, one after the other.
    #[inline]
    fn pass(&mut self, pass: u32, into: &mut impl Takes) {
        let (lists, busy) = (&self.lists, &mut self.busy);
        let (open, free, line) = (&mut self.open[..], &mut self.free[..], &mut self.line[..]);
        let mut left = 0;
        for place in 0..line.len() {
            let mut at = line[place];
            let mut choices = u64::from_le_bytes(open[at as usize]);
            if choices == 0 || busy.matters() {
                at = lists.next(at, open, busy);
                choices = u64::from_le_bytes(open[at as usize]);
                if choices == 0 {
                    continue;
                }
            }
            let eight = &lists.eights[at as usize];
            let choice = first(choices);
            let activity = eight.choices[choice as usize];
            open[at as usize] = (choices & (choices - 1)).to_le_bytes();
            into.took(Took {
                pass,
                place,
                entry: eight.entry,
                activity,
                rank: eight.before + choice + 1,
            });
            if busy.matters() {
                busy.take(eight.entry, activity);
            }
            let free = &mut free[index(activity)];
            *free -= 1;
            if *free == 0 {
                self.ever_full[index(activity)] = true;
                lists.close(activity, open);
            }
            line[left] = at;
            left += 1;
        }
        self.line.truncate(left);
    }
}
