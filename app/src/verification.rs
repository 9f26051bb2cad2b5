//! A record of a draw checked beside the page, in a worker of its own (`app/verification`) that reads the file itself:
//! nobody waits for a page that computes, and nothing of the file goes any further. Once the worker was brought it needs
//! no network.

use std::rc::Rc;

use js_sys::Array;
use leptos::wasm_bindgen::JsValue;
use send_wrapper::SendWrapper;

use crate::json;
use crate::live::signals::StoredValue;
use crate::worker::{self, Running};
use told::Told;

pub mod told;

/// What is heard of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something was found.
    Told(Box<Told>),
    /// The worker did not load, or stopped.
    Failed,
}

/// Checks records beside the page, one at a time; belongs to the owner that made it and stops with it.
#[derive(Clone, Copy)]
pub struct Verification {
    state: StoredValue<State>,
}

/// The worker, if there is one, and what it was asked.
#[derive(Default)]
struct State {
    running: Option<SendWrapper<Running>>,
    /// Whether it has said that it runs.
    ready: bool,
    asked: Option<SendWrapper<Asked>>,
}

struct Asked {
    files: Array,
    tell: Rc<dyn Fn(Heard)>,
}

impl Verification {
    /// Nothing is brought yet.
    pub fn new() -> Self {
        Self {
            state: StoredValue::new(State::default()),
        }
    }

    /// Brings all that a check may need, so that none needs a network.
    pub fn expect(self) {
        if self.state.with_value(|state| state.running.is_none()) {
            self.start();
        }
    }

    /// Checks files, of which the worker finds out which is which: the first two places are for those that were looked at
    /// before, the record of a draw and a device's small file, or null. `tell` hears what is found. Stops what was
    /// checked before.
    pub fn check(self, files: Array, tell: impl Fn(Heard) + 'static) {
        self.stop();
        let tell: Rc<dyn Fn(Heard)> = Rc::new(tell);
        let asked = SendWrapper::new(Asked { files, tell });
        self.state.update_value(|state| {
            state.asked = Some(asked);
            state.ask();
        });
        self.expect();
    }

    /// Stops what is being checked: nothing more of it is told.
    pub fn stop(self) {
        if self.state.with_value(|state| state.asked.is_some()) {
            drop(self.end());
        }
    }

    /// Nothing more is to be checked for now: the worker ends.
    pub fn finish(self) {
        drop(self.end());
    }

    /// Ends the worker; what it had not answered yet.
    fn end(self) -> Option<SendWrapper<Asked>> {
        let mut ended = State::default();
        self.state.update_value(|state| std::mem::swap(state, &mut ended));
        // The worker is dropped here, where nothing of the framework's is held.
        ended.asked
    }

    fn start(self) {
        let hear = move |said: Option<String>| self.hear(said.as_deref());
        match worker::start("verification", Box::new(hear)) {
            Some(running) => self
                .state
                .update_value(|state| state.running = Some(SendWrapper::new(running))),
            None => self.hear(None),
        }
    }

    fn hear(self, said: Option<&str>) {
        if said == Some(told::READY) {
            self.state.update_value(|state| {
                state.ready = true;
                state.post(&JsValue::from_str(told::EXPECT));
                state.ask();
            });
            return;
        }
        let told = said.and_then(|said| json::read::<Told>(said).ok());
        let heard = told.map_or(Heard::Failed, |told| Heard::Told(Box::new(told)));
        let tell = if heard == Heard::Failed {
            self.end().map(|asked| Rc::clone(&asked.tell))
        } else {
            let tell = |state: &State| state.asked.as_ref().map(|asked| Rc::clone(&asked.tell));
            self.state.with_value(tell)
        };
        if is_last(&heard) {
            self.state.update_value(|state| state.asked = None);
        }
        if let Some(tell) = tell {
            tell(heard);
        }
    }
}

impl State {
    /// Hands the files over, once the worker runs.
    fn ask(&self) {
        if let Some(asked) = &self.asked {
            self.post(&asked.files);
        }
    }

    fn post(&self, what: &JsValue) {
        if let (Some(running), true) = (&self.running, self.ready) {
            running.post(what);
        }
    }
}

/// Whether nothing follows.
fn is_last(heard: &Heard) -> bool {
    match heard {
        Heard::Told(told) => told.unread.is_some() || told.verdict.is_some(),
        Heard::Failed => true,
    }
}

#[cfg(test)]
mod tests {
    use super::told::{Beside, How, Line, Taken, Unread, Verdict, Why};
    use super::*;

    const WHYS: [Why; 11] = [
        Why::Closed,
        Why::Empty,
        Why::Large,
        Why::Other,
        Why::Version,
        Why::Cut,
        Why::Damaged,
        Why::Rewritten,
        Why::Beacon,
        Why::Alone,
        Why::Several,
    ];

    #[test]
    fn what_the_worker_says_is_heard_as_it_was_told() {
        let line = Line {
            check: "log".to_owned(),
            sentence: "Every record “follows”.".to_owned(),
        };
        let passed = Told {
            passed: Some(line.clone()),
            ..Told::default()
        };
        let unread = WHYS.map(|why| Told {
            unread: Some(Unread { why, number: 7 }),
            ..Told::default()
        });
        let kept = [How::Same, How::Newer, How::Nothing, How::Unlike, How::Foreign].map(|how| {
            let sentence = "As you saved it.".to_owned();
            (None, Some(Beside { how, sentence }))
        });
        let verdict = kept.into_iter().chain([(None, None), (Some(line), None)]);
        let verdict = verdict.map(|(fault, kept)| Told {
            verdict: Some(Verdict {
                fault,
                kept,
                entries: 147,
                saved: 139,
                draws: 1,
                missed: 0,
                beacons: 1,
                words: vec![vec!["abandon".to_owned()]],
                again: vec![vec!["zoo".to_owned()]],
                decided: "server".to_owned(),
            }),
            ..Told::default()
        });
        let verdict: Vec<Told> = verdict.collect();
        let taken = Taken {
            draw: Some(2),
            kept: None,
        };
        let taken = Told {
            taken: Some(taken),
            ..Told::default()
        };
        for more in [&passed, &taken] {
            assert!(!is_last(&Heard::Told(Box::new(more.clone()))));
        }
        for last in unread.iter().chain(&verdict) {
            assert!(is_last(&Heard::Told(Box::new(last.clone()))), "{last:?}");
        }
        for told in unread.into_iter().chain(verdict).chain([passed, taken]) {
            let said = serde_json::to_string(&told).expect("written");
            assert_eq!(json::read(&said), Ok(told));
        }
    }
}
