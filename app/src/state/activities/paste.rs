//! Rows from a spreadsheet.
