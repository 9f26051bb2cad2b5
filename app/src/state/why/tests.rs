//! Every sentence on a small draw whose order and lists are written out, so that it can be checked by hand.
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the path of a method is not general enough in its lifetimes"
)]

use turnwise_shared::catalogue::{ActivityText, Catalogue};
use turnwise_shared::hash::{Hash32, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Line, Value};
use turnwise_shared::replay::Replay;

use super::sentence::Voice;
use super::{Story, Told, closures};

mod around;

const TITLES: [&str; 4] = ["Climbing", "Pottery", "Chess", "Football"];

fn places(capacity: u32) -> Activity {
    Activity {
        capacity,
        minimum: 0,
        slots: Vec::new(),
        groups: Vec::new(),
    }
}

fn at(slot: u32, capacity: u32) -> Activity {
    Activity {
        slots: vec![slot],
        ..places(capacity)
    }
}

fn from(minimum: u32, capacity: u32) -> Activity {
    Activity {
        minimum,
        ..places(capacity)
    }
}

fn catalogue() -> Catalogue {
    Catalogue {
        activities: TITLES.map(text).to_vec(),
        ..Catalogue::default()
    }
}

fn text(title: &str) -> ActivityText {
    ActivityText {
        title: title.to_owned(),
        ..ActivityText::default()
    }
}

struct Draw {
    limit: u32,
    pass_order: PassOrder,
    activities: Vec<Activity>,
}

impl Draw {
    /// One list each, in the order of the line; numbers from 1001 on.
    fn of(self, lists: &[&[u32]]) -> Replay {
        let lines: Vec<Line> = (1001..).zip(lists).map(|(entry, list)| line(entry, list)).collect();
        let order = lines.iter().map(|line| line.entry).collect();
        self.with(&lines, &Value::OwnList { order })
    }

    fn with(self, lines: &[Line], value: &Value) -> Replay {
        let rules = Rules {
            limit: std::num::NonZeroU32::new(self.limit),
            pass_order: self.pass_order,
            notice: 0,
            closes_at: None,
            plan: ValuePlan::OwnList,
            activities: self.activities,
            catalogue: Hash32::ZERO,
        };
        Replay::new(&rules, &Hash32([1; 32]), value, lines).expect("a draw that fits together")
    }
}

fn line(entry: u32, choices: &[u32]) -> Line {
    Line {
        entry,
        group: 0,
        credential: Hash32::ZERO,
        version: 1,
        nonce: Nonce::ZERO,
        choices: choices.to_vec(),
    }
}

fn same(limit: u32, activities: Vec<Activity>) -> Draw {
    Draw {
        limit,
        pass_order: PassOrder::Same,
        activities,
    }
}

fn story(replay: &Replay, number: u32, voice: &Voice) -> Story {
    told(replay, &catalogue(), number, voice, |told| told.story()).expect("the number takes part")
}

fn told<T>(replay: &Replay, catalogue: &Catalogue, number: u32, voice: &Voice, ask: impl Fn(&Told<'_>) -> T) -> T {
    ask(&Told {
        replay,
        catalogue,
        number,
        sent: Some(true),
        voice,
    })
}

/// The rounds that count and what follows them, one to a line.
fn said(story: &Story) -> Vec<String> {
    let rounds = story.rounds.iter().map(super::round::Round::text);
    rounds.chain(story.ending.iter().map(ToString::to_string)).collect()
}

fn you(replay: &Replay, number: u32) -> Vec<String> {
    said(&story(replay, number, &Voice::You))
}

fn headline(replay: &Replay, number: u32) -> String {
    let headline = story(replay, number, &Voice::You).headline;
    headline.map(|headline| headline.to_string()).unwrap_or_default()
}

#[test]
fn a_turn_says_position_what_was_full_since_when_and_what_was_left() {
    let replay = same(1, vec![places(2), places(5)]).of(&[&[1], &[1], &[1, 2], &[2]]);
    assert_eq!(
        you(&replay, 1003),
        [
            "Round 1: you were 3rd of 4 in line. Climbing, your 1st choice, was already full; the last place went to the \
             2nd in line. You got Pottery, your 2nd choice; 4 places were left after you.",
            "Everyone gets at most 1 place; you had it, so there were no more turns.",
        ]
    );
}

#[test]
fn the_organiser_reads_the_same_by_name() {
    let replay = same(1, vec![places(2), places(5)]).of(&[&[1], &[1], &[1, 2], &[2]]);
    let mia = Voice::Person("Mia".to_owned());
    assert_eq!(
        said(&story(&replay, 1003, &mia))[0],
        "Round 1: Mia was 3rd of 4 in line. Climbing, their 1st choice, was already full; the last place went to the 2nd \
         in line. Mia got Pottery, their 2nd choice; 4 places were left after Mia."
    );
}

#[test]
fn somebody_known_by_number_only_has_no_name() {
    let replay = same(1, vec![places(2), places(5)]).of(&[&[1], &[1, 2], &[]]);
    assert_eq!(
        said(&story(&replay, 1002, &Voice::They))[0],
        "Round 1: they were 2nd of 3 in line. They got Climbing, their 1st choice; it was the last place."
    );
    assert_eq!(
        said(&story(&replay, 1001, &Voice::They))[0],
        "Round 1: they were 1st of 3 in line. They got Climbing, their 1st choice; 1 place was left after them."
    );
}

#[test]
fn one_place_and_the_last_place_are_said_as_such() {
    let replay = same(1, vec![places(2)]).of(&[&[1], &[1]]);
    let first = &you(&replay, 1001)[0];
    assert!(
        first.ends_with("You got Climbing, your 1st choice; 1 place was left after you."),
        "{first}"
    );
    let second = &you(&replay, 1002)[0];
    assert!(
        second.ends_with("You got Climbing, your 1st choice; it was the last place."),
        "{second}"
    );
}

#[test]
fn something_full_since_an_earlier_round_names_the_round() {
    let replay = same(2, vec![places(2), places(5), places(9)]).of(&[&[2, 1], &[1, 2], &[2, 1, 3]]);
    // Round 1: Pottery, Climbing, Pottery. Round 2: the first in line takes the last place in Climbing.
    assert_eq!(
        you(&replay, 1003)[1],
        "Round 2: you were 3rd of 3 in line. Climbing, your 2nd choice, was already full; the last place went to the 1st \
         in line. You got Chess, your 3rd choice; 8 places were left after you."
    );
    let replay = same(2, vec![places(1), places(5)]).of(&[&[1], &[2, 1]]);
    assert_eq!(
        you(&replay, 1002)[1..],
        [
            "After round 1 nobody could get anything more, so the draw was over.",
            "Climbing, your 2nd choice, was already full; the last place went to the 1st in line in round 1.",
        ]
    );
}

#[test]
fn a_clash_names_what_it_is_with() {
    let replay = same(2, vec![at(1, 3), at(1, 3), at(2, 3)]).of(&[&[1, 2, 3]]);
    assert_eq!(
        you(&replay, 1001),
        [
            "Round 1: you were 1st of 1 in line. You got Climbing, your 1st choice; 2 places were left after you.",
            "Round 2: you were 1st of 1 in line. Pottery, your 2nd choice, is at the same time as Climbing, which you had \
             already. You got Chess, your 3rd choice; 2 places were left after you.",
            "Everyone gets at most 2 places; you had your 2, so there were no more turns.",
        ]
    );
}

#[test]
fn the_rest_of_a_list_is_not_needed_once_the_limit_is_reached() {
    let replay = same(1, vec![places(3), places(3)]).of(&[&[1, 2]]);
    assert_eq!(
        you(&replay, 1001)[1],
        "Everyone gets at most 1 place; you had it, so there were no more turns, and the rest of the list was not needed."
    );
}

#[test]
fn nothing_left_is_said_once() {
    let replay = same(0, vec![places(1), places(9)]).of(&[&[2, 1], &[1, 2], &[2, 1]]);
    let story = you(&replay, 1003);
    assert_eq!(
        story[1],
        "Round 2: you were 3rd of 3 in line. Climbing, your 2nd choice, was already full; the last place went to the 2nd \
         in line in round 1. So you took nothing, and no later round could change that."
    );
    assert_eq!(story.len(), 2);
    assert_eq!(
        you(&replay, 1002).last().map(String::as_str),
        Some("That was everything on your list.")
    );
}

#[test]
fn an_activity_without_places_and_a_list_that_ended_are_told() {
    let replay = same(0, vec![places(0), places(9)]).of(&[&[1, 2], &[2, 1]]);
    assert_eq!(
        you(&replay, 1001),
        [
            "Round 1: you were 1st of 2 in line. Climbing, your 1st choice, has no places. You got Pottery, your 2nd \
             choice; 8 places were left after you.",
            "There was nothing more on your list.",
        ]
    );
    assert_eq!(
        you(&replay, 1002)[1..],
        [
            "After round 1 nobody could get anything more, so the draw was over.",
            "Climbing, your 2nd choice, has no places.",
        ]
    );
}

#[test]
fn an_empty_outcome_has_one_reason() {
    let replay = same(1, vec![places(1), places(1)]).of(&[&[1], &[2], &[1, 2], &[2], &[]]);
    assert_eq!(
        headline(&replay, 1003),
        "Both choices on your list had no place left when it was your turn."
    );
    assert_eq!(
        headline(&replay, 1004),
        "The only choice on your list had no place left when it was your turn."
    );
    assert_eq!(headline(&replay, 1001), "");
    assert_eq!(
        headline(&replay, 1005),
        "You sent a list with nothing on it, so there was nothing to give."
    );
    let voice = Voice::Person("Mia".to_owned());
    let catalogue = catalogue();
    let told = Told {
        replay: &replay,
        catalogue: &catalogue,
        number: 1005,
        sent: Some(false),
        voice: &voice,
    };
    let headline = told.story().and_then(|story| story.headline);
    assert_eq!(
        headline.map(|headline| headline.to_string()).as_deref(),
        Some("Mia sent no list, so there was nothing to give.")
    );
}

#[test]
fn what_does_not_run_is_told_with_the_handing_out_before_it() {
    let replay = same(1, vec![places(1), from(3, 5)]).of(&[&[1], &[2, 1], &[2]]);
    assert_eq!(
        closures(&replay, &catalogue())[0].to_string(),
        "Pottery needed at least 3 and had 2, so it does not run; everything was handed out again in the same order."
    );
    let story = story(&replay, 1002, &Voice::You);
    assert_eq!(
        story.earlier[0].rounds[0].text(),
        "Round 1: you were 2nd of 3 in line. You got Pottery, your 1st choice, for the time being."
    );
    assert_eq!(
        said(&story),
        [
            "Round 1: you were 2nd of 3 in line. Pottery, your 1st choice, does not run: too few people. Climbing, your \
             2nd choice, was already full; the last place went to the 1st in line. So you took nothing, and no later \
             round could change that."
        ]
    );
    assert_eq!(
        headline(&replay, 1002),
        "Pottery does not run (too few people); everything else on your list was full."
    );
    assert_eq!(headline(&replay, 1003), "Pottery does not run (too few people).");
}

#[test]
fn a_draw_in_which_nothing_runs_says_so() {
    let replay = same(1, vec![from(3, 5)]).of(&[&[1], &[1]]);
    assert_eq!(headline(&replay, 1001), "Climbing does not run (too few people).");
    assert_eq!(
        you(&replay, 1001),
        [
            "Nobody could get anything, so there were no rounds.",
            "Climbing, your 1st choice, does not run: too few people.",
        ]
    );
}

#[test]
fn several_closings_count_what_each_had_at_that_moment() {
    // Pottery is three short, Climbing one; whoever has nothing below on the list drops out.
    let replay = same(1, vec![from(3, 5), from(4, 5), from(2, 5)]).of(&[&[1, 2], &[1, 2], &[2], &[3]]);
    let closed: Vec<String> = closures(&replay, &catalogue())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(closed.len(), 3, "{closed:?}");
    assert!(
        closed[0].starts_with("Pottery needed at least 4 and had 1,"),
        "{closed:?}"
    );
    assert!(
        closed[1].starts_with("Climbing needed at least 3 and had 2,"),
        "{closed:?}"
    );
    assert!(
        closed[2].starts_with("Chess needed at least 2 and had 1,"),
        "{closed:?}"
    );
}
