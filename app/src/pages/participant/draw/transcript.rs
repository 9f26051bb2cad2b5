//! The record of the draw as one file, for whoever wants to check it without this page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::visit::visit;
use crate::api::Failure;
use crate::live::signals::RwSignal;
use crate::live::{derived, does, live, memo};
use crate::page::Page;
use crate::text;
use crate::ui::download::Download;
use crate::ui::notice::{Notice, Tone};

/// How far it got.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Unasked,
    Asking,
    Failed(Failure),
    Here(String),
}

/// Fetches the file when asked to, and hands it out as it came.
#[component]
pub fn Transcript() -> impl IntoView {
    let visit = visit();
    let stage = RwSignal::new(Stage::Unasked);
    let fetch = move |_| {
        stage.set(Stage::Asking);
        spawn_local(async move {
            let answer = visit.server().transcript().await;
            // The page may have been left while the answer was on its way.
            let _ = stage.try_set(answer.map_or_else(Stage::Failed, Stage::Here));
        });
    };
    let here = memo(move || stage.with(|stage| matches!(stage, Stage::Here(_))));
    let content = derived(move || {
        stage.with(|stage| match stage {
            Stage::Here(text) => text.clone(),
            _ => String::new(),
        })
    });
    let failed = move || {
        stage.with(|stage| match stage {
            Stage::Failed(failure) => Some(text::failure(failure)),
            _ => None,
        })
    };
    let asking = move || stage.with(|stage| *stage == Stage::Asking);
    view! {
        <section class="sheet stack">
            <h2>"The record of the draw"</h2>
            <p>
                "Everything about this draw in one file, the same for everyone who takes part: by number, without a name or \
                 any other text. Whoever likes can check it without asking anybody: "
                <a href=Page::Check.href()>"Check the draw"</a>
                " takes this file and sends nothing; “turnwise verify” and the program “verify.py”, which come with Turnwise, \
                 do it without this page."
            </p>
            {live(move || failed().map(|sentence| view! { <Notice tone=Tone::Error><p>{sentence}</p></Notice> }))}
            {live(move || if here.get() {
                view! { <Download label="Download the record of the draw" name="draw.json" mime="application/json" content/> }.into_any()
            } else {
                view! { <p><button type="button" disabled=asking on:click=does(fetch)>"Fetch the record of the draw"</button></p> }.into_any()
            })}
        </section>
    }
}
