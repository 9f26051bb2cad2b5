//! The catalogue: every text that is read before choosing. To the server it is sealed bytes and a salted
//! hash; browsers of the administrator and of participants open it with a key wrapped under their token.
//!
//! It is JSON inside the sealed text. Readers ignore fields they do not know, so that a later version can
//! add some; what decides the draw is in the rules, never here.

use serde::{Deserialize, Serialize};

/// The texts of one lottery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalogue {
    /// The title of the event.
    pub title: String,
    /// Who organises it.
    pub organiser: String,
    /// How to reach them: an address, a telephone number, a room.
    pub contact: String,
    /// Anything else people should know before choosing.
    pub welcome: String,
    /// When results can be expected, as people say it: "Friday, 4 December".
    pub results: String,
    /// What accepting a place commits to.
    pub commitment: String,
    /// What each slot is called, by slot number from 1.
    pub slots: Vec<String>,
    /// What each group is called, by group number from 1.
    pub groups: Vec<String>,
    /// The activities' texts, number 1 first.
    pub activities: Vec<ActivityText>,
    /// Which numbers decide the order, where numbers drawn in public do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<PublicNumbers>,
}

/// The texts of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityText {
    /// What it is called.
    pub title: String,
    /// Where it takes place.
    pub place: String,
    /// Everything else.
    pub description: String,
}

/// Numbers drawn in public, as people look them up. How many there are, and from where to where, is in the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicNumbers {
    /// What is drawn: "Lotto 6aus49, Wednesday".
    pub what: String,
    /// When, as people say it: "Wednesday, 9 December, about 18:25".
    pub when: String,
    /// The UTC second of it, where it is known.
    pub moment: Option<u64>,
    /// Whether they count from the lowest to the highest, and not in the order in which they are drawn.
    pub ascending: bool,
}

impl Catalogue {
    /// What this slot is called.
    pub fn slot(&self, number: u32) -> &str {
        nth(&self.slots, number).map_or("", String::as_str)
    }

    /// What this group is called.
    pub fn group(&self, number: u32) -> &str {
        nth(&self.groups, number).map_or("", String::as_str)
    }

    /// The texts of this activity.
    pub fn activity(&self, number: u32) -> Option<&ActivityText> {
        nth(&self.activities, number)
    }
}

fn nth<T>(items: &[T], number: u32) -> Option<&T> {
    items.get(usize::try_from(number.checked_sub(1)?).ok()?)
}
