//! Before a number's page can be shown: the code, the first question to the server, and everything that can
//! come out of it. An address without a code is no error; a draft on this device is never lost by any of it.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::LotteryId;
use turnwise_shared::token::{Role, TokenFault};

use super::visit::{Arrived, shelf_key};
use crate::api::{Failure, Fetched, Server};
use crate::app::use_navigate;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{Piece, does};
use crate::page::{Page, Seat};
use crate::state::opened::{Mismatch, Opened};
use crate::state::typed::{self, Typed};
use crate::storage::Shelf;
use crate::ui::code_field::CodeField;
use crate::ui::loading::Loading;
use crate::ui::lot::Lot;
use crate::ui::notice::{Notice, Tone};
use crate::{arrival, text};

/// How far one got.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// Asked, no answer yet.
    Asking,
    /// There is no code in this tab.
    NoCode,
    /// The code in the link is mistyped: no request was made.
    Mistyped(TokenFault),
    /// The server knows no such link.
    Unknown,
    /// The server could not be asked.
    Failed(Failure),
    /// What it said does not fit its own record.
    Lie(Mismatch),
    /// In.
    Here(Arc<Arrived>),
}

/// Looks for the code, and asks the server.
pub(super) async fn knock(id: &LotteryId, who: Option<u32>) -> Stage {
    let token = match arrival::code(id, who) {
        None => return Stage::NoCode,
        Some(Err(fault)) => return Stage::Mistyped(fault),
        Some(Ok(token)) => token,
    };
    let keys = token.keys(id, Role::Participant);
    let (view, etag) = match Server::new(*id, keys.auth).participant(None).await {
        Ok(Fetched::New(view, etag)) => (view, etag),
        Ok(Fetched::Unchanged) => return Stage::Failed(Failure::Garbled),
        Err(Failure::Refused(Problem::NotFound)) => return Stage::Unknown,
        Err(failure) => return Stage::Failed(failure),
    };
    match Opened::new(id, &keys, view) {
        Ok(opened) => {
            arrival::settle(id, opened.view.line.entry, &token);
            Stage::Here(Arc::new(Arrived { token, opened, etag }))
        }
        Err(mismatch) => Stage::Lie(mismatch),
    }
}

/// What is shown instead of a number's page.
#[component]
pub(super) fn Closed(id: LotteryId, who: Option<u32>, stage: Stage, again: Callback<()>) -> impl IntoView {
    crate::app::announce(move || {
        who.map_or_else(|| "Your list – Turnwise".to_owned(), |who| format!("{who} – Turnwise"))
    });
    let kept = who.is_some_and(|who| Shelf::Lasting.get(&shelf_key(&id, who)).is_some());
    let retry =
        move || view! { <p><button type="button" on:click=does(move |_| again.run(()))>"Try again"</button></p> };
    let body = match stage {
        Stage::Asking | Stage::Here(_) => view! { <h1 class="visually-hidden">"Your list"</h1> <Loading what="Opening your list…"/> }.into_any(),
        Stage::NoCode => view! { <NoCode who/> <CodeForm id typed=String::new() again/> }.into_any(),
        Stage::Mistyped(fault) => view! {
            <h1>"This code cannot be right"</h1>
            <p>{text::code_fault(fault)}</p>
            <CodeForm id typed=arrival::as_typed(&id).unwrap_or_default() again/>
        }
        .into_any(),
        Stage::Unknown => view! {
            <h1>"This link does not open a list"</h1>
            <p>
                "It is not valid, not yet, or no longer. Perhaps it was replaced by a newer one, perhaps the draw is not open \
                 yet or was deleted. Ask whoever gave it to you, or type the code once more."
            </p>
            <CodeForm id typed=String::new() again/>
            {retry()}
        }
        .into_any(),
        Stage::Failed(failure) => view! {
            <h1>"The list cannot be opened right now"</h1>
            <Notice tone=Tone::Error><p>{text::failure(&failure)}</p></Notice>
            {retry()}
        }
        .into_any(),
        Stage::Lie(mismatch) => view! { <Lie mismatch/> {retry()} }.into_any(),
    };
    view! {
        <header class="top">
            <a class="brand" href=Page::Start.href()>"Turnwise"</a>
            <span class="event"></span>
            {who.map(|number| view! { <Lot number/> }).piece()}
        </header>
        <main class="page">
            {body}
            {kept.then(|| view! { <p class="quiet">"What you put together on this device is kept. It shows again as soon as your list is open."</p> }).piece()}
        </main>
    }
}

#[component]
fn NoCode(who: Option<u32>) -> impl IntoView {
    match who {
        Some(number) => view! {
            <h1>"This is the list of number " <Lot number/></h1>
            <p>"Open your personal link again, or type your code. The result comes by the same link."</p>
        }
        .into_any(),
        None => view! {
            <h1>"Whose list?"</h1>
            <p>"This address says which draw, but not whose list. Open your personal link again, or type your code."</p>
        }
        .into_any(),
    }
}

/// The field for the code, and the way in.
#[component]
fn CodeForm(id: LotteryId, typed: String, again: Callback<()>) -> impl IntoView {
    let code = RwSignal::new(typed::grouped(&typed));
    let error = RwSignal::new(None::<String>);
    let go = use_navigate();
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let (which, token) = match typed::read(&code.get_untracked()) {
            Ok(Typed::Code(token)) => (id, token),
            Ok(Typed::Link(which, token)) => (which, token),
            Ok(Typed::Draw(_)) => {
                return error.set(Some(
                    "This is the beginning of a link. The code after the # is missing.".to_owned(),
                ));
            }
            Err(fault) => return error.set(Some(text::code_fault(fault))),
        };
        arrival::remember_code(&which, &token.to_string());
        go(&Page::Take(which, None, Seat::Home).href(), NavigateOptions::default());
        again.run(());
    };
    view! {
        <form class="sheet stack" novalidate on:submit=does(open)>
            <CodeField value=code error shown=typed::grouped/>
            <p><button type="submit" class="primary">"Open my list"</button></p>
        </form>
    }
}

/// The page does not go on, and says why.
#[component]
pub(super) fn Lie(mismatch: Mismatch) -> impl IntoView {
    view! {
        <h1>"Something does not fit together"</h1>
        <Notice tone=Tone::Error>
            <p>"This page does not go on: " {mismatch.to_string()} "."</p>
            <p>
                "That should never happen. Please tell the organiser, in person or by telephone, and show them this page. \
                 What you put together on this device is kept."
            </p>
        </Notice>
    }
}
