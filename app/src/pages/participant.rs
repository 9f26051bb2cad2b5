//! A participant's side: a link opens one number's page, which shows whatever fits the phase.
//!
//! [`door`] lets in: no code, a mistyped one, a link that opens nothing, a server that does not answer. Behind
//! it, [`visit`] is what all screens share, and [`Screen`] says which of them is shown.

pub mod choose;
mod door;
pub mod draw;
mod happened;
mod keep_file;
mod leave;
mod list;
mod news;
pub mod order;
mod otherwise;
mod outcome;
mod own;
mod parted;
pub mod result;
pub mod saved;
mod saving;
mod signed;
mod visit;
pub mod waiting;
mod welcome;
pub mod why;
pub mod words;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use turnwise_shared::hash::LotteryId;

use crate::app::use_navigate;
use crate::app::use_page;
use crate::live::callback::Callback;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{effect, live, memo};
use crate::page::{Page, Seat};
use crate::parts;
use crate::state::published::last_published;
use crate::text;
use crate::ui::lot::Lot;
use door::{Closed, Stage};
use visit::{Arrived, Visit};

/// One draw, for whoever has a link or looks for one.
#[component]
pub fn Participant() -> impl IntoView {
    let page = use_page();
    let Page::Take(id, ..) = page.get_untracked() else {
        return ().into_any();
    };
    let who = memo(move || match page.get() {
        Page::Take(_, entry, _) => entry,
        _ => None,
    });
    let stage = RwSignal::new(Stage::Asking);
    let again = RwSignal::new(0_u32);
    let go = use_navigate();
    effect(move || {
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
    live(move || match stage.get() {
        Stage::Here(arrived) => view! { <Inside id arrived/> }.into_any(),
        stage => view! { <Closed id who=who.get_untracked() stage again/> }.into_any(),
    })
    .into_any()
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
    /// What one got in the draw with this number.
    Result(u32),
    /// Why, round by round.
    Why(u32),
    /// All of it.
    Draw(u32),
}

fn screen(visit: Visit, seat: Seat) -> Screen {
    let (published, saved) = visit
        .opened
        .with(|opened| (last_published(opened.lottery()), opened.view.line.version > 0));
    if let Some(attempt) = published {
        return match seat {
            Seat::Why => Screen::Why(attempt),
            Seat::Draw => Screen::Draw(attempt),
            Seat::Home | Seat::Choose | Seat::Order | Seat::Saved => Screen::Result(attempt),
        };
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
    own::compare_from_now_on(visit);
    let page = use_page();
    let seat = memo(move || match page.get() {
        Page::Take(_, _, seat) => seat,
        _ => Seat::Home,
    });
    let screen = memo(move || screen(visit, seat.get()));
    let title = memo(move || visit.opened.with(|opened| opened.catalogue.title.clone()));
    let phase = memo(move || visit.opened.with(|opened| opened.lottery().phase));
    crate::app::announce(move || format!("{} – {} – {}", visit.entry, name(screen.get()), title.get()));
    view! {
        <header class="top">
            <span class="brand">"Turnwise"</span>
            <p class="event"><bdi>{live(move || title.get())}</bdi></p>
            <p class="phase">{live(move || text::phase(phase.get()))}</p>
            <Lot number=visit.entry/>
        </header>
        <main class="page">
            {live(move || match visit.lie.get() {
                Some(mismatch) => view! { <news::Mismatched mismatch/> }.into_any(),
                None => view! {
                    <news::Troubles/>
                    {live(move || match screen.get() {
                        Screen::Welcome => view! { <welcome::Welcome/> }.into_any(),
                        Screen::Choose => parts::choose(),
                        Screen::Order => parts::order(),
                        Screen::Saved => parts::saved(),
                        Screen::Waiting => parts::waiting(),
                        Screen::Result(_) => parts::outcome(),
                        Screen::Why(_) => parts::why(),
                        Screen::Draw(_) => parts::draw(),
                    })}
                }
                .into_any(),
            })}
        </main>
    }
}

fn name(screen: Screen) -> &'static str {
    match screen {
        Screen::Welcome => "Welcome",
        Screen::Choose => "Choose",
        Screen::Order => "Your list",
        Screen::Saved => "Saved",
        Screen::Waiting => "Choosing is over",
        Screen::Result(_) => "Result",
        Screen::Why(_) => "Why?",
        Screen::Draw(_) => "The whole draw",
    }
}
