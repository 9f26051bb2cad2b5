//! Who has taken up which slots.

use crate::allocate::Instance;

/// By entry, as bits, the slots that other activities share; nothing at all where nothing clashes.
pub(super) struct Busy<'a> {
    instance: &'a Instance,
    words: usize,
    slots: Vec<u64>,
}

impl<'a> Busy<'a> {
    /// Nobody has taken anything.
    pub(super) fn new(instance: &'a Instance) -> Self {
        let words = instance.words();
        Self {
            instance,
            words,
            slots: vec![0; instance.entries() as usize * words],
        }
    }

    /// Nobody has taken anything any more.
    pub(super) fn clear(&mut self) {
        self.slots.fill(0);
    }

    /// Whether anything clashes with anything.
    #[inline]
    pub(super) fn matters(&self) -> bool {
        self.words > 0
    }

    /// Whether an activity shares no slot with anything that the entry holds.
    pub(super) fn has_time(&self, entry: u32, activity: u32) -> bool {
        let busy = &self.slots[entry as usize * self.words..][..self.words];
        let bits = self.instance.bits(activity);
        busy.iter().zip(bits).all(|(busy, bits)| busy & bits == 0)
    }

    /// The entry takes an activity.
    #[inline(never)]
    pub(super) fn take(&mut self, entry: u32, activity: u32) {
        let busy = &mut self.slots[entry as usize * self.words..][..self.words];
        for (busy, bits) in busy.iter_mut().zip(self.instance.bits(activity)) {
            *busy |= bits;
        }
    }
}
