//! Which people of a long list are shown: those of a class, those whose name is looked for.

use super::Roster;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Part of a name, a note, or a number.
    pub text: String,
    /// One class alone; the empty one for people without.
    pub class: Option<String>,
    /// Only people whose name is there twice.
    pub doubles: bool,
}

/// Their places in the list, in its order.
pub fn shown(roster: &Roster, wanted: &Wanted, number: impl Fn(usize) -> Option<u32>) -> Vec<usize> {
    let text = wanted.text.trim().to_lowercase();
    let doubles = if wanted.doubles { roster.doubles() } else { Vec::new() };
    let people = roster.people().iter().enumerate();
    let fits = people.filter(|(index, person)| {
        let class = wanted.class.as_ref().is_none_or(|class| *class == person.class);
        let found = || {
            text.is_empty()
                || person.name.to_lowercase().contains(&text)
                || person.note.to_lowercase().contains(&text)
                || number(*index).is_some_and(|number| number.to_string() == text)
        };
        class && (!wanted.doubles || doubles.binary_search(index).is_ok()) && found()
    });
    fits.map(|(index, _)| index).collect()
}
