//! The server's clock on a screen: what waits for a moment is shown as it comes near.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::live::signals::RwSignal;

/// How often the screen looks at the clock.
const PAUSE: Duration = Duration::from_secs(1);

/// A clock that goes on while the screen is shown.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<u64>,
}

impl Clock {
    /// Starts it.
    pub fn start(desk: Desk) -> Self {
        let now = RwSignal::new(desk.now());
        spawn_local(async move {
            loop {
                sleep(PAUSE).await;
                if now.try_set(desk.now()).is_some() {
                    return;
                }
            }
        });
        Self { now }
    }

    /// UTC second of the server's clock; what reads it is told every second, so it is read in a memo.
    pub fn now(self) -> u64 {
        self.now.get()
    }
}
