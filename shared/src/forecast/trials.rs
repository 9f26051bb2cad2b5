//! Drawing and applying the rule, again and again.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::prepared::{Prepared, Takes};
use super::tally::{Chances, Count, Follow, Tally};
use crate::allocate::{Instance, Orders};
use crate::draw;
use crate::hash::Hash32;
use crate::lottery::PassOrder;

/// After how many entries drawn somebody is told; a millisecond or two.
const TOLD: u32 = 10_000;

/// Simulated draws of one instance. The same seed gives the same orders.
pub(super) struct Trials<'a> {
    instance: &'a Instance,
    rule: Prepared<'a>,
    orders: Orders,
    words: ChaCha8Rng,
}

impl<'a> Trials<'a> {
    pub(super) fn new(instance: &'a Instance, pass_order: PassOrder, seed: &Hash32) -> Self {
        let entries = instance.entries();
        Self {
            instance,
            rule: Prepared::new(instance),
            orders: match pass_order {
                PassOrder::Reshuffle => Orders::Drawn { entries, seed: *seed },
                PassOrder::Same | PassOrder::Snake | PassOrder::ReverseAfterFirst => Orders::Fixed {
                    order: (0..entries).collect(),
                    pass_order,
                },
            },
            words: ChaCha8Rng::from_seed(seed.0),
        }
    }

    /// Counts what the lottery gives; `made` is told of draws now and then.
    pub(super) fn tally(&mut self, draws: u32, made: &mut dyn FnMut(u32)) -> Tally {
        let mut count = Count::new(self.instance);
        self.each(draws, made, &mut count, |count, instance, rule| {
            count.drawn(instance, rule.free(), rule.closed());
        });
        count.tally()
    }

    /// Counts what one entry gets; `made` is told of draws now and then.
    pub(super) fn chances(&mut self, entry: u32, draws: u32, made: &mut dyn FnMut(u32)) -> Chances {
        let mut follow = Follow::new(self.instance, entry);
        self.each(draws, made, &mut follow, |follow, _, _| follow.drawn());
        follow.chances()
    }

    /// Per activity, whether anybody could have found it full: its last place was taken in some run of some draw.
    pub(super) fn ever_full(&self) -> &[bool] {
        self.rule.ever_full()
    }

    fn each<T: Takes>(
        &mut self,
        draws: u32,
        made: &mut dyn FnMut(u32),
        into: &mut T,
        count: impl Fn(&mut T, &Instance, &Prepared<'_>),
    ) {
        let each = (TOLD / self.instance.entries().max(1)).max(1);
        let mut untold = 0;
        for _ in 0..draws {
            self.one(into);
            count(into, self.instance, &self.rule);
            untold += 1;
            if untold == each {
                made(std::mem::take(&mut untold));
            }
        }
        made(untold);
    }

    /// One draw. Not a piece of the loop around it: browsers make a function fast once it was called often, and what is
    /// called once stays slow however long it runs.
    #[inline(never)]
    fn one(&mut self, into: &mut impl Takes) {
        self.draw();
        self.rule.apply(&self.orders, into);
    }

    /// The next order.
    fn draw(&mut self) {
        match &mut self.orders {
            Orders::Drawn { seed, .. } => self.words.fill_bytes(&mut seed.0),
            Orders::Fixed { order, .. } => draw::shuffle_in_place(order, || self.words.next_u32()),
            Orders::Listed(_) => {}
        }
    }
}
