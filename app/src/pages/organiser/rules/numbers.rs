//! Which numbers drawn in public decide: what, when, how many, from where to where, in which order they count.

use leptos::prelude::*;
use turnwise_shared::table::clean_text;

use super::super::desk::{Desk, desk};
use crate::live::signals::Signal;
use crate::live::{Pieces, does, live, memo};
use crate::moment;
use crate::state::public::{Numbers, thousands};

/// The most characters of a text about the numbers.
const LONGEST: usize = 200;

fn change(desk: Desk, change: impl FnOnce(&mut Numbers)) {
    desk.change(|event| {
        change(&mut event.settings.numbers);
        event.settings.choose(event.settings.plan);
    });
}

/// The form.
#[component]
pub fn NumbersForm(
    /// Whether the draw is open: then the figures stay as they are.
    fixed: Signal<bool>,
) -> impl IntoView {
    type Text = fn(&mut Numbers) -> &mut String;
    let desk = desk();
    let texts: [(&str, &str, &str, Text); 2] = [
        (
            "numbers-what",
            "What is drawn",
            "So that anyone finds it: Lotto 6aus49, Wednesday.",
            |numbers| &mut numbers.told.what,
        ),
        (
            "numbers-when",
            "When it is drawn, in words",
            "As it goes on in a sentence: on Wednesday, 9 December, about 18:25.",
            |numbers| &mut numbers.told.when,
        ),
    ];
    let read = move |part: Text| {
        move || {
            desk.event
                .with(|event| part(&mut event.settings.numbers.clone()).clone())
        }
    };
    let text = move |(id, label, hint, part): (&'static str, &'static str, &'static str, Text)| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id autocomplete="off" maxlength=LONGEST.to_string() prop:value=read(part) aria-describedby=format!("{id}-hint")
                    on:change=does(move |ev| {
                        let text = clean_text(&event_target_value(&ev), LONGEST);
                        change(desk, |numbers| *part(numbers) = text);
                    })/>
                <p id=format!("{id}-hint") class="hint">{hint}</p>
            </div>
        }
    };
    let moment = move || desk.event.with(|event| event.settings.numbers.told.moment);
    view! {
        <fieldset class="sheet stack">
            <legend>"Which numbers?"</legend>
            {texts.map(text).pieces()}
            <div class="field">
                <label for="numbers-moment">"Or date and time (optional)"</label>
                <input id="numbers-moment" type="datetime-local" aria-describedby="numbers-moment-hint"
                    prop:value=move || moment().map(moment::to_field).unwrap_or_default()
                    on:change=does(move |ev| {
                        let at = moment::from_field(&event_target_value(&ev));
                        change(desk, |numbers| numbers.told.moment = at);
                    })/>
                <p id="numbers-moment-hint" class="hint">
                    "By this device’s clock and time zone. When you close, no number drawn before this moment will count; you can still \
                     choose a later one then. Where choosing ends by itself, the first such draw after the notice counts."
                </p>
            </div>
            <Figures fixed/>
            <Sorted fixed/>
            <Verdict/>
        </fieldset>
    }
}

#[component]
fn Figures(fixed: Signal<bool>) -> impl IntoView {
    type Part = fn(&mut Numbers) -> &mut Option<u32>;
    let desk = desk();
    let parts: [(&str, &str, Part); 3] = [
        ("numbers-count", "How many numbers", |numbers| &mut numbers.count),
        ("numbers-low", "The lowest each can be", |numbers| &mut numbers.low),
        ("numbers-high", "The highest", |numbers| &mut numbers.high),
    ];
    let field = move |(id, label, part): (&'static str, &'static str, Part)| {
        let value = move || {
            let number = desk.event.with(|event| *part(&mut event.settings.numbers.clone()));
            number.map(|number| number.to_string()).unwrap_or_default()
        };
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id class="number" type="number" min="0" inputmode="numeric" prop:value=value disabled=move || fixed.get()
                    aria-describedby="numbers-verdict"
                    on:input=does(move |ev| {
                        let number = event_target_value(&ev).trim().parse::<u32>().ok();
                        change(desk, |numbers| *part(numbers) = number);
                    })/>
            </div>
        }
    };
    view! { <div class="cluster">{parts.map(field).pieces()}</div> }
}

#[component]
fn Sorted(fixed: Signal<bool>) -> impl IntoView {
    let desk = desk();
    let ascending = memo(move || desk.event.with(|event| event.settings.numbers.told.ascending));
    let orders = [
        (true, "From the lowest to the highest, as they are published"),
        (false, "In the order in which they are drawn"),
    ];
    let radio = move |(value, name): (bool, &'static str)| {
        view! {
            <label class="choice">
                <input type="radio" name="numbers-order" prop:checked=move || ascending.get() == value disabled=move || fixed.get()
                    on:change=does(move |_| change(desk, |numbers| numbers.told.ascending = value))/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <div role="radiogroup" aria-label="In which order they count" class="cluster">{orders.map(radio).pieces()}</div>
    }
}

/// Whether the figures do.
#[component]
fn Verdict() -> impl IntoView {
    let desk = desk();
    let verdict = memo(move || {
        desk.event.with(|event| {
            let numbers = &event.settings.numbers;
            numbers.has_figures().then(|| numbers.figures())
        })
    });
    view! {
        <div id="numbers-verdict" aria-live="polite">
            {live(move || verdict.get().map(|verdict| match verdict {
                Ok(ways) => view! {
                    <p class="quiet">{format!("They can come out in {} ways: that is enough.", thousands(ways))}</p>
                }.into_any(),
                Err(fault) => view! { <p class="problem">{fault}</p> }.into_any(),
            }))}
        </div>
    }
}
