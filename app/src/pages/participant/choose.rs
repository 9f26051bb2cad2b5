//! Choosing: a tap puts an activity at the end of the list, another takes it off. The first tap is the first
//! choice. Only what is open to this number's group is shown.

use leptos::prelude::*;

use super::list::Facts;
use super::visit::{Visit, visit};
use crate::live::callback::Callback;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{For, Piece, Show, does, live, memo};
use crate::page::Seat;
use crate::state::card::{self, Card};
use crate::ui::field::TextField;
use crate::ui::fold::Fold;
use crate::ui::lines::Lines;
use crate::ui::ordinal::ordinal;

/// From how many activities on there is a search.
const SEARCH: usize = 15;

/// The cards.
#[component]
pub fn Choose() -> impl IntoView {
    let visit = visit();
    let cards = memo(move || {
        let chosen = visit.kept.with(|kept| kept.draft.choices.clone());
        visit.opened.with(|opened| card::cards(opened, &chosen))
    });
    let search = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let shown = memo(move || {
        let typed = search.get();
        cards.with(|cards| {
            cards
                .iter()
                .filter(|card| card.matches(&typed))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let count = move || visit.kept.with(|kept| kept.draft.choices.len());
    view! {
        <h1>"Choose"</h1>
        <p>"Tap what you want most first: it becomes your 1st choice. You can put everything in order afterwards."</p>
        <Show when=move || cards.with(|cards| cards.len() >= SEARCH)>
            <TextField label="Search" value=search on_input=Callback::new(move |text| search.set(text)) hint="A title, a time, a place or a number"/>
        </Show>
        <Show when=move || cards.with(Vec::is_empty)>
            <p class="empty">"Nothing is open to you in this draw. Ask the organiser."</p>
        </Show>
        <Show when=move || shown.with(Vec::is_empty) && !cards.with(Vec::is_empty)>
            <p class="empty" role="status">"Nothing matches your search."</p>
        </Show>
        <ul class="cards">
            <For each=move || shown.get() key=|card| format!("{}\n{}\n{}", card.number, card.title, card.facts.join("\n")) let:card>
                <Choice card said/>
            </For>
        </ul>
        <p class="visually-hidden" role="status">{live(move || said.get())}</p>
        <div class="actions">
            <a class="button primary" href=visit.href(Seat::Order)>{live(move || format!("Put in order ({})", count()))}</a>
        </div>
    }
}

#[component]
fn Choice(card: Card, said: RwSignal<String>) -> impl IntoView {
    let visit = visit();
    let number = card.number;
    let rank = memo(move || visit.kept.with(|kept| kept.draft.rank(number)));
    let title = StoredValue::new(card.title.clone());
    let tap = move |_| {
        let name = title.get_value();
        let words = if rank.get_untracked().is_some() {
            format!("{name} taken off the list.")
        } else {
            format!("{name} added.")
        };
        visit.change(words, |draft| draft.toggle(number));
        said.set(told(visit, number, &name));
    };
    let description = StoredValue::new(card.description.clone());
    view! {
        <li class="card" data-chosen=move || rank.get().map(|_| "")>
            <button type="button" aria-pressed=move || if rank.get().is_some() { "true" } else { "false" } on:click=does(tap)>
                <span class="quiet">{number}</span>
                <strong><bdi>{card.title}</bdi></strong>
                {live(move || rank.get().map(|rank| view! { <span class="card-rank">{ordinal(rank)} <span class="visually-hidden">" choice"</span></span> }))}
            </button>
            <Facts facts=card.facts/>
            {(!card.description.is_empty()).then(|| view! {
                <Fold summary=format!("More about {}", title.get_value())>
                    <Lines text=description.get_value()/>
                </Fold>
            }).piece()}
        </li>
    }
}

/// What a tap did, in words.
fn told(visit: Visit, number: u32, name: &str) -> String {
    visit.kept.with_untracked(|kept| {
        let count = kept.draft.choices.len();
        match kept.draft.rank(number) {
            Some(rank) => format!("{name} is your {} choice. {count} on your list.", ordinal(rank)),
            None => format!("{name} is off your list. {count} on your list."),
        }
    })
}
