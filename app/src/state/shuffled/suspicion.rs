//! Whether an order is just a column of the list of people, sorted, or its reverse: then it was not shuffled,
//! or shuffled and sorted again.

use turnwise_shared::sorted;

use super::super::event::{Event, Seat};
use super::{Column, Suspicion};

/// With fewer people, a shuffled order is too often sorted by chance.
const FEW: usize = 5;

/// One person with everything a spreadsheet could sort by.
struct Line<'a> {
    seat: &'a Seat,
    name: &'a str,
    class: &'a str,
    class_place: usize,
}

/// The first thing this order is sorted by.
pub(super) fn look(event: &Event, order: &[u32]) -> Option<Suspicion> {
    if order.len() < FEW {
        return None;
    }
    let seats = sorted::map(event.seats.iter().map(|seat| (seat.entry, seat)));
    let place = |class: &str| {
        event
            .roster
            .classes()
            .iter()
            .position(|known| known == class)
            .unwrap_or(usize::MAX)
    };
    let line = |number: &u32| {
        let seat = seats.get(number)?;
        let person = event.roster.people().get(seat.person)?;
        Some(Line {
            seat,
            name: &person.name,
            class: &person.class,
            class_place: place(&person.class),
        })
    };
    let lines: Vec<Line<'_>> = order.iter().filter_map(line).collect();
    let found = [
        (Column::Roster, sorted(&lines, |line| line.seat.person)),
        (
            Column::Roster,
            sorted(&lines, |line| (line.class_place, line.seat.person)),
        ),
        (Column::Name, sorted(&lines, |line| line.name)),
        (Column::Name, sorted(&lines, |line| plain(line.name))),
        (Column::Name, sorted(&lines, |line| surname_first(&plain(line.name)))),
        (Column::Class, sorted(&lines, |line| line.class)),
        (Column::Class, sorted(&lines, |line| plain(line.class))),
        (Column::Class, sorted(&lines, |line| line.class_place)),
        (Column::Number, sorted(&lines, |line| line.seat.entry)),
        (Column::Code, sorted(&lines, |line| line.seat.token.as_str())),
    ];
    let mut found = found.into_iter();
    found.find_map(|(by, reversed)| reversed.map(|reversed| Suspicion { by, reversed }))
}

/// Whether the lines are sorted by this, and if so whether from the back. If all are equal, they are not.
fn sorted<'a, K: Ord>(lines: &'a [Line<'a>], key: impl Fn(&'a Line<'a>) -> K) -> Option<bool> {
    let keys: Vec<K> = lines.iter().map(key).collect();
    if keys.first() == keys.last() {
        return None;
    }
    if keys.is_sorted() {
        Some(false)
    } else {
        keys.is_sorted_by(|a, b| a >= b).then_some(true)
    }
}

/// As spreadsheets compare: without case, and letters with signs beside those without.
fn plain(text: &str) -> String {
    let letter = |letter: char| match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ß' => 's',
        'ť' | 'ţ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    };
    let letters = text.chars().flat_map(char::to_lowercase).map(letter);
    letters
        .filter(|letter| letter.is_alphanumeric() || *letter == ' ')
        .collect()
}

fn surname_first(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((first, surname)) => format!("{surname} {first}"),
        None => name.to_owned(),
    }
}
