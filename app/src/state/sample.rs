//! A draw to try things with: a school's project week that never was, filled in and ready to open. Names are
//! plainly invented, so that nobody takes them for real people.

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::token::Token;

use super::activities::Activities;
use super::activities::row::Column;
use super::event::{Details, Event, Settings};
use super::roster::{Person, Roster};

/// In the order of [`Column::ALL`]: title, times, places, who may choose, needs at least, where, details.
const ACTIVITIES: [[&str; 7]; 9] = [
    [
        "Climbing",
        "Monday",
        "6",
        "",
        "",
        "Sports hall",
        "Bring shoes with clean soles.",
    ],
    ["Pottery", "Monday", "5", "", "", "Art room", "Clothes may get dirty."],
    ["Robots from scrap", "Monday", "4", "", "", "Workshop", ""],
    ["Baking bread", "Monday", "6", "", "4", "School kitchen", ""],
    [
        "Theatre",
        "Monday; Tuesday",
        "8",
        "",
        "5",
        "Stage",
        "Two days that belong together.",
    ],
    [
        "Canoeing",
        "Tuesday",
        "4",
        "7b, 7c",
        "",
        "Lake, by bus",
        "You need to be able to swim.",
    ],
    [
        "Photography",
        "Tuesday",
        "6",
        "",
        "",
        "Room 12",
        "A phone is camera enough.",
    ],
    ["Chess", "Tuesday", "8", "", "", "Library", ""],
    ["Comic drawing", "Tuesday", "5", "", "", "Art room", ""],
];

const PEOPLE: [(&str, [&str; 8]); 3] = [
    (
        "7a",
        [
            "Ada Appletree",
            "Ben Bellflower",
            "Cleo Cloudberry",
            "Dan Dandelion",
            "Eva Elderflower",
            "Finn Fern",
            "Gia Gooseberry",
            "Hal Hazelnut",
        ],
    ),
    (
        "7b",
        [
            "Ida Ivyleaf",
            "Jan Juniper",
            "Kim Kiwifruit",
            "Leo Larkspur",
            "Mia Marigold",
            "Nils Nettle",
            "Olga Orangepeel",
            "Pia Peppermint",
        ],
    ),
    (
        "7c",
        [
            "Quinn Quince",
            "Rosa Rosehip",
            "Sam Sunflower",
            "Tess Thistledown",
            "Udo Umbrella-Pine",
            "Vera Violet",
            "Will Walnut",
            "Xenia Xeranthemum",
        ],
    ),
];

/// The sample under fresh secrets.
pub fn sample(id: LotteryId, administrator: &Token, catalogue_key: Hash32) -> Event {
    let title = "Project week (a sample)".to_owned();
    let mut event = Event::new(id, administrator, catalogue_key, title.clone());
    event.details = Details {
        title,
        organiser: "Riverbend School (invented)".to_owned(),
        contact: "Room 101, or ask your class teacher".to_owned(),
        welcome: "Choose as many as you like, the one you want most first. You get at most one for each day."
            .to_owned(),
        results: "On the Friday before the project week".to_owned(),
        commitment: "Whoever gets a place comes on that day.".to_owned(),
    };
    event.activities = activities();
    event.roster = Roster::from(people());
    event.settings = Settings {
        limit: Some(2),
        ..Settings::default()
    };
    event
}

fn activities() -> Activities {
    let mut activities = Activities::default();
    for (row, cells) in ACTIVITIES.iter().enumerate() {
        for (column, text) in Column::ALL.into_iter().zip(cells) {
            activities.set(row, column, text);
        }
    }
    activities
}

fn people() -> Vec<Person> {
    let person = |class: &str, name: &str| Person {
        name: name.to_owned(),
        class: class.to_owned(),
        note: String::new(),
    };
    PEOPLE
        .iter()
        .flat_map(|(class, names)| names.iter().map(|name| person(class, name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::opening::{complete, points};
    use super::*;

    fn event() -> Event {
        let token = Token::from_random(&[1; 17]).expect("these bytes make a code");
        sample(LotteryId([1; 16]), &token, Hash32([2; 32]))
    }

    #[test]
    fn the_sample_can_be_opened_as_it_is() {
        let event = event();
        let points = points(&event, 0, |_| String::new());
        assert!(complete(&points), "{points:?}");
        let rules = event.rules(Hash32([0; 32])).expect("nothing is wrong");
        assert_eq!(rules.check(), Ok(()));
    }

    #[test]
    fn there_is_something_to_see_in_it() {
        let event = event();
        let wanted = event.roster.people().len() * 2;
        assert_eq!((event.activities.count(), event.roster.people().len()), (9, 24));
        assert!(event.activities.places() > wanted as u64);
        let shared = event
            .activities
            .to_shared(event.roster.classes())
            .expect("nothing is wrong");
        assert_eq!(shared[4].slots, [1, 2]);
        assert_eq!(shared[5].groups, [2, 3]);
    }
}
