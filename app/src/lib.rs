//! The page. It maps numbers to people, explains every step and sends no name anywhere.
//!
//! Where to start: [`page`] has every address, [`app`] turns one into a screen of [`pages`]. What is not
//! drawing lives in [`state`] as plain structs; widgets that know nothing of lotteries in [`ui`]. Each
//! boundary is one file: [`api`] (HTTP), [`storage`] (what the browser keeps), [`arrival`] (the secret in
//! a link), [`chance`] (random bytes and the clock), [`moment`] (dates as people read them), [`text`] (words).
//!
//! It is built twice: [`participant`] for phones, as small as can be, and [`organiser`] with everything else.
//! `app/boot.js` starts the one an address needs.

mod api;
mod app;
mod arrival;
mod chance;
mod moment;
mod page;
mod pages;
mod state;
mod storage;
mod text;
mod ticks;
mod ui;

use leptos::prelude::*;

use app::{App, Place};

/// Starts what a participant's link opens.
pub fn participant() {
    begin(|place| match place {
        Place::Participant(id) => Some(view! { <pages::participant::Participant id/> }.into_any()),
        Place::Start | Place::Organiser(_) => None,
    });
}

/// Starts the first page and the organiser's screens.
pub fn organiser() {
    begin(|place| match place {
        Place::Start => Some(pages::start::Start().into_any()),
        Place::Organiser(id) => Some(view! { <pages::organiser::Organiser id/> }.into_any()),
        Place::Participant(_) => None,
    });
}

fn begin(show: fn(Place) -> Option<AnyView>) {
    arrival::take();
    arrival::listen();
    mount_to_body(move || view! { <App show/> });
}
