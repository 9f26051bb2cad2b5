//! Rows from a spreadsheet: which column is which, by its heading in English or German or by what stands in
//! it, and blocks of cells that spread over the table from the cell they were pasted into.
//!
//! Columns with the same meaning are joined, so that "day" and "time" make "Monday 14:00".

mod headings;

use turnwise_shared::lottery::MAX_ACTIVITIES;
use turnwise_shared::table::{Table, read_text};

use super::Activities;
use super::row::{Column, Row};

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Whether the first row holds headings.
    pub headings: bool,
    /// What each column is; none for one that is not used.
    pub columns: Vec<Option<Column>>,
}

impl Mapping {
    /// The likeliest reading.
    pub fn guess(table: &Table) -> Self {
        headings::read(table).unwrap_or_else(|| by_content(table))
    }

    /// The table's rows, read like this; those in which nothing is used are left out.
    pub fn rows(&self, table: &Table) -> Vec<Row> {
        let rows = table.rows.iter().skip(usize::from(self.headings));
        let rows = rows.map(|cells| {
            let mut row = Row::default();
            for (index, column) in self.columns.iter().enumerate() {
                let Some(column) = *column else { continue };
                row.set(column, &joined(row.cell(column), cells.cell(index), column));
            }
            row
        });
        rows.filter(|row| !row.is_blank()).collect()
    }
}

fn joined(before: &str, after: &str, column: Column) -> String {
    let between = match column {
        _ if before.is_empty() || after.is_empty() => "",
        Column::Details => "\n",
        Column::Classes => ", ",
        _ => " ",
    };
    format!("{before}{between}{after}")
}

/// Without headings: numbers are places, then what is needed; words are the title, then whatever looks like
/// a time, then where. A first column that counts 1, 2, 3 … is not used.
fn by_content(table: &Table) -> Mapping {
    let cells = |index: usize| {
        table
            .rows
            .iter()
            .map(move |row| row.cell(index))
            .filter(|cell| !cell.is_empty())
    };
    let numeric = |index: usize| cells(index).all(|cell| super::problems::whole(cell).is_ok());
    let counting = |index: usize| {
        (1..)
            .zip(cells(index))
            .all(|(number, cell): (u32, _)| cell.parse() == Ok(number))
    };
    let mut numbers = [Column::Places, Column::Minimum].into_iter();
    let mut words = [Column::Title, Column::Place, Column::Details].into_iter();
    let mut timed = false;
    let columns = (0..table.width()).map(|index| {
        if cells(index).next().is_none() || (index == 0 && table.width() > 1 && counting(index)) {
            return None;
        }
        if numeric(index) {
            return numbers.next();
        }
        let titled = words.len() < 3;
        if titled && !timed && cells(index).all(headings::looks_like_a_time) {
            timed = true;
            return Some(Column::Times);
        }
        words.next()
    });
    Mapping {
        headings: false,
        columns: columns.collect(),
    }
}

/// What became of pasted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many rows were written.
    pub rows: usize,
    /// How many rows did not fit.
    pub left_out: usize,
}

impl Activities {
    /// Adds rows at the end.
    pub fn append(&mut self, rows: Vec<Row>) -> Spread {
        self.rows.truncate(self.count());
        let room = MAX_ACTIVITIES.saturating_sub(self.rows.len());
        let spread = Spread {
            rows: rows.len().min(room),
            left_out: rows.len().saturating_sub(room),
        };
        self.rows.extend(rows.into_iter().take(room));
        self.name_times();
        spread
    }

    /// Spreads pasted text over the cells from this one on, or tells that it is an ordinary text for one
    /// cell. Text with headings goes by its headings, from this row on.
    pub fn spread(&mut self, row: usize, column: Column, text: &str) -> Option<Spread> {
        let text = text.trim_end_matches(['\r', '\n']);
        let many_cells = text.contains('\t');
        let many_lines = text.contains('\n') && column != Column::Details;
        if !many_cells && !many_lines {
            return None;
        }
        let table = read_text(text).ok()?;
        let headed = headings::read(&table).filter(|mapping| mapping.columns.iter().flatten().count() > 1);
        if let Some(mapping) = headed {
            let rows = mapping.rows(&table);
            let used: Vec<Column> = mapping.columns.into_iter().flatten().collect();
            let cells = rows
                .iter()
                .map(|row| used.iter().map(|column| (*column, row.cell(*column))).collect());
            return Some(self.write_block(row, cells));
        }
        let from = &Column::ALL[column.index()..];
        if many_cells {
            let cells = |row: &'_ turnwise_shared::table::Row| -> Vec<(Column, String)> {
                from.iter().copied().zip(row.cells.iter().cloned()).collect()
            };
            return Some(self.write_block(row, table.rows.iter().map(cells)));
        }
        let lines = text.lines().map(|line| vec![(column, line)]);
        Some(self.write_block(row, lines))
    }

    fn write_block<T: AsRef<str>>(&mut self, from: usize, rows: impl Iterator<Item = Vec<(Column, T)>>) -> Spread {
        let mut spread = Spread { rows: 0, left_out: 0 };
        for (row, cells) in (from..).zip(rows) {
            if row >= MAX_ACTIVITIES {
                spread.left_out += 1;
                continue;
            }
            for (column, text) in cells {
                self.write(row, column, text.as_ref());
            }
            spread.rows += 1;
        }
        self.name_times();
        spread
    }
}
