//! The log: every head follows from the one before it, and the records follow each other as they can.

use super::{Fault, Transcript};
use crate::hash::Hash32;
use crate::lottery::ValuePlan;
use crate::record::{Event, first_head, head};

impl Transcript {
    pub(super) fn log(&self) -> Result<(), Fault> {
        let (mut before, mut time) = (first_head(&self.lottery), 0);
        let mut stage = Stage::Unopened;
        for (number, record) in (1..).zip(&self.log) {
            if record.head != head(&before, number, record.time, &record.note, &record.event) {
                return Err(Fault::Head(number));
            }
            if record.time < time {
                return Err(Fault::Time(number));
            }
            let needs_note = record.event.needs_note() || stage.corrects(&record.event);
            if needs_note && record.note == Hash32::ZERO {
                return Err(Fault::Reason(number));
            }
            let after = stage.after(&record.event, record.time);
            stage = after.ok_or(Fault::Sequence(number))?;
            (before, time) = (record.head, record.time);
        }
        match self.log.last() {
            Some(last) if last.event == Event::Published => Ok(()),
            _ => Err(Fault::Unpublished),
        }
    }
}

/// How far the log has come.
#[derive(Clone, Copy)]
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

impl Stage {
    /// Whether this event enters once more what was drawn before.
    fn corrects(self, event: &Event) -> bool {
        matches!(
            (self, event),
            (Self::Drawn(_) | Self::Published(_), Event::Drawn { .. })
        )
    }

    /// After this event at this second; none if it cannot happen now.
    fn after(self, event: &Event, time: u64) -> Option<Self> {
        match (self, event) {
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
                if plan.is_known(due, time) =>
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
            (
                Self::Fixed { plan, .. }
                | Self::Drawn(plan @ ValuePlan::Numbers { .. })
                | Self::Published(plan @ ValuePlan::Numbers { .. }),
                Event::Drawn { .. },
            ) => Some(Self::Drawn(plan)),
            (Self::Drawn(plan), Event::Published) => Some(Self::Published(plan)),
            _ => None,
        }
    }
}
