//! What people are told about each of their turns is what happened: compared with the reference, which looks
//! everything up anew, for everyone in many small lotteries and in some of real size.

use turnwise_shared::allocate::{Instance, Orders, Outcome, allocate};
use turnwise_shared::explain::{Explanation, Headline, Reason, TurnOutcome, TurnStory, explain};
use turnwise_shared::lottery::PassOrder;

use crate::dice::Dice;
use crate::instances::{days, electives, project_week, tiny};
use crate::judge::{PASS_ORDERS, Queue, assert_same, instance};
use crate::reference::{self, Answer, Case, Turn, Why};

/// What the reference says about one turn, told as the product tells it: choices that earlier turns passed
/// over already are not mentioned again, and places left belong to the run that counts.
fn told(turn: &Turn, earlier: &[&Turn], counts: bool) -> TurnStory {
    let mentioned = |activity: u32| {
        let mut before = earlier.iter().flat_map(|turn| &turn.passed_over);
        before.any(|(_, other, _)| *other == activity)
    };
    let first = turn.passed_over.iter().filter(|(_, activity, _)| !mentioned(*activity));
    TurnStory {
        pass: turn.pass,
        position: turn.position,
        passed_over: first
            .map(|&(rank, activity, why)| turnwise_shared::explain::PassedOver {
                rank,
                activity,
                reason: reason(why),
            })
            .collect(),
        outcome: match turn.took {
            Some((rank, activity, left)) => TurnOutcome::Took {
                rank,
                activity,
                places_left: counts.then_some(left),
            },
            None => TurnOutcome::Nothing,
        },
    }
}

fn reason(why: Why) -> Reason {
    match why {
        Why::Closed => Reason::Closed,
        Why::NoPlaces => Reason::NoPlaces,
        Why::Full { pass, position, entry } => Reason::Full {
            since: turnwise_shared::allocate::Turn { pass, position, entry },
        },
        Why::Clash { with } => Reason::Clash { with },
    }
}

/// One entry's whole story against the reference.
fn assert_told_truly(case: &Case, answer: &Answer, entry: u32, explained: &Explanation) {
    assert_eq!(explained.runs.len(), answer.runs.len());
    for (number, (story, run)) in explained.runs.iter().zip(&answer.runs).enumerate() {
        let counts = number + 1 == answer.runs.len();
        assert_eq!(story.closed, run.closed);
        let turns: Vec<&Turn> = run.turns.iter().filter(|turn| turn.entry == entry).collect();
        for (at, turn) in turns.iter().enumerate() {
            let expected = told(turn, &turns[..at], counts);
            match story.turns.get(at) {
                Some(told) => assert_eq!(*told, expected, "entry {entry} of {case:?}"),
                // What is left out can say nothing new.
                None => assert!(expected.passed_over.is_empty() && expected.outcome == TurnOutcome::Nothing),
            }
        }
        // Up to the first turn that found nothing, and never beyond the last pass with a pick.
        let nothing = turns.iter().position(|turn| turn.took.is_none());
        assert_eq!(
            story.turns.len(),
            nothing.map_or(turns.len(), |at| at + 1),
            "entry {entry} of {case:?}"
        );
        let last_pick = run
            .turns
            .iter()
            .filter(|turn| turn.took.is_some())
            .map(|turn| turn.pass)
            .max();
        assert!(story.turns.iter().all(|turn| Some(turn.pass) <= last_pick));
    }
    let ballot = &case.ballots[entry as usize];
    assert_eq!(explained.got, answer.holdings[entry as usize]);
    let expected = match (explained.got.is_empty(), ballot.is_empty()) {
        (false, _) => None,
        (true, true) => Some(Headline::NoListSent),
        (true, false) if ballot.iter().any(|choice| answer.closed.contains(choice)) => Some(Headline::DidNotRun),
        (true, false) => Some(Headline::AllFull),
    };
    assert_eq!(explained.headline, expected, "entry {entry} of {case:?}");
}

fn assert_everyone_is_told_truly(case: &Case, queue: &Queue) {
    let (instance, orders) = (instance(case), queue.orders());
    let outcome = allocate(&instance, &orders);
    let answer = reference::allocate(case, &|pass| queue.pass(pass));
    assert_same(case, queue, &outcome, &answer);
    for entry in 0..instance.entries() {
        assert_told_truly(case, &answer, entry, &explain(&instance, &orders, &outcome, entry));
    }
    assert_filled_is_told_truly(case, &answer, &outcome);
}

/// Per run and activity, the turn that took the last place.
fn assert_filled_is_told_truly(case: &Case, answer: &Answer, outcome: &Outcome) {
    for (run, reference) in outcome.runs.iter().zip(&answer.runs) {
        for ((activity, capacity), filled) in (1..).zip(&case.capacities).zip(&run.filled) {
            let took = |turn: &&Turn| turn.took.is_some_and(|(_, taken, _)| taken == activity);
            let takers: Vec<&Turn> = reference.turns.iter().filter(took).collect();
            let last = takers.last().filter(|_| takers.len() == *capacity as usize);
            let last = last.map(|turn| (turn.pass, turn.position, turn.entry));
            assert_eq!(filled.map(|turn| (turn.pass, turn.position, turn.entry)), last);
        }
    }
}

#[test]
fn everyone_in_small_lotteries_is_told_what_happened() {
    let mut dice = Dice::new(31);
    let mut runs = 0;
    for number in 0..6_000 {
        let (case, queue) = tiny(&mut dice, PASS_ORDERS[number % 4]);
        assert_everyone_is_told_truly(&case, &queue);
        runs += allocate(&instance(&case), &queue.orders()).runs.len();
    }
    assert!(runs > 7_000, "minima matter too rarely here: {runs} runs");
}

#[test]
fn everyone_in_lotteries_of_real_size_is_told_what_happened() {
    for pass_order in PASS_ORDERS {
        let mut dice = Dice::new(32);
        let (case, queue) = project_week(&mut dice, pass_order);
        assert_everyone_is_told_truly(&case, &queue);
        let (case, queue) = electives(&mut dice, pass_order);
        assert_everyone_is_told_truly(&case, &queue);
        let (case, queue) = days(&mut dice, pass_order);
        assert_everyone_is_told_truly(&case, &queue);
    }
}

fn explained(case: &Case, queue: &Queue, entry: u32) -> Explanation {
    let (instance, orders): (Instance, Orders) = (instance(case), queue.orders());
    explain(&instance, &orders, &allocate(&instance, &orders), entry)
}

/// The facts of the design's example sentences, checked by hand.
#[test]
fn a_story_that_can_be_checked_by_hand() {
    // 1 climbing, 2 pottery on the same morning, 3 chess with no places, 4 robots; 0 stands first, then 1, 2.
    let case = Case {
        capacities: vec![1, 5, 0, 1],
        minima: vec![0; 4],
        slots: vec![vec![1], vec![1], vec![], vec![]],
        ballots: vec![vec![1, 2], vec![3, 2, 1], vec![1, 2, 4]],
        limits: vec![Some(2); 3],
    };
    let last = explained(&case, &Queue::of(&[0, 1, 2], PassOrder::Snake), 2);
    let story = last.runs[0]
        .turns
        .iter()
        .map(|turn| format!("{turn:?}"))
        .collect::<Vec<_>>();
    assert_eq!(
        story,
        [
            "TurnStory { pass: 1, position: 3, passed_over: [PassedOver { rank: 1, activity: 1, reason: Full { since: \
             Turn { pass: 1, position: 1, entry: 0 } } }], outcome: Took { rank: 2, activity: 2, places_left: Some(3) } }",
            "TurnStory { pass: 2, position: 1, passed_over: [], outcome: Took { rank: 3, activity: 4, places_left: Some(0) } }",
        ]
    );
    let first = explained(&case, &Queue::same(&[0, 1, 2]), 0);
    let clash = &first.runs[0].turns[1];
    assert_eq!(
        (clash.pass, clash.position, clash.outcome),
        (2, 1, TurnOutcome::Nothing)
    );
    assert_eq!(clash.passed_over[0].reason, Reason::Clash { with: 1 });
    let second = explained(&case, &Queue::same(&[0, 1, 2]), 1);
    assert_eq!(second.runs[0].turns[0].passed_over[0].reason, Reason::NoPlaces);
}

#[test]
fn an_empty_outcome_has_one_reason() {
    let case = Case {
        capacities: vec![1, 4, 0],
        minima: vec![0, 2, 0],
        slots: vec![vec![]; 3],
        ballots: vec![vec![1], vec![], vec![1, 3], vec![2], vec![3, 2, 1]],
        limits: vec![Some(1); 5],
    };
    // 4 is behind 3 in line, but only 3 wants 2 first; 2 needs two people, and runs with 3 and 4.
    let queue = Queue::same(&[0, 1, 2, 3, 4]);
    let headlines = |case: &Case| [0, 1, 2, 3, 4].map(|entry| explained(case, &queue, entry).headline);
    let (none, full) = (Some(Headline::NoListSent), Some(Headline::AllFull));
    assert_eq!(headlines(&case), [None, none, full, None, None]);
    // Without 4 it does not run.
    let ballots = [&case.ballots[..4], &[vec![3]]].concat();
    let fewer = Case { ballots, ..case };
    assert_eq!(headlines(&fewer), [None, none, full, Some(Headline::DidNotRun), full]);
}

#[test]
fn a_run_in_which_nobody_takes_anything_has_no_turns_but_a_reason() {
    let case = Case {
        capacities: vec![5, 0],
        minima: vec![3, 0],
        slots: vec![vec![], vec![]],
        ballots: vec![vec![1], vec![2]],
        limits: vec![None, None],
    };
    let queue = Queue::same(&[0, 1]);
    let failed = explained(&case, &queue, 0);
    assert_eq!(failed.runs.len(), 2);
    assert_eq!(failed.runs[0].closed, Some(1));
    assert!(failed.runs[1].turns.is_empty());
    assert_eq!(failed.headline, Some(Headline::DidNotRun));
    assert_eq!(explained(&case, &queue, 1).headline, Some(Headline::AllFull));
}
