//! Acting on the server from a screen: one act at a time, its failure told beside it, and the newest state
//! fetched afterwards, so that a stale tab shows what it did not know.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::api::Failure;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, live};
use crate::text;

/// What is done when an act has succeeded.
type After = Box<dyn FnOnce()>;

/// How an act stands.
#[derive(Clone, Copy)]
pub struct Act {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why it failed.
    pub failed: RwSignal<Option<Failure>>,
}

impl Act {
    /// No act so far.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Runs an act unless one is under way (a double click is one act), asks the server how things stand
    /// now, and then does `after` if the act succeeded.
    pub fn run<T: 'static>(
        self,
        desk: Desk,
        act: impl Future<Output = Result<T, Failure>> + 'static,
        after: impl FnOnce(T) + 'static,
    ) {
        let act = async move {
            let done = act.await?;
            Ok(Box::new(move || after(done)) as After)
        };
        self.start(desk, Box::pin(act));
    }

    fn start(self, desk: Desk, act: Pin<Box<dyn Future<Output = Result<After, Failure>>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let done = act.await;
            desk.refresh().await;
            // The screen may have been left meanwhile; the act counts all the same.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(after) => after(),
                Err(failure) => self.failed.set(Some(failure)),
            }
        });
    }

    /// The failure in words, for the place beside the button.
    pub fn problem(self) -> impl IntoView {
        live(move || {
            let failed = self.failed.get();
            failed.map(|failure| view! { <p class="problem" role="alert">{text::failure(&failure)}</p> })
        })
    }
}

/// An act that cannot be undone: a button that first says what it means, then asks once more.
#[component]
pub fn Sure(
    /// What the button says.
    label: &'static str,
    /// What it means, in a sentence.
    consequence: Signal<String>,
    /// What the second button says.
    confirm: &'static str,
    /// Whether the act is the main one of its screen.
    #[prop(optional)]
    primary: bool,
    /// Whether it is under way.
    busy: RwSignal<bool>,
    /// What to do.
    on_yes: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let class = if primary { "primary" } else { "" };
    let yes = move |_| {
        asking.set(false);
        on_yes.run(());
    };
    view! {
        <div class="sure">
            {live(move || if asking.get() {
                view! {
                    <div class="sheet stack" role="group" aria-label=label>
                        <p>{live(move || consequence.get())}</p>
                        <div class="cluster">
                            <button type="button" class="primary" on:click=does(yes)>{confirm}</button>
                            <button type="button" on:click=does(move |_| asking.set(false))>"Not yet"</button>
                        </div>
                    </div>
                }.into_any()
            } else {
                view! {
                    <button type="button" class=class disabled=move || busy.get() on:click=does(move |_| asking.set(true))>
                        {live(move || if busy.get() { "One moment…" } else { label })}
                    </button>
                }.into_any()
            })}
        </div>
    }
}
