//! One run of the rule: pass after pass along the line, until nobody takes anything or has anything to look at.
//!
//! What makes it fast is how the data lies, and that hardly a branch is left to be guessed wrongly:
//! - Whoever may still get something sits in one row in the order of the line, 16 bytes each, and is dropped for good
//!   once nothing can be had any more: a pass reads the row from one end to the other, and shrinks it as it goes.
//! - Where choices lie has nothing to do with the order, so those of the next hundred and more are fetched together: what
//!   each of them waits for the memory overlaps. What is taken is written down in the order of taking, end to end.
//! - A turn looks at eight choices at once, whether they are free or not, and takes the first that is: looking at one
//!   after the other would stop at a different one for everybody, which no processor foresees.
//! - Whether an activity has places left is one byte of a table that stays in the nearest cache.
//! - Where the memory is near, what is left is the number of instructions, some two hundred a turn: so a turn is one
//!   piece with its pass, looks up whose it is only when there is something to take, and touches
//!   slots only where activities clash.
//! - Whoever goes away empty-handed is finished, so everyone in the row has taken one in every pass so far: there is
//!   no count of what each of them holds.

use super::instance::{WINDOW, Window};
use super::{Instance, Orders, Pick, Run, Turn, backwards, index};
use crate::lottery::PassOrder;

/// The orders of all passes. Every run has the same ones.
pub(crate) struct Passes<'a> {
    orders: &'a Orders,
    /// Those drawn so far.
    drawn: Vec<Vec<u32>>,
}

impl<'a> Passes<'a> {
    /// None drawn so far.
    pub(crate) fn new(orders: &'a Orders) -> Self {
        Self {
            orders,
            drawn: Vec::new(),
        }
    }

    /// The order of a pass; the passes are asked for one after the other.
    pub(crate) fn order(&mut self, pass: u32) -> &[u32] {
        if let Orders::Listed(lists) = self.orders {
            return lists.get(index(pass)).or(lists.last()).map_or(&[], Vec::as_slice);
        }
        if self.drawn.len() <= index(pass) {
            self.drawn.push(self.orders.pass(pass));
        }
        self.drawn.get(index(pass)).map_or(&[], Vec::as_slice)
    }
}

/// How many entries' choices are fetched together.
const TOGETHER: usize = 128;

/// Someone who may still get something: a part of the flat choices.
#[derive(Clone, Copy)]
struct Seat {
    /// The place in the line as it was given, from 0.
    place: u32,
    /// The best choice, the first not looked at yet, and the first that is someone else's.
    start: u32,
    next: u32,
    end: u32,
}

/// What becomes of the places that are taken.
pub(crate) trait Takes {
    /// A run begins; nothing that was taken in the one before counts any more.
    fn again(&mut self);
    /// Someone took one; called in the order of turns.
    fn took(&mut self, pick: Pick);
}

/// Run after run over one instance, with the memory of the first.
pub(crate) struct Walk<'a> {
    instance: &'a Instance,
    free: Vec<u32>,
    /// By number: 1 while there are places left.
    open: Vec<u8>,
    busy: Vec<u64>,
    row: Vec<Seat>,
    passes: u32,
    filled: Vec<Option<Turn>>,
}

impl<'a> Walk<'a> {
    /// Nothing taken yet.
    pub(super) fn new(instance: &'a Instance) -> Self {
        Self {
            instance,
            free: Vec::new(),
            open: Vec::new(),
            busy: vec![0; instance.entries() as usize * instance.words],
            row: Vec::new(),
            passes: 0,
            filled: Vec::new(),
        }
    }

    /// Walks from the start until nobody can get anything any more; what is closed has no places.
    pub(super) fn run(&mut self, passes: &mut Passes<'_>, closed: &[bool], into: &mut impl Takes) {
        self.start(closed);
        match passes.orders {
            Orders::Fixed { order, pass_order } => self.along(order, *pass_order, into),
            Orders::Drawn { .. } | Orders::Listed(_) => self.anew(passes, into),
        }
    }

    /// What it walks over.
    pub(super) fn instance(&self) -> &'a Instance {
        self.instance
    }

    /// The places left after a run, by activity.
    pub(crate) fn free(&self) -> &[u32] {
        &self.free
    }

    /// Per activity, the turn that took its last place.
    pub(crate) fn filled(&self) -> &[Option<Turn>] {
        &self.filled
    }

    /// The run, after which this activity is closed.
    pub(super) fn told(&self, closed: Option<u32>) -> Run {
        Run {
            closed,
            passes: self.passes,
            filled: self.filled.clone(),
        }
    }

    /// Everything free again, but for what is closed.
    fn start(&mut self, closed: &[bool]) {
        let places = self.instance.places.iter().zip(closed);
        let free = places.map(|(places, closed)| if *closed { 0 } else { places.capacity });
        self.free.clear();
        self.free.extend(free);
        self.open.clear();
        self.open.push(0);
        self.open.extend(self.free.iter().map(|free| u8::from(*free > 0)));
        self.busy.fill(0);
        self.passes = 0;
        self.filled.clear();
        self.filled.resize(self.free.len(), None);
    }

    /// Pass after pass along one line, forwards or backwards.
    fn along(&mut self, order: &[u32], pass_order: PassOrder, into: &mut impl Takes) {
        let mut row = std::mem::take(&mut self.row);
        row.clear();
        row.reserve_exact(order.len());
        let seats = (0..).zip(order).map(|(place, entry)| self.seat(place, *entry));
        row.extend(seats.filter(|seat| seat.next < seat.end));
        let mut windows = [Window::default(); TOGETHER];
        let behind = u32::try_from(order.len()).unwrap_or(u32::MAX);
        for pass in 1.. {
            if row.is_empty() {
                break;
            }
            let back = backwards(pass_order, pass);
            if pass > 1 && back != backwards(pass_order, pass - 1) {
                row.reverse();
            }
            let mut left = 0;
            for from in (0..row.len()).step_by(TOGETHER) {
                let to = row.len().min(from + TOGETHER);
                for (window, seat) in windows.iter_mut().zip(&row[from..to]) {
                    *window = *self.instance.window(seat.next);
                }
                for (window, at) in windows.iter().zip(from..to) {
                    let mut seat = row[at];
                    let place = seat.place;
                    let turn = || Turn {
                        pass,
                        position: if back { behind - place } else { place + 1 },
                        entry: order[place as usize],
                    };
                    let goes_on = self.turn(turn, &mut seat, window, into);
                    row[left] = seat;
                    left += usize::from(goes_on);
                }
            }
            row.truncate(left);
        }
        self.row = row;
    }

    /// Pass after pass, each along a line of its own.
    fn anew(&mut self, passes: &mut Passes<'_>, into: &mut impl Takes) {
        let mut seats: Vec<Seat> = (0..self.instance.entries()).map(|entry| self.seat(0, entry)).collect();
        for pass in 1.. {
            let mut any = false;
            for (position, &entry) in (1..).zip(passes.order(pass)) {
                let Some(seat) = seats.get_mut(entry as usize).filter(|seat| seat.next < seat.end) else {
                    continue;
                };
                let window = self.instance.window(seat.next);
                let goes_on = self.turn(|| Turn { pass, position, entry }, seat, window, into);
                if !goes_on {
                    seat.next = seat.end;
                }
                any |= goes_on;
            }
            if !any {
                break;
            }
        }
    }

    /// Where an entry starts; with nothing to look at if it may get nothing.
    fn seat(&self, place: u32, entry: u32) -> Seat {
        let (start, end) = self.instance.range(entry);
        Seat {
            place,
            start,
            next: if self.instance.limit(entry) == 0 { end } else { start },
            end,
        }
    }

    /// One go, given the choices from `seat.next` on; whether there may be another. Whose turn it is matters only once
    /// there is something to take.
    #[inline]
    fn turn(&mut self, turn: impl Fn() -> Turn, seat: &mut Seat, window: &Window, into: &mut impl Takes) -> bool {
        let instance = self.instance;
        let mut window = window;
        while seat.next < seat.end {
            let mut free = 0;
            for (bit, activity) in window.iter().enumerate() {
                free |= u32::from(self.open[*activity as usize]) << bit;
            }
            let own = (seat.end - seat.next).min(WINDOW);
            free &= (1 << own) - 1;
            while free != 0 {
                let turn = turn();
                let bit = free.trailing_zeros();
                let activity = window[bit as usize % window.len()];
                if self.has_time(turn.entry, activity) {
                    seat.next += bit + 1;
                    into.took(Pick {
                        turn,
                        activity,
                        rank: seat.next - seat.start,
                        left: self.take(turn, activity),
                    });
                    return seat.next < seat.end && turn.pass < self.instance.limit(turn.entry);
                }
                free &= free - 1;
            }
            seat.next += own;
            window = instance.window(seat.next);
        }
        false
    }

    #[inline]
    fn has_time(&self, entry: u32, activity: u32) -> bool {
        let words = self.instance.words;
        if words == 0 {
            return true;
        }
        let busy = &self.busy[entry as usize * words..][..words];
        let bits = self.instance.bits(activity);
        busy.iter().zip(bits).all(|(busy, bits)| busy & bits == 0)
    }

    /// Takes a place; how many are left.
    #[inline]
    fn take(&mut self, turn: Turn, activity: u32) -> u32 {
        let words = self.instance.words;
        if words > 0 {
            let busy = &mut self.busy[turn.entry as usize * words..][..words];
            for (busy, bits) in busy.iter_mut().zip(self.instance.bits(activity)) {
                *busy |= bits;
            }
        }
        let at = index(activity);
        self.free[at] -= 1;
        if self.free[at] == 0 {
            self.open[activity as usize] = 0;
            self.filled[at] = Some(turn);
        }
        self.passes = turn.pass;
        self.free[at]
    }
}
