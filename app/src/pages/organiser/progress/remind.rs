//! Reminding those who have sent nothing: the words, and everyone's message to copy, class by class. Nothing
//! is sent from here.

use leptos::prelude::*;

use super::super::desk::desk;
use super::super::links::words::Words;
use super::Shared;
use super::answered::silent;
use crate::app::base;
use crate::moment;
use crate::state::event::Messages;
use crate::state::key_file;
use crate::state::letters::{Letter, REMINDER, letters, messages};
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
    let all = Memo::new(move |_| desk.event.with(|event| letters(event, &base())));
    let filled = move |entries: &[u32]| {
        let of = |letter: &&Letter| entries.contains(&letter.entry);
        let letters: Vec<Letter> = all.with(|all| all.iter().filter(of).cloned().collect());
        desk.event.with(|event| {
            let until = event.settings.closes_at.map(moment::spoken);
            messages(template(&event.messages), &letters, event, until.as_deref())
        })
    };
    let classes = move || {
        let one = |group: super::answered::Group| {
            let class = if group.class.is_empty() {
                "without a class".to_owned()
            } else {
                group.class
            };
            let entries: Vec<u32> = group.people.iter().map(|person| person.entry).collect();
            let summary = format!("Messages for {class}: {}", entries.len());
            let value = Signal::derive(move || filled(&entries));
            view! {
                <Fold summary>
                    <CopyText label="Messages, one after the other" value button="Copy all messages" lines=12/>
                </Fold>
            }
        };
        silent(shared).into_iter().map(one).collect_view()
    };
    view! {
        <section class="sheet stack" aria-labelledby="remind">
            <h2 id="remind" tabindex="-1">"Remind those who have sent no list"</h2>
            <p class="quiet">"Turnwise sends no e-mail: copy the messages and send them as you sent the links."</p>
            <Words label="Words of the reminder" id="reminder" usual=REMINDER part=|messages| &mut messages.reminder/>
            {move || if allowed() {
                classes().into_any()
            } else {
                view! { <p class="problem">"Save the key file first, under Links: the messages hold people’s links."</p> }.into_any()
            }}
        </section>
    }
}
