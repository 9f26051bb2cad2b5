//! The whole draw, by number only: every round with its line of lots and what each took, what is still free,
//! any number's list and turns, and what this browser checked by itself.

mod look;
pub mod pictures;
mod transcript;

use std::sync::Arc;

use leptos::prelude::*;
use turnwise_shared::lottery::ValuePlan;

use super::happened::Happened;
use super::keep_file::KeepFile;
use super::outcome::outcome;
use super::result::Draws;
use super::signed::PublicNumber;
use super::visit::visit;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, does, live};
use crate::page::{Page, Seat};
use crate::pages::story::said;
use crate::state::kept::own::Stage;
use crate::state::public::words::value;
use crate::state::published::Published;
use crate::state::why::choices::activities;
use crate::state::why::claims::source;
use crate::state::why::line::backwards;
use crate::state::why::sentence::counted;
use crate::state::why::whole::{Did, WholeRound, WholeTurn, whole};
use crate::state::why::{closures, taking_part, title};
use crate::ui::fold::Fold;
use crate::ui::lot::Lot;
use crate::ui::notice::{Notice, Tone};
use crate::ui::ordinal::ordinal;
use crate::ui::places::Places;
use crate::{moment, parts};

/// How many lots are shown at first, and how many more each time.
const STEP: usize = 100;

/// The whole draw.
#[component]
pub fn Outcome() -> impl IntoView {
    outcome(|published| view! { <WholeDraw published/> }.into_any())
}

#[component]
fn WholeDraw(published: Published) -> impl IntoView {
    let why = Page::Take(published.id, Some(published.number), Seat::Why).href();
    let rounds = whole(&published.replay);
    let people = counted(published.replay.entries().len() as u64, "lot", "lots");
    let summary = format!("{people}, {}.", counted(rounds.len() as u64, "round", "rounds"));
    let closures = closures(&published.replay, &published.catalogue);
    let closures = closures.iter().map(|sentence| view! { <p>{said(sentence)}</p> });
    let sections = rounds
        .into_iter()
        .map(|round| view! { <Round published=published.clone() round/> });
    view! {
        <h1>"The whole draw"</h1>
        <p><a href=why>"Back to why you got what you got"</a></p>
        <Draws published=published.clone()/>
        <p class="lead">{summary}</p>
        <p>"By number, not by name. Your own lot is lit."</p>
        {closures.pieces()}
        {sections.pieces()}
        <look::LookUp published=published.clone()/>
        <Left published=published.clone()/>
        <Fold summary="In pictures: who got which choice, by activity, and along the line">
            <div class="stack">{parts::draw_pictures()}</div>
        </Fold>
        <Checked published=published.clone()/>
        <transcript::Transcript/>
        <section class="sheet stack"><KeepFile/></section>
        {parts::draw_words()}
        <Happened/>
    }
}

#[component]
fn Round(published: Published, round: WholeRound) -> impl IntoView {
    let pass = round.pass;
    let own = round
        .place(published.number)
        .and_then(|place| round.turns.get(place))
        .copied();
    let mine = own.map(|turn| format!(" You were {} in line.", ordinal(turn.position)));
    let from = if backwards(&published.replay, pass) {
        ", from the back"
    } else {
        ""
    };
    let taken = counted(round.taken() as u64, "place", "places");
    let summary = format!("Round {pass}{from}: {taken} taken.{}", mine.unwrap_or_default());
    let turns = Arc::new(round.turns);
    view! {
        <section class="sheet">
            <h2 class="visually-hidden">{format!("Round {pass}")}</h2>
            <Fold summary unfolded={pass == 1}>
                <Turns published=published.clone() turns=turns.clone()/>
            </Fold>
        </section>
    }
}

#[component]
fn Turns(published: Published, turns: Arc<Vec<WholeTurn>>) -> impl IntoView {
    let shown = RwSignal::new(STEP);
    let count = turns.len();
    let rows = move || {
        let rows = turns.iter().take(shown.get()).map(|turn| {
            let own = turn.number == published.number;
            view! {
                <li data-own=own.then_some("")>
                    <span class="at">{ordinal(turn.position)}</span>
                    <Lot number=turn.number current=own/>
                    <span><bdi>{did(&published, turn.did)}</bdi></span>
                </li>
            }
        });
        rows.pieces()
    };
    let more = move || {
        let rest = count.saturating_sub(shown.get());
        (rest > 0).then(|| {
            let next = STEP.min(rest);
            view! { <p><button type="button" on:click=does(move |_| shown.update(|shown| *shown += STEP))>{format!("Show {next} more")}</button></p> }
        })
    };
    view! {
        <ol class="turns">{live(rows)}</ol>
        {live(more)}
    }
}

/// What came of a turn, in a few words.
fn did(published: &Published, did: Did) -> String {
    match did {
        Did::Took { activity, rank } => {
            format!("{}, {} choice", title(&published.catalogue, activity), ordinal(rank))
        }
        Did::Nothing => "nothing left on the list".to_owned(),
        Did::Enough => "no turn, has enough already".to_owned(),
        Did::NoList => "no list".to_owned(),
    }
}

#[component]
fn Left(published: Published) -> impl IntoView {
    let rounds = published.replay.outcome.last_run().map_or(0, |run| run.passes);
    let rows = activities(&published.replay).into_iter().map(|filled| {
        view! {
            <li class="left-over">
                <span>{filled.activity}" "<bdi>{title(&published.catalogue, filled.activity)}</bdi></span>
                {(filled.capacity > 0).then(|| view! { <Places capacity=filled.capacity taken=filled.taken/> }).piece()}
                <span class="quiet">{filled.fate.words(rounds)}</span>
            </li>
        }
    });
    view! {
        <section class="sheet stack">
            <h2>"What is still free"</h2>
            <ul class="list fates">{rows.pieces()}</ul>
        </section>
    }
}

/// What this browser did by itself, and what it cannot know.
#[component]
fn Checked(published: Published) -> impl IntoView {
    let lists = counted(published.replay.entries().len() as u64, "list", "lists");
    let visit = visit();
    let own = visit.kept.with_untracked(|kept| kept.own(&published.drawn));
    let checked = own.is_checked(&Stage::Repeated);
    let own = own.of_the_list(&Stage::Repeated);
    let plan = published.fixing.plan;
    let order = match plan {
        ValuePlan::Server => {
            "The order follows, number by number, from what was on the record at the end of choosing and what the \
                    server drew after it."
        }
        ValuePlan::OwnList => "The order is the list that is on the record.",
        ValuePlan::Drand | ValuePlan::Numbers { .. } => {
            "The order follows, number by number, from what was on the record at the end of choosing and the public number \
             that was named there."
        }
    };
    let attempt = visit.drawn.get_value().attempt.filter(|_| plan.is_public());
    let public = attempt.map(|attempt| {
        let (what, how) = value(
            &attempt.value,
            published.fixing.due,
            published.catalogue.numbers.as_ref(),
            moment::spoken,
        );
        format!("{what}. {how}")
    });
    // What is signed is checked here.
    let (signed, public) = match plan {
        ValuePlan::Drand => (public, None),
        _ => (None, public),
    };
    let signed = signed.map(|told| view! { <p class="quiet"><bdi>{told}</bdi></p> });
    let public = public.map(|told| {
        let wide = "Whether this is the number that the world saw: ";
        view! { <li><bdi>{format!("{wide}{told}")}</bdi></li> }
    });
    view! {
        <section class="sheet stack">
            <h2>"Checked in this browser"</h2>
            <Notice tone=Tone::Good>
                <p>{format!("This browser has repeated the draw from {lists} and the order, and finds the same result for everyone.")}</p>
            </Notice>
            <PublicNumber/>
            {signed.piece()}
            <ul class="reasons">
                <li>"The lists are those whose fingerprint was recorded when choosing ended."</li>
                {own.filter(|_| checked).map(|own| view! { <li>{own}</li> }).piece()}
                <li>{order}</li>
                <li>"Everyone’s result follows from the lists, the order and the rules."</li>
            </ul>
            {own.filter(|_| !checked).map(|own| view! { <p>{own}</p> }).piece()}
            <h3>"What no browser can check alone"</h3>
            <ul class="reasons">
                <li>{source(plan)}</li>
                {public.piece()}
                <li>{taking_part(published.replay.entries().len(), published.fixing.added)}</li>
                <li>"Whether others are shown the same record: compare the eight words below with somebody else’s."</li>
            </ul>
        </section>
    }
}
