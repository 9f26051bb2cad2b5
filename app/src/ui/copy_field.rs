//! A text to copy. The text itself is on the page: where the clipboard is closed, it is selected instead.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen_futures::JsFuture;

use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, live};

/// Puts a text on the clipboard; false where the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Plain-http pages and some in-app browsers have no clipboard at all.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// A text with a button that copies it.
#[component]
pub fn CopyField(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    let told = RwSignal::new("");
    let id = super::fresh_id("copy");
    let act = move |_| {
        spawn_local(async move {
            if copy(&value.get_untracked()).await {
                // The page may have been left while the clipboard was asked.
                let _ = told.try_set("Copied.");
                return;
            }
            if let Some(input) = element.try_get_untracked().flatten() {
                input.select();
            }
            let _ = told.try_set("Selected: copy it with your device’s own menu or keys.");
        });
    };
    view! {
        <div class="copy-field">
            <label for=id.clone()>{label}</label>
            <input id=id type="text" readonly node_ref=element prop:value=move || value.get()/>
            <button type="button" on:click=does(act)>"Copy"</button>
            <output>{live(move || told.get())}</output>
        </div>
    }
}
