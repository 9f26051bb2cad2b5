//! One box per number: Enter moves on, several pasted at once spread over the boxes, and what will be entered is shown
//! before it is.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::super::super::desk::focus;
use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, does, live, memo};
use crate::state::public::entered::{Asked, doubled, put, spaced};
use crate::ui::ordinal::ordinal;

/// Where typing goes on after the last box.
const READY: &str = "numbers-ready";

fn id(index: usize) -> String {
    format!("number-{index}")
}

/// Numbers as they are being typed.
#[derive(Clone, Copy)]
pub struct Typed {
    /// What is asked for.
    pub asked: Asked,
    /// What stands in the boxes.
    pub boxes: RwSignal<Vec<String>>,
}

impl Typed {
    /// Empty boxes.
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            boxes: RwSignal::new(asked.boxes()),
        }
    }

    /// All numbers, in the order in which they will be entered.
    pub fn numbers(self) -> Option<Vec<u32>> {
        self.boxes.with(|boxes| self.asked.read(boxes).ok().flatten())
    }

    fn fault(self) -> Option<(usize, String)> {
        self.boxes.with(|boxes| self.asked.read(boxes).err())
    }

    fn go_on(self, next: usize) {
        if next < self.boxes.with_untracked(Vec::len) {
            focus(&id(next));
        } else {
            focus(READY);
        }
    }

    fn type_into(self, index: usize, event: &leptos::ev::Event) {
        let mut next = None;
        let typed = event_target_value(event);
        self.boxes.update(|boxes| next = put(boxes, index, &typed));
        let Some(next) = next else { return };
        // What ended the number is not part of it.
        let kept = self.boxes.with_untracked(|boxes| boxes.get(index).cloned());
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let (Some(input), Some(kept)) = (input, kept) {
            input.set_value(&kept);
        }
        if next != index {
            self.go_on(next);
        }
    }
}

/// The boxes, what is wrong with them, and what will be entered.
#[component]
pub fn Boxes(typed: Typed) -> impl IntoView {
    let Asked { count, low, high, .. } = typed.asked;
    let wrong = memo(move || typed.fault().map(|(index, _)| index));
    let field = move |index: usize| {
        let name = ordinal(u32::try_from(index + 1).unwrap_or(u32::MAX));
        let value = move || typed.boxes.with(|boxes| boxes.get(index).cloned().unwrap_or_default());
        let keyed = move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                typed.go_on(index + 1);
            }
        };
        view! {
            <div class="field">
                <label for=id(index)>{name}</label>
                <input id=id(index) class="number" type="text" inputmode="numeric" autocomplete="off" prop:value=value
                    aria-describedby="numbers-range numbers-problem" aria-invalid=move || (wrong.get() == Some(index)).then_some("true")
                    on:input=does(move |event| typed.type_into(index, &event)) on:keydown=does(keyed)/>
            </div>
        }
    };
    let range = match count {
        1 => format!("One number from {low} to {high}."),
        count => format!(
            "{count} numbers, each from {low} to {high}. Enter goes on to the next; all of them can be pasted at once."
        ),
    };
    let fields = (0..count as usize).map(field);
    view! {
        <p id="numbers-range" class="hint">{range}</p>
        <div class="cluster">{fields.pieces()}</div>
        <p id="numbers-problem" class="problem" aria-live="polite">{live(move || typed.fault().map(|(_, sentence)| sentence))}</p>
        <div id=READY tabindex="-1" aria-live="polite">
            {live(move || typed.numbers().map(|numbers| ready(typed.asked, &numbers)))}
        </div>
    }
}

/// What will be entered.
fn ready(asked: Asked, numbers: &[u32]) -> AnyView {
    let sorted = if asked.ascending {
        "Will be entered, from the lowest to the highest: "
    } else {
        "Will be entered, in this order: "
    };
    let doubled = doubled(numbers);
    let doubled = (!doubled.is_empty()).then(|| {
        format!(
            "More than once among them: {}. Look twice whether that is meant.",
            spaced(&doubled)
        )
    });
    view! {
        <p>{sorted}<strong>{spaced(numbers)}</strong></p>
        {doubled.map(|sentence| view! { <p class="problem">{sentence}</p> }).piece()}
    }
    .into_any()
}
