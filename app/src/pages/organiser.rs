//! The organiser's side: one draw on this device, its rail of steps, and the screen the address names.
//!
//! [`Desk`](desk::Desk) is what every screen shares: the draw as kept here, and what the server says of it.

mod act;
mod activities;
mod changes;
mod close;
pub mod desk;
mod drawn;
mod links;
mod open;
mod people;
mod person;
mod progress;
mod reason;
mod record;
mod results;
mod rules;
mod waiting;

use std::collections::BTreeSet;

use leptos::prelude::*;
use turnwise_shared::hash::LotteryId;

use crate::app::use_page;
use crate::page::{Desk as Screen, Page};
use crate::state::opening;
use desk::{Desk, Kept, Loaded};

/// One draw of this device's.
#[component]
pub fn Organiser(id: LotteryId) -> impl IntoView {
    match desk::load(id) {
        Loaded::Here(event) => {
            let desk = Desk::new(*event);
            provide_context(desk);
            desk.keep_in_step();
            note_arrivals(desk);
            view! { <Shell desk/> }.into_any()
        }
        Loaded::Missing => view! { <Missing sentence=MISSING/> }.into_any(),
        Loaded::Unreadable => view! { <Missing sentence=UNREADABLE/> }.into_any(),
        Loaded::TooNew => view! { <Missing sentence=TOO_NEW/> }.into_any(),
    }
}

/// An older key file, or a lost answer, does not know what has arrived at the server: the server does.
fn note_arrivals(desk: Desk) {
    Effect::new(move |_| {
        let Some(view) = desk.view() else { return };
        let there: BTreeSet<u32> = view.entries.iter().map(|entry| entry.entry).collect();
        let arrived = desk.event.with_untracked(|event| {
            let unsent = event.seats.iter().filter(|seat| seat.unsent.is_some());
            let numbers = unsent.map(|seat| seat.entry).filter(|entry| there.contains(entry));
            numbers.collect::<Vec<u32>>()
        });
        if !arrived.is_empty() {
            desk.change(|event| opening::block_arrived(event, &arrived));
        }
    });
}

/// How many people the server has that this device does not know: its state is older than the draw.
fn strangers(desk: Desk) -> usize {
    let Some(view) = desk.view() else { return 0 };
    desk.event.with(|event| {
        let known: BTreeSet<u32> = event.seats.iter().map(|seat| seat.entry).collect();
        let entries = view.entries.iter().filter(|entry| !known.contains(&entry.entry));
        entries.count()
    })
}

const MISSING: &str = "This draw is not on this device: names and codes are kept only in the browser that made \
    them, and in the key file. Open the key file to go on here. If it was never saved, the lists people sent are \
    still with the server, but nobody can tell any more whose they are.";
const UNREADABLE: &str = "What this browser kept of this draw cannot be read any more. Open the key file to bring it \
    back; everything people sent is still with the server.";
const TOO_NEW: &str = "This draw was saved by a newer version of this page. Reload the page to get that version.";

#[component]
fn Missing(sentence: &'static str) -> impl IntoView {
    crate::app::announce(|| "Draw not found – Turnwise".to_owned());
    view! {
        <main class="page">
            <h1>"This draw is not here"</h1>
            <p role="status">{sentence}</p>
            <p><a class="button" href=Page::Start.href()>"To the start, to open the key file"</a></p>
        </main>
    }
}

#[component]
fn Shell(desk: Desk) -> impl IntoView {
    let page = use_page();
    let strangers = Memo::new(move |_| strangers(desk));
    let screen = Memo::new(move |_| match page.get() {
        Page::Organise(_, screen) => screen,
        _ => Screen::default(),
    });
    view! {
        <desk::Header desk screen/>
        {move || (desk.kept.get() == Kept::Not).then(|| view! {
            <p role="alert">
                "This browser could not store your last changes: its storage is full or blocked. They are lost when this \
                 tab closes. Save the key file now (under Links, or below Open), and open it in another browser."
            </p>
        })}
        {move || (desk.kept.get() == Kept::Elsewhere).then(|| view! {
            <p role="status">
                "This draw was changed in another tab. That newer state is shown now; your last change here was not kept."
            </p>
        })}
        {move || match strangers.get() {
            0 => None,
            count => Some(view! {
                <p role="alert">
                    {format!("{count} of the people at the server are not known on this device: it has an older state of this draw. \
                        Open the newest key file, or go on where they were added.")}
                </p>
            }),
        }}
        <div class="desk">
            <desk::Rail desk screen/>
            <main class="page wide">
                {move || match screen.get() {
                    Screen::Activities => view! { <activities::Activities/> }.into_any(),
                    Screen::People => view! { <people::People/> }.into_any(),
                    Screen::Rules => view! { <rules::Rules/> }.into_any(),
                    Screen::Open => view! { <open::Open/> }.into_any(),
                    Screen::Links => view! { <links::Links/> }.into_any(),
                    Screen::Progress => view! { <progress::Progress/> }.into_any(),
                    Screen::Close => view! { <close::Close/> }.into_any(),
                    Screen::Results => view! { <results::Results/> }.into_any(),
                    Screen::Person(entry) => view! { <person::Person entry/> }.into_any(),
                    Screen::Record => view! { <record::Record/> }.into_any(),
                }}
            </main>
        </div>
    }
}
