//! What a draw would give: thousands of draws of the lists as they are now, simulated on this device. It begins by
//! itself, shows each piece as soon as it is there, and can be stopped.

mod orders;
mod overall;
mod places;
mod run;

use leptos::prelude::*;
use turnwise_shared::lottery::{Phase, ValuePlan};

use super::desk::{Live, desk};
use super::waiting::Waiting;
use crate::live::{live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::Event;
use crate::state::forecast::lists;
use run::Run;

/// What there is to show.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    Unknown,
    NoListsYet,
    NoLists,
    Ahead,
    Drawn,
}

/// The forecast.
#[component]
pub fn Forecast() -> impl IntoView {
    let desk = desk();
    let stand = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { view, .. } => match view.lottery.phase {
                Phase::Drawn | Phase::Published => Stand::Drawn,
                _ if lists(&view.entries) > 0 => Stand::Ahead,
                Phase::Open => Stand::NoListsYet,
                Phase::Closing | Phase::Closed => Stand::NoLists,
            },
            _ => Stand::Unknown,
        })
    });
    let href = |screen| {
        desk.event
            .with_untracked(|event| Page::Organise(event.id, screen).href())
    };
    let results = href(Screen::Results);
    view! {
        <div class="stack tight">
            <h1>"Forecast"</h1>
            <p class="no-print"><a href=href(Screen::Progress)>"← Progress"</a></p>
        </div>
        {live(move || match stand.get() {
            Stand::Unknown => view! { <Waiting/> }.into_any(),
            Stand::NoListsYet => view! {
                <p class="sheet">
                    "Nobody has sent a list with anything on it yet, so there is nothing to simulate. Come back when the first \
                     lists are here."
                </p>
            }
            .into_any(),
            Stand::NoLists => view! {
                <p class="sheet">"Nobody sent a list with anything on it, so there is nothing to simulate."</p>
            }
            .into_any(),
            Stand::Drawn => view! {
                <div class="sheet stack">
                    <p>"The draw has been made: there is nothing left to forecast."</p>
                    <p><a class="button" href=results.clone()>"To the results"</a></p>
                </div>
            }
            .into_any(),
            Stand::Ahead => view! { <Ahead/> }.into_any(),
        })}
    }
}

#[component]
fn Ahead() -> impl IntoView {
    let desk = desk();
    let run = Run::new(desk);
    let catalogue = memo(move || desk.event.with(Event::catalogue));
    let own_list = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { view, .. } => view.lottery.rules.plan == ValuePlan::OwnList,
            _ => false,
        })
    });
    run.begin_unless_large();
    view! {
        <div class="stack tight">
            <p>
                "What the lists give as they are now, in thousands of simulated draws. The draw itself is a single one, and \
                 can come out differently."
                {live(move || own_list.get().then_some(" It is taken for granted that your own list is shuffled by chance."))}
            </p>
            <p class="quiet">"All of this is computed on this device; nothing is sent anywhere."</p>
        </div>
        <run::Running run/>
        <overall::Overall run catalogue/>
        <orders::Orders run/>
        <places::Places run catalogue/>
    }
}
