//! A draw by the organiser's own shuffled list: download it, shuffle it by any means, give it back. Every
//! line that does not fit is named before anything happens.

use leptos::prelude::*;
use turnwise_shared::api::Draw;
use turnwise_shared::table;

use super::super::act::{Act, Sure};
use super::super::desk::desk;
use super::use_drawing;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{Piece, Pieces, derived, does, live, memo};
use crate::state::event::Event;
use crate::state::letters;
use crate::state::shuffled::{self, Column, Reading, Suspicion};
use crate::ui::download::Download;
use crate::ui::field::TextField;
use crate::ui::file_drop::FileDrop;
use crate::ui::lot::Lot;
use crate::ui::notice::{Notice, Tone};

/// How many faults of one kind are named; the rest is counted.
const NAMED: usize = 20;
/// How many lots at the front of the line are shown.
const FRONT: usize = 10;

/// Download, shuffle, give back, draw.
#[component]
pub fn OwnList() -> impl IntoView {
    let desk = desk();
    let text = RwSignal::new(String::new());
    let reading = memo(move || {
        let text = text.get();
        (!text.trim().is_empty()).then(|| desk.event.with(|event| shuffled::read(event, &text)))
    });
    let unreadable = RwSignal::new(None::<String>);
    let on_file = Callback::new(move |(name, bytes): (String, Vec<u8>)| match table::decode(&bytes) {
        Ok(given) => {
            unreadable.set(None);
            text.set(given);
        }
        Err(fault) => unreadable.set(Some(format!(
            "“{name}” cannot be read: {fault}. Save it as CSV, or paste its rows below."
        ))),
    });
    let links = derived(move || desk.event.with(csv));
    view! {
        <section class="sheet stack">
            <h2>"Your shuffled list"</h2>
            <ol class="stack tight">
                <li>"Download the list."</li>
                <li>"Shuffle its rows by any means, best with others watching: a spreadsheet, slips from a hat."</li>
                <li>"Give it back here, the first in line first. People take your word for the order."</li>
            </ol>
            <Download label="Download the list (CSV)" name="list-to-shuffle.csv" mime="text/csv" content=links/>
        </section>
        <section class="sheet stack">
            <h2>"Give it back"</h2>
            <FileDrop label="The shuffled file" accept=".csv,.txt,.tsv,text/csv,text/plain" on_file/>
            <p class="problem" role="alert">{live(move || unreadable.get())}</p>
            <TextField label="Or paste it: the rows of the list, or just links, codes or numbers, one per line" value=text lines=8
                longest=5_000_000 on_input=Callback::new(move |given| text.set(given))/>
            {live(move || reading.get().map(|reading| view! { <Read reading/> }))}
        </section>
    }
}

/// Names, classes and numbers as a file; its rows may come back in any order. No codes: it is for others to see.
fn csv(event: &Event) -> String {
    let letters = letters::letters(event, "");
    let head = ["Name", "Class", "Number"].map(str::to_owned);
    let rows = letters
        .into_iter()
        .map(|letter| [letter.name, letter.class, letter.entry.to_string()]);
    let all: Vec<[String; 3]> = std::iter::once(head).chain(rows).collect();
    table::export(&all, table::Delimiter::Semicolon)
}

#[component]
fn Read(reading: Reading) -> impl IntoView {
    if reading.is_complete() {
        view! { <Complete reading/> }.into_any()
    } else {
        view! { <Faults reading/> }.into_any()
    }
}

#[component]
fn Faults(reading: Reading) -> impl IntoView {
    let desk = desk();
    let faults = desk.event.with(|event| faults(event, &reading));
    let count = reading.missing.len() + reading.doubled.len() + reading.unknown.len();
    let sentence = match count {
        1 => "This list cannot be used yet: one thing is wrong. Nothing was sent.".to_owned(),
        count => format!("This list cannot be used yet: {count} things are wrong. Nothing was sent."),
    };
    let groups = faults.into_iter().map(|(title, lines)| {
        let more = lines.len().saturating_sub(NAMED);
        let items = lines
            .into_iter()
            .take(NAMED)
            .map(|line| view! { <li><bdi>{line}</bdi></li> });
        view! {
            <div>
                <h3>{title}</h3>
                <ul>{items.pieces()}</ul>
                {(more > 0).then(|| view! { <p class="quiet">{format!("… and {more} more.")}</p> }).piece()}
            </div>
        }
    });
    view! {
        <Notice tone=Tone::Error>
            <p><strong>{sentence}</strong></p>
        </Notice>
        {groups.pieces()}
    }
}

/// Every fault, by kind, as people read it.
fn faults(event: &Event, reading: &Reading) -> Vec<(String, Vec<String>)> {
    let who = |number: u32| format!("{number}, {}", event.name(number));
    let unknown = reading
        .unknown
        .iter()
        .map(|(line, text)| format!("Line {line}: “{text}”"));
    let doubled = reading
        .doubled
        .iter()
        .map(|(line, number)| format!("Line {line}: {}", who(*number)));
    let missing = reading.missing.iter().map(|number| who(*number));
    let kinds = [
        ("Not in this draw", unknown.collect::<Vec<_>>()),
        ("There already", doubled.collect()),
        ("Missing", missing.collect()),
    ];
    let found = kinds.into_iter().filter(|(_, lines)| !lines.is_empty());
    found
        .map(|(title, lines)| (format!("{title} ({})", lines.len()), lines))
        .collect()
}

fn sentence(suspicion: Suspicion) -> String {
    let by = match suspicion.by {
        Column::Roster => "just as the list of people stands",
        Column::Name => "sorted by name",
        Column::Class => "sorted by class",
        Column::Number => "sorted by number",
        Column::Code => "sorted by code",
    };
    let from = if suspicion.reversed { ", from the back" } else { "" };
    format!("This list does not look shuffled: it is {by}{from}.")
}

#[component]
fn Complete(reading: Reading) -> impl IntoView {
    let act = Act::new();
    let drawing = use_drawing(act);
    let meant = RwSignal::new(false);
    let suspicion = reading.suspicion.map(sentence);
    let questioned = suspicion.is_some();
    let count = reading.order.len();
    let front = reading
        .order
        .iter()
        .take(FRONT)
        .map(|number| view! { <li><Lot number=*number/></li> });
    let order = StoredValue::new(reading.order.clone());
    let go = Callback::new(move |()| {
        drawing.run(Draw::OwnList {
            order: order.get_value(),
        });
    });
    let consequence = derived(|| {
        "The draw is made once, in this order. Everyone sees at once that it was made; the results only when you publish \
         them. Drawing again needs a reason that everyone sees."
            .to_owned()
    });
    view! {
        <Notice tone=Tone::Good>
            <p><strong>{format!("All {count} people are in it, each once.")}</strong></p>
        </Notice>
        <div>
            <p class="quiet">{if count > FRONT { format!("The first {FRONT} in line:") } else { "In line:".to_owned() }}</p>
            <ol class="cluster line">{front.pieces()}</ol>
        </div>
        {suspicion.map(|sentence| view! {
            <Notice tone=Tone::Warning>
                <p><strong>{sentence}</strong></p>
                <p>"An order that anyone could have foreseen is not a draw. Shuffle the list and give it back once more, or say that it is meant like this."</p>
                <label class="choice">
                    <input type="checkbox" prop:checked=move || meant.get() on:change=does(move |event| meant.set(event_target_checked(&event)))/>
                    <span>"This order is meant, and I can explain it"</span>
                </label>
            </Notice>
        }).piece()}
        <div class="actions">
            {act.problem()}
            {live(move || if questioned && !meant.get() {
                view! { <p class="quiet">"The draw waits for your answer to the question above."</p> }.into_any()
            } else {
                view! { <Sure label="Draw" confirm="Draw now" primary=true busy=act.busy consequence on_yes=go/> }.into_any()
            })}
        </div>
    }
}
