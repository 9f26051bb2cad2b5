//! The draws on this device.

use leptos::prelude::*;

use crate::live::Pieces;
use crate::page::{Desk, Page};
use crate::pages::organiser::desk;
use crate::state::event::{Event, Stage};
use crate::state::opening::counted;

/// Every draw this browser keeps, and the way back to each.
#[component]
pub fn Mine() -> impl IntoView {
    let events = desk::all();
    if events.is_empty() {
        return ().into_any();
    }
    let rows = events.into_iter().map(|event| {
        let href = Page::Organise(event.id, screen(&event)).href();
        let title = match event.details.title.trim() {
            "" => "Draw without a title".to_owned(),
            title => title.to_owned(),
        };
        view! {
            <li>
                <a href=href><bdi>{title}</bdi></a>
                <span class="quiet small">{told(&event)}</span>
            </li>
        }
    });
    view! {
        <section class="stack" aria-labelledby="my-draws">
            <h2 id="my-draws">"My draws on this device"</h2>
            <ul class="list">{rows.pieces()}</ul>
        </section>
    }
    .into_any()
}

/// Where to go on: setting up, opening, or watching.
fn screen(event: &Event) -> Desk {
    match event.stage {
        Stage::Draft => Desk::Activities,
        Stage::Opening => Desk::Open,
        Stage::Open => Desk::Progress,
    }
}

fn told(event: &Event) -> String {
    let people = counted(event.roster.people().len(), "person", "people");
    match event.stage {
        Stage::Draft => format!("{people}, being set up"),
        Stage::Opening => format!("{people}, opening not finished"),
        Stage::Open => format!("{people}, opened"),
    }
}
