//! Where the order comes from: each source with whose word it rests on, and what a public value needs to be told.

use leptos::prelude::*;
use turnwise_shared::lottery::ValuePlan;

use super::super::desk::desk;
use super::notice::Notice;
use super::numbers::NumbersForm;
use crate::live::signals::Signal;
use crate::live::{Pieces, does, live, memo};
use crate::moment;
use crate::state::public::words::decided_by;
use crate::state::settings::PLANS;

/// The sources, and the form that belongs to the chosen one.
#[component]
pub fn Source(
    /// Whether the draw is open: then it stays as it is.
    fixed: Signal<bool>,
) -> impl IntoView {
    let desk = desk();
    let plan = memo(move || desk.event.with(|event| event.settings.plan.code()));
    let choose = move |plan| desk.change(|event| event.settings.choose(plan));
    let radio = move |(value, name, sentence): (ValuePlan, &'static str, &'static str)| {
        view! {
            <label class="choice tall">
                <input type="radio" name="plan" prop:checked=move || plan.get() == value.code() disabled=move || fixed.get()
                    on:change=does(move |_| choose(value))/>
                <span><strong>{name}</strong><br/><span class="quiet">{sentence}</span></span>
            </label>
        }
    };
    let public = memo(move || desk.event.with(|event| event.settings.plan.is_public()));
    let numbers = memo(move || desk.event.with(|event| event.settings.public_numbers().is_some()));
    view! {
        <fieldset class="sheet stack">
            <legend>"Where does the order come from?"</legend>
            {PLANS.map(radio).pieces()}
        </fieldset>
        {live(move || numbers.get().then(|| view! { <NumbersForm fixed/> }))}
        {live(move || public.get().then(|| view! { <Notice fixed/> <Home/> }))}
    }
}

/// The sentence that goes home with the links.
#[component]
fn Home() -> impl IntoView {
    let desk = desk();
    let sentence = memo(move || {
        desk.event.with(|event| {
            let settings = &event.settings;
            let complete = settings.public_numbers().is_none() || settings.numbers.fault().is_none();
            let told = complete.then(|| decided_by(settings.plan, settings.public_numbers(), moment::spoken));
            told.flatten()
        })
    });
    live(move || {
        sentence.get().map(|sentence| {
            view! {
                <section class="sheet stack" aria-labelledby="sentence-home">
                    <h2 id="sentence-home">"For the letter home"</h2>
                    <p><bdi>{sentence}</bdi></p>
                    <p class="quiet">"It stands in the messages under Links too, and everyone taking part reads it."</p>
                </section>
            }
        })
    })
}
