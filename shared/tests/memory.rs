//! What the rule needs of memory beyond ballots, order and result: at most 16 bytes an entry; an explanation only what its
//! own choices and passes take, however many entries there are.

#![cfg(not(target_arch = "wasm32"))]

use peak_alloc::PeakAlloc;
use turnwise_shared::allocate::{Instance, Orders, Pick, Places, allocate};
use turnwise_shared::explain::explain;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

#[path = "it/dice.rs"]
#[expect(dead_code, reason = "these lotteries need only part of what the tests throw")]
mod dice;
use dice::Dice;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const ENTRIES: u32 = 100_000;
const ACTIVITIES: u32 = 300;
/// Tables by activity, and what a list of a few numbers takes up.
const BESIDE: usize = 100_000;

/// Everybody asks for six, and there are places for two each: all of them are taken.
fn lottery() -> (Instance, Vec<u32>) {
    let mut dice = Dice::new(16);
    let choices = (0..ENTRIES).map(|_| {
        let from = dice.between(0, ACTIVITIES - 1);
        (0..6)
            .map(|step| (from + step * 7) % ACTIVITIES + 1)
            .collect::<Vec<_>>()
    });
    let choices: Vec<_> = choices.collect();
    let places = Places {
        capacity: ENTRIES * 2 / ACTIVITIES,
        ..Places::default()
    };
    let ballots = choices.iter().map(|ballot| (ballot.as_slice(), Some(3)));
    let instance = Instance::new(vec![places; ACTIVITIES as usize], ballots).expect("a valid instance");
    (instance, dice.shuffled(0..ENTRIES))
}

/// What one explanation may take: some rounds of some choices each.
const EXPLANATION: usize = 4_000;

// One test: what two of them take at the same time would be counted together.
#[test]
fn sixteen_bytes_an_entry_and_nothing_for_explanations() {
    allocating();
    explaining();
}

fn explaining() {
    let (instance, order) = lottery();
    let fixed = |pass_order| Orders::Fixed {
        order: order.clone(),
        pass_order,
    };
    let drawn = Orders::Drawn {
        entries: ENTRIES,
        seed: Hash32([3; 32]),
    };
    for orders in [fixed(PassOrder::Same), fixed(PassOrder::Snake), drawn] {
        let outcome = allocate(&instance, &orders);
        for entry in [0, ENTRIES / 2, ENTRIES - 1] {
            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            let explanation = explain(&instance, &orders, &outcome, entry);
            let peak = MEMORY.peak_usage() - before;
            assert!(!explanation.runs[0].turns.is_empty());
            assert!(peak <= EXPLANATION, "{entry}: {peak} bytes");
        }
    }
}

fn allocating() {
    let (instance, order) = lottery();
    for pass_order in [PassOrder::Same, PassOrder::Snake, PassOrder::ReverseAfterFirst] {
        let orders = Orders::Fixed {
            order: order.clone(),
            pass_order,
        };
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let outcome = allocate(&instance, &orders);
        let peak = MEMORY.peak_usage() - before;
        let taken = outcome.picks.len();
        assert!(taken > 195_000, "only {taken} places are taken");
        let beyond = peak - taken * size_of::<Pick>();
        assert!(
            beyond <= ENTRIES as usize * 16 + BESIDE,
            "{pass_order:?}: {beyond} bytes"
        );
        // Nothing of it stays but the result, of which no place is reserved in vain.
        let kept = MEMORY.current_usage() - before;
        assert!(
            kept <= ENTRIES as usize * 2 * size_of::<Pick>() + BESIDE,
            "{kept} bytes stay"
        );
    }
}
