//! The orders per round, each simulated: for the next time, as the one of this draw is fixed.

use leptos::prelude::*;

use super::run::Run;
use crate::live::live;
use crate::state::forecast::orders::orders;
use crate::state::forecast::{in_so_many, several};
use crate::ui::picture::Tabled;

/// All four beside each other.
#[component]
pub fn Orders(run: Run) -> impl IntoView {
    live(move || {
        let tallies = run.orders.get()?;
        let question = run.asked.get_untracked()?;
        let draws = tallies.first().map_or(0, |(_, tally)| tally.draws);
        let content = if several(&question) {
            view! {
                <p class="quiet">
                    "The order of the rounds stays as it is once choosing is open: these figures are for the next time. Each \
                     is counted "{in_so_many(draws)}"."
                </p>
                <Tabled figures=orders(&tallies, question.pass_order)/>
            }
            .into_any()
        } else {
            view! {
                <p>"Nobody can get a second place, so later rounds change nothing: all four orders of the rounds give the same."</p>
            }
            .into_any()
        };
        Some(view! {
            <section class="sheet stack" aria-labelledby="orders">
                <h2 id="orders">"Order of the rounds"</h2>
                {content}
            </section>
        })
    })
}
