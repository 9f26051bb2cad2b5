use std::collections::BTreeSet;
use std::num::NonZeroU32;

use turnwise_shared::catalogue::{ActivityText, Catalogue};
use turnwise_shared::forecast::{Demand, PlaceEffects, Sums, Tenth};
use turnwise_shared::lottery::{Activity, PassOrder};

use super::super::seats::tests::{draft, view};
use super::orders::orders;
use super::places::{effects, helps};
use super::*;
use crate::state::settings::ORDERS;

fn activity(capacity: u32, minimum: u32) -> Activity {
    Activity {
        capacity,
        minimum,
        slots: Vec::new(),
        groups: Vec::new(),
    }
}

fn catalogue() -> Catalogue {
    let activities = ["Climbing", "Pottery", "Robots"].map(|title| ActivityText {
        title: title.to_owned(),
        ..ActivityText::default()
    });
    Catalogue {
        activities: activities.to_vec(),
        ..Catalogue::default()
    }
}

fn asked(limit: u32, ballots: &[&[u32]]) -> Question {
    Question {
        activities: vec![activity(20, 0), activity(5, 8), activity(0, 0)],
        limit: NonZeroU32::new(limit),
        pass_order: PassOrder::Same,
        ballots: ballots.iter().map(|ballot| ballot.to_vec()).collect(),
        seed: Hash32::ZERO,
        about: About::Lottery,
    }
}

fn spread(sum: u64, low: u32, high: u32) -> Spread {
    Spread {
        sum,
        low,
        middle: low,
        high,
    }
}

/// A thousand draws of 97 lists.
fn tally() -> Tally {
    let demand = |filled, closed, taken, last: [u32; 4]| Demand {
        filled,
        closed,
        taken,
        last: last.to_vec(),
    };
    let tenth = |entries, first, any, places| Tenth {
        entries,
        first,
        any,
        places,
    };
    Tally {
        draws: 1_000,
        lists: 97,
        activities: vec![
            demand(970, 0, 19_800, [0, 0, 200, 800]),
            demand(0, 230, 4_000, [230, 770, 0, 0]),
            demand(0, 0, 0, [1_000, 0, 0, 0]),
        ],
        best: vec![58_000, 20_000, 12_500],
        first: spread(58_000, 54, 62),
        nothing: spread(6_500, 4, 9),
        free: 31_240,
        tenths: vec![tenth(10, 9_900, 10_000, 19_000), tenth(9, 2_000, 7_000, 8_100)],
    }
}

#[test]
fn the_question_is_what_the_server_says_and_changes_with_it() {
    let event = draft();
    let mut view = view(&event, 2, &[1_000, 2_000]);
    view.entries[1].choices = vec![3, 1];
    let question = question(&view, Hash32([5; 32]));
    assert_eq!(question.ballots, [vec![], vec![3, 1]]);
    assert_eq!((question.activities.len(), question.seed), (9, Hash32([5; 32])));
    assert!(is_about(&question, &view));
    assert_eq!(lists(&view.entries), 1);
    let mut other = view.clone();
    other.entries[0].choices = vec![1];
    assert!(!is_about(&question, &other));
    let mut other = view.clone();
    other.lottery.rules.activities[0].capacity += 1;
    assert!(!is_about(&question, &other));
    other.lottery.rules.activities.pop();
    assert!(!is_about(&question, &other));
    // Saving the same list again changes nothing that is asked.
    view.entries[1].version += 1;
    assert!(is_about(&question, &view));
}

#[test]
fn later_rounds_matter_only_to_those_who_can_get_a_second_place() {
    assert!(several(&asked(2, &[&[1], &[1, 2]])));
    assert!(!several(&asked(2, &[&[1], &[2]])));
    assert!(!several(&asked(1, &[&[1], &[1, 2]])));
    assert!(several(&asked(0, &[&[1, 2]])));
}

#[test]
fn over_all_each_number_has_its_range() {
    let said: Vec<String> = overall(&asked(2, &[]), &tally())
        .into_iter()
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    assert_eq!(
        said,
        [
            "58 of 97 get their 1st choice: 54 to 62 in nine of ten simulated draws",
            "6.5 of 97 get nothing: 4 to 9 in nine of ten simulated draws",
            "31 places stay empty in activities that run",
        ]
    );
    assert_eq!(range(spread(0, 0, 0)), "0 in at least nine of ten simulated draws");
    assert_eq!(in_so_many(10_000), "in 10,000 simulated draws");
}

#[test]
fn all_get_it_only_if_all_do_in_every_draw() {
    let mut tally = tally();
    (tally.lists, tally.first.sum, tally.nothing.sum) = (10, 9_990, 10);
    let numbers: Vec<String> = overall(&asked(2, &[]), &tally)
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, ["more than 9.9", "less than 0.1", "31"]);
}

#[test]
fn what_takes_long_is_asked_for() {
    // Of 12 activities 45,000 draws, of 200 421,000.
    assert!(at_once(4_444, 12));
    assert!(!at_once(4_445, 12));
    assert!(at_once(475, 200));
    assert!(!at_once(476, 200));
    assert!(at_once(0, 10_000));
    assert_eq!(
        takes_long(5_000, 1),
        "5,000 lists for 1 activity are here: simulating them takes a while, and keeps this device busy."
    );
}

#[test]
fn what_never_began_is_not_said_to_have_stopped_on_the_way() {
    assert_eq!(stopped(0, 0), "Cancelled before it had begun.");
    assert_eq!(
        stopped(100, 45_000),
        "Cancelled after 100 of 45,000 draws. What had come by then stays."
    );
    assert_eq!(
        failed(0, 0),
        "The simulation could not be started: try again, or reload the page."
    );
    assert_eq!(
        failed(100, 45_000),
        "The simulation broke off after 100 of 45,000 draws. What had come by then stays; try again, or reload the page."
    );
}

#[test]
fn every_draw_is_counted_once() {
    let places = changed(&[Some(sums(1, 1, 1)), None]);
    let orders = ORDERS.map(|(order, ..)| (order, tally()));
    assert_eq!(
        done(Some(&tally()), &orders, Some(&places)),
        "Done: 7,000 draws simulated."
    );
    assert_eq!(done(None, &[], None), "Done: 0 draws simulated.");
}

#[test]
fn those_without_a_list_are_told_apart() {
    let entry = |version, choices: &[u32]| EntryView {
        entry: 1_000,
        group: 1,
        version,
        choices: choices.to_vec(),
    };
    let (none, empty, list) = (entry(0, &[]), entry(1, &[]), entry(1, &[2]));
    let said = |entries: &[EntryView]| without_a_list(entries).unwrap_or_default();
    assert_eq!(said(std::slice::from_ref(&list)), "");
    assert_eq!(
        said(&[none.clone(), none.clone(), list]),
        "2 people have sent no list. They stand in line, but can get nothing, and are not counted here."
    );
    assert_eq!(
        said(&[none, empty]),
        "1 person has sent no list, 1 person has sent a list with nothing on it. They stand in line, but can get \
         nothing, and are not counted here."
    );
}

#[test]
fn activities_that_would_miss_their_minimum_are_named() {
    let few = too_few(&asked(2, &[]), &tally());
    assert_eq!(
        few,
        [(
            2,
            "does not run in 23 of 100 simulated draws: fewer than 8 would get in".to_owned()
        )]
    );
}

#[test]
fn a_minimum_that_nobody_comes_to_is_missed() {
    let question = asked(2, &[&[1, 2]]);
    let mut tally = tally();
    // Nobody ever gets in: nothing to close.
    tally.activities[1] = Demand {
        last: vec![1_000, 0, 0],
        ..Demand::default()
    };
    tally.free = 6_000;
    let words = |tally: &Tally, question: &Question| {
        let picture = counts(question, tally.clone()).activities(&catalogue());
        picture.bars[1].words.clone()
    };
    assert_eq!(
        too_few(&question, &tally),
        [(2, "runs in no simulated draw: fewer than 8 would get in".to_owned())]
    );
    assert_eq!(
        words(&tally, &question),
        "on 1 list, 0 as 1st choice; 5 places, full in no simulated draw; needs at least 8: runs in no simulated draw"
    );
    assert_eq!(
        words(&tally, &asked(2, &[])),
        "on 0 lists, 0 as 1st choice; 5 places; needs at least 8: runs in no simulated draw"
    );
    // Its five places are not left in an activity that runs.
    assert_eq!(free(&question, &tally), 1_000);
    // In some draws nobody, in some too few, in the others enough.
    tally.activities[1] = Demand {
        closed: 100,
        last: vec![300, 700, 0],
        ..Demand::default()
    };
    assert_eq!(
        too_few(&question, &tally)[0].1,
        "does not run in 30 of 100 simulated draws: fewer than 8 would get in"
    );
    assert_eq!(free(&question, &tally), 5_000);
    tally.activities[1].closed = 0;
    tally.activities[1].last = vec![0, 1_000, 0];
    assert_eq!(too_few(&question, &tally), []);
    assert_eq!(
        words(&tally, &question),
        "on 1 list, 0 as 1st choice; 5 places, full in no simulated draw; needs at least 8: enough come in every \
         simulated draw"
    );
}

#[test]
fn activities_are_told_with_what_becomes_of_them() {
    let question = asked(2, &[&[1, 2], &[1, 3], &[2]]);
    let picture = counts(&question, tally()).activities(&catalogue());
    let words: Vec<&str> = picture.bars.iter().map(|bar| bar.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "on 2 lists, 2 as 1st choice; 20 places, full in 97 of 100 simulated draws, usually up to 3rd choices get in",
            "on 2 lists, 1 as 1st choice; 5 places, full in no simulated draw; needs at least 8: does not run in 23 of 100 simulated draws",
            "on 1 list, 0 as 1st choice; 0 places",
        ]
    );
}

#[test]
fn the_orders_stand_beside_each_other_and_the_own_one_is_marked() {
    let tallies = ORDERS.map(|(order, ..)| (order, tally()));
    let figures = orders(&tallies, PassOrder::Snake);
    let names: Vec<&str> = figures.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(
        names,
        [
            "Same order each round",
            "There and back (this draw)",
            "From the back after round 1",
            "New order each round"
        ]
    );
    assert_eq!(
        figures.rows[0][1..],
        ["58", "6.5", "1.9", "0.9", "99 of 100", "22 of 100"]
    );
    assert_eq!(figures.heads[3], "First with a list: places");
    assert!(figures.file.rows.iter().all(|row| row.len() == figures.heads.len()));
    assert_eq!(
        figures.file.rows[0][4..6],
        ["Last with a list: places", "First with a list: 1st choice, of 100"]
    );
    assert_eq!(figures.file.rows[1][1..], ["58", "6.5", "1.9", "0.9", "99", "22.2222"]);
}

#[test]
fn the_ends_of_the_line_get_all_or_nothing_only_if_they_always_do() {
    let mut tally = tally();
    (tally.tenths[0].first, tally.tenths[1].first) = (9_960, 36);
    tally.tenths[1].places = 90;
    tally.nothing.sum = 96_900;
    let figures = orders(&[(PassOrder::Same, tally)], PassOrder::Same);
    assert_eq!(
        figures.rows[0][1..],
        [
            "58",
            "more than 96",
            "1.9",
            "less than 0.1",
            "more than 99 of 100",
            "fewer than 1 of 100"
        ]
    );
}

fn sums(nothing: u64, first: u64, taken: u64) -> Sums {
    Sums { first, nothing, taken }
}

fn changed(more: &[Option<Sums>]) -> PlaceEffects {
    PlaceEffects {
        draws: 1_000,
        as_is: sums(6_500, 58_000, 90_000),
        more: more.to_vec(),
        fewer: vec![None; more.len()],
    }
}

#[test]
fn the_most_useful_place_is_told_with_what_it_does() {
    type Said = Option<(u32, &'static str)>;
    let cases: [(&[Option<Sums>], Said); 6] = [
        (&[None, None], None),
        (
            &[None, Some(sums(4_700, 58_900, 91_000))],
            Some((
                2,
                "1.8 fewer people would get nothing and 0.9 more would get their 1st choice",
            )),
        ),
        (
            &[Some(sums(6_000, 57_700, 91_000)), None],
            Some((
                1,
                "0.5 fewer people would get nothing and 0.3 fewer would get their 1st choice",
            )),
        ),
        (
            &[Some(sums(6_500, 58_000, 90_400)), None],
            Some((1, "0.4 more places would be taken")),
        ),
        (&[Some(sums(6_490, 58_010, 90_010)), None], None),
        // A hundredth who gets nothing does not show; a whole first choice does.
        (
            &[Some(sums(6_490, 58_010, 90_010)), Some(sums(6_500, 59_000, 90_900))],
            Some((2, "1.0 more would get their 1st choice")),
        ),
    ];
    for (more, said) in cases {
        let told = helps(&changed(more));
        assert_eq!(told.as_ref().map(|(number, what)| (*number, what.as_str())), said);
    }
}

#[test]
fn every_activity_with_places_has_its_row_of_differences() {
    let mut places = changed(&[Some(sums(4_700, 58_900, 91_000)), None, None]);
    places.fewer[0] = Some(sums(6_530, 57_040, 89_000));
    let figures = effects(&places, &asked(2, &[]).activities, &catalogue());
    assert_eq!(
        figures.rows,
        [
            ["1 Climbing", "20", "−1.8", "+0.9", "no difference", "−1.0"],
            ["2 Pottery", "5", "no change", "no change", "no change", "no change"],
        ]
    );
    let heads: BTreeSet<&String> = figures.file.rows[0].iter().collect();
    assert_eq!(heads.len(), figures.file.rows[0].len());
    assert_eq!(
        figures.file.rows[1],
        ["1", "Climbing", "20", "6.5", "4.7", "6.53", "58", "58.9", "57.04"]
    );
}
