//! Places by time, against the people there are.

use leptos::prelude::*;

use super::super::desk::Desk;

/// One line per time.
#[component]
pub fn Totals(desk: Desk) -> impl IntoView {
    let lines = Memo::new(move |_| {
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
                {move || lines.get().into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view()}
            </ul>
        </section>
    }
}
