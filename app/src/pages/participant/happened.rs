//! What happened, in words: what was changed since one's list was saved here, every draw with its reason, and the whole
//! log. The same for everyone who takes part; it names nobody.

use leptos::prelude::*;

use super::visit::{Visit, visit};
use crate::live::{Piece, Pieces, derived, live, memo};
use crate::moment;
use crate::state::fixing::fixing;
use crate::state::log::{draw_name, draws, sentence};
use crate::state::news::news;
use crate::state::opened::Opened;
use crate::ui::fold::Fold;

/// All of it.
#[component]
pub(super) fn Happened() -> impl IntoView {
    let visit = visit();
    let since = memo(move || since(visit));
    let made = memo(move || visit.opened.with(|opened| made(opened)));
    let summary = derived(move || {
        let records = visit.opened.with(|opened| opened.lottery().revision());
        format!("The whole record, in words ({records})")
    });
    view! {
        <section class="sheet stack" aria-labelledby="happened">
            <h2 id="happened">"What happened"</h2>
            {live(move || titled("Since you saved your list here", &since.get()))}
            {live(move || titled("Draws", &made.get()))}
            <Fold summary>
                <ol class="findings">{live(move || visit.opened.with(|opened| records(opened)))}</ol>
                <p class="quiet">"Everyone taking part sees the same. It names nobody."</p>
            </Fold>
        </section>
    }
}

fn titled(title: &'static str, lines: &[String]) -> Option<AnyView> {
    let rows = || {
        lines
            .iter()
            .map(|line| view! { <li><bdi>{line.clone()}</bdi></li> })
            .pieces()
    };
    (!lines.is_empty()).then(|| view! { <h3>{title}</h3> <ul class="reasons">{rows()}</ul> }.into_any())
}

/// What was changed since a list was last saved from here.
fn since(visit: Visit) -> Vec<String> {
    let Some(ranked) = visit.kept.with(|kept| kept.ranked.clone()) else {
        return Vec::new();
    };
    visit.opened.with(|opened| {
        let news = news(&ranked, &opened.lottery().rules);
        news.into_iter()
            .map(|news| news.sentence(|number| opened.title(number), moment::spoken))
            .collect()
    })
}

/// Every draw with its reason, one that is still to come included.
fn made(opened: &Opened) -> Vec<String> {
    let lottery = opened.lottery();
    let draws = draws(&lottery.log);
    let because = |record: Option<u32>| {
        let record = record.and_then(|record| lottery.log.get(record.checked_sub(1)? as usize));
        let reason = record.and_then(|record| opened.reason(record));
        reason.map(|reason| format!(", because: {reason}")).unwrap_or_default()
    };
    let mut told: Vec<String> = draws
        .iter()
        .map(|draw| {
            let came = match (draw.record, draw.published) {
                (None, _) => "not made, though its number could be known",
                (_, true) => "published",
                (_, false) => "not published",
            };
            format!("{}, {came}{}", draw_name(draw.draw), because(draw.because))
        })
        .collect();
    let next = fixing(lottery).filter(|fixing| !fixing.drawn && !draws.is_empty());
    if let Some(next) = next {
        let number = u32::try_from(draws.len()).unwrap_or(u32::MAX).saturating_add(1);
        told.push(format!(
            "{}, still to come{}",
            draw_name(number),
            because(Some(next.record))
        ));
    }
    told
}

fn records(opened: &Opened) -> Vec<AnyView> {
    let log = opened.lottery().log.iter().zip(&opened.notes);
    let rows = log.map(|(record, reason)| {
        view! {
            <li>
                <span class="quiet">{moment::spoken(record.time)}": "</span>
                {sentence(record)}
                {reason.clone().map(|reason| view! { " The reason: "<bdi>{reason}</bdi> }).piece()}
            </li>
        }
    });
    rows.pieces()
}
