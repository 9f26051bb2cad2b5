//! The start: what it is in two sentences, who sees what, the draws on this device, a key file to open, and
//! the way in for people with a code.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::arrival;
use crate::chance;
use crate::page::{Desk, Page, Seat};
use crate::pages::organiser::desk::{self, Loaded};
use crate::state::event::{Event, Stage};
use crate::state::sample;
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;
use crate::ui::file_drop::FileDrop;
use crate::ui::notice::{Notice, Tone};
use turnwise_shared::hash::{Hash32, LotteryId};

/// The start.
#[component]
pub fn Start() -> impl IntoView {
    crate::app::announce(|| "Turnwise: fair places in over-subscribed activities".to_owned());
    view! {
        <main class="page">
            <div class="stack">
                <h1>"Fair places, drawn in the open"</h1>
                <p class="lead">
                    "Everyone ranks what they want, a drawn order decides who picks when, and everyone can see why they got what \
                     they got. Names never leave the organiser’s browser: the server sees numbers, never names."
                </p>
                <NewDraw/>
                <Mine/>
                <OpenKeyFile/>
                <HaveCode/>
                <WhoSeesWhat/>
            </div>
        </main>
    }
}

fn fresh(title: String) -> Event {
    Event::new(
        LotteryId(chance::bytes()),
        &chance::token(),
        Hash32(chance::bytes()),
        title,
    )
}

/// Keeps a new draw and goes to its first screen; says so where the browser cannot keep it.
fn begin(event: &Event, refused: RwSignal<bool>, go: impl Fn(&str)) {
    match desk::keep(event) {
        Ok(()) => go(&Page::Organise(event.id, Desk::Activities).href()),
        Err(_) => refused.set(true),
    }
}
