//! What stands around the rounds: the last places, the line, everybody's turns, and what may be claimed.

use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::record::Value;
use turnwise_shared::replay::Replay;

use super::super::choices::activities;
use super::super::claims;
use super::super::line::{Stop, backwards};
use super::super::sentence::{Part, Sentence, Voice};
use super::super::taking_part;
use super::super::whole::{Did, whole};
use super::{Draw, at, catalogue, from, line, places, same, told};

#[test]
fn the_last_place_of_each_choice_is_known() {
    let replay = same(1, vec![places(1), places(5), from(3, 5)]).of(&[&[1], &[1, 3, 2]]);
    let words = told(&replay, &catalogue(), 1002, &Voice::You, |told| {
        let choices = told.choices();
        choices
            .iter()
            .map(|choice| (choice.rank, choice.got, choice.fate.words(1)))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        words,
        [
            (1, false, "the last place went to the 1st in line".to_owned()),
            (2, false, "does not run: too few people".to_owned()),
            (3, true, "4 places still free at the end".to_owned()),
        ]
    );
    assert_eq!(activities(&replay)[1].fate.words(2), "4 places still free at the end");
    assert_eq!(
        activities(&replay)[0].fate.words(2),
        "the last place went to the 1st in line in round 1"
    );
}

#[test]
fn the_line_is_short_and_marks_who_took_the_last_place() {
    let lists: Vec<&[u32]> = vec![&[2], &[1], &[2], &[2], &[2], &[1, 2], &[2], &[2], &[2], &[2]];
    let replay = same(1, vec![places(1), places(20)]).of(&lists);
    let stops = told(&replay, &catalogue(), 1006, &Voice::You, |told| told.line(1));
    let short: Vec<String> = stops
        .iter()
        .map(|stop| match stop {
            Stop::Gap(count) => format!("…{count}"),
            Stop::Lot {
                position, own, last_of, ..
            } => {
                format!(
                    "{position}{}{}",
                    if *own { "*" } else { "" },
                    if last_of.is_empty() { "" } else { "|" }
                )
            }
        })
        .collect();
    assert_eq!(short, ["1", "2|", "…2", "5", "6*", "7", "…2", "10"]);
}

#[test]
fn the_whole_draw_has_everyone_in_every_round() {
    let draw = Draw {
        limit: 2,
        pass_order: PassOrder::Snake,
        activities: vec![places(2), places(1), places(1)],
    };
    let replay = draw.of(&[&[1, 2], &[1, 2], &[]]);
    let rounds = whole(&replay);
    let did: Vec<Vec<(u32, Did)>> = rounds
        .iter()
        .map(|round| round.turns.iter().map(|turn| (turn.number, turn.did)).collect())
        .collect();
    let took = |activity, rank| Did::Took { activity, rank };
    assert_eq!(
        did,
        [
            vec![(1001, took(1, 1)), (1002, took(1, 1)), (1003, Did::NoList)],
            vec![(1003, Did::NoList), (1002, took(2, 2)), (1001, Did::Nothing)],
        ]
    );
    assert_eq!((rounds[0].taken(), rounds[1].place(1001)), (2, Some(2)));
    assert!(!backwards(&replay, 1) && backwards(&replay, 2));
}

#[test]
fn claims_fit_the_rules_they_are_made_under() {
    let under =
        |replay: &Replay, number, plan| told(replay, &catalogue(), number, &Voice::You, |told| told.claims(plan));
    let said = |replay: &Replay, number| under(replay, number, ValuePlan::OwnList);
    let one = same(1, vec![places(1), places(5)]).of(&[&[1], &[1, 2]]);
    assert_eq!(
        said(&one, 1002)[..2],
        [
            "No free place is left in anything you put above what you got.",
            "Nobody after you in line took something you wanted more than what you got.",
        ]
    );
    assert!(
        said(&one, 1002).iter().all(|claim| !claim.contains("chance")),
        "an own list never says so"
    );
    let several = same(2, vec![at(1, 3), at(1, 3), places(3)]).of(&[&[1, 2, 3]]);
    assert_eq!(
        said(&several, 1001)[0],
        "No free place is left in anything else you put above the last of what you got (apart from what is at the same \
         time as something you got)."
    );
    let value = Value::Server { bytes: Hash32([7; 32]) };
    let drawn = same(1, vec![places(1)]).with(&[line(1001, &[1]), line(1002, &[])], &value);
    let last = |plan| under(&drawn, 1002, plan).pop().unwrap_or_default();
    assert!(last(ValuePlan::Server).starts_with("If the server drew honestly"));
    // Nobody's word stands before it where the number is public.
    assert!(last(ValuePlan::Drand).starts_with("Before the draw everyone had the same chance"));
    assert!(claims::next_time(&drawn).is_some());
    let minimum = same(1, vec![from(2, 3)]).of(&[&[1], &[1]]);
    assert_eq!(claims::next_time(&minimum), None);
}

#[test]
fn who_takes_part_is_counted_without_a_promise() {
    assert_eq!(
        taking_part(147, 3),
        "147 take part, 3 of them added after opening. Turnwise cannot see whether they are 147 people."
    );
    assert_eq!(
        taking_part(1, 0),
        "1 takes part. Turnwise cannot see whether it is 1 person."
    );
}

#[test]
fn names_are_joined_and_kept_apart() {
    let names = |list: &[&str]| Sentence::default().names(list.iter().map(ToString::to_string));
    assert_eq!(names(&["Chess"]).to_string(), "Chess");
    assert_eq!(
        names(&["Chess", "Pottery", "Climbing"]).to_string(),
        "Chess, Pottery and Climbing"
    );
    assert_eq!(
        names(&["Chess"]).words(" runs.").parts()[0],
        Part::Name("Chess".to_owned())
    );
}
