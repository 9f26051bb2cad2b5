//! How many have sent a list, all together and class by class, and the names of those who have not.

use leptos::prelude::*;

use super::super::desk::desk;
use super::Shared;
use crate::page::{Desk as Screen, Page};
use crate::state::event::Event;
use crate::state::paper::Findable;
use crate::state::progress::Share;
use crate::ui::fold::Fold;
use crate::ui::fresh_id;
use crate::ui::lot::Lot;

/// What a class is called, by its number.
fn class_name(event: &Event, group: u32) -> String {
    let place = group.checked_sub(1).map(|place| place as usize);
    let name = place.and_then(|place| event.roster.classes().get(place));
    name.cloned().unwrap_or_else(|| "Without a class".to_owned())
}

fn bar(name: String, share: Share) -> impl IntoView {
    let id = fresh_id("share");
    view! {
        <div class="progress">
            <label for=id.clone()><bdi>{name}</bdi></label>
            <progress id=id max=share.all value=share.answered></progress>
            <span>{format!("{} of {}", share.answered, share.all)}</span>
        </div>
    }
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
                    .collect_view()
            });
            view! { <div class="classes">{bars}</div> }
        })
    };
    view! {
        <section class="sheet stack" aria-labelledby="answered">
            <h2 id="answered">{total}</h2>
            {move || shared.count.with(|count| count.total.all == 0).then(|| view! {
                <p class="quiet">"Nobody has reached the server yet; finish opening first."</p>
            })}
            {move || bar("Everyone".to_owned(), shared.count.with(|count| count.total))}
            {classes}
        </section>
    }
}

/// Names that belong together.
pub struct Group {
    /// The class; empty for none.
    pub class: String,
    /// Those of it who have sent nothing.
    pub people: Vec<Findable>,
}

/// Those who have sent nothing, class by class as listed.
pub fn silent(shared: Shared) -> Vec<Group> {
    let silent = shared.count.with(|count| count.silent.clone());
    let mut groups: Vec<Group> = Vec::new();
    shared.people.with(|people| {
        for person in people
            .iter()
            .filter(|person| silent.binary_search(&person.entry).is_ok())
        {
            match groups.last_mut().filter(|group| group.class == person.class) {
                Some(group) => group.people.push(person.clone()),
                None => groups.push(Group {
                    class: person.class.clone(),
                    people: vec![person.clone()],
                }),
            }
        }
    });
    groups
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
    let group = move |group: Group| {
        let class = if group.class.is_empty() {
            "Without a class".to_owned()
        } else {
            group.class
        };
        let count = group.people.len();
        let people = StoredValue::new(group.people);
        view! {
            <Fold summary=format!("{class}: {count}")>
                <ul class="list">{people.get_value().into_iter().map(line).collect_view()}</ul>
            </Fold>
        }
    };
    // Made anew only when somebody answers, so that what is open stays open in between.
    let groups = move || silent(shared).into_iter().map(group).collect_view();
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
            <h2 id="silent">{move || format!("No list yet: {}", shared.count.with(|count| count.silent.len()))}</h2>
            {groups}
            {move || shared.count.with(|count| count.silent.is_empty() && count.total.all > 0).then(|| view! {
                <p>"Everyone has sent a list."</p>
            })}
            {move || (unknown() > 0).then(|| view! {
                <p class="problem">{format!(
                    "{} of them are not known on this device: open the newest key file to see their names.", unknown()
                )}</p>
            })}
        </section>
    }
}
