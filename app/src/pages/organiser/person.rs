//! One person: whether they sent a list, what is on it, what they got and why, round by round, and their
//! link. The names of the people before and after lead on. The answer prints on half a page.

mod letter;
mod link;

use leptos::prelude::*;
use turnwise_shared::lottery::Phase;

use super::desk::{Desk, desk};
use super::drawn::{Drawn, use_draw};
use super::waiting::Waiting;
use crate::app::use_page;
use crate::live::{Piece, Pieces, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::pages::story::{said, story};
use crate::state::answers::{Answer, neighbours};
use crate::state::event::{Event, Stage};
use crate::state::log::draw_name;
use crate::state::stand::awaits_draw;
use crate::text;
use crate::ui::loading::Loading;
use crate::ui::lot::Lot;
use crate::ui::notice::{Notice, Tone};
use letter::Print;

/// Whoever has this number.
#[component]
pub fn Person() -> impl IntoView {
    let page = use_page();
    let person = memo(move || match page.get() {
        Page::Organise(_, Screen::Person(entry)) => Some(entry),
        _ => None,
    });
    live(move || person.get().map(|entry| view! { <One entry/> }))
}

#[component]
fn One(entry: u32) -> impl IntoView {
    let desk = desk();
    let name = move || desk.event.with(|event| event.name(entry));
    let class = move || desk.event.with(|event| event.class(entry).to_owned());
    let known = memo(move || desk.event.with(|event| event.seat(entry).is_some()));
    view! {
        <div class="stack only-screen">
            <h1><bdi>{live(name)}</bdi></h1>
            <p class="cluster"><Lot number=entry large=true/><bdi>{live(class)}</bdi></p>
            {live(move || (!known.get()).then(|| view! {
                <Notice tone=Tone::Warning><p>"Nobody on this device has this number. An older key file may be open here."</p></Notice>
            }))}
            <Neighbours entry/>
        </div>
        <Answered entry/>
    }
}

fn href(event: &Event, entry: u32) -> String {
    Page::Organise(event.id, Screen::Person(entry)).href()
}

/// The people before and after, class by class as the roster has them.
#[component]
fn Neighbours(entry: u32) -> impl IntoView {
    let desk = desk();
    let link = |event: &Event, entry: Option<u32>, before: &'static str, after: &'static str| {
        let entry = entry?;
        let (href, name) = (href(event, entry), event.name(entry));
        Some(view! { <a href=href>{before}<bdi>{name}</bdi>{after}</a> })
    };
    view! {
        <nav class="cluster apart" aria-label="Other people">
            {live(move || desk.event.with(|event| {
                let (before, after) = neighbours(event, entry);
                let results = Page::Organise(event.id, Screen::Results).href();
                view! {
                    <span>{link(event, before, "← ", "")}</span>
                    <a href=results>"All results"</a>
                    <span>{link(event, after, "", " →")}</span>
                }
            }))}
        </nav>
    }
}

/// What is known of their list and result, by phase.
#[component]
fn Answered(entry: u32) -> impl IntoView {
    let desk = desk();
    let phase = memo(move || desk.phase());
    let drawn = memo(move || desk.view().is_some_and(|view| !view.lottery.attempts.is_empty()));
    let draft = memo(move || desk.event.with(|event| event.stage == Stage::Draft));
    live(move || match (phase.get(), drawn.get()) {
        (None, _) if draft.get() => view! {
            <section class="sheet only-screen"><p>"The draw is not open yet: nobody can send a list."</p></section>
            <link::Link entry/>
        }
        .into_any(),
        (None, _) => view! { <Waiting/> <link::Link entry/> }.into_any(),
        (Some(Phase::Drawn | Phase::Published), true) => view! { <Result entry/> }.into_any(),
        (Some(_), _) => view! { <Before entry/> <link::Link entry/> }.into_any(),
    })
}

/// Before the draw: the list as it is now.
#[component]
fn Before(entry: u32) -> impl IntoView {
    let desk = desk();
    let now = memo(move || {
        let view = desk.view()?;
        let found = view.entries.into_iter().find(|found| found.entry == entry);
        found.map(|found| (found.version, found.choices))
    });
    let paper = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Progress).href());
    let open = move || desk.phase() == Some(Phase::Open);
    view! {
        <section class="sheet stack only-screen">
            <h2>"Their list"</h2>
            {live(move || match now.get() {
                None => view! { <p>"The server has nobody of this number."</p> }.into_any(),
                Some((0, _)) => {
                    let paper = open().then(|| view! { <p><a href=paper.clone()>"Enter it from paper"</a></p> });
                    view! { <p>"No list yet."</p> {paper} }.into_any()
                }
                Some((version, choices)) => {
                    let saved = if version == 1 { "Saved once.".to_owned() } else { format!("Saved {version} times.") };
                    view! { <List choices/> <p class="quiet">{saved}" There is no result before the draw."</p> }.into_any()
                }
            })}
        </section>
    }
}

/// A list, best first.
#[component]
fn List(choices: Vec<u32>, #[prop(optional)] got: Vec<u32>) -> impl IntoView {
    if choices.is_empty() {
        return view! { <p>"A list with nothing on it."</p> }.into_any();
    }
    let catalogue = desk().event.with_untracked(Event::catalogue);
    let rows = choices.into_iter().map(|choice| {
        let title = crate::state::why::title(&catalogue, choice);
        view! { <li><bdi>{title}</bdi>{got.contains(&choice).then_some(" – got it")}</li> }
    });
    view! { <ol class="ranked">{rows.pieces()}</ol> }.into_any()
}

/// After the draw: list, result, and why.
#[component]
fn Result(entry: u32) -> impl IntoView {
    let draw = use_draw();
    live(move || match draw.get() {
        None => view! { <Loading what="Fetching the result…"/> }.into_any(),
        Some(Err(failure)) => {
            view! { <Notice tone=Tone::Error><p>{text::failure(&failure)}</p></Notice> <link::Link entry/> }.into_any()
        }
        Some(Ok(drawn)) => view! { <Shown drawn entry/> }.into_any(),
    })
}

#[component]
fn Shown(drawn: Drawn, entry: u32) -> impl IntoView {
    let desk: Desk = desk();
    let Some(answer) = desk
        .event
        .with_untracked(|event| Answer::new(event, &drawn.attempt, drawn.replay.as_deref(), entry))
    else {
        return view! { <p class="sheet only-screen">"This number took no part in the draw."</p> <link::Link entry/> }
            .into_any();
    };
    let attempt = drawn.attempt.attempt;
    let which = (attempt > 1).then(|| view! { <p class="quiet">{draw_name(attempt)}</p> });
    let places = answer.got.iter().map(|place| {
        let facts = [place.choice.clone(), place.when.clone(), place.location.clone()];
        let facts = facts
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .map(|fact| view! { <bdi>{fact}</bdi> });
        view! {
            <li><strong><bdi>{place.title.clone()}</bdi></strong><span class="facts">{facts.pieces()}</span></li>
        }
    });
    let got = if answer.got.is_empty() {
        view! { <p class="headline">"No place"</p> }.into_any()
    } else {
        view! { <ul class="list fates">{places.pieces()}</ul> }.into_any()
    };
    let why = match &answer.story {
        Some(told) => {
            let headline = told.headline.as_ref().map(|headline| view! { <p>{said(headline)}</p> });
            view! { {headline} {story(told, &|_| ().into_any())} }.into_any()
        }
        None => view! {
            <Notice tone=Tone::Error>
                <p>"This browser repeated the draw and does not find the result the server gives. Do not publish; ask whoever runs the server."</p>
            </Notice>
        }
        .into_any(),
    };
    let list = if answer.sent {
        let got = answer.got.iter().map(|place| place.activity).collect();
        view! { <List choices=answer.choices.clone() got/> }.into_any()
    } else {
        view! { <p>"No list was sent."</p> }.into_any()
    };
    let repeated = answer.story.is_some();
    let outdated = memo(move || desk.view().is_some_and(|view| awaits_draw(&view.lottery)));
    view! {
        {live(move || outdated.get().then(|| view! {
            <Notice tone=Tone::Warning><p>"Another draw was allowed and is still to be made: this is the one before it."</p></Notice>
        }))}
        <section class="sheet stack only-screen"><h2>"Result"</h2>{which}{got}</section>
        <section class="sheet stack only-screen"><h2>"Their list"</h2>{list}</section>
        <section class="sheet stack only-screen"><h2>"Why?"</h2>{why}</section>
        <link::Link entry/>
        {repeated.then(|| view! { <Print drawn=drawn.clone() entry/> }).piece()}
    }
    .into_any()
}
