//! A dialog above the page: the browser's own, so that focus, Escape and the veil are as people know them.

use leptos::html;
use leptos::prelude::*;

use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, effect, live};

/// Shown while `open` is true; Escape makes it false.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What stands in it; buttons in `.answers` at the end.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let id = super::fresh_id("dialog");
    effect(move || {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // A dialog that cannot be shown is one that is shown already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog node_ref=element aria-labelledby=id.clone() on:close=does(move |_| open.set(false))>
            <h2 id=id.clone()>{live(move || title.get())}</h2>
            {live(move || open.get().then(|| children()))}
        </dialog>
    }
}
