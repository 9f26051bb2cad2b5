//! Open: what is missing, what people will see, what can still change later, the key file, and then the one
//! button that sends everything. An opening that was interrupted goes on here with the very same bytes.

pub mod key_file;
mod later;
mod points;
mod preview;
mod sending;

use leptos::prelude::*;

use super::desk::{Desk, Live, desk, focus};
use crate::api::Failure;
use crate::app::use_navigate;
use crate::live::signals::RwSignal;
use crate::live::{does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::Stage;
use crate::state::{key_file as rules_of_file, opening, seats};
use crate::ui::notice::{Notice, Tone};
use key_file::{KeyFile, settle};
use sending::Sending;
use turnwise_shared::error::Problem;

/// Open.
#[component]
pub fn Open() -> impl IntoView {
    let desk = desk();
    let stage = memo(move || desk.event.with(|event| event.stage));
    // It outlives the change from one stage to the next, which happens while it is under way.
    let sending = Sending::new();
    view! {
        <h1>"Open"</h1>
        {live(move || match stage.get() {
            Stage::Draft => view! { <Check sending/> }.into_any(),
            Stage::Opening => view! { <Under sending/> }.into_any(),
            Stage::Open => view! { <Done/> }.into_any(),
        })}
    }
}

/// Sends what is left, and shows the links when everything has arrived.
fn start(desk: Desk, sending: Sending, go: impl Fn(&str, leptos_router::NavigateOptions) + 'static) {
    let links = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Links).href());
    sending.start(desk, move || go(&links, leptos_router::NavigateOptions::default()));
}

/// Why the button does not open yet, and where to go for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NotYet {
    Missing,
    KeyFile,
}

#[component]
fn Check(sending: Sending) -> impl IntoView {
    let desk = desk();
    let not_yet = RwSignal::new(None::<NotYet>);
    let go = use_navigate();
    let open = move |_| {
        let complete = desk.event.with_untracked(points::complete_now);
        let declined = desk
            .event
            .with_untracked(|event| rules_of_file::freshness(event) == rules_of_file::Freshness::Declined);
        if complete && declined && !desk.event.with_untracked(opening::ready) {
            settle(desk, true);
        }
        let problem = match (complete, desk.event.with_untracked(opening::ready)) {
            (false, _) => Some(NotYet::Missing),
            (true, false) => Some(NotYet::KeyFile),
            (true, true) => None,
        };
        not_yet.set(problem);
        match problem {
            Some(NotYet::Missing) => focus("open-points"),
            Some(NotYet::KeyFile) => focus("key-file"),
            None => start(desk, sending, go.clone()),
        }
    };
    let words = move || {
        not_yet.get().map(|reason| match reason {
            NotYet::Missing => "Something is missing; see the list at the top.",
            NotYet::KeyFile => "Save the key file first, or say that you go on without one.",
        })
    };
    view! {
        <div class="split">
            <div class="stack">
                <points::Points/>
                <KeyFile/>
                <later::Later/>
            </div>
            <preview::Preview/>
        </div>
        <div class="actions">
            <button type="button" class="primary" aria-describedby="open-not-yet" on:click=does(open)>"Open"</button>
            <p id="open-not-yet" class="problem" role="alert">{live(words)}</p>
        </div>
    }
}

#[component]
fn Under(sending: Sending) -> impl IntoView {
    let desk = desk();
    let counts = memo(move || desk.event.with(|event| (seats::there(event), event.seats.len())));
    let nothing_there = move || {
        let missing = desk
            .live
            .with(|live| *live == Live::Failed(Failure::Refused(Problem::NotFound)));
        missing && !sending.busy.get() && counts.get().0 == 0
    };
    let go = use_navigate();
    let again = move |_| start(desk, sending, go.clone());
    view! {
        <div class="sheet stack" aria-busy=move || sending.busy.get().to_string()>
            <p role="status">
                {live(move || if sending.busy.get() { "The draw is being opened. Keep this page open for a moment." } else {
                    "Opening was begun and is not finished. Everything is kept here: going on sends the rest, and nothing twice."
                })}
            </p>
            <div class="progress">
                <label for="opening-progress">{live(move || format!("{} of {} people have reached the server", counts.get().0, counts.get().1))}</label>
                <progress id="opening-progress" max=move || counts.get().1.to_string() value=move || counts.get().0.to_string()></progress>
            </div>
            {sending.problem()}
            {live(move || nothing_there().then(|| view! {
                <p class="quiet">"The server has nothing of this draw yet, so you can still go back and change something."</p>
                <p><button type="button" on:click=does(move |_| desk.change(opening::back_to_draft))>"Back to setting up"</button></p>
            }))}
        </div>
        <KeyFile/>
        <div class="actions">
            <button type="button" class="primary" disabled=move || sending.busy.get() on:click=does(again)>
                {live(move || if sending.busy.get() { "Opening…" } else { "Go on opening" })}
            </button>
        </div>
    }
}

#[component]
fn Done() -> impl IntoView {
    let desk = desk();
    let links = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Links).href());
    let people = move || {
        desk.event
            .with(|event| opening::counted(event.seats.len(), "person has", "people have"))
    };
    view! {
        <Notice tone=Tone::Good>
            <p><strong>"The draw was opened."</strong>{live(move || format!(" {} a number and a link.", people()))}</p>
        </Notice>
        <div class="split">
            <div class="stack">
                <KeyFile/>
                <later::Later/>
            </div>
            <preview::Preview/>
        </div>
        <div class="actions"><a class="button primary" href=links>"To the links"</a></div>
    }
}
