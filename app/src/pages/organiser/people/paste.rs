//! Pasting people, or reading them from a file: what each column says is proposed and can be changed, what would be
//! added is shown, every line with a problem is named.

mod preview;

use leptos::prelude::*;
use turnwise_shared::table::{self, MAX_ROWS, TableFault};

use super::hand::Hand;
use crate::state::roster::import::{Import, Outcome};
use crate::ui::field::TextField;
use crate::ui::file_drop::FileDrop;
use preview::{Columns, Lines, People};

/// How many names are shown before they are added.
const SHOWN: usize = 5;
/// The most characters that can be pasted.
const LONGEST: u32 = 5_000_000;

/// The box, and below it what it comes to.
#[component]
pub(super) fn Paste(hand: Hand, text: RwSignal<String>) -> impl IntoView {
    let import = RwSignal::new(None::<Result<Import, TableFault>>);
    let unreadable = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let read = text.with(|text| (!text.trim().is_empty()).then(|| table::read_text(text)));
        import.update(|import| {
            let before = import.take().and_then(Result::ok);
            *import = read.map(|read| read.map(|table| Import::after(before, table)));
        });
    });
    // Apart from the table, so that the parts below stay when a choice in them changes it.
    let read = Memo::new(move |_| {
        import.with(|import| match import {
            None => Comes::ToNothing,
            Some(Err(fault)) => Comes::ToFault(*fault),
            Some(Ok(_)) => Comes::ToPeople,
        })
    });
    let on_file = Callback::new(move |(name, bytes): (String, Vec<u8>)| match table::decode(&bytes) {
        Ok(given) => {
            unreadable.set(None);
            text.set(given);
        }
        Err(fault) => unreadable.set(Some(format!("“{name}”: {}", sentence(fault)))),
    });
    view! {
        <section class="sheet stack" aria-labelledby="paste-people">
            <h2 id="paste-people">"Paste the list"</h2>
            <TextField label="One person per line, as copied from a spreadsheet" value=text lines=6 longest=LONGEST id="people-text"
                hint="Name, and if you like class and a note. With or without headings; separated by tabs, semicolons or commas."
                on_input=Callback::new(move |given| { unreadable.set(None); text.set(given); })/>
            <FileDrop label="Or choose a CSV file, or drop it here" accept=".csv,.tsv,.txt,text/csv,text/plain" on_file/>
            <p class="problem" role="alert">{unreadable}</p>
            {move || match read.get() {
                Comes::ToNothing => None,
                Comes::ToFault(fault) => Some(view! { <p class="problem" role="alert">{sentence(fault)}</p> }.into_any()),
                Comes::ToPeople => Some(view! { <Understood hand text import/> }.into_any()),
            }}
        </section>
    }
}

/// What a text comes to.
#[derive(Clone, Copy, PartialEq)]
enum Comes {
    ToNothing,
    ToFault(TableFault),
    ToPeople,
}

/// What is wrong, and what to do.
fn sentence(fault: TableFault) -> String {
    match fault {
        TableFault::Empty => "There is nothing in it.".to_owned(),
        TableFault::Spreadsheet => {
            "This is a spreadsheet program's own file. In that program, save it as CSV, or mark the cells, \
            copy them and paste them above."
                .to_owned()
        }
        TableFault::NotText { line } => format!("Line {line} is not text. Save the list as CSV and choose that file."),
        TableFault::OpenQuote { line } => {
            format!("In line {line}, a quotation mark begins a cell and is never closed. Close it, or take it out.")
        }
        TableFault::TooManyRows { line } => {
            format!("From line {line} on it is more than {MAX_ROWS} lines, the most at once.")
        }
    }
}

type Read = RwSignal<Option<Result<Import, TableFault>>>;

#[component]
fn Understood(hand: Hand, text: RwSignal<String>, import: Read) -> impl IntoView {
    let current =
        Memo::new(move |_| import.with(|import| import.as_ref().and_then(|read| read.as_ref().ok()).cloned()));
    let outcome = Memo::new(move |_| {
        let roster = hand.desk.event.with(|event| event.roster.clone());
        current.with(|import| {
            import
                .as_ref()
                .map(|import| import.outcome(&roster))
                .unwrap_or_default()
        })
    });
    let change = Callback::new(move |change: Box<dyn FnOnce(&mut Import)>| {
        import.update(|import| {
            if let Some(Ok(import)) = import {
                change(import);
            }
        });
    });
    let count = Memo::new(move |_| outcome.with(|outcome| outcome.people.len()));
    let add = move |_| {
        let people = outcome.with_untracked(|outcome| outcome.people.clone());
        let said = format!("{} added.", super::people(people.len()));
        if hand.change(said, |roster| roster.with(people)) {
            text.set(String::new());
            hand.focus_undo();
        }
    };
    view! {
        <Columns current change/>
        {move || current.with(|import| import.as_ref().is_some_and(|import| !import.has_names())).then(|| view! {
            <p class="problem" role="alert">"Which column has the names? Choose “Name” for it."</p>
        })}
        <Lines current outcome change/>
        <People outcome/>
        <p>
            <button type="button" disabled=move || count.get() == 0 on:click=add>
                {move || format!("Add {}", super::people(count.get()))}
            </button>
        </p>
    }
}
