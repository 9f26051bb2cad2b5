//! A file made in this browser. Where downloads are closed, the same text can be opened on the page.

use js_sys::Array;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys;

use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, Signal};
use crate::live::{does, live};

/// Offers a file for saving. True if the browser was asked; whether it was saved nobody tells a page.
pub fn offer(name: &str, mime: &str, content: &str) -> bool {
    let saved = || -> Result<(), JsValue> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(mime);
        let parts = Array::of1(&JsValue::from_str(content));
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.ok_or(JsValue::UNDEFINED)?;
        let anchor: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
        web_sys::Url::revoke_object_url(&address)
    };
    saved().is_ok()
}

/// A button that saves a file, and the text itself for where that does not work.
#[component]
pub fn Download(
    /// What the button says.
    #[prop(into)]
    label: String,
    /// The file's name.
    #[prop(into)]
    name: Signal<String>,
    /// Its media type.
    mime: &'static str,
    /// Its content, made when it is asked for.
    #[prop(into)]
    content: Signal<String>,
    /// Whether it is the main act of its screen.
    #[prop(optional)]
    primary: bool,
    /// Told after the browser was asked to save.
    #[prop(optional)]
    on_saved: Option<Callback<()>>,
) -> impl IntoView {
    let refused = RwSignal::new(false);
    let shown = RwSignal::new(false);
    let id = super::fresh_id("download");
    let save = move |_| {
        let done = offer(&name.get_untracked(), mime, &content.get_untracked());
        refused.set(!done);
        if let (true, Some(told)) = (done, on_saved) {
            told.run(());
        }
    };
    let toggled = move |event: leptos::ev::Event| {
        let open = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        shown.set(open.is_some_and(|element| element.has_attribute("open")));
    };
    view! {
        <div class="download">
            <button type="button" class=if primary { "primary" } else { "" } on:click=does(save)>{label}</button>
            {live(move || refused.get().then(|| view! {
                <p class="problem" role="alert">"This browser does not save files. Copy the text below instead."</p>
            }))}
            <details on:toggle=does(toggled)>
                <summary>"Or show it as text, to copy"</summary>
                <label for=id.clone() class="visually-hidden">"The file as text"</label>
                {let id = id.clone(); move || shown.get().then(|| view! {
                    <textarea id=id.clone() readonly rows="10" prop:value=move || content.get()></textarea>
                })}
            </details>
        </div>
    }
}
