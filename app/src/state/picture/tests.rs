use std::num::NonZeroU32;

use turnwise_shared::catalogue::{ActivityText, Catalogue};
use turnwise_shared::forecast::{About, Question, Told, answer};
use turnwise_shared::hash::{Hash32, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Line, Value};

use super::*;
use crate::ui::bar::Fill;
use crate::ui::picture::Picture;

/// A draw by a list, the first in line first; of each its list.
fn drawn(places: &[(u32, u32)], limit: u32, line: &[&[u32]]) -> Replay {
    let activities = places.iter().map(|&(capacity, minimum)| Activity {
        capacity,
        minimum,
        slots: Vec::new(),
        groups: Vec::new(),
    });
    let rules = Rules {
        limit: NonZeroU32::new(limit),
        pass_order: PassOrder::Same,
        notice: 0,
        closes_at: None,
        plan: ValuePlan::OwnList,
        activities: activities.collect(),
        catalogue: Hash32::ZERO,
    };
    let lines: Vec<Line> = (1_000..)
        .zip(line)
        .map(|(entry, choices)| Line {
            entry,
            group: 1,
            credential: Hash32::ZERO,
            version: 1,
            nonce: Nonce::ZERO,
            choices: choices.to_vec(),
        })
        .collect();
    let order = lines.iter().map(|line| line.entry).collect();
    Replay::new(&rules, &Hash32::ZERO, &Value::OwnList { order }, &lines).expect("a draw")
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

/// Label, filled, all, and words of each bar.
fn read(picture: &Picture) -> Vec<(&str, u32, u32, &str)> {
    let bars = picture.bars.iter();
    bars.map(|bar| {
        let filled = match bar.fill {
            Fill::Whole => bar.amount,
            Fill::Part(filled) => filled,
            Fill::Empty => 0,
        };
        (bar.label.as_str(), filled, bar.amount, bar.words.as_str())
    })
    .collect()
}

fn counted(replay: &Replay) -> Counted {
    Counted::drawn(replay).expect("it was repeated")
}

/// Two places in each of two; Robots needs three and gets one.
fn small() -> Replay {
    let places = [(2, 0), (2, 0), (5, 3)];
    drawn(&places, 2, &[&[1, 2], &[], &[1, 3], &[1, 2], &[2]])
}

#[test]
fn a_draw_is_told_activity_by_activity() {
    let picture = counted(&small()).activities(&catalogue());
    assert_eq!(
        read(&picture),
        [
            (
                "1 Climbing",
                3,
                3,
                "on 3 lists, 3 as 1st choice; 2 of 2 places taken, a 1st choice for all who got in"
            ),
            (
                "2 Pottery",
                1,
                3,
                "on 3 lists, 1 as 1st choice; 2 of 2 places taken, it was at most a 2nd choice for those who got in"
            ),
            (
                "3 Robots",
                0,
                1,
                "on 1 list, 0 as 1st choice; 5 places; does not run: too few"
            ),
        ]
    );
    let marks: Vec<Option<u32>> = picture.bars.iter().map(|bar| bar.mark).collect();
    assert_eq!(marks, [Some(2), Some(2), Some(5)]);
    assert_eq!(picture.file.rows[1][..6], ["1", "Climbing", "2", "3", "3", "2"]);
}

#[test]
fn what_nobody_came_to_misses_its_minimum_too() {
    // Robots is on a list, but nobody gets that far; Chess is on none; the last was withdrawn.
    let replay = drawn(&[(5, 0), (5, 3), (5, 3), (0, 3)], 1, &[&[1, 2], &[1]]);
    let picture = counted(&replay).activities(&catalogue());
    let words: Vec<&str> = picture.bars.iter().map(|bar| bar.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "on 2 lists, 2 as 1st choice; 2 of 5 places taken",
            "on 1 list, 0 as 1st choice; 5 places; does not run: too few",
            "on 0 lists, 0 as 1st choice; 5 places; does not run: too few",
            "on 0 lists, 0 as 1st choice; 0 of 0 places taken",
        ]
    );
    let closed: Vec<&str> = picture.file.rows[1..].iter().map(|row| row[8].as_str()).collect();
    assert_eq!(closed, ["0", "1", "1", "0"]);
}

#[test]
fn everyone_with_a_list_stands_under_the_best_choice_they_got() {
    let picture = counted(&small()).choices();
    assert_eq!(
        read(&picture),
        [
            ("1st choice", 30, 30, "3 of 4"),
            ("2nd choice", 10, 10, "1 of 4"),
            ("Nothing", 0, 0, "0 of 4"),
        ]
    );
    assert_eq!(picture.whole, 40);
}

#[test]
fn after_the_fifth_choices_are_summed_up() {
    let cases: [(u32, &[&str]); 3] = [
        (5, &["5th choice", "Nothing"]),
        (6, &["5th choice", "6th choice", "Nothing"]),
        (7, &["5th choice", "6th choice or later", "Nothing"]),
    ];
    for (length, last) in cases {
        let places = vec![(1, 0); length as usize];
        let list: Vec<u32> = (1..=length).collect();
        let line = vec![list.as_slice(); length as usize + 2];
        let picture = counted(&drawn(&places, 1, &line)).choices();
        let labels: Vec<&str> = picture.bars.iter().skip(4).map(|bar| bar.label.as_str()).collect();
        assert_eq!(labels, last);
        let people: u32 = picture.bars.iter().map(|bar| bar.amount).sum();
        assert_eq!(people, (length + 2) * 10);
        let nothing = picture.bars.last().expect("a bar");
        assert_eq!((nothing.fill, nothing.amount), (Fill::Empty, 20));
    }
}

#[test]
fn a_short_line_is_told_one_by_one_and_without_those_who_sent_nothing() {
    let counts = counted(&small());
    assert_eq!(
        read(&counts.line()),
        [
            ("1st with a list", 1_000, 1_000, "1st choice: 1 of 1; nothing: 0"),
            ("2nd with a list", 1_000, 1_000, "1st choice: 1 of 1; nothing: 0"),
            ("3rd with a list", 0, 1_000, "1st choice: 0 of 1; nothing: 0"),
            ("4th with a list", 1_000, 1_000, "1st choice: 1 of 1; nothing: 0"),
        ]
    );
    let each = counts.places_each().expect("two places each");
    let words: Vec<&str> = each.bars.iter().map(|bar| bar.words.as_str()).collect();
    assert_eq!(words, ["1 each", "1 each", "1 each", "1 each"]);
}

#[test]
fn a_long_line_is_told_in_tenths() {
    let list: &[u32] = &[1, 2];
    let line = vec![list; 25];
    let counts = counted(&drawn(&[(10, 0), (10, 0)], 1, &line));
    let line = counts.line();
    let bars = read(&line);
    assert_eq!(bars.len(), 10);
    assert_eq!(bars[0], ("First tenth", 1_000, 1_000, "1st choice: 3 of 3; nothing: 0"));
    assert_eq!(bars[1].0, "2nd tenth");
    // Whoever stands 9th to 13th: the last two first choices, then three seconds.
    assert_eq!(bars[9], ("Last tenth", 0, 0, "1st choice: 0 of 2; nothing: 2"));
    let people: u32 = line.file.rows[1..]
        .iter()
        .map(|row| row[1].parse::<u32>().expect("a number"))
        .sum();
    assert_eq!(people, 25);
    assert_eq!(counts.places_each(), None);
}

/// With everything wanted by everyone, every draw comes out the same: what is counted of one is a share of what is
/// counted of many.
#[test]
fn a_draw_is_counted_as_simulated_ones_are() {
    let list: &[u32] = &[1, 2, 3];
    let line = vec![list; 23];
    let replay = drawn(&[(7, 0), (5, 0), (3, 9)], 2, &line);
    let question = Question {
        activities: (1..=3)
            .zip(replay.instance.places())
            .map(|(_, places)| Activity {
                capacity: places.capacity,
                minimum: places.minimum,
                slots: Vec::new(),
                groups: Vec::new(),
            })
            .collect(),
        limit: NonZeroU32::new(2),
        pass_order: PassOrder::Same,
        ballots: vec![list.to_vec(); 23],
        seed: Hash32::ZERO,
        about: About::Lottery,
    };
    let mut simulated = None;
    let mut hear = |told| {
        if let Told::Own(tally) = told {
            simulated = Some(tally);
        }
    };
    answer(&question, &mut hear).expect("it fits");
    let simulated = simulated.expect("a tally");
    let draws = u64::from(simulated.draws);
    let once = counted(&replay).tally;
    let many = |sum: u64| sum * draws;
    assert_eq!(simulated.lists, once.lists);
    assert_eq!(
        (simulated.first.sum, simulated.nothing.sum, simulated.free),
        (many(once.first.sum), many(once.nothing.sum), many(once.free))
    );
    assert_eq!(
        simulated.best,
        once.best.iter().map(|sum| many(*sum)).collect::<Vec<_>>()
    );
    for (one, all) in once.tenths.iter().zip(&simulated.tenths) {
        assert_eq!(one.entries, all.entries);
        assert_eq!(
            (many(one.first), many(one.any), many(one.places)),
            (all.first, all.any, all.places)
        );
    }
    for (one, all) in once.activities.iter().zip(&simulated.activities) {
        assert_eq!((one.filled * simulated.draws, many(one.taken)), (all.filled, all.taken));
        assert_eq!(
            (one.closed * simulated.draws, one.usual_last()),
            (all.closed, all.usual_last())
        );
        assert_eq!(one.last.len(), all.last.len());
    }
}
