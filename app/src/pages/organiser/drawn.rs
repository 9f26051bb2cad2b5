//! The draw that counts, fetched once and repeated here: what the server says must be what this browser
//! finds by itself.

use std::sync::Arc;

use leptos::prelude::*;
use turnwise_shared::api::{AdministratorView, Attempt};
use turnwise_shared::replay::Replay;

use super::desk::{Desk, desk};
use crate::api::Failure;
use crate::live::memo;
use crate::state::stand::last_draw;

/// A draw and its repetition.
#[derive(Clone)]
pub struct Drawn {
    /// As the server stored it.
    pub attempt: Attempt,
    /// As this browser repeated it; none if it cannot be repeated or comes out differently.
    pub replay: Option<Arc<Replay>>,
}

/// The last draw; asked for again whenever there is another.
pub fn use_draw() -> LocalResource<Result<Drawn, Failure>> {
    let desk = desk();
    let last = memo(move || desk.view().and_then(|view| last_draw(&view.lottery)));
    LocalResource::new(move || fetch(desk, last.get().unwrap_or_default()))
}

async fn fetch(desk: Desk, number: u32) -> Result<Drawn, Failure> {
    let server = desk.server().ok_or(Failure::Garbled)?;
    let attempt = server.attempt(number).await?;
    let view = desk.live.with_untracked(|live| match live {
        super::desk::Live::Here { view, .. } => Some((**view).clone()),
        _ => None,
    });
    let replay = view.and_then(|view| repeat(&view, &attempt));
    Ok(Drawn { attempt, replay })
}

/// Repeats a draw and compares.
fn repeat(view: &AdministratorView, attempt: &Attempt) -> Option<Arc<Replay>> {
    let record = view.lottery.log.get(attempt.record.checked_sub(1)? as usize)?;
    let replay = Replay::new(&attempt.rules, &record.head, &attempt.value, &attempt.lines).ok()?;
    (replay.allocation() == attempt.allocation).then(|| Arc::new(replay))
}
