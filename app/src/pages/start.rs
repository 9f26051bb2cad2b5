//! The start: what it is in two sentences, who sees what, the draws on this device, a key file to open, and
//! the way in for people with a code.

mod code;
mod key_file;
mod mine;

use leptos::prelude::*;
use turnwise_shared::hash::{Hash32, LotteryId};

use crate::app::use_navigate;
use crate::chance;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{Pieces, does, live};
use crate::page::{Desk, Page};
use crate::pages::organiser::desk;
use crate::state::event::Event;
use crate::state::sample::sample;
use crate::ui::notice::{Notice, Tone};

/// The start.
#[component]
pub fn Start() -> impl IntoView {
    crate::app::announce(|| "Turnwise: fair places in over-subscribed activities".to_owned());
    view! {
        <header class="top"><a class="brand" href=Page::Start.href() aria-current="page">"Turnwise"</a></header>
        <main class="page">
            <div class="hero">
                <h1>"Fair places, and everyone can see why"</h1>
                <p class="lead">
                    "People rank the activities they want; a drawn order decides who picks when, and afterwards everyone can \
                     read, step by step, why they got what they got. Names never leave the organiser’s browser: the server sees \
                     numbers, never names."
                </p>
                <NewDraw/>
            </div>
            <mine::Mine/>
            <code::HaveCode/>
            <key_file::OpenKeyFile/>
            <WhoSeesWhat/>
        </main>
    }
}

#[component]
fn NewDraw() -> impl IntoView {
    let refused = RwSignal::new(false);
    let go = use_navigate();
    let begin = Callback::new(move |make: fn(LotteryId) -> Event| {
        let event = make(LotteryId(chance::bytes()));
        match desk::keep(&event) {
            Ok(()) => go(
                &Page::Organise(event.id, Desk::Activities).href(),
                leptos_router::NavigateOptions::default(),
            ),
            Err(_) => refused.set(true),
        }
    });
    view! {
        <div class="cluster">
            <button type="button" class="primary" on:click=does(move |_| begin.run(fresh))>"New draw"</button>
            <button type="button" on:click=does(move |_| begin.run(example))>"Try a sample"</button>
        </div>
        {live(move || refused.get().then(|| view! {
            <Notice tone=Tone::Error>
                <p>
                    <strong>"This browser does not let the page keep anything. "</strong>
                    "Its storage is full or blocked, as in a private window. Use another browser or window: your list of people is \
                     kept nowhere else."
                </p>
            </Notice>
        }))}
    }
}

fn fresh(id: LotteryId) -> Event {
    Event::new(id, &chance::token(), Hash32(chance::bytes()), String::new())
}

fn example(id: LotteryId) -> Event {
    sample(id, &chance::token(), Hash32(chance::bytes()))
}

#[component]
fn WhoSeesWhat() -> impl IntoView {
    let rows = [
        (
            "Names, classes, e-mail addresses",
            "the organiser’s browser, and nobody else",
        ),
        (
            "Titles, descriptions, reasons",
            "everyone with a link; the server keeps them locked and has no key",
        ),
        ("Your list, before the draw", "you, and the organiser with your name"),
        (
            "All lists, after the draw",
            "everyone taking part, by number, not by name",
        ),
        (
            "Places, times, results by number",
            "the server, and everyone taking part",
        ),
        ("When and from where you answered", "nobody: it is not stored"),
    ];
    view! {
        <section class="stack" aria-labelledby="who-sees-what">
            <h2 id="who-sees-what">"Who sees what"</h2>
            <dl class="who">
                {rows.map(|(what, who)| view! { <div><dt>{what}</dt><dd>{who}</dd></div> }).pieces()}
            </dl>
            <p class="quiet small">
                "By number does not mean that nobody can guess: in a small group, whoever knows what you got can often tell which \
                 number is yours."
            </p>
        </section>
    }
}
