//! The record: every draw so far with its reason, the log in words, the record as a file, when everything
//! expires, drawing again, and deleting.

mod draws;
mod redraw;

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::api::PublicRecord;
use turnwise_shared::lottery::Phase;

use super::act::{Act, Sure};
use super::desk::{self, desk};
use super::waiting::Waiting;
use crate::api::{Failure, Server};
use crate::app::use_navigate;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, derived, does, live, memo};
use crate::page::Page;
use crate::parts;
use crate::state::event::Stage;
use crate::state::log::sentence;
use crate::state::published::last_published;
use crate::state::sealing;
use crate::ui::download::Download;
use crate::{moment, text};

/// The record.
#[component]
pub fn Record() -> impl IntoView {
    let desk = desk();
    let there = memo(move || desk.phase().is_some());
    let followed = memo(move || desk.account.with(|account| account.there));
    view! {
        <h1>"Record"</h1>
        {live(move || if there.get() {
            view! {
                <draws::Draws/> <Log/>
                {live(move || followed.get().then(parts::followed_account))}
                <Files/> <redraw::Redraw/>
            }.into_any()
        } else {
            view! { <Waiting/> }.into_any()
        })}
        <Delete/>
    }
}

#[component]
fn Log() -> impl IntoView {
    let desk = desk();
    let rows = move || {
        let view = desk.view()?;
        let rows = (1..).zip(&view.lottery.log).map(|(number, record): (u32, _)| {
            let reason = desk.event.with(|event| sealing::open_note(&event.catalogue_key, &event.id, record));
            view! {
                <tr>
                    <td data-head="No.">{number}</td>
                    <td data-head="When">{moment::spoken(record.time)}</td>
                    <td data-head="What">
                        {sentence(record)}
                        {reason.map(|reason| view! { " Reason: "<bdi>{reason}</bdi> }).piece()}
                    </td>
                    <td data-head="Fingerprint"><code>{record.head.to_string().chars().take(8).collect::<String>()}</code></td>
                </tr>
            }
        });
        Some(rows.pieces())
    };
    let expiry = move || desk.view().map(|view| moment::spoken(view.lottery.expires_at));
    view! {
        <section class="sheet stack">
            <h2>"What happened"</h2>
            <p class="quiet">"Everyone taking part sees the same. It names nobody."</p>
            <div class="table"><table>
                <thead><tr><th scope="col">"No."</th><th scope="col">"When"</th><th scope="col">"What"</th><th scope="col">"Fingerprint"</th></tr></thead>
                <tbody>{live(rows)}</tbody>
            </table></div>
            <p>"The server deletes everything on "<strong>{live(expiry)}</strong>"."</p>
        </section>
    }
}

/// What can be had as a file.
#[component]
fn Files() -> impl IntoView {
    let desk = desk();
    let closed = memo(move || !matches!(desk.phase(), None | Some(Phase::Open | Phase::Closing)));
    let published = memo(move || desk.view().is_some_and(|view| last_published(&view.lottery).is_some()));
    view! {
        <section class="sheet stack">
            <h2>"The record as a file"</h2>
            <p>
                "The record of the draw has every list and every result, by number and without names. Everyone taking part can \
                 have it too, and whoever has it can check the draw without asking anybody: "
                <a href=Page::Check.href()>"Check the draw"</a>"."
            </p>
            {live(move || if published.get() {
                view! { <File label="Download the record of the draw" name="draw.json" fetch=transcript/> }.into_any()
            } else {
                view! { <p class="quiet">"Available once results are published."</p> }.into_any()
            })}
            {live(move || closed.get().then(|| view! {
                <p class="quiet">"Anyone can have the public list of fingerprints, from the end of choosing on: the log, and a fingerprint of every list, by number."</p>
                <File label="Download the list of fingerprints" name="record.json" fetch=fingerprints/>
            }))}
        </section>
    }
}

/// Brings a file.
type Fetch = fn(Server) -> Pin<Box<dyn Future<Output = Result<String, Failure>>>>;

fn transcript(server: Server) -> Pin<Box<dyn Future<Output = Result<String, Failure>>>> {
    Box::pin(async move { server.transcript().await })
}

fn fingerprints(server: Server) -> Pin<Box<dyn Future<Output = Result<String, Failure>>>> {
    Box::pin(async move {
        let record: PublicRecord = server.record().await?;
        serde_json::to_string_pretty(&record).map_err(|_| Failure::Garbled)
    })
}

/// One file: fetched when asked for, then handed out.
#[component]
fn File(label: &'static str, name: &'static str, fetch: Fetch) -> impl IntoView {
    let desk = desk();
    let fetched = RwSignal::new(None::<Result<String, Failure>>);
    let busy = RwSignal::new(false);
    let ask = move |_| {
        let Some(server) = desk.server() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = fetch(server).await;
            // The screen may have been left meanwhile.
            let _ = fetched.try_set(Some(answer));
            let _ = busy.try_set(false);
        });
    };
    let button = move |label: &'static str| {
        view! { <p><button type="button" disabled=move || busy.get() on:click=does(ask)>{label}</button></p> }
    };
    live(move || match fetched.get() {
        None => button(label).into_any(),
        Some(Err(failure)) => view! { <p role="alert">{text::failure(&failure)}</p> {button("Try again")} }.into_any(),
        Some(Ok(json)) => view! {
            <Download label="Save the file" name mime="application/json" content=derived(move || json.clone())/>
        }
        .into_any(),
    })
}

#[component]
fn Delete() -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let go = use_navigate();
    let forget = {
        let go = go.clone();
        move |()| {
            desk::forget(&desk.event.with_untracked(|event| event.id));
            go(&Page::Start.href(), leptos_router::NavigateOptions::default());
        }
    };
    let delete = move |()| {
        let Some(server) = desk.server() else { return };
        let revision = desk.revision();
        let go = go.clone();
        act.run(desk, async move { server.delete(revision).await }, move |()| {
            desk::forget(&desk.event.with_untracked(|event| event.id));
            go(&Page::Start.href(), leptos_router::NavigateOptions::default());
        });
    };
    let opened = memo(move || desk.event.with(|event| event.stage != Stage::Draft));
    let from_server = derived(|| {
        "Every list, number and key is deleted from the server, and the names from this browser. After a closing, the log \
         stays until it expires, with its reasons locked. Links stop working. This cannot be undone."
            .to_owned()
    });
    let from_here = derived(|| {
        "Names, codes and settings disappear from this browser. Without the key file nobody can bring them back."
            .to_owned()
    });
    view! {
        <details class="sheet">
            <summary>"Delete"</summary>
            <div class="stack">
                {live(move || opened.get().then(|| view! {
                    {act.problem()}
                    <Sure label="Delete everywhere" confirm="Delete everything now" busy=act.busy consequence=from_server on_yes=Callback::new(delete.clone())/>
                }))}
                <Sure label="Forget on this device" confirm="Forget it now" busy=act.busy consequence=from_here on_yes=Callback::new(forget)/>
            </div>
        </details>
    }
}
