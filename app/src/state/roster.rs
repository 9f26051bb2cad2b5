//! The people of a draw: typed or pasted, kept on this device and in the key file, never sent.
//!
//! Their place in the list is how everything else refers to them, so that after opening people are added at
//! the end only, and nobody who has a link is removed or moved to another class.

use serde::{Deserialize, Serialize};

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// As written in lists and letters.
    pub name: String,
    /// The class, age or group; empty for none.
    pub class: String,
    /// Anything the organiser wants beside the name, such as an address; empty for none.
    pub note: String,
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
        let classes = classes_of(&people);
        Self { people, classes }
    }
}

impl From<Roster> for Vec<Person> {
    fn from(roster: Roster) -> Self {
        roster.people
    }
}

/// The classes, each once, in the order in which they first appear.
fn classes_of(people: &[Person]) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    let named = people.iter().filter(|person| !person.class.is_empty());
    for person in named {
        if !classes.contains(&person.class) {
            classes.push(person.class.clone());
        }
    }
    classes
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
}
