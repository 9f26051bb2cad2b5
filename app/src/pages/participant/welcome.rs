//! The first screen: who asks, until when, and who will see what. One act: to choose.

use leptos::prelude::*;
use turnwise_shared::lottery::ValuePlan;

use super::visit::{Visit, visit};
use crate::live::{Piece, live};
use crate::moment;
use crate::page::Seat;
use crate::state::advice;
use crate::state::opened::Opened;
use crate::state::public::words::decided_by;
use crate::ui::lines::Lines;
use crate::ui::lot::Lot;

/// Welcome.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let visit = visit();
    view! {
        {live(move || visit.opened.with(about))}
        <dl class="stack tight">
            <div class="cluster"><dt class="quiet">"Your number"</dt><dd><Lot number=visit.entry large=true/></dd></div>
            <div class="cluster"><dt class="quiet">"Choose until"</dt><dd>{live(move || until(visit))}</dd></div>
            {live(move || visit.opened.with(|opened| results(opened)).map(|results| view! {
                <div class="cluster"><dt class="quiet">"Results"</dt><dd><bdi>{results}</bdi></dd></div>
            }))}
        </dl>
        <WhoSeesWhat/>
        {live(move || visit.opened.with(contact))}
        <div class="actions">
            <a class="button primary" href=visit.href(Seat::Choose)>"Choose"</a>
            {live(move || unsaved(visit).map(|words| view! { <span class="quiet">{words}</span> }))}
        </div>
    }
}

fn about(opened: &std::sync::Arc<Opened>) -> AnyView {
    let catalogue = &opened.catalogue;
    let organiser = Some(catalogue.organiser.trim().to_owned()).filter(|organiser| !organiser.is_empty());
    let commitment = Some(catalogue.commitment.trim().to_owned()).filter(|text| !text.is_empty());
    view! {
        <h1><bdi>{catalogue.title.clone()}</bdi></h1>
        {organiser.map(|organiser| view! { <p class="quiet">"Organised by " <bdi>{organiser}</bdi></p> }).piece()}
        <Lines text=catalogue.welcome.clone()/>
        <p>
            "Choose what you would like, as many as you want, and put it in order. A drawn order then decides who picks when. "
            {advice::limit(&opened.lottery().rules)}
        </p>
        {commitment.map(|text| view! { <div><strong>"What a place commits you to"</strong><Lines text/></div> }).piece()}
    }
    .into_any()
}

/// Until when one can choose, in words.
pub(super) fn until(visit: Visit) -> String {
    let closes_at = visit.opened.with(|opened| opened.lottery().rules.closes_at);
    match closes_at {
        Some(at) => format!("{}, {}", moment::spoken(at), moment::until(visit.clock.get(), at)),
        None => "the organiser closes the list".to_owned(),
    }
}

/// When results can be expected, as the organiser says it.
pub(super) fn results(opened: &Opened) -> Option<String> {
    let results = opened.catalogue.results.trim();
    (!results.is_empty()).then(|| results.to_owned())
}

/// How to reach the organiser.
pub(super) fn contact(opened: &std::sync::Arc<Opened>) -> Option<AnyView> {
    let contact = opened.catalogue.contact.trim().to_owned();
    (!contact.is_empty()).then(|| view! { <section><h2>"Questions?"</h2><Lines text=contact/></section> }.into_any())
}

fn unsaved(visit: Visit) -> Option<String> {
    let count = visit.kept.with(|kept| kept.draft.choices.len());
    match count {
        0 => None,
        1 => Some("1 activity is on your list, not saved yet.".to_owned()),
        _ => Some(format!("{count} activities are on your list, not saved yet.")),
    }
}

/// The honest sentences, before anything is ranked.
#[component]
fn WhoSeesWhat() -> impl IntoView {
    let visit = visit();
    view! {
        <section class="sheet stack tight">
            <h2>"Who sees what"</h2>
            <p>
                "The organiser sees your list with your name. After the draw, everyone taking part can read every list, by \
                 number and not by name. In a small group, whoever knows what you got can often tell which number is yours. \
                 The server knows numbers, never names."
            </p>
            <p>{live(move || visit.opened.with(|opened| source(opened)))}</p>
        </section>
    }
}

/// Where the order comes from, and on whose word that rests.
fn source(opened: &Opened) -> String {
    let plan = opened.lottery().rules.plan;
    if let Some(decided) = decided_by(plan, opened.catalogue.numbers.as_ref(), moment::spoken) {
        return format!("{decided} {PUBLIC}");
    }
    let said = if plan == ValuePlan::Server { SERVER } else { OWN_LIST };
    said.to_owned()
}

const PUBLIC: &str = "That rests on nobody’s word, if one outsider compared the eight words of the lists before then.";

const SERVER: &str = "The order is drawn by the server: that it draws honestly is the word of whoever runs it. Everything \
    after that can be repeated by everyone.";

const OWN_LIST: &str =
    "The order comes from a list the organiser shuffles: that it was shuffled fairly is the organiser’s word.";
