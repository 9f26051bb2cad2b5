//! What this browser found by following the record: an alarm above every screen, a quiet line below each, and under Record
//! all of it. It comes once the server has answered, so that no screen waits for it.

pub mod account;
mod compare;
mod follow;

use leptos::prelude::*;

use super::desk::desk;
use crate::app::use_page;
use crate::live::{Pieces, live, memo};
use crate::moment;
use crate::page::{Desk as Screen, Page};
use crate::state::followed::account::Account;
use crate::state::followed::words::{NOT_KEPT, TO_DO, alarming, sentence};
use crate::ui::notice::{Notice, Tone};

/// Follows the record, and says above every screen what is wrong with it.
#[component]
pub fn Alarms() -> impl IntoView {
    let desk = desk();
    follow::begin(desk);
    let alarms = memo(move || desk.account.with(Account::all_alarms));
    live(move || {
        let notices = alarms.get().into_iter().map(|alarm| {
            let (found, means) = alarming(&alarm);
            view! {
                <Notice tone=Tone::Error>
                    <p><strong>{found}</strong></p>
                    <p>{means}</p>
                    <p>{TO_DO}</p>
                </Notice>
            }
        });
        notices.pieces()
    })
}

/// The result in a quiet line; not where the whole account stands.
#[component]
pub fn Line() -> impl IntoView {
    let desk = desk();
    let page = use_page();
    let elsewhere = memo(move || !matches!(page.get(), Page::Organise(_, Screen::Record)));
    let line = memo(move || {
        desk.account.with(|account| {
            let said = sentence(account, moment::day)?;
            Some((said, !account.keeps))
        })
    });
    live(move || {
        let (said, unkept) = line.get().filter(|_| elsewhere.get())?;
        let unkept = unkept.then_some(NOT_KEPT);
        Some(view! { <p class="quiet small no-print">{said}" "{unkept}</p> })
    })
}
