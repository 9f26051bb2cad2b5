//! Simulated draws, counted once more from whole outcomes: the same orders, one `allocate` for each, and every number
//! looked up in it.

use std::num::NonZeroU32;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use turnwise_shared::allocate::{Instance, Orders, Outcome, Places, allocate};
use turnwise_shared::draw;
use turnwise_shared::forecast::{
    About, Chances, DRAWS, DRAWS_BY_ORDER, DRAWS_BY_PLACE, Demand, Question, Spread, Sums, Tally, Tenth, Told, answer,
};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Activity, PassOrder};

use crate::dice::Dice;
use crate::judge::PASS_ORDERS;

const SEED: Hash32 = Hash32([9; 32]);

/// Fewer places than are asked for, some of them clashing, some with a minimum.
fn question(dice: &mut Dice, entries: u32, pass_order: PassOrder, limit: u32) -> Question {
    among(dice, 6, entries, pass_order, limit)
}

/// The same with so many activities, and lists of nearly all of them.
fn among(dice: &mut Dice, most: u32, entries: u32, pass_order: PassOrder, limit: u32) -> Question {
    let activity = |dice: &mut Dice| Activity {
        capacity: dice.between(0, 6),
        minimum: dice.one_of(&[0, 0, 2, 4]),
        slots: vec![dice.between(1, 4)],
        groups: Vec::new(),
    };
    let activities: Vec<Activity> = (0..most).map(|_| activity(dice)).collect();
    let ballots = (0..entries).map(|_| {
        let mut ballot = dice.shuffled(1..=most);
        ballot.truncate(dice.between(1, most - 1) as usize);
        ballot
    });
    Question {
        ballots: ballots.collect(),
        activities,
        limit: NonZeroU32::new(limit),
        pass_order,
        seed: SEED,
        about: About::Lottery,
    }
}

fn instance(question: &Question) -> Instance {
    let places = question.activities.iter().map(Places::from).collect();
    let limit = question.limit.map(NonZeroU32::get);
    let ballots = question.ballots.iter().map(|ballot| (ballot.as_slice(), limit));
    Instance::new(places, ballots).expect("a valid question")
}

fn told(question: &Question) -> Vec<Told> {
    let mut told = Vec::new();
    answer(question, &mut |piece| told.push(piece)).expect("a valid question");
    told.retain(|told| !matches!(told, Told::Progress { .. }));
    told
}

/// Every outcome with the order of its first pass.
fn outcomes(instance: &Instance, pass_order: PassOrder, draws: u32) -> Vec<(Vec<u32>, Outcome)> {
    let mut words = ChaCha8Rng::from_seed(SEED.0);
    let mut order: Vec<u32> = (0..instance.entries()).collect();
    let mut one = || {
        let orders = if pass_order == PassOrder::Reshuffle {
            let mut seed = Hash32::ZERO;
            words.fill_bytes(&mut seed.0);
            Orders::Drawn {
                entries: instance.entries(),
                seed,
            }
        } else {
            order = draw::shuffle(&order, || words.next_u32());
            Orders::Fixed {
                order: order.clone(),
                pass_order,
            }
        };
        (orders.pass(1), allocate(instance, &orders))
    };
    (0..draws).map(|_| one()).collect()
}

fn spread(mut numbers: Vec<u32>) -> Spread {
    numbers.sort_unstable();
    // The smallest number that at least this many of a hundred draws do not exceed.
    let at = |hundredths: usize| numbers[(numbers.len() * hundredths).div_ceil(100) - 1];
    Spread {
        sum: numbers.iter().map(|number| u64::from(*number)).sum(),
        low: at(5),
        middle: at(50),
        high: at(95),
    }
}

/// Counts as plainly as can be.
fn tally(instance: &Instance, pass_order: PassOrder, draws: u32) -> Tally {
    let n = instance.entries();
    let longest = (0..n).map(|entry| instance.ballot(entry).len()).max().unwrap_or(0);
    let part = |place: usize| place * n.min(10) as usize / n as usize;
    let demand = Demand {
        last: vec![0; longest + 1],
        ..Demand::default()
    };
    let mut activities = vec![demand; instance.places().len()];
    let mut tenths = vec![Tenth::default(); n.min(10) as usize];
    let (mut best, mut free) = (vec![0; longest], 0);
    let (mut first, mut nothing) = (Vec::new(), Vec::new());
    for place in 0..n as usize {
        tenths[part(place)].entries += 1;
    }
    for (line, outcome) in outcomes(instance, pass_order, draws) {
        let draw = Draw::new(instance, &outcome);
        first.push(draw.count(&|best| best == Some(1)));
        nothing.push(draw.count(&|best| best.is_none()));
        for rank in draw.best.iter().flatten() {
            best[rank - 1] += 1;
        }
        for (place, entry) in line.iter().map(|entry| *entry as usize).enumerate() {
            let tenth = &mut tenths[part(place)];
            tenth.first += u64::from(draw.best[entry] == Some(1));
            tenth.any += u64::from(draw.best[entry].is_some());
            tenth.places += draw.holdings[entry].len() as u64;
        }
        for (number, demand) in (1..).zip(&mut activities) {
            free += draw.activity(number, demand);
        }
    }
    Tally {
        draws,
        lists: n,
        activities,
        best,
        first: spread(first),
        nothing: spread(nothing),
        free,
        tenths,
    }
}

/// One draw, looked up in its outcome.
struct Draw<'a> {
    instance: &'a Instance,
    holdings: Vec<Vec<u32>>,
    closed: Vec<u32>,
    /// By entry, its best choice that it holds.
    best: Vec<Option<usize>>,
}

impl<'a> Draw<'a> {
    fn new(instance: &'a Instance, outcome: &Outcome) -> Self {
        let holdings = outcome.holdings(instance.entries());
        let held = (0..).zip(&holdings);
        let best = held.map(|(entry, held)| held.iter().map(|activity| rank(instance, entry, *activity)).min());
        Self {
            best: best.collect(),
            closed: outcome.closed(),
            holdings,
            instance,
        }
    }

    fn count(&self, wanted: &dyn Fn(Option<usize>) -> bool) -> u32 {
        u32::try_from(self.best.iter().filter(|best| wanted(**best)).count()).expect("few")
    }

    /// Adds one activity's outcome; the places that are left in it.
    fn activity(&self, number: u32, demand: &mut Demand) -> u64 {
        let held = (0..).zip(&self.holdings).filter(|(_, held)| held.contains(&number));
        let ranks: Vec<usize> = held.map(|(entry, _)| rank(self.instance, entry, number)).collect();
        let taken = u32::try_from(ranks.len()).expect("few");
        let capacity = self.instance.places()[number as usize - 1].capacity;
        demand.last[ranks.into_iter().max().unwrap_or(0)] += 1;
        demand.taken += u64::from(taken);
        if self.closed.contains(&number) {
            demand.closed += 1;
            return 0;
        }
        demand.filled += u32::from(capacity > 0 && taken == capacity);
        u64::from(capacity - taken)
    }
}

/// Which choice of the entry's an activity is, from 1.
fn rank(instance: &Instance, entry: u32, activity: u32) -> usize {
    let at = instance.ballot(entry).iter().position(|choice| *choice == activity);
    at.expect("only what was chosen") + 1
}

fn sums(instance: &Instance, pass_order: PassOrder) -> Sums {
    tally(instance, pass_order, DRAWS_BY_PLACE).sums()
}

#[test]
fn what_is_told_of_a_lottery_is_what_its_draws_give() {
    let mut dice = Dice::new(34);
    for (case, pass_order) in (0..).zip(PASS_ORDERS) {
        let question = question(&mut dice, [7, 23, 10, 31][case], pass_order, [1, 2, 3, 9][case]);
        let instance = instance(&question);
        let told = told(&question);
        let [Told::Own(own), Told::Orders(orders), Told::Places(places)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(*own, tally(&instance, pass_order, DRAWS), "{question:?}");
        for (at, (order, counted)) in orders.iter().enumerate() {
            assert_eq!(*order, PASS_ORDERS[at]);
            assert_eq!(*counted, tally(&instance, *order, DRAWS_BY_ORDER), "{question:?}");
        }
        let as_is = sums(&instance, pass_order);
        assert_eq!(places.as_is, as_is);
        let capacities = instance.places().iter().map(|places| places.capacity);
        for ((number, capacity), (more, fewer)) in (1..).zip(capacities).zip(places.more.iter().zip(&places.fewer)) {
            let with = |capacity| sums(&instance.with_capacity(number, capacity), pass_order);
            if capacity == 0 {
                assert_eq!((more, fewer), (&None, &None), "{number}: {question:?}");
                continue;
            }
            // Where nothing is told, nothing changes.
            assert_eq!(more.unwrap_or(as_is), with(capacity + 1), "{number}: {question:?}");
            assert_eq!(fewer.unwrap_or(as_is), with(capacity - 1), "{number}: {question:?}");
        }
    }
}

#[test]
fn long_lists_are_counted_like_short_ones() {
    let mut dice = Dice::new(41);
    for (case, pass_order) in (0..).zip(PASS_ORDERS) {
        for slots in [true, false] {
            let mut question = among(&mut dice, [19, 9, 26, 17][case], 20, pass_order, [20, 1, 5, 3][case]);
            for activity in question.activities.iter_mut().filter(|_| !slots) {
                activity.slots.clear();
            }
            let own = tally(&instance(&question), pass_order, DRAWS);
            assert_eq!(told(&question).first(), Some(&Told::Own(own)), "{question:?}");
        }
    }
}

#[test]
fn what_one_entry_is_told_is_what_the_draws_give_it() {
    let mut dice = Dice::new(35);
    for pass_order in PASS_ORDERS {
        let mut question = question(&mut dice, 12, pass_order, 2);
        question.ballots[5].clear();
        let instance = instance(&question);
        let holdings: Vec<_> = outcomes(&instance, pass_order, DRAWS)
            .iter()
            .map(|(_, outcome)| outcome.holdings(12))
            .collect();
        for entry in [0, 5, 11] {
            question.about = About::Entry {
                entry,
                orders: Orders::Drawn {
                    entries: 12,
                    seed: SEED,
                },
            };
            let draws = |wanted: &dyn Fn(&[u32]) -> bool| {
                let held = holdings.iter().filter(|held| wanted(&held[entry as usize]));
                u32::try_from(held.count()).expect("few")
            };
            let ballot = instance.ballot(entry);
            let expected = Chances {
                draws: DRAWS,
                got: ballot
                    .iter()
                    .map(|choice| draws(&|held| held.contains(choice)))
                    .collect(),
                nothing: draws(&<[u32]>::is_empty),
            };
            let told = told(&question);
            assert!(matches!(&told[..], [Told::Elsewhere(_), Told::Chances(chances)] if *chances == expected));
        }
    }
}

#[test]
fn whoever_sent_nothing_makes_no_difference_to_the_others() {
    let mut dice = Dice::new(36);
    let mut question = question(&mut dice, 15, PassOrder::Same, 2);
    let without = told(&question);
    question.ballots.insert(4, Vec::new());
    question.ballots.push(Vec::new());
    assert_eq!(told(&question), without);
}

#[test]
fn a_lottery_without_lists_is_counted_too() {
    let mut question = question(&mut Dice::new(37), 3, PassOrder::Same, 1);
    question.ballots = vec![Vec::new(); 3];
    let told = told(&question);
    let Some(Told::Own(own)) = told.first() else {
        panic!("{told:?}");
    };
    assert_eq!((own.lists, own.first.sum, own.tenths.len()), (0, 0, 0));
    let places: u32 = question.activities.iter().map(|activity| activity.capacity).sum();
    assert_eq!(own.free, u64::from(places) * u64::from(DRAWS));
}

#[test]
fn a_choice_that_does_not_exist_is_refused() {
    let mut question = question(&mut Dice::new(38), 3, PassOrder::Same, 1);
    question.ballots[1] = vec![7];
    assert!(answer(&question, &mut |_| ()).is_err());
}

#[test]
fn progress_goes_on_and_ends_where_it_said() {
    let question = question(&mut Dice::new(39), 20, PassOrder::Same, 2);
    let (mut last, mut told) = ((0, u32::MAX), 0);
    let mut made = 0;
    let check = &mut |piece| {
        if let Told::Progress { done, of } = piece {
            assert!(
                done >= last.0 && of <= last.1 && done <= of,
                "{done} of {of} after {last:?}"
            );
            (last, told) = ((done, of), told + 1);
        }
        if let Told::Places(effects) = piece {
            let changed = effects.more.iter().chain(&effects.fewer).flatten().count();
            made = DRAWS + 4 * DRAWS_BY_ORDER + (1 + u32::try_from(changed).expect("few")) * DRAWS_BY_PLACE;
        }
    };
    answer(&question, check).expect("a valid question");
    assert_eq!(last, (made, made));
    assert!((50..=400).contains(&told), "told {told} times");
}

#[test]
fn the_usual_last_choice_is_the_middle_one_of_those_that_got_in() {
    let usual = |last: &[u32]| {
        let demand = Demand {
            last: last.to_vec(),
            ..Demand::default()
        };
        demand.usual_last()
    };
    assert_eq!(usual(&[10, 0, 0]), None);
    assert_eq!(usual(&[90, 5, 4]), Some(1));
    assert_eq!(usual(&[0, 5, 5, 1]), Some(2));
    assert_eq!(usual(&[0, 0, 0, 1]), Some(3));
    assert_eq!(usual(&[]), None);
}

#[test]
fn questions_and_answers_travel_as_they_are() {
    let mut question = question(&mut Dice::new(40), 8, PassOrder::Snake, 2);
    for about in [
        About::Lottery,
        About::Entry {
            entry: 3,
            orders: Orders::Drawn { entries: 8, seed: SEED },
        },
    ] {
        question.about = about;
        let text = serde_json::to_string(&question).expect("written");
        assert_eq!(serde_json::from_str::<Question>(&text).expect("read"), question);
        for piece in told(&question) {
            let text = serde_json::to_string(&piece).expect("written");
            assert_eq!(serde_json::from_str::<Told>(&text).expect("read"), piece);
        }
    }
}
