//! Following a draw: the only file that names `EventSource`. What arrives says that something was recorded,
//! and nothing more; the page then asks for it.

use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{EventSource, MessageEvent};
use turnwise_shared::api::Tick;

use crate::json;

/// A stream that is being followed, until it is dropped.
pub struct Ticks {
    source: EventSource,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Ticks {
    /// Follows the stream at this address; none where the browser has no event streams.
    pub fn follow(address: &str, mut told: impl FnMut(Tick) + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let tick = event.data().as_string().and_then(|data| json::read(&data).ok());
            if let Some(tick) = tick {
                told(tick);
            }
        });
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _on_message: on_message,
        })
    }

    /// Whether the stream is open now. The browser reconnects by itself unless it was refused.
    pub fn is_open(&self) -> bool {
        self.source.ready_state() == EventSource::OPEN
    }
}

impl Drop for Ticks {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}
