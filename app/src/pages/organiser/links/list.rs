//! The list of links: which class, a search, printing; then class by class a row per person.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;

use super::super::desk::desk;
use super::Showing;
use crate::live::signals::RwSignal;
use crate::live::{Pieces, does, effect, live, memo};
use crate::state::letters::Letter;
use crate::ui::copy_field::copy;
use crate::ui::lot::Lot;

/// How many rows are shown at first, and how many more each time.
const STEP: usize = 100;

/// What the list shows, and printing it.
#[component]
pub fn Controls(showing: Showing, printing: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let classes = memo(move || desk.event.with(|event| event.roster.classes().to_vec()));
    let picker = move || {
        let classes = classes.get();
        (!classes.is_empty()).then(|| {
            let options = classes
                .into_iter()
                .map(|class| view! { <option value=class.clone()>{class.clone()}</option> });
            view! {
                <div class="field">
                    <label for="links-class">"Class"</label>
                    <select id="links-class" on:change=does(move |ev| {
                        let class = event_target_value(&ev);
                        showing.class.set((!class.is_empty()).then_some(class));
                    })>
                        <option value="">"everyone"</option>
                        {options.pieces()}
                    </select>
                </div>
            }
        })
    };
    let print = move |_| {
        printing.set(true);
        // The printed list is made first; a browser that cannot print shows the list on the page all the same.
        request_animation_frame(|| {
            if let Some(window) = web_sys::window() {
                let _ = window.print();
            }
        });
    };
    view! {
        <div class="cluster">
            {live(picker)}
            <div class="field grow">
                <label for="links-search">"Find a name or number"</label>
                <input id="links-search" type="search" autocomplete="off" prop:value=move || showing.search.get()
                    on:input=does(move |ev| showing.search.set(event_target_value(&ev)))/>
            </div>
            <button type="button" on:click=does(print)>{live(move || format!("Print the list: {}", showing.whom()))}</button>
        </div>
    }
}

/// Rows that belong together.
#[derive(Clone, PartialEq)]
struct Block {
    class: String,
    letters: Vec<Letter>,
}

/// By class, the first so many.
fn blocks(letters: &[Letter], most: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for letter in letters.iter().take(most) {
        match blocks.last_mut().filter(|block| block.class == letter.class) {
            Some(block) => block.letters.push(letter.clone()),
            None => blocks.push(Block {
                class: letter.class.clone(),
                letters: vec![letter.clone()],
            }),
        }
    }
    blocks
}

/// The rows.
#[component]
pub fn List(showing: Showing, chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let most = RwSignal::new(STEP);
    let copied = RwSignal::new(None::<u32>);
    effect(move || {
        showing.search.track();
        showing.class.track();
        most.set(STEP);
    });
    let tables = move || {
        let blocks = showing.letters.with(|letters| blocks(letters, most.get()));
        let table = move |block: Block| {
            let caption = if block.class.is_empty() {
                "Without a class".to_owned()
            } else {
                block.class
            };
            let rows = block.letters.into_iter().map(move |letter| row(letter, chosen, copied));
            view! {
                <div class="table links">
                    <table>
                        <caption><bdi>{caption}</bdi></caption>
                        <thead><tr>
                            <th scope="col">"Name"</th><th scope="col">"Number"</th><th scope="col">"Link"</th>
                            <th scope="col"><span class="visually-hidden">"More"</span></th>
                        </tr></thead>
                        <tbody>{rows.pieces()}</tbody>
                    </table>
                </div>
            }
        };
        blocks.into_iter().map(table).pieces()
    };
    let rest = move || showing.letters.with(Vec::len).saturating_sub(most.get());
    view! {
        {live(tables)}
        {live(move || showing.letters.with(Vec::is_empty).then(|| view! { <p class="empty">"Nobody of this name or number."</p> }))}
        {live(move || (rest() > 0).then(|| view! {
            <button type="button" on:click=does(move |_| most.update(|most| *most += STEP))>
                {format!("Show {} more of {}", STEP.min(rest()), rest())}
            </button>
        }))}
        <output class="visually-hidden">{live(move || copied.get().map(|entry| format!("Link of {entry} copied.")))}</output>
    }
}

fn row(letter: Letter, chosen: RwSignal<Option<u32>>, copied: RwSignal<Option<u32>>) -> AnyView {
    let entry = letter.entry;
    let name = letter.name.clone();
    let copy_it = move |_| {
        let link = letter.link.clone();
        spawn_local(async move {
            if copy(&link).await {
                let _ = copied.try_set(Some(entry));
            } else {
                // No clipboard here: the link itself is shown, to copy by hand.
                let _ = chosen.try_set(Some(entry));
            }
        });
    };
    let told = move || {
        if copied.get() == Some(entry) {
            "Copied ✓"
        } else {
            "Copy link"
        }
    };
    view! {
        <tr>
            <th scope="row"><bdi>{name.clone()}</bdi></th>
            <td><Lot number=entry/></td>
            <td data-card="no"><button type="button" aria-label=format!("Copy link of {name}") on:click=does(copy_it)>{live(told)}</button></td>
            <td data-card="action">
                <button type="button" class="plain" aria-haspopup="dialog" aria-label=format!("Link and message for {name}")
                    on:click=does(move |_| chosen.set(Some(entry)))>"Link and message"</button>
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_together_by_class_and_stop_where_told() {
        let letter = |entry: u32, class: &str| Letter {
            entry,
            person: 0,
            name: String::new(),
            class: class.to_owned(),
            link: String::new(),
            code: String::new(),
        };
        let letters = [letter(1, "5a"), letter(2, "5a"), letter(3, "5b")];
        let shape = |most: usize| {
            let sizes = blocks(&letters, most)
                .into_iter()
                .map(|block| (block.class, block.letters.len()));
            sizes.collect::<Vec<_>>()
        };
        assert_eq!(shape(9), [("5a".to_owned(), 2), ("5b".to_owned(), 1)]);
        assert_eq!(shape(1), [("5a".to_owned(), 1)]);
        assert!(blocks(&[], 9).is_empty());
    }
}
