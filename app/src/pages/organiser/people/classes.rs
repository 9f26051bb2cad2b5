//! How many people are in which class, and what is worth a look about it.

use leptos::prelude::*;

use super::hand::{Hand, focus_undo};
use crate::live::{Pieces, does, live, memo};
use crate::state::event::Stage;
use crate::state::opening::counted;
use crate::state::roster::{Class, SMALL};
use crate::ui::notice::{Notice, Tone};

/// The classes with their sizes.
#[component]
pub(super) fn Classes(hand: Hand) -> impl IntoView {
    let desk = hand.desk;
    let draft = memo(move || desk.event.with(|event| event.stage == Stage::Draft));
    let classes = memo(move || desk.event.with(|event| event.roster.sizes()));
    let title = move || {
        let people: usize = classes.with(|classes| classes.iter().map(|class| class.size).sum());
        let named = classes.with(|classes| classes.iter().filter(|class| !class.name.is_empty()).count());
        match named {
            0 => super::people(people),
            named => format!("{} in {}", super::people(people), counted(named, "class", "classes")),
        }
    };
    view! {
        <section class="sheet stack" aria-labelledby="classes">
            <h2 id="classes">{live(title)}</h2>
            {live(move || classes.with(|classes| small(classes)).map(|sentence| view! {
                <Notice tone=Tone::Note><p><bdi>{sentence}</bdi></p></Notice>
            }))}
            {live(move || classes.with(|classes| (classes.len() > 1).then(|| view! {
                <div class="table">
                    <table>
                        <caption class="visually-hidden">"People in each class"</caption>
                        <thead><tr><th scope="col">"Class"</th><th scope="col" data-align="end">"People"</th><th scope="col">"Worth a look"</th></tr></thead>
                        <tbody>{classes.iter().map(|class| row(hand, class, draft.get())).pieces()}</tbody>
                    </table>
                </div>
            })))}
        </section>
    }
}

/// Who can be told apart by a number alone.
fn small(classes: &[Class]) -> Option<String> {
    let name = |class: &Class| match class.name.as_str() {
        "" if classes.len() == 1 => "the whole list".to_owned(),
        "" => "the people without a class".to_owned(),
        name => format!("{name} ({})", class.size),
    };
    let names: Vec<String> = classes.iter().filter(|class| class.is_small()).map(name).collect();
    let sentence = format!(
        "Fewer than {SMALL} people: {}. After the draw everyone taking part can read the lists by number; in a group this small, \
         a number narrows down who is who.",
        names.join(", ")
    );
    (!names.is_empty()).then_some(sentence)
}

fn row(hand: Hand, class: &Class, draft: bool) -> AnyView {
    let mut looks = Vec::new();
    if class.is_small() {
        looks.push(format!("fewer than {SMALL}"));
    }
    if class.name.is_empty() {
        looks.push("cannot choose what is for certain classes only".to_owned());
    }
    if let Some(like) = &class.like {
        looks.push(format!("“{like}” looks like the same class"));
    }
    let title = if class.name.is_empty() {
        "No class".to_owned()
    } else {
        class.name.clone()
    };
    let looks = looks.join("; ");
    let same = class.like.clone().filter(|_| draft).map(|like| {
        let (name, to) = (class.name.clone(), like.clone());
        let unite = move |_| {
            let said = format!("Everyone in {name} is in {to} now.");
            if hand.change(said, |roster| roster.moved(&name, &to)) {
                focus_undo();
            }
        };
        view! { <button type="button" on:click=does(unite)>"Move everyone to "<bdi>{like}</bdi></button> }
    });
    view! {
        <tr>
            <th scope="row"><bdi>{title}</bdi></th>
            <td data-head="People" data-align="end">{class.size}</td>
            <td data-card=looks.is_empty().then_some("no")><span class="cluster"><bdi>{looks.clone()}</bdi>{same}</span></td>
        </tr>
    }
    .into_any()
}
