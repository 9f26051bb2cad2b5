//! Spreadsheets in and out: what people paste or choose as a file becomes rows of cells, rows become a file
//! that every spreadsheet opens as it is meant.
//!
//! [`read`] takes a file's bytes in the encodings that spreadsheets write, [`read_text`] what was pasted.
//! Both find out which character stands between the cells. Cells are kept as given: HTML, formulas and
//! right-to-left marks are text like any other; only control characters go, since nobody typed them.

mod bytes;
mod delimiter;

use std::fmt;

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};

/// The most rows one table may have: more than any event has people, and still read at once.
pub const MAX_ROWS: usize = 20_000;
/// The most characters a cell may have; longer ones are cut.
pub const MAX_CELL: usize = 2_000;

/// What stands between two cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is the decimal sign.
    Semicolon,
    /// A tab, as in everything copied from a spreadsheet.
    Tab,
}

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Rows of cells; rows in which every cell is empty are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1, as a text editor counts.
    pub line: usize,
    /// Its cells, trimmed. Rows may differ in length.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell of this column, counted from 0; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// How many columns the longest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Why something is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// There is nothing in it.
    Empty,
    /// It is a spreadsheet program's own file (XLSX, ODS) and not text.
    Spreadsheet,
    /// It is not text at all; this line has what no text has.
    NotText {
        /// From 1.
        line: usize,
    },
    /// A quotation mark begins a cell in this line and is closed nowhere.
    OpenQuote {
        /// From 1.
        line: usize,
    },
    /// There are more than [`MAX_ROWS`] rows; the first one too many begins on this line.
    TooManyRows {
        /// From 1.
        line: usize,
    },
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is nothing in it"),
            Self::Spreadsheet => write!(f, "this is a spreadsheet program's own file and not text"),
            Self::NotText { line } => write!(f, "line {line} is not text"),
            Self::OpenQuote { line } => write!(
                f,
                "the quotation mark at the beginning of a cell in line {line} is never closed"
            ),
            Self::TooManyRows { line } => write!(f, "from line {line} on, it is more than {MAX_ROWS} rows"),
        }
    }
}

impl std::error::Error for TableFault {}

/// Reads a file: UTF-8, UTF-16 with a mark, or else Windows-1252, which is what spreadsheets in western
/// Europe write when nobody asks.
///
/// ```
/// use turnwise_shared::table;
/// let table = table::read(b"Name;Class\r\nZo\xeb M\xfcller;7a\r\n").unwrap();
/// assert_eq!(table.rows[1].cells, ["Zoë Müller", "7a"]);
/// assert_eq!(table.rows[1].line, 2);
/// ```
pub fn read(bytes: &[u8]) -> Result<Table, TableFault> {
    read_text(&decode(bytes)?)
}

/// The text of a file, without its mark: what [`read`] reads, to be shown before it is read.
pub fn decode(bytes: &[u8]) -> Result<String, TableFault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TableFault::Spreadsheet);
    }
    let text = bytes::decode(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if let Some(nul) = text.find('\0') {
        let line = line_at(text, nul);
        return Err(TableFault::NotText { line });
    }
    Ok(text.to_owned())
}

/// Reads what was pasted.
pub fn read_text(text: &str) -> Result<Table, TableFault> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(nul) = text.find('\0') {
        return Err(TableFault::NotText {
            line: line_at(text, nul),
        });
    }
    let delimiter = delimiter::find(text);
    if let Some(quote) = delimiter::open_quote(text, delimiter.byte()) {
        return Err(TableFault::OpenQuote {
            line: line_at(text, quote),
        });
    }
    let table = rows(text, delimiter)?;
    if table.rows.is_empty() {
        return Err(TableFault::Empty);
    }
    Ok(table)
}

fn rows(text: &str, delimiter: Delimiter) -> Result<Table, TableFault> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines::new(text);
    let mut record = csv::StringRecord::new();
    loop {
        // Reading from memory, of text that is text: the reader has nothing left to complain about.
        let Ok(true) = reader.read_record(&mut record) else {
            return Ok(Table { rows });
        };
        let line = record.position().map_or(0, |position| lines.of(position.byte()));
        let cells: Vec<String> = record
            .iter()
            .map(|cell| clean_line(unguarded(cell), MAX_CELL))
            .collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if rows.len() == MAX_ROWS {
            return Err(TableFault::TooManyRows { line });
        }
        rows.push(Row { line, cells });
    }
}

/// Counts lines along ascending positions: the reader's own count takes `\r\n` for one line, but a row
/// after empty lines for the first of them.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first character from `position` on that is not a line break.
    fn of(&mut self, position: u64) -> usize {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        while let Some(&byte) = self.text.get(self.at) {
            let is_break = byte == b'\n' || byte == b'\r';
            if self.at >= position && !is_break {
                break;
            }
            self.line += usize::from(ends_line(self.text, self.at));
            self.at += 1;
        }
        self.line
    }
}

/// Whether a line ends with this byte; `\r\n` ends one line, with its second byte.
fn ends_line(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(b'\n') => true,
        Some(b'\r') => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

fn line_at(text: &str, position: usize) -> usize {
    1 + (0..position).filter(|at| ends_line(text.as_bytes(), *at)).count()
}

/// Rows as a file for spreadsheets: a mark in front so that they read UTF-8, `\r\n` between rows, quotes
/// where needed. A cell that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// ```
/// use turnwise_shared::table::{Delimiter, export};
/// let rows = [["Name", "Class"], ["Ann, \"Annie\"", "=1+1"]];
/// assert_eq!(export(&rows, Delimiter::Comma), "\u{feff}Name,Class\r\n\"Ann, \"\"Annie\"\"\",'=1+1\r\n");
/// ```
pub fn export<R, C>(rows: &[R], delimiter: Delimiter) -> String
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter.byte())
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        let cells = row.as_ref().iter().map(|cell| guarded(cell.as_ref()));
        // Memory takes everything, and rows may differ in length.
        let _ = writer.write_record(cells.map(String::into_bytes));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// What a spreadsheet may take for the beginning of a formula, full-width forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

fn guarded(cell: &str) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A cell without the one apostrophe that [`export`] puts in front of what looks like a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// Whether a character turns the direction of what stands around it: it could make a name read as another.
fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What someone typed, without what nobody types: control characters and those that override the direction of
/// writing go, `\r\n` becomes `\n`, a tab a space; cut to `max` characters and trimmed. Line breaks stay.
///
/// ```
/// assert_eq!(turnwise_shared::table::clean_text(" two\r\nlines\u{7} ", 20), "two\nlines");
/// ```
pub fn clean_text(text: &str, max: usize) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept = text.chars().filter_map(|character| match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\u{feff}' => None,
        other => (!other.is_control() && !turns(other)).then_some(other),
    });
    let kept: String = kept.collect();
    let cut: String = kept.trim().chars().take(max).collect();
    cut.trim_end().to_owned()
}

/// The same on one line: every run of white space becomes one space.
///
/// ```
/// assert_eq!(turnwise_shared::table::clean_line("Ann\u{a0} \nLee", 20), "Ann Lee");
/// ```
pub fn clean_line(text: &str, max: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    clean_text(&words.join(" "), max)
}
