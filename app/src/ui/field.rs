//! A text field with its label, a hint, and its problem right below it.

use leptos::prelude::*;

use crate::live::callback::Callback;
use crate::live::signals::Signal;
use crate::live::{Piece, does, live};

/// One line, or several.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told at every change.
    on_input: Callback<String>,
    /// How to fill it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How many lines; 0 for a plain field.
    #[prop(optional)]
    lines: u32,
    /// The element's id; made up if none is given.
    #[prop(optional, into)]
    id: String,
    /// The most characters.
    #[prop(default = 2_000)]
    longest: u32,
) -> impl IntoView {
    let id = if id.is_empty() { super::fresh_id("field") } else { id };
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described = format!("{hint_id} {problem_id}");
    let invalid = move || error.get().map(|_| "true");
    let input = if lines == 0 {
        view! {
            <input id=id.clone() type="text" autocomplete="off" maxlength=longest.to_string() prop:value=move || value.get() aria-describedby=described
                aria-invalid=invalid on:input=does(move |event| on_input.run(event_target_value(&event)))/>
        }
        .into_any()
    } else {
        view! {
            <textarea id=id.clone() rows=lines.to_string() maxlength=longest.to_string() prop:value=move || value.get() aria-describedby=described
                aria-invalid=invalid on:input=does(move |event| on_input.run(event_target_value(&event)))></textarea>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {input}
            {(!hint.is_empty()).then(|| view! { <p id=hint_id class="hint">{hint}</p> }).piece()}
            <p id=problem_id class="problem" aria-live="polite">{live(move || error.get())}</p>
        </div>
    }
}
