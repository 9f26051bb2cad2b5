//! Widgets that know nothing of draws: what they show and do comes in as properties.

pub mod bar;
pub mod code_field;
pub mod copy_field;
pub mod copy_text;
pub mod dialog;
pub mod download;
pub mod field;
pub mod file_drop;
pub mod fold;
pub mod lines;
pub mod loading;
pub mod lot;
pub mod notice;
pub mod ordinal;
pub mod picture;
pub mod places;
pub mod progress;
pub mod rank_list;

use std::cell::Cell;

/// An id no other element of this page has.
pub fn fresh_id(kind: &str) -> String {
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(0) };
    }
    let number = LAST.with(|last| {
        last.set(last.get() + 1);
        last.get()
    });
    format!("{kind}-{number}")
}
