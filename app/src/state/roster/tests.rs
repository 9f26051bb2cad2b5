//! The list of people: pasted, counted, changed, and kept from changing.

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::table;
use turnwise_shared::token::Token;

use super::import::{Double, Import, Meaning, Outcome};
use super::shown::{Wanted, shown};
use super::*;
use crate::state::event::Seat;

fn person(name: &str, class: &str) -> Person {
    Person::new(name, class, "")
}

fn roster(people: &[(&str, &str)]) -> Roster {
    Roster::default().with(people.iter().map(|(name, class)| person(name, class)))
}

fn event(people: &[(&str, &str)], stage: Stage) -> Event {
    let token = Token::from_random(&[0; 17]).expect("zeros are a code");
    let mut event = Event::new(LotteryId([7; 16]), &token, Hash32::ZERO, String::new());
    event.roster = roster(people);
    event.stage = stage;
    event.seats = (0..people.len())
        .map(|person| Seat {
            person,
            entry: 4000 + u32::try_from(person).expect("few people"),
            token: token.to_string(),
            unsent: None,
            next: None,
        })
        .collect();
    event
}

fn import(text: &str) -> Import {
    Import::new(table::read_text(text).expect("a table"))
}

fn added(import: &Import) -> Vec<(String, String, String)> {
    let people = import.outcome(&Roster::default()).people.into_iter();
    people.map(|person| (person.name, person.class, person.note)).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let owned =
        |(name, class, note): &(&str, &str, &str)| ((*name).to_owned(), (*class).to_owned(), (*note).to_owned());
    assert_eq!(added(&import(text)), expected.iter().map(owned).collect::<Vec<_>>());
}

#[test]
fn a_first_row_of_words_says_what_the_columns_are() {
    let expected = [("Ann Lee", "7a", ""), ("Ben Moor", "7b", "")];
    check("Name,Class\nAnn Lee,7a\nBen Moor,7b\n", &expected);
    check("No;Class;Surname;First name\n1;7a;Lee;Ann\n2;7b;Moor;Ben\n", &expected);
    check("Klasse\tName\tVorname\n7a\tLee\tAnn\n7b\tMoor\tBen\n", &expected);
    check("NAME ; Last-Name ; Form\nAnn;Lee;7a\nBen;Moor;7b\n", &expected);
    check(
        "E-Mail;Teilnehmer\nann@example.org;Ann Lee\n",
        &[("Ann Lee", "", "ann@example.org")],
    );
}

#[test]
fn without_such_a_row_the_cells_say_it() {
    check("Ann Lee\nBen Moor\n", &[("Ann Lee", "", ""), ("Ben Moor", "", "")]);
    check(
        "Ann Lee;7a\nBen Moor;7b\n",
        &[("Ann Lee", "7a", ""), ("Ben Moor", "7b", "")],
    );
    check(
        "7a\tAnn Lee\n7b\tBen Moor\n",
        &[("Ann Lee", "7a", ""), ("Ben Moor", "7b", "")],
    );
    check("Lee, Ann\nMoor, Ben\n", &[("Ann Lee", "", ""), ("Ben Moor", "", "")]);
    check(
        "Ann\tLee\nAnn\tMoor\nBen\tNoor\n",
        &[("Ann Lee", "", ""), ("Ann Moor", "", ""), ("Ben Noor", "", "")],
    );
    check(
        "1;Lee;Ann;Owls;a@example.org\n2;Moor;Ben;Owls;b@example.org\n3;Noor;Cem;Bats;c@example.org\n4;Orr;Di;Bats;\n",
        &[
            ("Ann Lee", "Owls", "a@example.org"),
            ("Ben Moor", "Owls", "b@example.org"),
            ("Cem Noor", "Bats", "c@example.org"),
            ("Di Orr", "Bats", ""),
        ],
    );
}

#[test]
fn the_proposal_can_be_changed() {
    let mut import = import("Lee;Ann;7a\nMoor;Ben;7b\n");
    assert_eq!(import.meanings(), [Meaning::Surname, Meaning::First, Meaning::Class]);
    import.set_meaning(0, Meaning::First);
    assert_eq!(import.meanings(), [Meaning::First, Meaning::Nothing, Meaning::Class]);
    import.set_meaning(1, Meaning::Surname);
    import.set_meaning(2, Meaning::Note);
    assert_eq!(
        added(&import)[0],
        ("Lee Ann".to_owned(), String::new(), "7a".to_owned())
    );
    import.set_meaning(0, Meaning::Name);
    assert_eq!(import.meanings(), [Meaning::Name, Meaning::Nothing, Meaning::Note]);
    import.set_meaning(0, Meaning::Nothing);
    assert!(!import.has_names());
    assert_eq!(import.outcome(&Roster::default()).nameless, [1, 2]);
}

#[test]
fn what_was_said_of_the_columns_outlives_typing_on() {
    let mut said = import("Lee;Ann\nMoor;Ben\n");
    said.set_meaning(0, Meaning::First);
    said.set_meaning(1, Meaning::Surname);
    said.leave_out = false;
    let table = |text| table::read_text(text).expect("a table");
    let longer = Import::after(Some(said.clone()), table("Lee;Ann\nMoor;Ben\nNoor;Cem\n"));
    assert_eq!(longer.meanings(), said.meanings());
    assert_eq!((longer.count(), longer.leave_out), (3, false));
    let wider = Import::after(Some(said), table("Lee;Ann;7a\nMoor;Ben;7b\n"));
    assert_eq!(wider.meanings(), [Meaning::Surname, Meaning::First, Meaning::Class]);
    assert!(!wider.leave_out);
}

#[test]
fn the_first_row_can_be_a_person_after_all() {
    let mut import = import("Name;Class\nAnn Lee;7a\n");
    assert_eq!((import.header(), import.count()), (true, 1));
    assert_eq!(
        (import.title(0), import.title(1)),
        ("Name".to_owned(), "Class".to_owned())
    );
    import.set_header(false);
    assert_eq!((import.count(), import.title(1)), (2, "Column 2".to_owned()));
    assert_eq!(import.preview(1), [(1, vec!["Name".to_owned(), "Class".to_owned()])]);
}

#[test]
fn lines_that_cannot_be_taken_as_they_are_are_named() {
    let long = "x".repeat(MAX_NAME + 1);
    let text =
        format!("Name;Class\nAnn Lee;7a\n;7a\nBen Moor;7a\n\nann  LEE;7A\n{long};7b\nBEN MOOR;7a\nBen Moor;7b\n");
    let mut import = import(&text);
    let there = roster(&[("Ben Moor", "7a")]);
    let double = |line, name: &str, first| Double {
        line,
        name: name.to_owned(),
        first,
    };
    let outcome = import.outcome(&there);
    assert_eq!(
        outcome,
        Outcome {
            people: vec![person("Ann Lee", "7a"), person(&long, "7b"), person("Ben Moor", "7b")],
            nameless: vec![3],
            cut: vec![7],
            doubles: vec![
                double(4, "Ben Moor", None),
                double(6, "ann LEE", Some(2)),
                double(8, "BEN MOOR", None)
            ],
        }
    );
    import.leave_out = false;
    assert_eq!(import.outcome(&there).people.len(), 6);
}

#[test]
fn hostile_names_are_names() {
    let text = "Name;Class\n<img src=x onerror=alert(1)>;=HYPERLINK(1)\n\u{202e}eeL nnA;7a\n";
    check(
        text,
        &[
            ("<img src=x onerror=alert(1)>", "=HYPERLINK(1)", ""),
            ("eeL nnA", "7a", ""),
        ],
    );
}

#[test]
fn classes_are_numbered_as_they_first_appear() {
    let roster = roster(&[("A", "7b"), ("B", ""), ("C", "7a"), ("D", "7b"), ("E", "7 A")]);
    assert_eq!(roster.classes(), ["7b", "7a", "7 A"]);
    let sizes: Vec<_> = roster
        .sizes()
        .into_iter()
        .map(|class| (class.name, class.size, class.like))
        .collect();
    let class = |name: &str, size, like: Option<&str>| (name.to_owned(), size, like.map(str::to_owned));
    assert_eq!(
        sizes,
        [
            class("7b", 2, None),
            class("7a", 1, Some("7 A")),
            class("7 A", 1, Some("7a")),
            class("", 1, None)
        ]
    );
    assert_eq!(Roster::default().sizes(), []);
    let moved = roster.moved("7 A", "7a");
    assert_eq!(moved.classes(), ["7b", "7a"]);
    assert_eq!((moved.people().len(), &moved.people()[4]), (5, &person("E", "7a")));
}

#[test]
fn everyone_who_is_there_twice_is_marked() {
    let roster = roster(&[
        ("Ann Lee", "7a"),
        ("Ben", "7a"),
        ("ann lee\u{200f}", "7A"),
        ("Ann Lee", "7b"),
        ("Ann Lee", "7a"),
    ]);
    assert_eq!(Vec::from_iter(roster.doubles()), [0, 2, 4]);
}

#[test]
fn before_opening_anything_may_change() {
    let mut event = event(&[("Ann", "7a"), ("Ben", "7b")], Stage::Draft);
    assert_eq!(replace(&mut event, roster(&[("Cem", "7c")])), Ok(()));
    assert_eq!(event.roster.people(), [person("Cem", "7c")]);
    assert!(event.seats.is_empty(), "numbers of other people are gone");
}

#[test]
fn after_opening_people_are_added_and_names_corrected_and_nothing_else() {
    for stage in [Stage::Opening, Stage::Open] {
        let mut event = event(&[("Ann", "7a"), ("Ben", "7b")], stage);
        let before = event.roster.clone();
        for refused in [
            before.without(0),
            before.without(1),
            before.changed(1, person("Ben", "7a")),
        ] {
            assert_eq!(replace(&mut event, refused), Err(Refusal::Fixed));
        }
        assert_eq!(event.roster, before);
        let more = before.changed(0, person("Anna", "7a")).with([person("Cem", "7c")]);
        assert_eq!(replace(&mut event, more.clone()), Ok(()));
        assert_eq!(event.roster.classes(), ["7a", "7b", "7c"]);
        // Somebody who has no number yet may still go.
        assert_eq!(replace(&mut event, more.changed(2, person("Cem", "7d"))), Ok(()));
        assert_eq!(replace(&mut event, more.without(2)), Ok(()));
        assert_eq!((event.roster.people().len(), event.seats.len()), (2, 2));
    }
}

#[test]
fn there_is_a_most_number_of_people() {
    let mut event = event(&[], Stage::Draft);
    let full = Roster::default().with((0..MAX_PEOPLE).map(|index| person(&format!("P {index}"), "7a")));
    assert_eq!(replace(&mut event, full.clone()), Ok(()));
    assert_eq!(
        replace(&mut event, full.with([person("One more", "7a")])),
        Err(Refusal::TooMany)
    );
    assert_eq!(event.roster, full);
}

#[test]
fn people_are_found_by_name_class_and_number() {
    let roster = roster(&[("Ann Lee", "7a"), ("Ben Lee", "7b"), ("Cem", ""), ("ben lee", "7b")]);
    let number = |person| (person == 2).then_some(4711);
    let wanted = |text: &str, class: Option<&str>, doubles| Wanted {
        text: text.to_owned(),
        class: class.map(str::to_owned),
        doubles,
    };
    let find = |text, class, doubles| shown(&roster, &wanted(text, class, doubles), number);
    assert_eq!(find("", None, false), [0, 1, 2, 3]);
    assert_eq!(find(" LEE ", None, false), [0, 1, 3]);
    assert_eq!(find("4711", None, false), [2]);
    assert_eq!(find("471", None, false), [] as [usize; 0]);
    assert_eq!(find("lee", Some("7b"), false), [1, 3]);
    assert_eq!(find("", Some(""), false), [2]);
    assert_eq!(find("", None, true), [1, 3]);
}

#[test]
fn people_are_stored_as_a_plain_list() {
    let roster = roster(&[("Ann", "7a"), ("Ben", "7b")]);
    let text = serde_json::to_string(&roster).expect("people are JSON");
    assert_eq!(
        text,
        r#"[{"name":"Ann","class":"7a","note":""},{"name":"Ben","class":"7b","note":""}]"#
    );
    assert_eq!(serde_json::from_str::<Roster>(&text).expect("the same"), roster);
}
