//! The worker in which draws are simulated while the page goes on: it is posted a question and posts what it finds, each
//! as JSON. It has nothing of the page, so that there is little to load, and computes in one go: whoever has heard
//! enough ends it.

use turnwise_shared::forecast::{Question, Told, answer};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

#[path = "../../src/simulation/words.rs"]
mod words;

fn main() {
    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let asked = {
        let page = page.clone();
        move |event: MessageEvent| say(&page, asked(&page, &event).unwrap_or(words::UNFIT))
    };
    let asked = Closure::<dyn FnMut(MessageEvent)>::new(asked);
    page.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // It is there as long as the worker is.
    asked.forget();
    say(&page, words::READY);
}

/// Tells all there is to a question; the last word, or none if it is not one that has an answer.
fn asked(page: &DedicatedWorkerGlobalScope, event: &MessageEvent) -> Option<&'static str> {
    let question: Question = serde_json::from_str(&event.data().as_string()?).ok()?;
    let mut tell = |told: Told| {
        if let Ok(text) = serde_json::to_string(&told) {
            say(page, &text);
        }
    };
    answer(&question, &mut tell).ok()?;
    Some(words::OVER)
}

fn say(page: &DedicatedWorkerGlobalScope, text: &str) {
    // A page that is gone hears nothing, and ends this.
    let _ = page.post_message(&JsValue::from_str(text));
}
