//! The list as the server has it: read back, until when it can change, how to come back, a receipt.

use leptos::prelude::*;

use super::happened::Happened;
use super::keep_file::KeepFile;
use super::leave::Leave;
use super::list::ReadOnly;
use super::own::OwnList;
use super::parted::Parted;
use super::visit::{Visit, visit};
use super::welcome;
use crate::live::{derived, live};
use crate::page::Seat;
use crate::state::draft::Relation;
use crate::ui::copy_field::CopyField;
use crate::ui::notice::{Notice, Tone};

/// Saved.
#[component]
pub fn Saved() -> impl IntoView {
    let visit = visit();
    let choices = derived(move || visit.opened.with(|opened| opened.view.line.choices.clone()));
    view! {
        <h1>"Your list is saved"</h1>
        {live(move || match visit.relation.get() {
            Relation::Same => ().into_any(),
            Relation::Changed => view! { <Unsaved/> }.into_any(),
            Relation::Parted => view! { <Parted/> }.into_any(),
        })}
        <OwnList/>
        <section class="sheet stack">
            <ReadOnly choices label="Your saved list"/>
            {made_your_link()}
        </section>
        <p>
            "You can change it until " {live(move || welcome::until(visit))} ". The results come by this same link. We cannot write to \
             you, so keep it."
        </p>
        {live(move || visit.opened.with(|opened| welcome::results(opened)).map(|results| view! { <p>"Results: " <bdi>{results}</bdi></p> }))}
        <CopyField label="Your personal link" value=derived(move || visit.link())/>
        <p class="quiet">"Or write down your code: " <strong class="code">{visit.code()}</strong></p>
        <Receipt/>
        <KeepFile/>
        <Happened/>
        <Leave/>
        {live(move || visit.opened.with(welcome::contact))}
        <div class="actions">
            <a class="button primary" href=visit.href(Seat::Order)>"Change"</a>
        </div>
    }
}

/// Who else could save a list here, and how that shows.
pub(super) fn made_your_link() -> AnyView {
    view! {
        <p class="quiet">
            "The organiser made your link and could use it; this page shows every list saved for you and warns when it is not the \
             one you saved here."
        </p>
    }
    .into_any()
}

#[component]
fn Unsaved() -> impl IntoView {
    let visit = visit();
    view! {
        <Notice tone=Tone::Warning>
            <p>"On this device you changed the list since. These changes are not saved; what counts is the list below."</p>
            <p><a href=visit.href(Seat::Order)>"To the changed list, to save it"</a></p>
        </Notice>
    }
}

/// The fingerprint of the saved list.
#[component]
pub(super) fn Receipt() -> impl IntoView {
    let visit = visit();
    view! {
        <details>
            <summary>"Receipt"</summary>
            <div class="stack tight">
                <p class="code">{live(move || receipt(visit))}</p>
                <p class="quiet">
                    "This is the fingerprint of the saved list. Once choosing is over, the same characters stand beside your \
                     number in the record, which anyone can read; another list would have others."
                </p>
            </div>
        </details>
    }
}

fn receipt(visit: Visit) -> String {
    visit.opened.with(|opened| {
        let line = &opened.view.line;
        let hash = line.hash().to_string();
        let groups: Vec<&str> = (0..hash.len())
            .step_by(8)
            .filter_map(|at| hash.get(at..at + 8))
            .collect();
        let times = if line.version == 1 {
            "once".to_owned()
        } else {
            format!("{} times", line.version)
        };
        format!("Number {}, saved {times}: {}", line.entry, groups.join(" "))
    })
}
