//! How many have sent a list, all together and class by class, and the names of those who have not.

use leptos::prelude::*;

use super::super::desk::desk;
use super::Shared;
use crate::live::signals::Memo;
use crate::live::{For, Pieces, derived, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::event::Event;
use crate::state::paper::Findable;
use crate::state::progress::{Group, Share, by_class};
use crate::ui::fold::Fold;
use crate::ui::fresh_id;
use crate::ui::lot::Lot;

/// What a class is called, by its number.
fn class_name(event: &Event, group: u32) -> String {
    let place = group.checked_sub(1).map(|place| place as usize);
    let name = place.and_then(|place| event.roster.classes().get(place));
    name.cloned().unwrap_or_else(|| "Without a class".to_owned())
}

fn bar(name: String, share: Share) -> AnyView {
    let id = fresh_id("share");
    view! {
        <div class="progress">
            <label for=id.clone()><bdi>{name}</bdi></label>
            <progress id=id max=share.all.to_string() value=share.answered.to_string()></progress>
            <span>{format!("{} of {}", share.answered, share.all)}</span>
        </div>
    }
    .into_any()
}

/// x of y, and by class.
#[component]
pub fn Answered(shared: Shared) -> impl IntoView {
    let desk = desk();
    let total = move || {
        let Share { answered, all } = shared.count.with(|count| count.total);
        format!("{answered} of {all} have sent a list")
    };
    let classes = move || {
        let groups = shared.count.with(|count| count.groups.clone());
        (groups.len() > 1).then(|| {
            let bars = desk.event.with(|event| {
                groups
                    .into_iter()
                    .map(|(group, share)| bar(class_name(event, group), share))
                    .pieces()
            });
            view! { <div class="classes">{bars}</div> }
        })
    };
    view! {
        <section class="sheet stack" aria-labelledby="answered">
            <h2 id="answered">{live(total)}</h2>
            {live(move || shared.count.with(|count| count.total.all == 0).then(|| view! {
                <p class="quiet">"Nobody has reached the server yet; finish opening first."</p>
            }))}
            {live(move || bar("Everyone".to_owned(), shared.count.with(|count| count.total)))}
            {live(classes)}
        </section>
    }
}

/// Those who have sent nothing, class by class as listed.
pub fn silent(shared: Shared) -> Memo<Vec<Group>> {
    memo(move || {
        let silent = shared.count.with(|count| count.silent.clone());
        shared.people.with(|people| by_class(people, &silent))
    })
}

/// The classes in which somebody has sent nothing: what the lists are told apart by.
pub fn classes(groups: Memo<Vec<Group>>) -> Vec<String> {
    groups.with(|groups| groups.iter().map(|group| group.class.clone()).collect())
}

/// Who of this class has sent nothing.
pub fn of_class(groups: Memo<Vec<Group>>, class: String) -> Memo<Vec<Findable>> {
    memo(move || {
        groups.with(|groups| {
            let group = groups.iter().find(|group| group.class == class);
            group.map(|group| group.people.clone()).unwrap_or_default()
        })
    })
}

/// Who has not answered.
#[component]
pub fn Silent(shared: Shared) -> impl IntoView {
    let desk = desk();
    let id = desk.event.with_untracked(|event| event.id);
    let line = move |person: Findable| {
        view! {
            <li>
                <Lot number=person.entry/>
                <a class="grow" href=Page::Organise(id, Screen::Person(person.entry)).href()><bdi>{person.name}</bdi></a>
            </li>
        }
    };
    let groups = silent(shared);
    // Told apart by class, so that what is open stays open while others answer.
    let one = move |class: String| {
        let people = of_class(groups, class.clone());
        let name = if class.is_empty() {
            "Without a class".to_owned()
        } else {
            class
        };
        let summary = derived(move || format!("{name}: {}", people.with(Vec::len)));
        view! {
            <Fold summary>
                <ul class="list">{live(move || people.get().into_iter().map(line).pieces())}</ul>
            </Fold>
        }
    };
    let unknown = move || {
        let known = shared.by_number.with(|by_number| {
            shared.count.with(|count| {
                count
                    .silent
                    .iter()
                    .filter(|entry| by_number.contains_key(entry))
                    .count()
            })
        });
        shared.count.with(|count| count.silent.len()) - known
    };
    view! {
        <section class="sheet stack" aria-labelledby="silent">
            <h2 id="silent">{live(move || format!("No list yet: {}", shared.count.with(|count| count.silent.len())))}</h2>
            <For each=move || classes(groups) key=String::clone children=one/>
            {live(move || shared.count.with(|count| count.silent.is_empty() && count.total.all > 0).then(|| view! {
                <p>"Everyone has sent a list."</p>
            }))}
            {live(move || (unknown() > 0).then(|| view! {
                <p class="problem">{format!(
                    "{} of them are not known on this device: open the newest key file to see their names.", unknown()
                )}</p>
            }))}
        </section>
    }
}
