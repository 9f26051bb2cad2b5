//! Until when: the end of choosing, and how long everything is kept.

use leptos::prelude::*;
use turnwise_shared::api::MAX_DAYS;

use super::super::desk::desk;
use crate::live::signals::RwSignal;
use crate::live::{does, live, memo};
use crate::state::event::Stage;
use crate::state::opening::too_short;
use crate::state::settings::span;
use crate::{chance, moment};

/// The end of choosing, and when the server deletes everything.
#[component]
pub fn Closing() -> impl IntoView {
    let desk = desk();
    let problem = RwSignal::new(None::<&'static str>);
    let value = move || {
        let closes_at = desk.event.with(|event| event.settings.closes_at);
        closes_at.map(moment::to_field).unwrap_or_default()
    };
    let set = move |text: String| {
        let closes_at = moment::from_field(&text);
        let past = closes_at.is_some_and(|at| at <= chance::now());
        problem.set(match (text.is_empty(), closes_at) {
            (false, None) => Some("This is not a date and a time. Type both, for example 04/12/2026, 18:00."),
            _ if past => Some("This moment is past. Choose a later one."),
            _ => None,
        });
        if problem.get_untracked().is_none() {
            desk.change(|event| event.settings.closes_at = closes_at);
        }
    };
    // What was sent and what is here may differ once it is open: then sending says it.
    let short = memo(move || {
        desk.event.with(|event| {
            let draft = event.stage == Stage::Draft;
            draft.then(|| too_short(&event.settings, chance::now())).flatten()
        })
    });
    let notice = memo(move || desk.event.with(|event| event.settings.notice_in_force()));
    let told = move || problem.get().map(str::to_owned).or_else(|| short.get());
    let days = move || desk.event.with(|event| event.settings.keep_days.to_string());
    let set_days = move |ev: leptos::ev::Event| {
        if let Ok(days @ 1..=MAX_DAYS) = event_target_value(&ev).trim().parse::<u32>() {
            desk.change(|event| event.settings.keep_days = days);
        }
    };
    let with_notice = move || {
        let notice = Some(notice.get()).filter(|notice| *notice > 0)?;
        Some(format!(" Rules and texts can change until {} before it.", span(notice)))
    };
    view! {
        <fieldset class="sheet stack">
            <legend>"Until when?"</legend>
            <div class="field">
                <label for="closes-at">"Choosing ends"</label>
                <input id="closes-at" type="datetime-local" prop:value=value aria-describedby="closes-at-hint closes-at-problem"
                    aria-invalid=move || told().map(|_| "true") on:change=does(move |ev| set(event_target_value(&ev)))/>
                <p id="closes-at-hint" class="hint">
                    "By this device’s clock and time zone. Left empty, choosing ends when you close it; you can also close earlier."
                    {live(with_notice)}
                </p>
                <p id="closes-at-problem" class="problem" aria-live="polite">{live(told)}</p>
            </div>
            <div class="field">
                <label for="keep-days">"Delete everything from the server after"</label>
                <input id="keep-days" class="number" type="number" min="1" max=MAX_DAYS inputmode="numeric" prop:value=days
                    disabled=move || desk.event.with(|event| event.stage != Stage::Draft)
                    on:change=does(set_days)/>
                <p class="hint">"Days after the last thing that happens, from 1 to 400."</p>
            </div>
        </fieldset>
    }
}
