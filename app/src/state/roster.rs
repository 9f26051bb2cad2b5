//! The people of a draw: typed or pasted, kept on this device and in the key file, never sent.
//!
//! Their place in the list is how everything else refers to them, and the place of their class is what the
//! server knows of it. So after opening people are added at the end only, and nobody who has a number is
//! removed or moved to another class. [`replace`] is the one door through which a draw's people change.

pub mod import;
pub mod shown;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use turnwise_shared::sorted;
use turnwise_shared::table::clean_line;

use super::event::{Event, Stage};

/// The most people of one draw: with names and codes, as many as a browser can be trusted to keep.
pub const MAX_PEOPLE: usize = 10_000;
/// The most characters of a name.
pub const MAX_NAME: usize = 120;
/// The most characters of a class.
pub const MAX_CLASS: usize = 60;
/// The most characters of a note.
pub const MAX_NOTE: usize = 300;
/// In a class with fewer people, a number alone narrows down who is who.
pub const SMALL: usize = 10;

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// As written in lists and letters.
    pub name: String,
    /// The class, age or group; empty for none.
    pub class: String,
    /// Anything the organiser wants beside the name, such as an address; empty for none.
    pub note: String,
}

impl Person {
    /// A person as typed: on one line each, within the limits.
    pub fn new(name: &str, class: &str, note: &str) -> Self {
        Self {
            name: clean_line(name, MAX_NAME),
            class: clean_line(class, MAX_CLASS),
            note: clean_line(note, MAX_NOTE),
        }
    }

    /// What two lines for one and the same person have in common.
    pub fn key(&self) -> (String, String) {
        (fold(&self.class), fold(&self.name))
    }
}

/// Without what nobody sees: case, the width of spaces, marks for the direction of writing.
fn fold(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let seen: String = text.chars().filter(|c| !unseen(c)).collect();
    clean_line(&seen.to_lowercase(), MAX_NAME)
}

/// Everyone, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Person>", into = "Vec<Person>")]
pub struct Roster {
    people: Vec<Person>,
    classes: Vec<String>,
}

impl From<Vec<Person>> for Roster {
    fn from(people: Vec<Person>) -> Self {
        let named: Vec<&str> = people.iter().map(|person| person.class.as_str()).collect();
        let firsts = sorted::firsts(&named).into_iter().enumerate();
        let new = firsts
            .filter(|(index, first)| index == first)
            .map(|(_, first)| named[first]);
        let classes = new.filter(|class| !class.is_empty()).map(str::to_owned).collect();
        Self { people, classes }
    }
}

impl From<Roster> for Vec<Person> {
    fn from(roster: Roster) -> Self {
        roster.people
    }
}

/// A class and what may be worth a look about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its name; empty for the people without one.
    pub name: String,
    /// How many people.
    pub size: usize,
    /// Another class that differs in case, spaces or signs only.
    pub like: Option<String>,
}

impl Class {
    /// Whether it is so small that a number alone narrows down who is who.
    pub fn is_small(&self) -> bool {
        self.size < SMALL
    }
}

impl Roster {
    /// Everyone.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The classes in order of first appearance; the number of a class is its place in this list, from 1.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The classes with their sizes, the people without one last.
    pub fn sizes(&self) -> Vec<Class> {
        let classes = self.classes.iter().map(String::as_str).chain([""]);
        let classes: Vec<&str> = classes.collect();
        let people = self.people.iter().map(|person| person.class.as_str());
        let named: Vec<&str> = classes.iter().copied().chain(people).collect();
        let mut sizes = vec![0; named.len()];
        for first in sorted::firsts(&named).into_iter().skip(classes.len()) {
            sizes[first] += 1;
        }
        let spelt: Vec<String> = self.classes.iter().map(|name| letters(name)).collect();
        let alike = sorted::firsts(&spelt);
        let class = |(index, name): (usize, &&str)| {
            let own = alike.get(index);
            let other = (0..alike.len()).find(|other| *other != index && alike.get(*other) == own);
            Class {
                name: (*name).to_owned(),
                size: sizes[index],
                like: other.map(|other| classes[other].to_owned()),
            }
        };
        let all = classes.iter().enumerate().map(class);
        all.filter(|class| class.size > 0).collect()
    }

    /// Everyone whose name stands in their class more than once, by their places in the list, ascending.
    pub fn doubles(&self) -> Vec<usize> {
        let keys: Vec<_> = self.people.iter().map(Person::key).collect();
        let firsts = sorted::firsts(&keys);
        let mut times = vec![0; firsts.len()];
        for first in &firsts {
            times[*first] += 1;
        }
        (0..firsts.len()).filter(|index| times[firsts[*index]] > 1).collect()
    }

    /// With these at the end.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = Person>) -> Self {
        Self::from(self.people.iter().cloned().chain(more).collect::<Vec<_>>())
    }

    /// With this person changed.
    #[must_use]
    pub fn changed(&self, index: usize, person: Person) -> Self {
        let mut people = self.people.clone();
        if let Some(place) = people.get_mut(index) {
            *place = person;
        }
        Self::from(people)
    }

    /// With everyone of this class in another one.
    #[must_use]
    pub fn moved(&self, class: &str, to: &str) -> Self {
        let moved = |person: &Person| Person {
            class: if person.class == class { to } else { &person.class }.to_owned(),
            ..person.clone()
        };
        Self::from(self.people.iter().map(moved).collect::<Vec<_>>())
    }

    /// Without this person.
    #[must_use]
    pub fn without(&self, index: usize) -> Self {
        let others = self.people.iter().enumerate().filter(|(place, _)| *place != index);
        Self::from(others.map(|(_, person)| person.clone()).collect::<Vec<_>>())
    }
}

fn letters(text: &str) -> String {
    let kept = text.chars().filter(|character| character.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The numbers of people who can no longer be removed or moved to another class: once opening was begun,
/// everyone who has one. By their place in the list.
pub fn fixed(event: &Event) -> BTreeMap<usize, u32> {
    if event.stage == Stage::Draft {
        return BTreeMap::new();
    }
    sorted::map(event.seats.iter().map(|seat| (seat.person, seat.entry)))
}

/// Why the people may not change like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More than [`MAX_PEOPLE`].
    TooMany,
    /// Somebody would lose their number, or change class with it.
    Fixed,
}

/// Replaces the people of a draw, if nobody loses by it what others know already.
///
/// # Errors
/// If it is too many people, or somebody's number is known; then nothing is changed.
pub fn replace(event: &mut Event, roster: Roster) -> Result<(), Refusal> {
    check(event, &roster)?;
    event.roster = roster;
    if event.stage == Stage::Draft {
        // Numbers that were made for the people as they were; nothing of them has been sent.
        event.seats.clear();
        event.opening = None;
    }
    Ok(())
}

/// Whether [`replace`] would do it.
///
/// # Errors
/// The reason if not.
pub fn check(event: &Event, roster: &Roster) -> Result<(), Refusal> {
    let (old, new) = (event.roster.people(), roster.people());
    if new.len() > MAX_PEOPLE && new.len() > old.len() {
        return Err(Refusal::TooMany);
    }
    let class = |people: &[Person], index: usize| people.get(index).map(|person| person.class.clone());
    let kept = |index: &usize| class(new, *index).is_some_and(|new| Some(new) == class(old, *index));
    // People with numbers stand at the front, so that their classes keep their numbers too.
    if fixed(event).keys().all(kept) {
        Ok(())
    } else {
        Err(Refusal::Fixed)
    }
}

#[cfg(test)]
mod tests;
