//! Putting the list in order, and saving it. What clashes is told beside each row, and each time at which
//! nothing was chosen below; nothing is forbidden.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use leptos_router::NavigateOptions;

use super::list::Facts;
use super::saving::{self, Saving, Trouble};
use super::visit::{Visit, visit};
use crate::app::use_navigate;
use crate::live::callback::Callback;
use crate::live::signals::{Memo, RwSignal, Signal};
use crate::live::{Pieces, Show, derived, does, live, memo};
use crate::page::Seat;
use crate::state::advice::{self, AtTime};
use crate::state::card::{self, Card};
use crate::state::draft::Relation;
use crate::text;
use crate::ui::dialog::Dialog;
use crate::ui::notice::{Notice, Tone};
use crate::ui::ordinal::ordinal;
use crate::ui::rank_list::{RankList, Rows};

/// The list.
#[component]
pub fn Order() -> impl IntoView {
    let visit = visit();
    let order = memo(move || visit.kept.with(|kept| kept.draft.choices.clone()));
    let name = move |number: u32| visit.opened.with(|opened| opened.title(number));
    let rows = Rows {
        order: order.into(),
        name: Callback::new(name),
        words: Callback::new(move |number| view! { <Words number order/> }.into_any()),
        on_order: Callback::new(move |order| {
            visit.change("The order was changed.".to_owned(), |draft| draft.choices = order);
        }),
        on_remove: Callback::new(move |number| {
            let words = untrack(|| format!("{} was taken off the list.", name(number)));
            visit.change(words, |draft| draft.toggle(number));
        }),
    };
    let is_empty = move || order.with(Vec::is_empty);
    view! {
        <h1>"Put your list in order"</h1>
        <p>"The top one is what you want most. " {live(move || visit.opened.with(|opened| advice::limit(&opened.lottery().rules)))}</p>
        {live(move || visit.opened.with(|opened| advice::advice(&opened.lottery().rules)).into_iter().map(|said| view! { <p class="quiet">{said}</p> }).pieces())}
        <Show when=move || !is_empty() fallback=|| view! { <p class="empty">"Nothing is on your list yet."</p> }>
            <RankList rows label="Your list"/>
        </Show>
        <Undo/>
        <Times order/>
        <p><a href=visit.href(Seat::Choose)>"Add or take off activities"</a></p>
        <Save empty=derived(is_empty)/>
    }
}

#[component]
fn Words(number: u32, order: Memo<Vec<u32>>) -> impl IntoView {
    let visit = visit();
    let card = memo(move || visit.opened.with(|opened| Card::new(opened, number)));
    let clashes = memo(move || {
        let ranks = order.with(|order| {
            let index = order.iter().position(|choice| *choice == number).unwrap_or(order.len());
            visit
                .opened
                .with(|opened| advice::clashes(&opened.lottery().rules, order, index))
        });
        let names: Vec<String> = ranks.into_iter().map(ordinal).collect();
        (!names.is_empty()).then(|| format!("at the same time as your {}", names.join(", ")))
    });
    let foreign = move || {
        visit.opened.with(|opened| {
            let activity = opened.lottery().rules.activity(number);
            !activity.is_some_and(|activity| activity.open_to(opened.view.line.group))
        })
    };
    view! {
        <bdi>{live(move || card.get().title)}</bdi>
        {live(move || view! { <Facts facts=card.get().facts/> })}
        {live(move || clashes.get().map(|words| view! { <p class="small"><em>{words}</em></p> }))}
        {live(move || foreign().then(|| view! { <p class="problem">"This is no longer open to you: take it off the list."</p> }))}
    }
}

#[component]
fn Undo() -> impl IntoView {
    let visit = visit();
    let last = move || visit.undo.with(|undo| undo.last().map(|(words, _)| words.clone()));
    live(move || {
        last().map(|words| {
            view! {
                <div class="undo">
                    <span role="status">{words}</span>
                    <button type="button" on:click=does(move |_| visit.take_back())>"Undo"</button>
                </div>
            }
        })
    })
}

/// A line per time, where times matter.
#[component]
fn Times(order: Memo<Vec<u32>>) -> impl IntoView {
    let visit = visit();
    let lines = memo(move || {
        visit.opened.with(|opened| {
            let times = order.with(|order| advice::times(&opened.lottery().rules, opened.view.line.group, order));
            times
                .into_iter()
                .map(|at| (at.choices == 0, line(&card::time(opened, at.slot), at)))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <ul class="times" aria-label="Your choices at each time">
                {live(move || lines.get().into_iter().map(|(none, words)| view! {
                    <li data-state=none.then_some("none")><bdi>{words}</bdi></li>
                }).pieces())}
            </ul>
        </Show>
    }
}

fn line(time: &str, at: AtTime) -> String {
    match at.choices {
        0 => format!("{time}: none yet, so you cannot get a place then."),
        count => format!("{time}: {count} on your list"),
    }
}

/// The one act of this screen, and whatever stands in its way.
#[component]
fn Save(empty: Signal<bool>) -> impl IntoView {
    let visit = visit();
    let go = use_navigate();
    let asking = RwSignal::new(false);
    let act = Callback::new(move |()| {
        asking.set(false);
        let go = go.clone();
        spawn_local(async move {
            if saving::save(visit).await {
                go(&visit.href(Seat::Saved), NavigateOptions::default());
            } else {
                // On a phone, what went wrong may stand below the edge.
                request_animation_frame(show_trouble);
            }
        });
    });
    let busy = move || visit.saving.with(|saving| *saving == Saving::Busy);
    let press = move |_| {
        if busy() {
            return;
        }
        if empty.get_untracked() {
            asking.set(true);
        } else {
            act.run(());
        }
    };
    let parted = move || visit.relation.get() == Relation::Parted;
    view! {
        <div id=TROUBLE class="stack" tabindex="-1">
            {live(move || match visit.saving.get() {
                Saving::Trouble(trouble) => Some(view! { <Notice tone=Tone::Error><p>{words(&trouble)}</p></Notice> }),
                Saving::Idle | Saving::Busy => None,
            })}
            {live(move || parted().then(|| view! { <super::parted::Parted/> }))}
        </div>
        <Show when=move || !parted()>
            <div class="actions">
                <button type="button" class="primary" aria-disabled=move || busy().then_some("true") on:click=does(press)>
                    {live(move || label(visit, busy(), empty.get()))}
                </button>
            </div>
        </Show>
        <Dialog open=asking title="Save an empty list?">
            <p>"You want none of these activities: you take part in the draw, but get no place. You can change it until choosing ends."</p>
            <p class="answers">
                <button type="button" on:click=does(move |_| asking.set(false))>"Back to the list"</button>
                <button type="button" class="primary" on:click=does(move |_| act.run(()))>"I want none of these"</button>
            </p>
        </Dialog>
    }
}

/// Where what went wrong stands.
const TROUBLE: &str = "save-trouble";

fn show_trouble() {
    let element = document().get_element_by_id(TROUBLE);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.scroll_into_view();
        // What cannot take focus leaves it where it was.
        let _ = element.focus();
    }
}

fn label(visit: Visit, busy: bool, empty: bool) -> String {
    match (busy, empty) {
        (true, _) => "Saving…".to_owned(),
        (false, true) => format!("Save an empty list for {}", visit.entry),
        (false, false) => format!("Save the list for {}", visit.entry),
    }
}

fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoAnswer(failure) => format!(
            "It is not known whether your list was saved. It is kept here: press Save once more, it cannot be saved twice. {}",
            text::failure(failure)
        ),
        Trouble::News => {
            "Not saved yet: the organiser changed something while you were choosing. It stands at the top of this page. Your \
             list is as you left it: look once more, then save."
                .to_owned()
        }
        Trouble::Over => "Choosing ended before your list arrived.".to_owned(),
        Trouble::Fault => "Something on your list can no longer be chosen. It is marked: take it off, then save.".to_owned(),
        Trouble::Refused(failure) => format!("Not saved; your list is kept here. {}", text::failure(failure)),
    }
}
