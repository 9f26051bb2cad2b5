//! How far something is that takes its time: a bar and the words beside it.

use leptos::prelude::*;

use crate::live::live;
use crate::live::signals::RwSignal;

/// The bar, without a length until it is known how much there is. It is not announced with every step.
#[component]
pub fn Progress(
    /// What is counted, for whoever cannot see it.
    what: &'static str,
    /// How much is done, of how much.
    made: RwSignal<(u32, u32)>,
    /// The same in words.
    words: fn(u32, u32) -> String,
) -> impl IntoView {
    let value = move || made.with(|(made, of)| (*of > 0).then(|| made.to_string()));
    let max = move || made.with(|(_, of)| (*of).max(1).to_string());
    let words = move || {
        made.with(|(made, of)| match of {
            0 => "Beginning…".to_owned(),
            of => words(*made, *of),
        })
    };
    view! {
        <div class="progress">
            <progress aria-label=what max=max value=value></progress>
            <span>{live(words)}</span>
        </div>
    }
}
