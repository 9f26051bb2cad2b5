//! The draw as pictures, the same as the forecast has: what was wanted, who got which choice, and what stood along the
//! line.

use std::sync::Arc;

use leptos::prelude::*;
use turnwise_shared::replay::Replay;

use super::super::desk::desk;
use crate::live::Piece;
use crate::live::signals::StoredValue;
use crate::state::event::Event;
use crate::state::picture::Counted;
use crate::ui::picture::Pictured;

/// The draw that is shown, for the pictures: they are a part of their own, which finds it in its context.
#[derive(Clone, Copy)]
struct Shown(StoredValue<Option<Arc<Replay>>>);

/// Has this draw shown; none if it could not be repeated.
pub fn provide(replay: Option<Arc<Replay>>) {
    provide_context(Shown(StoredValue::new(replay)));
}

/// The pictures of a draw that this browser repeated.
#[component]
pub fn Pictures() -> impl IntoView {
    let shown = use_context::<Shown>();
    let counts = shown.and_then(|Shown(replay)| replay.with_value(|replay| replay.as_deref().map(Counted::drawn)));
    let catalogue = desk().event.with_untracked(Event::catalogue);
    let pictures = counts.map(|counts| {
        let each = counts.places_each().map(|picture| {
            view! {
                <h3>"Places each"</h3>
                <Pictured picture/>
            }
        });
        view! {
            <section class="sheet stack" aria-labelledby="choices">
                <h2 id="choices">"Who got which choice"</h2>
                <p class="quiet">"Everyone with a list, by the best choice they got."</p>
                <Pictured picture=counts.choices()/>
            </section>
            <section class="sheet stack" aria-labelledby="by-activity">
                <h2 id="by-activity">"By activity"</h2>
                <Pictured picture=counts.activities(&catalogue)/>
            </section>
            <section class="sheet stack" aria-labelledby="along">
                <h2 id="along">"Along the line"</h2>
                <p class="quiet">
                    "What those at the front of the line of the first round got, those at the end, and everyone between. \
                     Only people with a list are counted."
                </p>
                <Pictured picture=counts.line()/>
                {each.piece()}
            </section>
        }
    });
    pictures.piece()
}
