//! After publishing: fetches the draw, repeats it in this browser, and shows what came out, or says honestly
//! that it does not follow.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::api::Attempt;

use super::signed;
use super::visit::{Visit, visit};
use crate::api::Failure;
use crate::live::signals::RwSignal;
use crate::live::{does, live, memo};
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

/// The last published draw as `show` has it; each screen about it begins here.
pub(super) fn outcome(show: fn(Published) -> AnyView) -> AnyView {
    let visit = visit();
    let Some(attempt) = visit.opened.with_untracked(|opened| last_published(opened.lottery())) else {
        return ().into_any();
    };
    // Another screen may have fetched it.
    let known = visit.drawn.get_value().attempt.filter(|known| known.attempt == attempt);
    let fetched = RwSignal::new(known.map(Ok));
    let fetch = move || {
        fetched.set(None);
        spawn_local(async move {
            let answer = visit.server().attempt(attempt).await.map(Arc::new);
            // The page may have been left while the answer was on its way.
            let _ = fetched.try_set(Some(answer));
        });
    };
    if fetched.with_untracked(Option::is_none) {
        fetch();
    }
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
        Stage::Here(published) => view! { {signed::alarm(visit)} {show(*published)} }.into_any(),
    })
    .into_any()
}

/// Repeats the draw, unless another screen has done so.
fn repeat(visit: Visit, attempt: &Arc<Attempt>) -> Stage {
    visit.opened.with(|opened| {
        let known = visit.drawn.get_value().repeated;
        if let Some((_, published)) = known.filter(|(before, _)| Arc::ptr_eq(before, opened)) {
            return Stage::Here(Box::new(published));
        }
        let published = Published::new(
            visit.id,
            Arc::new(opened.catalogue.clone()),
            opened.lottery(),
            &opened.view.line,
            attempt,
            |record| opened.reason(record),
        );
        match published {
            Ok(published) => {
                visit.drawn.update_value(|drawn| {
                    drawn.attempt = Some(attempt.clone());
                    drawn.repeated = Some((opened.clone(), published.clone()));
                });
                Stage::Here(Box::new(published))
            }
            Err(doubt) => Stage::Doubtful(doubt),
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
