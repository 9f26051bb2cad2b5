//! Entering the numbers that were drawn in public: that is the draw.

use leptos::prelude::*;
use turnwise_shared::api::Draw;

use super::super::super::act::{Act, Sure};
use super::super::super::desk::desk;
use super::super::use_drawing;
use super::asked;
use super::boxes::{Boxes, Typed};
use crate::live::callback::Callback;
use crate::live::{Piece, derived, live, memo};
use crate::moment;
use crate::state::public::entered::spaced;
use crate::state::public::words::due;
use crate::state::stand::awaited;

/// Type them, look at them, draw.
#[component]
pub fn ByNumbers() -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let drawing = use_drawing(act);
    let Some((asked, told)) = untrack(|| asked(desk)) else {
        return ().into_any();
    };
    let typed = Typed::new(asked);
    let complete = memo(move || typed.numbers().is_some());
    let go = Callback::new(move |()| {
        if let Some(numbers) = untrack(|| typed.numbers()) {
            drawing.run(Draw::Numbers { numbers, note: None });
        }
    });
    let consequence = derived(move || {
        format!(
            "The draw is made at once, with {}. Everyone sees at once that it was made; numbers and results only when you publish \
             them. Numbers typed wrongly can be entered again, with a reason that everyone sees.",
            typed.numbers().map(|numbers| spaced(&numbers)).unwrap_or_default()
        )
    });
    // Not when they were announced to be drawn: what counts may be a later draw by now.
    let awaited = untrack(|| desk.view()).and_then(|view| awaited(&view.lottery));
    let which = awaited.and_then(|value| due(value.plan, value.due, Some(&told), moment::spoken));
    view! {
        <section class="sheet stack" aria-labelledby="drawn-numbers">
            <h2 id="drawn-numbers">"The numbers"</h2>
            <p role="status">"The moment has come: type in the numbers that were drawn. Entering them is the draw."</p>
            {which.map(|which| view! { <p>"What counts: "<bdi>{which}</bdi>"."</p> }).piece()}
            <Boxes typed/>
        </section>
        <div class="actions">
            {act.problem()}
            {live(move || if complete.get() {
                view! { <Sure label="Draw" confirm="Draw now" primary=true busy=act.busy consequence on_yes=go/> }.into_any()
            } else {
                view! { <p class="quiet">"The draw waits for all numbers."</p> }.into_any()
            })}
        </div>
    }
    .into_any()
}
