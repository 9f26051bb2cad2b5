//! What a screen shows while there is no answer from the server: not opened yet, asking, or failed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Live, desk};
use crate::live::{does, live};
use crate::page::{Desk as Screen, Page};
use crate::text;

/// Why there is nothing to show yet, and what to do.
#[component]
pub fn Waiting() -> impl IntoView {
    let desk = desk();
    let open = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Open).href());
    live(move || match desk.live.get() {
        Live::NotOpened => view! {
            <div class="sheet stack">
                <p>"The draw is not open yet, so there is nothing here."</p>
                <p><a class="button" href=open.clone()>"To opening it"</a></p>
            </div>
        }
        .into_any(),
        Live::Failed(failure) => view! {
            <div class="sheet stack">
                <p role="alert">{text::failure(&failure)}</p>
                <p><button type="button" on:click=does(move |_| spawn_local(desk.refresh()))>"Try again"</button></p>
            </div>
        }
        .into_any(),
        Live::Asking | Live::Here { .. } => view! {
            <p class="sheet" aria-busy="true" role="status">"Asking the server…"</p>
        }
        .into_any(),
    })
}
