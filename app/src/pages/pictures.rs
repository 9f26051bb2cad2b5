//! A draw that was made as pictures, the same as the forecast has: who got which choice, what was wanted, and what
//! stood along the line. By number, for organiser and participants alike.

use leptos::prelude::*;
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::replay::Replay;

use crate::live::Piece;
use crate::state::picture::Counted;
use crate::ui::picture::Pictured;

/// The pictures of a draw that this browser repeated.
pub fn pictures(replay: &Replay, catalogue: &Catalogue) -> AnyView {
    let Some(counts) = Counted::drawn(replay) else {
        return ().into_any();
    };
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
            <Pictured picture=counts.activities(catalogue)/>
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
    .into_any()
}
