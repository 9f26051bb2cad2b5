//! A place to drop a file, or to choose one: as it is, or read.

use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen_futures::JsFuture;

use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{does, live};

/// The largest file that is read, in bytes.
const LARGEST: f64 = 20_000_000.0;

/// Reads one file and hands over its name and bytes.
#[component]
pub fn FileDrop(
    /// What file is wanted.
    #[prop(into)]
    label: String,
    /// Which kinds the browser should offer: ".csv,.txt".
    accept: &'static str,
    /// Gets name and bytes.
    on_file: Callback<(String, Vec<u8>)>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<&'static str>);
    let read = Callback::new(move |file: web_sys::File| {
        problem.set(None);
        if file.size() > LARGEST {
            problem.set(Some("This file is larger than 20 MB: it cannot be the right one."));
            return;
        }
        spawn_local(async move {
            match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => on_file.run((file.name(), Uint8Array::new(&buffer).to_vec())),
                // The screen may have been left meanwhile.
                Err(_) => drop(problem.try_set(Some("The file could not be read. Try again, or paste its text."))),
            }
        });
    });
    view! { <FilePick label accept on_file=read problem/> }
}

/// Hands over one file as it is, for whoever reads it.
#[component]
pub fn FilePick(
    /// What file is wanted.
    #[prop(into)]
    label: String,
    /// Which kinds the browser should offer: ".csv,.txt".
    accept: &'static str,
    /// Gets the file.
    on_file: Callback<web_sys::File>,
    /// What is wrong with it.
    problem: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let id = super::fresh_id("file");
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file.run(file);
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            // The same file may be chosen again after it was mended.
            input.set_value("");
        }
    };
    let dropped = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let hover = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    view! {
        <div class="file-drop" data-over=move || over.get().then_some("")
            on:dragover=does(hover) on:dragleave=does(move |_| over.set(false)) on:drop=does(dropped)>
            <label for=id.clone()>{label}</label>
            <input id=id type="file" accept=accept node_ref=input on:change=does(chosen)/>
            <p class="problem" aria-live="polite">{live(move || problem.get())}</p>
        </div>
    }
}
