//! Activities: the title of the event, and the table of what can be chosen, typed or pasted. Problems stand in
//! their cells; places are added up by time.
//!
//! [`board`] is what the parts share; [`table`] the rows, [`cell`] one field of them; [`import`] takes whole
//! tables in, [`totals`] adds up.

mod board;
mod cell;
mod import;
mod table;
mod totals;

use leptos::prelude::*;
use turnwise_shared::table::clean_line;

use super::desk::{desk, focus};
use crate::live::{does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::activities::row::Column;
use board::{Board, Frozen};

/// The most characters of the event's title.
const LONGEST: usize = 200;

/// Title and activities.
#[component]
pub fn Activities() -> impl IntoView {
    let desk = desk();
    let board = Board::new(desk);
    let next = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::People).href());
    let empty = memo(move || board.length.get() == 0);
    view! {
        <h1>"Activities"</h1>
        <super::changes::SendChanges/>
        {live(move || state(board.frozen.get()).map(|sentence| view! { <p class="quiet">{sentence}</p> }))}
        <Title board/>
        {live(move || if empty.get() {
            view! { <Empty board/> }.into_any()
        } else {
            view! {
                <Summary board/>
                <table::Table board/>
                <totals::Totals desk/>
                <import::More board/>
            }
            .into_any()
        })}
        <div class="actions"><a class="button primary" href=next>"Next"</a></div>
    }
}

/// What can be changed at this time.
fn state(frozen: Frozen) -> Option<&'static str> {
    match frozen {
        Frozen::No => None,
        Frozen::Kept => Some(
            "The draw is open: its activities stay and keep their numbers. Everything else about them can change, and new \
             ones can be added at the end; 0 places withdraw one.",
        ),
        Frozen::Opening => Some("The draw is being opened: finish that first, then activities can change again."),
        Frozen::Over => Some("Choosing is over: activities stay as they are."),
    }
}

#[component]
fn Title(board: Board) -> impl IntoView {
    let desk = board.desk;
    let title = memo(move || desk.event.with(|event| event.details.title.clone()));
    let missing = move || {
        let missing = title.with(String::is_empty) && board.length.get() > 0;
        missing.then_some("The event needs a title, such as “Project week”.")
    };
    let write = move |text: String| {
        let text = clean_line(&text, LONGEST);
        if title.with_untracked(|title| *title != text) {
            desk.change(|event| event.details.title = text);
        }
    };
    view! {
        <div class="field">
            <label for="event-title">"Title of the event"</label>
            <input id="event-title" autocomplete="off" maxlength=LONGEST.to_string() prop:value=move || title.get()
                disabled=move || board.frozen.get().is_fast() aria-describedby="event-title-problem"
                aria-invalid=move || missing().map(|_| "true") on:change=does(move |event| write(event_target_value(&event)))/>
            <p id="event-title-problem" class="problem" aria-live="polite">{live(missing)}</p>
        </div>
    }
}

#[component]
fn Empty(board: Board) -> impl IntoView {
    let first = move |_| {
        board.add();
        board::later(|| focus(&cell::id(0, Column::Title)));
    };
    view! {
        <section class="sheet stack" aria-labelledby="empty">
            <h2 id="empty">"What can people choose from?"</h2>
            <p>"There is no activity yet. Take them over from a spreadsheet, or type them in."</p>
            <p><button type="button" disabled=move || board.frozen.get().is_fast() on:click=does(first)>"Type them in"</button></p>
            <import::Import board/>
        </section>
        <table::Undo board/>
    }
}

#[component]
fn Summary(board: Board) -> impl IntoView {
    let desk = board.desk;
    let sum = move || {
        desk.event.with(|event| {
            let (count, places) = (event.activities.count(), event.activities.places());
            let activities = if count == 1 { "activity" } else { "activities" };
            let word = if places == 1 { "place" } else { "places" };
            format!("{count} {activities}, {places} {word} in all.")
        })
    };
    let problems = memo(move || board.problems.with(std::collections::BTreeMap::len));
    let told = move || match problems.get() {
        0 => None,
        1 => Some("1 cell needs a look.".to_owned()),
        many => Some(format!("{many} cells need a look.")),
    };
    let show = move |_| {
        let first = board
            .problems
            .with_untracked(|problems| problems.keys().next().copied());
        if let Some((row, column)) = first {
            focus(&cell::id(row, column));
        }
    };
    view! {
        <div class="cluster activities-sum">
            <output>{live(sum)} " " {live(told)}</output>
            {live(move || (problems.get() > 0).then(|| view! {
                <button type="button" class="plain" on:click=does(show)>"Show the first"</button>
            }))}
        </div>
    }
}
