//! What can still change once the draw is open, and what cannot.

use leptos::prelude::*;

use super::super::desk::desk;
use crate::live::{Piece, Pieces};
use crate::state::settings::span;

const CAN: [&str; 5] = [
    "All texts, and the moment at which choosing ends.",
    "Places, times, who may choose something, and how many people it needs.",
    "Activities can be added; one with 0 places is withdrawn.",
    "People can be added.",
    "A lost link can be replaced.",
];

const CANNOT: [&str; 4] = [
    "How many places each, the order per round, and where the order comes from.",
    "The numbers: nobody who has one is removed or gets another.",
    "Activities keep their numbers; none is deleted.",
    "The class of somebody who has a link.",
];

/// Two short lists.
#[component]
pub fn Later() -> impl IntoView {
    let list = |lines: &'static [&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).pieces();
    let notice = desk().event.with_untracked(|event| event.settings.notice_in_force());
    let until = (notice > 0).then(|| {
        format!(
            "This can change until {0} before choosing ends: a change later than that moves the end, because everyone has {0} \
             of notice of what is in force.",
            span(notice)
        )
    });
    view! {
        <section class="sheet stack prose">
            <h2>"After opening"</h2>
            <h3>"Can still change"</h3>
            <ul>{list(&CAN)}</ul>
            {until.map(|until| view! { <p>{until}</p> }).piece()}
            <p class="quiet">"Everyone taking part is shown that the rules or texts changed, and when."</p>
            <h3>"Stays as it is"</h3>
            <ul>{list(&CANNOT)}</ul>
            <p class="quiet">"Once choosing is closed, the lists stay as they are too."</p>
        </section>
    }
}
