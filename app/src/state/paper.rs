//! Lists that came on paper: finding the person, reading `3 7 12`, and saying what is wrong with it.

use turnwise_shared::ballot::{Ballot, BallotFault};
use turnwise_shared::lottery::Rules;

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
