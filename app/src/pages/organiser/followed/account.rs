//! Under Record: everything that this browser checked by itself, line by line, and what it has seen as a small file.

use leptos::prelude::*;

use super::super::desk::desk;
use crate::live::{Pieces, derived, does, live, memo};
use crate::moment;
use crate::state::followed::account::Step;
use crate::state::followed::words::{NOT_KEPT, Row, rows, sentence};
use crate::state::record_file::organisers_file;
use crate::ui::download::Download;

/// The account, and the file.
#[component]
pub fn Checked() -> impl IntoView {
    let desk = desk();
    let rows = memo(move || desk.account.with(|account| rows(account, moment::day)));
    let said = memo(move || desk.account.with(|account| sentence(account, moment::day)));
    let unkept = memo(move || desk.account.with(|account| !account.keeps));
    let missing = memo(move || {
        desk.account.with(|account| {
            let mut steps = [&account.lists, &account.draw, &account.whole].into_iter();
            steps.any(|step| matches!(step, Step::Not(_)))
        })
    });
    let again = move |_| desk.account.update(|account| account.turn += 1);
    let id = desk.event.with_untracked(|event| event.id);
    let content = derived(move || desk.account.with(|account| organisers_file(id, &account.seen)));
    view! {
        <section class="sheet stack" aria-labelledby="followed">
            <h2 id="followed">"What this browser checked"</h2>
            {live(move || said.get().map(|said| view! { <p>{said}</p> }))}
            <ol class="checks">{live(move || rows.get().into_iter().map(shown).pieces())}</ol>
            {live(move || missing.get().then(|| view! {
                <p><button type="button" on:click=does(again)>"Check again"</button></p>
            }))}
            {live(move || unkept.get().then(|| view! { <p class="problem">{NOT_KEPT}</p> }))}
            <p class="quiet">
                "The file holds the fingerprints of the record that this device was shown, with the time, and no name. With it \
                 “turnwise verify” can compare the record of the draw elsewhere. Nothing opens with it. The key file \
                 carries them to another device as well."
            </p>
            <Download label="Save what this browser has seen" name="kept-organiser.json" mime="application/json" content/>
        </section>
    }
}

fn shown(row: Row) -> AnyView {
    let (state, sign, word) = match row.right {
        Some(true) => ("right", "✓", "Right"),
        Some(false) => ("wrong", "✗", "Wrong"),
        None => ("open", "–", "Not checked"),
    };
    let view = view! {
        <li data-state=state>
            <span class="sign" aria-hidden="true">{sign}</span>
            <span>
                <strong>{row.about}</strong>
                <span class="visually-hidden">{format!(" ({word})")}</span>
                <span class="says">{row.says}</span>
            </span>
        </li>
    };
    view.into_any()
}
