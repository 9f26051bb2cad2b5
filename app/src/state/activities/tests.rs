//! The table as its organiser meets it: typed, pasted, asked back, opened.

use super::paste::{Mapping, Spread};
use super::problems::Fault;
use super::*;
use turnwise_shared::table::read_text;

/// A table of these rows; cells in the order of [`Column::ALL`], missing ones empty.
fn table(rows: &[&[&str]]) -> Activities {
    let mut activities = Activities::default();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in Column::ALL.into_iter().zip(*cells) {
            activities.set(row, column, text);
        }
    }
    activities
}

fn classes() -> Vec<String> {
    ["7a", "7b", "Year 8, boats"].map(str::to_owned).to_vec()
}

fn faults(activities: &Activities) -> Vec<(usize, Column, Fault)> {
    let problems = activities.problems(&classes()).into_iter();
    problems
        .map(|problem| (problem.row, problem.column, problem.fault))
        .collect()
}

/// The one fault of one row.
fn fault(cells: &[&str]) -> Fault {
    let mut faults = faults(&table(&[cells]));
    assert_eq!(faults.len(), 1, "{cells:?}: {faults:?}");
    faults.remove(0).2
}

#[test]
fn what_is_typed_becomes_numbers_and_texts() {
    let activities = table(&[
        &[
            "Climbing",
            "Monday; Tuesday",
            "14",
            "7b, 7a",
            "8",
            "Hall",
            "Clean soles.",
        ],
        &["Pottery", " monday ", "5", "Year 8, boats"],
        &["Walking", "", "100", "all"],
    ]);
    let activity = |capacity, minimum, slots: &[u32], groups: &[u32]| Activity {
        capacity,
        minimum,
        slots: slots.to_vec(),
        groups: groups.to_vec(),
    };
    assert_eq!(
        activities.to_shared(&classes()),
        Some(vec![
            activity(14, 8, &[1, 2], &[1, 2]),
            activity(5, 0, &[1], &[3]),
            activity(100, 0, &[], &[]),
        ])
    );
    assert_eq!(activities.slots(), ["Monday", "Tuesday"]);
    assert_eq!(activities.places(), 119);
    assert_eq!(
        activities.texts()[0],
        ActivityText {
            title: "Climbing".to_owned(),
            place: "Hall".to_owned(),
            description: "Clean soles.".to_owned(),
        }
    );
}

#[test]
fn each_fault_is_told_in_its_cell() {
    let row = |places| ["Chess", "", places];
    assert_eq!(fault(&["", "", "3", "", "", "Hall"]), Fault::NoTitle);
    assert_eq!(fault(&row("")), Fault::NoPlaces);
    assert_eq!(fault(&row("-3")), Fault::Negative);
    assert_eq!(fault(&row("2.5")), Fault::NotANumber("2.5".to_owned()));
    assert_eq!(fault(&row("about 12")), Fault::NotANumber("about 12".to_owned()));
    assert_eq!(fault(&row("1000001")), Fault::Absurd);
    assert_eq!(fault(&row("99999999999999999999")), Fault::Absurd);
    assert_eq!(fault(&row("0")), Fault::Zero);
    assert_eq!(fault(&row("-0")), Fault::Zero);
    assert_eq!(fault(&["Chess", "", "3", "", "4"]), Fault::MinimumAbovePlaces(3));
    assert_eq!(
        fault(&["Chess", "", "3", "", "few"]),
        Fault::NotANumber("few".to_owned())
    );
    assert_eq!(
        fault(&["Chess", "", "3", "7a; 9z"]),
        Fault::UnknownClass("9z".to_owned())
    );
    assert_eq!(table(&[&row("1000000")]).problems(&classes()), []);
}

#[test]
fn a_fault_keeps_the_table_from_being_sent_and_nothing_typed_is_lost() {
    let activities = table(&[&["Chess", "", "many"]]);
    assert_eq!(activities.to_shared(&classes()), None);
    assert_eq!(activities.rows()[0].places, "many");
    assert_eq!(Activities::default().to_shared(&classes()), None);
}

#[test]
fn a_title_may_come_twice_at_different_times_only() {
    let football = |time| ["Football", time, "10"];
    assert_eq!(faults(&table(&[&football("Monday"), &football("Tuesday")])), []);
    let doubled = table(&[&football("Monday"), &["  FOOTBALL", "monday", "10"]]);
    assert_eq!(faults(&doubled), [(1, Column::Title, Fault::SameTitle(1))]);
}

#[test]
fn zero_is_asked_back_and_meant_until_the_number_changes() {
    let mut activities = table(&[&["Chess", "", "0"]]);
    activities.mean_zero(0);
    assert_eq!(faults(&activities), []);
    assert_eq!(activities.to_shared(&[]).map(|shared| shared[0].capacity), Some(0));
    activities.set(0, Column::Places, "3");
    activities.set(0, Column::Places, "0");
    assert_eq!(faults(&activities), [(0, Column::Places, Fault::Zero)]);
}

#[test]
fn a_withdrawn_activity_keeps_its_minimum() {
    let mut activities = table(&[&["Chess", "", "0", "", "4"]]);
    activities.mean_zero(0);
    assert_eq!(faults(&activities), []);
}

#[test]
fn classes_wait_for_the_people() {
    let activities = table(&[&["Chess", "", "3", "7a"]]);
    let problems = activities.problems(&[]);
    assert!(problems[0].fault.is_for_later());
    assert_eq!(activities.to_shared(&[]), None);
    assert!(activities.to_shared(&classes()).is_some());
}

#[test]
fn a_comma_separates_times_only_where_each_stands_alone_elsewhere() {
    let both = table(&[
        &["A", "Monday", "1"],
        &["B", "Tuesday", "1"],
        &["C", "Monday, Tuesday", "1"],
    ]);
    assert_eq!(both.slots(), ["Monday", "Tuesday"]);
    let clocks = table(&[&["A", "Monday, 14:00", "1"], &["B", "Monday, 16:00", "1"]]);
    assert_eq!(clocks.slots(), ["Monday, 14:00", "Monday, 16:00"]);
    assert_eq!(faults(&clocks), []);
    let doubtful = table(&[&["A", "Monday", "1"], &["B", "Monday, Tuesday", "1"]]);
    assert_eq!(
        faults(&doubtful),
        [(1, Column::Times, Fault::DoubtfulTimes("Monday, Tuesday".to_owned()))]
    );
}

#[test]
fn totals_count_places_by_time() {
    let activities = table(&[
        &["A", "Monday", "10"],
        &["B", "Monday; Tuesday", "5"],
        &["C", "", "7"],
        &["D", "", "many"],
    ]);
    let totals = activities.totals().into_iter();
    let totals: Vec<_> = totals
        .map(|total| (total.name, total.activities, total.places))
        .collect();
    let expected = [("Monday", 2, 15), ("Tuesday", 1, 5), ("", 2, 7)];
    assert_eq!(
        totals,
        expected.map(|(name, count, places)| (name.to_owned(), count, places))
    );
}

#[test]
fn removing_can_be_taken_back_and_rows_move() {
    let mut activities = table(&[&["A", "Monday", "1"], &["B", "Tuesday", "1"], &["C", "", "1"]]);
    let before = activities.clone();
    let removed = activities.remove(0).expect("it was not opened");
    assert_eq!(
        (activities.count(), activities.slots()),
        (2, ["Tuesday".to_owned()].as_slice())
    );
    activities.restore(removed);
    assert_eq!(activities, before);
    assert!(activities.shift(2, 0));
    assert_eq!(activities.rows()[0].title, "C");
    assert!(!activities.shift(0, 3));
}

#[test]
fn what_was_opened_stays_where_it_is() {
    let mut activities = table(&[&["A", "", "1"], &["B", "", "1"]]);
    activities.add();
    activities.fix();
    assert_eq!((activities.rows().len(), activities.fixed()), (2, 2));
    activities.set(2, Column::Title, "C");
    activities.set(3, Column::Title, "D");
    assert_eq!(activities.remove(1), None);
    assert!(!activities.shift(2, 1));
    assert!(activities.shift(3, 2));
    assert!(activities.remove(2).is_some());
    activities.set(1, Column::Title, "");
    activities.set(1, Column::Places, "");
    activities.remove(2);
    assert_eq!(activities.count(), 2);
}

#[test]
fn opened_times_keep_their_numbers() {
    let mut activities = table(&[&["A", "Monday", "1"], &["B", "Tuesday", "1"]]);
    activities.fix();
    activities.set(0, Column::Times, "Friday");
    let slots = |activities: &Activities| {
        let shared = activities.to_shared(&[]).expect("nothing is wrong").into_iter();
        shared.map(|activity| activity.slots).collect::<Vec<_>>()
    };
    assert_eq!(slots(&activities), [[3], [2]]);
    let totals: Vec<String> = activities.totals().iter().map(|total| total.sentence(146)).collect();
    assert_eq!(
        totals,
        [
            "Tuesday: 1 place for 146 people, in 1 activity.",
            "Friday: 1 place for 146 people, in 1 activity."
        ]
    );
    activities.release();
    assert_eq!((activities.fixed(), slots(&activities)), (0, vec![vec![1], vec![2]]));
}

#[test]
fn blank_rows_at_the_end_do_not_count() {
    let mut activities = table(&[&["A", "", "1"]]);
    assert_eq!((activities.add(), activities.add()), (1, 1));
    assert_eq!((activities.count(), activities.texts().len()), (1, 1));
    assert_eq!(faults(&activities), []);
}

#[test]
fn the_table_is_kept_as_it_is() {
    let mut activities = table(&[&["A", "Monday", "0"], &["B", "Tuesday", "many"]]);
    activities.mean_zero(0);
    activities.fix();
    let kept = serde_json::to_string(&activities).expect("it can be written");
    assert_eq!(serde_json::from_str::<Activities>(&kept).ok(), Some(activities));
}

#[test]
fn headings_are_understood_in_two_languages() {
    let cases = [
        "No\tTitle\tDay\tTime\tRoom\tMax. participants\tMin. participants\tDescription\n\
         1\tClimbing\tMonday\t14:00\tHall\t14\t8\tClean soles",
        "Nr.;Angebot;Tag;Uhrzeit;Raum;Plätze;Mindestteilnehmer;Beschreibung\n\
         1;Climbing;Monday;14:00;Hall;14;8;Clean soles",
    ];
    for text in cases {
        let table = read_text(text).expect("a table");
        let mapping = Mapping::guess(&table);
        assert!(mapping.headings);
        let expected = Row {
            title: "Climbing".to_owned(),
            times: "Monday 14:00".to_owned(),
            place: "Hall".to_owned(),
            places: "14".to_owned(),
            minimum: "8".to_owned(),
            details: "Clean soles".to_owned(),
            ..Row::default()
        };
        assert_eq!(mapping.rows(&table), [expected], "{text}");
    }
}

#[test]
fn own_headings_are_understood() {
    let heading = Column::ALL.map(Column::title).join("\t");
    let table = read_text(&format!("{heading}\na\tb\tc\t4\te\t6\tg")).expect("a table");
    assert_eq!(Mapping::guess(&table).columns, Column::ALL.map(Some));
}

#[test]
fn without_headings_the_cells_tell() {
    let table = read_text("Climbing\tMonday 14:00\tHall\t14\nPottery\tTuesday 9:30\tRoom 3\t5").expect("a table");
    let mapping = Mapping::guess(&table);
    assert!(!mapping.headings);
    assert_eq!(
        mapping.columns,
        [Column::Title, Column::Times, Column::Place, Column::Places].map(Some)
    );
    let counted = read_text("1;Climbing;14\n2;Pottery;5").expect("a table");
    assert_eq!(
        Mapping::guess(&counted).columns,
        [None, Some(Column::Title), Some(Column::Places)]
    );
    let single = read_text("Climbing\nPottery").expect("a table");
    assert_eq!(Mapping::guess(&single).columns, [Some(Column::Title)]);
}

#[test]
fn a_block_spreads_from_the_cell_it_is_pasted_into() {
    let mut activities = table(&[&["A", "Monday", "1"], &["B"]]);
    let spread = activities.spread(1, Column::Times, "Tuesday\t4\r\nFriday\t5\r\n");
    assert_eq!(spread, Some(Spread { rows: 2, left_out: 0 }));
    assert_eq!(activities.rows()[1].cell(Column::Title), "B");
    assert_eq!(activities.rows()[1].cell(Column::Places), "4");
    assert_eq!(activities.rows()[2].cell(Column::Times), "Friday");
    assert_eq!(activities.slots(), ["Monday", "Tuesday", "Friday"]);
}

#[test]
fn a_column_spreads_down_and_commas_stay_in_their_cell() {
    let mut activities = Activities::default();
    activities.spread(0, Column::Title, "Chess, for beginners\nGo, for everyone");
    assert_eq!(activities.rows()[1].title, "Go, for everyone");
}

#[test]
fn a_block_with_headings_goes_by_them() {
    let mut activities = Activities::default();
    activities.spread(0, Column::Title, "Places;Title\n3;Chess\n4;Go");
    assert_eq!(faults(&activities), []);
    assert_eq!((activities.rows()[1].title.as_str(), activities.places()), ("Go", 7));
}

#[test]
fn ordinary_text_is_left_to_the_cell() {
    let mut activities = Activities::default();
    assert_eq!(activities.spread(0, Column::Title, "Chess, for beginners\n"), None);
    assert_eq!(activities.spread(0, Column::Details, "Two lines\nof prose"), None);
    assert_eq!(activities, Activities::default());
}

#[test]
fn what_does_not_fit_is_counted() {
    let mut activities = Activities::default();
    let rows = vec![
        Row {
            title: "A".to_owned(),
            ..Row::default()
        };
        1_010
    ];
    assert_eq!(
        activities.append(rows),
        Spread {
            rows: 1_000,
            left_out: 10
        }
    );
    let spread = activities.spread(999, Column::Title, "B\nC\nD");
    assert_eq!(spread, Some(Spread { rows: 1, left_out: 2 }));
}
