//! Places by time, against the people there are.

use leptos::prelude::*;

use super::super::desk::Desk;

use crate::live::{Pieces, live, memo};

/// One line per time.
#[component]
pub fn Totals(desk: Desk) -> impl IntoView {
    let lines = memo(move || {
        desk.event.with(|event| {
            let people = event.roster.people().len();
            let totals = event.activities.totals().into_iter();
            totals.map(|total| total.sentence(people)).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="sheet stack" aria-labelledby="by-time">
            <h2 id="by-time">"Places by time"</h2>
            <ul class="times">
                {live(move || lines.get().into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).pieces())}
            </ul>
        </section>
    }
}
