//! Lists that came on paper: finding the person, reading `3 7 12`, and saying what is wrong with it.

use turnwise_shared::api::SaveBallot;
use turnwise_shared::ballot::{Ballot, BallotFault};
use turnwise_shared::hash::Nonce;
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::rules_hash;
use turnwise_shared::sorted;

use super::event::{Event, Seat};

/// Why typed numbers are not a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperFault {
    /// This is not a number.
    NotANumber(String),
    /// The numbers do not make a list.
    Ballot(BallotFault),
}

/// The choices somebody wrote down, best first: activity numbers between spaces, commas, semicolons or full
/// stops. Nothing at all is an empty list.
pub fn read(text: &str, rules: &Rules, group: u32) -> Result<Vec<u32>, PaperFault> {
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '>' | '/');
    let words = text.split(separator).filter(|word| !word.is_empty());
    let number = |word: &str| word.parse().map_err(|_| PaperFault::NotANumber(word.to_owned()));
    let choices = words.map(number).collect::<Result<Vec<u32>, _>>()?;
    let ballot = Ballot::new(choices, rules, group).map_err(PaperFault::Ballot)?;
    Ok(ballot.choices().to_vec())
}

/// What is wrong, in words; `title` names an activity.
pub fn fault(fault: &PaperFault, title: impl Fn(u32) -> String) -> String {
    match fault {
        PaperFault::NotANumber(word) => format!("“{word}” is not a number. Type the activities’ numbers: 3 7 12."),
        PaperFault::Ballot(BallotFault::TooMany) => "These are more choices than there are activities.".to_owned(),
        PaperFault::Ballot(BallotFault::Unknown { activity, .. }) => format!("There is no activity {activity}."),
        PaperFault::Ballot(BallotFault::Doubled { activity, .. }) => {
            format!(
                "{activity} ({}) stands there twice. Keep the better place.",
                title(*activity)
            )
        }
        PaperFault::Ballot(BallotFault::ForeignGroup { activity, .. }) => {
            format!("{activity} ({}) is not open to this person’s class.", title(*activity))
        }
    }
}

/// One person to be found: the number, and the words they can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findable {
    /// The number.
    pub entry: u32,
    /// The name.
    pub name: String,
    /// The class.
    pub class: String,
}

/// Everyone who has a number, class by class as the list of people has them, then as in the list.
pub fn everyone(event: &Event) -> Vec<Findable> {
    let classes = event.roster.classes();
    let rank = |class: &str| classes.iter().position(|known| known == class);
    let mut seats: Vec<&Seat> = event.seats.iter().collect();
    let place = |seat: &&Seat| {
        let person = event.roster.people().get(seat.person);
        (person.and_then(|person| rank(&person.class)), seat.person)
    };
    sorted::sort_by_key(&mut seats, place);
    let findable = |seat: &Seat| {
        let person = event.roster.people().get(seat.person)?;
        Some(Findable {
            entry: seat.entry,
            name: person.name.clone(),
            class: person.class.clone(),
        })
    };
    seats.into_iter().filter_map(findable).collect()
}

/// The request that saves somebody's list. One that got no answer and says the same is repeated as it was,
/// so that nothing is ever saved twice.
pub fn request(
    unanswered: Option<&SaveBallot>,
    replaces: u32,
    rules: &Rules,
    choices: Vec<u32>,
    nonce: Nonce,
) -> SaveBallot {
    let rules = rules_hash(rules);
    let same = |sent: &&SaveBallot| sent.replaces == replaces && sent.rules == rules && sent.choices == choices;
    unanswered.filter(same).cloned().unwrap_or(SaveBallot {
        replaces,
        rules,
        nonce,
        choices,
    })
}

/// Everyone who fits what was typed, at most `most`: every typed word begins a word of the name, the class
/// or the number, in any order; case and accents do not matter.
pub fn find<'a>(people: &'a [Findable], typed: &str, most: usize) -> Vec<&'a Findable> {
    let wanted: Vec<String> = plain(typed).split_whitespace().map(str::to_owned).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |person: &&Findable| {
        let text = plain(&format!("{} {} {}", person.name, person.class, person.entry));
        let words: Vec<&str> = text.split_whitespace().collect();
        wanted
            .iter()
            .all(|part| words.iter().any(|word| word.starts_with(part.as_str())))
    };
    people.iter().filter(fits).take(most).collect()
}

/// Lower case, hyphens and commas as spaces, the usual accents taken off.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => plain.push('e'),
            'ì'..='ï' | 'ī' | 'ı' => plain.push('i'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => plain.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ś' | 'š' | 'ş' | 'ș' => plain.push('s'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            'ğ' => plain.push('g'),
            'ł' => plain.push('l'),
            'ř' => plain.push('r'),
            'ď' | 'đ' => plain.push('d'),
            'ť' | 'ț' | 'ţ' => plain.push('t'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            '\u{300}'..='\u{36f}' => {}
            '-' | ',' | '.' | '\'' | '’' => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;
    use turnwise_shared::hash::Hash32;
    use turnwise_shared::lottery::{Activity, PassOrder, ValuePlan};

    fn rules() -> Rules {
        let activity = |groups: &[u32]| Activity {
            capacity: 1,
            minimum: 0,
            slots: Vec::new(),
            groups: groups.to_vec(),
        };
        Rules {
            limit: NonZeroU32::new(1),
            pass_order: PassOrder::Same,
            notice: 0,
            closes_at: None,
            plan: ValuePlan::Server,
            activities: vec![activity(&[]), activity(&[2]), activity(&[])],
            catalogue: Hash32::ZERO,
        }
    }

    #[test]
    fn typed_numbers_become_a_list_or_are_named() {
        let unknown = BallotFault::Unknown { rank: 2, activity: 9 };
        let doubled = BallotFault::Doubled { rank: 3, activity: 3 };
        let foreign = BallotFault::ForeignGroup { rank: 1, activity: 2 };
        let cases = [
            ("3 1", Ok(vec![3, 1])),
            (" 3, 1;", Ok(vec![3, 1])),
            ("3>1", Ok(vec![3, 1])),
            ("", Ok(Vec::new())),
            ("3 x", Err(PaperFault::NotANumber("x".to_owned()))),
            ("3 -1", Err(PaperFault::NotANumber("-1".to_owned()))),
            ("3 9", Err(PaperFault::Ballot(unknown))),
            ("3 1 3", Err(PaperFault::Ballot(doubled))),
            ("2", Err(PaperFault::Ballot(foreign))),
            ("1 1 1 1", Err(PaperFault::Ballot(BallotFault::TooMany))),
        ];
        for (typed, expected) in cases {
            assert_eq!(read(typed, &rules(), 1), expected, "{typed}");
        }
    }

    #[test]
    fn people_are_found_by_the_beginnings_of_words() {
        let person = |entry: u32, name: &str, class: &str| Findable {
            entry,
            name: name.to_owned(),
            class: class.to_owned(),
        };
        let people = [
            person(4711, "Müller, Anna-Lena", "5a"),
            person(1234, "Ann Müllner", "5b"),
            person(9876, "Łukasz Øster", "5a"),
        ];
        let found = |typed: &str| find(&people, typed, 9).iter().map(|one| one.entry).collect::<Vec<_>>();
        let cases: [(&str, &[u32]); 8] = [
            ("mull", &[4711, 1234]),
            ("lena MÜLLER", &[4711]),
            ("ann 5b", &[1234]),
            ("lukasz", &[9876]),
            ("oster", &[9876]),
            ("47", &[4711]),
            ("", &[]),
            ("ster", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(found(typed), expected, "{typed}");
        }
        assert_eq!(find(&people, "5a", 1).len(), 1);
    }

    #[test]
    fn a_list_that_got_no_answer_is_sent_again_as_it_was() {
        let first = request(None, 0, &rules(), vec![1], Nonce([1; 16]));
        let again = request(Some(&first), 0, &rules(), vec![1], Nonce([2; 16]));
        assert_eq!(again, first);
        let other = request(Some(&first), 0, &rules(), vec![3], Nonce([2; 16]));
        assert_eq!((other.nonce, other.choices), (Nonce([2; 16]), vec![3]));
        let later = request(Some(&first), 1, &rules(), vec![1], Nonce([2; 16]));
        assert_eq!(later.nonce, Nonce([2; 16]));
    }
}
