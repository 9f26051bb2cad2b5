//! The rule, read aloud: slow, plain, and sharing nothing with the product. Nothing is remembered but the
//! turns so far; who holds what, what is full and who took the last place is looked up anew every time.
//!
//! Entries are indices from 0, activities numbers from 1. The browser stories include this file too, so it
//! knows only the standard library.

/// Places, lists and limits, without an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// Places per activity, number 1 first.
    pub(crate) capacities: Vec<u32>,
    /// The attendance below which an activity does not run; 0 for none.
    pub(crate) minima: Vec<u32>,
    /// The slots each activity takes up.
    pub(crate) slots: Vec<Vec<u32>>,
    /// Per entry its choices, best first.
    pub(crate) ballots: Vec<Vec<u32>>,
    /// Per entry the most it may get; none for no limit.
    pub(crate) limits: Vec<Option<u32>>,
}

/// Why a choice could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It was closed after an earlier run.
    Closed,
    /// It never had a place.
    NoPlaces,
    /// The last place went in that pass to the one at that position: that entry.
    Full { pass: u32, position: u32, entry: u32 },
    /// It shares a slot with this activity, the first such one the entry took.
    Clash { with: u32 },
}

/// One entry's go in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) pass: u32,
    /// From 1, in the order of that pass, among all entries.
    pub(crate) position: u32,
    pub(crate) entry: u32,
    /// Rank, activity and reason of every choice not held that ranks above what was taken.
    pub(crate) passed_over: Vec<(u32, u32, Why)>,
    /// Rank, activity, and how many places were left after it.
    pub(crate) took: Option<(u32, u32, u32)>,
}

/// One complete run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Every turn up to the last pass in which anybody took something.
    pub(crate) turns: Vec<Turn>,
    /// What was closed after it.
    pub(crate) closed: Option<u32>,
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Every run; the last one counts.
    pub(crate) runs: Vec<Run>,
    /// The picks of the last run, in order: pass, position, entry, activity, rank.
    pub(crate) picks: Vec<[u32; 5]>,
    /// Per entry, what it holds, in picking order.
    pub(crate) holdings: Vec<Vec<u32>>,
    /// What does not run, in the order of closing.
    pub(crate) closed: Vec<u32>,
    /// The pass of the last pick; 0 if there is none.
    pub(crate) passes: u32,
}

/// Applies the rule. `order_of` gives the order of each pass, from pass 1 on.
pub(crate) fn allocate(case: &Case, order_of: &dyn Fn(u32) -> Vec<u32>) -> Answer {
    let mut runs: Vec<Run> = Vec::new();
    let mut closed = Vec::new();
    loop {
        let turns = complete_run(case, &closed, order_of);
        let next = to_close(case, &turns);
        runs.push(Run { turns, closed: next });
        match next {
            Some(activity) => closed.push(activity),
            None => break,
        }
    }
    let last = &runs[runs.len() - 1].turns;
    let mut picks = Vec::new();
    for turn in last {
        if let Some((rank, activity, _)) = turn.took {
            picks.push([turn.pass, turn.position, turn.entry, activity, rank]);
        }
    }
    Answer {
        holdings: (0..).take(case.ballots.len()).map(|entry| held(last, entry)).collect(),
        passes: picks.last().map_or(0, |pick| pick[0]),
        picks,
        closed,
        runs,
    }
}

fn complete_run(case: &Case, closed: &[u32], order_of: &dyn Fn(u32) -> Vec<u32>) -> Vec<Turn> {
    let mut turns = Vec::new();
    for pass in 1.. {
        let before = turns.len();
        for (position, entry) in (1..).zip(order_of(pass)) {
            let limit = case.limits[entry as usize];
            if limit.is_some_and(|limit| held(&turns, entry).len() >= limit as usize) {
                continue;
            }
            let (passed_over, took) = go(case, closed, &turns, entry);
            turns.push(Turn {
                pass,
                position,
                entry,
                passed_over,
                took,
            });
        }
        if turns[before..].iter().all(|turn| turn.took.is_none()) {
            turns.truncate(before);
            break;
        }
    }
    turns
}

type Go = (Vec<(u32, u32, Why)>, Option<(u32, u32, u32)>);

/// The best choice that can be had, and why those above it cannot.
fn go(case: &Case, closed: &[u32], turns: &[Turn], entry: u32) -> Go {
    let holds = held(turns, entry);
    let mut passed_over = Vec::new();
    for (rank, &activity) in (1..).zip(&case.ballots[entry as usize]) {
        if holds.contains(&activity) {
            continue;
        }
        let capacity = case.capacities[activity as usize - 1];
        let takers: Vec<&Turn> = turns.iter().filter(|turn| took(turn, activity)).collect();
        let why = if closed.contains(&activity) {
            Why::Closed
        } else if capacity == 0 {
            Why::NoPlaces
        } else if takers.len() == capacity as usize {
            let last = takers[takers.len() - 1];
            Why::Full {
                pass: last.pass,
                position: last.position,
                entry: last.entry,
            }
        } else if let Some(&with) = holds.iter().find(|with| share_a_slot(case, **with, activity)) {
            Why::Clash { with }
        } else {
            let taken = u32::try_from(takers.len()).expect("fewer takers than places");
            return (passed_over, Some((rank, activity, capacity - taken - 1)));
        };
        passed_over.push((rank, activity, why));
    }
    (passed_over, None)
}

fn took(turn: &Turn, wanted: u32) -> bool {
    turn.took.is_some_and(|(_, activity, _)| activity == wanted)
}

fn held(turns: &[Turn], entry: u32) -> Vec<u32> {
    let own = turns.iter().filter(|turn| turn.entry == entry);
    own.filter_map(|turn| turn.took.map(|(_, activity, _)| activity))
        .collect()
}

fn share_a_slot(case: &Case, a: u32, b: u32) -> bool {
    let slots = &case.slots[b as usize - 1];
    case.slots[a as usize - 1].iter().any(|slot| slots.contains(slot))
}

/// Held by someone and below its minimum: the one that lacks most; of several, the lowest number.
fn to_close(case: &Case, turns: &[Turn]) -> Option<u32> {
    let mut worst = None;
    for (activity, &minimum) in (1..).zip(&case.minima) {
        let held = turns.iter().filter(|turn| took(turn, activity)).count();
        let lacks = (minimum as usize).saturating_sub(held);
        if held == 0 || lacks == 0 {
            continue;
        }
        if worst.is_none_or(|(_, most)| lacks > most) {
            worst = Some((activity, lacks));
        }
    }
    worst.map(|(activity, _)| activity)
}
