//! Done on this computer: forgets code and draft, after asking. What the server has stays.

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use super::visit::visit;
use crate::app::use_navigate;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, live};
use crate::page::Page;
use crate::state::draft::Relation;
use crate::ui::dialog::Dialog;

/// The button, and the question.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let visit = visit();
    let asking = RwSignal::new(false);
    let go = use_navigate();
    let forget = Callback::new(move |()| {
        visit.forget();
        asking.set(false);
        // The start shows nothing of this number; going back finds no code.
        go(
            &Page::Start.href(),
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    });
    view! {
        <p><button type="button" on:click=does(move |_| asking.set(true))>"Done on this computer"</button></p>
        <Dialog open=asking title="Forget this list on this computer?">
            <p>
                "Your code and everything kept here are removed. With it goes what this page compares at every visit; keep it first \
                 under “Keep what this device knows”. What you saved stays saved, and your link opens it again, here \
                 and anywhere else. The browser’s own history may still show the link: on a shared computer, clear it or use a \
                 private window."
            </p>
            {live(move || (visit.relation.get() != Relation::Same).then(|| view! {
                <p><strong>"Some of your changes are not saved: they will be lost."</strong></p>
            }))}
            <p class="answers">
                <button type="button" on:click=does(move |_| asking.set(false))>"Not yet"</button>
                <button type="button" class="primary" on:click=does(move |_| forget.run(()))>"Forget it here"</button>
            </p>
        </Dialog>
    }
}
