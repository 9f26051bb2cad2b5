//! The message that goes with a link: the organiser's own words, and everyone's message filled in.

use leptos::prelude::*;

use super::super::desk::desk;
use super::words::Words;
use super::{Showing, said};
use crate::live::{derived, live};
use crate::state::event::Messages;
use crate::state::letters::{INVITATION, fill, lines, messages};
use crate::ui::copy_text::CopyText;
use crate::ui::fold::Fold;

/// The invitation: its words, one example, and all of them to copy.
#[component]
pub fn Message(showing: Showing) -> impl IntoView {
    let desk = desk();
    let all = derived(move || {
        let letters = showing.letters.get();
        desk.event
            .with(|event| messages(template(&event.messages), &letters, event, &said(event)))
    });
    let table = derived(move || showing.letters.with(|letters| lines(letters)));
    let example = move || {
        let first = showing.letters.with(|letters| letters.first().cloned())?;
        let text = desk
            .event
            .with(|event| fill(template(&event.messages), &first, event, &said(event)));
        Some(view! {
            <div class="stack tight">
                <h3>"For example"</h3>
                <pre><bdi>{text}</bdi></pre>
            </div>
        })
    };
    view! {
        <section class="sheet stack" aria-labelledby="links-message">
            <h2 id="links-message">"The message"</h2>
            <p class="quiet">"Turnwise sends no e-mail: copy the messages, or use the file in your own mail program."</p>
            <div class="split">
                <div class="stack">
                    <Words label="Words of the message" id="invitation" usual=INVITATION part=|messages| &mut messages.invitation/>
                </div>
                {live(example)}
            </div>
            <Fold summary=derived(move || format!("All messages, to copy: {}", showing.whom()))>
                <CopyText label="Messages, one after the other" value=all button="Copy all messages" lines=12/>
            </Fold>
            <Fold summary=derived(move || format!("Names and links, to copy: {}", showing.whom()))>
                <CopyText label="Name, number and link, a line each" value=table button="Copy all lines" lines=12/>
            </Fold>
        </section>
    }
}

/// The words in force.
pub fn template(messages: &Messages) -> &str {
    match messages.invitation.as_str() {
        "" => INVITATION,
        own => own,
    }
}
