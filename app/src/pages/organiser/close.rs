//! Close and draw: a check before what cannot be undone, closing, then the draw by one's own list, by the server, or by
//! a public value that is entered once it is there. What the screen shows follows the phase the server tells.

pub mod check;
pub mod moment;
pub mod own_list;
pub mod public;
pub mod words;

use leptos::prelude::*;
use turnwise_shared::api::{Close as Request, Draw as Value};
use turnwise_shared::lottery::{Phase, ValuePlan};

use super::act::{Act, Sure};
use super::desk::{Live, desk};
use super::waiting::Waiting;
use crate::app::{address, use_navigate};
use crate::live::callback::Callback;
use crate::live::{derived, does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::parts;
use crate::state::event::Event;
use crate::state::stand::{awaited, awaits_draw, next_draw};

/// Close and draw.
#[component]
pub fn Close() -> impl IntoView {
    let desk = desk();
    let phase = memo(move || desk.phase());
    let awaits = memo(move || desk.view().is_some_and(|view| awaits_draw(&view.lottery)));
    view! {
        <h1>"Close and draw"</h1>
        {live(move || match phase.get() {
            None => view! { <Waiting/> }.into_any(),
            Some(Phase::Open) => parts::close_check(),
            Some(Phase::Closing) => view! { <Closing/> }.into_any(),
            Some(Phase::Closed) => view! { <Closed/> }.into_any(),
            Some(Phase::Drawn) if awaits.get() => view! { <Again/> }.into_any(),
            Some(Phase::Drawn | Phase::Published) => view! { <Drawn/> }.into_any(),
        })}
    }
}

#[component]
fn Closing() -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let again = move |_| {
        let Some(server) = desk.server() else { return };
        let revision = desk.revision();
        act.run(
            desk,
            async move { server.close(revision, &Request::default()).await },
            |_| (),
        );
    };
    view! {
        <div class="sheet stack" aria-busy="true">
            <p role="status">"The lists are being fixed. This takes a few seconds; nothing can be lost."</p>
            <progress aria-label="Fixing the lists"></progress>
            <p class="quiet">"If it takes longer than a minute, the server was interrupted:"</p>
            {act.problem()}
            <p><button type="button" on:click=does(again) disabled=move || act.busy.get()>"Go on closing"</button></p>
        </div>
    }
}

#[component]
fn Closed() -> impl IntoView {
    let plan = desk().view().map(|view| view.lottery.rules.plan);
    view! {
        <p class="sheet" role="status"><strong>"Choosing is over: the lists are fixed."</strong></p>
        {parts::close_words()}
        <Draw plan/>
        <Reopen/>
    }
}

/// After another draw of the same lists was allowed.
#[component]
fn Again() -> impl IntoView {
    let plan = desk().view().map(|view| view.lottery.rules.plan);
    view! {
        <p class="sheet" role="status">
            "Another draw of the same lists was allowed. The earlier one stays visible to everyone; the next one replaces it."
        </p>
        {parts::close_words()}
        <Draw plan/>
    }
}

#[component]
fn Draw(plan: Option<ValuePlan>) -> impl IntoView {
    match plan {
        Some(ValuePlan::OwnList) => parts::close_own_list(),
        Some(ValuePlan::Drand | ValuePlan::Numbers { .. }) => parts::close_public(),
        Some(ValuePlan::Server) | None => view! { <ByServer/> }.into_any(),
    }
}

/// What draws, and shows the results when it is done. News of the draw may come before its own answer, and puts another
/// section here; the results are shown all the same, unless somebody went elsewhere meanwhile.
pub(super) fn use_drawing(act: Act) -> Callback<Value> {
    let desk = desk();
    let results = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Results).href());
    let go = use_navigate();
    Callback::new(move |value: Value| {
        let Some(server) = desk.server() else { return };
        let revision = desk.revision();
        let number = desk.live.with_untracked(|live| match live {
            Live::Here { view, .. } => next_draw(&view.lottery),
            _ => 1,
        });
        let (go, results, here) = (go.clone(), results.clone(), address());
        let draw = async move {
            server.draw(revision, number, &value).await?;
            desk.refresh().await;
            if address() == here {
                go(&results, leptos_router::NavigateOptions::default());
            }
            Ok(())
        };
        act.run(desk, draw, |()| ());
    })
}

#[component]
fn ByServer() -> impl IntoView {
    let act = Act::new();
    let drawing = use_drawing(act);
    let go = Callback::new(move |()| drawing.run(Value::Server));
    let consequence = derived(|| {
        "The draw is made once. Everyone sees at once that it was made; the results only when you publish them. \
         Drawing again needs a reason that everyone sees."
            .to_owned()
    });
    view! {
        <div class="sheet stack">
            <h2>"The draw"</h2>
            <p>
                "The server draws 32 random bytes; together with the fingerprint they give the order, and anyone taking part can \
                 repeat the whole draw from them. People take the word of whoever runs the server that it drew honestly."
            </p>
        </div>
        <div class="actions">
            {act.problem()}
            <Sure label="Draw" confirm="Draw now" primary=true busy=act.busy consequence on_yes=go/>
        </div>
    }
}

#[component]
fn Reopen() -> impl IntoView {
    let desk = desk();
    let public = desk
        .view()
        .and_then(|view| awaited(&view.lottery))
        .is_some_and(|awaited| awaited.plan.is_public());
    let sentence = if public {
        "People can change their lists again. Everyone sees that you did this, and why. Once the public value can be known, \
         opening again counts as a draw that was not made, and everyone sees that too."
    } else {
        "People can change their lists again. Everyone sees that you did this, and why."
    };
    let go = move |(act, reason): (Act, String)| {
        let note = desk.event.with_untracked(|event: &Event| {
            crate::state::sealing::seal_note(&event.catalogue_key, &event.id, &reason, crate::chance::fresh())
        });
        let (Ok(note), Some(server)) = (note, desk.server()) else {
            return;
        };
        let revision = desk.revision();
        let reason = turnwise_shared::api::WithReason { note };
        act.run(desk, async move { server.reopen(revision, &reason).await }, |_| ());
    };
    view! {
        <super::reason::WithReason
            summary="Open again"
            sentence
            button="Open again"
            on_reason=Callback::new(go)
        />
    }
}

#[component]
fn Drawn() -> impl IntoView {
    let desk = desk();
    let (results, record) = desk.event.with_untracked(|event| {
        (
            Page::Organise(event.id, Screen::Results).href(),
            Page::Organise(event.id, Screen::Record).href(),
        )
    });
    let numbers = desk
        .view()
        .is_some_and(|view| matches!(view.lottery.rules.plan, ValuePlan::Numbers { .. }));
    let published = move || desk.phase() == Some(Phase::Published);
    let stale = move || desk.live.with(|live| matches!(live, Live::Here { stale: Some(_), .. }));
    view! {
        <div class="sheet stack">
            <p role="status">
                {live(move || if published() { "The draw was made, and its results are out." } else { "The draw was made. Nobody but you sees its results until you publish them." })}
            </p>
            {live(move || stale().then(|| view! { <p class="quiet">"The server cannot be reached just now."</p> }))}
            <p class="quiet">"To draw the same lists again, with a reason that everyone sees, go to "<a href=record>"Record"</a>"."</p>
        </div>
        <div class="actions"><a class="button primary" href=results>"To the results"</a></div>
        {numbers.then(parts::close_wrong)}
    }
}
