//! Several lines to copy: they stand on the page, and where the clipboard is closed they are selected.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::copy_field::copy;

use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, live};

/// A text of several lines with a button that copies it.
#[component]
pub fn CopyText(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// What the button says.
    #[prop(default = "Copy")]
    button: &'static str,
    /// How many lines are shown.
    #[prop(default = 8)]
    lines: u32,
) -> impl IntoView {
    let element = NodeRef::<html::Textarea>::new();
    let told = RwSignal::new("");
    let id = super::fresh_id("copy-text");
    let act = move |_| {
        spawn_local(async move {
            if copy(&value.get_untracked()).await {
                // The page may have been left while the clipboard was asked.
                let _ = told.try_set("Copied.");
                return;
            }
            if let Some(area) = element.try_get_untracked().flatten() {
                area.select();
            }
            let _ = told.try_set("Selected: copy it with your device’s own menu or keys.");
        });
    };
    view! {
        <div class="copy-field">
            <label for=id.clone()>{live(move || label.get())}</label>
            <textarea id=id rows=lines.to_string() readonly node_ref=element prop:value=move || value.get()></textarea>
            <button type="button" on:click=does(act)>{button}</button>
            <output>{live(move || told.get())}</output>
        </div>
    }
}
