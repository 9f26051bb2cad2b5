//! Asking for the reason of an act that needs one: everyone taking part reads it.

use leptos::prelude::*;
use turnwise_shared::table::clean_text;

use super::act::Act;

use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, live};

/// The most characters of a reason.
const LONGEST: usize = 500;

/// A fold-out with a sentence, a reason to type, and a button.
#[component]
pub fn WithReason(
    /// What the fold-out says.
    summary: &'static str,
    /// What the act means.
    sentence: &'static str,
    /// What the button says.
    button: &'static str,
    /// What to do with the reason.
    on_reason: Callback<(Act, String)>,
    /// What else is asked.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let act = Act::new();
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let id = format!("reason-{}", summary.to_lowercase().replace(' ', "-"));
    let problem_id = format!("{id}-problem");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = clean_text(&reason.get_untracked(), LONGEST);
        missing.set(text.is_empty());
        if !text.is_empty() {
            on_reason.run((act, text));
        }
    };
    view! {
        <details class="sheet">
            <summary>{summary}</summary>
            <form class="stack" on:submit=does(submit)>
                <p>{sentence}</p>
                <div class="field">
                    <label for=id.clone()>"The reason, for everyone to read"</label>
                    <textarea id=id rows="2" maxlength=LONGEST.to_string() prop:value=move || reason.get()
                        aria-describedby=problem_id.clone() aria-invalid=move || missing.get().then_some("true")
                        on:input=does(move |event| reason.set(event_target_value(&event)))></textarea>
                    <p id=problem_id class="problem">
                        {live(move || missing.get().then_some("Write a reason: everyone taking part will see it."))}
                    </p>
                </div>
                {children.map(|children| children())}
                {act.problem()}
                <p><button type="submit" disabled=move || act.busy.get()>{button}</button></p>
            </form>
        </details>
    }
}
