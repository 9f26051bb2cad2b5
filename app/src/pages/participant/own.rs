//! Whether the list that is shown is the one this browser saved, in one sentence on every visit. Once the lists are fixed,
//! the record that anyone can read is fetched without a word about who asks, and compared.

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::Phase;

use super::visit::{Visit, visit};
use crate::api::Failure;
use crate::live::signals::RwSignal;
use crate::live::{does, effect, live, memo};
use crate::state::draft::Relation;
use crate::state::fixing::fixing;
use crate::state::kept::own::{Own, Stage};
use crate::state::recorded::{Compared, compare};
use crate::ui::notice::{Notice, Tone};
use crate::{moment, text};

/// What came of comparing with the public record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recorded {
    /// The fingerprint of the record that fixes the list.
    head: Hash32,
    came: Result<Compared, Failure>,
}

/// The result for a list that is taken, or fixed and not drawn with yet.
#[component]
pub(super) fn OwnList() -> impl IntoView {
    let visit = visit();
    let fixed = memo(move || {
        visit
            .opened
            .with(|opened| fixing(opened.lottery()).map(|fixing| fixing.head))
    });
    // Asked once for each record that fixes the lists; and, while that came to nothing, whenever the record grows.
    let revision = memo(move || visit.opened.with(|opened| opened.lottery().revision()));
    effect(move || {
        revision.track();
        let settled = visit.recorded.with_untracked(|recorded| {
            let recorded = recorded.as_ref()?;
            matches!(recorded.came, Ok(Compared::Fits | Compared::Misfit(_))).then_some(recorded.head)
        });
        if fixed.get().is_some_and(|head| settled != Some(head)) {
            spawn_local(look(visit));
        }
    });
    let stage = memo(move || {
        let Some(fixing) = visit.opened.with(|opened| fixing(opened.lottery())) else {
            return Stage::Open;
        };
        let recorded = visit.recorded.get().filter(|recorded| recorded.head == fixing.head);
        match recorded.map(|recorded| recorded.came) {
            Some(Ok(Compared::Fits)) => {
                let to_come = |at: &u64| !fixing.drawn && *at > visit.clock.get();
                let until = fixing.moment().filter(to_come).map(moment::spoken);
                Stage::Recorded { until }
            }
            _ => Stage::Unrecorded,
        }
    });
    view! {
        {live(move || said(visit, &stage.get()))}
        {live(move || fixed.get().and_then(|_| visit.recorded.get()).and_then(|recorded| came(visit, recorded.came)))}
        <WasThatYou/>
    }
}

/// The same for a list that was drawn with, where the draw was repeated here.
#[component]
pub(super) fn OwnListDrawn() -> impl IntoView {
    let visit = visit();
    view! {
        {live(move || said(visit, &Stage::Repeated))}
        <WasThatYou/>
    }
}

/// One's own list, as far as it was compared.
fn own(visit: Visit) -> Own {
    visit
        .opened
        .with(|opened| visit.kept.with(|kept| kept.own(&opened.view.line)))
}

/// The sentence; none beside an alarm, or while what is shown may be out of date.
fn said(visit: Visit, stage: &Stage) -> Option<AnyView> {
    let doubtful = !visit.alarms.with(Vec::is_empty) || visit.stale.with(Option::is_some);
    let own = own(visit);
    let sentence = own.sentence(stage).filter(|_| !doubtful)?;
    let tone = if own.is_checked(stage) { Tone::Good } else { Tone::Note };
    Some(view! { <Notice tone><p>{sentence}</p></Notice> }.into_any())
}

/// Asks for the public record and compares.
async fn look(visit: Visit) {
    let head = |visit: Visit| {
        visit
            .opened
            .try_with_untracked(|opened| fixing(opened.lottery()).map(|fixing| fixing.head))
    };
    let answer = visit.server().record().await;
    // The page may have been left, or choosing opened again, while the answer was on its way.
    let Some(Some(head)) = head(visit) else { return };
    let came = answer.map(|public| {
        visit
            .opened
            .with_untracked(|opened| compare(opened.lottery(), &opened.view.line, &public))
    });
    visit.recorded.set(Some(Recorded { head, came }));
}

/// What has to be said beside the sentence: that something does not fit, or that it is to be asked for again.
fn came(visit: Visit, came: Result<Compared, Failure>) -> Option<AnyView> {
    let again = move |_| spawn_local(look(visit));
    let words = match came {
        Ok(Compared::Fits) => return None,
        Ok(Compared::Misfit(misfit)) => {
            let alarm = view! {
                <Notice tone=Tone::Error>
                    <p>{misfit.to_string()}</p>
                    <p>"Please tell the organiser, and show them this page."</p>
                </Notice>
            };
            return Some(alarm.into_any());
        }
        Ok(Compared::Later) => {
            "The record that everyone can read is newer or older than what is shown here.".to_owned()
        }
        Err(failure) => format!(
            "The record that everyone can read did not come. {}",
            text::failure(&failure)
        ),
    };
    let view = view! {
        <p class="quiet">{words}</p>
        <p><button type="button" on:click=does(again)>"Compare again"</button></p>
    };
    Some(view.into_any())
}

/// A newer list that was not saved from here: a question, and what follows from the answer.
#[component]
fn WasThatYou() -> impl IntoView {
    let visit = visit();
    let denied = RwSignal::new(false);
    // Where the draft differs as well, the choice between the two lists asks the same.
    let asked = memo(move || {
        let open = visit.opened.with(|opened| opened.lottery().phase == Phase::Open);
        own(visit) == Own::Newer && !(open && visit.relation.get() == Relation::Parted)
    });
    let confirm = move |_| {
        let line = visit.opened.with_untracked(|opened| opened.view.line.clone());
        visit.keep(|kept| kept.claimed = Some(line));
    };
    live(move || {
        asked.get().then(|| {
            view! {
                <Notice tone=Tone::Note>
                    <p><strong>"This list was saved from somewhere else. Was that you?"</strong></p>
                    <p>
                        "It is newer than the one that was last saved on this device: from another device with the same link, or by \
                         the organiser from paper."
                    </p>
                    {live(move || denied.get().then(|| view! {
                        <p role="status">
                            "Then somebody else has your link. Tell the organiser, who can give you a new one; as long as choosing \
                             is open, save your own list again."
                        </p>
                    }))}
                    <p class="cluster">
                        <button type="button" on:click=does(confirm)>"Yes, this list is mine"</button>
                        <button type="button" on:click=does(move |_| denied.set(true))>"No"</button>
                    </p>
                </Notice>
            }
        })
    })
}
