//! Spreadsheets in and out, as they come from real programs.

use std::time::{Duration, Instant};

use turnwise_shared::table::{self, Delimiter, MAX_ROWS, Table, TableFault, clean_line, clean_text, export};

fn cells(table: &Table) -> Vec<Vec<&str>> {
    let rows = table.rows.iter();
    rows.map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn lines(table: &Table) -> Vec<usize> {
    table.rows.iter().map(|row| row.line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&[&str]]) {
    let table = table::read_text(text).expect("a table");
    assert_eq!(cells(&table), expected);
}

#[test]
fn the_delimiter_is_found() {
    let expected: &[&[&str]] = &[&["Name", "Class"], &["Ann Lee", "7a"]];
    check("Name,Class\nAnn Lee,7a\n", expected);
    check("Name;Class\r\nAnn Lee;7a\r\n", expected);
    check("Name\tClass\nAnn Lee\t7a", expected);
    check("Name\tClass\rAnn Lee\t7a\r", expected);
}

#[test]
fn other_signs_inside_of_cells_do_not_mislead() {
    check(
        "Lee, Ann\t7a\nMoor, Ben\t7b\n",
        &[&["Lee, Ann", "7a"], &["Moor, Ben", "7b"]],
    );
    check(
        "Lee, Ann;7a\nMoor, Ben;7b\n",
        &[&["Lee, Ann", "7a"], &["Moor, Ben", "7b"]],
    );
    check("\"a;b;c\",7a\n\"d;e;f\",7b\n", &[&["a;b;c", "7a"], &["d;e;f", "7b"]]);
    check(
        "Ann;7a\nBen;7b\tmoved\nCem;7c\n",
        &[&["Ann", "7a"], &["Ben", "7b moved"], &["Cem", "7c"]],
    );
    check("Ann Lee\nBen Moor\n", &[&["Ann Lee"], &["Ben Moor"]]);
}

#[test]
fn quotes_hold_delimiters_line_breaks_and_quotes() {
    let table = table::read_text("Name;Note\n\"Lee; Ann\";\"says \"\"hi\"\"\nand leaves\"\nBen \"Big\" Moor;-\n")
        .expect("a table");
    assert_eq!(
        cells(&table),
        [
            ["Name", "Note"],
            ["Lee; Ann", "says \"hi\" and leaves"],
            ["Ben \"Big\" Moor", "-"]
        ]
    );
    assert_eq!(lines(&table), [1, 2, 4]);
}

#[test]
fn lines_are_counted_as_an_editor_counts() {
    let table = table::read_text("a;b\r\n\r\n;\r\n  \r\nc;d\r\n\r\n\r\ne;f").expect("a table");
    assert_eq!(cells(&table), [["a", "b"], ["c", "d"], ["e", "f"]]);
    assert_eq!(lines(&table), [1, 5, 8]);
}

#[test]
fn rows_may_differ_in_length() {
    let table = table::read_text("a;b;c\nd\ne;f;g;h\n").expect("a table");
    assert_eq!(table.width(), 4);
    assert_eq!((table.rows[1].cell(0), table.rows[1].cell(2)), ("d", ""));
}

#[test]
fn every_encoding_that_spreadsheets_write() {
    let text = "Name;Klasse\r\nZoë Müßig;7ä\r\nDvořák;7b\r\n";
    let expected = table::read_text(text).expect("a table");
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(text.as_bytes());
    let mut little = vec![0xff, 0xfe];
    little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut big = vec![0xfe, 0xff];
    big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    for bytes in [text.as_bytes(), &marked, &little, &big] {
        assert_eq!(table::read(bytes), Ok(expected.clone()));
    }
}

#[test]
fn windows_1252_has_umlauts_and_its_own_signs() {
    let table = table::read(b"J\xf6rg O\x92Hara;7\xe4\n\x8aime\xe8ek;\x80 5 \x96 7\n").expect("a table");
    assert_eq!(cells(&table), [["Jörg O’Hara", "7ä"], ["Šimeèek", "€ 5 – 7"]]);
}

#[test]
fn names_stay_as_they_are_but_for_what_nobody_types() {
    let table =
        table::read_text("<b>Ann</b>;=1+1\n\u{202e}nnA\u{200f};@x\nBe\u{7}n\u{1b}[31m;-\u{85}-\n").expect("a table");
    assert_eq!(
        cells(&table),
        [["<b>Ann</b>", "=1+1"], ["nnA\u{200f}", "@x"], ["Ben[31m", "- -"]]
    );
}

#[test]
fn what_is_no_table_is_named_with_its_line() {
    let cases: [(&[u8], TableFault); 7] = [
        (b"", TableFault::Empty),
        (b"\xef\xbb\xbf \r\n;;\r\n", TableFault::Empty),
        (b"PK\x03\x04\x14\x00", TableFault::Spreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", TableFault::Spreadsheet),
        (b"a;b\r\nc;\0d\r\n", TableFault::NotText { line: 2 }),
        (b"a;b\nc;\"d\ne;f\n", TableFault::OpenQuote { line: 2 }),
        (b"a;\"b\nc\"\n\"d;e\nf", TableFault::OpenQuote { line: 3 }),
    ];
    for (bytes, fault) in cases {
        assert_eq!(table::read(bytes), Err(fault), "{}", bytes.escape_ascii());
    }
}

#[test]
fn random_bytes_never_break_it() {
    let soup = b"\"\";,\t\r\n\xff\xfea \x00=\"\n;";
    let mut state = 7_u64;
    for length in 0..2_000 {
        let bytes: Vec<u8> = (0..length % 97)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                soup[usize::try_from(state >> 40).unwrap() % soup.len()]
            })
            .collect();
        if let Ok(table) = table::read(&bytes) {
            assert!(
                table
                    .rows
                    .iter()
                    .all(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            );
            assert!(
                table.rows.is_sorted_by(|a, b| a.line < b.line),
                "{}",
                bytes.escape_ascii()
            );
        }
    }
}

#[test]
fn ten_thousand_rows_are_read_at_once() {
    use std::fmt::Write;
    let mut text = String::from("Name;Class;Note\n");
    for row in 0..10_000 {
        writeln!(text, "Person {row} \"the\" Müller;{}a;\"x; {row}\"", row % 30).expect("memory");
    }
    let begun = Instant::now();
    let table = table::read(text.as_bytes()).expect("a table");
    let written = export(
        &table.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(),
        Delimiter::Tab,
    );
    let took = begun.elapsed();
    assert_eq!(table.rows.len(), 10_001);
    assert_eq!(table.rows[10_000].line, 10_001);
    assert_eq!(table::read_text(&written), Ok(table));
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[test]
fn one_row_too_many_is_named() {
    let mut text = "x\n".repeat(MAX_ROWS);
    assert_eq!(table::read_text(&text).expect("just fits").rows.len(), MAX_ROWS);
    text.push_str("\n\none more\n");
    assert_eq!(
        table::read_text(&text),
        Err(TableFault::TooManyRows { line: MAX_ROWS + 3 })
    );
}

#[test]
fn what_is_exported_is_safe_to_open_and_reads_back() {
    let rows = [
        vec!["=cmd|x", "+1", "-1", "@a", "\tb", "\rc"],
        vec!["a;b", "c\"d", "e\nf", " g ", "", "it's"],
    ];
    let text = export(&rows, Delimiter::Semicolon);
    assert_eq!(
        text,
        "\u{feff}'=cmd|x;'+1;'-1;'@a;'\tb;\"'\rc\"\r\n\"a;b\";\"c\"\"d\";\"e\nf\"; g ;;it's\r\n"
    );
    let read = table::read(text.as_bytes()).expect("a table");
    assert_eq!(
        cells(&read),
        [
            ["=cmd|x", "+1", "-1", "@a", "b", "c"],
            ["a;b", "c\"d", "e f", "g", "", "it's"]
        ]
    );
}

#[test]
fn typed_text_loses_nothing_but_what_nobody_types() {
    assert_eq!(clean_text("\u{feff} one\r\n\ttwo\rthree\0 \n", 100), "one\n two\nthree");
    assert_eq!(clean_text("\u{202e}Cleo\u{2069} عمر", 100), "Cleo عمر");
    assert_eq!(clean_text("äöü", 2), "äö");
    assert_eq!(clean_text("a b", 2), "a");
    assert_eq!(clean_text(" \u{7}\u{1b} ", 9), "");
    assert_eq!(clean_line("  Ann\u{2003}\n\r\n Lee\u{8} ", 100), "Ann Lee");
}

#[test]
fn what_is_written_is_read_back() {
    let cells = [
        "=1+1",
        "＝1+1",
        "－5",
        "@home",
        "'tis",
        "''",
        "O'Neil",
        "a b",
        "\"quoted\"",
        "ä",
        "x",
    ];
    for delimiter in [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab] {
        let text = export(&[cells], delimiter);
        assert!(text.contains("'＝1+1") && text.contains("'－5"), "{text}");
        let read = table::read(text.as_bytes()).expect("a table");
        assert_eq!(read.rows[0].cells, cells);
    }
}
