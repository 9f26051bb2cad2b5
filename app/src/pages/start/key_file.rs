//! Opening a key file: the way to another device, and back after a browser was cleared. A newer state on
//! this device is never replaced without asking.

use leptos::prelude::*;

use crate::app::use_navigate;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, live};
use crate::page::{Desk, Page};
use crate::pages::organiser::desk::{self, Loaded};
use crate::state::event::{Event, Stage};
use crate::ui::dialog::Dialog;
use crate::ui::file_drop::FileDrop;

/// Reads a key file and goes to its draw.
#[component]
pub fn OpenKeyFile() -> impl IntoView {
    let problem = RwSignal::new(None::<&'static str>);
    let older = RwSignal::new(None::<Event>);
    let asking = RwSignal::new(false);
    let go = use_navigate();
    let open = Callback::new(move |event: Event| {
        let screen = if event.stage == Stage::Draft {
            Desk::Activities
        } else {
            Desk::Progress
        };
        match desk::keep(&event) {
            Ok(()) => go(&Page::Organise(event.id, screen).href(), leptos_router::NavigateOptions::default()),
            Err(_) => problem.set(Some(
                "This browser does not let the page keep the draw: its storage is full or blocked. Use another browser or window.",
            )),
        }
    });
    let on_file = Callback::new(move |(_, bytes): (String, Vec<u8>)| {
        problem.set(None);
        match read(&bytes) {
            Err(sentence) => problem.set(Some(sentence)),
            Ok(event) => match desk::load(event.id) {
                Loaded::Here(here) if here.edition > event.edition => {
                    older.set(Some(event));
                    asking.set(true);
                }
                _ => open.run(event),
            },
        }
    });
    let replace = move |_| {
        asking.set(false);
        if let Some(event) = older.get_untracked() {
            open.run(event);
        }
    };
    let stay = move |_| {
        asking.set(false);
        if let Some(Loaded::Here(here)) = older.get_untracked().map(|event| desk::load(event.id)) {
            open.run(*here);
        }
    };
    view! {
        <section class="stack" aria-labelledby="open-key-file">
            <h2 id="open-key-file">"Open a key file"</h2>
            <FileDrop label="The key file of a draw, to go on with it on this device" accept=".json,application/json" on_file/>
            <p class="problem" role="alert">{live(move || problem.get())}</p>
            <Dialog open=asking title="This device has a newer state">
                <p>
                    "The draw in this key file is on this device already, and was changed here since the file was saved. What was \
                     changed in between is lost if the file replaces it: new names and new links above all."
                </p>
                <div class="answers">
                    <button type="button" class="primary" on:click=does(stay)>"Go on with what is here"</button>
                    <button type="button" on:click=does(replace)>"Replace it by the file"</button>
                </div>
            </Dialog>
        </section>
    }
}

fn read(bytes: &[u8]) -> Result<Event, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| NO_KEY_FILE)?;
    match desk::read(text.trim_start_matches('\u{feff}')) {
        Loaded::Here(event) => Ok(*event),
        Loaded::TooNew => {
            Err("This key file was saved by a newer version of this page. Reload the page to get that version.")
        }
        Loaded::Missing | Loaded::Unreadable => Err(NO_KEY_FILE),
    }
}

const NO_KEY_FILE: &str = "This is not a key file of a draw. Its name begins with “turnwise-key-file” and ends with “.json”; \
     if it was opened and saved by another program, use an unchanged copy.";
