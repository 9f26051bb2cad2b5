//! Rules and dates: how many places each, the order per round, when choosing ends, where the order comes
//! from, and the texts people read first. What cannot change once the draw is open is locked then.

mod closing;
mod notice;
mod numbers;
mod source;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::table::clean_text;

use super::desk::desk;
use crate::live::signals::Signal;
use crate::live::{Pieces, derived, does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::{Details, Stage};
use crate::state::settings::{ORDERS, sum};

/// The most characters of a text about the event.
const LONGEST: usize = 2_000;

/// Rules and dates.
#[component]
pub fn Rules() -> impl IntoView {
    let desk = desk();
    let next = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Open).href());
    let fixed = derived(move || desk.event.with(|event| event.stage != Stage::Draft));
    view! {
        <h1>"Rules and dates"</h1>
        {live(move || fixed.get().then(|| view! {
            <p class="quiet">
                "The draw is open: places each, the order per round and the source of the order stay as they are. Texts and \
                 the closing time can still change; everyone is shown that they did."
            </p>
        }))}
        <form class="stack" on:submit=does(|event: SubmitEvent| event.prevent_default())>
            <PlacesEach fixed/>
            <OrderPerRound fixed/>
            <source::Source fixed/>
            <closing::Closing/>
            <Texts/>
        </form>
        <super::changes::SendChanges/>
        <div class="actions"><a class="button primary" href=next>"Check"</a></div>
    }
}

#[component]
fn PlacesEach(fixed: Signal<bool>) -> impl IntoView {
    let desk = desk();
    let limit = memo(move || desk.event.with(|event| event.settings.limit));
    let sentence = move || {
        desk.event.with(|event| {
            let places = event.activities.places();
            sum(event.roster.people().len(), event.settings.limit, places)
        })
    };
    let choices = [(1, "1 place"), (2, "2 places"), (3, "3 places"), (0, "No limit")];
    let radio = move |(value, name): (u32, &'static str)| {
        view! {
            <label class="choice">
                <input type="radio" name="limit" prop:checked=move || limit.get() == Some(value) disabled=move || fixed.get()
                    on:change=does(move |_| desk.change(|event| event.settings.limit = Some(value)))/>
                <span>{name}</span>
            </label>
        }
    };
    let other = move || {
        limit
            .get()
            .filter(|limit| *limit > 3)
            .map(|limit| limit.to_string())
            .unwrap_or_default()
    };
    view! {
        <fieldset class="sheet stack">
            <legend>"At most how many places each?"</legend>
            <div class="cluster">
                {choices.map(radio).pieces()}
                <label class="choice" for="limit-other">"Another number"</label>
                <input id="limit-other" class="number" type="number" min="1" max="1000" inputmode="numeric"
                    prop:value=other disabled=move || fixed.get()
                    on:change=does(move |ev| {
                        if let Ok(number @ 1..=1_000) = event_target_value(&ev).trim().parse::<u32>() {
                            desk.change(|event| event.settings.limit = Some(number));
                        }
                    })/>
            </div>
            <output>{live(sentence)}</output>
            {live(move || limit.get().is_none().then(|| view! { <p class="quiet">"Nothing is chosen yet: this decides the most."</p> }))}
        </fieldset>
    }
}

#[component]
fn OrderPerRound(fixed: Signal<bool>) -> impl IntoView {
    let desk = desk();
    let chosen = memo(move || {
        desk.event
            .with(|event| (event.settings.pass_order, event.settings.plan))
    });
    let radio = move |(order, name, sentence): (PassOrder, &'static str, &'static str)| {
        let impossible = move || order == PassOrder::Reshuffle && chosen.get().1 == ValuePlan::OwnList;
        view! {
            <label class="choice tall">
                <input type="radio" name="pass-order" prop:checked=move || chosen.get().0 == order
                    disabled=move || fixed.get() || impossible()
                    on:change=does(move |_| desk.change(|event| event.settings.pass_order = order))/>
                <span><strong>{name}</strong><br/><span class="quiet">{sentence}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="sheet stack">
            <legend>"In which order do the rounds go?"</legend>
            {ORDERS.map(radio).pieces()}
        </fieldset>
    }
}

#[component]
fn Texts() -> impl IntoView {
    type Part = fn(&mut Details) -> &mut String;
    let lines: [(&str, &str, &str, Part); 3] = [
        (
            "organiser",
            "Who organises it",
            "Shown above the title: a school, a club.",
            |details| &mut details.organiser,
        ),
        (
            "contact",
            "How to reach you",
            "For questions, and for those who cannot use a phone: an e-mail address, a telephone number, a room.",
            |details| &mut details.contact,
        ),
        (
            "results",
            "When results can be expected",
            "As people say it: Friday, 4 December.",
            |details| &mut details.results,
        ),
    ];
    let areas: [(&str, &str, &str, Part); 2] = [
        (
            "welcome",
            "What people should know before choosing",
            "Optional.",
            |details| &mut details.welcome,
        ),
        (
            "commitment",
            "What a place commits to",
            "Optional: whoever gets a place comes, or pays, or tells you.",
            |details| &mut details.commitment,
        ),
    ];
    let desk = desk();
    let read = move |part: Part| move || desk.event.with(|event| part(&mut event.details.clone()).clone());
    let write = move |part: Part, text: String| {
        desk.change(|event| *part(&mut event.details) = clean_text(&text, LONGEST));
    };
    view! {
        <fieldset class="sheet stack">
            <legend>"What people read"</legend>
            {lines.map(|(id, label, hint, part)| view! {
                <div class="field">
                    <label for=id>{label}</label>
                    <input id=id prop:value=read(part) maxlength=LONGEST.to_string() on:change=does(move |ev| write(part, event_target_value(&ev)))/>
                    <p class="hint">{hint}</p>
                </div>
            }).pieces()}
            {areas.map(|(id, label, hint, part)| view! {
                <div class="field">
                    <label for=id>{label}</label>
                    <textarea id=id rows="3" prop:value=read(part) maxlength=LONGEST.to_string() on:change=does(move |ev| write(part, event_target_value(&ev)))></textarea>
                    <p class="hint">{hint}</p>
                </div>
            }).pieces()}
        </fieldset>
    }
}
