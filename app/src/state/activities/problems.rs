//! What is wrong with a cell, in words that say what to do.

use std::collections::BTreeMap;

use turnwise_shared::lottery::{MAX_ACTIVITIES, MAX_CAPACITY, MAX_PER_ACTIVITY};
use turnwise_shared::sorted;

use super::Activities;
use super::row::{Column, Row};

/// Something that has to be seen to before opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The index of the row.
    pub row: usize,
    /// The cell.
    pub column: Column,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No title.
    NoTitle,
    /// The activity with this number has the same title and the same times.
    SameTitle(usize),
    /// More activities than a draw can have.
    TooMany,
    /// One time or several?
    DoubtfulTimes(String),
    /// More times than an activity can have.
    TooManyTimes,
    /// No number of places.
    NoPlaces,
    /// Not a whole number.
    NotANumber(String),
    /// Below zero.
    Negative,
    /// More than there can be.
    Absurd,
    /// No places at all: asked back.
    Zero,
    /// More needed than there are places.
    MinimumAbovePlaces(u32),
    /// There are no people yet to compare with.
    ClassesLater,
    /// Nobody is in this class.
    UnknownClass(String),
    /// More classes than an activity can name.
    TooManyClasses,
}

impl Fault {
    /// Whether a person only has to say that it is meant.
    pub fn is_question(&self) -> bool {
        matches!(self, Self::Zero)
    }

    /// Whether it waits for another step, and is nothing to correct.
    pub fn is_for_later(&self) -> bool {
        matches!(self, Self::ClassesLater)
    }

    /// What to do, in a sentence or two.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoTitle => "Give it a title.".to_owned(),
            Self::SameTitle(number) => {
                format!("Number {number} has this title at the same time. Tell them apart, or remove one.")
            }
            Self::TooMany => format!("At most {MAX_ACTIVITIES} activities fit in one draw. Remove this one."),
            Self::DoubtfulTimes(text) => {
                format!("Is “{text}” one time or several? Put ; between several times; write one time without a comma.")
            }
            Self::TooManyTimes => format!("At most {MAX_PER_ACTIVITY} times. Leave some out."),
            Self::NoPlaces => "How many? Type a number, such as 14.".to_owned(),
            Self::NotANumber(text) => format!("“{text}” is no whole number. Type digits only, such as 14."),
            Self::Negative => "Less than nothing. Type a number, such as 14.".to_owned(),
            Self::Absurd => "More than a million. Type how many there really are.".to_owned(),
            Self::Zero => "0 places: nobody can get this. Mean it?".to_owned(),
            Self::MinimumAbovePlaces(places) => {
                format!("More than the {places} there can be. Lower this, or add places.")
            }
            Self::ClassesLater => "Compared with the classes once the people are there (next step).".to_owned(),
            Self::UnknownClass(class) => {
                format!("Nobody is in “{class}”. Write it as under People, with , between classes.")
            }
            Self::TooManyClasses => {
                format!("At most {MAX_PER_ACTIVITY} classes. Leave the cell empty for everyone.")
            }
        }
    }
}

impl Activities {
    /// Everything that keeps the table from being opened, row by row; at most one problem per cell.
    pub fn problems(&self, classes: &[String]) -> Vec<Problem> {
        let names = Classes::new(classes);
        let key = |row: &Row| (fold(&row.title), self.slots.of(row));
        let firsts = sorted::firsts(&self.used().iter().map(key).collect::<Vec<_>>());
        let mut problems = Vec::new();
        for (index, row) in self.used().iter().enumerate() {
            let mut report = |column, fault: Option<Fault>| {
                problems.extend(fault.map(|fault| Problem {
                    row: index,
                    column,
                    fault,
                }));
            };
            let slots = self.slots.of(row);
            report(Column::Title, title(row, index, firsts[index]));
            let doubtful = self.slots.doubtful(row).map(Fault::DoubtfulTimes);
            let times = (slots.len() > MAX_PER_ACTIVITY).then_some(Fault::TooManyTimes);
            report(Column::Times, doubtful.or(times));
            report(Column::Places, places(row));
            report(Column::Classes, names.read(&row.classes).err());
            report(Column::Minimum, minimum(row));
        }
        problems
    }
}

fn title(row: &Row, index: usize, same: usize) -> Option<Fault> {
    if index >= MAX_ACTIVITIES {
        return Some(Fault::TooMany);
    }
    if row.title.is_empty() {
        return Some(Fault::NoTitle);
    }
    (same != index).then_some(Fault::SameTitle(same + 1))
}

fn places(row: &Row) -> Option<Fault> {
    match whole_or_none(&row.places) {
        Ok(None) => Some(Fault::NoPlaces),
        Ok(Some(0)) if !row.zero_meant => Some(Fault::Zero),
        Ok(Some(_)) => None,
        Err(fault) => Some(fault),
    }
}

fn minimum(row: &Row) -> Option<Fault> {
    match (whole_or_none(&row.minimum), whole(&row.places)) {
        (Err(fault), _) => Some(fault),
        // A withdrawn activity keeps its minimum: nobody can hold it, so nothing is below it.
        (Ok(Some(minimum)), Ok(places)) if minimum > places && places > 0 => Some(Fault::MinimumAbovePlaces(places)),
        _ => None,
    }
}

/// A whole number from 0 to [`MAX_CAPACITY`].
pub(super) fn whole(text: &str) -> Result<u32, Fault> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NotANumber(text.to_owned()));
    }
    let zero = digits.bytes().all(|byte| byte == b'0');
    match digits.parse::<u32>() {
        _ if negative && !zero => Err(Fault::Negative),
        Ok(number) if number <= MAX_CAPACITY => Ok(number),
        _ => Err(Fault::Absurd),
    }
}

/// The same, where nothing may stand.
pub(super) fn whole_or_none(text: &str) -> Result<Option<u32>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    whole(text).map(Some)
}

/// The classes of the people, to find those that are named in a cell.
pub(super) struct Classes {
    numbers: BTreeMap<String, u32>,
}

impl Classes {
    pub(super) fn new(classes: &[String]) -> Self {
        let numbered = (1..).zip(classes);
        Self {
            numbers: sorted::map(numbered.map(|(number, class)| (fold(class), number))),
        }
    }

    /// The numbers of the classes in a cell, ascending, each once; none for all.
    pub(super) fn read(&self, cell: &str) -> Result<Vec<u32>, Fault> {
        let all = ["", "all", "everyone", "alle", "-", "–"];
        if all.contains(&fold(cell).as_str()) {
            return Ok(Vec::new());
        }
        if self.numbers.is_empty() {
            return Err(Fault::ClassesLater);
        }
        // A class whose name has a comma in it is found first.
        if let Some(number) = self.numbers.get(&fold(cell)) {
            return Ok(vec![*number]);
        }
        let names = cell.split([',', ';', '\n', '|']).map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        let find = |name: &str| self.numbers.get(&fold(name)).copied().ok_or_else(|| name.to_owned());
        let numbers = names.map(find).collect::<Result<Vec<u32>, _>>();
        let numbers = sorted::set(numbers.map_err(Fault::UnknownClass)?);
        if numbers.len() > MAX_PER_ACTIVITY {
            return Err(Fault::TooManyClasses);
        }
        Ok(numbers.into_iter().collect())
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
