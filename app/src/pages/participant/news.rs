//! What has to be known before going on, above whatever screen is shown: that what is shown is not fresh,
//! that the browser keeps nothing, that something was changed, that something is gone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::error::Problem;

use super::door::Lie;
use super::keep_file::KeepFile;
use super::visit::{Stored, Visit, visit};
use crate::api::Failure;
use crate::live::{Pieces, Show, does, live, memo};
use crate::state::heads::differing;
use crate::state::kept::Alarm;
use crate::state::news::news;
use crate::state::opened::Mismatch;
use crate::ui::notice::{Notice, Tone};
use crate::{moment, text};

/// All of it; nothing where all is well.
#[component]
pub(super) fn Troubles() -> impl IntoView {
    let visit = visit();
    view! {
        {live(move || visit.stale.get().map(|failure| view! { <Stale failure/> }))}
        {live(move || visit.apart.get().map(|minutes| view! { <Notice tone=Tone::Warning><p>{differing(minutes)}</p></Notice> }))}
        {live(move || unkept(visit.stored.get()).map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }))}
        {live(move || visit.alarms.get().into_iter().map(|alarm| view! {
            <Notice tone=Tone::Error>
                <p>{alarming(visit, alarm)}</p>
                <p>"Please tell the organiser, and show them this page."</p>
            </Notice>
        }).pieces())}
        <Changed/>
    }
}

/// What the server shows does not fit together: what this device knows is needed now.
#[component]
pub(super) fn Mismatched(mismatch: Mismatch) -> impl IntoView {
    let visit = visit();
    view! {
        <Lie mismatch/>
        <p><button type="button" on:click=does(move |_| spawn_local(visit.ask_anew()))>"Try again"</button></p>
        <section class="sheet stack"><KeepFile/></section>
    }
}

fn unkept(stored: Stored) -> Option<&'static str> {
    match stored {
        Stored::Yes => None,
        Stored::Not => Some(
            "This browser keeps nothing: its storage is full or blocked. Save your list before you close this page; what is not \
             saved is lost then.",
        ),
        Stored::Beyond => Some(
            "A newer version of this page kept your list on this device. This version cannot read that, and keeps nothing over \
             it. Load the page again; if this notice stays, save your list before you close the page.",
        ),
    }
}

#[component]
fn Stale(failure: Failure) -> impl IntoView {
    let visit = visit();
    let gone = failure == Failure::Refused(Problem::NotFound);
    let words = if gone {
        "This link no longer opens a list: it was replaced by a newer one, or the draw was deleted. What you see is what was \
         there before. Ask the organiser for your new link."
            .to_owned()
    } else {
        format!("What you see may be out of date. {}", text::failure(&failure))
    };
    view! {
        <Notice tone=Tone::Warning>
            <p>{words}</p>
            <p><button type="button" on:click=does(move |_| spawn_local(visit.refresh()))>"Try again"</button></p>
        </Notice>
    }
}

fn alarming(visit: Visit, alarm: Alarm) -> String {
    match alarm {
        Alarm::Rewritten(number) => format!(
            "The record of this draw is not the one this browser was shown before: it differs at record {number} or earlier."
        ),
        Alarm::Older => {
            "The list shown for your number is older than the one you saved here, or said here to be yours.".to_owned()
        }
        Alarm::Other => {
            "The list shown for your number is not the one you saved here, or said here to be yours.".to_owned()
        }
        Alarm::Backdated(number) => {
            let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            let time = visit.opened.with(|opened| Some(opened.lottery().log.get(at?)?.time));
            format!(
                "Choosing is said to have ended, or a new draw to have been announced, at {}. But this device was still shown the \
                 record without it later than that.",
                time.map(moment::spoken).unwrap_or_default()
            )
        }
        Alarm::Public(misfit) => misfit.to_string(),
    }
}

/// What the organiser changed since this browser last looked, until it was read.
#[component]
fn Changed() -> impl IntoView {
    let visit = visit();
    let told = memo(move || {
        let seen = visit.kept.with(|kept| kept.draft.rules.clone());
        visit.opened.with(|opened| {
            let news = news(&seen, &opened.lottery().rules);
            news.into_iter()
                .map(|news| news.sentence(|number| opened.title(number), moment::spoken))
                .collect::<Vec<_>>()
        })
    });
    let reason = memo(move || last_reason(visit));
    let read = move |_| {
        let rules = visit.opened.with_untracked(|opened| opened.lottery().rules.clone());
        visit.keep(|kept| kept.draft.rules = rules);
    };
    view! {
        <Show when=move || !told.with(Vec::is_empty)>
            <Notice tone=Tone::Note>
                <p><strong>"The organiser changed something since you last looked"</strong></p>
                <ul>{live(move || told.get().into_iter().map(|told| view! { <li><bdi>{told}</bdi></li> }).pieces())}</ul>
                {live(move || reason.get().map(|reason| view! { <p>"The reason: " <bdi>{reason}</bdi></p> }))}
                <p><button type="button" on:click=does(read)>"I have read this"</button></p>
            </Notice>
        </Show>
    }
}

/// The reason of the last change of rules, if there is one.
fn last_reason(visit: Visit) -> Option<String> {
    use turnwise_shared::api::RecordEvent;
    use turnwise_shared::record::Event;
    visit.opened.with(|opened| {
        let changed = |event: &RecordEvent| matches!(event, RecordEvent::Told(Event::RulesChanged { .. }));
        let record = opened.lottery().log.iter().rfind(|record| changed(&record.event))?;
        opened.reason(record).filter(|reason| !reason.trim().is_empty())
    })
}
