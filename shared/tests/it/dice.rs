//! Numbers for seeded cases: `SplitMix64`, because a test must throw the same dice for ever.

/// A seeded source of numbers.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included. The bias of so small a range does not matter here.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        let range = u64::from(high - low) + 1;
        low + u32::try_from(self.word() % range).expect("in range")
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.word().to_be_bytes()[0])
    }

    pub(crate) fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        let at = self.between(0, u32::try_from(items.len()).expect("few items") - 1);
        items[at as usize]
    }

    /// The items in another order.
    pub(crate) fn shuffled(&mut self, items: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> = items.into_iter().map(|item| (self.word(), item)).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, item)| item).collect()
    }
}
