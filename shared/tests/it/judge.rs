//! The product and the reference, given the same case and the same queue, compared pick by pick.

use turnwise_shared::allocate::{Instance, Orders, Outcome, Places, allocate};
use turnwise_shared::draw;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use crate::reference::{self, Answer, Case};

/// Every order in which passes can walk the list.
pub(crate) const PASS_ORDERS: [PassOrder; 4] = [
    PassOrder::Same,
    PassOrder::Snake,
    PassOrder::ReverseAfterFirst,
    PassOrder::Reshuffle,
];

/// Who stands where, in every pass.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    /// Entries by index; not looked at by a reshuffled queue, but for their number.
    pub(crate) order: Vec<u32>,
    pub(crate) pass_order: PassOrder,
    /// Looked at by a reshuffled queue only.
    pub(crate) seed: Hash32,
}

impl Queue {
    pub(crate) fn same(order: &[u32]) -> Self {
        Self::of(order, PassOrder::Same)
    }

    pub(crate) fn of(order: &[u32], pass_order: PassOrder) -> Self {
        Self {
            order: order.to_vec(),
            pass_order,
            seed: Hash32::ZERO,
        }
    }

    /// As the product is told.
    pub(crate) fn orders(&self) -> Orders {
        match self.pass_order {
            PassOrder::Reshuffle => Orders::Drawn {
                entries: u32::try_from(self.order.len()).expect("few entries"),
                seed: self.seed,
            },
            pass_order => Orders::Fixed {
                order: self.order.clone(),
                pass_order,
            },
        }
    }

    /// As the reference is told: the list of this pass, written out.
    pub(crate) fn pass(&self, pass: u32) -> Vec<u32> {
        let backwards = || self.order.iter().rev().copied().collect();
        match self.pass_order {
            PassOrder::Same => self.order.clone(),
            PassOrder::Snake if pass % 2 == 1 => self.order.clone(),
            PassOrder::ReverseAfterFirst if pass == 1 => self.order.clone(),
            PassOrder::Snake | PassOrder::ReverseAfterFirst => backwards(),
            PassOrder::Reshuffle => {
                let ascending: Vec<u32> = (0..).take(self.order.len()).collect();
                draw::order(&ascending, &draw::pass_seed(&self.seed, pass))
            }
        }
    }
}

/// The case as the product takes it.
pub(crate) fn instance(case: &Case) -> Instance {
    let places = case.capacities.iter().zip(&case.minima).zip(&case.slots);
    let places = places
        .map(|((capacity, minimum), slots)| Places {
            capacity: *capacity,
            minimum: *minimum,
            slots: slots.clone(),
        })
        .collect();
    let ballots = case.ballots.iter().zip(&case.limits);
    Instance::new(places, ballots.map(|(ballot, limit)| (ballot.as_slice(), *limit))).expect("a valid case")
}

/// What each entry holds, by the product alone.
pub(crate) fn holdings(case: &Case, queue: &Queue) -> Vec<Vec<u32>> {
    let instance = instance(case);
    allocate(&instance, &queue.orders()).holdings(instance.entries())
}

/// Both agree, or the case is shown.
pub(crate) fn compare(case: &Case, queue: &Queue) -> Answer {
    let outcome = allocate(&instance(case), &queue.orders());
    let answer = reference::allocate(case, &|pass| queue.pass(pass));
    assert_same(case, queue, &outcome, &answer);
    answer
}

/// Picks in order with pass, position, activity and rank; what was closed, run by run; the number of passes.
pub(crate) fn assert_same(case: &Case, queue: &Queue, outcome: &Outcome, answer: &Answer) {
    let mut picks = outcome.picks.iter();
    let same = answer.picks.iter().all(|&[pass, position, entry, activity, rank]| {
        picks.next().is_some_and(|pick| {
            let turn = pick.turn;
            [turn.pass, turn.position, turn.entry, pick.activity, pick.rank] == [pass, position, entry, activity, rank]
        })
    });
    assert!(
        same && picks.next().is_none(),
        "picks differ: {case:?} {queue:?} {outcome:?} {answer:?}"
    );
    assert_eq!(outcome.closed(), answer.closed, "{case:?} {queue:?}");
    assert_eq!(outcome.runs.len(), answer.runs.len(), "{case:?} {queue:?}");
    let passes = outcome.last_run().map(|run| run.passes);
    assert_eq!(passes, Some(answer.passes), "{case:?} {queue:?}");
}
