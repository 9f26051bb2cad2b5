//! The check list before opening: what is there, what is worth a second look, and what is missing, each with
//! the way to where it is decided.

use leptos::prelude::*;

use super::super::desk::desk;
use crate::live::{Pieces, live, memo};
use crate::page::Page;
use crate::state::event::Event;
use crate::state::opening::{self, Point, State};
use crate::{chance, moment};

fn points(event: &Event) -> Vec<Point> {
    opening::points(event, chance::now(), moment::spoken)
}

/// Whether nothing is missing at this moment.
pub fn complete_now(event: &Event) -> bool {
    opening::complete(&points(event))
}

/// The list.
#[component]
pub fn Points() -> impl IntoView {
    let desk = desk();
    let id = desk.event.with_untracked(|event| event.id);
    let points = memo(move || desk.event.with(points));
    let verdict = move || match points
        .get()
        .iter()
        .filter(|point| point.state == State::Missing)
        .count()
    {
        0 => "Nothing is missing.".to_owned(),
        1 => "1 thing is missing before the draw can be opened.".to_owned(),
        many => format!("{many} things are missing before the draw can be opened."),
    };
    let line = move |point: Point| {
        let (name, sign, word) = match point.state {
            State::Fine => ("fine", "✓", "Fine: "),
            State::Look => ("look", "!", "Look twice: "),
            State::Missing => ("missing", "✗", "Missing: "),
        };
        view! {
            <li data-state=name>
                <span class="sign" aria-hidden="true">{sign}</span>
                <span class="grow"><span class="visually-hidden">{word}</span><bdi>{point.sentence}</bdi></span>
                <a href=Page::Organise(id, point.screen).href()>{point.screen.title()}</a>
            </li>
        }
    };
    view! {
        <section class="sheet stack" aria-labelledby="open-points">
            <h2 id="open-points" tabindex="-1">"Is everything there?"</h2>
            <p>{live(verdict)}</p>
            <ul class="list points">{live(move || points.get().into_iter().map(line).pieces())}</ul>
        </section>
    }
}
