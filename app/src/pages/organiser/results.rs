//! Results: one headline that splits, then by activity, by class, by person, unplaced first; the list as a
//! file; publishing.

pub mod pictures;
mod tables;

use leptos::prelude::*;
use turnwise_shared::lottery::Phase;

use super::act::{Act, Sure};
use super::desk::desk;
use super::drawn::{Drawn, use_draw};
use super::waiting::Waiting;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{Piece, derived, does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::parts;
use crate::state::results::Results as Reading;
use crate::state::stand::awaits_draw;
use crate::text;
use crate::ui::notice::{Notice, Tone};
use tables::{ByActivity, ByClass, ByPerson};

/// Results.
#[component]
pub fn Results() -> impl IntoView {
    let desk = desk();
    let phase = memo(move || desk.phase());
    view! {
        <h1>"Results"</h1>
        {live(move || match phase.get() {
            None => view! { <Waiting/> }.into_any(),
            Some(Phase::Open | Phase::Closing | Phase::Closed) => view! { <NotYet/> }.into_any(),
            Some(Phase::Drawn | Phase::Published) => view! { <Loading/> }.into_any(),
        })}
    }
}

#[component]
fn NotYet() -> impl IntoView {
    let close = desk()
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Close).href());
    view! {
        <div class="sheet stack">
            <p>"There is no result yet: the draw has not been made."</p>
            <p><a class="button" href=close>"To close and draw"</a></p>
        </div>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let draw = use_draw();
    live(move || match draw.get() {
        None => view! { <p class="sheet" aria-busy="true" role="status">"Fetching the result…"</p> }.into_any(),
        Some(Err(failure)) => view! { <p class="sheet" role="alert">{text::failure(&failure)}</p> }.into_any(),
        Some(Ok(drawn)) => view! { <Shown drawn=drawn.clone()/> }.into_any(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Activity,
    Class,
    Person,
    Pictures,
}

#[component]
fn Shown(drawn: Drawn) -> impl IntoView {
    let closed = drawn
        .replay
        .as_ref()
        .map(|replay| replay.outcome.closed())
        .unwrap_or_default();
    let results = Reading::new(&drawn.attempt, &closed);
    let repeated = drawn.replay.is_some();
    let headline = results.without().headline();
    let people = results.rows.len();
    let summary = format!(
        "{} of {people} got their 1st choice; {} places are still free.",
        results.first_choices(),
        results.free()
    );
    let results = StoredValue::new(results);
    pictures::provide(drawn.replay.clone());
    let by = RwSignal::new(By::Person);
    let tab = move |value: By, name: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="by" prop:checked=move || by.get() == value on:change=does(move |_| by.set(value))/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        {(!repeated).then(|| view! { <Differs/> }).piece()}
        <section class="sheet stack">
            <p class="headline">{headline}</p>
            <p>{summary}</p>
        </section>
        <fieldset class="tabs">
            <legend class="visually-hidden">"Show by"</legend>
            {tab(By::Person, "By person")} {tab(By::Class, "By class")} {tab(By::Activity, "By activity")}
            {repeated.then(|| tab(By::Pictures, "As pictures")).piece()}
        </fieldset>
        {live(move || match by.get() {
            By::Person => view! { <ByPerson results/> }.into_any(),
            By::Class => view! { <ByClass results/> }.into_any(),
            By::Activity => view! { <ByActivity results/> }.into_any(),
            By::Pictures => parts::results_pictures(),
        })}
        {repeated.then(|| view! { <tables::Export results/> <Publish/> }).piece()}
    }
}

/// A draw that does not repeat is neither handed on nor published.
#[component]
fn Differs() -> impl IntoView {
    view! {
        <Notice tone=Tone::Error>
            <p><strong>"This browser repeated the draw: what the server says does not follow from its record."</strong></p>
            <p>"Do not publish or pass on this result; ask whoever runs the server."</p>
        </Notice>
    }
}

/// The result shown is not the one that will count.
#[component]
fn Outdated() -> impl IntoView {
    let close = desk()
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Close).href());
    view! {
        <Notice tone=Tone::Warning>
            <p>"Another draw was allowed and is still to be made: this is the one before it, and cannot be published."</p>
            <p><a class="button" href=close>"To close and draw"</a></p>
        </Notice>
    }
}

#[component]
fn Publish() -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let publish = move |()| {
        let Some(server) = desk.server() else { return };
        let revision = desk.revision();
        act.run(desk, async move { server.publish(revision).await }, |_| ());
    };
    let consequence = derived(|| {
        "Everyone with a link sees their result and why, and every list by number, not by name. Publishing cannot be \
         taken back."
            .to_owned()
    });
    // Not at every answer of the server's: what is being asked here would be taken away.
    let phase = memo(move || desk.phase());
    let outdated = memo(move || desk.view().is_some_and(|view| awaits_draw(&view.lottery)));
    live(move || {
        match phase.get() {
        _ if outdated.get() => view! { <Outdated/> }.into_any(),
        Some(Phase::Published) => view! {
            <p class="sheet" role="status">"The results are out: everyone sees theirs through their link."</p>
        }
        .into_any(),
        _ => view! {
            <div class="actions">
                {act.problem()}
                <Sure label="Publish" confirm="Publish now" primary=true busy=act.busy consequence on_yes=Callback::new(publish)/>
            </div>
        }
        .into_any(),
    }
    })
}
