//! The page. It maps numbers to people, explains every step and sends no name anywhere.
//!
//! Where to start: [`page`] has every address, [`app`] turns one into a screen of [`pages`]. What is not
//! drawing lives in [`state`] as plain structs; widgets that know nothing of lotteries in [`ui`]. Each
//! boundary is one file: [`api`] (HTTP), [`storage`] (what the browser keeps), [`arrival`] (the secret in
//! a link), [`chance`] (random bytes and the clock), [`moment`] (dates as people read them), [`text`] (words),
//! [`worker`] (what computes beside the page: [`simulation`], [`verification`], [`signed`]).
//!
//! It is built twice, so that a phone loads what a participant needs and nothing else: the features `participant`
//! and `organiser` say with which screens. `app/boot.js` starts the build that an address needs; each comes in
//! [`parts`].

// One build leaves what only the other shows unused.
#![cfg_attr(not(all(feature = "participant", feature = "organiser")), allow(dead_code))]

mod api;
mod app;
mod arrival;
mod chance;
mod json;
mod live;
mod moment;
mod page;
mod pages;
mod parts;
#[cfg(feature = "participant")]
mod signed;
mod simulation;
mod state;
mod storage;
mod text;
mod ticks;
mod ui;
mod verification;
mod worker;

use leptos::prelude::*;

use app::{App, Place};

/// Starts what a participant's link opens, and the page on which anybody checks a record.
#[cfg(feature = "participant")]
pub fn participant() {
    begin(|place| match place {
        Place::Participant => Some(pages::participant::Participant().into_any()),
        Place::Check => Some(parts::check()),
        Place::Start | Place::Organiser => None,
    });
}

/// Starts the first page and the organiser's screens.
#[cfg(feature = "organiser")]
pub fn organiser() {
    begin(|place| match place {
        Place::Start => Some(parts::start()),
        Place::Organiser => Some(pages::organiser::Organiser().into_any()),
        Place::Participant | Place::Check => None,
    });
}

fn begin(show: fn(Place) -> Option<AnyView>) {
    arrival::take();
    arrival::listen();
    mount_to_body(move || view! { <App show/> });
}
