//! From when on a public value counts: the first round after the notice, or the moment that the organiser names for
//! numbers, which is not before it either.

use leptos::prelude::*;
use turnwise_shared::lottery::ValuePlan;

use super::super::clock::Clock;
use super::super::desk::desk;
use crate::live::signals::{Memo, RwSignal};
use crate::live::{Piece, does, live, memo};
use crate::moment::{from_field, spoken, to_field};
use crate::state::public::words::when;

/// From when on a value would count, were it named now, in a sentence.
pub fn soonest(clock: Clock, plan: ValuePlan, notice: u32) -> String {
    let moment = plan.moment(plan.due(clock.now(), notice));
    format!(
        "If you do it now, the first public random number (drand) made {} or later decides. Which one that is, is on the record \
         from then on.",
        spoken(moment)
    )
}

/// The moment before which no number counts, as it is being chosen.
#[derive(Clone, Copy)]
pub struct Moment {
    /// What was chosen; none for the earliest.
    chosen: RwSignal<Option<u64>>,
    /// The earliest, to the minute that begins after it.
    earliest: Memo<u64>,
    /// Whether numbers decide at all.
    asked: Memo<bool>,
}

impl Moment {
    /// What was announced, as long as it is not too soon; else the earliest.
    pub fn new(clock: Clock) -> Self {
        let desk = desk();
        let rules = memo(move || {
            desk.view()
                .map(|view| (view.lottery.rules.plan, view.lottery.rules.notice))
        });
        let asked = memo(move || rules.with(|rules| matches!(rules, Some((ValuePlan::Numbers { .. }, _)))));
        let earliest = memo(move || {
            let notice = rules.with(|rules| rules.map_or(0, |(_, notice)| notice));
            let from = clock.now().saturating_add(u64::from(notice));
            from.div_ceil(60) * 60
        });
        let announced = desk.event.with_untracked(|event| event.settings.numbers.told.moment);
        let chosen = announced.filter(|announced| *announced >= earliest.get_untracked());
        Self {
            chosen: RwSignal::new(chosen),
            earliest,
            asked,
        }
    }

    /// What is wrong with it.
    pub fn fault(self) -> Option<String> {
        let earliest = self.earliest.get();
        let early = self.asked.get() && self.chosen.get().is_some_and(|chosen| chosen < earliest);
        early.then(|| {
            format!(
                "This is too soon: nobody may know the numbers before the notice has passed. The earliest is {}.",
                spoken(earliest)
            )
        })
    }

    /// Whether it can be sent as it is.
    pub fn fits(self) -> bool {
        let earliest = self.earliest.get_untracked();
        !self.asked.get_untracked() || self.chosen.get_untracked().is_none_or(|chosen| chosen >= earliest)
    }

    /// What is to be sent; none for the earliest, and where no numbers are asked for.
    pub fn named(self) -> Option<u64> {
        self.chosen.get_untracked().filter(|_| self.asked.get_untracked())
    }
}

/// Choosing the moment.
#[component]
pub fn MomentField(moment: Moment) -> impl IntoView {
    let desk = desk();
    let Moment { chosen, earliest, .. } = moment;
    let told = desk
        .event
        .with_untracked(|event| event.settings.public_numbers().cloned());
    let passed = told
        .as_ref()
        .and_then(|told| told.moment)
        .filter(|announced| *announced < earliest.get_untracked());
    let meant = told.map(|told| match when(&told, spoken) {
        Some(when) => format!("Announced: “{}”, drawn {when}.", told.what),
        None => format!("Announced: “{}”.", told.what),
    });
    view! {
        {meant.map(|meant| view! { <p><bdi>{meant}</bdi></p> }).piece()}
        {passed.map(|_| view! {
            <p class="problem">
                "The announced moment comes too soon by now, so those numbers cannot count any more. Choose the moment of a later \
                 draw, and tell people which."
            </p>
        }).piece()}
        <div class="field">
            <label for="value-moment">"No number drawn before this moment counts"</label>
            <input id="value-moment" type="datetime-local" aria-describedby="value-moment-hint value-moment-problem"
                prop:value=move || chosen.get().map(to_field).unwrap_or_default()
                aria-invalid=move || moment.fault().map(|_| "true")
                on:change=does(move |ev| chosen.set(from_field(&event_target_value(&ev))))/>
            <p id="value-moment-hint" class="hint">
                "The first such draw from then on decides. Left empty, it is the earliest possible: "
                {live(move || spoken(earliest.get()))}"."
            </p>
            <p id="value-moment-problem" class="problem" aria-live="polite">{live(move || moment.fault())}</p>
        </div>
    }
}
