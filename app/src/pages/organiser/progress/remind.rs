//! Reminding those who have sent nothing: the words, and everyone's message to copy, class by class. Nothing
//! is sent from here.

use leptos::prelude::*;

use super::super::desk::desk;
use super::super::links::words::Words;
use super::Shared;
use super::answered::{classes, of_class, silent};
use crate::app::base;
use crate::live::{For, derived, live, memo};
use crate::moment;
use crate::state::event::Messages;
use crate::state::key_file;
use crate::state::letters::{Letter, REMINDER, Said, letters, messages};
use crate::state::paper::Findable;
use crate::ui::copy_text::CopyText;
use crate::ui::fold::Fold;

fn template(messages: &Messages) -> &str {
    match messages.reminder.as_str() {
        "" => REMINDER,
        own => own,
    }
}

/// The reminder.
#[component]
pub fn Remind(shared: Shared) -> impl IntoView {
    let desk = desk();
    let allowed = move || desk.event.with(key_file::settled);
    let all = memo(move || desk.event.with(|event| letters(event, &base())));
    let groups = silent(shared);
    let filled = move |people: &[Findable]| {
        let of = |letter: &&Letter| people.iter().any(|person| person.entry == letter.entry);
        let letters: Vec<Letter> = all.with(|all| all.iter().filter(of).cloned().collect());
        desk.event.with(|event| {
            let said = Said::new(event, moment::sent);
            messages(template(&event.messages), &letters, event, &said)
        })
    };
    let one = move |class: String| {
        let people = of_class(groups, class.clone());
        let name = if class.is_empty() {
            "those without a class".to_owned()
        } else {
            class
        };
        let summary = derived(move || format!("Messages for {name}: {}", people.with(Vec::len)));
        let value = derived(move || people.with(|people| filled(people)));
        view! {
            <Fold summary>
                <CopyText label="Messages, one after the other" value button="Copy all messages" lines=12/>
            </Fold>
        }
    };
    view! {
        <section class="sheet stack" aria-labelledby="remind">
            <h2 id="remind" tabindex="-1">"Remind those who have sent no list"</h2>
            <p class="quiet">"Turnwise sends no e-mail: copy the messages and send them as you sent the links."</p>
            <Words label="Words of the reminder" id="reminder" usual=REMINDER part=|messages| &mut messages.reminder/>
            {live(move || if allowed() {
                view! { <For each=move || classes(groups) key=String::clone children=one/> }.into_any()
            } else {
                view! { <p class="problem">"Save the key file first, under Links: the messages hold people’s links."</p> }.into_any()
            })}
        </section>
    }
}
