//! Two devices, two lists: the server has one that was not saved from here. Both are shown, nothing is lost,
//! and somebody chooses.

use leptos::prelude::*;

use super::list::ReadOnly;
use super::visit::visit;
use crate::live::{derived, does};
use crate::ui::notice::{Notice, Tone};

/// The other list, one's own, and the choice between them.
#[component]
pub(super) fn Parted() -> impl IntoView {
    let visit = visit();
    let theirs = derived(move || visit.opened.with(|opened| opened.view.line.choices.clone()));
    let mine = derived(move || visit.kept.with(|kept| kept.draft.choices.clone()));
    let line = move || visit.opened.with_untracked(|opened| opened.view.line.clone());
    let keep_mine = move |_| {
        visit.keep(|kept| kept.draft.insist(&line()));
    };
    let take_theirs = move |_| {
        visit.change("The other list was taken over.".to_owned(), |draft| {
            draft.yield_to(&line());
        });
        visit.keep(|kept| kept.claimed = Some(line()));
    };
    view! {
        <Notice tone=Tone::Warning>
            <p><strong>"This list was saved from somewhere else in the meantime"</strong></p>
            <p>
                "From another device with the same link, or by the organiser from paper. Was that you? What you put together \
                 here is not lost: choose which list is to go on. If it was not you, tell the organiser: somebody else has \
                 your link."
            </p>
        </Notice>
        <div class="split">
            <section class="sheet stack">
                <h2>"Saved meanwhile"</h2>
                <ReadOnly choices=theirs label="The list that was saved meanwhile"/>
                <p><button type="button" on:click=does(take_theirs)>"Go on with this one"</button></p>
            </section>
            <section class="sheet stack">
                <h2>"On this device"</h2>
                <ReadOnly choices=mine label="The list on this device"/>
                <p><button type="button" on:click=does(keep_mine)>"Go on with mine"</button></p>
            </section>
        </div>
        <p class="quiet">"Going on with yours replaces the other one only when you save it."</p>
    }
}
