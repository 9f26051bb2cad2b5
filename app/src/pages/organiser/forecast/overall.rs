//! What the draw would give: over all, choice by choice, activity by activity, and along the line.

use leptos::prelude::*;
use turnwise_shared::catalogue::Catalogue;

use super::super::desk::{Live, desk};
use super::run::Run;
use crate::live::signals::Memo;
use crate::live::{Piece, Pieces, live, memo};
use crate::pages::pictures::{Words, sections};
use crate::state::forecast::{counts, in_so_many, overall, too_few, without_a_list};
use crate::state::why::title;

/// Everything that follows from the first simulation.
#[component]
pub fn Overall(run: Run, catalogue: Memo<Catalogue>) -> impl IntoView {
    live(move || {
        let tally = run.own.get()?;
        let question = run.asked.get_untracked()?;
        let draws = in_so_many(tally.draws);
        let heading = format!("All together, {draws}");
        let numbers = overall(&question, &tally)
            .into_iter()
            .map(|(number, what)| view! { <li><strong>{number}</strong><span>{what}</span></li> })
            .pieces();
        let catalogue = catalogue.get();
        let few = too_few(&question, &tally)
            .into_iter()
            .map(|(number, often)| view! { <li><bdi>{title(&catalogue, number)}</bdi>" "{often}"."</li> })
            .pieces();
        let few = (!few.is_empty()).then(|| view! { <ul class="findings">{few}</ul> });
        let words = Words {
            choices: "Who gets which choice",
            counted: format!("Everyone with a list, by the best choice they get; on average {draws}."),
            activities: few.piece(),
            line: format!(
                "Who is first in line is decided by the draw. This is what those at the front of the first round get, those at \
                 its end, and everyone between, on average {draws}. Only people with a list are counted."
            ),
        };
        let pictures = sections(&counts(&question, tally), &catalogue, words);
        Some(view! {
            <section class="sheet stack" aria-labelledby="together">
                <h2 id="together">{heading}</h2>
                <ul class="split-count">{numbers}</ul>
                <WithoutAList/>
            </section>
            {pictures}
        })
    })
}

/// Who can get nothing anyway.
#[component]
fn WithoutAList() -> impl IntoView {
    let desk = desk();
    let sentence = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { view, .. } => without_a_list(&view.entries),
            _ => None,
        })
    });
    live(move || sentence.get().map(|sentence| view! { <p>{sentence}</p> }))
}
