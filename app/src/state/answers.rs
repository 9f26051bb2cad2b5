//! One person's answer as the organiser gives it: what they got, when and where, and why, by name on the
//! screen and in the second person on paper. Names are put to numbers here, in this browser.

use std::collections::BTreeMap;

use turnwise_shared::api::Attempt;
use turnwise_shared::replay::Replay;
use turnwise_shared::sorted;

use super::event::Event;
use super::why::sentence::Voice;
use super::why::{Story, Told, title};
use crate::ui::ordinal::ordinal;

/// A place somebody got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The activity's number.
    pub activity: u32,
    /// What it is called.
    pub title: String,
    /// When it takes place; empty where no time was given.
    pub when: String,
    /// Where; empty where none was given.
    pub location: String,
    /// "2nd choice".
    pub choice: String,
}

/// One person's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The number.
    pub entry: u32,
    /// Who it is.
    pub name: String,
    /// Their class.
    pub class: String,
    /// Whether they sent a list.
    pub sent: bool,
    /// The list, best first.
    pub choices: Vec<u32>,
    /// What they got, the earliest time first.
    pub got: Vec<Place>,
    /// Why, by name; none if the draw could not be repeated here.
    pub story: Option<Story>,
    /// Why, as it is said to themselves.
    pub to_them: Option<Story>,
}

impl Answer {
    /// The answer for a number; none if it took no part. `replay` is the draw as this browser repeated it.
    pub fn new(event: &Event, attempt: &Attempt, replay: Option<&Replay>, entry: u32) -> Option<Self> {
        let at = attempt.lines.iter().position(|line| line.entry == entry)?;
        let (line, got) = (attempt.lines.get(at)?, attempt.allocation.get(at)?);
        let catalogue = event.catalogue();
        let (name, sent) = (event.name(entry), line.version > 0);
        let story = |voice: &Voice| {
            let told = Told {
                replay: replay?,
                catalogue: &catalogue,
                number: entry,
                sent: Some(sent),
                voice,
            };
            told.story()
        };
        let slots = |activity: u32| {
            attempt
                .rules
                .activity(activity)
                .map_or(&[][..], |activity| &activity.slots)
        };
        let mut got = got.clone();
        sorted::sort_by_key(&mut got, |activity| (slots(*activity).first().copied(), *activity));
        let place = |activity: u32| {
            let mut ranked = (1..).zip(&line.choices);
            let rank = ranked
                .find(|(_, choice)| **choice == activity)
                .map(|(rank, _)| ordinal(rank));
            let when = slots(activity)
                .iter()
                .map(|slot| catalogue.slot(*slot))
                .filter(|slot| !slot.is_empty());
            Place {
                activity,
                title: title(&catalogue, activity),
                when: when.collect::<Vec<_>>().join(", "),
                location: catalogue
                    .activity(activity)
                    .map(|text| text.place.clone())
                    .unwrap_or_default(),
                choice: rank.map(|rank| format!("{rank} choice")).unwrap_or_default(),
            }
        };
        Some(Self {
            entry,
            class: event.class(entry).to_owned(),
            sent,
            choices: line.choices.clone(),
            got: got.into_iter().map(place).collect(),
            story: story(&Voice::Person(name.clone())),
            to_them: story(&Voice::You),
            name,
        })
    }

    /// Everything there is to say to them, one thing a line, for half a page.
    pub fn sentences(&self) -> Vec<String> {
        let Some(story) = &self.to_them else {
            return Vec::new();
        };
        let headline = story.headline.iter().map(ToString::to_string);
        let closed = story.earlier.iter().map(|earlier| earlier.closed.to_string());
        let rounds = story.rounds.iter().map(super::why::round::Round::text);
        let ending = story.ending.iter().map(ToString::to_string);
        headline.chain(closed).chain(rounds).chain(ending).collect()
    }
}

/// Everyone's numbers with their classes: class by class as the roster has them, then as in the roster.
fn in_order(event: &Event) -> Vec<(&str, u32)> {
    let classes = event.roster.classes().iter().map(String::as_str);
    let ranks: BTreeMap<&str, usize> = sorted::map(classes.zip(0..));
    let people = event.roster.people();
    let mut seats: Vec<_> = event
        .seats
        .iter()
        .map(|seat| {
            let class = people.get(seat.person).map_or("", |person| person.class.as_str());
            // Whoever has no class comes last.
            let rank = ranks.get(class).copied().unwrap_or(usize::MAX);
            (rank, seat.person, class, seat.entry)
        })
        .collect();
    sorted::sort_by_key(&mut seats, |(rank, person, ..)| (*rank, *person));
    seats.into_iter().map(|(_, _, class, entry)| (class, entry)).collect()
}

/// The numbers before and after one.
pub fn neighbours(event: &Event, entry: u32) -> (Option<u32>, Option<u32>) {
    let all = in_order(event);
    let Some(at) = all.iter().position(|(_, other)| *other == entry) else {
        return (None, None);
    };
    let number = |at: usize| all.get(at).map(|(_, number)| *number);
    (at.checked_sub(1).and_then(number), number(at + 1))
}

/// The numbers of everyone in somebody's class, in the order of the roster.
pub fn classmates(event: &Event, entry: u32) -> Vec<u32> {
    let class = event.class(entry);
    let all = in_order(event).into_iter();
    all.filter(|(other, _)| *other == class)
        .map(|(_, number)| number)
        .collect()
}

#[cfg(test)]
mod tests;
