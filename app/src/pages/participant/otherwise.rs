//! What would have been otherwise: from which places in line the missed choices would have been had in this draw, and
//! what thousands of other draws of the same lists would have given. Computed beside the page, from what everyone who
//! takes part can read; nothing is sent.

use leptos::prelude::*;
use turnwise_shared::forecast::{Chances, Stretch, Told};

use crate::live::signals::RwSignal;
use crate::live::{Piece, Pieces, derived, does, live, memo};
use crate::pages::story::said;
use crate::simulation::{Heard, Simulation};
use crate::state::published::Published;
use crate::state::why::otherwise::{Chance, chances, missed, question};
use crate::state::why::title;
use crate::ui::bar::{Bar, Bars};
use crate::ui::notice::{Notice, Tone};
use crate::ui::ordinal::ordinal;

/// With more people than this a phone computes for many seconds: it begins when asked to.
const AT_ONCE: u32 = 5_000;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    NotBegun,
    /// So many draws of so many.
    Running(u32, u32),
    Over,
    Failed,
}

/// The section; nothing for whoever sent no list.
#[component]
pub fn Otherwise(published: Published) -> impl IntoView {
    let Some(question) = question(&published).filter(|_| !published.drawn.choices.is_empty()) else {
        return ().into_any();
    };
    let stage = RwSignal::new(Stage::NotBegun);
    let elsewhere = RwSignal::new(None::<Vec<Stretch>>);
    let others = RwSignal::new(None::<Chances>);
    let simulation = Simulation::new();
    let at_once = published.replay.instance.entries() <= AT_ONCE;
    let begin = move || {
        stage.set(Stage::Running(0, 0));
        simulation.ask(&question, move |heard| match heard {
            Heard::Told(Told::Progress { done, of }) => stage.set(Stage::Running(done, of)),
            Heard::Told(Told::Elsewhere(stretches)) => elsewhere.set(Some(stretches)),
            Heard::Told(Told::Chances(chances)) => others.set(Some(chances)),
            // Told about whole lotteries only.
            Heard::Told(Told::Own(_) | Told::Orders(_) | Told::Places(_)) => {}
            Heard::Over => stage.set(Stage::Over),
            Heard::Failed => stage.set(Stage::Failed),
        });
    };
    if at_once {
        begin();
    }
    let cancel = move || {
        simulation.stop();
        stage.set(Stage::NotBegun);
    };
    let list = published.drawn.choices.clone();
    let (for_line, for_draws) = (published.clone(), published);
    view! {
        <section class="sheet stack" aria-labelledby="otherwise">
            <h2 id="otherwise">"If it had come out otherwise"</h2>
            {live(move || elsewhere.with(|stretches| Some(line(&for_line, stretches.as_deref()?))))}
            {live(move || others.with(|others| Some(draws(&for_draws, &list, others.as_ref()?))))}
            <Course stage begin cancel/>
        </section>
    }
    .into_any()
}

/// The missed choices.
fn line(published: &Published, stretches: &[Stretch]) -> AnyView {
    let missed = missed(published, stretches);
    if missed.is_empty() {
        return view! { <p>"You got everything on your list."</p> }.into_any();
    }
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
fn draws(published: &Published, list: &[u32], counted: &Chances) -> AnyView {
    let bar = |(rank, chance): (u32, Chance)| Bar {
        label: match chance.activity {
            Some(activity) => format!(
                "{}, your {} choice",
                title(&published.catalogue, activity),
                ordinal(rank)
            ),
            None => "Nothing".to_owned(),
        },
        amount: chance.percent,
        mark: None,
        words: chance.words,
    };
    let bars: Vec<Bar> = (1..).zip(chances(list, counted)).map(bar).collect();
    let bars = derived(move || bars.clone());
    view! {
        <div class="stack tight">
            <h3>"In other draws"</h3>
            <p>"In 10,000 simulated draws of the same lists you would have got:"</p>
            <Bars caption="What 10,000 simulated draws would have given you" subject="Choice" measure="How often" bars/>
            <p class="quiet">"Simulated in this browser; another 10,000 would give slightly other numbers."</p>
        </div>
    }
    .into_any()
}

/// Progress, and what can be done about it.
#[component]
fn Course(
    stage: RwSignal<Stage>,
    begin: impl Fn() + Clone + Send + 'static,
    cancel: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let running = memo(move || matches!(stage.get(), Stage::Running(..)));
    let course = move || {
        let begin = begin.clone();
        if running.get() {
            return view! { <Running stage cancel/> }.into_any();
        }
        let failed = (stage.get() == Stage::Failed).then(|| view! {
            <Notice tone=Tone::Error>
                <p>"The draws could not be simulated here: the connection may have been lost on the way, or this browser forbids it. Your result is not touched by this."</p>
            </Notice>
        });
        let button = (stage.get() != Stage::Over).then(|| {
            view! {
                <p><button type="button" on:click=does(move |_| begin())>"Simulate 10,000 draws"</button></p>
            }
        });
        view! { {failed.piece()} {button.piece()} }.into_any()
    };
    live(course)
}

#[component]
fn Running(stage: RwSignal<Stage>, cancel: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let done = move || match stage.get() {
        Stage::Running(done, of) if of > 0 => (u64::from(done) * 100 / u64::from(of)).to_string(),
        _ => "0".to_owned(),
    };
    let words = move || match stage.get() {
        Stage::Running(done, of) if of > 0 => format!("{done} of {of} draws"),
        _ => "Beginning…".to_owned(),
    };
    view! {
        <div class="stack tight">
            <p role="status">"Simulating draws in this browser…"</p>
            <progress max="100" prop:value=done aria-label="Simulated draws"></progress>
            <p class="quiet">{live(words)}</p>
            <p><button type="button" on:click=does(move |_| cancel())>"Cancel"</button></p>
        </div>
    }
}
