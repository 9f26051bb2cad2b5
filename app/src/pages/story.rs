//! An explanation on the page, the same for whoever reads it: participants in the second person, the
//! organiser by name. Typed names are isolated, so that one running from right to left disturbs nothing.

use leptos::prelude::*;

use crate::live::signals::StoredValue;
use crate::live::{Piece, Pieces};
use crate::state::why::round::Round;
use crate::state::why::sentence::{Part, Sentence};
use crate::state::why::{Earlier, Story};
use crate::ui::fold::Fold;

/// The most reasons that stand in one paragraph; more become a list.
const IN_A_PARAGRAPH: usize = 2;

/// A sentence.
pub fn said(sentence: &Sentence) -> Vec<AnyView> {
    let parts = sentence.parts().iter().cloned().map(|part| match part {
        Part::Words(words) => words.into_any(),
        Part::Name(name) => view! { <bdi>{name}</bdi> }.into_any(),
    });
    parts.pieces()
}

/// One round; `line` is what stands between its heading and its sentences.
pub fn round(round: &Round, line: AnyView) -> AnyView {
    let outcome = said(&round.outcome);
    let reasons = if round.passed_over.len() <= IN_A_PARAGRAPH {
        let reasons = round.passed_over.iter().map(|reason| view! { {said(reason)} " " });
        view! { <p>{reasons.pieces()}{outcome}</p> }.into_any()
    } else {
        let reasons = round.passed_over.iter().map(|reason| view! { <li>{said(reason)}</li> });
        view! {
            <ul class="reasons">{reasons.pieces()}</ul>
            <p>{outcome}</p>
        }
        .into_any()
    };
    view! {
        <li data-took=round.took.map(|_| "")>
            <h3>{said(&round.opening)}</h3>
            {line}
            {reasons}
        </li>
    }
    .into_any()
}

/// Handings-out that did not count, each folded away under the sentence that says why.
pub fn earlier(earlier: &[Earlier]) -> Vec<AnyView> {
    let folds = earlier.iter().cloned().map(|earlier| {
        let rounds = StoredValue::new(earlier.rounds);
        let closed = said(&earlier.closed);
        let steps = move || rounds.with_value(|rounds| rounds.iter().map(|step| round(step, ().into_any())).pieces());
        let empty = rounds.with_value(Vec::is_empty);
        view! {
            <div class="stack tight">
                <p>{closed}</p>
                {(!empty).then(|| view! {
                    <Fold summary="How it went before that">
                        <ol class="rounds">{steps()}</ol>
                    </Fold>
                }).piece()}
            </div>
        }
    });
    folds.pieces()
}

/// A whole explanation; `line` gives what stands in each round that counts.
pub fn story(story: &Story, line: &dyn Fn(u32) -> AnyView) -> AnyView {
    let rounds = story.rounds.iter().map(|step| round(step, line(step.pass)));
    let rounds = (!story.rounds.is_empty()).then(|| view! { <ol class="rounds">{rounds.pieces()}</ol> });
    let ending = story.ending.iter().map(|sentence| view! { <p>{said(sentence)}</p> });
    view! {
        {earlier(&story.earlier)}
        {rounds}
        {ending.pieces()}
    }
    .into_any()
}
