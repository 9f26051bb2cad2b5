//! A part of a page that is made only when it is opened: for long texts and lists that few people need.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, live};

/// A summary; below it, once opened, the rest.
#[component]
pub fn Fold(
    /// What it is.
    #[prop(into)]
    summary: Signal<String>,
    /// Whether it is open from the start.
    #[prop(optional)]
    unfolded: bool,
    /// What stands in it.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(unfolded);
    let toggled = move |event: leptos::ev::Event| {
        let element = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(element.is_some_and(|element| element.has_attribute("open")));
    };
    view! {
        <details open=unfolded on:toggle=does(toggled)>
            <summary>{live(move || summary.get())}</summary>
            {live(move || open.get().then(|| children()))}
        </details>
    }
}
