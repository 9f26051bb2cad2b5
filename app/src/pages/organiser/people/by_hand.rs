//! One more person, typed.

use leptos::prelude::*;

use super::super::desk::focus;
use super::hand::Hand;
use super::unfinished;
use crate::live::signals::RwSignal;
use crate::live::{Pieces, does, live, memo};
use crate::state::roster::{MAX_CLASS, MAX_NAME, MAX_NOTE, Person};

/// The form.
#[component]
pub(super) fn ByHand(hand: Hand) -> impl IntoView {
    let (name, class, note) = (
        unfinished::kept(hand.desk, "name"),
        unfinished::kept(hand.desk, "class"),
        unfinished::kept(hand.desk, "note"),
    );
    let problem = RwSignal::new(None::<String>);
    // Somebody of this name is there, and the organiser was told so.
    let told = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let person = Person::new(&name.get_untracked(), &class.get_untracked(), &note.get_untracked());
        let there = |other: &Person| other.key() == person.key();
        if person.name.is_empty() {
            problem.set(Some("Who is it? Type a name.".to_owned()));
        } else if !told.get_untracked()
            && hand
                .desk
                .event
                .with_untracked(|event| event.roster.people().iter().any(there))
        {
            told.set(true);
            problem.set(Some(
                "Somebody of this name is there already, in the same class. If it is another person, add once more."
                    .to_owned(),
            ));
        } else if hand.change(format!("{} was added.", person.name), |roster| roster.with([person])) {
            // The class stays: the next one is often in it too.
            name.set(String::new());
            note.set(String::new());
            problem.set(None);
            told.set(false);
        }
        focus("person-name");
    };
    let typed = move |text: String| {
        name.set(text);
        problem.set(None);
        told.set(false);
    };
    view! {
        <form class="sheet stack" on:submit=does(submit) aria-labelledby="one-person">
            <h2 id="one-person">"Add one person"</h2>
            <div class="cluster">
                <div class="field grow">
                    <label for="person-name">"Name"</label>
                    <input id="person-name" type="text" autocomplete="off" maxlength=MAX_NAME.to_string() prop:value=move || name.get()
                        aria-describedby="person-name-problem" aria-invalid=move || problem.get().map(|_| "true")
                        on:input=does(move |event| typed(event_target_value(&event)))/>
                </div>
                <ClassField id="person-class" hand value=class/>
                <div class="field grow">
                    <label for="person-note">"Note (optional)"</label>
                    <input id="person-note" type="text" autocomplete="off" maxlength=MAX_NOTE.to_string() prop:value=move || note.get()
                        on:input=does(move |event| note.set(event_target_value(&event)))/>
                </div>
            </div>
            <p id="person-name-problem" class="problem" aria-live="polite">{live(move || problem.get())}</p>
            <p><button type="submit">"Add"</button></p>
        </form>
    }
}

/// A class: typed, or one of those that are there.
#[component]
pub(super) fn ClassField(id: &'static str, hand: Hand, value: RwSignal<String>) -> impl IntoView {
    let known = format!("{id}-known");
    let classes = memo(move || hand.desk.event.with(|event| event.roster.classes().to_vec()));
    view! {
        <div class="field">
            <label for=id>"Class or group"</label>
            <input id=id type="text" autocomplete="off" maxlength=MAX_CLASS.to_string() list=known.clone() prop:value=move || value.get()
                on:input=does(move |event| value.set(event_target_value(&event)))/>
            <datalist id=known>
                {live(move || classes.get().into_iter().map(|class| view! { <option value=class></option> }).pieces())}
            </datalist>
        </div>
    }
}
