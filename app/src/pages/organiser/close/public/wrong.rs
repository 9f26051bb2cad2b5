//! Numbers that were typed wrongly: entered again under the same record, with a reason that everyone sees.

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::api::Draw;
use turnwise_shared::record::Value;
use turnwise_shared::table::clean_text;

use super::super::super::act::{Act, Sure};
use super::super::super::desk::{Desk, desk};
use super::super::use_drawing;
use super::asked;
use super::boxes::{Boxes, Typed};
use crate::api::Failure;
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{derived, live, memo};
use crate::state::public::entered::spaced;
use crate::state::{sealing, stand};
use crate::ui::field::TextField;
use crate::ui::fold::Fold;
use crate::{chance, text};

/// The most characters of a reason.
const LONGEST: u32 = 500;

/// A fold-out; what was entered is fetched when it is opened.
#[component]
pub fn Wrong() -> impl IntoView {
    let entered = RwSignal::new(None::<Result<Vec<u32>, Failure>>);
    let summary = derived(|| "Numbers typed wrongly?".to_owned());
    view! {
        <div class="sheet stack">
            <Fold summary>
                {
                    let desk = desk();
                    spawn_local(async move {
                        let answer = fetch(desk).await;
                        // The screen may have been left meanwhile.
                        let _ = entered.try_set(Some(answer));
                    });
                    live(move || match entered.get() {
                        None => view! { <p role="status">"Asking the server…"</p> }.into_any(),
                        Some(Err(failure)) => view! { <p role="alert">{text::failure(&failure)}</p> }.into_any(),
                        Some(Ok(numbers)) => view! { <Again entered=numbers/> }.into_any(),
                    })
                }
            </Fold>
        </div>
    }
}

async fn fetch(desk: Desk) -> Result<Vec<u32>, Failure> {
    let server = desk.server().ok_or(Failure::Garbled)?;
    let last = untrack(|| desk.view()).and_then(|view| stand::last_draw(&view.lottery));
    match server.attempt(last.ok_or(Failure::Garbled)?).await?.value {
        Value::Numbers { numbers } => Ok(numbers),
        _ => Err(Failure::Garbled),
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
             were published are taken back until you publish the new ones.",
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
