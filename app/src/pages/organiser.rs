//! The organiser's side: one draw on this device, its rail of steps, and the screen the address names.
//!
//! [`Desk`](desk::Desk) is what every screen shares: the draw as kept here, and what the server says of it.

mod act;
pub mod activities;
mod changes;
mod clock;
pub mod close;
pub mod desk;
mod drawn;
pub mod followed;
pub mod forecast;
pub mod links;
pub mod open;
pub mod people;
pub mod person;
pub mod progress;
mod reason;
pub mod record;
pub mod results;
pub mod rules;
mod waiting;

use leptos::prelude::*;
use turnwise_shared::sorted;

use crate::app::use_page;
use crate::live::{effect, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::parts;
use crate::state::opening;
use desk::{Desk, Kept, Loaded};

/// One draw of this device's.
#[component]
pub fn Organiser() -> impl IntoView {
    let Page::Organise(id, _) = use_page().get_untracked() else {
        return ().into_any();
    };
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
    effect(move || {
        let Some(view) = desk.view() else { return };
        let there = sorted::set(view.entries.iter().map(|entry| entry.entry));
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
        let known = sorted::set(event.seats.iter().map(|seat| seat.entry));
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
    let strangers = memo(move || strangers(desk));
    let answered = memo(move || desk.phase().is_some());
    let followed = memo(move || desk.account.with(|account| account.there));
    let screen = memo(move || match page.get() {
        Page::Organise(_, screen) => screen,
        _ => Screen::default(),
    });
    view! {
        <desk::Header desk screen/>
        {live(move || (desk.kept.get() == Kept::Not).then(|| view! {
            <p role="alert">
                "This browser could not store your last changes: its storage is full or blocked. They are lost when this \
                 tab closes. Save the key file now (under Links, or below Open), and open it in another browser."
            </p>
        }))}
        {live(move || (desk.kept.get() == Kept::Elsewhere).then(|| view! {
            <p role="status">
                "This draw was changed in another tab. That newer state is shown now; your last change here was not kept."
            </p>
        }))}
        {live(move || match strangers.get() {
            0 => None,
            count => Some(view! {
                <p role="alert">
                    {format!("{count} of the people at the server are not known on this device: it has an older state of this draw. \
                        Open the newest key file, or go on where they were added.")}
                </p>
            }),
        })}
        <div class="desk">
            <desk::Rail desk screen/>
            <main class="page wide">
                {live(move || answered.get().then(parts::followed))}
                {live(move || match screen.get() {
                    Screen::Activities => parts::activities(),
                    Screen::People => parts::people(),
                    Screen::Rules => parts::rules(),
                    Screen::Open => parts::open(),
                    Screen::Links => parts::links(),
                    Screen::Progress => parts::progress(),
                    Screen::Forecast => parts::forecast(),
                    Screen::Close => parts::close(),
                    Screen::Results => parts::results(),
                    Screen::Person(_) => parts::person(),
                    Screen::Record => parts::record(),
                })}
                {live(move || followed.get().then(parts::followed_line))}
            </main>
        </div>
    }
}
