//! Why: round by round, with one's own lot in the line; then the last place of each choice.

use leptos::prelude::*;

use super::otherwise::Otherwise;
use super::outcome::outcome;
use super::result::Draws;
use crate::live::{Piece, Pieces};
use crate::page::{Page, Seat};
use crate::pages::story::{said, story};
use crate::state::published::Published;
use crate::state::why::line::{Stop, backwards};
use crate::state::why::sentence::{Sentence, Voice};
use crate::state::why::whole::rounds;
use crate::state::why::{Told, title};
use crate::ui::lot::Lot;
use crate::ui::ordinal::ordinal;

/// Why one's own result is what it is.
#[component]
pub fn Outcome() -> impl IntoView {
    outcome(|published| view! { <Why published/> }.into_any())
}

#[component]
fn Why(published: Published) -> impl IntoView {
    let page = |seat| Page::Take(published.id, Some(published.number), seat).href();
    let (home, whole) = (page(Seat::Home), page(Seat::Draw));
    let told = published.told(&Voice::You);
    let found = told.story();
    let headline = found.as_ref().and_then(|found| found.headline.as_ref());
    let headline = headline.map(|headline| view! { <p class="lead">{said(headline)}</p> });
    let told_rounds = found
        .as_ref()
        .map(|found| story(found, &|pass| line(&told, pass).into_any()));
    view! {
        <h1>"Why?"</h1>
        <p><a href=home>"Back to your result"</a></p>
        <Draws published=published.clone()/>
        {headline}
        <section class="sheet stack">
            <h2>"Round by round"</h2>
            <p class="quiet">
                "In each round everybody has one turn, in line. Whoever’s turn it is gets the best thing on their list that \
                 still has a place and is not at the same time as something they have."
            </p>
            {told_rounds}
        </section>
        <Choices published=published.clone()/>
        <Otherwise published/>
        <div class="actions"><a class="button primary" href=whole>"See the whole draw"</a></div>
    }
}

/// One's own lot in the line of a round, with the lots that took the last places; the rest is counted.
fn line(told: &Told<'_>, pass: u32) -> AnyView {
    let back = backwards(told.replay, pass);
    let mut stops = told.line(pass);
    if back {
        stops.reverse();
    }
    let stops = stops.into_iter().map(|stop| match stop {
        Stop::Gap(count) => view! { <li class="between">{format!("… {count} more …")}</li> }.into_any(),
        Stop::Lot {
            position,
            number,
            own,
            last_of,
        } => {
            let last = (!last_of.is_empty()).then_some("");
            let names = last_of.iter().map(|activity| title(told.catalogue, *activity));
            let last_place = last.map(|_| Sentence::of("last place: ").names(names));
            view! {
                <li data-last=last>
                    <Lot number current=own/>
                    <span class="at">{if own { format!("you, {}", ordinal(position)) } else { ordinal(position) }}</span>
                    {last_place.map(|sentence| view! { <span class="at">{said(&sentence)}</span> }).piece()}
                </li>
            }
            .into_any()
        }
    });
    let label = if back {
        format!("The line in round {pass}, which goes from the back")
    } else {
        format!("The line in round {pass}")
    };
    view! { <ol class="line" data-back=back.then_some("") aria-label=label>{stops.pieces()}</ol> }.into_any()
}

#[component]
fn Choices(published: Published) -> impl IntoView {
    let rounds = rounds(&published.replay);
    let choices = published.told(&Voice::You).choices();
    if choices.is_empty() {
        return ().into_any();
    }
    let rows = choices.into_iter().map(|choice| {
        let mark = choice.got.then_some(" – yours");
        view! {
            <li data-got=choice.got.then_some("")>
                <span><strong>{format!("{} choice: ", ordinal(choice.rank))}</strong>
                    <bdi>{title(&published.catalogue, choice.activity)}</bdi>{mark}</span>
                <span class="quiet">{choice.fate.words(rounds)}</span>
            </li>
        }
    });
    view! {
        <section class="sheet stack">
            <h2>"The last place of each choice"</h2>
            <ol class="list fates">{rows.pieces()}</ol>
        </section>
    }
    .into_any()
}
