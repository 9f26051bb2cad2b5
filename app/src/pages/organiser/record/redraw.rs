//! Drawing the same lists again, with a reason that everyone sees; where a public value decides, with one that is still
//! to come.

use leptos::prelude::*;
use turnwise_shared::api::Redraw as Request;
use turnwise_shared::lottery::{Phase, ValuePlan};

use super::super::act::Act;
use super::super::clock::Clock;
use super::super::close::moment::{Moment, MomentField, soonest};
use super::super::desk::desk;
use super::super::reason::WithReason;
use crate::chance;
use crate::live::callback::Callback;
use crate::live::{live, memo};
use crate::state::sealing;
use crate::state::stand::awaited;

/// Whether another draw can be allowed, and why.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Possible {
    No,
    /// A draw was made.
    Drawn,
    /// The value that counts could be known for a while, and no draw was made with it.
    Passed,
}

/// The fold-out.
#[component]
pub fn Redraw() -> impl IntoView {
    let desk = desk();
    let clock = Clock::start(desk);
    let stands = memo(move || desk.view().map(|view| (view.lottery.phase, awaited(&view.lottery))));
    let possible = memo(move || match stands.get() {
        Some((Phase::Drawn | Phase::Published, None)) => Possible::Drawn,
        Some((_, Some(value))) if value.plan.is_public() && clock.now() >= value.moment() => Possible::Passed,
        _ => Possible::No,
    });
    live(move || {
        match possible.get() {
        Possible::No => None,
        Possible::Drawn => Some(view! {
            <Form clock summary="Draw again" sentence="The same lists are drawn once more. The earlier draw stays visible to everyone, with your reason for the new one."/>
        }.into_any()),
        Possible::Passed => Some(view! {
            <Form clock summary="Draw with another value" sentence="For a value that never came, such as a draw that was called off. That nothing was drawn with the one that was named counts as a draw of its own: everyone sees it, with your reason."/>
        }.into_any()),
    }
    })
}

#[component]
fn Form(clock: Clock, summary: &'static str, sentence: &'static str) -> impl IntoView {
    let desk = desk();
    let moment = Moment::new(clock);
    let go = move |(act, reason): (Act, String)| {
        let note = desk
            .event
            .with_untracked(|event| sealing::seal_note(&event.catalogue_key, &event.id, &reason, chance::fresh()));
        let (Ok(note), Some(server), true) = (note, desk.server(), moment.fits()) else {
            return;
        };
        let moment = moment.named();
        let revision = desk.revision();
        act.run(
            desk,
            async move { server.redraw(revision, &Request { note, moment }).await },
            |_| (),
        );
    };
    let rules = untrack(|| desk.view()).map(|view| (view.lottery.rules.plan, view.lottery.rules.notice));
    let value = rules.and_then(|(plan, notice)| match plan {
        ValuePlan::Numbers { .. } => Some(view! { <MomentField moment/> }.into_any()),
        ValuePlan::Drand => {
            let sentence = memo(move || soonest(clock, plan, notice));
            Some(view! { <p>{live(move || sentence.get())}</p> }.into_any())
        }
        ValuePlan::Server | ValuePlan::OwnList => None,
    });
    view! {
        <WithReason summary sentence button="Allow another draw" on_reason=Callback::new(go)>{value}</WithReason>
    }
}
