//! What the same draw gives one entry when it stands elsewhere in line.
//!
//! The rule is applied again for every place where that could make a difference, and these are few. Let the entry step
//! in front of its neighbour. Both take in every pass what they took before, and so does everyone else, unless the
//! neighbour had taken the last place of something on the entry's list; or, in a pass that goes from the back, where it
//! falls behind, unless the entry had taken the last place of something on the neighbour's. So from one application of
//! the rule follows how far the entry can move until the first of these is in its way.

use serde::{Deserialize, Serialize};

use crate::allocate::{Instance, Orders, Pick, Rule, Takes, Turn, backwards};

/// Neighbouring places in line that give the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The first of them, from 1.
    pub from: u32,
    /// The last of them.
    pub to: u32,
    /// What the entry gets there: activities by number, in picking order.
    pub got: Vec<u32>,
}

/// What an entry, by index, gets from every place of the first pass, from the front; all others keep their order. Where
/// every pass has an order of its own, later ones stay as they are. Empty for an entry that is not in line.
pub fn elsewhere(instance: &Instance, orders: &Orders, entry: u32) -> Vec<Stretch> {
    let mut line = orders.pass(1);
    let Some(stands) = line.iter().position(|other| *other == entry) else {
        return Vec::new();
    };
    // From the back of the line to its front.
    line[stands..].rotate_left(1);
    let mut at = line.len() - 1;
    let mut rule = Rule::new(instance);
    let mut moved = Moved::new(instance, orders, line);
    let mut stretches: Vec<Stretch> = Vec::new();
    loop {
        let mut taken = Taken { entry, got: Vec::new() };
        let mut free_from = 0;
        rule.apply(&moved.orders, &mut taken, |walk, _| {
            for (activity, turn) in (1..).zip(walk.filled()) {
                let wall = turn.and_then(|turn| moved.wall(instance, at, entry, activity, turn));
                free_from = free_from.max(wall.map_or(0, |wall| wall + 1));
            }
        });
        let (from, to) = (place(free_from), place(at));
        match stretches.last_mut().filter(|last| last.got == taken.got) {
            Some(last) => last.from = from,
            None => stretches.push(Stretch {
                from,
                to,
                got: taken.got,
            }),
        }
        if free_from == 0 {
            break;
        }
        // In front of whoever stood in the way.
        moved.line()[free_from - 1..=at].rotate_right(1);
        at = free_from - 1;
    }
    stretches.reverse();
    stretches
}

/// A place in line, counted from 1.
fn place(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// What the entry takes.
struct Taken {
    entry: u32,
    got: Vec<u32>,
}

impl Takes for Taken {
    fn again(&mut self) {
        self.got.clear();
    }

    fn took(&mut self, pick: Pick) {
        if pick.turn.entry == self.entry {
            self.got.push(pick.activity);
        }
    }
}

/// The orders with the entry elsewhere.
struct Moved {
    orders: Orders,
}

impl Moved {
    fn new(instance: &Instance, orders: &Orders, line: Vec<u32>) -> Self {
        let orders = match orders {
            Orders::Fixed { pass_order, .. } => Orders::Fixed {
                order: line,
                pass_order: *pass_order,
            },
            Orders::Drawn { .. } | Orders::Listed(_) => {
                // Nobody has more turns than this; a second list, if only so that the first is not repeated.
                let turns = (0..instance.entries()).map(|entry| {
                    let choices = u32::try_from(instance.ballot(entry).len()).unwrap_or(u32::MAX);
                    choices.min(instance.limit(entry))
                });
                let passes = turns.max().unwrap_or(0).max(2);
                let later = (2..=passes).map(|pass| orders.pass(pass));
                Orders::Listed(std::iter::once(line).chain(later).collect())
            }
        };
        Self { orders }
    }

    /// The first pass.
    fn line(&mut self) -> &mut [u32] {
        match &mut self.orders {
            Orders::Fixed { order, .. } => order,
            Orders::Listed(lists) => lists.first_mut().map(Vec::as_mut_slice).unwrap_or_default(),
            Orders::Drawn { .. } => &mut [],
        }
    }

    /// Where in line, before `at` where the entry is, somebody stands whom it cannot step in front of without a
    /// difference, because of the turn that took an activity's last place. None if there is nobody.
    fn wall(&self, instance: &Instance, at: usize, entry: u32, activity: u32, turn: Turn) -> Option<usize> {
        let (line, back) = match &self.orders {
            Orders::Fixed { order, pass_order } => (order.as_slice(), backwards(*pass_order, turn.pass)),
            Orders::Listed(lists) if turn.pass == 1 => (lists.first()?.as_slice(), false),
            // The entry moves in the first pass alone.
            Orders::Listed(_) | Orders::Drawn { .. } => return None,
        };
        let wants = |entry: u32| instance.ballot(entry).contains(&activity);
        if turn.entry == entry {
            return back
                .then(|| line[..at].iter().rposition(|other| wants(*other)))
                .flatten();
        }
        let position = turn.position as usize;
        let stands = if back { line.len() - position } else { position - 1 };
        (stands < at && wants(entry)).then_some(stands)
    }
}
