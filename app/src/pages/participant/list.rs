//! A list to read: the choices in order, with when and where.

use leptos::prelude::*;

use super::visit::visit;
use crate::live::signals::Signal;
use crate::live::{Pieces, Show, live};
use crate::state::card::Card;
use crate::ui::ordinal::ordinal;

/// These choices, best first.
#[component]
pub(super) fn ReadOnly(
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<u32>>,
    /// What the list is called.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let visit = visit();
    let rows = move || {
        visit.opened.with(|opened| {
            let cards = choices.with(|choices| {
                choices
                    .iter()
                    .map(|choice| Card::new(opened, *choice))
                    .collect::<Vec<_>>()
            });
            (1..).zip(cards).map(|(rank, card)| view! { <Row rank card/> }).pieces()
        })
    };
    view! {
        <Show when=move || !choices.with(Vec::is_empty) fallback=|| view! { <p class="empty">"Nothing is on this list."</p> }>
            <ol class="list" aria-label=label.clone()>{live(rows)}</ol>
        </Show>
    }
}

#[component]
fn Row(rank: u32, card: Card) -> impl IntoView {
    view! {
        <li>
            <strong>{ordinal(rank)}</strong>
            <div class="grow">
                <bdi>{card.title}</bdi>
                <Facts facts=card.facts/>
            </div>
        </li>
    }
}

/// Small quiet facts in a row.
#[component]
pub(super) fn Facts(facts: Vec<String>) -> impl IntoView {
    let facts = facts.into_iter().map(|fact| view! { <span><bdi>{fact}</bdi></span> });
    view! { <div class="facts">{facts.pieces()}</div> }
}
