//! What stands on this device and not yet at the server while the draw is open: changed numbers, changed
//! texts, people who were added.

use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::lottery::Rules;

use super::event::Event;
use super::seats;

/// What would be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// One sentence per difference between what people see and what stands here.
    pub differences: Vec<String>,
    /// How many people have no link yet, or one that has not arrived.
    pub people: usize,
    /// Whether something here has a problem that must be mended before it can be sent.
    pub broken: bool,
}

impl Pending {
    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() && self.people == 0 && !self.broken
    }
}

/// Compares this device's draw with the rules and texts in force.
pub fn pending(event: &Event, rules: &Rules, catalogue: &Catalogue, spoken: impl Fn(u64) -> String) -> Pending {
    let unsent = event.seats.iter().filter(|seat| seat.unsent.is_some()).count();
    let people = seats::without(event).len() + unsent;
    let Some(ours) = event.rules(rules.catalogue) else {
        return Pending {
            people,
            broken: true,
            ..Pending::default()
        };
    };
    let texts = event.catalogue();
    let mut differences = activities(&ours, &texts, rules, catalogue);
    if ours.closes_at != rules.closes_at {
        let moment = |at: Option<u64>| at.map_or("when you close it".to_owned(), &spoken);
        differences.push(format!(
            "Choosing ends: {} instead of {}.",
            moment(ours.closes_at),
            moment(rules.closes_at)
        ));
    }
    differences.extend(words(&texts, catalogue));
    Pending {
        differences,
        people,
        broken: false,
    }
}

fn activities(ours: &Rules, texts: &Catalogue, rules: &Rules, catalogue: &Catalogue) -> Vec<String> {
    let mut told = Vec::new();
    for (number, activity) in (1..).zip(&ours.activities) {
        let text = texts.activity(number).cloned().unwrap_or_default();
        let name = format!("{number} {}", text.title);
        let Some(before) = rules.activity(number) else {
            told.push(format!("{name}: new, {} places.", activity.capacity));
            continue;
        };
        if before.capacity != activity.capacity {
            told.push(match activity.capacity {
                0 => format!("{name}: withdrawn, no places any more."),
                now => format!("{name}: {now} places instead of {}.", before.capacity),
            });
        }
        if before.minimum != activity.minimum {
            told.push(format!(
                "{name}: needs at least {} instead of {}.",
                activity.minimum, before.minimum
            ));
        }
        if before.slots != activity.slots {
            told.push(format!("{name}: at another time."));
        }
        if before.groups != activity.groups {
            told.push(format!("{name}: who may choose it."));
        }
        if catalogue.activity(number).is_some_and(|before| *before != text) {
            told.push(format!("{name}: its texts."));
        }
    }
    told
}

fn words(ours: &Catalogue, theirs: &Catalogue) -> Vec<String> {
    let pairs = [
        ("The title of the event.", &ours.title, &theirs.title),
        ("Who organises it.", &ours.organiser, &theirs.organiser),
        ("How to reach you.", &ours.contact, &theirs.contact),
        (
            "What people should know before choosing.",
            &ours.welcome,
            &theirs.welcome,
        ),
        ("When results can be expected.", &ours.results, &theirs.results),
        ("What a place commits to.", &ours.commitment, &theirs.commitment),
    ];
    let texts = pairs
        .into_iter()
        .filter(|(_, ours, theirs)| ours != theirs)
        .map(|(told, ..)| told);
    let numbers = (ours.numbers != theirs.numbers).then_some("Which numbers decide, and when they are drawn.");
    let names = (ours.slots != theirs.slots).then_some("What the times are called.");
    let classes = (ours.groups != theirs.groups).then_some("What the classes are called.");
    texts
        .chain(numbers)
        .chain(names)
        .chain(classes)
        .map(str::to_owned)
        .collect()
}
