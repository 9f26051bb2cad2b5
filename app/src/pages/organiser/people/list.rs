//! Everyone, found by name, class or number, in steps that a phone can show.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::hand::{Hand, focus_undo};
use super::person::Row;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{For, Pieces, does, effect, live, memo};
use crate::state::event::Stage;
use crate::state::roster::shown::{Wanted, shown};
use crate::state::roster::{self, Roster};

/// How many people are shown at once.
const STEP: usize = 100;

/// The list.
#[component]
pub(super) fn List(hand: Hand) -> impl IntoView {
    let event = hand.desk.event;
    let wanted = RwSignal::new(Wanted::default());
    let limit = RwSignal::new(STEP);
    let editing = RwSignal::new(None::<usize>);
    let roster = memo(move || event.with(|event| event.roster.clone()));
    let doubles = memo(move || roster.with(Roster::doubles));
    let numbers = memo(move || event.with(roster::fixed));
    let begun = memo(move || event.with(|event| event.stage != Stage::Draft));
    let found = memo(move || {
        let number = |person| numbers.with(|numbers| numbers.get(&person).copied());
        roster.with(|roster| wanted.with(|wanted| shown(roster, wanted, number)))
    });
    let count = memo(move || found.with(Vec::len));
    let rows = move || found.with(|found| found.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let heads = move || {
        let number = begun.get().then(|| view! { <th scope="col">"Number"</th> });
        view! {
            <tr>{number}<th scope="col">"Name"</th><th scope="col">"Class"</th><th scope="col">"Note"</th>
                <th scope="col"><span class="visually-hidden">"Change"</span></th></tr>
        }
    };
    view! {
        <section class="sheet stack" aria-labelledby="everyone">
            <h2 id="everyone">"Everyone"</h2>
            <Find wanted limit roster doubles/>
            <div class="table">
                <table>
                    <caption class="visually-hidden">"Everyone in the list"</caption>
                    <thead>{live(heads)}</thead>
                    <tbody>
                        <For each=rows key=|person| *person let:person>
                            <Row person hand editing doubles numbers begun/>
                        </For>
                    </tbody>
                </table>
                {live(move || (count.get() > limit.get()).then(|| view! {
                    <button type="button" on:click=does(move |_| limit.update(|limit| *limit += STEP))>
                        {format!("Show {} more", STEP.min(count.get() - limit.get()))}
                    </button>
                }))}
            </div>
            {live(move || (count.get() == 0).then(|| view! { <p class="quiet">"Nobody like that."</p> }))}
            {live(move || (!begun.get()).then(|| view! { <Clear hand numbers/> }))}
        </section>
    }
}

#[component]
fn Find(
    wanted: RwSignal<Wanted>,
    limit: RwSignal<usize>,
    roster: Memo<Roster>,
    doubles: Memo<Vec<usize>>,
) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Wanted)| {
        wanted.update(|wanted| change(wanted));
        limit.set(STEP);
    };
    let classes = memo(move || {
        let names = roster.with(|roster| roster.sizes().into_iter().map(|class| class.name).collect::<Vec<_>>());
        if names.len() > 1 { names } else { Vec::new() }
    });
    // A class that is gone, or doubles that are no more, must not go on hiding everyone else.
    effect(move || {
        let gone = wanted.with_untracked(|wanted| {
            let class = wanted.class.as_ref();
            class.is_some_and(|class| classes.with(|names| !names.contains(class)))
        });
        if gone {
            wanted.update(|wanted| wanted.class = None);
        }
        if doubles.with(Vec::is_empty) && wanted.with_untracked(|wanted| wanted.doubles) {
            wanted.update(|wanted| wanted.doubles = false);
        }
    });
    let options = move || {
        let named = classes.get().into_iter().enumerate().map(|(place, name)| {
            let title = if name.is_empty() {
                "No class".to_owned()
            } else {
                name.clone()
            };
            let selected = move || wanted.with(|wanted| wanted.class.as_ref() == Some(&name));
            view! { <option value=place.to_string() selected=selected>{title}</option> }
        });
        view! { <option value="">"All classes"</option>{named.pieces()} }
    };
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        let class = place.and_then(|place| classes.with_untracked(|names| names.get(place).cloned()));
        change(&|wanted| wanted.class.clone_from(&class));
    };
    view! {
        <div class="cluster">
            <div class="field grow">
                <label for="find-people">"Find a name or number"</label>
                <input id="find-people" type="search" autocomplete="off" prop:value=move || wanted.with(|wanted| wanted.text.clone())
                    on:input=does(move |event| { let text = event_target_value(&event); change(&|wanted| wanted.text.clone_from(&text)); })/>
            </div>
            {live(move || (!classes.with(Vec::is_empty)).then(|| view! {
                <div class="field">
                    <label for="find-class">"Class"</label>
                    <select id="find-class" on:change=does(choose)>{live(options)}</select>
                </div>
            }))}
        </div>
        {live(move || (!doubles.with(Vec::is_empty)).then(|| view! {
            <label class="choice">
                <input type="checkbox" prop:checked=move || wanted.with(|wanted| wanted.doubles)
                    on:change=does(move |event| { let only = event_target_checked(&event); change(&|wanted| wanted.doubles = only); })/>
                <span>{live(move || format!("Only names that stand twice in a class ({})", doubles.with(Vec::len)))}</span>
            </label>
        }))}
    }
}

/// Starting the list afresh, while nobody has a number.
#[component]
fn Clear(hand: Hand, numbers: Memo<BTreeMap<usize, u32>>) -> impl IntoView {
    let clear = move |_| {
        if hand.change("Everyone was removed.".to_owned(), |_| Roster::default()) {
            focus_undo();
        }
    };
    live(move || {
        numbers.with(BTreeMap::is_empty).then(|| {
            view! { <p><button type="button" class="danger" on:click=does(clear)>"Remove everyone"</button></p> }
        })
    })
}
