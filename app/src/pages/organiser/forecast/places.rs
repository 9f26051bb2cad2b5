//! One place more or fewer in each activity, and where one more would help most.

use leptos::prelude::*;
use turnwise_shared::catalogue::Catalogue;

use super::run::Run;
use crate::live::live;
use crate::live::signals::Memo;
use crate::state::forecast::in_so_many;
use crate::state::forecast::places::{effects, helps};
use crate::state::why::title;
use crate::ui::picture::Tabled;

/// What one place more or fewer would change.
#[component]
pub fn Places(run: Run, catalogue: Memo<Catalogue>) -> impl IntoView {
    live(move || {
        let places = run.places.get()?;
        let question = run.asked.get_untracked()?;
        let catalogue = catalogue.get();
        let draws = in_so_many(places.draws);
        let sentence = match helps(&places) {
            Some((number, what)) => view! {
                <p class="headline">
                    "One place more in "<bdi>{title(&catalogue, number)}</bdi>" would help most: on average "{draws.clone()}", "{what}"."
                </p>
            }
            .into_any(),
            None => {
                view! { <p class="headline">"No single place more would help so much that it shows "{draws.clone()}"."</p> }
                    .into_any()
            }
        };
        Some(view! {
            <section class="sheet stack" aria-labelledby="places">
                <h2 id="places">"One place more or fewer"</h2>
                {sentence}
                <p class="quiet">
                    "People more or fewer than now, on average "{draws}" with the same lines. “No difference” is less than a \
                     twentieth of a person; “no change” is where it filled up in no simulated draw."
                </p>
                <Tabled figures=effects(&places, &question.activities, &catalogue)/>
            </section>
        })
    })
}
