//! Where anybody who has the record of a draw checks it: no server is asked, and nothing leaves the device.

mod run;
mod verdict;

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::FileList;

use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, live, memo};
use crate::page::Page;
use crate::ui::field::TextField;
use crate::ui::file_drop::FilePick;
use run::{Run, Stand};

/// After this the page is at rest, and what a check needs is brought, so that none needs a network.
const AT_REST: Duration = Duration::from_millis(500);

/// The page.
#[component]
pub fn Check() -> impl IntoView {
    crate::app::announce(|| "Check the draw – Turnwise".to_owned());
    let run = Run::new();
    set_timeout(move || run.expect(), AT_REST);
    let problem = RwSignal::new(None::<&'static str>);
    let on_files = Callback::new(move |files: FileList| run.begin(&files));
    let words = Callback::new(move |text| run.typed.set(text));
    view! {
        <header class="top"><a class="brand" href=Page::Start.href()>"Turnwise"</a></header>
        <main class="page">
            <h1>"Check the draw"</h1>
            <p class="lead">
                "Whoever has the record of a draw can check here whether everything in it fits together. All of it is worked out on \
                 this device: nothing is sent, and once this page is open it needs no connection."
            </p>
            <section class="sheet stack no-print" aria-label="What is to be checked">
                <FilePick label="The record of the draw: choose the file, or drop it here" accept=".json,application/json" several=true
                    on_files problem/>
                <p class="quiet">
                    "If your device kept a small file of this draw (“Keep what this device knows”), choose it too, at once or later: \
                     then the draw is compared with what you saw and saved yourself."
                </p>
                {live(move || run.kept.get().map(|kept| view! {
                    <p class="cluster">
                        <span>"The small file: "<bdi>{kept}</bdi></span>
                        <button type="button" on:click=does(move |_| run.leave_out())>"Leave it out"</button>
                    </p>
                }))}
                <TextField label="The eight words, if you have them" value=run.typed on_input=words
                    hint="Everyone taking part was shown them when choosing was over. They can be typed in later, too."/>
            </section>
            <run::Running run/>
            {live(move || run.name.get().map(|name| view! { <Checked run name/> }))}
        </main>
    }
}

/// What was found in the file with this name.
#[component]
fn Checked(run: Run, name: String) -> impl IntoView {
    let done = memo(move || run.stand.get() == Stand::Done);
    view! {
        {live(move || done.get().then(|| view! { <verdict::Shown run/> }))}
        <section class="stack" aria-labelledby="checked">
            <h2 id="checked">"What was checked in "<bdi>{name}</bdi></h2>
            <verdict::Lines run/>
        </section>
    }
}
