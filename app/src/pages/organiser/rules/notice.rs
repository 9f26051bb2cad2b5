//! The notice of a public value: how long people have to look before it counts.

use leptos::prelude::*;

use super::super::desk::desk;
use crate::live::signals::Signal;
use crate::live::{Pieces, does, live, memo};
use crate::state::settings::{MAX_NOTICE_HOURS, NOTICES, span};

/// Choosing the notice; a day is chosen already.
#[component]
pub fn Notice(
    /// Whether the draw is open: then it stays as it is.
    fixed: Signal<bool>,
) -> impl IntoView {
    let desk = desk();
    let notice = memo(move || desk.event.with(|event| event.settings.notice));
    let set = move |seconds: u32| desk.change(|event| event.settings.notice = seconds);
    let radio = move |seconds: u32| {
        view! {
            <label class="choice">
                <input type="radio" name="notice" prop:checked=move || notice.get() == seconds disabled=move || fixed.get()
                    on:change=does(move |_| set(seconds))/>
                <span>{span(seconds)}</span>
            </label>
        }
    };
    let other = move || {
        let own = Some(notice.get()).filter(|notice| !NOTICES.contains(notice));
        own.map(|notice| (notice / 3_600).to_string()).unwrap_or_default()
    };
    view! {
        <fieldset class="sheet stack">
            <legend>"How much notice?"</legend>
            <div class="cluster">
                {NOTICES.map(radio).pieces()}
                <label class="choice" for="notice-other">"Another number of hours"</label>
                <input id="notice-other" class="number" type="number" min="1" max=MAX_NOTICE_HOURS.to_string() inputmode="numeric"
                    prop:value=other disabled=move || fixed.get() aria-describedby="notice-hint"
                    on:change=does(move |ev| {
                        if let Ok(hours @ 1..=MAX_NOTICE_HOURS) = event_target_value(&ev).trim().parse::<u32>() {
                            set(hours * 3_600);
                        }
                    })/>
            </div>
            <p id="notice-hint" class="hint">
                {live(move || format!(
                    "Between your last change of rules or texts and the end of choosing lies {0} or more, so that nobody is \
                     surprised. Between the end of choosing and the public value lies {0} or more, so that people can check \
                     their lists and compare the words before the value exists.",
                    span(notice.get())
                ))}
            </p>
        </fieldset>
    }
}
