//! A proposal of what the columns of a table say: by the words of the first row, and where there are none,
//! by what stands below.

use std::collections::BTreeSet;

use turnwise_shared::sorted;
use turnwise_shared::table::Table;

use super::Meaning::{self, Class, First, Name, Note, Nothing, Surname};

/// The words of a first row, as schools and clubs of western Europe write them; letters alone, lower case.
const WORDS: [(Meaning, &[&str]); 5] = [
    (
        Name,
        &[
            "name",
            "fullname",
            "names",
            "student",
            "pupil",
            "child",
            "person",
            "participant",
            "member",
            "schüler",
            "schülerin",
            "kind",
            "teilnehmer",
            "teilnehmerin",
            "nom",
            "nomcomplet",
            "élève",
            "nombrecompleto",
            "naam",
            "alumno",
            "nomecompleto",
        ],
    ),
    (
        First,
        &[
            "firstname",
            "first",
            "givenname",
            "given",
            "forename",
            "forenames",
            "vorname",
            "rufname",
            "vornamen",
            "prénom",
            "prenom",
            "nombre",
            "nome",
            "voornaam",
        ],
    ),
    (
        Surname,
        &[
            "surname",
            "lastname",
            "last",
            "familyname",
            "family",
            "nachname",
            "familienname",
            "zuname",
            "nomdefamille",
            "apellido",
            "apellidos",
            "cognome",
            "achternaam",
        ],
    ),
    (
        Class,
        &[
            "class",
            "classes",
            "form",
            "year",
            "yeargroup",
            "grade",
            "group",
            "tutorgroup",
            "team",
            "age",
            "klasse",
            "gruppe",
            "stufe",
            "jahrgang",
            "kurs",
            "alter",
            "classe",
            "groupe",
            "clase",
            "grupo",
            "gruppo",
            "groep",
            "klas",
            "classorgroup",
        ],
    ),
    (
        Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "email",
            "mail",
            "emailaddress",
            "phone",
            "bemerkung",
            "bemerkungen",
            "notiz",
            "anmerkung",
            "telefon",
            "mailadresse",
            "emailadresse",
            "courriel",
        ],
    ),
];

/// Whether the first row is one of words, and what each column says.
pub(super) fn propose(table: &Table) -> (bool, Vec<Meaning>) {
    let width = table.width();
    let words: Vec<Meaning> = (0..width)
        .map(|column| table.rows.first().map_or(Nothing, |row| meaning(row.cell(column))))
        .collect();
    if words.iter().any(|meaning| *meaning != Nothing) {
        return (true, settle(words));
    }
    (false, guess(table, width))
}

fn meaning(word: &str) -> Meaning {
    let letters = word.chars().filter(|character| character.is_alphabetic());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let found = WORDS.iter().find(|(_, words)| words.contains(&letters.as_str()));
    found.map_or(Nothing, |(meaning, _)| *meaning)
}

/// Each meaning once; a "name" beside one part of the name is its other part.
fn settle(words: Vec<Meaning>) -> Vec<Meaning> {
    let has = |meaning| words.contains(&meaning);
    let name = match (has(First), has(Surname)) {
        (true, true) => Nothing,
        (true, false) => Surname,
        (false, true) => First,
        (false, false) => Name,
    };
    let mut used = BTreeSet::new();
    let settled = words.into_iter().map(|word| {
        let word = if word == Name { name } else { word };
        if word == Nothing || used.insert(word) {
            word
        } else {
            Nothing
        }
    });
    settled.collect()
}

/// What can be told of a column from its cells.
struct Column {
    filled: usize,
    different: usize,
    digits: usize,
    numbers: usize,
    addresses: usize,
    words: usize,
    longest: usize,
}

impl Column {
    fn new(table: &Table, column: usize) -> Self {
        let cells: Vec<&str> = table
            .rows
            .iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_empty())
            .collect();
        let count = |fits: fn(&&&str) -> bool| cells.iter().filter(fits).count();
        Self {
            filled: cells.len(),
            different: sorted::set(&cells).len(),
            digits: count(|cell| cell.contains(|character: char| character.is_ascii_digit())),
            numbers: count(|cell| cell.chars().all(|character| character.is_ascii_digit())),
            addresses: count(|cell| cell.contains('@')),
            words: count(|cell| cell.trim().contains(' ')),
            longest: cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0),
        }
    }

    fn mostly(&self, count: usize) -> bool {
        count * 2 > self.filled
    }

    /// Few different short words, or such as "7a"; numbers only if they come again.
    fn is_class(&self) -> bool {
        let again = self.different * 2 <= self.filled;
        let short = self.longest <= 16;
        short && ((again && self.filled > 3) || (self.mostly(self.digits) && !self.mostly(self.numbers)))
    }

    fn is_name(&self) -> bool {
        self.filled > 0 && !self.mostly(self.digits) && !self.mostly(self.addresses)
    }
}

fn guess(table: &Table, width: usize) -> Vec<Meaning> {
    if width == 1 {
        return vec![Name];
    }
    let columns: Vec<Column> = (0..width).map(|column| Column::new(table, column)).collect();
    let mut meanings = vec![Nothing; width];
    let class = columns.iter().position(Column::is_class);
    let names: Vec<usize> = (0..width)
        .filter(|column| Some(*column) != class && columns[*column].is_name())
        .take(2)
        .collect();
    match names.as_slice() {
        [] => {}
        // Two columns of single words: there are fewer first names than surnames; lists put the surname first.
        [one, other] if parts(table, &columns[*one], &columns[*other]) => {
            let swapped = columns[*one].different < columns[*other].different;
            let (surname, first) = if swapped { (*other, *one) } else { (*one, *other) };
            meanings[surname] = Surname;
            meanings[first] = First;
        }
        [name, ..] => meanings[*name] = Name,
    }
    if let Some(class) = class {
        meanings[class] = Class;
    }
    let address = columns
        .iter()
        .position(|column| column.filled > 0 && column.mostly(column.addresses));
    if let Some(address) = address {
        meanings[address] = Note;
    }
    meanings
}

/// Whether two columns are the parts of a name: words by themselves, and on most rows.
fn parts(table: &Table, one: &Column, other: &Column) -> bool {
    !one.mostly(one.words) && other.filled * 2 > table.rows.len()
}
