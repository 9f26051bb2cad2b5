//! What was pasted, read as people: what each column says is proposed and can be changed, what would be added is
//! shown, every line with a problem is named.

use leptos::prelude::*;
use turnwise_shared::table::{self, TableFault};

use super::super::hand::{Hand, focus_undo};
use super::Pasting;
use super::preview::{Added, Columns, Lines};
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, effect, live, memo};
use crate::state::roster::import::Import;
use crate::text::table_fault;

/// Everything below the box while there is something in it.
#[component]
pub fn Pasted() -> impl IntoView {
    let Pasting { hand, text } = super::pasting();
    let import = RwSignal::new(None::<Result<Import, TableFault>>);
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
    live(move || match read.get() {
        Came::Nothing => None,
        Came::Fault(fault) => Some(view! { <p class="problem" role="alert">{table_fault(fault)}</p> }.into_any()),
        Came::People => Some(view! { <Understood hand text import/> }.into_any()),
    })
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
        let said = format!("{} added.", super::super::people(people.len()));
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
                {live(move || format!("Add {}", super::super::people(count.get())))}
            </button>
        </p>
    }
}
