//! The box to paste people into, or to drop a file on. What its text comes to stands below it, in a part of its own.

pub mod pasted;
mod preview;

use leptos::prelude::*;
use turnwise_shared::table;

use super::hand::Hand;
use crate::live::callback::Callback;
use crate::live::signals::RwSignal;
use crate::live::{live, memo};
use crate::parts;
use crate::text::table_fault;
use crate::ui::field::TextField;
use crate::ui::file_drop::FileDrop;

/// The most characters that can be pasted.
const LONGEST: u32 = 5_000_000;

/// The box, and below it what it comes to.
#[component]
pub(super) fn Paste(hand: Hand, text: RwSignal<String>) -> impl IntoView {
    // Open at first while there is nobody; later it would stand before the list.
    let nobody = hand.desk.event.with_untracked(|event| event.roster.people().is_empty());
    let wanted = nobody || text.with_untracked(|text| !text.is_empty());
    let unreadable = RwSignal::new(None::<String>);
    provide_context(Pasting { hand, text });
    let anything = memo(move || text.with(|text| !text.trim().is_empty()));
    let on_file = Callback::new(move |(name, bytes): (String, Vec<u8>)| match table::decode(&bytes) {
        Ok(given) => {
            unreadable.set(None);
            text.set(given);
        }
        Err(fault) => unreadable.set(Some(format!("“{name}”: {}", table_fault(fault)))),
    });
    view! {
        <section class="sheet" aria-labelledby="paste-people">
            <details open=wanted>
                <summary><h2 id="paste-people">"Paste the list"</h2></summary>
                <div class="stack">
            <TextField label="One person per line, as copied from a spreadsheet" value=text lines=6 longest=LONGEST id="people-text"
                hint="Name, and if you like class and a note. With or without headings; separated by tabs, semicolons or commas."
                on_input=Callback::new(move |given| { unreadable.set(None); text.set(given); })/>
            <FileDrop label="Or choose a CSV file, or drop it here" accept=".csv,.tsv,.txt,text/csv,text/plain" on_file/>
            <p class="problem" role="alert">{live(move || unreadable.get())}</p>
            {live(move || anything.get().then(parts::people_pasted))}
                </div>
            </details>
        </section>
    }
}

/// What the box shares with what is below it.
#[derive(Clone, Copy)]
struct Pasting {
    hand: Hand,
    text: RwSignal<String>,
}

/// # Panics
/// Outside of [`Paste`], which provides it: a fault of the program, not of its user.
#[expect(clippy::expect_used, reason = "without the box nothing is pasted")]
fn pasting() -> Pasting {
    use_context::<Pasting>().expect("what is pasted is shown below the box")
}
