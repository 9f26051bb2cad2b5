//! Progress: who has sent a list and who has not, what is wanted, how long it still goes, and the lists that
//! come on paper. Names stand only here: the server knows numbers. Made for a phone as well.

mod answered;
mod demand;
mod paper;
mod remind;

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use turnwise_shared::lottery::Phase;
use turnwise_shared::sorted;

use super::desk::{Desk, Live, desk, focus};
use super::open::key_file;
use super::waiting::Waiting;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{does, live, memo};
use crate::page::{Desk as Screen, Page};
use crate::state::paper::{Findable, everyone};
use crate::state::progress::Progress as Count;
use crate::ui::notice::{Notice, Tone};
use crate::{chance, moment, text};

/// How often what is said about time is said anew.
const TICK: Duration = Duration::from_secs(30);

/// Progress.
#[component]
pub fn Progress() -> impl IntoView {
    let desk = desk();
    let here = memo(move || desk.live.with(|live| matches!(live, Live::Here { .. })));
    view! {
        <h1>"Progress"</h1>
        <super::changes::SendChanges/>
        {live(move || if here.get() { view! { <Here/> }.into_any() } else { view! { <Waiting/> }.into_any() })}
    }
}

/// What the parts of this screen share.
#[derive(Clone, Copy)]
struct Shared {
    /// Who has answered.
    count: Memo<Count>,
    /// Everyone with a number, as listed.
    people: Memo<Vec<Findable>>,
    /// The same by number.
    by_number: Memo<BTreeMap<u32, Findable>>,
}

impl Shared {
    fn new(desk: Desk) -> Self {
        let count = memo(move || {
            desk.live.with(|live| match live {
                Live::Here { view, .. } => Count::new(&view.entries),
                _ => Count::default(),
            })
        });
        let people = memo(move || desk.event.with(everyone));
        let by_number =
            memo(move || people.with(|people| sorted::map(people.iter().map(|person| (person.entry, person.clone())))));
        Self {
            count,
            people,
            by_number,
        }
    }
}

#[component]
fn Here() -> impl IntoView {
    let desk = desk();
    let shared = Shared::new(desk);
    let open = memo(move || desk.phase() == Some(Phase::Open));
    let reminding = RwSignal::new(false);
    let silent = move || shared.count.with(|count| !count.silent.is_empty());
    let remind = move |_| {
        reminding.set(true);
        request_animation_frame(|| focus("remind"));
    };
    let close = desk
        .event
        .with_untracked(|event| Page::Organise(event.id, Screen::Close).href());
    view! {
        <Stale/>
        <Times/>
        <answered::Answered shared/>
        {live(move || open.get().then(|| view! { <paper::Paper shared/> }))}
        {live(move || (open.get() && reminding.get()).then(|| view! { <remind::Remind shared/> }))}
        <answered::Silent shared/>
        <demand::Demand/>
        <div class="actions">
            {live(move || if open.get() && silent() {
                view! { <button type="button" class="primary" on:click=does(remind)>"Remind"</button> }.into_any()
            } else {
                view! { <a class="button primary" href=close.clone()>"To closing and drawing"</a> }.into_any()
            })}
        </div>
    }
}

/// That what is shown may be old, if it may.
#[component]
fn Stale() -> impl IntoView {
    let desk = desk();
    let stale = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { stale, .. } => stale.clone(),
            _ => None,
        })
    });
    live(move || {
        stale.get().map(|failure| {
            view! {
                <Notice tone=Tone::Warning>
                    <p><strong>"This may not be up to date. "</strong>{text::failure(&failure)}</p>
                </Notice>
            }
        })
    })
}

/// Until when, and how old the key file is.
#[component]
fn Times() -> impl IntoView {
    let desk = desk();
    let now = RwSignal::new(chance::now());
    let ticking = set_interval_with_handle(move || now.set(chance::now()), TICK);
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let closes_at = memo(move || {
        desk.live.with(|live| match live {
            Live::Here { view, .. } => view.lottery.rules.closes_at,
            _ => None,
        })
    });
    let ends = move || match (desk.phase(), closes_at.get()) {
        (Some(Phase::Open), None) => "Choosing ends when you close it.".to_owned(),
        (Some(Phase::Open), Some(at)) if at > now.get() => {
            format!(
                "Choosing ends {}, {}.",
                moment::until(now.get(), at),
                moment::spoken(at)
            )
        }
        (Some(Phase::Open), Some(at)) => format!(
            "Choosing ended {}; it is closed with your next step.",
            moment::spoken(at)
        ),
        (Some(phase), _) => format!("Now: {}.", text::phase(phase)),
        (None, _) => String::new(),
    };
    let file = move || {
        now.track();
        key_file::age(desk)
    };
    view! {
        <div class="stack tight">
            <p>{live(ends)}</p>
            <p class="quiet">{live(file)}</p>
        </div>
    }
}
