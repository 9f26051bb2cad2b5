//! An order that the organiser shuffled: the table of links with its rows in any order, or numbers, codes or
//! links one per line. Every line is compared with the people of the draw, and an order that does not look
//! shuffled is questioned.

mod suspicion;

use std::collections::{BTreeMap, BTreeSet};

use turnwise_shared::sorted;
use turnwise_shared::table::{self, Row};
use turnwise_shared::token::Token;

use super::event::{Event, Seat};
use super::letters;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Everyone recognised, in the order of the lines, each once.
    pub order: Vec<u32>,
    /// Numbers that no line names, in the order of the list of people.
    pub missing: Vec<u32>,
    /// Lines that name somebody for a second time.
    pub doubled: Vec<(usize, u32)>,
    /// Lines in which nobody of this draw is recognised, or more than one, with what they say.
    pub unknown: Vec<(usize, String)>,
    /// Why the order does not look shuffled; only where it is complete.
    pub suspicion: Option<Suspicion>,
}

/// A list that is sorted is not shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// What it is sorted by.
    pub by: Column,
    /// Whether from the back.
    pub reversed: bool,
}

/// What a list may be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// As in the list of people, or as in the table of links.
    Roster,
    /// By name or surname.
    Name,
    /// By class.
    Class,
    /// By number.
    Number,
    /// By code.
    Code,
}

impl Reading {
    /// Whether it names everyone exactly once, and nothing else.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.doubled.is_empty() && self.unknown.is_empty() && !self.order.is_empty()
    }
}

/// The most characters that are shown of a line that is not understood.
const SHOWN: usize = 80;

/// Reads an order for everyone whose link has arrived at the server.
pub fn read(event: &Event, text: &str) -> Reading {
    let taking_part: Vec<&Seat> = event.seats.iter().filter(|seat| seat.unsent.is_none()).collect();
    let known = Known::new(&taking_part);
    let rows = rows(text);
    let head = Head::new(&rows, &known);
    let mut reading = Reading::default();
    let mut named = BTreeSet::new();
    for row in rows.iter().skip(usize::from(head.is_there)) {
        match known.somebody(row, head.number) {
            Some(number) if named.insert(number) => reading.order.push(number),
            Some(number) => reading.doubled.push((row.line, number)),
            None => {
                let said: Vec<&str> = row
                    .cells
                    .iter()
                    .map(String::as_str)
                    .filter(|cell| !cell.is_empty())
                    .collect();
                let said = table::clean_line(&said.join(" · "), SHOWN);
                reading.unknown.push((row.line, said));
            }
        }
    }
    let mut missing: Vec<&&Seat> = taking_part.iter().filter(|seat| !named.contains(&seat.entry)).collect();
    sorted::sort_by_key(&mut missing, |seat| seat.person);
    reading.missing = missing.into_iter().map(|seat| seat.entry).collect();
    if reading.is_complete() {
        reading.suspicion = suspicion::look(event, &reading.order);
    }
    reading
}

/// The rows; lines as they are where they are no table.
fn rows(text: &str) -> Vec<Row> {
    if let Ok(table) = table::read_text(text) {
        return table.rows;
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let row = |(line, text): (usize, &str)| Row {
        line,
        cells: vec![table::clean_line(text, table::MAX_CELL)],
    };
    lines.map(row).collect()
}

/// What the first row says, if it is one of words.
struct Head {
    is_there: bool,
    /// The column of the numbers.
    number: Option<usize>,
}

impl Head {
    fn new(rows: &[Row], known: &Known) -> Self {
        let title = |row: &Row, title: &str| row.cells.iter().position(|cell| cell.eq_ignore_ascii_case(title));
        let first = rows.first().filter(|row| known.somebody(row, None).is_none());
        let first = first.filter(|row| letters::COLUMNS.iter().any(|name| title(row, name).is_some()));
        Self {
            is_there: first.is_some(),
            number: first.and_then(|row| title(row, letters::COLUMNS[2])),
        }
    }
}

/// Whom codes and numbers belong to.
struct Known {
    codes: BTreeMap<String, u32>,
    numbers: BTreeSet<u32>,
}

impl Known {
    fn new(taking_part: &[&Seat]) -> Self {
        let code = |seat: &&Seat| (seat.token.clone(), seat.entry);
        let next = |seat: &&Seat| seat.next.as_ref().map(|next| (next.token.clone(), seat.entry));
        Self {
            codes: sorted::map(taking_part.iter().map(code).chain(taking_part.iter().filter_map(next))),
            numbers: sorted::set(taking_part.iter().map(|seat| seat.entry)),
        }
    }

    /// Whom a row names. A code or link decides; a number beside it counts where its column is known, and
    /// must then name the same person. A code that was replaced since is no contradiction.
    fn somebody(&self, row: &Row, number: Option<usize>) -> Option<u32> {
        let by_code = sorted::set(row.cells.iter().filter_map(|cell| self.by_code(cell)));
        let by_number = match number {
            Some(column) => sorted::set(self.by_number(row.cell(column))),
            None if by_code.is_empty() => sorted::set(row.cells.iter().filter_map(|cell| self.by_number(cell))),
            None => BTreeSet::new(),
        };
        let everybody: Vec<u32> = by_code.union(&by_number).copied().collect();
        match everybody.as_slice() {
            [somebody] => Some(*somebody),
            _ => None,
        }
    }

    fn by_number(&self, cell: &str) -> Option<u32> {
        let digits = cell.trim_start_matches(['#', '\'']);
        let number = digits
            .parse()
            .ok()
            .filter(|_| digits.chars().all(|character| character.is_ascii_digit()))?;
        self.numbers.contains(&number).then_some(number)
    }

    fn by_code(&self, cell: &str) -> Option<u32> {
        let link = cell.rsplit_once('#').or_else(|| cell.rsplit_once("%23"));
        let code = link.map_or(cell, |(_, code)| code);
        let code = code.parse::<Token>().ok()?.to_string();
        self.codes.get(&code).copied()
    }
}

#[cfg(test)]
mod tests;
