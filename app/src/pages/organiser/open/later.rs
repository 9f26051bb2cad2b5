//! What can still change once the draw is open, and what cannot.

use leptos::prelude::*;

use crate::live::Pieces;

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
    view! {
        <section class="sheet stack prose">
            <h2>"After opening"</h2>
            <h3>"Can still change"</h3>
            <ul>{list(&CAN)}</ul>
            <p class="quiet">"Everyone taking part is shown that the rules or texts changed, and when."</p>
            <h3>"Stays as it is"</h3>
            <ul>{list(&CANNOT)}</ul>
            <p class="quiet">"Once choosing is closed, the lists stay as they are too."</p>
        </section>
    }
}
