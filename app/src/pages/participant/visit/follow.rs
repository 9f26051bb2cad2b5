//! Staying in step while a page is shown: the server tells when something was recorded, and where it cannot, it
//! is asked; the clock goes on; another tab may change the same draft.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;

use super::{Visit, shelf_key};
use crate::chance;
use crate::state::kept::Kept;
use crate::storage::{self, Shelf};
use crate::ticks::Ticks;

/// How often the page looks at the clock.
const PAUSE: Duration = Duration::from_secs(10);
/// How many pauses lie between two questions while the server tells by itself; [`ASKED`] while it does not.
const TOLD: u32 = 30;
const ASKED: u32 = 3;

impl Visit {
    /// Another tab may have changed the draft since.
    pub(in crate::pages::participant) fn adopt_newer(self) {
        if self.clock.is_disposed() {
            return;
        }
        if let Some(text) = Shelf::Lasting.get(&shelf_key(&self.id, self.entry)) {
            self.adopt(&text);
        }
    }

    fn adopt(self, text: &str) {
        let newer = self
            .secret
            .with_value(|(_, keys)| Kept::open(text, &keys.keep, &self.id));
        let edition = self.kept.with_untracked(|kept| kept.edition);
        if let Some(mut newer) = newer.filter(|newer| newer.edition > edition) {
            let line = self.opened.with_untracked(|opened| opened.view.line.clone());
            // What the other tab saved, the server has: nothing older is to be compared with it.
            let later = newer.saved.last().filter(|saved| saved.version > line.version);
            if let Some(saved) = later {
                self.learn(saved);
            }
            let line = later.cloned().unwrap_or(line);
            self.relation.set(newer.draft.meet(&line));
            // A tab that only looked has changed nothing that could be taken back.
            let changed = self
                .kept
                .with_untracked(|kept| kept.draft.choices != newer.draft.choices);
            self.kept.set(newer);
            if changed {
                self.undo.set(Vec::new());
            }
        }
    }

    /// Follows the server, the clock and other tabs while the page is shown.
    pub(in crate::pages::participant) fn keep_in_step(self) {
        spawn_local(self.follow());
        let key = storage::full(&shelf_key(&self.id, self.entry));
        let other_tab = window_event_listener(leptos::ev::storage, move |event: web_sys::StorageEvent| {
            if let (true, Some(text)) = (event.key().as_ref() == Some(&key), event.new_value()) {
                self.adopt(&text);
            }
        });
        let back = window_event_listener(leptos::ev::focus, move |_| spawn_local(self.refresh()));
        let online = window_event_listener(leptos::ev::online, move |_| spawn_local(self.refresh()));
        on_cleanup(move || {
            other_tab.remove();
            back.remove();
            online.remove();
        });
    }

    async fn follow(self) {
        let ticks = Ticks::follow(&self.server().events(), move |tick| {
            let known = self.opened.try_with_untracked(|opened| opened.lottery().revision());
            if known.is_some_and(|known| tick.revision > known) {
                spawn_local(self.refresh());
            }
        });
        let mut pauses = 0;
        loop {
            sleep(PAUSE).await;
            let now = chance::now().saturating_add_signed(self.ahead);
            if self.clock.try_set(now).is_some() {
                return;
            }
            pauses += 1;
            let told = ticks.as_ref().is_some_and(Ticks::is_open);
            if pauses >= if told { TOLD } else { ASKED } {
                pauses = 0;
                self.refresh().await;
            }
        }
    }
}
