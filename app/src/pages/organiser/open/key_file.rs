//! Saving the key file: as a download, or as a text to copy where a browser saves nothing. Going on without
//! one is possible, but has to be said.

use leptos::prelude::*;

use super::super::act::Sure;
use super::super::desk::{Desk, desk, followed_key};
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{derived, does, live, memo};
use crate::state::event::Stage;
use crate::state::key_file::{self, Freshness};
use crate::state::opening;
use crate::storage::Shelf;
use crate::ui::copy_text::CopyText;
use crate::ui::download::offer;
use crate::{chance, json, moment};

/// Makes everything that opening will send, as long as it can still change; then gives the key file's text.
fn make(desk: Desk) -> String {
    if desk.event.with_untracked(|event| event.stage == Stage::Draft) {
        desk.change(|event| {
            // What is missing is said by the check list; the file is worth having all the same.
            let _ = opening::prepare(event, &mut chance::Browser);
        });
    }
    desk.event.with_untracked(|event| {
        let followed = Shelf::Lasting.get(&followed_key(&event.id));
        let followed = followed.and_then(|text| json::read(&text).ok());
        key_file::text(event, followed, chance::now())
    })
}

/// Notes that the key file is saved now, or knowingly not.
pub fn settle(desk: Desk, declined: bool) {
    if declined {
        drop(make(desk));
    }
    desk.change(|event| key_file::note(event, chance::now(), declined));
}

/// How the key file stands, in one sentence.
pub fn age(desk: Desk) -> String {
    let now = chance::now();
    desk.event
        .with(|event| key_file::sentence(key_file::freshness(event), |at| moment::since(now, at)))
}

/// The key file: what it is for, how old it is, saving it.
#[component]
pub fn KeyFile() -> impl IntoView {
    let desk = desk();
    let shown = RwSignal::new(None::<String>);
    let refused = RwSignal::new(false);
    let save = move |_| {
        let text = make(desk);
        let day: String = moment::to_field(chance::now()).chars().take(10).collect();
        let name = desk.event.with_untracked(|event| key_file::name(event, &day));
        let saved = offer(&name, "application/json", &text);
        refused.set(!saved);
        if saved {
            settle(desk, false);
        } else {
            shown.set(Some(text));
        }
    };
    let show = move |_| shown.set(Some(make(desk)));
    let kept = move |_| {
        shown.set(None);
        refused.set(false);
        settle(desk, false);
    };
    view! {
        <section class="sheet stack" aria-labelledby="key-file">
            <h2 id="key-file" tabindex="-1">"The key file"</h2>
            <p>
                "It holds all of this draw: the names, the numbers, everyone’s code and your own. With it you can go on in \
                 another browser or on another machine. Without it, once this browser forgets, nobody can tell any more \
                 whose list is whose. Keep it where you keep lists of names, and give it to nobody else."
            </p>
            <p role="status"><strong>{live(move || age(desk))}</strong></p>
            <div class="cluster">
                <button type="button" on:click=does(save)>"Save the key file"</button>
                <button type="button" class="plain" on:click=does(show)>"Show it as text, to copy"</button>
            </div>
            {live(move || refused.get().then(|| view! {
                <p class="problem" role="alert">"This browser does not save files. Copy the text below into a file of your own."</p>
            }))}
            {live(move || shown.get().map(|text| view! {
                <CopyText label="The key file as text" value=text/>
                <p><button type="button" on:click=does(kept)>"I have kept this text"</button></p>
            }))}
            <Without/>
        </section>
    }
}

#[component]
fn Without() -> impl IntoView {
    let desk = desk();
    let asked = memo(move || {
        desk.event.with(|event| {
            let never = key_file::freshness(event) == Freshness::Never;
            never && event.stage == Stage::Draft
        })
    });
    let consequence = derived(|| {
        "Then everything hangs on this browser: if its data are cleared, or the machine is lost, the lists people sent stay \
         with the server, but nobody can tell whose they are, and nobody can close or draw. You can save the key file later."
            .to_owned()
    });
    let busy = RwSignal::new(false);
    let go = Callback::new(move |()| settle(desk, true));
    live(move || {
        asked.get().then(|| {
            view! {
                <Sure label="Go on without a key file" confirm="Go on without it" busy consequence on_yes=go/>
            }
        })
    })
}
