//! Between the end of choosing and the results: the list as it counts, what happens next, and when.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use turnwise_shared::lottery::{Phase, ValuePlan};

use super::happened::Happened;
use super::keep_file::KeepFile;
use super::leave::Leave;
use super::list::ReadOnly;
use super::own::OwnList;
use super::saved::{Receipt, made_your_link};
use super::saving::{Saving, Trouble};
use super::visit::{Visit, visit};
use super::welcome;
use crate::live::signals::RwSignal;
use crate::live::{Show, derived, does, live, memo};
use crate::state::calendar::Reminder;
use crate::state::draft::Relation;
use crate::state::fixing::fixing;
use crate::state::kept::own::Own;
use crate::state::public::words::due;
use crate::ui::download;
use crate::ui::notice::{Notice, Tone};
use crate::{chance, moment, parts};

/// At what time of a day the reminder stands.
const HOUR: &str = "T17:00";

/// Waiting.
#[component]
pub fn Waiting() -> impl IntoView {
    let visit = visit();
    let choices = derived(move || visit.opened.with(|opened| opened.view.line.choices.clone()));
    let saved = move || visit.opened.with(|opened| opened.view.line.version > 0);
    // After a draw that does not count any more, the next one is waited for.
    let made = memo(move || {
        visit
            .opened
            .with(|opened| fixing(opened.lottery()).is_some_and(|fixing| fixing.drawn))
    });
    view! {
        <h1>{live(move || if made.get() { "The draw has been made" } else { "Choosing is over" })}</h1>
        <Late/>
        <p>{live(move || if made.get() { MADE.to_owned() } else { next(visit) })}</p>
        {live(move || visit.opened.with(|opened| welcome::results(opened)).map(|results| view! {
            <p class="lead">"Results: " <bdi>{results}</bdi></p>
        }))}
        <p>"They come by this same link. We cannot write to you."</p>
        <OwnList/>
        <section class="sheet stack">
            <h2>"Your list"</h2>
            <Show when=saved fallback=|| view! { <p class="empty">"You sent no list: you take part in the draw, but get no place."</p> }>
                <ReadOnly choices label="Your list as it counts"/>
                {made_your_link()}
                <Receipt/>
            </Show>
            <KeepFile/>
        </section>
        {parts::waiting_words()}
        <Happened/>
        {live(move || visit.opened.with(welcome::contact))}
        <Leave/>
        <Calendar/>
    }
}

/// What stays on this device because it came too late.
#[component]
fn Late() -> impl IntoView {
    let visit = visit();
    let mine = derived(move || visit.kept.with(|kept| kept.draft.choices.clone()));
    let reopening = memo(move || visit.opened.with(|opened| opened.lottery().phase != Phase::Drawn));
    let too_late = move || visit.saving.with(|saving| *saving == Saving::Trouble(Trouble::Over));
    view! {
        <Show when=move || visit.relation.get() != Relation::Same && !replaced(visit)>
            <Notice tone=Tone::Warning>
                <p>
                    {live(move || if too_late() {
                        "Your last changes arrived after choosing ended, so they do not count."
                    } else {
                        "Your last changes on this device were not saved before choosing ended, so they do not count."
                    })}
                    " What counts is the list below. "
                    {live(move || reopening.get().then_some("If that is not what you want, ask the organiser: as long as nothing is drawn, choosing can be opened again."))}
                </p>
            </Notice>
            <section class="sheet stack">
                <h2>"Not saved, on this device"</h2>
                <ReadOnly choices=mine label="The list that was not saved"/>
            </section>
        </Show>
    }
}

/// Whether what stands on this device was saved, and then replaced from elsewhere: that was not late.
fn replaced(visit: Visit) -> bool {
    visit.kept.with(|kept| {
        let saved = kept
            .saved
            .last()
            .is_some_and(|saved| saved.choices == kept.draft.choices);
        let own = visit.opened.with(|opened| kept.own(&opened.view.line));
        saved && matches!(own, Own::Newer | Own::Claimed)
    })
}

/// What is said once the draw was made.
const MADE: &str =
    "The organiser has the result before them and publishes it next. Then you see here what you got, and why.";

/// What is said before.
fn next(visit: Visit) -> String {
    let (plan, public) = visit.opened.with(|opened| {
        let (lottery, numbers) = (opened.lottery(), opened.catalogue.numbers.as_ref());
        let public = fixing(lottery).and_then(|fixing| due(fixing.plan, fixing.due, numbers, moment::spoken));
        (lottery.rules.plan, public)
    });
    let source = match plan {
        ValuePlan::OwnList => "the organiser shuffles a list of all numbers".to_owned(),
        ValuePlan::Server => "the server draws the order".to_owned(),
        ValuePlan::Drand | ValuePlan::Numbers { .. } => {
            let which = public.unwrap_or_else(|| "a public number".to_owned());
            format!("the order follows from {which}")
        }
    };
    format!(
        "Nothing can be changed any more. Next, {source}; then the organiser publishes the result, and you see here what you \
         got, and why."
    )
}

/// A date for one's own calendar. The organiser tells it in words, so the day is chosen here.
#[component]
fn Calendar() -> impl IntoView {
    let visit = visit();
    let day = RwSignal::new(
        visit
            .opened
            .with_untracked(|opened| suggested(&opened.catalogue.results)),
    );
    let problem = RwSignal::new(None::<&'static str>);
    let told = RwSignal::new(None::<String>);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(at) = moment::from_field(&format!("{}{HOUR}", day.get_untracked())) else {
            problem.set(Some("Choose a day first."));
            return;
        };
        problem.set(None);
        let done = download::offer("results.ics", "text/calendar", &reminder(visit, at).file());
        let spoken = moment::spoken(at);
        told.set(Some(if done {
            format!("Open the file “results.ics”: it holds {spoken}.")
        } else {
            format!("This browser does not save files. Note it yourself: {spoken}.")
        }));
    };
    view! {
        <form id="calendar" class="field" novalidate on:submit=does(add)>
            <label for="remind">"The day to look here again"</label>
            <input
                id="remind"
                type="date"
                prop:value=move || day.get()
                on:input=does(move |event| day.set(event_target_value(&event)))
                aria-describedby="remind-problem"
                aria-invalid=move || problem.get().map(|_| "true")
            />
            <p id="remind-problem" class="problem" aria-live="polite">
                {live(move || problem.get())}
            </p>
            <p role="status">{live(move || told.get())}</p>
        </form>
        <div class="actions">
            <button type="submit" form="calendar" class="primary">
                "Add the date to my calendar"
            </button>
        </div>
    }
}

/// The organiser's words as a day, where they are one.
fn suggested(results: &str) -> String {
    let has_year = results
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4);
    let at = if has_year { moment::from_field(results) } else { None };
    at.map(moment::to_field)
        .and_then(|field| field.get(..10).map(str::to_owned))
        .unwrap_or_default()
}

fn reminder(visit: Visit, at: u64) -> Reminder {
    let title = visit.opened.with_untracked(|opened| opened.catalogue.title.clone());
    Reminder {
        id: format!("{}-{}@turnwise", visit.id, visit.entry),
        at,
        written: chance::now(),
        title: format!("Results: {title}"),
        // Not the link itself: calendars are shared more easily than messages.
        about: format!("Open your personal link again. Your number is {}.", visit.entry),
    }
}
