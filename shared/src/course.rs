//! The course of a log: in which order records can follow each other, and which value of the named kind counts for each.
//! A whole file is checked by it ([`crate::transcript`]), and so is what a browser is shown before anything is published.

use crate::lottery::{PassOrder, Rules, ValuePlan};
use crate::record::Event;

/// What cannot be in a log. Records are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// This record is dated before the one above it.
    Time(u32),
    /// This record needs a reason and has none.
    Reason(u32),
    /// This record cannot stand where it stands.
    Sequence(u32),
    /// No rules can have this plan with this notice.
    Weak,
    /// This record names another kind of value than the rules.
    Plan(u32),
    /// This record names another public value than its time and the notice ask for.
    Due(u32),
    /// This record closes before the notice since the last change of rules had passed.
    Notice(u32),
    /// This draw was made before its value could be known.
    Early(u32),
}

/// A record, as far as its place in the log goes.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// UTC seconds.
    pub time: u64,
    /// What happened; none for a draw whose value is withheld.
    pub event: Option<&'a Event>,
    /// Whether it has a reason.
    pub reason: bool,
}

impl Step<'_> {
    fn draws(&self) -> bool {
        matches!(self.event, None | Some(Event::Drawn { .. }))
    }
}

/// How far a log has come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    stage: Stage,
    /// UTC second of the last record.
    time: u64,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Unopened,
    Open,
    /// A list is fixed and waits for its draw.
    Fixed {
        /// Whether there was a draw before.
        drawn: bool,
        plan: ValuePlan,
        due: u64,
    },
    /// Drawn; numbers can be corrected.
    Drawn(ValuePlan),
    Published(ValuePlan),
}

impl Course {
    /// Before the first record.
    pub(crate) fn new() -> Self {
        Self {
            stage: Stage::Unopened,
            time: 0,
        }
    }

    /// Goes on by the record with this number.
    pub(crate) fn step(&mut self, number: u32, step: Step<'_>) -> Result<(), Slip> {
        if step.time < self.time {
            return Err(Slip::Time(number));
        }
        let needs_reason = step.event.is_some_and(Event::needs_note) || self.stage.corrects(&step);
        if needs_reason && !step.reason {
            return Err(Slip::Reason(number));
        }
        self.stage = self.stage.after(&step).ok_or(Slip::Sequence(number))?;
        self.time = step.time;
        Ok(())
    }

    /// Whether a draw at this second would come before its value can be known.
    fn is_early(&self, time: u64) -> bool {
        matches!(self.stage, Stage::Fixed { plan, due, .. } if time < plan.moment(due))
    }
}

impl Stage {
    /// Whether this event enters once more what was drawn before.
    fn corrects(self, step: &Step<'_>) -> bool {
        matches!(self, Self::Drawn(_) | Self::Published(_)) && step.draws()
    }

    /// After this record; none if it cannot stand here.
    fn after(self, step: &Step<'_>) -> Option<Self> {
        if step.draws() {
            return match self {
                Self::Fixed { plan, .. }
                | Self::Drawn(plan @ ValuePlan::Numbers { .. })
                | Self::Published(plan @ ValuePlan::Numbers { .. }) => Some(Self::Drawn(plan)),
                _ => None,
            };
        }
        match (self, step.event?) {
            (Self::Unopened, Event::Opened { .. })
            | (Self::Open, Event::RulesChanged { .. } | Event::EntriesAdded { .. })
            | (Self::Fixed { drawn: false, .. }, Event::Reopened) => Some(Self::Open),
            (Self::Unopened, _) => None,
            (stage, Event::LinkReplaced) => Some(stage),
            (Self::Open, &Event::Closed { plan, due, .. }) => Some(Self::Fixed {
                drawn: false,
                plan,
                due,
            }),
            // A value that could be known and was not entered is let pass, for all to see.
            (Self::Fixed { drawn, plan, due }, &Event::Redraw { plan: next, due: named })
                if plan.is_known(due, step.time) =>
            {
                Some(Self::Fixed {
                    drawn,
                    plan: next,
                    due: named,
                })
            }
            (Self::Drawn(_) | Self::Published(_), &Event::Redraw { plan, due }) => {
                Some(Self::Fixed { drawn: true, plan, due })
            }
            (Self::Drawn(plan), Event::Published) => Some(Self::Published(plan)),
            _ => None,
        }
    }
}

/// Whether rules can have this plan with this notice, and this order of rounds.
pub(crate) fn is_sound(rules: &Rules) -> bool {
    rules.has_fitting_notice() && rules.plan.is_strong() && !is_impossible(rules)
}

/// An own list gives one order, and no second one for another round.
pub(crate) fn is_impossible(rules: &Rules) -> bool {
    rules.pass_order == PassOrder::Reshuffle && rules.plan == ValuePlan::OwnList
}

/// Whether the record with this number, of this second, names the value that plan and notice ask for.
pub(crate) fn names(number: u32, rules: Option<&Rules>, time: u64, plan: ValuePlan, due: u64) -> Result<(), Slip> {
    let rules = rules.filter(|rules| rules.plan == plan).ok_or(Slip::Plan(number))?;
    let asked = plan.due(time, rules.notice);
    let fits = match plan {
        ValuePlan::Numbers { .. } => due >= asked,
        ValuePlan::OwnList | ValuePlan::Server | ValuePlan::Drand => due == asked,
    };
    if fits { Ok(()) } else { Err(Slip::Due(number)) }
}

/// Whether the notice had passed since the last change of rules when choosing ended with the record of this number.
pub(crate) fn keeps_notice(number: u32, rules: Option<&Rules>, since: u64, time: u64) -> Result<(), Slip> {
    let notice = rules.map_or(0, |rules| u64::from(rules.notice));
    if time < since.saturating_add(notice) {
        return Err(Slip::Notice(number));
    }
    Ok(())
}

/// Follows a log, or as much of one as there is, under the rules in force: plan and notice are those of all versions, for they
/// can never change. Heads and texts are not looked at.
///
/// # Errors
/// The first thing that cannot be.
pub fn follow<'a>(rules: &Rules, log: impl Iterator<Item = Step<'a>>) -> Result<(), Slip> {
    if !is_sound(rules) {
        return Err(Slip::Weak);
    }
    let (mut course, mut since) = (Course::new(), 0);
    for (number, step) in (1..).zip(log) {
        if step.draws() && course.is_early(step.time) {
            return Err(Slip::Early(number));
        }
        course.step(number, step)?;
        match step.event {
            Some(Event::Opened { .. } | Event::RulesChanged { .. }) => since = step.time,
            Some(&Event::Closed { plan, due, .. }) => {
                names(number, Some(rules), step.time, plan, due)?;
                keeps_notice(number, Some(rules), since, step.time)?;
            }
            Some(&Event::Redraw { plan, due }) => names(number, Some(rules), step.time, plan, due)?,
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
