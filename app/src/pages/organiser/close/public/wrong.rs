//! Numbers that were typed wrongly: entered again under the same record, with a reason that everyone sees.

use leptos::prelude::*;
use turnwise_shared::api::{Draw, LotteryView, RecordEvent};
use turnwise_shared::record::{Event, Value};
use turnwise_shared::table::clean_text;

use super::super::super::act::{Act, Sure};
use super::super::super::desk::desk;
use super::super::use_drawing;
use super::asked;
use super::boxes::{Boxes, Typed};
use crate::chance;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{derived, live, memo};
use crate::state::public::entered::spaced;
use crate::state::sealing;
use crate::ui::field::TextField;
use crate::ui::fold::Fold;

/// The most characters of a reason.
const LONGEST: u32 = 500;

/// A fold-out, where numbers were entered last.
#[component]
pub fn Wrong() -> impl IntoView {
    let desk = desk();
    let entered = memo(move || desk.view().and_then(|view| last_numbers(&view.lottery)));
    let summary = derived(|| "Numbers typed wrongly?".to_owned());
    live(move || {
        let numbers = entered.get()?;
        let again = move || view! { <Again entered=numbers.clone()/> };
        Some(view! { <div class="sheet stack"><Fold summary>{again()}</Fold></div> })
    })
}

/// The numbers of the last draw.
fn last_numbers(view: &LotteryView) -> Option<Vec<u32>> {
    let drawn = view.attempts.iter().rev().find_map(|attempt| attempt.drawn)?;
    let record = view.log.get(drawn.checked_sub(1)? as usize)?;
    match &record.event {
        RecordEvent::Told(Event::Drawn {
            value: Value::Numbers { numbers },
        }) => Some(numbers.clone()),
        _ => None,
    }
}

#[component]
fn Again(entered: Vec<u32>) -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let drawing = use_drawing(act);
    let Some((asked, _)) = untrack(|| asked(desk)) else {
        return ().into_any();
    };
    let typed = Typed::new(asked);
    typed.boxes.set(entered.iter().map(u32::to_string).collect());
    let told = format!("Entered were {}.", spaced(&entered));
    let before = StoredValue::new(entered);
    let reason = RwSignal::new(String::new());
    let state = memo(move || {
        let same = typed.numbers().map(|numbers| Some(numbers) == before.try_get_value());
        let reason = !clean_text(&reason.get(), LONGEST as usize).is_empty();
        (same, reason)
    });
    let go = Callback::new(move |()| {
        let reason = clean_text(&reason.get_untracked(), LONGEST as usize);
        let note = desk
            .event
            .with_untracked(|event| sealing::seal_note(&event.catalogue_key, &event.id, &reason, chance::fresh()));
        if let (Some(numbers), Ok(note)) = (untrack(|| typed.numbers()), note) {
            let note = Some(note);
            drawing.run(Draw::Numbers { numbers, note });
        }
    });
    let consequence = derived(move || {
        format!(
            "The draw is made again, with {}. What was entered before stays visible to everyone, with your reason. Results that \
             were published stay visible, marked as those of an earlier draw, until you publish the new ones.",
            typed.numbers().map(|numbers| spaced(&numbers)).unwrap_or_default()
        )
    });
    let waits = move || match state.get() {
        (None, _) => Some("It waits for all numbers."),
        (Some(true), _) => Some("These are the numbers that were entered."),
        (Some(false), false) => Some("It waits for the reason."),
        (Some(false), true) => None,
    };
    view! {
        <div class="stack">
            <p>{told}" If they are not those that were drawn, put them right; for another reason they cannot be changed."</p>
            <Boxes typed/>
            <TextField label="The reason, for everyone to read" value=reason longest=LONGEST
                on_input=Callback::new(move |typed| reason.set(typed))/>
            {act.problem()}
            {live(move || match waits() {
                Some(waits) => view! { <p class="quiet">{waits}</p> }.into_any(),
                None => view! {
                    <Sure label="Enter again" confirm="Enter and draw again" busy=act.busy consequence on_yes=go/>
                }.into_any(),
            })}
        </div>
    }
    .into_any()
}
