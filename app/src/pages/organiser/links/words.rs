//! The words of a message: the usual ones, or the organiser's own, with what is filled in for each person.

use leptos::prelude::*;
use turnwise_shared::table::clean_text;

use super::super::desk::desk;
use crate::live::{Pieces, does, live};
use crate::state::event::Messages;
use crate::state::letters::PLACEHOLDERS;

/// The most characters of a message.
const LONGEST: usize = 4_000;

/// The words of a message, to be changed, and what may stand in them.
#[component]
pub fn Words(
    /// What the field is called.
    label: &'static str,
    /// The element's id.
    id: &'static str,
    /// The usual words.
    usual: &'static str,
    /// Which of the messages.
    part: fn(&mut Messages) -> &mut String,
) -> impl IntoView {
    let desk = desk();
    let own = move || desk.event.with(|event| part(&mut event.messages.clone()).clone());
    let value = move || {
        Some(own())
            .filter(|own| !own.is_empty())
            .unwrap_or_else(|| usual.to_owned())
    };
    let set = move |text: String| {
        let text = clean_text(&text, LONGEST);
        let kept = if text.trim() == usual { String::new() } else { text };
        if kept
            != desk
                .event
                .with_untracked(|event| part(&mut event.messages.clone()).clone())
        {
            desk.change(|event| *part(&mut event.messages) = kept);
        }
    };
    let placeholders = PLACEHOLDERS.map(|(name, meaning)| view! { <li><code>{name}</code>" "{meaning}</li> });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id rows="9" maxlength=LONGEST.to_string() prop:value=value aria-describedby=format!("{id}-hint")
                on:change=does(move |ev| set(event_target_value(&ev)))></textarea>
            <p id=format!("{id}-hint") class="hint">"What stands in curly brackets is filled in for each person."</p>
        </div>
        <details class="prose">
            <summary>"What can be filled in"</summary>
            <ul>{placeholders.pieces()}</ul>
        </details>
        {live(move || (!own().is_empty()).then(|| view! {
            <button type="button" class="plain" on:click=does(move |_| set(String::new()))>"Back to the usual words"</button>
        }))}
    }
}
