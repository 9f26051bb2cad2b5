//! Pasting people, or reading them from a file: what each column says is proposed and can be changed, what would be
//! added is shown, every line with a problem is named.

mod preview;

use leptos::prelude::*;
use turnwise_shared::table::{self, TableFault};

use super::hand::{Hand, focus_undo};
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, effect, live, memo};
use crate::state::roster::import::{Import, Outcome};
use crate::text::table_fault;
use crate::ui::field::TextField;
use crate::ui::file_drop::FileDrop;
use preview::{Added, Columns, Lines};

/// How many names are shown before they are added.
const SHOWN: usize = 5;
/// The most characters that can be pasted.
const LONGEST: u32 = 5_000_000;

/// The box, and below it what it comes to.
#[component]
pub(super) fn Paste(hand: Hand, text: RwSignal<String>) -> impl IntoView {
    // Open at first while there is nobody; later it would stand before the list.
    let nobody = hand.desk.event.with_untracked(|event| event.roster.people().is_empty());
    let wanted = nobody || text.with_untracked(|text| !text.is_empty());
    let import = RwSignal::new(None::<Result<Import, TableFault>>);
    let unreadable = RwSignal::new(None::<String>);
    effect(move || {
        let read = text.with(|text| (!text.trim().is_empty()).then(|| table::read_text(text)));
        import.update(|import| {
            let before = import.take().and_then(Result::ok);
            *import = read.map(|read| read.map(|table| Import::after(before, table)));
        });
    });
    // Apart from the table, so that the parts below stay when a choice in them changes it.
    let read = memo(move || {
        import.with(|import| match import {
            None => Came::Nothing,
            Some(Err(fault)) => Came::Fault(*fault),
            Some(Ok(_)) => Came::People,
        })
    });
    let on_file = Callback::new(move |(name, bytes): (String, Vec<u8>)| match table::decode(&bytes) {
        Ok(given) => {
            unreadable.set(None);
            text.set(given);
        }
        Err(fault) => unreadable.set(Some(format!("“{name}”: {}", table_fault(fault)))),
    });
    view! {
        <section class="sheet" aria-labelledby="paste-people">
            <details open=wanted>
                <summary><h2 id="paste-people">"Paste the list"</h2></summary>
                <div class="stack">
            <TextField label="One person per line, as copied from a spreadsheet" value=text lines=6 longest=LONGEST id="people-text"
                hint="Name, and if you like class and a note. With or without headings; separated by tabs, semicolons or commas."
                on_input=Callback::new(move |given| { unreadable.set(None); text.set(given); })/>
            <FileDrop label="Or choose a CSV file, or drop it here" accept=".csv,.tsv,.txt,text/csv,text/plain" on_file/>
            <p class="problem" role="alert">{live(move || unreadable.get())}</p>
            {live(move || match read.get() {
                Came::Nothing => None,
                Came::Fault(fault) => Some(view! { <p class="problem" role="alert">{table_fault(fault)}</p> }.into_any()),
                Came::People => Some(view! { <Understood hand text import/> }.into_any()),
            })}
                </div>
            </details>
        </section>
    }
}

/// What a text comes to.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Nothing,
    Fault(TableFault),
    People,
}

type Read = RwSignal<Option<Result<Import, TableFault>>>;

#[component]
fn Understood(hand: Hand, text: RwSignal<String>, import: Read) -> impl IntoView {
    let current = memo(move || import.with(|import| import.as_ref().and_then(|read| read.as_ref().ok()).cloned()));
    let outcome = memo(move || {
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
    let count = memo(move || outcome.with(|outcome| outcome.people.len()));
    let add = move |_| {
        let people = outcome.with_untracked(|outcome| outcome.people.clone());
        let said = format!("{} added.", super::people(people.len()));
        if hand.change(said, |roster| roster.with(people)) {
            text.set(String::new());
            focus_undo();
        }
    };
    view! {
        <Columns current change/>
        {live(move || current.with(|import| import.as_ref().is_some_and(|import| !import.has_names())).then(|| view! {
            <p class="problem" role="alert">"Which column has the names? Choose “Name” for it."</p>
        }))}
        <Lines current outcome change/>
        <Added outcome/>
        <p>
            <button type="button" disabled=move || count.get() == 0 on:click=does(add)>
                {live(move || format!("Add {}", super::people(count.get())))}
            </button>
        </p>
    }
}
