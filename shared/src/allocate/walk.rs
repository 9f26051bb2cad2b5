//! One run of the rule: pass after pass along the line, until nobody takes anything or has anything to look at.

use super::{Instance, Orders, Run, Taker, Turn, backwards, index};

/// The orders of all passes. Every run has the same ones.
pub(super) struct Passes<'a> {
    orders: &'a Orders,
    /// Those drawn so far.
    drawn: Vec<Vec<u32>>,
}

impl<'a> Passes<'a> {
    /// None drawn so far.
    pub(super) fn new(orders: &'a Orders) -> Self {
        Self {
            orders,
            drawn: Vec::new(),
        }
    }

    /// The line of a pass, positions from 1: `before` is the line of the pass before, without those who have finished.
    fn line(&mut self, pass: u32, before: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
        let numbered = |order: &[u32]| (1..).zip(order.iter().copied()).collect();
        match self.orders {
            _ if pass == 1 && !matches!(self.orders, Orders::Drawn { .. }) => numbered(&self.orders.pass(1)),
            Orders::Fixed { order, pass_order } => {
                if backwards(*pass_order, pass) == backwards(*pass_order, pass - 1) {
                    return before;
                }
                let behind = u32::try_from(order.len()).unwrap_or(u32::MAX).saturating_add(1);
                let turned = before.into_iter().rev();
                turned.map(|(position, entry)| (behind - position, entry)).collect()
            }
            Orders::Drawn { .. } => {
                if self.drawn.len() <= index(pass) {
                    self.drawn.push(self.orders.pass(pass));
                }
                self.drawn
                    .get(index(pass))
                    .map_or_else(Vec::new, |order| numbered(order))
            }
            Orders::Listed(_) => numbered(&self.orders.pass(pass)),
        }
    }
}

/// One run under way.
pub(super) struct Walk<'a> {
    instance: &'a Instance,
    free: Vec<u32>,
    cursors: Vec<usize>,
    held: Vec<u32>,
    busy: Vec<u64>,
    filled: Vec<Option<Turn>>,
    takers: Vec<Vec<Taker>>,
}

impl<'a> Walk<'a> {
    /// Nothing taken yet.
    pub(super) fn new(instance: &'a Instance, closed: &[bool]) -> Self {
        let entries = instance.limits.len();
        let places = instance.places.iter().zip(closed);
        Self {
            instance,
            free: places
                .map(|(places, closed)| if *closed { 0 } else { places.capacity })
                .collect(),
            cursors: instance.starts[..entries].to_vec(),
            held: vec![0; entries],
            busy: vec![0; entries * instance.words],
            filled: vec![None; instance.places.len()],
            takers: vec![Vec::new(); instance.places.len()],
        }
    }

    /// Walks until nobody takes anything any more.
    pub(super) fn run(mut self, passes: &mut Passes<'_>) -> (Run, Vec<Vec<Taker>>) {
        let (mut last, mut line) = (0, Vec::new());
        for pass in 1.. {
            line = passes.line(pass, line);
            if !self.pass(pass, &line) {
                break;
            }
            last = pass;
            line.retain(|(_, entry)| self.goes_on(*entry));
            // A listed order may name others in the next pass.
            if line.is_empty() && !matches!(passes.orders, Orders::Listed(_)) {
                break;
            }
        }
        let run = Run {
            closed: None,
            passes: last,
            filled: self.filled,
        };
        (run, self.takers)
    }

    /// One walk along the list; whether anybody took anything.
    fn pass(&mut self, pass: u32, line: &[(u32, u32)]) -> bool {
        let mut any = false;
        for &(position, entry) in line {
            any |= self.turn(Turn { pass, position, entry });
        }
        any
    }

    /// Whether an entry may take more and has choices left to look at.
    fn goes_on(&self, entry: u32) -> bool {
        let entry = entry as usize;
        entry < self.held.len()
            && self.held[entry] < self.instance.limits[entry]
            && self.cursors[entry] < self.instance.starts[entry + 1]
    }

    /// One entry's go; whether it took something.
    fn turn(&mut self, turn: Turn) -> bool {
        let entry = turn.entry as usize;
        if entry >= self.held.len() || self.held[entry] >= self.instance.limits[entry] {
            return false;
        }
        let (start, end) = (self.instance.starts[entry], self.instance.starts[entry + 1]);
        while self.cursors[entry] < end {
            let at = self.cursors[entry];
            self.cursors[entry] += 1;
            let activity = self.instance.choices[at];
            if self.free[index(activity)] > 0 && self.has_time(entry, activity) {
                self.take(turn, activity, at - start);
                return true;
            }
        }
        false
    }

    fn has_time(&self, entry: usize, activity: u32) -> bool {
        let words = self.instance.words;
        let busy = &self.busy[entry * words..(entry + 1) * words];
        busy.iter()
            .zip(self.instance.bits(activity))
            .all(|(busy, bits)| busy & bits == 0)
    }

    fn take(&mut self, turn: Turn, activity: u32, above: usize) {
        let (entry, words) = (turn.entry as usize, self.instance.words);
        self.held[entry] += 1;
        for (busy, bits) in self.busy[entry * words..].iter_mut().zip(self.instance.bits(activity)) {
            *busy |= bits;
        }
        let free = &mut self.free[index(activity)];
        *free -= 1;
        if *free == 0 {
            self.filled[index(activity)] = Some(turn);
        }
        let rank = u32::try_from(above + 1).unwrap_or(u32::MAX);
        self.takers[index(activity)].push(Taker { turn, rank });
    }
}
