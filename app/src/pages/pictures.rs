//! Outcomes as pictures, of a draw that was made and of simulated ones alike: who got which choice, what was wanted, and
//! what stood along the line. By number, for organiser and participants alike.

use leptos::prelude::*;
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::replay::Replay;

use crate::live::Piece;
use crate::state::picture::Counted;
use crate::ui::picture::Pictured;

/// What is said beside the pictures.
pub struct Words {
    /// The heading of who gets which choice.
    pub choices: &'static str,
    /// Who is counted there, and how.
    pub counted: String,
    /// What has to be said of activities, if anything.
    pub activities: AnyView,
    /// What is counted along the line.
    pub line: String,
}

/// The pictures of a draw that this browser repeated.
pub fn pictures(replay: &Replay, catalogue: &Catalogue) -> AnyView {
    let words = Words {
        choices: "Who got which choice",
        counted: "Everyone with a list, by the best choice they got.".to_owned(),
        activities: ().into_any(),
        line: "What those at the front of the line of the first round got, those at the end, and everyone between. Only people \
               with a list are counted."
            .to_owned(),
    };
    Counted::drawn(replay).map_or_else(|| ().into_any(), |counts| sections(&counts, catalogue, words))
}

/// Choice by choice, activity by activity, and along the line.
pub fn sections(counts: &Counted, catalogue: &Catalogue, words: Words) -> AnyView {
    let each = counts.places_each().map(|picture| {
        view! {
            <h3>"Places each"</h3>
            <Pictured picture/>
        }
    });
    view! {
        <section class="sheet stack" aria-labelledby="choices">
            <h2 id="choices">{words.choices}</h2>
            <p class="quiet">{words.counted}</p>
            <Pictured picture=counts.choices()/>
        </section>
        <section class="sheet stack" aria-labelledby="by-activity">
            <h2 id="by-activity">"By activity"</h2>
            {words.activities}
            <Pictured picture=counts.activities(catalogue)/>
        </section>
        <section class="sheet stack" aria-labelledby="along">
            <h2 id="along">"Along the line"</h2>
            <p class="quiet">{words.line}</p>
            <Pictured picture=counts.line()/>
            {each.piece()}
        </section>
    }
    .into_any()
}
