//! The parts of each build that are WebAssembly of their own, fetched when they are first needed: whoever opens a link
//! does not wait for the result, nor the organiser's first screen for the last one. What all parts use is in the main
//! part; what some of them use stands in few files that these bring along. A section that a screen does not always
//! show is a part too, named after its screen, as in `people_pasted`. `cargo xtask size` says what each screen loads.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::app::{focus_late, focus_next};
use crate::live::signals::RwSignal;
use crate::live::{Piece, does, live};
use crate::ui::loading::Loading;
use crate::ui::notice::{Notice, Tone};

/// What a part shows once it is here; it finds the rest in its context and in the address.
type Show = fn() -> AnyView;

/// A part on its way.
type Coming = Pin<Box<dyn Future<Output = Result<Show, SplitLoaderError>>>>;

/// What a part fills.
#[derive(Clone, Copy, PartialEq)]
enum Fills {
    /// All below the bar, with a heading of its own.
    Screen,
    /// A section of a screen that is there already.
    Section,
    /// What screens do without until it is there.
    Beside,
}

macro_rules! parts {
    ($fills:ident: $($part:ident { $($name:ident => $show:path,)* })*) => {
        $($(
            /// Shows the screen or section, once its part is here.
            pub fn $name() -> AnyView {
                #[wasm_split($part, fallible)]
                fn $name() -> Result<Show, SplitLoaderError> {
                    Ok(|| $show().into_any())
                }
                part(Fills::$fills, || Box::pin($name()))
            }
        )*)*
    };
}

#[cfg(feature = "participant")]
parts! { Screen:
    choosing {
        choose => crate::pages::participant::choose::Choose,
        order => crate::pages::participant::order::Order,
        saved => crate::pages::participant::saved::Saved,
    }
    waiting {
        waiting => crate::pages::participant::waiting::Waiting,
    }
    outcome {
        outcome => crate::pages::participant::result::Outcome,
    }
    why {
        why => crate::pages::participant::why::Outcome,
    }
    draw {
        draw => crate::pages::participant::draw::Outcome,
    }
    check {
        check => crate::pages::check::Check,
    }
}

#[cfg(feature = "organiser")]
parts! { Screen:
    start {
        start => crate::pages::start::Start,
    }
    activities {
        activities => crate::pages::organiser::activities::Activities,
    }
    people {
        people => crate::pages::organiser::people::People,
    }
    rules {
        rules => crate::pages::organiser::rules::Rules,
    }
    open {
        open => crate::pages::organiser::open::Open,
    }
    links {
        links => crate::pages::organiser::links::Links,
    }
    progress {
        progress => crate::pages::organiser::progress::Progress,
    }
    forecast {
        forecast => crate::pages::organiser::forecast::Forecast,
    }
    close {
        close => crate::pages::organiser::close::Close,
    }
    results {
        results => crate::pages::organiser::results::Results,
    }
    person {
        person => crate::pages::organiser::person::Person,
    }
    record {
        record => crate::pages::organiser::record::Record,
    }
}

#[cfg(feature = "participant")]
parts! { Section:
    waiting_words {
        waiting_words => crate::pages::participant::words::Words,
    }
    draw_pictures {
        draw_pictures => crate::pages::participant::draw::pictures::Pictures,
    }
    draw_words {
        draw_words => crate::pages::participant::words::WordsOfDraw,
    }
}

#[cfg(feature = "organiser")]
parts! { Section:
    close_check {
        close_check => crate::pages::organiser::close::check::StillOpen,
    }
    close_own_list {
        close_own_list => crate::pages::organiser::close::own_list::OwnList,
    }
    close_public {
        close_public => crate::pages::organiser::close::public::Public,
        close_wrong => crate::pages::organiser::close::public::wrong::Wrong,
    }
    close_words {
        close_words => crate::pages::organiser::close::words::Words,
    }
    people_pasted {
        people_pasted => crate::pages::organiser::people::paste::pasted::Pasted,
    }
    results_pictures {
        results_pictures => crate::pages::organiser::results::pictures::Pictures,
    }
}

#[cfg(feature = "organiser")]
parts! { Beside:
    followed {
        followed => crate::pages::organiser::followed::Alarms,
        followed_line => crate::pages::organiser::followed::Line,
        followed_account => crate::pages::organiser::followed::account::Checked,
    }
}

/// Shows a part when it has come.
fn part(fills: Fills, load: fn() -> Coming) -> AnyView {
    let come = RwSignal::new(None::<Result<Show, ()>>);
    let fetch = move || {
        come.set(None);
        spawn_local(async move {
            // The loader has told the console what is wrong.
            let part = load().await.map_err(|_| ());
            // The page may have been left while the part was on its way.
            let _ = come.try_set(Some(part));
            focus_late();
        });
    };
    fetch();
    let again = move || {
        // A section that comes leaves focus to the screen it stands on.
        if fills == Fills::Screen {
            focus_next();
        }
        fetch();
    };
    let shown = live(move || match come.get() {
        None if fills == Fills::Beside => ().into_any(),
        None => view! { <Loading what="One moment…"/> }.into_any(),
        Some(Ok(show)) => show(),
        Some(Err(())) => not_there(fills, again),
    });
    shown.into_any()
}

/// A part did not come.
fn not_there(fills: Fills, again: impl Fn() + Send + 'static) -> AnyView {
    const WHAT: &str = "This part of the page could not be loaded";
    let heading = (fills == Fills::Screen).then(|| view! { <h1>{WHAT}</h1> });
    let lead = (fills != Fills::Screen).then(|| view! { <p><strong>{WHAT}</strong></p> });
    let view = view! {
        {heading}
        <Notice tone=Tone::Error>
            {lead.piece()}
            <p>
                "The connection may have been lost on the way: try again. If there is a newer version of this page by now, \
                 reload it instead. Nothing you saved is gone."
            </p>
        </Notice>
        <p class="cluster">
            <button type="button" class="primary" on:click=does(move |_| again())>"Try again"</button>
            <button type="button" on:click=does(move |_| reload())>"Reload the page"</button>
        </p>
    };
    view.into_any()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A browser that refuses has its own button for it.
        let _ = window.location().reload();
    }
}
