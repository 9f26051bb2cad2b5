//! One activity as people read it before choosing: numbers of the rules and texts of the catalogue together.

use super::opened::Opened;

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The activity's number.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// When, where, how many places, and how few would be too few.
    pub facts: Vec<String>,
    /// Everything else; may have several lines.
    pub description: String,
    /// Whether it has no places any more.
    pub withdrawn: bool,
}

impl Card {
    /// The card of an activity.
    pub fn new(opened: &Opened, number: u32) -> Self {
        let rules = opened.lottery().rules.activity(number);
        let text = opened.catalogue.activity(number);
        let mut facts = Vec::new();
        if let Some(rules) = rules {
            facts.extend(rules.slots.iter().map(|slot| time(opened, *slot)));
        }
        facts.extend(
            text.map(|text| text.place.trim().to_owned())
                .filter(|place| !place.is_empty()),
        );
        if let Some(rules) = rules {
            facts.push(match rules.capacity {
                0 => "withdrawn: no places".to_owned(),
                1 => "1 place".to_owned(),
                places => format!("{places} places"),
            });
            if rules.minimum > 0 {
                facts.push(format!("needs at least {}", rules.minimum));
            }
        }
        Self {
            number,
            title: opened.title(number),
            facts,
            description: text.map(|text| text.description.trim().to_owned()).unwrap_or_default(),
            withdrawn: rules.is_none_or(|rules| rules.capacity == 0),
        }
    }

    /// Whether everything that was typed stands somewhere on it.
    pub fn matches(&self, typed: &str) -> bool {
        let all = format!(
            "{} {} {} {}",
            self.number,
            self.title,
            self.facts.join(" "),
            self.description
        )
        .to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

/// What a time is called.
pub fn time(opened: &Opened, slot: u32) -> String {
    match opened.catalogue.slot(slot).trim() {
        "" => format!("time {slot}"),
        name => name.to_owned(),
    }
}

/// Everything one may choose, and whatever stands on the list already.
pub fn cards(opened: &Opened, chosen: &[u32]) -> Vec<Card> {
    let group = opened.view.line.group;
    let open = (1..)
        .zip(&opened.lottery().rules.activities)
        .filter(|(number, activity)| (activity.open_to(group) && activity.capacity > 0) || chosen.contains(number));
    open.map(|(number, _)| Card::new(opened, number)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::opened;
    use super::*;
    use turnwise_shared::catalogue::ActivityText;

    fn described() -> Opened {
        let mut opened = opened();
        opened.catalogue.slots = vec!["Monday".to_owned()];
        opened.catalogue.activities = vec![ActivityText {
            title: "Climbing".to_owned(),
            place: "Gym".to_owned(),
            description: "Bring shoes.".to_owned(),
        }];
        opened.view.lottery.rules.activities[0].minimum = 3;
        opened
    }

    #[test]
    fn a_card_tells_when_where_and_how_many() {
        let opened = described();
        let card = Card::new(&opened, 1);
        assert_eq!(card.facts, ["Monday", "Gym", "1 place", "needs at least 3"]);
        assert_eq!(Card::new(&opened, 2).facts, ["time 2", "2 places"]);
        assert!(card.matches("climb SHOES") && card.matches("1") && !card.matches("pottery"));
    }

    #[test]
    fn cards_are_those_open_to_the_group_and_those_chosen() {
        let numbers =
            |opened: &Opened, chosen: &[u32]| cards(opened, chosen).iter().map(|card| card.number).collect::<Vec<_>>();
        let mut opened = described();
        assert_eq!(numbers(&opened, &[]), [1, 2]);
        opened.view.line.group = 2;
        opened.view.lottery.rules.activities[0].capacity = 0;
        assert_eq!(numbers(&opened, &[]), [0_u32; 0]);
        assert_eq!(numbers(&opened, &[1]), [1]);
        assert!(Card::new(&opened, 1).withdrawn);
    }
}
