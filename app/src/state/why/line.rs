//! Where one stood in line, short enough for a phone: one's own lot with its neighbours, the ends of the
//! line, and the lots that took the last place of something on one's list. What lies between is counted.

use turnwise_shared::allocate::Orders;
use turnwise_shared::lottery::PassOrder;
use turnwise_shared::replay::Replay;

use super::Told;

/// Something in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A lot.
    Lot {
        /// Its place in line, from 1.
        position: u32,
        /// Its number.
        number: u32,
        /// Whether it is one's own.
        own: bool,
        /// The activities on one's list whose last place it took here.
        last_of: Vec<u32>,
    },
    /// So many lots that are not shown.
    Gap(u32),
}

/// Whether a round goes from the back of the line.
pub fn backwards(replay: &Replay, pass: u32) -> bool {
    match replay.orders {
        Orders::Fixed { pass_order, .. } => match pass_order {
            PassOrder::Snake => pass.is_multiple_of(2),
            PassOrder::ReverseAfterFirst => pass > 1,
            PassOrder::Same | PassOrder::Reshuffle => false,
        },
        Orders::Drawn { .. } | Orders::Listed(_) => false,
    }
}

impl Told<'_> {
    /// The line of a round, the first to choose first.
    pub fn line(&self, pass: u32) -> Vec<Stop> {
        let order = self.replay.pass(pass);
        let run = self.replay.outcome.last_run();
        let filled = run.map(|run| run.filled.as_slice()).unwrap_or_default();
        let last_of = |position: u32| -> Vec<u32> {
            let mut last: Vec<u32> = self.ballot().to_vec();
            last.retain(|activity| {
                let at = usize::try_from(activity.saturating_sub(1)).unwrap_or(usize::MAX);
                let turn = filled.get(at).copied().flatten();
                turn.is_some_and(|turn| (turn.pass, turn.position) == (pass, position))
            });
            last
        };
        let own = order.iter().position(|number| *number == self.number);
        let mut stops = Vec::new();
        let mut gap = 0;
        for (at, number) in order.iter().enumerate() {
            let position = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let last_of = last_of(position);
            let near = own.is_some_and(|own| own.abs_diff(at) <= 1);
            let end = at == 0 || at + 1 == order.len();
            if !near && !end && last_of.is_empty() {
                gap += 1;
                continue;
            }
            if gap > 0 {
                stops.push(Stop::Gap(gap));
                gap = 0;
            }
            stops.push(Stop::Lot {
                position,
                number: *number,
                own: *number == self.number,
                last_of,
            });
        }
        stops
    }
}
