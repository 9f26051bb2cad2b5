//! A worker beside the page: the only file that names `Worker`. What it computes is none of its business.

use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{self, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker that was started; dropping it ends it at once.
pub struct Running {
    worker: Worker,
    _hears: Closure<dyn FnMut(MessageEvent)>,
}

/// Starts the worker of which the document says where it is; none where that cannot be. `hear` is told every text that
/// the worker posts, and nothing if it did not load or stopped.
pub fn start(name: &str, mut hear: Box<dyn FnMut(Option<String>)>) -> Option<Running> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector(&format!("meta[name=turnwise-{name}]")).ok()??;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&meta.get_attribute("content")?, &options).ok()?;
    // An error has no data.
    let hears = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(event.data().as_string()));
    worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
    worker.set_onerror(Some(hears.as_ref().unchecked_ref()));
    Some(Running { worker, _hears: hears })
}

impl Running {
    /// Posts it this: a text or a file, which can always be posted. Before it has said that it runs, it may be lost.
    pub fn post(&self, what: &JsValue) {
        let _ = self.worker.post_message(what);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What it posted already is not heard any more either.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
