//! Simulated draws beside the page. What is simulated, and what is told, is in [`turnwise_shared::forecast`]; it is
//! computed in a worker of its own (`app/simulation`), which is loaded by the screens that simulate, so that nobody
//! waits for a page that computes. Ballots go no further than that: the worker is a
//! part of this browser, and like the page it reaches nobody but its own server, where the host sends the headers.

use std::rc::Rc;

use leptos::wasm_bindgen::JsValue;
use send_wrapper::SendWrapper;
use serde::Deserialize;
#[cfg(feature = "participant")]
use turnwise_shared::forecast::{Chances, Stretch};
#[cfg(feature = "organiser")]
use turnwise_shared::forecast::{PlaceEffects, Tally};
use turnwise_shared::forecast::{Question, Told};
#[cfg(feature = "organiser")]
use turnwise_shared::lottery::PassOrder;

use crate::json;
use crate::live::signals::StoredValue;
use crate::worker::{self, Running};

mod words;

/// What a simulation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A piece of the answer.
    Told(Told),
    /// Everything was told.
    Over,
    /// The worker did not load, stopped, or cannot answer this question.
    Failed,
}

/// Simulated draws beside the page; belongs to the owner that made it and stops with it.
#[derive(Clone, Copy)]
pub struct Simulation {
    running: StoredValue<Option<SendWrapper<Running>>>,
}

impl Simulation {
    /// Nothing is asked yet, and nothing loaded.
    pub fn new() -> Self {
        Self {
            running: StoredValue::new(None),
        }
    }

    /// Asks; `tell` hears the answer piece by piece. Stops what was asked before.
    pub fn ask(self, question: &Question, tell: impl Fn(Heard) + 'static) {
        self.stop();
        self.start(serde_json::to_string(question).unwrap_or_default(), Rc::new(tell));
    }

    /// Stops what was asked last: nothing more of it is told.
    pub fn stop(self) {
        let mut running = None;
        self.running.update_value(|last| running = last.take());
        // It is dropped here, where nothing of the framework's is held.
        drop(running);
    }

    fn start(self, question: String, tell: Rc<dyn Fn(Heard)>) {
        let told = Rc::clone(&tell);
        let hear = move |said: Option<String>| {
            if said.as_deref() == Some(words::READY) {
                self.running.with_value(|running| {
                    if let Some(running) = running {
                        running.post(&JsValue::from_str(&question));
                    }
                });
                return;
            }
            let (heard, tell) = (heard(said.as_deref()), Rc::clone(&tell));
            if !matches!(heard, Heard::Told(_)) {
                self.stop();
            }
            tell(heard);
        };
        match worker::start("simulation", Box::new(hear)) {
            Some(running) => self.running.set_value(Some(SendWrapper::new(running))),
            None => told(Heard::Failed),
        }
    }
}

/// What the worker says with a text, other than that it is ready.
fn heard(said: Option<&str>) -> Heard {
    match said {
        Some(words::OVER) => Heard::Over,
        Some(words::UNFIT) | None => Heard::Failed,
        Some(told) => json::read(told)
            .ok()
            .and_then(Said::told)
            .map_or(Heard::Failed, Heard::Told),
    }
}

/// How a piece is read: side by side what this build asks for, of which one is there. Reading [`Told`] as such would take
/// more code, in the part that every screen loads.
#[derive(Deserialize)]
struct Said {
    progress: Option<Far>,
    #[cfg(feature = "organiser")]
    own: Option<Tally>,
    #[cfg(feature = "organiser")]
    orders: Option<Vec<(PassOrder, Tally)>>,
    #[cfg(feature = "organiser")]
    places: Option<PlaceEffects>,
    #[cfg(feature = "participant")]
    elsewhere: Option<Vec<Stretch>>,
    #[cfg(feature = "participant")]
    chances: Option<Chances>,
}

/// How far it is.
#[derive(Deserialize)]
struct Far {
    done: u32,
    of: u32,
}

impl Said {
    fn told(self) -> Option<Told> {
        let far = |Far { done, of }| Told::Progress { done, of };
        let told = self.progress.map(far);
        #[cfg(feature = "organiser")]
        let told = told
            .or(self.own.map(Told::Own))
            .or(self.orders.map(Told::Orders))
            .or(self.places.map(Told::Places));
        #[cfg(feature = "participant")]
        let told = told
            .or(self.elsewhere.map(Told::Elsewhere))
            .or(self.chances.map(Told::Chances));
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;
    use turnwise_shared::allocate::Orders;
    use turnwise_shared::forecast::{About, answer};
    use turnwise_shared::hash::Hash32;
    use turnwise_shared::lottery::Activity;

    /// Three people who want one place each, of which there are two.
    fn question() -> Question {
        let activity = Activity {
            capacity: 1,
            minimum: 0,
            slots: Vec::new(),
            groups: Vec::new(),
        };
        Question {
            activities: vec![activity.clone(), activity],
            limit: NonZeroU32::new(1),
            pass_order: PassOrder::Same,
            ballots: vec![vec![1, 2], vec![1], vec![1, 2]],
            seed: Hash32([7; 32]),
            about: About::Lottery,
        }
    }

    #[test]
    fn every_piece_of_an_answer_is_heard_as_it_was_told() {
        let mut pieces = Vec::new();
        let mut questions = vec![question()];
        for entry in 0..3 {
            let orders = Orders::Fixed {
                order: vec![2, 0, 1],
                pass_order: PassOrder::Snake,
            };
            let about = About::Entry { entry, orders };
            questions.push(Question { about, ..question() });
        }
        for question in questions {
            answer(&question, &mut |told| pieces.push(told)).expect("it fits");
        }
        assert!(pieces.len() > 10);
        for told in pieces {
            let said = serde_json::to_string(&told).expect("written");
            assert_eq!(heard(Some(&said)), Heard::Told(told));
        }
    }

    #[test]
    fn the_end_and_failures_are_told_apart() {
        assert_eq!(heard(Some("over")), Heard::Over);
        for said in [None, Some("unfit"), Some("failed"), Some("{}"), Some(r#"{"own":null}"#)] {
            assert_eq!(heard(said), Heard::Failed, "{said:?}");
        }
    }
}
