//! After publishing: fetches the draw, repeats it in this browser, and shows what came out, or says honestly
//! that it does not follow.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draw::WholeDraw;
use super::result::YourResult;
use super::visit::{Visit, visit};
use super::why::Why;
use crate::api::Failure;
use crate::app::use_page;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{does, live, memo};
use crate::page::{Page, Seat};
use crate::state::published::{Doubt, Published, last_published};
use crate::text;
use crate::ui::loading::Loading;
use crate::ui::notice::{Notice, Tone};

/// How far it got.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Failed(Failure),
    Doubtful(Doubt),
    Here(Box<Published>),
}

/// The last published draw.
#[component]
pub fn Outcome() -> impl IntoView {
    let visit = visit();
    let page = use_page();
    let seat = memo(move || match page.get() {
        Page::Take(_, _, seat) => seat,
        _ => Seat::Home,
    });
    let Some(attempt) = visit.opened.with_untracked(|opened| last_published(opened.lottery())) else {
        return ().into_any();
    };
    let fetched = RwSignal::new(None);
    let fetch = move || {
        fetched.set(None);
        spawn_local(async move {
            let answer = visit.server().attempt(attempt).await;
            // The page may have been left while the answer was on its way.
            let _ = fetched.try_set(Some(answer));
        });
    };
    fetch();
    // Repeated also when the record grows: a later draw makes this one the last but one.
    let stage = memo(move || match fetched.get() {
        None => Stage::Asking,
        Some(Err(failure)) => Stage::Failed(failure),
        Some(Ok(attempt)) => repeat(visit, &attempt),
    });
    live(move || match stage.get() {
        Stage::Asking => view! { <h1 class="visually-hidden">"Result"</h1> <Loading what="Fetching the draw and repeating it here…"/> }.into_any(),
        Stage::Failed(failure) => view! {
            <h1>"The result cannot be fetched right now"</h1>
            <Notice tone=Tone::Error><p>{text::failure(&failure)}</p></Notice>
            <p><button type="button" class="primary" on:click=does(move |_| fetch())>"Try again"</button></p>
        }
        .into_any(),
        Stage::Doubtful(doubt) => view! { <Doubtful doubt/> }.into_any(),
        Stage::Here(published) => view! { <Shown published=*published seat/> }.into_any(),
    })
    .into_any()
}

fn repeat(visit: Visit, attempt: &turnwise_shared::api::Attempt) -> Stage {
    visit.opened.with(|opened| {
        let published = Published::new(
            visit.id,
            Arc::new(opened.catalogue.clone()),
            opened.lottery(),
            &opened.view.line,
            attempt,
            |record| opened.reason(record),
        );
        match published {
            Ok(published) => Stage::Here(Box::new(published)),
            Err(doubt) => Stage::Doubtful(doubt),
        }
    })
}

#[component]
fn Shown(published: Published, seat: Memo<Seat>) -> impl IntoView {
    live(move || {
        let published = published.clone();
        match seat.get() {
            Seat::Why => view! { <Why published/> }.into_any(),
            Seat::Draw => view! { <WholeDraw published/> }.into_any(),
            Seat::Home | Seat::Choose | Seat::Order | Seat::Saved => view! { <YourResult published/> }.into_any(),
        }
    })
}

#[component]
fn Doubtful(doubt: Doubt) -> impl IntoView {
    view! {
        <h1>"The result does not follow from the draw"</h1>
        <Notice tone=Tone::Error>
            <p>"What does not fit: " {doubt.to_string()} "."</p>
            <p>
                "This browser repeated the draw and does not show a result it cannot follow. Please tell the organiser, and show \
                 them this page."
            </p>
        </Notice>
    }
}
