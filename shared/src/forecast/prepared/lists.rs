//! Everyone's choices, as they are prepared.

use super::busy::Busy;
use crate::allocate::{Instance, index};

/// Choices that are looked at together.
pub(super) const EIGHT: usize = 8;

/// Of eight choices, 1 for each whose activity has places left and that was not taken yet.
pub(super) type Open = [u8; EIGHT];

/// Eight choices of one list, filled up with zeros.
pub(super) struct Eight {
    /// Whose they are.
    pub entry: u32,
    /// How many of the list come before them.
    pub before: u32,
    /// The activities, by number.
    pub choices: [u32; EIGHT],
    /// Where the list goes on; 0 if it does not.
    more: u32,
}

/// All lists.
pub(super) struct Lists {
    /// The first eight choices of every entry, by index, then those that follow in longer lists.
    pub eights: Vec<Eight>,
    /// Which of them are choices at all.
    pub whole: Vec<Open>,
    /// The choices that name each activity, end to end, and where those of each begin.
    naming: Vec<u32>,
    starts: Vec<u32>,
}

impl Lists {
    pub(super) fn new(instance: &Instance) -> Self {
        let eights = in_eights(instance);
        let choices = eights.iter().flat_map(|eight| eight.choices);
        let mut named: Vec<(u32, u32)> = choices.zip(0..).filter(|(activity, _)| *activity > 0).collect();
        named.sort_unstable();
        let start = |activity| number(named.partition_point(|(other, _)| *other < activity));
        Self {
            whole: eights
                .iter()
                .map(|eight| eight.choices.map(|it| u8::from(it > 0)))
                .collect(),
            starts: (1..=number(instance.places().len()) + 1).map(start).collect(),
            naming: named.into_iter().map(|(_, choice)| choice).collect(),
            eights,
        }
    }

    /// Nobody can take this activity any more.
    #[inline(never)]
    pub(super) fn close(&self, activity: u32, open: &mut [Open]) {
        let open = open.as_flattened_mut();
        let at = index(activity);
        for choice in &self.naming[self.starts[at] as usize..self.starts[at + 1] as usize] {
            open[*choice as usize] = 0;
        }
    }

    /// The first eight of a list, from these on, in which the entry can take something; its last ones if there are none.
    #[inline(never)]
    pub(super) fn next(&self, mut at: u32, open: &mut [Open], busy: &Busy<'_>) -> u32 {
        loop {
            let eight = &self.eights[at as usize];
            let open = &mut open[at as usize];
            if busy.matters() {
                *open = eight.without_clashes(*open, busy);
            }
            if *open != Open::default() || eight.more == 0 {
                return at;
            }
            at = eight.more;
        }
    }
}

impl Eight {
    /// What is open but for those before the first that the entry has time for. It will not have time for them later.
    fn without_clashes(&self, open: Open, busy: &Busy<'_>) -> Open {
        let mut open = u64::from_le_bytes(open);
        while open != 0 && !busy.has_time(self.entry, self.choices[first(open) as usize]) {
            open &= open - 1;
        }
        open.to_le_bytes()
    }
}

/// Which of eight choices is the first that is open; some choice of them if none is.
#[inline]
pub(super) fn first(open: u64) -> u32 {
    open.trailing_zeros() / u8::BITS % 8
}

fn in_eights(instance: &Instance) -> Vec<Eight> {
    let eight = |entry, part: usize, choices: &[u32]| {
        let mut padded = [0; EIGHT];
        padded[..choices.len()].copy_from_slice(choices);
        Eight {
            entry,
            before: number(part * EIGHT),
            choices: padded,
            more: 0,
        }
    };
    let parts = |entry| instance.ballot(entry).chunks(EIGHT);
    let entries = 0..instance.entries();
    let firsts = entries
        .clone()
        .map(|entry| eight(entry, 0, parts(entry).next().unwrap_or_default()));
    let mut eights: Vec<Eight> = firsts.collect();
    for entry in entries {
        let mut last = entry as usize;
        for (part, choices) in parts(entry).enumerate().skip(1) {
            eights[last].more = number(eights.len());
            last = eights.len();
            eights.push(eight(entry, part, choices));
        }
    }
    eights
}

/// An instance counts its choices with numbers of 32 bits.
fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
