//! A participant's side: a link opens one number's page, which shows whatever fits the phase.
//!
//! [`door`] lets in: no code, a mistyped one, a link that opens nothing, a server that does not answer. Behind
//! it, [`visit`] is what all screens share, and [`Screen`] says which of them is shown.

mod choose;
mod door;
mod draw;
mod fingerprint;
mod leave;
mod list;
mod news;
mod order;
mod outcome;
mod parted;
mod result;
mod saved;
mod saving;
mod visit;
mod waiting;
mod welcome;
mod why;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use turnwise_shared::hash::LotteryId;

use crate::app::use_navigate;
use crate::app::use_page;
use crate::page::{Page, Seat};
use crate::state::published::last_published;
use crate::text;
use crate::ui::lot::Lot;
use door::{Closed, Stage};
use visit::{Arrived, Visit};

/// One draw, for whoever has a link or looks for one.
#[component]
pub fn Participant(id: LotteryId) -> impl IntoView {
    let page = use_page();
    let who = Memo::new(move |_| match page.get() {
        Page::Take(_, entry, _) => entry,
        _ => None,
    });
    let stage = RwSignal::new(Stage::Asking);
    let again = RwSignal::new(0_u32);
    let go = use_navigate();
    Effect::new(move |_| {
        again.track();
        let who = who.get();
        let inside = stage.with_untracked(|stage| match stage {
            Stage::Here(arrived) => Some(arrived.opened.view.line.entry),
            _ => None,
        });
        // The number was just put into the address: nothing else has changed.
        if inside.is_some() && inside == who {
            return;
        }
        stage.set(Stage::Asking);
        let (turn, go) = (again.get_untracked(), go.clone());
        spawn_local(async move {
            let next = door::knock(&id, who).await;
            // Somebody else's link may have been opened meanwhile.
            if again.try_get_untracked() != Some(turn) || who_now(who, page) {
                return;
            }
            if let Stage::Here(arrived) = &next {
                let entry = arrived.opened.view.line.entry;
                stage.set(next);
                if who != Some(entry) {
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    go(&Page::Take(id, Some(entry), Seat::Home).href(), replace);
                }
            } else {
                stage.set(next);
            }
        });
    });
    let again = Callback::new(move |()| again.update(|turn| *turn += 1));
    move || match stage.get() {
        Stage::Here(arrived) => view! { <Inside id arrived/> }.into_any(),
        stage => view! { <Closed id who=who.get_untracked() stage again/> }.into_any(),
    }
}

/// Whether the address names another number by now.
fn who_now(asked: Option<u32>, page: Memo<Page>) -> bool {
    !matches!(page.try_get_untracked(), Some(Page::Take(_, now, _)) if now == asked)
}

/// The screens of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Welcome,
    Choose,
    Order,
    Saved,
    Waiting,
    /// The draw with this number, on whichever of its screens.
    Outcome(u32),
}

fn screen(visit: Visit, seat: Seat) -> Screen {
    let (published, saved) = visit
        .opened
        .with(|opened| (last_published(opened.lottery()), opened.view.line.version > 0));
    if let Some(attempt) = published {
        return Screen::Outcome(attempt);
    }
    if !visit.takes_lists() {
        return Screen::Waiting;
    }
    match seat {
        Seat::Choose => Screen::Choose,
        Seat::Order => Screen::Order,
        Seat::Home | Seat::Saved | Seat::Why | Seat::Draw if saved => Screen::Saved,
        Seat::Home | Seat::Saved | Seat::Why | Seat::Draw => Screen::Welcome,
    }
}

#[component]
fn Inside(id: LotteryId, arrived: std::sync::Arc<Arrived>) -> impl IntoView {
    let visit = Visit::new(id, &arrived);
    provide_context(visit);
    visit.keep_in_step();
    let page = use_page();
    let seat = Memo::new(move |_| match page.get() {
        Page::Take(_, _, seat) => seat,
        _ => Seat::Home,
    });
    let screen = Memo::new(move |_| screen(visit, seat.get()));
    let title = Memo::new(move |_| visit.opened.with(|opened| opened.catalogue.title.clone()));
    let phase = Memo::new(move |_| visit.opened.with(|opened| opened.lottery().phase));
    crate::app::announce(move || {
        // The seat first: the screen follows from it, and an unchanged screen would hide that the seat changed.
        let seat = seat.get();
        format!("{} – {} – {}", visit.entry, name(screen.get(), seat), title.get())
    });
    view! {
        <header class="top">
            <span class="brand">"Turnwise"</span>
            <p class="event"><bdi>{title}</bdi></p>
            <p class="phase">{move || text::phase(phase.get())}</p>
            <Lot number=visit.entry/>
        </header>
        <main class="page">
            {move || match visit.lie.get() {
                Some(mismatch) => view! { <door::Lie mismatch/> }.into_any(),
                None => view! {
                    <news::Troubles/>
                    {move || match screen.get() {
                        Screen::Welcome => view! { <welcome::Welcome/> }.into_any(),
                        Screen::Choose => view! { <choose::Choose/> }.into_any(),
                        Screen::Order => view! { <order::Order/> }.into_any(),
                        Screen::Saved => view! { <saved::Saved/> }.into_any(),
                        Screen::Waiting => view! { <waiting::Waiting/> }.into_any(),
                        Screen::Outcome(attempt) => view! { <outcome::Outcome attempt seat/> }.into_any(),
                    }}
                }
                .into_any(),
            }}
        </main>
    }
}

fn name(screen: Screen, seat: Seat) -> &'static str {
    match screen {
        Screen::Welcome => "Welcome",
        Screen::Choose => "Choose",
        Screen::Order => "Your list",
        Screen::Saved => "Saved",
        Screen::Waiting => "Choosing is over",
        Screen::Outcome(_) => match seat {
            Seat::Why => "Why?",
            Seat::Draw => "The whole draw",
            Seat::Home | Seat::Choose | Seat::Order | Seat::Saved => "Result",
        },
    }
}
