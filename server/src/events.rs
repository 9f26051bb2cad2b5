//! The public event stream: that something was recorded, and nothing that changes when someone saves.
//!
//! One channel per lottery that somebody listens to. It holds the newest tick only: who was away for two of
//! them needs just the last. A stream begins with where the lottery stands and ends with the server.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderName;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use turnwise_shared::api::Tick;
use turnwise_shared::hash::LotteryId;

use crate::app::App;
use crate::auth;
use crate::error::Failure;
use crate::limits::{Caller, StreamPlace};
use crate::lotteries::{Path, parse_id};
use crate::store::Store;

/// Seconds between two signs of life, below the idle limit of usual proxies.
const SIGN_OF_LIFE: u64 = 20;

/// Who listens to which lottery.
#[derive(Default)]
pub struct Events {
    lotteries: Mutex<HashMap<LotteryId, watch::Sender<Option<Tick>>>>,
}

impl Events {
    /// Tells everyone who listens. Two records may be told in the wrong order; a newer tick is never replaced.
    pub fn tell(&self, id: LotteryId, tick: Tick) {
        let mut lotteries = self.lock();
        if let Some(sender) = lotteries.get(&id) {
            if sender.receiver_count() == 0 {
                lotteries.remove(&id);
            } else {
                sender.send_if_modified(|last| {
                    let newer = last.is_none_or(|last| last.revision < tick.revision);
                    if newer {
                        *last = Some(tick);
                    }
                    newer
                });
            }
        }
    }

    fn listen(&self, id: LotteryId) -> watch::Receiver<Option<Tick>> {
        let mut lotteries = self.lock();
        lotteries.retain(|known, sender| *known == id || sender.receiver_count() > 0);
        lotteries.entry(id).or_default().subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<LotteryId, watch::Sender<Option<Tick>>>> {
        self.lotteries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Listener {
    first: Option<Tick>,
    last: u32,
    ticks: watch::Receiver<Option<Tick>>,
    ending: watch::Receiver<bool>,
    _place: StreamPlace,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let tick = match self.first.take() {
            Some(tick) => tick,
            None => self.newer().await?,
        };
        self.last = tick.revision;
        let event = Event::default().json_data(tick).ok()?;
        Some((Ok(event), self))
    }

    async fn newer(&mut self) -> Option<Tick> {
        loop {
            tokio::select! {
                ended = self.ending.wait_for(|ending| *ending) => {
                    drop(ended);
                    return None;
                }
                changed = self.ticks.changed() => changed.ok()?,
            }
            let tick = *self.ticks.borrow_and_update();
            if let Some(tick) = tick.filter(|tick| tick.revision > self.last) {
                return Some(tick);
            }
        }
    }
}

/// `GET lotteries/{id}/events`: anyone.
///
/// # Errors
/// Not found; too many streams.
pub async fn events<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, Failure> {
    let id = parse_id(&id)?;
    let place = app.limits.stream(caller)?;
    // Listening before reading: whatever is recorded in between is heard.
    let ticks = app.events.listen(id);
    let held = auth::load(&app, id).await?;
    let first = Tick {
        revision: held.lottery.revision,
        head: held.lottery.head,
    };
    let listener = Listener {
        first: Some(first),
        last: 0,
        ticks,
        ending: app.ending(),
        _place: place,
    };
    let alive = KeepAlive::new().interval(Duration::from_secs(SIGN_OF_LIFE));
    let sse = Sse::new(until_the_end(listener)).keep_alive(alive);
    Ok(([(HeaderName::from_static("x-accel-buffering"), "no")], sse).into_response())
}

fn until_the_end(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, Listener::next)
}

#[cfg(test)]
mod tests {
    use turnwise_shared::hash::Hash32;

    use super::*;

    #[test]
    fn an_older_record_told_late_is_not_heard() {
        let (events, id) = (Events::default(), LotteryId([1; 16]));
        let ticks = events.listen(id);
        let tick = |revision| Tick {
            revision,
            head: Hash32::ZERO,
        };
        for (told, heard) in [(2, 2), (1, 2), (3, 3)] {
            events.tell(id, tick(told));
            assert_eq!(ticks.borrow().map(|tick| tick.revision), Some(heard));
        }
    }
}
