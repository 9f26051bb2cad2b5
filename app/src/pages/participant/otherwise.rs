//! What would have been otherwise: from which places in line the missed choices would have been had in this draw, and
//! what thousands of other draws of the same lists would have given. Computed beside the page, from what everyone who
//! takes part can read; nothing is sent.

use leptos::prelude::*;
use turnwise_shared::forecast::{Chances, Question, Stretch, Told};
use turnwise_shared::hash::Hash32;

use crate::chance;
use crate::live::signals::{RwSignal, StoredValue};
use crate::live::{Piece, Pieces, does, live, memo};
use crate::pages::story::said;
use crate::simulation::{Heard, Simulation};
use crate::state::figures::{grouped, how_far};
use crate::state::published::Published;
use crate::state::why::otherwise::{chances, missed, question};
use crate::state::why::title;
use crate::ui::bar::{Bar, Fill};
use crate::ui::ordinal::ordinal;
use crate::ui::picture::{File, Picture, Pictured};
use crate::ui::progress::Progress;

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Idle,
    Going,
    Over,
    Cancelled,
    Failed,
}

/// A simulation and what has come of it.
#[derive(Clone, Copy)]
struct Run {
    simulation: Simulation,
    question: StoredValue<Question>,
    stand: RwSignal<Stand>,
    made: RwSignal<(u32, u32)>,
    elsewhere: RwSignal<Option<Vec<Stretch>>>,
    others: RwSignal<Option<Chances>>,
}

impl Run {
    fn new(question: Question) -> Self {
        Self {
            simulation: Simulation::new(),
            question: StoredValue::new(question),
            stand: RwSignal::new(Stand::Idle),
            made: RwSignal::new((0, 0)),
            elsewhere: RwSignal::new(None),
            others: RwSignal::new(None),
        }
    }

    fn begin(self) {
        if self.stand.get_untracked() != Stand::Idle {
            // Asked for once more: other draws.
            self.question
                .update_value(|question| question.seed = Hash32(chance::bytes()));
        }
        self.made.set((0, 0));
        self.stand.set(Stand::Going);
        self.question
            .with_value(|question| self.simulation.ask(question, move |heard| self.hear(heard)));
    }

    /// Stops; what has come stays.
    fn stop(self) {
        self.simulation.stop();
        self.stand.set(Stand::Cancelled);
    }

    fn hear(self, heard: Heard) {
        // The screen may have been left.
        if self.stand.is_disposed() {
            return;
        }
        match heard {
            Heard::Told(Told::Progress { done, of }) => self.made.set((done, of)),
            Heard::Told(Told::Elsewhere(stretches)) => self.elsewhere.set(Some(stretches)),
            Heard::Told(Told::Chances(chances)) => self.others.set(Some(chances)),
            // What is told of whole draws was not asked for.
            Heard::Told(Told::Own(_) | Told::Orders(_) | Told::Places(_)) => {}
            Heard::Over => self.stand.set(Stand::Over),
            Heard::Failed => self.stand.set(Stand::Failed),
        }
    }
}

/// The section; nothing for whoever sent no list.
#[component]
pub fn Otherwise(published: Published) -> impl IntoView {
    let Some(question) = question(&published).filter(|_| !published.drawn.choices.is_empty()) else {
        return ().into_any();
    };
    let run = Run::new(question);
    let other = published.clone();
    view! {
        <section class="sheet stack" aria-labelledby="otherwise">
            <h2 id="otherwise">"If it had come out otherwise"</h2>
            {live(move || run.elsewhere.with(|stretches| Some(line(&published, stretches.as_deref()?))))}
            {live(move || run.others.with(|others| Some(draws(&other, others.as_ref()?))))}
            <Course run/>
        </section>
    }
    .into_any()
}

/// The missed choices.
fn line(published: &Published, stretches: &[Stretch]) -> AnyView {
    let missed = missed(published, stretches);
    let missed = missed.iter().map(|sentence| view! { <li>{said(sentence)}</li> });
    view! {
        <div class="stack tight">
            <h3>"With another place in line"</h3>
            <p class="quiet">"Found by repeating this very draw with you elsewhere in line and everyone else as they were."</p>
            <ul class="reasons">{missed.pieces()}</ul>
        </div>
    }
    .into_any()
}

/// What other draws would have given.
fn draws(published: &Published, counted: &Chances) -> AnyView {
    let mut rows = vec![["Choice", "Draws", "Got in"].map(str::to_owned).to_vec()];
    let mut bars = Vec::new();
    for (rank, chance) in (1..).zip(chances(&published.drawn.choices, counted)) {
        let label = chance.activity.map_or_else(
            || "Nothing".to_owned(),
            |activity| {
                format!(
                    "{}, your {} choice",
                    title(&published.catalogue, activity),
                    ordinal(rank)
                )
            },
        );
        rows.push(vec![label.clone(), counted.draws.to_string(), chance.times.to_string()]);
        bars.push(Bar {
            label,
            amount: chance.percent,
            // Nothing is no colour: an outline.
            fill: chance.activity.map_or(Fill::Empty, |_| Fill::Whole),
            mark: None,
            words: chance.words,
        });
    }
    let picture = Picture {
        caption: "What other draws would have given you",
        subject: "Choice",
        measure: "How often",
        key: &[],
        whole: 100,
        bars,
        file: File {
            name: "other-draws.csv",
            rows,
        },
    };
    let many = grouped(counted.draws.into());
    let own_list = published.replay.seed.is_none().then(|| {
        view! { <p class="quiet">"This takes for granted that the organiser’s list was shuffled by chance, which is the organiser’s word."</p> }
    });
    view! {
        <div class="stack tight">
            <h3>"In other draws"</h3>
            <p>{format!("In {many} simulated draws of the same lists you would have got:")}</p>
            <Pictured picture/>
            <p class="quiet">"Simulated in this browser with other orders of the line; other simulations would give slightly other numbers."</p>
            {own_list.piece()}
        </div>
    }
    .into_any()
}

/// How far it is, and the button that stops it or begins again: always the same one, so that focus stays on it.
#[component]
fn Course(run: Run) -> impl IntoView {
    let stand = memo(move || run.stand.get());
    let press = move |_| {
        if run.stand.get_untracked() == Stand::Going {
            run.stop();
        } else {
            run.begin();
        }
    };
    let said = move || match stand.get() {
        Stand::Idle => {
            "Would another place in line have given you more? And what would other draws have given you? This browser can \
             work it out: it repeats this draw with you elsewhere in line, and simulates thousands of others. Nothing is sent."
        }
        Stand::Going => "Working it out…",
        Stand::Over => "Done.",
        Stand::Cancelled => "Cancelled. What had come by then stays.",
        Stand::Failed => {
            "It could not be worked out here: the connection may have been lost on the way. Your result is not touched by \
             this; try again, or reload the page."
        }
    };
    let bar = move || {
        (stand.get() == Stand::Going).then(|| view! { <Progress what="Draws simulated" made=run.made words=how_far/> })
    };
    let button = move || match stand.get() {
        Stand::Idle => "Work it out",
        Stand::Going => "Cancel",
        Stand::Over => "Simulate other draws",
        Stand::Cancelled | Stand::Failed => "Try again",
    };
    view! {
        <div class="stack tight no-print">
            {live(bar)}
            <p role="status">{live(said)}</p>
            <p><button type="button" on:click=does(press)>{live(button)}</button></p>
        </div>
    }
}
