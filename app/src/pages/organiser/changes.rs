//! Sending what was changed while the draw is open: what would change is listed first, and everyone taking
//! part is shown that it did.

use leptos::prelude::*;
use turnwise_shared::api::{AddEntries, ChangeRules, LotteryView};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::Phase;
use turnwise_shared::seal::Sealed;
use turnwise_shared::table::clean_text;

use super::act::Act;
use super::desk::{Desk, Live, desk};
use crate::api::{Failure, Server};
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, Signal};
use crate::live::{Pieces, derived, does, live, memo};
use crate::state::changes::{Pending, pending};
use crate::state::event::{Event, Stage};
use crate::state::settings::span;
use crate::state::{opening, sealing, seats};
use crate::ui::field::TextField;
use crate::ui::notice::{Notice, Tone};
use crate::{chance, moment};

/// The most characters of a reason.
const LONGEST: usize = 500;

/// A card that appears when something here differs from what people see.
#[component]
pub fn SendChanges() -> impl IntoView {
    let desk = desk();
    let waiting = memo(move || differences(desk));
    let shown = memo(move || waiting.with(Option::is_some));
    // The card goes with the last difference; what was begun on it is still to be told.
    let act = Act::new();
    let sent = RwSignal::new(false);
    live(move || {
        if shown.get() {
            let pending = derived(move || waiting.get().unwrap_or_default());
            return Some(view! { <Send pending act sent/> }.into_any());
        }
        let told = || {
            view! {
                <Notice tone=Tone::Good>
                    <p>"Sent. Everyone taking part is shown it; new links stand under Links."</p>
                </Notice>
            }
        };
        sent.get().then(|| told().into_any())
    })
}

fn differences(desk: Desk) -> Option<Pending> {
    let view = desk.view()?;
    if view.lottery.phase != Phase::Open {
        return None;
    }
    desk.event.with(|event| {
        if event.stage != Stage::Open {
            return None;
        }
        let catalogue = sealing::open_catalogue(&event.catalogue_key, &event.id, &view.lottery).ok()?;
        let pending = pending(event, &view.lottery.rules, &catalogue, moment::spoken);
        (!pending.is_empty()).then_some(pending)
    })
}

#[component]
fn Send(pending: Signal<Pending>, act: Act, sent: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let reason = RwSignal::new(String::new());
    let send = move |_| {
        let Some(server) = desk.server() else { return };
        let reason = clean_text(&reason.get_untracked(), LONGEST);
        act.run(desk, async move { send_all(desk, &server, &reason).await }, move |()| {
            sent.set(true);
        });
    };
    let list = move || {
        let lines = pending.get().differences.into_iter();
        lines.map(|line| view! { <li><bdi>{line}</bdi></li> }).pieces()
    };
    let people = move || match pending.get().people {
        0 => None,
        1 => Some("1 person was added and has no link yet. They will take part like everyone else.".to_owned()),
        many => Some(format!(
            "{many} people were added and have no link yet. They will take part like everyone else."
        )),
    };
    let broken = move || pending.get().broken;
    // Where a public value decides, nothing changes shortly before choosing ends.
    let short = move || {
        let changed = !pending.get().differences.is_empty();
        let now = desk.now();
        changed
            .then(|| desk.event.with(|event| opening::too_short(&event.settings, now)))
            .flatten()
    };
    let later = move || {
        let notice = desk.event.with(|event| event.settings.notice_in_force());
        (notice > 0 && !pending.get().differences.is_empty()).then(|| {
            format!(
                "Once these are sent, it can be closed {} later at the earliest: that is the notice.",
                span(notice)
            )
        })
    };
    view! {
        <section class="sheet stack" aria-labelledby="send-changes">
            <h2 id="send-changes">"Not sent yet"</h2>
            <p class="quiet">
                "The draw is open: what you changed here is seen by others only once it is sent. That it changed stays on the \
                 record. Lists that were saved stay as they are."
            </p>
            {live(move || broken().then(|| view! {
                <p class="problem">"Something has a problem; it is marked at its place. Mend it first, then send."</p>
            }))}
            <ul>{live(list)}</ul>
            {live(move || people().map(|sentence| view! { <p>{sentence}</p> }))}
            {live(move || (!pending.get().differences.is_empty()).then(|| view! {
                <TextField label="Why, for everyone to read (optional)" value=reason
                    on_input=Callback::new(move |text| reason.set(text)) longest=500/>
            }))}
            {live(move || later().map(|sentence| view! { <p>{sentence}</p> }))}
            {live(move || short().map(|sentence| view! { <p class="problem">{sentence}</p> }))}
            {act.problem()}
            <p>
                <button type="button" disabled=move || act.busy.get() || broken() || short().is_some() on:click=does(send)>
                    {live(move || if act.busy.get() { "Sending…" } else { "Send the changes" })}
                </button>
            </p>
        </section>
    }
}

async fn send_all(desk: Desk, server: &Server, reason: &str) -> Result<(), Failure> {
    if differences(desk).is_some_and(|pending| !pending.differences.is_empty()) {
        // Even a request without an answer may arrive: from here on no activity is removed or moved.
        desk.change(|event| event.activities.fix());
        let view = desk.live.with_untracked(|live| match live {
            Live::Here { view, .. } => Some(view.lottery.clone()),
            _ => None,
        });
        let view = view.ok_or(Failure::Offline)?;
        let change = desk.event.with_untracked(|event| {
            let (catalogue, hash) = sealed_texts(event, &view)?;
            let note = match reason {
                "" => None,
                reason => Some(sealing::seal_note(&event.catalogue_key, &event.id, reason, chance::fresh()).ok()?),
            };
            let rules = event.rules(hash)?;
            Some(ChangeRules { rules, catalogue, note })
        });
        let change = change.ok_or(Failure::Garbled)?;
        server.change_rules(desk.revision(), &change).await?;
        desk.refresh().await;
    }
    send_people(desk, server).await
}

/// The texts, sealed; as they are at the server where they did not change, so that nobody is told that they did.
fn sealed_texts(event: &Event, view: &LotteryView) -> Option<(Sealed, Hash32)> {
    let texts = event.catalogue();
    let there = sealing::open_catalogue(&event.catalogue_key, &event.id, view).ok()?;
    if there == texts {
        return Some((view.catalogue.clone(), view.rules.catalogue));
    }
    sealing::seal_catalogue(&event.catalogue_key, &event.id, &texts, chance::fresh()).ok()
}

/// Gives links to whoever has none, and sends them in blocks; what has arrived is noted block by block.
async fn send_people(desk: Desk, server: &Server) -> Result<(), Failure> {
    let view = desk.live.with_untracked(|live| match live {
        Live::Here { view, .. } => Some(view.clone()),
        _ => None,
    });
    let view = view.ok_or(Failure::Offline)?;
    let foreign: Vec<u32> = view.entries.iter().map(|entry| entry.entry).collect();
    let waiting = |event: &Event| seats::there(event) < event.seats.len() || !seats::without(event).is_empty();
    if !desk.event.with_untracked(waiting) {
        return Ok(());
    }
    desk.change(|event| {
        seats::reconcile(event, &view);
        seats::make(event, &foreign, &mut chance::Browser);
    });
    let entries = desk.event.with_untracked(|event| seats::to_announce(event, &view));
    if entries > 0 {
        server.add_entries(desk.revision(), &AddEntries { entries }).await?;
    }
    for block in desk.event.with_untracked(seats::blocks) {
        server.send_entries(&block).await?;
        let arrived: Vec<u32> = block.entries.iter().map(|entry| entry.entry).collect();
        desk.change(|event| opening::block_arrived(event, &arrived));
    }
    Ok(())
}
