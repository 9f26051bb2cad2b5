//! The check before closing: everything worth a look, by name, before it cannot be changed any more.

use leptos::prelude::*;
use turnwise_shared::api::Close as Request;
use turnwise_shared::lottery::{Rules, ValuePlan};

use super::super::act::{Act, Sure};
use super::super::changes::SendChanges;
use super::super::clock::Clock;
use super::super::desk::desk;
use super::moment::{Moment, MomentField, soonest};
use crate::live::callback::Callback;
use crate::live::{Pieces, derived, live, memo};
use crate::state::check::Check;
use crate::state::event::Event;
use crate::state::settings::span;
use crate::state::stand::{added, closing_from};
use crate::state::why::taking_part;
use crate::ui::notice::{Notice, Tone};
use crate::{moment, text};

/// While choosing is open: the check, and closing.
#[component]
pub fn StillOpen() -> impl IntoView {
    let desk = desk();
    let clock = Clock::start(desk);
    let act = Act::new();
    let moment = Moment::new(clock);
    let from = memo(move || desk.view().map_or(0, |view| closing_from(&view.lottery)));
    let early = memo(move || clock.now() < from.get());
    let unfit = memo(move || moment.fault().is_some());
    let close = move |()| {
        let Some(server) = desk.server() else { return };
        if !moment.fits() {
            return;
        }
        let moment = moment.named();
        let revision = desk.revision();
        act.run(
            desk,
            async move { server.close(revision, &Request { moment }).await },
            |_| (),
        );
    };
    let consequence = derived(move || {
        let silent = desk
            .view()
            .map_or(0, |view| view.entries.iter().filter(|entry| entry.version == 0).count());
        let who = match silent {
            0 => "Everyone has sent a list.".to_owned(),
            1 => "1 person has not sent a list and will get no place.".to_owned(),
            _ => format!("{silent} people have not sent a list and will get no place."),
        };
        format!(
            "{who} After closing nobody can change a list. Until the draw you can open again, with a reason that everyone sees."
        )
    });
    view! {
        <SendChanges/>
        <CheckPage/>
        <Deciding clock moment/>
        {live(move || if early.get() {
            view! { <NotYet from=from.get() clock/> }.into_any()
        } else {
            view! {
                <div class="actions">
                    {act.problem()}
                    {live(move || if unfit.get() {
                        view! { <p class="quiet">"Closing waits for the moment above."</p> }.into_any()
                    } else {
                        view! {
                            <Sure label="Close" confirm="Close now" primary=true busy=act.busy consequence on_yes=Callback::new(close)/>
                        }.into_any()
                    })}
                </div>
            }.into_any()
        })}
    }
}

/// Why it cannot be closed yet, and from when on.
#[component]
fn NotYet(from: u64, clock: Clock) -> impl IntoView {
    let notice = desk().view().map_or(0, |view| view.lottery.rules.notice);
    let left = memo(move || moment::until(clock.now(), from));
    view! {
        <Notice tone=Tone::Note>
            <p>
                <strong>{format!("It can be closed from {} on", moment::spoken(from))}</strong>
                {live(move || format!(" ({}).", left.get()))}
            </p>
            <p>{format!(
                "Opened, or changed, less than {0} ago: everyone has {0} of notice of the rules and texts in force before the lists \
                 are fixed.",
                span(notice)
            )}</p>
        </Notice>
    }
}

/// Where a public value decides: which one it will be, if it is closed now.
#[component]
fn Deciding(clock: Clock, moment: Moment) -> impl IntoView {
    let desk = desk();
    let asked = memo(move || {
        desk.view()
            .map(|view| (view.lottery.rules.plan, view.lottery.rules.notice))
    });
    live(move || {
        let (plan, notice) = asked.get()?;
        if !plan.is_public() {
            return None;
        }
        let inside = if matches!(plan, ValuePlan::Numbers { .. }) {
            view! { <MomentField moment/> }.into_any()
        } else {
            let sentence = memo(move || soonest(clock, plan, notice));
            view! { <p>{live(move || sentence.get())}</p> }.into_any()
        };
        Some(view! {
            <section class="sheet stack" aria-labelledby="deciding">
                <h2 id="deciding">"What will decide the order"</h2>
                {inside}
            </section>
        })
    })
}

/// What the lists look like now.
#[component]
fn CheckPage() -> impl IntoView {
    let desk = desk();
    live(move || {
        let view = desk.view()?;
        let check = Check::new(&view.lottery.rules, &view.entries);
        let order = text::pass_order(view.lottery.rules.pass_order);
        let source = match view.lottery.rules.plan {
            ValuePlan::Server => "the server draws it",
            ValuePlan::OwnList => "you upload your own shuffled list",
            ValuePlan::Drand => "a public random number decides it",
            ValuePlan::Numbers { .. } => "numbers drawn in public decide it",
        };
        Some(desk.event.with(|event| {
            view! {
                <section class="sheet stack">
                    <h2>"Before you close"</h2>
                    <ul class="findings">
                        <li>{taking_part(check.people, added(&view.lottery))}</li>
                        <li>{format!("{} of {} people have sent a list.", check.answered, check.people)}</li>
                        <li>{format!("{} places are wanted, {} are there.", check.wanted, check.places)}</li>
                        <li>{format!("The order: {source}, then {order}.")}</li>
                        <Unwanted event=event.clone() check=check.clone() rules=view.lottery.rules.clone()/>
                    </ul>
                </section>
                <Silent event=event.clone() check=check.clone()/>
                <Few event=event.clone() title="One choice only" entries=check.one_choice.clone()
                    sentence="If it is full when their turn comes, they get nothing. You may want to ask them for more."/>
                <Few event=event.clone() title="An empty list" entries=check.empty_list.clone()
                    sentence="They saved a list without any choice, and get nothing."/>
            }
        }))
    })
}

fn title(event: &Event, activity: u32) -> String {
    let catalogue = event.catalogue();
    let title = catalogue
        .activity(activity)
        .map(|text| text.title.clone())
        .unwrap_or_default();
    format!("{activity} {title}")
}

#[component]
fn Unwanted(event: Event, check: Check, rules: Rules) -> impl IntoView {
    let unwanted = check.unwanted.iter().map(|activity| {
        view! { <li>"Nobody chose "<bdi>{title(&event, *activity)}</bdi>"."</li> }
    });
    let too_few = check.too_few.iter().map(|(activity, count)| {
        let minimum = rules
            .activity(*activity)
            .map(|activity| format!(" of at least {}", activity.minimum))
            .unwrap_or_default();
        view! {
            <li>
                <bdi>{title(&event, *activity)}</bdi>
                {format!(" is on {count} lists{minimum}: it cannot run.")}
            </li>
        }
    });
    view! { {unwanted.pieces()} {too_few.pieces()} }
}

#[component]
fn Silent(event: Event, check: Check) -> impl IntoView {
    let classes = check.no_list.iter().map(|(group, entries)| {
        let class = event.catalogue().group(*group).to_owned();
        let names = entries
            .iter()
            .map(|entry| event.name(*entry))
            .collect::<Vec<_>>()
            .join(", ");
        view! {
            <li>
                <strong><bdi>{if class.is_empty() { "Everyone".to_owned() } else { class }}</bdi></strong>
                {format!(" ({}): ", entries.len())}<bdi>{names}</bdi>
            </li>
        }
    });
    (check.silent() > 0).then(|| {
        view! {
            <details class="sheet" open=check.silent() <= 12>
                <summary>{format!("No list yet: {}", check.silent())}</summary>
                <ul class="findings">{classes.pieces()}</ul>
            </details>
        }
    })
}

#[component]
fn Few(event: Event, title: &'static str, entries: Vec<u32>, sentence: &'static str) -> impl IntoView {
    (!entries.is_empty()).then(|| {
        let names = entries
            .iter()
            .map(|entry| event.name(*entry))
            .collect::<Vec<_>>()
            .join(", ");
        view! {
            <details class="sheet">
                <summary>{format!("{title}: {}", entries.len())}</summary>
                <p>{sentence}</p>
                <p><bdi>{names}</bdi></p>
            </details>
        }
    })
}
