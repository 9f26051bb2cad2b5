//! Whether the list that is shown is the one this browser saved, in one sentence on every visit. Once the lists are fixed,
//! the record that anyone can read is fetched without a word about who asks, and compared.

use leptos::prelude::*;
use leptos::task::spawn_local;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::Phase;

use super::visit::{Visit, visit};
use crate::api::Failure;
use crate::live::signals::{Memo, RwSignal, Signal};
use crate::live::{derived, does, effect, live, memo};
use crate::state::draft::Relation;
use crate::state::fixing::fixing;
use crate::state::kept::Alarm;
use crate::state::kept::own::{Own, Stage};
use crate::state::recorded::{Compared, compare};
use crate::ui::notice::{Notice, Tone};
use crate::{moment, text};

/// How often the public record is asked for while what is shown here moves on.
const TRIES: u32 = 3;

/// What came of comparing with the public record.
#[derive(Clone, Debug, PartialEq)]
struct Recorded {
    /// The fingerprint of the record that fixes the list.
    head: Hash32,
    came: Result<Compared, Failure>,
}

/// How comparing goes, for every screen.
#[derive(Clone, Copy)]
struct Comparing {
    /// What came of it last.
    recorded: RwSignal<Option<Recorded>>,
    /// Whether the record is being asked for.
    busy: RwSignal<bool>,
}

/// That of the visit that is shown, which [`compare_from_now_on`] provides.
fn comparing() -> Option<Comparing> {
    use_context()
}

/// Compares with the public record as long as the page is open, whichever screen is shown and whether anything is drawn or not:
/// once for each record that fixes the lists; and, while that came to nothing, whenever the record grows.
pub(super) fn compare_from_now_on(visit: Visit) {
    let revision = memo(move || visit.opened.with(|opened| opened.lottery().revision()));
    let fixed = fixed(visit);
    let comparing = Comparing {
        recorded: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    provide_context(comparing);
    effect(move || {
        revision.track();
        let settled = comparing.recorded.with_untracked(|recorded| {
            let recorded = recorded.as_ref()?;
            matches!(recorded.came, Ok(Compared::Fits | Compared::Misfit(_))).then_some(recorded.head)
        });
        if fixed.get().is_some_and(|head| settled != Some(head)) {
            spawn_local(look(visit, comparing));
        }
    });
}

/// The fingerprint of the record that fixes the lists.
fn fixed(visit: Visit) -> Memo<Option<Hash32>> {
    memo(move || {
        visit
            .opened
            .with(|opened| fixing(opened.lottery()).map(|fixing| fixing.head))
    })
}

/// The result for a list that is taken, or fixed and not drawn with yet.
#[component]
pub(super) fn OwnList() -> impl IntoView {
    let visit = visit();
    let fixed = fixed(visit);
    let comparing = comparing();
    let recorded = move || comparing.and_then(|comparing| comparing.recorded.get());
    let stage = memo(move || {
        let Some(fixing) = visit.opened.with(|opened| fixing(opened.lottery())) else {
            return Stage::Open;
        };
        let recorded = recorded().filter(|recorded| recorded.head == fixing.head);
        match recorded.map(|recorded| recorded.came) {
            Some(Ok(Compared::Fits)) => {
                let to_come = |at: &u64| !fixing.drawn && *at > visit.clock.get();
                let until = fixing.moment().filter(to_come).map(moment::spoken);
                Stage::Recorded { until }
            }
            _ => Stage::Unrecorded,
        }
    });
    let said = said(visit, stage.into());
    view! {
        {live(move || said.get().map(shown))}
        {live(move || fixed.get().and_then(|_| recorded()).and_then(|recorded| came(visit, comparing?, recorded.came)))}
        <WasThatYou/>
    }
}

/// The same for a list that was drawn with, where the draw was repeated here.
#[component]
pub(super) fn OwnListDrawn() -> impl IntoView {
    let visit = visit();
    let said = said(visit, derived(|| Stage::Repeated));
    view! {
        {live(move || said.get().map(shown))}
        <WasThatYou/>
    }
}

/// One's own list, as far as it was compared.
fn own(visit: Visit) -> Own {
    visit
        .opened
        .with(|opened| visit.kept.with(|kept| kept.own(&opened.view.line)))
}

/// The sentence, and whether it says that all is well; none beside an alarm, or while what is shown may be out of date.
fn said(visit: Visit, stage: Signal<Stage>) -> Memo<Option<(String, bool)>> {
    memo(move || {
        let doubtful = !visit.alarms.with(Vec::is_empty) || visit.stale.with(Option::is_some);
        let own = own(visit);
        stage.with(|stage| {
            let sentence = own.sentence(stage).filter(|_| !doubtful)?;
            Some((sentence, own.is_checked(stage)))
        })
    })
}

fn shown((sentence, checked): (String, bool)) -> AnyView {
    let tone = if checked { Tone::Good } else { Tone::Note };
    view! { <Notice tone><p>{sentence}</p></Notice> }.into_any()
}

/// Asks for the public record and compares. What does not fit is kept, and stands above every screen from then on.
async fn look(visit: Visit, comparing: Comparing) {
    if comparing.busy.try_get_untracked() != Some(false) {
        return;
    }
    comparing.busy.set(true);
    for _ in 0..TRIES {
        let asked = visit.revision();
        let answer = visit.server().record().await;
        // The page may have been left, or choosing opened again, while the answer was on its way.
        let Some(now) = visit.revision() else { return };
        if asked != Some(now) {
            continue;
        }
        let came = answer.map(|public| {
            visit
                .opened
                .with_untracked(|opened| compare(opened.lottery(), &opened.view.line, &public))
        });
        if let Ok(Compared::Misfit(misfit)) = came {
            visit.keep(|kept| kept.misfit = Some(misfit));
            let alarm = Alarm::Public(misfit);
            if !visit.alarms.with_untracked(|alarms| alarms.contains(&alarm)) {
                visit.alarms.update(|alarms| alarms.push(alarm));
            }
        }
        let fixing = visit.opened.with_untracked(|opened| fixing(opened.lottery()));
        comparing.recorded.set(fixing.map(|fixing| Recorded {
            head: fixing.head,
            came,
        }));
        break;
    }
    comparing.busy.set(false);
}

/// What has to be said beside the sentence: that it is to be asked for again. What does not fit stands above every screen.
fn came(visit: Visit, comparing: Comparing, came: Result<Compared, Failure>) -> Option<AnyView> {
    // The public record may be newer than what is shown here: then that is asked for first.
    let again = move |_| {
        spawn_local(async move {
            visit.refresh().await;
            look(visit, comparing).await;
        });
    };
    let words = match came {
        Ok(Compared::Fits | Compared::Misfit(_)) => return None,
        Ok(Compared::Later) => {
            "The record that everyone can read is newer or older than what is shown here.".to_owned()
        }
        Err(failure) => format!(
            "The record that everyone can read did not come. {}",
            text::failure(&failure)
        ),
    };
    let busy = move || comparing.busy.get();
    let view = view! {
        <p class="quiet" role="status">{live(move || if busy() { "Comparing…".to_owned() } else { words.clone() })}</p>
        <p><button type="button" aria-disabled=move || busy().to_string() on:click=does(again)>"Compare again"</button></p>
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
                            "Then the organiser entered it, or somebody else has your link. Ask the organiser, who can give you a \
                             new one."
                            {live(move || visit.takes_lists().then_some(" You can save your own list again now."))}
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
