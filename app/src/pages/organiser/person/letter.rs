//! The answer on paper: half a page for one person, or for everybody of a class, two to a sheet. Everything
//! on it stands on the page too.

use leptos::prelude::*;
use leptos::web_sys;

use super::super::desk::desk;
use super::super::drawn::Drawn;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, does, live};
use crate::state::answers::{Answer, classmates};
use crate::state::event::Event;
use crate::ui::lot::Lot;

/// The buttons, and what they print.
#[component]
pub fn Print(drawn: Drawn, entry: u32) -> impl IntoView {
    let desk = desk();
    let printed = RwSignal::new(vec![entry]);
    let print = move |entries: Vec<u32>| {
        printed.set(entries);
        // What is to be printed has to be on the page first.
        request_animation_frame(|| {
            if let Some(window) = web_sys::window() {
                // A browser that cannot print leaves everything on the page.
                let _ = window.print();
            }
        });
    };
    let class = desk.event.with_untracked(|event| event.class(entry).to_owned());
    let mates = desk.event.with_untracked(|event| classmates(event, entry));
    let whole_class = (mates.len() > 1).then(|| {
        let (count, class) = (mates.len(), class.clone());
        let label = if class.is_empty() {
            view! { "Print all " {count} " without a class" }.into_any()
        } else {
            view! { "Print all " {count} " of "<bdi>{class}</bdi> }.into_any()
        };
        view! { <button type="button" on:click=does(move |_| print(mates.clone()))>{label}</button> }
    });
    let letters = move || {
        let letters = printed.get().into_iter().filter_map(|entry| {
            desk.event.with_untracked(|event| {
                let answer = Answer::new(event, &drawn.attempt, drawn.replay.as_deref(), entry)?;
                Some(letter(event, &answer))
            })
        });
        letters.pieces()
    };
    view! {
        <div class="actions">
            <button type="button" class="primary" on:click=does(move |_| print(vec![entry]))>"Print the answer"</button>
            {whole_class}
        </div>
        <div class="only-print"><div class="letters">{live(letters)}</div></div>
    }
}

/// Half a page.
fn letter(event: &Event, answer: &Answer) -> AnyView {
    let places = answer.got.iter().map(|place| {
        let facts = [place.when.clone(), place.location.clone(), place.choice.clone()];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        view! { <p><strong><bdi>{place.title.clone()}</bdi></strong>" "<bdi>{facts.join(" · ")}</bdi></p> }
    });
    let none = answer
        .got
        .is_empty()
        .then(|| view! { <p><strong>"No place this time."</strong></p> });
    let sentences = answer
        .sentences()
        .into_iter()
        .map(|sentence| view! { <p class="small"><bdi>{sentence}</bdi></p> });
    let contact = [event.details.organiser.trim(), event.details.contact.trim()];
    let contact: Vec<&str> = contact.into_iter().filter(|part| !part.is_empty()).collect();
    let contact =
        (!contact.is_empty()).then(|| view! { <p class="small">"Questions? "<bdi>{contact.join(": ")}</bdi></p> });
    view! {
        <article class="letter answer">
            <p class="cluster apart"><strong><bdi>{event.details.title.clone()}</bdi></strong><Lot number=answer.entry/></p>
            <p class="lead"><bdi>{answer.name.clone()}</bdi>{(!answer.class.is_empty()).then(|| view! { ", "<bdi>{answer.class.clone()}</bdi> }).piece()}</p>
            {places.pieces()}
            {none}
            {sentences.pieces()}
            {contact}
        </article>
    }
    .into_any()
}
