//! Answers to people of the sample, worked out by hand.

use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::record::{Line, Value};
use turnwise_shared::token::Token;

use super::super::event::Seat;
use super::super::sample::sample;
use super::*;

const FIRST: u32 = 9000;

/// The sample with numbers falling from 9000, so that their order is not the roster's.
fn event() -> Event {
    let token = Token::from_random(&[1; 17]).expect("these bytes make a code");
    let mut event = sample(LotteryId([1; 16]), &token, Hash32([2; 32]));
    let people = 0..event.roster.people().len();
    event.seats = people.zip((1000..=FIRST).rev()).map(seat).collect();
    event
}

fn seat((person, entry): (usize, u32)) -> Seat {
    Seat {
        person,
        entry,
        token: String::new(),
        unsent: None,
        next: None,
    }
}

fn line(entry: u32, version: u32, choices: &[u32]) -> Line {
    Line {
        entry,
        group: 1,
        credential: Hash32::ZERO,
        version,
        nonce: Nonce::ZERO,
        choices: choices.to_vec(),
    }
}

/// Two people: the first of the roster wants 2, then 1; the other sent nothing.
fn attempt(event: &Event) -> (Attempt, Replay) {
    let lines = vec![line(FIRST - 1, 0, &[]), line(FIRST, 1, &[2, 1])];
    let value = Value::OwnList {
        order: vec![FIRST, FIRST - 1],
    };
    let rules = event.rules(Hash32::ZERO).expect("the sample is complete");
    let replay = Replay::new(&rules, &Hash32::ZERO, &value, &lines).expect("a draw");
    let attempt = Attempt {
        attempt: 1,
        record: 2,
        rules,
        value,
        lines,
        allocation: replay.allocation(),
    };
    (attempt, replay)
}

#[test]
fn an_answer_names_the_person_and_prints_as_a_letter_to_them() {
    let event = event();
    let (attempt, replay) = attempt(&event);
    let answer = Answer::new(&event, &attempt, Some(&replay), FIRST).expect("they take part");
    let name = event.roster.people()[0].name.clone();
    assert_eq!((answer.name.as_str(), answer.sent), (name.as_str(), true));
    let story = answer.story.as_ref().expect("repeated");
    let by_name = format!("Round 1: {name} was 1st of 2 in line. ");
    assert!(
        story.rounds[0].text().starts_with(&by_name),
        "{}",
        story.rounds[0].text()
    );
    let sentences = answer.sentences();
    assert!(
        sentences[0].starts_with("Round 1: you were 1st of 2 in line. You got "),
        "{sentences:?}"
    );
    assert_eq!(answer.got.len(), replay.allocation()[1].len());
    let second = answer
        .got
        .iter()
        .find(|place| place.activity == 2)
        .expect("their first choice");
    assert_eq!(second.choice, "1st choice");
    assert_eq!(second.title, event.catalogue().activities[1].title);
    assert!(!second.when.is_empty());
}

#[test]
fn whoever_sent_nothing_is_told_so_and_strangers_get_no_answer() {
    let event = event();
    let (attempt, replay) = attempt(&event);
    let answer = Answer::new(&event, &attempt, Some(&replay), FIRST - 1).expect("they take part");
    assert_eq!((answer.sent, answer.got.len()), (false, 0));
    assert_eq!(answer.sentences()[0], "You sent no list, so there was nothing to give.");
    assert_eq!(Answer::new(&event, &attempt, Some(&replay), 1234), None);
    let doubtful = Answer::new(&event, &attempt, None, FIRST).expect("they take part");
    assert!(doubtful.story.is_none() && doubtful.sentences().is_empty());
}

#[test]
fn people_follow_each_other_class_by_class() {
    let event = event();
    let first_class = event.roster.people()[0].class.clone();
    let mates = classmates(&event, FIRST);
    let expected = event
        .roster
        .people()
        .iter()
        .filter(|person| person.class == first_class)
        .count();
    assert_eq!(mates.len(), expected);
    assert_eq!(neighbours(&event, mates[0]), (None, Some(mates[1])));
    assert_eq!(neighbours(&event, mates[1]).0, Some(mates[0]));
    assert_eq!(neighbours(&event, 1), (None, None));
    let last = event.seats.last().map(|seat| seat.entry).expect("somebody");
    assert_eq!(neighbours(&event, last).1, None);
}
