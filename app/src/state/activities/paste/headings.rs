//! Which column a heading names, in English and German, and what a time looks like.

use turnwise_shared::table::Table;

use super::super::row::Column;
use super::Mapping;

/// Words of headings, most telling first: "min. participants" is a minimum, "course description" is no title.
const WORDS: [(Column, &[&str]); 7] = [
    (
        Column::Minimum,
        &[
            "min",
            "minimum",
            "least",
            "needs",
            "mindestens",
            "mindestzahl",
            "mindestteilnehmer",
            "mindestteilnehmerzahl",
            "ab",
        ],
    ),
    (
        Column::Places,
        &[
            "places",
            "capacity",
            "seats",
            "spots",
            "spaces",
            "max",
            "maximum",
            "participants",
            "limit",
            "plätze",
            "platzzahl",
            "kapazität",
            "teilnehmer",
            "teilnehmerzahl",
            "teilnehmende",
            "tn",
            "höchstens",
            "maximal",
        ],
    ),
    (
        Column::Details,
        &[
            "details",
            "description",
            "notes",
            "note",
            "info",
            "information",
            "about",
            "beschreibung",
            "hinweis",
            "hinweise",
            "bemerkung",
            "bemerkungen",
            "inhalt",
        ],
    ),
    (
        Column::Classes,
        &[
            "class",
            "classes",
            "group",
            "groups",
            "grade",
            "grades",
            "year",
            "years",
            "who",
            "klasse",
            "klassen",
            "gruppe",
            "gruppen",
            "jahrgang",
            "jahrgänge",
            "stufe",
            "stufen",
            "zielgruppe",
            "wen",
        ],
    ),
    (
        Column::Times,
        &[
            "time",
            "times",
            "when",
            "day",
            "days",
            "date",
            "dates",
            "slot",
            "slots",
            "zeit",
            "zeiten",
            "wann",
            "tag",
            "tage",
            "termin",
            "termine",
            "datum",
            "uhrzeit",
            "wochentag",
            "block",
        ],
    ),
    (
        Column::Place,
        &[
            "where",
            "room",
            "place",
            "location",
            "venue",
            "ort",
            "raum",
            "wo",
            "treffpunkt",
            "zimmer",
        ],
    ),
    (
        Column::Title,
        &[
            "title",
            "name",
            "activity",
            "activities",
            "workshop",
            "workshops",
            "course",
            "courses",
            "project",
            "projects",
            "session",
            "offer",
            "titel",
            "angebot",
            "angebote",
            "kurs",
            "kurse",
            "projekt",
            "projekte",
            "bezeichnung",
            "aktivität",
            "thema",
            "ag",
            "veranstaltung",
        ],
    ),
];

/// Headings of columns that only count.
const COUNTING: [&str; 6] = ["no", "nr", "number", "id", "nummer", "#"];

/// Days as they begin a time, in English and German, in full and short.
const DAYS: [&str; 37] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "morning",
    "afternoon",
    "vormittag",
    "nachmittag",
    "day",
];

/// How the table is to be read if its first row holds headings: at least half of its cells name a column,
/// one of them the title, and none is a number.
pub(super) fn read(table: &Table) -> Option<Mapping> {
    let first = table.rows.first()?;
    let columns: Vec<Option<Column>> = first.cells.iter().map(|cell| column(cell)).collect();
    let filled = first.cells.iter().filter(|cell| !cell.is_empty());
    let known = |cell: &&String| column(cell).is_some() || counts(cell);
    let enough = filled.clone().filter(known).count() * 2 >= filled.clone().count();
    let headings = enough && columns.contains(&Some(Column::Title)) && !filled.clone().any(|cell| is_number(cell));
    headings.then_some(Mapping { headings, columns })
}

fn column(heading: &str) -> Option<Column> {
    let words = words(heading);
    // A heading is short: a sentence that happens to contain such a word is none.
    if words.len() > 5 {
        return None;
    }
    let named = |(_, names): &&(Column, &[&str])| words.iter().any(|word| names.contains(&word.as_str()));
    WORDS.iter().find(named).map(|(column, _)| *column)
}

/// "24", "-3" or "2.5".
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let digits = digits.replacen('.', "", 1);
    !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn counts(heading: &str) -> bool {
    heading.trim() == "#" || words(heading).iter().any(|word| COUNTING.contains(&word.as_str()))
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a cell may be a time: it has a day or a clock in it.
pub(super) fn looks_like_a_time(cell: &str) -> bool {
    let day = words(cell).iter().any(|word| DAYS.contains(&word.as_str()));
    let clock = cell.split_once(':').is_some_and(|(hour, minute)| {
        hour.ends_with(|character: char| character.is_ascii_digit())
            && minute.starts_with(|character: char| character.is_ascii_digit())
    });
    day || clock
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_digits_and_at_most_one_point() {
        for number in ["24", "-3", "+3", "2.5", ".5", "5."] {
            assert!(is_number(number), "{number}");
        }
        for text in ["", "-", ".", "1.2.3", "--3", "2nd", "1-2", "Inf"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
