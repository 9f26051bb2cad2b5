//! The eight words of what was fixed, for the organiser to read aloud and to send to others.

use leptos::prelude::*;
use turnwise_shared::draw::word_numbers;

use super::super::clock::Clock;
use super::super::desk::desk;
use crate::live::{live, memo};
use crate::moment;
use crate::pages::words::words;
use crate::state::fixing::fixing;

/// Of the record that counts next.
#[component]
pub fn Words() -> impl IntoView {
    let desk = desk();
    let fixing = memo(move || desk.view().and_then(|view| fixing(&view.lottery)));
    let title = memo(move || desk.event.with(|event| event.details.title.clone()));
    let clock = Clock::start(desk);
    // The message asks to compare before a moment: only as long as that is to come.
    let to_come = memo(move || fixing.get()?.moment().filter(|at| *at > clock.now()));
    live(move || {
        fixing.get().map(|fixing| {
            let until = to_come.get().map(moment::sent);
            words(&fixing, word_numbers(&fixing.head), &title.get(), until.as_deref())
        })
    })
}
