//! Entering the numbers that were drawn in public: that is the draw.

use leptos::prelude::*;
use turnwise_shared::api::Draw;

use super::super::super::act::{Act, Sure};
use super::super::super::desk::desk;
use super::super::use_drawing;
use super::asked;
use super::boxes::{Boxes, Typed};
use crate::live::callback::Callback;
use crate::live::{derived, live, memo};
use crate::moment;
use crate::state::public::entered::spaced;
use crate::state::public::words::when;

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
    let which = match when(&told, moment::spoken) {
        Some(when) => format!("“{}”, drawn {when}", told.what),
        None => format!("“{}”", told.what),
    };
    view! {
        <section class="sheet stack" aria-labelledby="drawn-numbers">
            <h2 id="drawn-numbers">"The numbers"</h2>
            <p role="status">"The moment has come: type in the numbers that were drawn. Entering them is the draw."</p>
            <p><bdi>{which}</bdi></p>
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
