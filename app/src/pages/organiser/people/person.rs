//! One person in the list: shown, or being changed where they stand.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::super::desk::focus;
use super::by_hand::ClassField;
use super::hand::{Hand, focus_undo};
use crate::live::signals::{Memo, RwSignal, StoredValue};
use crate::live::{does, live, memo};
use crate::state::roster::{MAX_NAME, MAX_NOTE, Person};
use crate::ui::lot::Lot;

/// A row of the table; a card on a phone.
#[component]
pub(super) fn Row(
    person: usize,
    hand: Hand,
    editing: RwSignal<Option<usize>>,
    doubles: Memo<Vec<usize>>,
    numbers: Memo<BTreeMap<usize, u32>>,
    begun: Memo<bool>,
) -> impl IntoView {
    let here = memo(move || {
        hand.desk
            .event
            .with(|event| event.roster.people().get(person).cloned())
            .unwrap_or_default()
    });
    let number = memo(move || numbers.with(|numbers| numbers.get(&person).copied()));
    let twice = memo(move || doubles.with(|doubles| doubles.contains(&person)));
    let edited = memo(move || editing.get() == Some(person));
    live(move || {
        if edited.get() {
            let span = if begun.get() { "5" } else { "4" };
            view! { <tr><td colspan=span><Edit person hand editing number before=here.get_untracked()/></td></tr> }
                .into_any()
        } else {
            view! { <Shown person editing here number twice begun/> }.into_any()
        }
    })
}

/// The id of the button that begins changing somebody.
fn button(person: usize) -> String {
    format!("change-person-{person}")
}

#[component]
fn Shown(
    person: usize,
    editing: RwSignal<Option<usize>>,
    here: Memo<Person>,
    number: Memo<Option<u32>>,
    twice: Memo<bool>,
    begun: Memo<bool>,
) -> impl IntoView {
    let name = move || here.with(|here| here.name.clone());
    let edit = move |_| {
        editing.set(Some(person));
        request_animation_frame(|| focus("edit-name"));
    };
    let lot = move || match number.get() {
        Some(number) => view! { <Lot number/> }.into_any(),
        None => view! { <span class="quiet">"none yet"</span> }.into_any(),
    };
    view! {
        <tr>
            {live(move || begun.get().then(|| view! { <td data-head="Number">{live(lot)}</td> }))}
            <th scope="row">
                <bdi>{live(name)}</bdi>
                {live(move || twice.get().then(|| view! { <p class="problem">"This name stands twice in the class."</p> }))}
            </th>
            <td data-head="Class" data-card=move || here.with(|here| here.class.is_empty()).then_some("no")><bdi>{live(move || here.with(|here| here.class.clone()))}</bdi></td>
            <td data-card="no"><bdi>{live(move || here.with(|here| here.note.clone()))}</bdi></td>
            <td data-card="action">
                    <button type="button" class="plain" id=button(person) on:click=does(edit) aria-label=move || format!("Change {}", name())>"Change"</button>
            </td>
        </tr>
    }
}

#[component]
fn Edit(
    person: usize,
    hand: Hand,
    editing: RwSignal<Option<usize>>,
    number: Memo<Option<u32>>,
    before: Person,
) -> impl IntoView {
    let name = RwSignal::new(before.name.clone());
    let class = RwSignal::new(before.class.clone());
    let note = RwSignal::new(before.note.clone());
    let problem = RwSignal::new(None::<&'static str>);
    let done = move || {
        editing.set(None);
        let button = button(person);
        request_animation_frame(move || focus(&button));
    };
    let before = StoredValue::new(before);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let changed = Person::new(&name.get_untracked(), &class.get_untracked(), &note.get_untracked());
        if changed.name.is_empty() {
            problem.set(Some("Nobody is without a name. Type one."));
            focus("edit-name");
        } else if before.with_value(|before| *before == changed)
            || hand.change(format!("{} was changed.", changed.name), |roster| {
                roster.changed(person, changed)
            })
        {
            done();
        }
    };
    let remove = move |_| {
        let said = before.with_value(|before| format!("{} was removed.", before.name));
        editing.set(None);
        if hand.change(said, |roster| roster.without(person)) {
            focus_undo();
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            done();
        }
    };
    view! {
        <form class="stack tight" on:submit=does(save) on:keydown=does(escape) aria-label="Change this person">
            <div class="cluster">
                <div class="field grow">
                    <label for="edit-name">"Name"</label>
                    <input id="edit-name" type="text" autocomplete="off" maxlength=MAX_NAME.to_string() prop:value=move || name.get()
                        aria-describedby="edit-name-problem" aria-invalid=move || problem.get().map(|_| "true")
                        on:input=does(move |event| { name.set(event_target_value(&event)); problem.set(None); })/>
                </div>
                {live(move || match number.get() {
                    None => view! { <ClassField id="edit-class" hand value=class/> }.into_any(),
                    Some(_) => view! {
                        <p class="quiet">"Class: "<bdi>{live(move || class.get())}</bdi>" (stays as it is: their number is in it)"</p>
                    }.into_any(),
                })}
                <div class="field grow">
                    <label for="edit-note">"Note (optional)"</label>
                    <input id="edit-note" type="text" autocomplete="off" maxlength=MAX_NOTE.to_string() prop:value=move || note.get()
                        on:input=does(move |event| note.set(event_target_value(&event)))/>
                </div>
            </div>
            <p id="edit-name-problem" class="problem" aria-live="polite">{live(move || problem.get())}</p>
            <div class="cluster">
                <button type="submit">"Keep"</button>
                <button type="button" on:click=does(move |_| done())>"Cancel"</button>
                {live(move || number.get().is_none().then(|| view! {
                    <button type="button" class="danger" on:click=does(remove)>"Remove"</button>
                }))}
            </div>
        </form>
    }
}
