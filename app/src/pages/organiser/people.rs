//! People: pasted, read from a file or typed; counted by class; corrected where they stand. Names stay in this
//! browser. Once the draw is open, people can be added and names corrected, but nobody can be removed.

mod by_hand;
mod classes;
mod hand;
mod list;
pub mod paste;
mod person;
mod unfinished;

use leptos::prelude::*;
use turnwise_shared::lottery::Phase;

use super::changes::SendChanges;
use super::desk::desk;
use crate::live::signals::Memo;
use crate::live::{live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::Stage;
use crate::state::opening::counted;
use by_hand::ByHand;
use classes::Classes;
use hand::{Hand, Said};
use list::List;
use paste::Paste;

/// People.
#[component]
pub fn People() -> impl IntoView {
    let desk = desk();
    let hand = Hand::new(desk);
    let begun = memo(move || desk.event.with(|event| event.stage != Stage::Draft));
    let count = memo(move || desk.event.with(|event| event.roster.people().len()));
    // Whether the server has closed it, so that nobody can be added.
    let over = memo(move || desk.phase().is_some_and(|phase| phase != Phase::Open));
    let pasted = unfinished::kept(desk, "paste");
    let next = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Rules).href());
    view! {
        <h1>"People"</h1>
        <p class="quiet">
            "Names, and everything else on this page, stay in this browser and in your key file. The server only ever gets \
             numbers."
        </p>
        {live(move || begun.get().then(|| view! { <Begun over/> }))}
        <SendChanges/>
        <Said hand/>
        {live(move || (!over.get()).then(|| view! {
            <Paste hand text=pasted/>
            <ByHand hand/>
        }))}
        {live(move || if count.get() == 0 {
            view! { <p class="empty">"Nobody is in the list yet."</p> }.into_any()
        } else {
            view! {
                <Classes hand/>
                <List hand/>
            }
            .into_any()
        })}
        <div class="actions">
            {live(move || (!pasted.with(|text| text.trim().is_empty()) && !over.get()).then(|| view! {
                <p class="quiet">"What you pasted above is not in the list yet."</p>
            }))}
            <a class="button primary" href=next>"Next"</a>
        </div>
    }
}

#[component]
fn Begun(over: Memo<bool>) -> impl IntoView {
    live(move || {
        if over.get() {
            view! { <p>"Choosing is over: nobody can be added or removed any more. Names can still be corrected."</p> }
        } else {
            view! {
                <p>
                    "The draw is open: whoever is added now gets a number and a link too. Nobody who has a number can be \
                     removed or moved to another class any more; names can be corrected."
                </p>
            }
        }
    })
}

/// "1 person", "3 people".
fn people(count: usize) -> String {
    counted(count, "person", "people")
}
