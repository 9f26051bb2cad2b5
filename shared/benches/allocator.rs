//! How long the rule takes, beside the least that any allocator must do: read every choice of every ballot once, in
//! the order of the draw, and add ("gather").
//!
//!     cargo xtask bench allocator [--json]
//!
//! Prints nanoseconds, the best of several runs, as one JSON object, of which xtask makes a table of ratios. The same
//! file runs natively and, compiled for WebAssembly, under Node.js. With `--instance` it prints the one that others are
//! measured on, and what comes out.

use std::collections::BTreeMap;
use std::hint::black_box;

use turnwise_shared::allocate::{Instance, Orders, Places, allocate};
use turnwise_shared::lottery::PassOrder;

#[path = "../tests/it/dice.rs"]
#[expect(dead_code, reason = "a measurement needs only part of what the tests throw")]
mod dice;
#[path = "allocator/host.rs"]
mod host;

use dice::Dice;
use host::{largest, now, say};

/// How long each measurement goes on at least, and how often it is made at least.
const NANOSECONDS: f64 = 4e8;
const TIMES: u32 = 5;

/// Numbers of entries for the growth, each with eight choices among a thousand activities.
const GROWTH: [(u32, &str); 5] = [
    (1_000, "1k"),
    (10_000, "10k"),
    (100_000, "100k"),
    (1_000_000, "1m"),
    (5_000_000, "5m"),
];

/// Numbers of passes, each for a hundred thousand entries with twenty choices.
const PASSES: [u32; 3] = [1, 4, 16];

/// A lottery to measure.
#[derive(Clone, Copy)]
struct Shape {
    entries: u32,
    activities: u32,
    choices: u32,
    /// The most an entry may get.
    limit: u32,
    /// Whether every activity takes up one of twelve slots.
    slots: bool,
    /// Whether every activity has a minimum; one in two hundred cannot reach it, so that there are several runs.
    minima: bool,
}

impl Shape {
    fn plain(entries: u32) -> Self {
        Self {
            entries,
            activities: 1_000,
            choices: 8,
            limit: 3,
            slots: false,
            minima: false,
        }
    }

    /// Two places for every three asked for; some activities are wanted far more than others.
    fn instance(self) -> (Instance, Vec<u32>) {
        let mut dice = Dice::new(20_261_121);
        let mut places = Vec::new();
        for number in 0..self.activities {
            let capacity =
                (u64::from(self.entries) * u64::from(self.limit) * 2 / 3).div_ceil(u64::from(self.activities));
            let capacity = u32::try_from(capacity).expect("few places");
            places.push(Places {
                capacity,
                minimum: self.minimum(number, capacity),
                slots: if self.slots { vec![number % 12] } else { Vec::new() },
            });
        }
        let mut choices = Vec::with_capacity((self.entries * self.choices) as usize);
        for _ in 0..self.entries {
            let start = choices.len();
            while choices.len() < start + self.choices as usize {
                let wanted = self.wanted(&mut dice);
                if !choices[start..].contains(&wanted) {
                    choices.push(wanted);
                }
            }
        }
        let ballots = choices
            .chunks(self.choices as usize)
            .map(|ballot| (ballot, Some(self.limit)));
        let instance = Instance::new(places, ballots).expect("a valid instance");
        (instance, dice.shuffled(0..self.entries))
    }

    fn minimum(self, number: u32, capacity: u32) -> u32 {
        match self.minima {
            false => 0,
            true if number % 200 == 199 => capacity + 1,
            true => capacity / 3,
        }
    }

    /// An activity; the cube makes low numbers far more wanted than high ones.
    fn wanted(self, dice: &mut Dice) -> u32 {
        let part = dice.word() >> 44;
        let wanted = (u128::from(part).pow(3) * u128::from(self.activities)) >> 60;
        u32::try_from(wanted).expect("an activity") + 1
    }
}

/// The least any allocator must do.
fn gather(instance: &Instance, order: &[u32]) -> u64 {
    let ballots = order.iter().map(|entry| instance.ballot(*entry));
    ballots
        .map(|ballot| ballot.iter().map(|choice| u64::from(*choice)).sum::<u64>())
        .sum()
}

/// Nanoseconds of the best of several runs.
fn best(mut work: impl FnMut()) -> f64 {
    let (mut best, start, mut times) = (f64::INFINITY, now(), 0);
    while times < TIMES || now() - start < NANOSECONDS {
        let before = now();
        work();
        best = best.min(now() - before);
        times += 1;
    }
    best
}

/// Gathering, allocating, and how many runs that were.
fn measure(shape: Shape, name: &str, into: &mut BTreeMap<String, f64>) {
    let (instance, order) = shape.instance();
    let gathered = best(|| {
        black_box(gather(black_box(&instance), black_box(&order)));
    });
    let orders = Orders::Fixed {
        order,
        pass_order: PassOrder::Same,
    };
    let runs = allocate(&instance, &orders).runs.len();
    let allocated = best(|| {
        black_box(allocate(black_box(&instance), black_box(&orders)));
    });
    let choices = f64::from(shape.entries) * f64::from(shape.choices);
    into.insert(format!("gather_{name}"), gathered / choices);
    into.insert(format!("allocate_{name}"), allocated / choices);
    into.insert(
        format!("runs_{name}"),
        f64::from(u32::try_from(runs).expect("few runs")),
    );
}

/// What others are measured on: three thousand entries, thirty activities.
fn peers() -> Shape {
    Shape {
        activities: 30,
        ..Shape::plain(3_000)
    }
}

/// The instance for `peers.py`, which counts from 0, and what comes out.
fn question() -> String {
    let (instance, order) = peers().instance();
    let from_zero = |activities: &[u32]| activities.iter().map(|activity| activity - 1).collect::<Vec<_>>();
    let lists: Vec<_> = (0..instance.entries())
        .map(|entry| from_zero(instance.ballot(entry)))
        .collect();
    let places: Vec<_> = instance.places().iter().map(|places| places.capacity).collect();
    let orders = Orders::Fixed {
        order: order.clone(),
        pass_order: PassOrder::Same,
    };
    let holdings = allocate(&instance, &orders).holdings(instance.entries());
    let allocation: Vec<_> = holdings.iter().map(|held| from_zero(held)).collect();
    serde_json::json!({
        "places": places,
        "lists": lists,
        "limit": peers().limit,
        "order": order,
        "allocation": allocation,
    })
    .to_string()
}

fn main() {
    if std::env::args().any(|argument| argument == "--instance") {
        return say(&question());
    }
    let mut measured = BTreeMap::new();
    measure(peers(), "peers", &mut measured);
    for (entries, name) in GROWTH {
        if entries <= largest() {
            measure(Shape::plain(entries), name, &mut measured);
        }
    }
    for (entries, name) in [(10_000, "10k"), (1_000_000, "1m")] {
        let shape = Shape {
            slots: true,
            minima: true,
            ..Shape::plain(entries)
        };
        measure(shape, &format!("slots_minima_{name}"), &mut measured);
    }
    for limit in PASSES {
        let shape = Shape {
            choices: 20,
            limit,
            ..Shape::plain(100_000)
        };
        measure(shape, &format!("passes_{limit}"), &mut measured);
    }
    say(&serde_json::to_string(&measured).expect("numbers"));
}
