//! Every draw so far: its reason, the value that decided it, and how anyone can look that up.

use leptos::prelude::*;
use turnwise_shared::api::{AdministratorView, AttemptSummary, RecordEvent};
use turnwise_shared::catalogue::PublicNumbers;
use turnwise_shared::record::Event as Recorded;

use super::super::desk::desk;
use crate::live::{Piece, Pieces, live};
use crate::moment;
use crate::state::event::Event;
use crate::state::fixing::fixed_by;
use crate::state::log::draw_name;
use crate::state::public::words::value;
use crate::state::sealing;
use crate::state::stand::reason_of;

/// The list of them.
#[component]
pub fn Draws() -> impl IntoView {
    let desk = desk();
    let rows = move || {
        let view = desk.view()?;
        let rows = desk.event.with(|event| {
            let attempts = view.lottery.attempts.iter();
            attempts.map(|attempt| row(event, &view, attempt)).pieces()
        });
        Some(rows)
    };
    let none = move || desk.view().is_some_and(|view| view.lottery.attempts.is_empty());
    view! {
        <section class="sheet stack">
            <h2>"Draws so far"</h2>
            <ol class="findings">{live(rows)}</ol>
            {live(move || none().then(|| view! { <p class="quiet">"None yet."</p> }))}
        </section>
    }
}

fn row(event: &Event, view: &AdministratorView, attempt: &AttemptSummary) -> AnyView {
    let state = match (attempt.drawn, attempt.published) {
        (None, _) => ", not made, though the public value could be known",
        (Some(_), Some(_)) => ", published",
        (Some(_), None) => ", not published",
    };
    let reason = reason_of(&view.lottery, attempt)
        .and_then(|number| view.lottery.log.get(number.checked_sub(1)? as usize))
        .and_then(|record| sealing::open_note(&event.catalogue_key, &event.id, record));
    let numbers = sealing::open_catalogue(&event.catalogue_key, &event.id, &view.lottery).ok();
    let numbers = numbers.and_then(|texts| texts.numbers);
    let drawn = attempt
        .drawn
        .and_then(|number| told(view, number, numbers.as_ref()))
        .map(|(value, how)| {
            let how = (!how.is_empty()).then(|| view! { <br/><span class="quiet"><bdi>{how}</bdi></span> });
            view! { <br/>"The order came from "{value}". "{how.piece()} }
        });
    view! {
        <li>
            <strong>{draw_name(attempt.attempt)}</strong>{state}
            {reason.map(|reason| view! { ", because: "<bdi>{reason}</bdi> }).piece()}
            {drawn.piece()}
        </li>
    }
    .into_any()
}

/// The value of the drawn record with this number, where it is told already.
fn told(view: &AdministratorView, number: u32, numbers: Option<&PublicNumbers>) -> Option<(String, String)> {
    let record = view.lottery.log.get(number.checked_sub(1)? as usize)?;
    match &record.event {
        RecordEvent::Told(Recorded::Drawn { value: drawn }) => {
            let due = fixed_by(&view.lottery.log, number).map_or(0, |fixing| fixing.due);
            Some(value(drawn, due, numbers, moment::spoken))
        }
        _ => None,
    }
}
