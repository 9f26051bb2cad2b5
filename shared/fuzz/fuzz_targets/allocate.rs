//! Any bytes either are refused with a reason or give what the plain reference gives.

#![no_main]

use libfuzzer_sys::fuzz_target;
use turnwise_shared::allocate::{Instance, InstanceFault, Places};
use turnwise_shared::hash::Hash32;

#[path = "../../tests/it/judge.rs"]
#[expect(dead_code, reason = "the comparison is all that is needed here")]
mod judge;
#[path = "../../tests/it/reference.rs"]
mod reference;

use judge::{PASS_ORDERS, Queue, compare};
use reference::Case;

/// Bytes taken one after the other; nothing but zeros when they have run out.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u32 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        u32::from(*first)
    }

    fn below(&mut self, end: u32) -> u32 {
        self.byte() % end
    }

    fn case(&mut self) -> Case {
        let (activities, entries) = (self.below(12), self.below(24));
        let mut case = Case {
            capacities: Vec::new(),
            minima: Vec::new(),
            slots: Vec::new(),
            ballots: Vec::new(),
            limits: Vec::new(),
        };
        for _ in 0..activities {
            let (places, slots) = (self.byte(), self.byte());
            case.capacities.push(places % 8);
            // One in four has a minimum, sometimes one that it cannot reach.
            case.minima.push(if places >= 192 { places / 8 % 8 } else { 0 });
            case.slots
                .push((0..8).filter(|slot| slots >> slot & 1 == 1 && slots < 128).collect());
        }
        for _ in 0..entries {
            let (limit, length) = (self.below(8), self.below(20));
            case.limits.push((limit < 5).then_some(limit));
            // Also activities that do not exist, and some that are named twice.
            case.ballots
                .push((0..length).map(|_| self.below(activities + 2)).collect());
        }
        case
    }

    fn queue(&mut self, entries: u32) -> Queue {
        let mut order: Vec<u32> = (0..entries).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, self.byte() as usize % (at + 1));
        }
        Queue {
            order,
            pass_order: PASS_ORDERS[self.below(4) as usize],
            seed: Hash32([self.byte() as u8; 32]),
        }
    }
}

/// The first fault of the first list that has one.
fn fault(case: &Case) -> Option<InstanceFault> {
    for (entry, ballot) in (0..).zip(&case.ballots) {
        for (rank, activity) in (1..).zip(ballot) {
            if *activity == 0 || *activity as usize > case.capacities.len() {
                return Some(InstanceFault::Unknown { entry, rank });
            }
            if ballot[..rank as usize - 1].contains(activity) {
                return Some(InstanceFault::Doubled { entry, rank });
            }
        }
    }
    None
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Bytes(bytes);
    let case = bytes.case();
    let places = vec![Places::default(); case.capacities.len()];
    let ballots = case.ballots.iter().map(|ballot| (ballot.as_slice(), None));
    let refused = Instance::new(places, ballots).err();
    assert_eq!(refused, fault(&case), "{case:?}");
    // Without what was refused, the rest is a lottery.
    let mut valid = case;
    for ballot in &mut valid.ballots {
        let mut seen = Vec::new();
        ballot.retain(|activity| {
            let fits = *activity > 0 && *activity as usize <= valid.capacities.len() && !seen.contains(activity);
            seen.push(*activity);
            fits
        });
    }
    let queue = bytes.queue(u32::try_from(valid.ballots.len()).unwrap_or(0));
    compare(&valid, &queue);
});
