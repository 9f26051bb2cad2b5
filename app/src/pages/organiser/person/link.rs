//! The personal link of one person, once the key file was saved or knowingly not.

use leptos::prelude::*;

use super::super::desk::desk;
use crate::app::base;
use crate::live::{live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::{key_file, letters, opening};
use crate::ui::copy_field::CopyField;

/// Link and code, or what has to be done before they are shown.
#[component]
pub fn Link(entry: u32) -> impl IntoView {
    let desk = desk();
    let links = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Links).href());
    let shown = memo(move || {
        let phase = desk.phase();
        desk.event
            .with(|event| opening::is_open(event, phase) && key_file::settled(event))
    });
    let letter = memo(move || {
        let letters = desk.event.with(|event| letters::letters(event, &base()));
        letters.into_iter().find(|letter| letter.entry == entry)
    });
    view! {
        <section class="sheet stack only-screen">
            <h2>"Their link"</h2>
            {live(move || match (shown.get(), letter.get()) {
                (true, Some(letter)) => view! {
                    <CopyField label="Personal link" value=letter.link/>
                    <CopyField label="Personal code, to type in by hand" value=letter.code/>
                    <p class="quiet">"Whoever has the link sees this list and, while choosing is open, can change it."</p>
                }
                .into_any(),
                (true, None) => view! { <p>"There is no working link for this number on this device."</p> }.into_any(),
                (false, _) => view! { <p>"Links are shown once the draw is open and the key file was saved."</p> }.into_any(),
            })}
            <p><a href=links>"All links, and replacing one"</a></p>
        </section>
    }
}
