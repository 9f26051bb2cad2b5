//! What people receive: a number, a link, a code, and words around them. Letters, messages and the table of
//! all links are made from the same [`Letter`]s.

use turnwise_shared::sorted;
use turnwise_shared::token::Token;

use super::event::Event;
use super::public::words::decided_by;
use crate::page::personal_link;

/// The message that goes with a link, unless the organiser has written another one.
pub const INVITATION: &str = "Hello {name},\n\nplease choose for “{title}”{until}. This is your personal link; your \
    number is {number}:\n\n{link}\n\nKeep this message: the same link shows you the result. Whoever has the link can \
    change your list, so do not pass it on.{decides}";

/// The message for those who have sent nothing yet, unless the organiser has written another one.
pub const REMINDER: &str = "Hello {name},\n\nyour list for “{title}” is not there yet{until_before}. This is your \
    personal link; your number is {number}:\n\n{link}\n\nWithout a list you take part in the draw, but get nothing.{decides}";

/// What may stand in a message, and what each is replaced by.
pub const PLACEHOLDERS: [(&str, &str); 9] = [
    ("{name}", "the name"),
    ("{title}", "the title of the event"),
    ("{number}", "the number"),
    ("{link}", "the personal link"),
    ("{code}", "the code, in threes"),
    ("{until}", "“ until …”, if a closing time is set"),
    ("{until_before}", "“ (choosing ends …)”, if a closing time is set"),
    ("{organiser}", "who organises it"),
    (
        "{decides}",
        "a paragraph on what decides the order, if a public value does",
    ),
];

/// What one person receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The number.
    pub entry: u32,
    /// Which person of the roster.
    pub person: usize,
    /// Their name.
    pub name: String,
    /// Their class; empty for none.
    pub class: String,
    /// The personal link.
    pub link: String,
    /// The code in groups of three.
    pub code: String,
}

/// A letter for everybody whose link works: class by class as the roster has them, then as in the roster.
pub fn letters(event: &Event, base: &str) -> Vec<Letter> {
    let letter = |seat: &super::event::Seat| {
        let person = event.roster.people().get(seat.person)?;
        let code = seat.token.parse::<Token>().ok()?;
        Some(Letter {
            entry: seat.entry,
            person: seat.person,
            name: person.name.clone(),
            class: person.class.clone(),
            link: personal_link(base, &event.id, &seat.token),
            code: code.grouped(),
        })
    };
    let arrived = event.seats.iter().filter(|seat| seat.unsent.is_none());
    let mut letters: Vec<Letter> = arrived.filter_map(letter).collect();
    let rank = |class: &str| event.roster.classes().iter().position(|known| known == class);
    sorted::sort_by_key(&mut letters, |letter| (rank(&letter.class), letter.person));
    letters
}

/// What is said alike in everyone's message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The closing time, in words.
    pub until: Option<String>,
    /// What decides the order, if a public value does.
    pub decides: Option<String>,
}

impl Said {
    /// Of this draw; `spoken` puts a moment into words.
    pub fn new(event: &Event, spoken: impl Fn(u64) -> String) -> Self {
        let settings = &event.settings;
        Self {
            until: settings.closes_at.map(&spoken),
            decides: decided_by(settings.plan, settings.public_numbers(), spoken),
        }
    }
}

/// A message with everything put in.
pub fn fill(template: &str, letter: &Letter, event: &Event, said: &Said) -> String {
    let until = said.until.as_deref();
    let decides = said.decides.as_deref();
    let decides = decides.map(|decides| format!("\n\n{decides}")).unwrap_or_default();
    let comma = until.map(|until| format!(" until {until}")).unwrap_or_default();
    let bracket = until
        .map(|until| format!(" (choosing ends {until})"))
        .unwrap_or_default();
    let number = letter.entry.to_string();
    let values: [(&str, &str); 9] = [
        ("{name}", &letter.name),
        ("{title}", &event.details.title),
        ("{number}", &number),
        ("{link}", &letter.link),
        ("{code}", &letter.code),
        ("{until}", &comma),
        ("{until_before}", &bracket),
        ("{organiser}", &event.details.organiser),
        ("{decides}", &decides),
    ];
    replace_each(template, &values)
}

/// Replaces in one walk, so that a name which looks like a placeholder stays a name.
fn replace_each(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let found = values.iter().find(|(name, _)| from.starts_with(name));
        let (put, taken) = found.map_or(("{", 1), |(name, value)| (*value, name.len()));
        filled.push_str(put);
        rest = from.get(taken..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

/// All messages of a list, one after the other, for copying at once.
pub fn messages(template: &str, letters: &[Letter], event: &Event, said: &Said) -> String {
    let filled = letters.iter().map(|letter| fill(template, letter, event, said));
    filled.collect::<Vec<_>>().join("\n\n– – –\n\n")
}

/// Name and link, one person a line: the shortest form to paste into a mail program or a spreadsheet.
pub fn lines(letters: &[Letter]) -> String {
    let line = |letter: &Letter| format!("{}\t{}\t{}\n", letter.name, letter.entry, letter.link);
    letters.iter().map(line).collect()
}

/// The head of the table of links.
pub const COLUMNS: [&str; 5] = ["Name", "Class", "Number", "Code", "Link"];

/// The rows of the table of links.
pub fn rows(letters: &[Letter]) -> Vec<Vec<String>> {
    let row = |letter: &Letter| {
        let number = letter.entry.to_string();
        vec![
            letter.name.clone(),
            letter.class.clone(),
            number,
            letter.code.clone(),
            letter.link.clone(),
        ]
    };
    letters.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::seats::tests::{Fixed, draft};
    use super::super::seats::{arrived, make};
    use super::*;

    fn opened() -> Event {
        let mut event = draft();
        make(&mut event, &[], &mut Fixed::new());
        let numbers: Vec<u32> = event.seats.iter().map(|seat| seat.entry).collect();
        arrived(&mut event, &numbers);
        event
    }

    fn friday() -> Said {
        Said {
            until: Some("Friday".to_owned()),
            decides: None,
        }
    }

    #[test]
    fn whoever_is_invited_reads_which_public_value_decides() {
        let mut event = opened();
        let letter = letters(&event, "./").swap_remove(0);
        let spoken = |moment: u64| format!("at {moment}");
        let usual = fill(INVITATION, &letter, &event, &Said::new(&event, spoken));
        assert!(usual.ends_with("do not pass it on."), "{usual}");
        event.settings.choose(turnwise_shared::lottery::ValuePlan::Drand);
        let with = fill(INVITATION, &letter, &event, &Said::new(&event, spoken));
        assert!(
            with.contains("pass it on.\n\nThe order is decided by a public random number"),
            "{with}"
        );
        let reminded = fill(REMINDER, &letter, &event, &Said::new(&event, spoken));
        assert!(reminded.contains("get nothing.\n\nThe order is decided"), "{reminded}");
    }

    #[test]
    fn letters_come_class_by_class_and_lead_to_the_list() {
        let event = opened();
        let letters = letters(&event, "https://example.org/places/");
        let first = letters.first().expect("24 people");
        assert_eq!(
            (letters.len(), first.name.as_str(), first.class.as_str()),
            (24, "Ada Appletree", "7a")
        );
        assert_eq!(letters[23].class, "7c");
        let token = &event.seats[0].token;
        assert_eq!(
            first.link,
            format!("https://example.org/places/?l={}#{token}", event.id)
        );
        assert_eq!(first.code.replace('-', ""), *token);
    }

    #[test]
    fn nobody_gets_a_link_that_leads_nowhere_yet() {
        let mut event = draft();
        make(&mut event, &[], &mut Fixed::new());
        assert!(letters(&event, "./").is_empty());
    }

    #[test]
    fn messages_are_filled_and_a_name_stays_a_name() {
        let mut event = opened();
        event.details.title = "Week {link}".to_owned();
        let letter = Letter {
            entry: 4711,
            person: 0,
            name: "{code} O’Neil".to_owned(),
            class: String::new(),
            link: "https://example.org/#X".to_owned(),
            code: "ABC".to_owned(),
        };
        let filled = fill(
            "{name}, {title}{until}: {number} {link} {unknown} {",
            &letter,
            &event,
            &friday(),
        );
        assert_eq!(
            filled,
            "{code} O’Neil, Week {link} until Friday: 4711 https://example.org/#X {unknown} {"
        );
        let usual = fill(REMINDER, &letter, &event, &Said::default());
        assert!(usual.contains("is not there yet. This is your"), "{usual}");
        let two = messages("{name}", &[letter.clone(), letter], &event, &Said::default());
        assert_eq!(two.matches("{code} O’Neil").count(), 2);
    }

    #[test]
    fn the_table_has_a_row_for_each_and_a_head_that_fits() {
        let letters = letters(&opened(), "./");
        let rows = rows(&letters);
        assert_eq!((rows.len(), rows[0].len()), (24, COLUMNS.len()));
        assert_eq!(lines(&letters).lines().count(), 24);
    }

    #[test]
    fn every_placeholder_that_is_offered_is_filled() {
        let event = opened();
        let letter = letters(&event, "./").swap_remove(0);
        for (placeholder, _) in PLACEHOLDERS {
            assert!(
                !fill(placeholder, &letter, &event, &friday()).contains('{'),
                "{placeholder}"
            );
        }
    }
}
