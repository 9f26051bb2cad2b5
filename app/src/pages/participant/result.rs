//! Result: what, when and where in the largest type; or kindly that there is no place this time, why, what
//! now, and whom to ask. Then what can be relied upon, and on whose word the order rests.

use leptos::prelude::*;

use super::outcome::outcome;
use super::own::OwnListDrawn;
use super::signed::PublicNumber;
use crate::live::{Piece, Pieces};
use crate::page::{Page, Seat};
use crate::pages::story::said;
use crate::state::log::draw_name;
use crate::state::published::Published;
use crate::state::why::claims::{next_time, source};
use crate::state::why::sentence::{Sentence, Voice, places};
use crate::state::why::{closures, taking_part, title};
use crate::ui::lines::Lines;
use crate::ui::notice::{Notice, Tone};
use crate::ui::ordinal::ordinal;

/// What somebody got, once the draw is here.
#[component]
pub fn Outcome() -> impl IntoView {
    outcome(|published| view! { <YourResult published/> }.into_any())
}

#[component]
fn YourResult(published: Published) -> impl IntoView {
    let why = Page::Take(published.id, Some(published.number), Seat::Why).href();
    view! {
        <h1>"Your result"</h1>
        <Draws published=published.clone()/>
        <Places published=published.clone()/>
        <OwnListDrawn/>
        <PublicNumber/>
        <Now published=published.clone()/>
        <Reliance published=published.clone()/>
        <Made published/>
        <div class="actions"><a class="button primary" href=why>"Why?"</a></div>
    }
}

/// Which draw this is, if it is not the only one; on every screen about it.
#[component]
pub fn Draws(
    /// The draw.
    published: Published,
) -> impl IntoView {
    let times = format!("There were {} draws; the last one counts.", published.draw());
    let Published { again, superseded, .. } = published;
    let only = again.is_empty();
    let reasons = (2..).zip(again).map(|(number, reason)| {
        let name = draw_name(number);
        if reason.is_empty() {
            view! { <p>{format!("{name}: the reason for it cannot be read.")}</p> }.into_any()
        } else {
            view! { <p>{format!("{name}, because: ")}<bdi>{reason}</bdi></p> }.into_any()
        }
    });
    let reasons = reasons.pieces();
    let again = (!only).then(|| {
        view! {
            <Notice tone=Tone::Note>
                <p>{times}</p>
                {reasons}
            </Notice>
        }
    });
    let superseded = superseded.then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>"Another draw is on its way. Until its results are out you see the one before it, which may not count any more."</p>
            </Notice>
        }
    });
    view! { {again} {superseded} }
}

#[component]
fn Places(published: Published) -> impl IntoView {
    let got = published.by_time();
    if got.is_empty() {
        return view! { <NoPlace published/> }.into_any();
    }
    let outcomes = got.into_iter().map(|activity| place(&published, activity));
    view! { <div class="stack">{outcomes.pieces()}</div> }.into_any()
}

/// One place, in the largest type.
fn place(published: &Published, activity: u32) -> AnyView {
    let when = published.when(activity);
    let text = published.catalogue.activity(activity).cloned().unwrap_or_default();
    let rank = published
        .rank(activity)
        .map(|rank| format!("your {} choice", ordinal(rank)));
    view! {
        <section class="outcome">
            <h2 class="what"><bdi>{title(&published.catalogue, activity)}</bdi></h2>
            {(!when.is_empty()).then(|| view! { <p class="when"><bdi>{when}</bdi></p> }).piece()}
            {(!text.place.is_empty()).then(|| view! { <p class="where"><bdi>{text.place}</bdi></p> }).piece()}
            <p class="quiet">{format!("No. {activity}")}{rank.map(|rank| format!(", {rank}"))}</p>
            {(!text.description.is_empty()).then(|| view! {
                <details>
                    <summary>"More about it"</summary>
                    <div class="stack tight"><Lines text=text.description/></div>
                </details>
            }).piece()}
        </section>
    }
    .into_any()
}

#[component]
fn NoPlace(published: Published) -> impl IntoView {
    let story = published.told(&Voice::You).story();
    let headline = story.and_then(|story| story.headline).map(|headline| said(&headline));
    view! {
        <section class="outcome" data-kind="none">
            <h2 class="what">"No place this time"</h2>
            <p>{headline}</p>
        </section>
    }
}

/// What to do now, and whom to ask.
#[component]
fn Now(published: Published) -> impl IntoView {
    let got = u32::try_from(published.got().len()).unwrap_or(u32::MAX);
    let catalogue = published.catalogue.clone();
    let commits = (got > 0 && !catalogue.commitment.trim().is_empty()).then(|| {
        view! {
            <section class="sheet stack tight">
                <h2>"What a place commits to"</h2>
                <Lines text=catalogue.commitment.clone()/>
            </section>
        }
    });
    let most = published.rules.limit.map(std::num::NonZeroU32::get);
    let fewer = most.filter(|most| got > 0 && got < *most).map(|most| {
        view! { <p>{format!("You got {got} of at most {}. “Why?” tells what became of the rest of your list.", places(most))}</p> }
    });
    let below = most.is_none_or(|most| got < most);
    let free = below.then(|| free(&published));
    let next = (got == 0).then(|| next_time(&published.replay)).flatten();
    let organiser = catalogue.organiser.trim().to_owned();
    let contact = catalogue.contact.trim().to_owned();
    view! {
        {commits}
        <section class="sheet stack tight">
            <h2>"What now?"</h2>
            {fewer}
            {free}
            {next.map(|next| view! { <p>{next}</p> }).piece()}
            {match (organiser.is_empty(), contact.is_empty()) {
                (true, true) => view! { <p>"Questions? Ask whoever gave you your link."</p> }.into_any(),
                (true, false) => view! { <p>"Questions? Ask here: "<bdi>{contact}</bdi></p> }.into_any(),
                (false, true) => view! { <p>"Questions? Ask "<bdi>{organiser}</bdi>"."</p> }.into_any(),
                (false, false) => view! { <p>"Questions? Ask "<bdi>{organiser}</bdi>": "<bdi>{contact}</bdi></p> }.into_any(),
            }}
        </section>
    }
}

/// Where there are places left; giving them is for the organiser to do.
fn free(published: &Published) -> AnyView {
    let free = published.still_free();
    if free.is_empty() {
        return view! { <p>"No place is left in anything that you could still take."</p> }.into_any();
    }
    let names = free.iter().map(|activity| title(&published.catalogue, *activity));
    let sentence = Sentence::of("There are still free places in ").names(names);
    let sentence = sentence.words(". Ask the organiser if you would like one.");
    view! { <p>{said(&sentence)}</p> }.into_any()
}

#[component]
fn Reliance(published: Published) -> impl IntoView {
    let claims = published.told(&Voice::You).claims(published.fixing.plan);
    let claims = claims.into_iter().map(|claim| view! { <li>{claim}</li> });
    view! {
        <section class="sheet stack tight">
            <h2>"What you can rely on"</h2>
            <ul class="reasons">{claims.pieces()}</ul>
        </section>
    }
}

/// How the order came about, and who is in it.
#[component]
fn Made(published: Published) -> impl IntoView {
    let whole = Page::Take(published.id, Some(published.number), Seat::Draw).href();
    let closures = closures(&published.replay, &published.catalogue);
    let closures = closures.iter().map(|sentence| view! { <p>{said(sentence)}</p> });
    view! {
        <section class="sheet stack tight">
            <h2>"How the draw was made"</h2>
            <p>{source(published.fixing.plan)}</p>
            <p>{taking_part(published.replay.entries().len(), published.fixing.added)}</p>
            {closures.pieces()}
            <p><a href=whole>"See the whole draw"</a></p>
        </section>
    }
}
