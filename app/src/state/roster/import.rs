//! From a pasted table to people: which column says what is proposed, shown, and changed by the organiser;
//! every line that cannot be taken, or is there twice, is named.

mod columns;

use turnwise_shared::sorted;
use turnwise_shared::table::Table;

use super::{MAX_CLASS, MAX_NAME, MAX_NOTE, Person, Roster};

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Nothing that is wanted.
    Nothing,
    /// The whole name.
    Name,
    /// The first name.
    First,
    /// The surname.
    Surname,
    /// The class, age or group.
    Class,
    /// Anything to keep beside the name.
    Note,
}

impl Meaning {
    /// All of them, as offered.
    pub const ALL: [Self; 6] = [
        Self::Nothing,
        Self::Name,
        Self::First,
        Self::Surname,
        Self::Class,
        Self::Note,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Nothing => "(leave out)",
            Self::Name => "Name",
            Self::First => "First name",
            Self::Surname => "Surname",
            Self::Class => "Class or group",
            Self::Note => "Note",
        }
    }
}

/// A table that is about to become people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    table: Table,
    header: bool,
    meanings: Vec<Meaning>,
    /// Whether the organiser has changed the proposal.
    touched: bool,
    /// Whether lines for people who are there already are left out.
    pub leave_out: bool,
}

/// What an import comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Who would be added.
    pub people: Vec<Person>,
    /// Lines without a name.
    pub nameless: Vec<usize>,
    /// Lines of which something is cut because it is too long.
    pub cut: Vec<usize>,
    /// Lines for somebody who is there already, with who that is.
    pub doubles: Vec<Double>,
}

/// A line for somebody who is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The line.
    pub line: usize,
    /// Their name.
    pub name: String,
    /// The line that names them first; none if they stand in the list of people.
    pub first: Option<usize>,
}

impl Import {
    /// A table with a proposal for each of its columns.
    pub fn new(table: Table) -> Self {
        let (header, meanings) = columns::propose(&table);
        Self {
            table,
            header,
            meanings,
            touched: false,
            leave_out: true,
        }
    }

    /// The same for a table that was changed since: what the organiser said of its columns still holds.
    pub fn after(before: Option<Self>, table: Table) -> Self {
        match before {
            Some(before) if before.touched && before.meanings.len() == table.width() => Self { table, ..before },
            Some(before) => Self {
                leave_out: before.leave_out,
                ..Self::new(table)
            },
            None => Self::new(table),
        }
    }

    /// Whether the first row says what the columns are called.
    pub fn header(&self) -> bool {
        self.header
    }

    /// Says whether it does.
    pub fn set_header(&mut self, header: bool) {
        self.header = header;
        self.touched = true;
    }

    /// What each column says.
    pub fn meanings(&self) -> &[Meaning] {
        &self.meanings
    }

    /// Says what a column says; no two columns say the same, and a whole name leaves no room for its parts.
    pub fn set_meaning(&mut self, column: usize, meaning: Meaning) {
        use Meaning::{First, Name, Nothing, Surname};
        for other in &mut self.meanings {
            let excluded = match meaning {
                Nothing => false,
                Name => matches!(other, Name | First | Surname),
                First | Surname => *other == meaning || *other == Name,
                _ => *other == meaning,
            };
            if excluded {
                *other = Nothing;
            }
        }
        if let Some(place) = self.meanings.get_mut(column) {
            *place = meaning;
        }
        self.touched = true;
    }

    /// What a column is called: the first row's word for it, or its place.
    pub fn title(&self, column: usize) -> String {
        let first = self.table.rows.first().filter(|_| self.header);
        match first.map(|row| row.cell(column)) {
            None | Some("") => format!("Column {}", column + 1),
            Some(word) => word.to_owned(),
        }
    }

    /// The first rows, for showing what is in which column.
    pub fn preview(&self, rows: usize) -> Vec<(usize, Vec<String>)> {
        let cells = |row: &turnwise_shared::table::Row| {
            let cells = (0..self.meanings.len()).map(|column| row.cell(column).to_owned());
            (row.line, cells.collect())
        };
        self.rows().take(rows).map(cells).collect()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.rows().count()
    }

    /// Whether any column says who it is.
    pub fn has_names(&self) -> bool {
        let named = |meaning| matches!(meaning, Meaning::Name | Meaning::First | Meaning::Surname);
        self.meanings.iter().copied().any(named)
    }

    fn rows(&self) -> impl Iterator<Item = &turnwise_shared::table::Row> {
        self.table.rows.iter().skip(usize::from(self.header))
    }

    /// What this comes to beside the people who are there.
    pub fn outcome(&self, roster: &Roster) -> Outcome {
        let mut outcome = Outcome::default();
        let mut named = Vec::new();
        for row in self.rows() {
            let cell = |meaning| self.cell(row, meaning);
            let name = match cell(Meaning::Name) {
                "" => format!("{} {}", cell(Meaning::First), cell(Meaning::Surname)),
                name => name.to_owned(),
            };
            let (class, note) = (cell(Meaning::Class), cell(Meaning::Note));
            let person = Person::new(&name, class, note);
            if person.name.is_empty() {
                outcome.nameless.push(row.line);
                continue;
            }
            let lengths = [(name.trim(), MAX_NAME), (class, MAX_CLASS), (note, MAX_NOTE)];
            if lengths.iter().any(|(text, most)| text.chars().count() > *most) {
                outcome.cut.push(row.line);
            }
            named.push((row.line, person));
        }
        let there = roster.people().len();
        let known = roster.people().iter().chain(named.iter().map(|(_, person)| person));
        let keys: Vec<_> = known.map(Person::key).collect();
        let firsts = sorted::firsts(&keys);
        let lines: Vec<usize> = named.iter().map(|(line, _)| *line).collect();
        for (index, (line, person)) in named.into_iter().enumerate() {
            let first = firsts[there + index];
            let double = first != there + index;
            if double {
                let first = first.checked_sub(there).map(|first| lines[first]);
                let name = person.name.clone();
                outcome.doubles.push(Double { line, name, first });
            }
            if !double || !self.leave_out {
                outcome.people.push(person);
            }
        }
        outcome
    }

    fn cell<'a>(&self, row: &'a turnwise_shared::table::Row, meaning: Meaning) -> &'a str {
        let column = self.meanings.iter().position(|other| *other == meaning);
        column.map_or("", |column| row.cell(column))
    }
}
