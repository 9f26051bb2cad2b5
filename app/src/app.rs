//! From an address to a screen. Title and focus are set here, in one place, after every navigation.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::web_sys;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{self, use_location, use_query_map, use_url};
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::live::memo;
use crate::live::signals::Memo;
use crate::page::Page;
use crate::ui::loading::Loading;

/// The whole page; `show` has the screens of this build. Which one it is hangs on the document's name and the query
/// alone, so there are no routes to choose from.
#[component]
pub fn App(show: fn(Place) -> Option<AnyView>) -> impl IntoView {
    view! { <Router base=folder()><Shown show/></Router> }
}

/// The folder this document was served from, so that any sub-path works.
fn folder() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    let path = path.unwrap_or_default();
    path.rsplit_once('/')
        .map(|(folder, _)| folder.to_owned())
        .unwrap_or_default()
}

/// The address in the bar.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    href.unwrap_or_default()
}

/// The folder this document was served from, in full, as personal links begin.
pub fn base() -> String {
    let href = address();
    let document = href.split(['?', '#']).next().unwrap_or_default();
    let folder = document.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    folder.unwrap_or_default()
}

/// Going to an address that [`Page::href`] wrote. The router by itself would take it as below the document
/// that is shown, and not, as browsers do with links, as beside it.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Clone {
    let navigate = hooks::use_navigate();
    let folder = folder();
    move |href: &str, options: NavigateOptions| {
        let path = format!("{folder}/{}", href.trim_start_matches("./"));
        navigate(
            &path,
            NavigateOptions {
                resolve: false,
                ..options
            },
        );
    }
}

/// The page the address stands for.
pub fn use_page() -> Memo<Page> {
    let (path, query) = (use_location().pathname, use_query_map());
    memo(move || {
        let path = path.get();
        let document = path.rsplit('/').next().unwrap_or_default();
        query.with(|query| Page::read(document, |key| query.get(key)))
    })
}

#[component]
fn Shown(show: fn(Place) -> Option<AnyView>) -> impl IntoView {
    let page = use_page();
    // A draw's context lives as long as its draw is shown: a new one per lottery, not per screen.
    let draw = memo(move || match page.get() {
        Page::Start => (Place::Start, None),
        Page::Check => (Place::Check, None),
        Page::Organise(id, _) => (Place::Organiser, Some(id)),
        Page::Take(id, ..) => (Place::Participant, Some(id)),
    });
    // The router writes an address of another document into the bar only once it is shown.
    let (url, bar) = (use_url(), use_context::<BrowserUrl>());
    Effect::new(move |_| {
        url.track();
        if let Some(bar) = &bar {
            bar.ready_to_complete();
        }
    });
    Effect::new(move |before: Option<Page>| {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            request_animation_frame(focus_heading);
        }
        page
    });
    move || show(draw.get().0).unwrap_or_else(|| elsewhere(page.get_untracked()).into_any())
}

/// What an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first page.
    Start,
    /// An organiser's draw.
    Organiser,
    /// A participant's list.
    Participant,
    /// Where anybody checks a record.
    Check,
}

/// A page of the other build: its document is loaded, under the address that leads to that build.
fn elsewhere(page: Page) -> impl IntoView {
    if let Some(window) = web_sys::window() {
        // A browser that refuses leaves the sentence below.
        let _ = window.location().replace(&page.href());
    }
    view! { <main class="page"><Loading what="One moment…"/></main> }
}

/// Names the page in the tab.
pub fn announce(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        document.set_title(&title());
    });
}

/// Whether a heading is still to come that focus belongs to.
static FOCUS_IS_DUE: AtomicBool = AtomicBool::new(false);

/// Moves focus to the main heading, so that a keyboard or a screen reader starts where the eye does.
fn focus_heading() {
    use leptos::wasm_bindgen::JsCast;
    let heading = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("main h1").ok().flatten())
        .and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
    FOCUS_IS_DUE.store(heading.is_none(), Ordering::Relaxed);
    if let Some(heading) = heading {
        heading.set_tab_index(-1);
        // A heading that cannot take focus leaves it where it was.
        let _ = heading.focus();
    }
}

/// What is under the focus goes away: it belongs to the next heading.
pub fn focus_next() {
    FOCUS_IS_DUE.store(true, Ordering::Relaxed);
}

/// Catches up on moving focus, where the screen came later than the address.
pub fn focus_late() {
    if FOCUS_IS_DUE.load(Ordering::Relaxed) {
        request_animation_frame(focus_heading);
    }
}
