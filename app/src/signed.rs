//! Whether drand made a public random number: asked of a worker (`app/beacon.js`) that has nothing but what checks the
//! signature, and is brought only where a draw was decided by such a number.

use leptos::wasm_bindgen::JsValue;
use send_wrapper::SendWrapper;
use turnwise_shared::beacon::Beacon;

use crate::live::signals::{RwSignal, StoredValue};
use crate::worker::{self, Running};

/// Said by the worker once it can be asked.
const READY: &str = "ready";

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Nothing yet.
    Unasked,
    /// Its signature is the chain's.
    Genuine,
    /// It is not: somebody made the number up.
    Forged,
    /// This browser cannot find out, or what it needs did not come.
    Unable,
}

/// The number that was asked about last; belongs to the owner that made it and stops with it.
#[derive(Clone, Copy)]
pub struct Signed {
    known: RwSignal<Option<(Beacon, Stand)>>,
    running: StoredValue<Option<SendWrapper<Running>>>,
}

impl Signed {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        Self {
            known: RwSignal::new(None),
            running: StoredValue::new(None),
        }
    }

    /// What is known of this number.
    pub fn of(self, beacon: Beacon) -> Stand {
        let known = self.known.get().filter(|(of, _)| *of == beacon);
        known.map_or(Stand::Unasked, |(_, stand)| stand)
    }

    /// Asks about this number, unless that is known or was asked already.
    pub fn ask(self, beacon: Beacon) {
        // The page may have been left.
        let Some(known) = self.known.try_get_untracked() else {
            return;
        };
        if known.is_some_and(|(of, stand)| of == beacon && stand != Stand::Unable) {
            return;
        }
        self.known.set(Some((beacon, Stand::Unasked)));
        let hear = move |said: Option<String>| self.hear(beacon, said.as_deref());
        match worker::start("beacon", Box::new(hear)) {
            Some(running) => self.running.set_value(Some(SendWrapper::new(running))),
            None => self.hear(beacon, None),
        }
    }

    fn hear(self, beacon: Beacon, said: Option<&str>) {
        let stand = match said {
            Some(READY) => {
                let question = JsValue::from_str(&format!("{} {}", beacon.round, beacon.signature));
                return self.running.with_value(|running| {
                    if let Some(running) = running {
                        running.post(&question);
                    }
                });
            }
            Some("true") => Stand::Genuine,
            Some("false") => Stand::Forged,
            _ => Stand::Unable,
        };
        let mut ended = None;
        self.running.update_value(|running| std::mem::swap(running, &mut ended));
        self.known.set(Some((beacon, stand)));
        // The worker is dropped here, where nothing of the framework's is held.
        drop(ended);
    }
}
