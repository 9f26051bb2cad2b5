//! Orders as organisers bring them back.

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::table::{Delimiter, export};

use super::super::event::{NextLink, Stage};
use super::super::roster::{Person, Roster};
use super::*;

const PEOPLE: [(&str, &str); 6] = [
    ("Zoë Arnold", "7b"),
    ("Ömer Can", "7a"),
    ("Ann Lee", "7b"),
    ("Ben Moor", "7a"),
    ("Eva Blum", "7a"),
    ("Ida Dorn", "7b"),
];
const NUMBERS: [u32; 6] = [4711, 1007, 9120, 2311, 5002, 3003];

fn token(seed: u8) -> Token {
    let tries = (0..=u8::MAX).map(|second| {
        let mut bytes = [seed.wrapping_mul(150); 17];
        bytes[5] = second;
        Token::from_random(&bytes)
    });
    tries.flatten().next().expect("most bytes are a code")
}

fn event() -> Event {
    let mut event = Event::new(LotteryId([7; 16]), &token(99), Hash32::ZERO, "Fair".to_owned());
    let person = |(name, class): &(&str, &str)| Person::new(name, class, "");
    event.roster = Roster::default().with(PEOPLE.iter().map(person));
    event.stage = Stage::Open;
    let seat = |(person, entry): (usize, u32)| Seat {
        person,
        entry,
        token: token(u8::try_from(person).expect("few")).to_string(),
        unsent: None,
        next: None,
    };
    event.seats = (0..).zip(NUMBERS).map(seat).collect();
    event
}

/// The table of links, its rows in this order of people.
fn file(event: &Event, order: &[usize], delimiter: Delimiter) -> String {
    let letters = letters::letters(event, "https://example.org/");
    let row = |person: &usize| {
        let letter = letters.iter().filter(|letter| letter.person == *person).cloned();
        letters::rows(&letter.collect::<Vec<_>>()).remove(0)
    };
    let head = letters::COLUMNS.map(str::to_owned).to_vec();
    export(
        &std::iter::once(head).chain(order.iter().map(row)).collect::<Vec<_>>(),
        delimiter,
    )
}

const ORDER: [usize; 6] = [3, 0, 5, 1, 4, 2];

fn numbers(order: &[usize]) -> Vec<u32> {
    order.iter().map(|person| NUMBERS[*person]).collect()
}

#[track_caller]
fn complete(reading: &Reading) {
    assert!(reading.is_complete(), "{reading:?}");
    assert_eq!(reading.order, numbers(&ORDER));
    assert_eq!(reading.suspicion, None);
}

#[test]
fn the_list_to_shuffle_with_its_rows_in_any_order() {
    let event = event();
    let head = ["Name", "Class", "Number"].map(str::to_owned);
    let row = |person: &usize| {
        let (name, class) = PEOPLE[*person];
        [name.to_owned(), class.to_owned(), NUMBERS[*person].to_string()]
    };
    let rows: Vec<[String; 3]> = std::iter::once(head).chain(ORDER.iter().map(row)).collect();
    complete(&read(&event, &export(&rows, Delimiter::Semicolon)));
}

#[test]
fn the_table_of_links_with_its_rows_in_any_order() {
    let event = event();
    for delimiter in [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab] {
        complete(&read(&event, &file(&event, &ORDER, delimiter)));
    }
    let whole = file(&event, &ORDER, Delimiter::Semicolon);
    let headless: Vec<&str> = whole.lines().skip(1).collect();
    complete(&read(&event, &headless.join("\n")));
}

#[test]
fn one_column_alone() {
    let event = event();
    let table = file(&event, &ORDER, Delimiter::Tab);
    for column in 2..5 {
        let cells: Vec<&str> = table.lines().filter_map(|line| line.split('\t').nth(column)).collect();
        complete(&read(&event, &cells.join("\r\n")));
        complete(&read(&event, &cells[1..].join("\n\n")));
    }
}

#[test]
fn codes_as_people_copy_them() {
    let event = event();
    let codes = ORDER.map(|person| {
        let code = &event.seats[person].token;
        match person % 3 {
            0 => code.to_lowercase(),
            1 => format!(" {} ", token(u8::try_from(person).expect("few")).grouped()),
            _ => format!("https://example.org/?l=07#{code}").replace('#', "%23"),
        }
    });
    complete(&read(&event, &codes.join("\n")));
}

#[test]
fn every_fault_is_named_with_its_line() {
    let event = event();
    let foreign = token(200).to_string();
    let text = format!("2311\n4711\n\n2311\nAnn Lee\n{foreign}\n9999\n 1007 \n4711;9120\n");
    let reading = read(&event, &text);
    assert_eq!(reading.order, [2311, 4711, 1007]);
    assert_eq!(reading.missing, [9120, 5002, 3003]);
    assert_eq!(reading.doubled, [(4, 2311)]);
    let unknown = |line, said: &str| (line, said.to_owned());
    assert_eq!(
        reading.unknown,
        [
            unknown(5, "Ann Lee"),
            unknown(6, &foreign),
            unknown(7, "9999"),
            unknown(9, "4711 · 9120")
        ]
    );
    assert!(!reading.is_complete());
    assert_eq!(reading.suspicion, None);
}

#[test]
fn a_mistyped_code_names_nobody() {
    let event = event();
    let mut code = event.seats[0].token.clone();
    let last = if code.ends_with('0') { '1' } else { '0' };
    code.pop();
    code.push(last);
    assert_eq!(read(&event, &code).unknown, [(1, code.clone())]);
}

#[test]
fn nothing_is_no_order() {
    for text in ["", " \n ", "Name;Class;Number;Code;Link\r\n"] {
        let reading = read(&event(), text);
        assert!(!reading.is_complete());
        assert_eq!(
            (reading.order.len(), reading.missing.len(), reading.unknown.len()),
            (0, 6, 0)
        );
    }
}

#[test]
fn number_and_code_must_name_the_same_person() {
    let event = event();
    let mixed = file(&event, &ORDER, Delimiter::Semicolon).replace(";4711;", ";1007;");
    let reading = read(&event, &mixed);
    assert_eq!(reading.missing, [4711]);
    assert_eq!(reading.unknown[0].0, 3);
}

#[test]
fn a_class_that_looks_like_a_number_does_not_mislead() {
    let mut event = event();
    let people = PEOPLE.iter().map(|(name, _)| Person::new(name, "4711", ""));
    event.roster = Roster::default().with(people);
    complete(&read(&event, &file(&event, &ORDER, Delimiter::Semicolon)));
}

#[test]
fn a_link_that_was_replaced_since_is_found_by_its_number() {
    let mut event = event();
    let old = file(&event, &ORDER, Delimiter::Semicolon);
    event.seats[3].token = token(150).to_string();
    event.seats[4].next = Some(NextLink {
        token: token(151).to_string(),
        wrap: turnwise_shared::seal::seal(
            &[0; 32],
            turnwise_shared::seal::Purpose::Wrap,
            &event.id,
            [0; turnwise_shared::seal::NONCE],
            &[],
        )
        .expect("sealed"),
    });
    complete(&read(&event, &old));
}

#[test]
fn people_whose_links_never_arrived_do_not_take_part() {
    let mut event = event();
    let wrap = serde_json::from_value(serde_json::json!(""));
    event.seats[2].unsent = Some(wrap.expect("an empty text is sealed text"));
    let reading = read(&event, "2311\n4711\n3003\n1007\n5002\n");
    assert!(reading.is_complete());
    assert_eq!(read(&event, "9120").unknown, [(1, "9120".to_owned())]);
}

#[test]
fn a_sorted_list_is_questioned_and_so_is_its_reverse() {
    let event = event();
    let by_code = {
        let mut people: Vec<usize> = (0..6).collect();
        people.sort_by_key(|person| event.seats[*person].token.clone());
        people
    };
    let cases = [
        (Column::Roster, vec![0, 1, 2, 3, 4, 5]),
        // As in the table of links: class by class.
        (Column::Roster, vec![0, 2, 5, 1, 3, 4]),
        (Column::Name, vec![2, 3, 4, 5, 1, 0]),
        (Column::Name, vec![2, 3, 4, 5, 0, 1]),
        (Column::Name, vec![0, 4, 1, 5, 2, 3]),
        (Column::Class, vec![3, 1, 4, 2, 5, 0]),
        (Column::Number, vec![1, 3, 5, 0, 4, 2]),
        (Column::Code, by_code),
    ];
    for (by, mut order) in cases {
        for reversed in [false, true] {
            let lines: Vec<String> = numbers(&order).iter().map(u32::to_string).collect();
            let reading = read(&event, &lines.join("\n"));
            assert_eq!(reading.suspicion, Some(Suspicion { by, reversed }), "{order:?}");
            order.reverse();
        }
    }
}
