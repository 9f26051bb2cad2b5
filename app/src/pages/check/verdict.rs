//! What came of a check: each of them with its sentence, the verdict, and the eight words.

use leptos::prelude::*;

use super::run::Run;
use crate::live::signals::StoredValue;
use crate::live::{Piece, Pieces, live, memo};
use crate::state::checking::{Compared, KEPT, about, beside, compared, counts, unchecked, whose_word};
use crate::ui::notice::{Notice, Tone};
use crate::ui::ordinal::ordinal;
use crate::verification::told::{How, Line, Verdict};

/// The checks so far, each with its sentence.
#[component]
pub fn Lines(run: Run) -> impl IntoView {
    let fault = move || {
        run.verdict
            .with(|verdict| verdict.as_ref().and_then(|verdict| verdict.fault.clone()))
    };
    let rest = memo(move || {
        run.verdict.with(|verdict| {
            let verdict = verdict.as_ref()?;
            let kept = run.kept.with_untracked(Option::is_some);
            unchecked(&verdict.fault.as_ref()?.check, verdict.beacons, kept)
        })
    });
    let rows = move || {
        let of = |line: Line, right| row(about(&line.check), line.sentence, right);
        let passed = run.passed.get().into_iter().map(|line| of(line, true));
        let kept = run.verdict.with(|verdict| verdict.as_ref().and_then(kept));
        let rows = passed.chain(fault().map(|line| of(line, false)));
        rows.chain(kept).pieces()
    };
    view! {
        <ol class="sheet checks">{live(rows)}</ol>
        {live(move || rest.get().map(|rest| view! { <p class="quiet">{rest}</p> }))}
    }
}

/// The comparison with what a device kept.
fn kept(verdict: &Verdict) -> Option<AnyView> {
    let (right, _) = beside(verdict)?;
    let beside = verdict.kept.as_ref().filter(|kept| kept.how != How::Nothing)?;
    let sentence = beside.sentence.clone();
    Some(row(KEPT, sentence, right))
}

fn row(about: &'static str, sentence: String, right: bool) -> AnyView {
    let (state, sign, word) = if right {
        ("right", "✓", "Right")
    } else {
        ("wrong", "✗", "Wrong")
    };
    view! {
        <li data-state=state>
            <span class="sign" aria-hidden="true">{sign}</span>
            <span>
                <strong>{about}</strong>
                <span class="visually-hidden">{format!(" ({word})")}</span>
                <span class="says">{sentence}</span>
            </span>
        </li>
    }
    .into_any()
}

/// The verdict, and the words if there are any.
#[component]
pub fn Shown(run: Run) -> impl IntoView {
    run.verdict.get_untracked().map(|verdict| {
        if verdict.fault.is_some() {
            wrong(&verdict)
        } else {
            right(run, verdict)
        }
    })
}

fn wrong(verdict: &Verdict) -> AnyView {
    let stated = counts(verdict);
    view! {
        <Notice tone=Tone::Error>
            <p><strong>"This record is not consistent: do not rely on it."</strong></p>
            <p>
                "Either this file was damaged or changed on its way, or the draw was not made as it says. Have somebody else who \
                 takes part fetch the record, and check theirs: if it says the same, ask the organiser about it."
            </p>
            <p class="quiet">{format!("In this file: {stated}")}</p>
        </Notice>
    }
    .into_any()
}

fn right(run: Run, verdict: Verdict) -> AnyView {
    let stated = counts(&verdict);
    let word = whose_word(&verdict.decided);
    let fits = fits(&verdict, stated);
    let of = (verdict.draws + verdict.missed) as usize;
    let (draws, again) = (StoredValue::new(verdict.words), verdict.again);
    let compared = memo(move || draws.with_value(|draws| run.typed.with(|text| compared(text, draws, of, &again))));
    let same = memo(move || compared.get() == Compared::Same);
    let said = move || {
        let compared = compared.get();
        let tone = match (same.get(), compared.is_wrong()) {
            (true, _) => Tone::Good,
            (_, true) => Tone::Error,
            _ => Tone::Note,
        };
        compared
            .said()
            .map(|sentence| view! { <Notice tone><p>{sentence}</p></Notice> })
    };
    view! {
        {fits}
        <section class="sheet stack" aria-labelledby="words">
            <h2 id="words">"Eight words"</h2>
            {live(move || draws.with_value(|draws| spoken(draws, of)))}
            {live(said)}
            {live(move || (!same.get()).then(|| view! {
                <p>
                    "Whether it is the draw you took part in, the words can tell: compare them with those that everyone was shown \
                     when choosing was over. A file can fit together and be made up all the same."
                </p>
            }))}
            <p class="quiet">{word}</p>
        </section>
    }
    .into_any()
}

/// That everything in the file fits together, and how that compares with what a device kept.
fn fits(verdict: &Verdict, stated: String) -> AnyView {
    match beside(verdict) {
        Some((false, sentence)) => {
            let unlike = verdict.kept.as_ref().is_some_and(|kept| kept.how == How::Unlike);
            let tone = if unlike { Tone::Error } else { Tone::Warning };
            let whom = unlike.then(|| view! { <p>"Show the organiser both files, and compare the eight words with somebody else who takes part."</p> });
            view! {
                <Notice tone>
                    <p><strong>{sentence}</strong></p>
                    {whom.piece()}
                    <p>{stated}</p>
                </Notice>
            }
            .into_any()
        }
        fits => {
            let kept = fits.map(|(_, sentence)| view! { <p>{sentence}</p> });
            view! {
                <Notice tone=Tone::Good>
                    <p><strong>"This record is consistent: everything in this file fits together."</strong></p>
                    {kept.piece()}
                    <p>{stated}</p>
                </Notice>
            }
            .into_any()
        }
    }
}

/// The words of every draw, the last one's large.
fn spoken(draws: &[Vec<String>], of: usize) -> Vec<AnyView> {
    let several = draws.len() > 1;
    let first = (of + 1).saturating_sub(draws.len());
    let rows = (first..).zip(draws).map(|(number, words)| {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let heading = several.then(|| view! { <h3>{format!("Of the {} draw", ordinal(number))}</h3> });
        let words = words.iter().map(|word| view! { <li lang="en">{word.clone()}</li> });
        view! { {heading.piece()} <ol class="fingerprint">{words.pieces()}</ol> }.into_any()
    });
    rows.collect()
}
