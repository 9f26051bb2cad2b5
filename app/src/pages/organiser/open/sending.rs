//! Sending an opening: the draw itself, then everyone's number in blocks. Each block is noted as it arrives,
//! so that whatever interrupts it, going on sends the rest.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::desk::{Desk, Live};
use crate::api::Failure;
use crate::live::live;
use crate::live::signals::RwSignal;
use crate::state::{opening, seats};
use crate::text;

/// How sending stands.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    failed: RwSignal<Option<Failure>>,
}

impl Sending {
    /// Nothing was sent from this screen.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Sends everything that has not arrived, unless that is under way already; then `after`, if the screen
    /// is still there.
    pub fn start(self, desk: Desk, after: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        desk.change(opening::begin);
        spawn_local(async move {
            let done = send(desk).await;
            desk.refresh().await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(()) => after(),
                Err(failure) => self.failed.set(Some(failure)),
            }
        });
    }

    /// The failure in words.
    pub fn problem(self) -> impl IntoView {
        let words = |failure: &Failure| {
            let own = match failure {
                Failure::Refused(problem) => opening::obstacle(problem),
                Failure::Offline | Failure::Garbled => None,
            };
            own.map_or_else(|| text::failure(failure), str::to_owned)
        };
        live(move || {
            let failed = self.failed.get();
            failed.map(|failure| view! { <p class="problem" role="alert">{words(&failure)}</p> })
        })
    }
}

/// Whether the draw was left: then there is nothing to note arrivals in, and the rest is sent another time.
fn left(desk: Desk) -> bool {
    desk.event.is_disposed()
}

async fn send(desk: Desk) -> Result<(), Failure> {
    let server = desk.server().ok_or(Failure::Garbled)?;
    if let Some(opening) = desk.event.with_untracked(|event| event.opening.clone()) {
        server.open(&opening).await?;
    }
    // What has arrived already, perhaps sent from elsewhere or before an answer was lost, is not sent again.
    desk.refresh().await;
    if left(desk) {
        return Ok(());
    }
    let here = desk.live.with_untracked(|live| match live {
        Live::Here { view, stale: None, .. } => Ok(view.entries.iter().map(|entry| entry.entry).collect::<Vec<_>>()),
        Live::Here {
            stale: Some(failure), ..
        }
        | Live::Failed(failure) => Err(failure.clone()),
        Live::NotOpened | Live::Asking => Err(Failure::Offline),
    });
    let here = here?;
    desk.change(|event| opening::block_arrived(event, &here));
    for block in desk.event.with_untracked(seats::blocks) {
        server.send_entries(&block).await?;
        if left(desk) {
            return Ok(());
        }
        let arrived: Vec<u32> = block.entries.iter().map(|entry| entry.entry).collect();
        desk.change(|event| opening::block_arrived(event, &arrived));
    }
    Ok(())
}
