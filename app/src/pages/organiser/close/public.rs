//! A draw by a public value: checking time until its moment has come; then the value is entered, and that is the draw.

mod beacon;
mod boxes;
mod numbers;
pub mod wrong;

use leptos::prelude::*;
use turnwise_shared::catalogue::PublicNumbers;
use turnwise_shared::lottery::ValuePlan;

use super::super::clock::Clock;
use super::super::desk::{Desk, desk};
use crate::live::{live, memo};
use crate::moment;
use crate::state::public::entered::Asked;
use crate::state::public::words;
use crate::state::sealing;
use crate::state::stand::{Awaited, awaited};

/// Checking time, or the form that belongs to the value.
#[component]
pub fn Public() -> impl IntoView {
    let desk = desk();
    let clock = Clock::start(desk);
    let value = memo(move || desk.view().and_then(|view| awaited(&view.lottery)));
    let there = memo(move || value.get().is_some_and(|value| clock.now() >= value.moment()));
    live(move || {
        let value = value.get()?;
        Some(match (there.get(), value.plan) {
            (false, _) => view! { <CheckingTime value clock/> }.into_any(),
            (true, ValuePlan::Drand) => view! { <beacon::Beacon round=value.due/> }.into_any(),
            (true, _) => view! { <numbers::ByNumbers/> }.into_any(),
        })
    })
}

/// Until the value can be known.
#[component]
fn CheckingTime(value: Awaited, clock: Clock) -> impl IntoView {
    let moment = value.moment();
    let left = memo(move || moment::until(clock.now(), moment));
    let numbers = asked(desk()).map(|(_, told)| told);
    let which = words::due(value.plan, value.due, numbers.as_ref(), moment::spoken).unwrap_or_default();
    view! {
        <section class="sheet stack" aria-labelledby="checking-time">
            <h2 id="checking-time">"Checking time"</h2>
            <p class="lead">
                {format!("Others can check their list until {}; then the draw is made", moment::spoken(moment))}
                {live(move || format!(", {}.", left.get()))}
            </p>
            <p>{format!("What decides the order is named now and cannot be known yet: {which}.")}</p>
            <p class="quiet">
                "Now is the time to compare: send the words above to somebody who is not one of the organisers, into the class \
                 chat for instance. Whoever has them before the value exists can tell later that no list was exchanged."
            </p>
        </section>
    }
}

/// Which numbers are asked for, and how people read of them, by the texts in force.
fn asked(desk: Desk) -> Option<(Asked, PublicNumbers)> {
    let view = desk.view()?;
    let told = desk.event.with(|event| {
        let texts = sealing::open_catalogue(&event.catalogue_key, &event.id, &view.lottery).ok();
        let told = texts.and_then(|texts| texts.numbers);
        told.or_else(|| event.settings.public_numbers().cloned())
    });
    let told = told.unwrap_or_default();
    let asked = Asked::new(view.lottery.rules.plan, told.ascending)?;
    Some((asked, told))
}
