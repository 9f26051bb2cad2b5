//! Looking up any number: its list and its turns, as everyone taking part may read them.

use leptos::prelude::*;

use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, derived, live, memo};
use crate::pages::story::{said, story};
use crate::state::published::Published;
use crate::state::why::sentence::Voice;
use crate::state::why::{Told, title};
use crate::ui::field::TextField;
use crate::ui::lot::Lot;

/// A number to type, and what it got.
#[component]
pub fn LookUp(
    /// The draw.
    published: Published,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let number = memo(move || typed.get().trim().parse::<u32>().ok());
    let known = {
        let replay = published.replay.clone();
        memo(move || number.get().filter(|number| replay.index(*number).is_some()))
    };
    let error = derived(move || {
        let complete = typed.with(|typed| typed.trim().chars().count() >= 4);
        (complete && known.get().is_none())
            .then(|| "No lot has this number. A number has four to six digits.".to_owned())
    });
    view! {
        <section class="sheet stack">
            <h2>"Look up a number"</h2>
            <TextField
                label="Number"
                hint="Everyone taking part can read every list and why it got what it got, by number."
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                error
            />
            <div aria-live="polite">{live(move || known.get().map(|number| found(&published, number)))}</div>
        </section>
    }
}

fn found(published: &Published, number: u32) -> AnyView {
    let own = number == published.number;
    let voice = if own { Voice::You } else { Voice::They };
    let told = Told {
        replay: &published.replay,
        catalogue: &published.catalogue,
        number,
        sent: own.then_some(published.sent),
        voice: &voice,
    };
    let list = told
        .ballot()
        .iter()
        .map(|activity| view! { <li><bdi>{title(&published.catalogue, *activity)}</bdi></li> });
    let list = list.pieces();
    let told_story = told.story();
    let headline = told_story.as_ref().and_then(|found| found.headline.as_ref());
    let headline = headline.map(|headline| view! { <p>{said(headline)}</p> });
    let rounds = told_story.as_ref().map(|found| story(found, &|_| ().into_any()));
    view! {
        <div class="stack">
            <p><Lot number current=own/></p>
            {(!told.ballot().is_empty()).then(|| view! { <ol class="ranked" aria-label="The list, best first">{list}</ol> }).piece()}
            {headline}
            {rounds}
        </div>
    }
    .into_any()
}
