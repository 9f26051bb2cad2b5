//! What all of the organiser's screens share: the draw as this device keeps it, and what the server says.
//!
//! Every change goes through [`Desk::change`], which keeps it in the browser at once and never writes over
//! a newer state from another tab. The server is asked again every few seconds while choosing is open.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use turnwise_shared::api::AdministratorView;
use turnwise_shared::hash::LotteryId;
use turnwise_shared::lottery::Phase;
use turnwise_shared::sorted;

use crate::api::{Failure, Fetched, Server};
use crate::chance;
use crate::json;
use crate::live::signals::{Memo, RwSignal, StoredValue};
use crate::live::{Pieces, effect, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::{Event, FORMAT, Stage};
use crate::state::followed::account::Account;
use crate::storage::{self, Shelf};

/// How long between two questions to the server.
const PAUSE: Duration = Duration::from_secs(5);
/// How often a question is repeated whose answer was overtaken.
const TRIES: u32 = 3;

/// The organiser's draw, for every screen: `use_context::<Desk>()` through [`desk`].
#[derive(Clone, Copy)]
pub struct Desk {
    /// The draw as this device keeps it.
    pub event: RwSignal<Event>,
    /// What the server says of it.
    pub live: RwSignal<Live>,
    /// Whether the last change was kept.
    pub kept: RwSignal<Kept>,
    /// What this browser found by following the record; [`super::followed`] does.
    pub account: RwSignal<Account>,
    /// Raised with every answer that is shown.
    answers: StoredValue<u32>,
    /// How many seconds the server's clock is ahead of this device's.
    ahead: StoredValue<i64>,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq)]
pub enum Live {
    /// Nothing was opened yet: there is nothing to ask.
    NotOpened,
    /// Asked, no answer yet.
    Asking,
    /// Its answer, and whether the last question failed since.
    Here {
        /// The answer.
        view: Box<AdministratorView>,
        /// Its `ETag`.
        etag: String,
        /// Why it is not fresh, if it is not.
        stale: Option<Failure>,
    },
    /// No answer at all so far.
    Failed(Failure),
}

/// Whether the last change was kept by the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was.
    Yes,
    /// Storage is full or blocked.
    Not,
    /// Another tab had a newer state, which is shown now.
    Elsewhere,
}

/// What storage holds under a lottery's id.
pub enum Loaded {
    /// The draw.
    Here(Box<Event>),
    /// Nothing.
    Missing,
    /// Something that is no draw.
    Unreadable,
    /// A draw in a later form.
    TooNew,
}

/// The desk of the draw that is shown.
///
/// # Panics
/// Outside of [`super::Organiser`], which provides it: a fault of the program, not of its user.
#[expect(clippy::expect_used, reason = "a screen outside its draw is a fault of the program")]
pub fn desk() -> Desk {
    use_context::<Desk>().expect("the screen is shown inside its draw")
}

fn key(id: &LotteryId) -> String {
    format!("draw/{id}")
}

/// Where is kept what this browser saw of a draw's record.
pub fn followed_key(id: &LotteryId) -> String {
    format!("followed/{id}")
}

/// Every draw on this device.
pub fn all() -> Vec<Event> {
    let keys = Shelf::Lasting.keys("draw/").into_iter();
    let mut events: Vec<Event> = keys
        .filter_map(|key| json::read(&Shelf::Lasting.get(&key)?).ok())
        .collect();
    sorted::sort_by_key(&mut events, |event| (event.details.title.clone(), event.id));
    events
}

/// The draw with this id.
pub fn load(id: LotteryId) -> Loaded {
    let Some(text) = Shelf::Lasting.get(&key(&id)) else {
        return Loaded::Missing;
    };
    read(&text)
}

/// A draw from its stored or saved text.
pub fn read(text: &str) -> Loaded {
    #[derive(serde::Deserialize)]
    struct Form {
        format: u32,
    }
    match json::read::<Event>(text) {
        Ok(event) if event.format == FORMAT => Loaded::Here(Box::new(event)),
        _ => match json::read::<Form>(text) {
            Ok(form) if form.format > FORMAT => Loaded::TooNew,
            _ => Loaded::Unreadable,
        },
    }
}

/// Keeps a draw, whatever was there: for new draws and for opened key files.
///
/// # Errors
/// If the browser refuses.
pub fn keep(event: &Event) -> Result<(), storage::Full> {
    let text = serde_json::to_string(event).map_err(|_| storage::Full)?;
    Shelf::Lasting.put(&key(&event.id), &text)
}

/// Forgets a draw on this device.
pub fn forget(id: &LotteryId) {
    Shelf::Lasting.forget(&key(id));
    Shelf::Lasting.forget(&followed_key(id));
}

impl Desk {
    /// A desk for this draw.
    pub fn new(event: Event) -> Self {
        let live = if event.stage == Stage::Draft {
            Live::NotOpened
        } else {
            Live::Asking
        };
        Self {
            event: RwSignal::new(event),
            live: RwSignal::new(live),
            kept: RwSignal::new(Kept::Yes),
            account: RwSignal::new(Account::default()),
            answers: StoredValue::new(0),
            ahead: StoredValue::new(0),
        }
    }

    /// Changes the draw and keeps it, unless another tab has a newer state: then that one is shown.
    pub fn change(self, change: impl FnOnce(&mut Event)) {
        let id = self.event.with_untracked(|event| event.id);
        let edition = self.event.with_untracked(|event| event.edition);
        if let Loaded::Here(newer) = load(id)
            && newer.edition > edition
        {
            self.event.set(*newer);
            self.kept.set(Kept::Elsewhere);
            return;
        }
        self.event.update(|event| {
            change(event);
            event.edition += 1;
        });
        let kept = self.event.with_untracked(keep);
        self.kept.set(if kept.is_ok() { Kept::Yes } else { Kept::Not });
    }

    /// The server, as this draw's administrator; none if the stored code is broken.
    pub fn server(self) -> Option<Server> {
        // After an answer, the draw may have been left already.
        let server = self.event.try_with_untracked(|event| {
            let keys = event.keys().ok()?;
            Some(Server::new(event.id, keys.auth))
        });
        server.flatten()
    }

    /// The server's answer, if there is one.
    pub fn view(self) -> Option<AdministratorView> {
        self.live.with(|live| match live {
            Live::Here { view, .. } => Some((**view).clone()),
            _ => None,
        })
    }

    /// The server's clock, as far as it is known: this device's, put right by the last answer.
    pub fn now(self) -> u64 {
        let ahead = self.ahead.try_get_value().unwrap_or_default();
        chance::now().saturating_add_signed(ahead)
    }

    /// The revision acts refer to; 0 before there is one.
    pub fn revision(self) -> u32 {
        self.live.with_untracked(|live| match live {
            Live::Here { view, .. } => view.lottery.revision(),
            _ => 0,
        })
    }

    /// The phase, if the server has told it.
    pub fn phase(self) -> Option<Phase> {
        self.live.with(|live| match live {
            Live::Here { view, .. } => Some(view.lottery.phase),
            _ => None,
        })
    }

    /// Asks the server now. Answers come in no order, and an older one must not replace a newer one: one that
    /// was overtaken is dropped, and the question asked again.
    pub async fn refresh(self) {
        for _ in 0..TRIES {
            let Some(server) = self.server() else { return };
            let known = self.live.with_untracked(|live| match live {
                Live::Here { etag, .. } => Some(etag.clone()),
                _ => None,
            });
            let before = self.answers.try_get_value();
            let answer = server.administrator(known.as_deref()).await;
            if self.answers.try_get_value() == before {
                return self.show(answer);
            }
        }
    }

    fn show(self, answer: Result<Fetched<AdministratorView>, Failure>) {
        self.answers.update_value(|answers| *answers += 1);
        if let Ok(Fetched::New(view, _)) = &answer {
            let ahead = view.lottery.now.cast_signed() - chance::now().cast_signed();
            self.ahead.update_value(|known| *known = ahead);
        }
        // The screen may have been left while the answer was on its way.
        let _ = self.live.try_update(|live| match (answer, live) {
            (Ok(Fetched::New(view, etag)), live) => {
                *live = Live::Here {
                    view: Box::new(view),
                    etag,
                    stale: None,
                };
            }
            (Ok(Fetched::Unchanged), Live::Here { stale, .. }) => *stale = None,
            (Ok(Fetched::Unchanged), _) => {}
            (Err(failure), Live::Here { stale, .. }) => *stale = Some(failure),
            (Err(failure), live) => *live = Live::Failed(failure),
        });
    }

    /// Asks the server again and again while the draw is shown, and follows changes made in other tabs.
    pub fn keep_in_step(self) {
        spawn_local(async move {
            while let Some(stage) = self.event.try_with_untracked(|event| event.stage) {
                if stage != Stage::Draft {
                    self.refresh().await;
                }
                sleep(PAUSE).await;
            }
        });
        let id = self.event.with_untracked(|event| event.id);
        let listener = window_event_listener(leptos::ev::storage, move |event: web_sys::StorageEvent| {
            if event.key() != Some(storage::full(&key(&id))) {
                return;
            }
            if let Some(Loaded::Here(newer)) = event.new_value().as_deref().map(read)
                && newer.edition > self.event.with_untracked(|event| event.edition)
            {
                self.event.set(*newer);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// The title of the draw, its phase, and the way back to the start.
#[component]
pub fn Header(desk: Desk, screen: Memo<Screen>) -> impl IntoView {
    let title = memo(move || desk.event.with(|event| event.details.title.clone()));
    crate::app::announce(move || format!("{} – {} – Turnwise", screen.get().title(), title.get()));
    view! {
        <header class="top">
            <a class="brand" href=Page::Start.href()>"Turnwise"</a>
            <p class="event"><bdi>{live(move || title.get())}</bdi></p>
            {live(move || desk.phase().map(|phase| view! { <p class="phase">{crate::text::phase(phase)}</p> }))}
        </header>
    }
}

/// The rail of steps.
#[component]
pub fn Rail(desk: Desk, screen: Memo<Screen>) -> impl IntoView {
    let id = desk.event.with_untracked(|event| event.id);
    // On a phone the rail is a row: the current step is brought into sight.
    effect(move || {
        screen.track();
        request_animation_frame(show_current_step);
    });
    let steps = Screen::RAIL.into_iter().map(move |step| {
        let current = move || (screen.get() == step).then_some("step");
        view! {
            <li><a href=Page::Organise(id, step).href() aria-current=current>{step.title()}</a></li>
        }
    });
    view! { <nav class="rail" aria-label="Steps"><ol>{steps.pieces()}</ol></nav> }
}

/// Puts the focus on the element with this id, if it is in the document: for what was just shown.
pub fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // What cannot take focus leaves it where it was.
        let _ = element.focus();
    }
}

fn show_current_step() {
    let current = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(".rail [aria-current]").ok().flatten());
    if let Some(current) = current {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        options.set_inline(web_sys::ScrollLogicalPosition::Center);
        current.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
