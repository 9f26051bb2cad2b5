//! One person's link: to copy, with the message around it; and replacing it when it was lost or passed on.

use leptos::prelude::*;
use turnwise_shared::api::ReplaceLink;

use super::super::act::{Act, Sure};
use super::super::desk::{Desk, desk};
use super::{Showing, message, said};
use crate::chance;
use crate::live::callback::Callback;
use crate::live::signals::{Memo, RwSignal, Signal};
use crate::live::{derived, does, effect, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::letters::{Letter, fill};
use crate::state::{key_file, seats};
use crate::ui::copy_field::CopyField;
use crate::ui::copy_text::CopyText;
use crate::ui::dialog::Dialog;
use crate::ui::lot::Lot;

/// The dialog for whoever was chosen.
#[component]
pub fn OnePerson(showing: Showing, chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || {
        if chosen.get().is_some() {
            open.set(true);
        }
    });
    effect(move || {
        if !open.get() {
            chosen.set(None);
        }
    });
    let letter = memo(move || {
        let entry = chosen.get()?;
        showing
            .all
            .with(|all| all.iter().find(|letter| letter.entry == entry).cloned())
    });
    let title = derived(move || letter.get().map(|letter| letter.name).unwrap_or_default());
    view! {
        <Dialog open title>
            {live(move || chosen.get().map(|entry| view! { <Inside letter entry open/> }))}
        </Dialog>
    }
}

#[component]
fn Inside(letter: Memo<Option<Letter>>, entry: u32, open: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let part = move |part: fn(Letter) -> String| derived(move || letter.get().map(part).unwrap_or_default());
    let class = part(|letter| letter.class);
    let text = derived(move || {
        let Some(letter) = letter.get() else {
            return String::new();
        };
        desk.event
            .with(|event| fill(message::template(&event.messages), &letter, event, &said(event)))
    });
    let answer = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Person(entry)).href());
    view! {
        <div class="stack">
            <p class="cluster"><Lot number=entry/><bdi>{live(move || class.get())}</bdi></p>
            <CopyField label="Personal link" value=part(|letter| letter.link)/>
            <CopyField label="Code, to type in by hand" value=part(|letter| letter.code)/>
            <CopyText label="The message" value=text button="Copy the message"/>
            <Replace entry name=part(|letter| letter.name)/>
            <div class="answers">
                <a class="button" href=answer>"List and result"</a>
                <button type="button" on:click=does(move |_| open.set(false))>"Done"</button>
            </div>
        </div>
    }
}

/// Makes a new code for somebody, or takes the one whose way to the server was interrupted.
fn prepare(desk: Desk, entry: u32) -> Option<ReplaceLink> {
    let waiting = desk
        .event
        .with_untracked(|event| event.seat(entry).is_some_and(|seat| seat.next.is_some()));
    if waiting {
        // It is kept already: nothing changes here.
        return desk
            .event
            .with_untracked(|event| seats::next_link(&mut event.clone(), entry, &mut chance::Browser));
    }
    let mut link = None;
    desk.change(|event| link = seats::next_link(event, entry, &mut chance::Browser));
    link
}

#[component]
fn Replace(entry: u32, name: Signal<String>) -> impl IntoView {
    let desk = desk();
    let act = Act::new();
    let replaced = RwSignal::new(false);
    let waiting = memo(move || {
        desk.event
            .with(|event| event.seat(entry).is_some_and(|seat| seat.next.is_some()))
    });
    let old_file = move || {
        let freshness = desk.event.with(key_file::freshness);
        matches!(freshness, key_file::Freshness::Outdated { .. })
    };
    let consequence = derived(move || {
        format!(
            "The link that {} has now stops working at once, and so does the code; the list stays. Hand out the new one. \
             Everyone sees that a link was replaced, not whose.",
            name.get()
        )
    });
    let go = Callback::new(move |()| {
        let (Some(server), Some(link)) = (desk.server(), prepare(desk, entry)) else {
            return;
        };
        let revision = desk.revision();
        replaced.set(false);
        act.run(
            desk,
            async move {
                let done = server.replace_link(revision, entry, &link).await;
                if done.is_ok() && !desk.event.is_disposed() {
                    desk.change(|event| {
                        // The file can do without: with it, the new code was noted before it was sent.
                        key_file::carry(event);
                        seats::replaced(event, entry);
                    });
                }
                done
            },
            move |_| replaced.set(true),
        );
    });
    view! {
        <div class="stack tight">
            {live(move || (waiting.get() && !act.busy.get()).then(|| view! {
                <p class="problem">"A new link was made, and it is not sure whether the server has it. Replace the link once more to finish."</p>
            }))}
            {act.problem()}
            {live(move || replaced.get().then(|| view! {
                <p role="status">
                    "The link was replaced; above is the new one."
                    {old_file().then_some(" Save the key file again.")}
                </p>
            }))}
            <Sure label="Replace the link" confirm="Replace it now" busy=act.busy consequence on_yes=go/>
        </div>
    }
}
