//! What the organiser changed since somebody last looked: found by comparing the rules they saw with those
//! in force, told so that it can be read before saving again.

use turnwise_shared::lottery::{Activity, Rules};

/// One difference. Activities by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A new activity.
    Added(u32),
    /// It has other places now: before, now.
    Places(u32, u32, u32),
    /// It takes place at other times.
    Times(u32),
    /// Other people may choose it.
    Groups(u32),
    /// It needs another number of people: before, now.
    Minimum(u32, u32, u32),
    /// Choosing ends at another time; none for "when the organiser closes".
    Closing(Option<u64>),
    /// Some text was changed: a title, a place, a description, a date.
    Texts,
}

/// Every difference, activity by activity, then those of the whole.
pub fn news(before: &Rules, now: &Rules) -> Vec<News> {
    let mut news = Vec::new();
    for (number, activity) in (1..).zip(&now.activities) {
        match before.activity(number) {
            None => news.push(News::Added(number)),
            Some(known) => compare(number, known, activity, &mut news),
        }
    }
    if before.closes_at != now.closes_at {
        news.push(News::Closing(now.closes_at));
    }
    if before.catalogue != now.catalogue {
        news.push(News::Texts);
    }
    news
}

fn compare(number: u32, before: &Activity, now: &Activity, news: &mut Vec<News>) {
    if before.capacity != now.capacity {
        news.push(News::Places(number, before.capacity, now.capacity));
    }
    if before.slots != now.slots {
        news.push(News::Times(number));
    }
    if before.groups != now.groups {
        news.push(News::Groups(number));
    }
    if before.minimum != now.minimum {
        news.push(News::Minimum(number, before.minimum, now.minimum));
    }
}

impl News {
    /// The difference as a sentence; `title` names activities, `spoken` moments.
    pub fn sentence(self, title: impl Fn(u32) -> String, spoken: impl Fn(u64) -> String) -> String {
        match self {
            Self::Added(number) => format!("New: {}.", title(number)),
            Self::Places(number, _, 0) => format!("{} was withdrawn: it has no places any more.", title(number)),
            Self::Places(number, before, now) => {
                let difference = before.abs_diff(now);
                let difference = match (difference, now > before) {
                    (1, true) => "one place more".to_owned(),
                    (1, false) => "one place less".to_owned(),
                    (_, true) => format!("{difference} more places"),
                    (_, false) => format!("{difference} places less"),
                };
                format!("{} has {difference}: {now}, before it was {before}.", title(number))
            }
            Self::Times(number) => format!("{} is at another time.", title(number)),
            Self::Groups(number) => format!("{}: who may choose this was changed.", title(number)),
            Self::Minimum(number, _, 0) => format!("{} runs however few come.", title(number)),
            Self::Minimum(number, _, now) => format!("{} now needs at least {now}.", title(number)),
            Self::Closing(Some(at)) => format!("You can choose until {}.", spoken(at)),
            Self::Closing(None) => "Choosing ends when the organiser closes it.".to_owned(),
            Self::Texts => "Some of the texts were changed.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;
    use turnwise_shared::hash::Hash32;

    #[test]
    fn nothing_changed_is_no_news() {
        let rules = view().lottery.rules;
        assert_eq!(news(&rules, &rules), []);
    }

    #[test]
    fn places_are_told_as_a_difference() {
        let said = |before, now| News::Places(1, before, now).sentence(|_| "Climbing".to_owned(), |_| String::new());
        assert_eq!(said(7, 6), "Climbing has one place less: 6, before it was 7.");
        assert_eq!(said(2, 7), "Climbing has 5 more places: 7, before it was 2.");
        assert_eq!(said(7, 4), "Climbing has 3 places less: 4, before it was 7.");
        assert_eq!(said(0, 1), "Climbing has one place more: 1, before it was 0.");
    }

    #[test]
    fn every_difference_is_told() {
        let before = view().lottery.rules;
        let mut now = before.clone();
        now.activities[0].capacity = 0;
        now.activities[1].slots = vec![1];
        now.activities[1].groups = vec![];
        now.activities[1].minimum = 8;
        now.activities.push(now.activities[0].clone());
        now.closes_at = Some(500);
        now.catalogue = Hash32([5; 32]);
        let told: Vec<String> = news(&before, &now)
            .into_iter()
            .map(|news| news.sentence(|number| format!("No. {number}"), |at| format!("at {at}")))
            .collect();
        let expected = [
            "No. 1 was withdrawn: it has no places any more.",
            "No. 2 is at another time.",
            "No. 2: who may choose this was changed.",
            "No. 2 now needs at least 8.",
            "New: No. 3.",
            "You can choose until at 500.",
            "Some of the texts were changed.",
        ];
        assert_eq!(told, expected);
    }
}
