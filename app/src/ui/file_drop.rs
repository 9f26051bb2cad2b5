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
    let read = Callback::new(move |files: web_sys::FileList| {
        let Some(file) = files.get(0) else { return };
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
    view! { <FilePick label accept several=false on_files=read problem/> }
}

/// Hands over files as they are, for whoever reads them: at least one.
#[component]
pub fn FilePick(
    /// What file is wanted.
    #[prop(into)]
    label: String,
    /// Which kinds the browser should offer: ".csv,.txt".
    accept: &'static str,
    /// Whether several can be chosen at once.
    several: bool,
    /// Gets what was chosen or dropped; the list is emptied after that.
    on_files: Callback<web_sys::FileList>,
    /// What is wrong with it.
    problem: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let id = super::fresh_id("file");
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(files) = files.filter(|files| files.length() > 0) {
            on_files.run(files);
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
            <input id=id type="file" accept=accept multiple=several node_ref=input on:change=does(chosen)/>
            <p class="problem" aria-live="polite">{live(move || problem.get())}</p>
        </div>
    }
}
