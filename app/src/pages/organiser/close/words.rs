//! The eight words of what was fixed, for the organiser to read aloud and to send to others.

use leptos::prelude::*;
use turnwise_shared::draw::word_numbers;

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
    live(move || {
        fixing.get().map(|fixing| {
            let until = fixing.moment().map(moment::spoken);
            words(&fixing, word_numbers(&fixing.head), &title.get(), until.as_deref())
        })
    })
}
