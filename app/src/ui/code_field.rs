//! The one field for a code: grouped in threes while it is typed, as letters show it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use crate::live::signals::RwSignal;
use crate::live::{does, live};

/// A field for a code, or for the whole link.
#[component]
pub fn CodeField(
    /// What stands in it.
    value: RwSignal<String>,
    /// What is wrong with it.
    error: RwSignal<Option<String>>,
    /// How typed text is shown.
    shown: fn(&str) -> String,
) -> impl IntoView {
    let id = super::fresh_id("code");
    let (hint, problem) = (format!("{id}-hint"), format!("{id}-problem"));
    let typed = move |event: leptos::ev::Event| {
        error.set(None);
        let text = event_target_value(&event);
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let caret = field.and_then(|field| field.selection_start().ok().flatten());
        // Regrouped only while typing at the end: elsewhere the caret would jump.
        let at_end = caret.is_none_or(|caret| caret as usize >= text.encode_utf16().count());
        value.set(if at_end { shown(&text) } else { text });
    };
    view! {
        <div class="field">
            <label for=id.clone()>"Your code"</label>
            <input id=id type="text" class="code" prop:value=move || value.get() on:input=does(typed)
                autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="400"
                aria-describedby=format!("{hint} {problem}") aria-invalid=move || error.get().map(|_| "true")/>
            <p id=hint class="hint">"Nine groups of three, from your letter or message. Capitals, spaces and hyphens do not matter; the whole link works too."</p>
            <p id=problem class="problem" aria-live="polite">{live(move || error.get())}</p>
        </div>
    }
}
