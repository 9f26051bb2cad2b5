//! A simulation under way: what has come of it, how far it is, and how it is stopped and begun again.

use leptos::prelude::*;
use turnwise_shared::forecast::{PlaceEffects, Question, Tally, Told};
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::PassOrder;

use super::super::desk::{Desk, Live, focus};
use crate::chance;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{does, live, memo};
use crate::simulation::{Heard, Simulation};
use crate::state::figures::how_far;
use crate::state::forecast::{at_once, done, failed, is_about, lists, question, stopped, takes_long};
use crate::ui::notice::{Notice, Tone};
use crate::ui::progress::Progress;

/// How a simulation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Idle,
    Going,
    Over,
    Stopped,
    Failed,
}

/// A simulation and what has come of it.
#[derive(Clone, Copy)]
pub struct Run {
    desk: Desk,
    simulation: Simulation,
    stand: RwSignal<Stand>,
    made: RwSignal<(u32, u32)>,
    /// What was asked.
    pub asked: RwSignal<Option<Question>>,
    /// What the draw would give.
    pub own: RwSignal<Option<Tally>>,
    /// What each order of the rounds would give.
    pub orders: RwSignal<Option<Vec<(PassOrder, Tally)>>>,
    /// What a place more or fewer would change.
    pub places: RwSignal<Option<PlaceEffects>>,
}

impl Run {
    /// Nothing is simulated yet.
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            simulation: Simulation::new(),
            stand: RwSignal::new(Stand::Idle),
            made: RwSignal::new((0, 0)),
            asked: RwSignal::new(None),
            own: RwSignal::new(None),
            orders: RwSignal::new(None),
            places: RwSignal::new(None),
        }
    }

    /// Begins, unless there is so much to simulate that it takes long.
    pub fn begin_unless_large(self) {
        let (lists, activities) = self.size();
        if at_once(lists, activities) {
            self.begin();
        }
    }

    /// How many lists there are, and of how many activities.
    fn size(self) -> (usize, usize) {
        self.desk.live.with_untracked(|live| match live {
            Live::Here { view, .. } => (lists(&view.entries), view.lottery.rules.activities.len()),
            _ => (0, 0),
        })
    }

    /// Simulates the lists as they are now; what came before goes.
    fn begin(self) {
        let seed = Hash32(chance::bytes());
        let question = self.desk.live.with_untracked(|live| match live {
            Live::Here { view, .. } => Some(question(view, seed)),
            _ => None,
        });
        let Some(question) = question else { return };
        self.made.set((0, 0));
        self.own.set(None);
        self.orders.set(None);
        self.places.set(None);
        self.stand.set(Stand::Going);
        self.simulation.ask(&question, move |heard| self.hear(heard));
        self.asked.set(Some(question));
    }

    /// Stops; what has come stays.
    fn stop(self) {
        self.simulation.stop();
        self.stand.set(Stand::Stopped);
    }

    fn hear(self, heard: Heard) {
        // The screen may have been left.
        if self.stand.is_disposed() {
            return;
        }
        match heard {
            Heard::Told(Told::Progress { done, of }) => self.made.set((done, of)),
            Heard::Told(Told::Own(tally)) => self.own.set(Some(tally)),
            Heard::Told(Told::Orders(tallies)) => self.orders.set(Some(tallies)),
            Heard::Told(Told::Places(effects)) => self.places.set(Some(effects)),
            // What is told of one entry alone was not asked for.
            Heard::Told(Told::Elsewhere(_) | Told::Chances(_)) => {}
            Heard::Over => self.stand.set(Stand::Over),
            Heard::Failed => self.stand.set(Stand::Failed),
        }
    }

    /// Whether lists or places have changed since.
    fn changed(self) -> Memo<bool> {
        memo(move || {
            self.desk.live.with(|live| match live {
                Live::Here { view, .. } => self
                    .asked
                    .with(|asked| asked.as_ref().is_some_and(|asked| !is_about(asked, view))),
                _ => false,
            })
        })
    }
}

/// How far it is, and the button that stops it or begins again: always the same one, so that focus stays on it.
#[component]
pub fn Running(run: Run) -> impl IntoView {
    let stand = memo(move || run.stand.get());
    let going = move || stand.get() == Stand::Going;
    let press = move |_| {
        if run.stand.get_untracked() == Stand::Going {
            run.stop();
        } else {
            run.begin();
        }
    };
    let button = move || match stand.get() {
        Stand::Idle => "Simulate",
        Stand::Going => "Cancel",
        Stand::Over | Stand::Stopped | Stand::Failed => "Simulate again",
    };
    view! {
        <section class="sheet stack tight no-print" aria-label="Simulation">
            {live(move || going().then(|| view! { <Progress what="Draws simulated" made=run.made words=how_far/> }))}
            // Told to screen readers when it begins and ends, and not with every step.
            <p role="status">{live(move || said(run, stand.get()))}</p>
            <p><button id="simulate" type="button" class:primary=move || stand.get() == Stand::Idle on:click=does(press)>{live(button)}</button></p>
        </section>
        <Changed run/>
    }
}

/// How it stands, in words.
fn said(run: Run, stand: Stand) -> String {
    let (made, of) = run.made.get_untracked();
    match stand {
        Stand::Idle => {
            let (lists, activities) = run.size();
            takes_long(lists, activities)
        }
        Stand::Going => "Simulating…".to_owned(),
        Stand::Over => done(
            run.own.get_untracked().as_ref(),
            &run.orders.get_untracked().unwrap_or_default(),
            run.places.get_untracked().as_ref(),
        ),
        Stand::Stopped => stopped(made, of),
        Stand::Failed => failed(made, of),
    }
}

/// That the lists are not what they were, if so.
#[component]
fn Changed(run: Run) -> impl IntoView {
    let changed = run.changed();
    let begin = move |_| {
        // This button goes with what it says.
        focus("simulate");
        run.begin();
    };
    live(move || {
        changed.get().then(|| {
            view! {
                <Notice tone=Tone::Note>
                    <p>"Lists or places have changed since this began: these figures are of before."</p>
                    <p><button type="button" on:click=does(begin)>"Simulate the lists as they are now"</button></p>
                </Notice>
            }
        })
    })
}
