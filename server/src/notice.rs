//! Time that has to pass where a public value decides: the notice between the last change of rules and closing, and
//! between a record and the moment of the value it names. All times are those of records, so that whoever reads them
//! finds the same.

use turnwise_shared::api::MAX_DAYS;
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::ValuePlan;

use crate::error::Failure;
use crate::rows::{Attempted, Lottery};

impl Lottery {
    /// UTC second of a record written now: none is dated before the one in front of it.
    pub fn next_time(&self, now: u64) -> u64 {
        now.max(self.time)
    }

    /// UTC second from which choosing may end; 0 where no public value decides.
    pub fn closes_from(&self) -> u64 {
        if self.plan.is_public() {
            self.rules_time.saturating_add(u64::from(self.notice))
        } else {
            0
        }
    }

    /// Which value a closed or redraw record of this second names: numbers no earlier than `moment`, if that is given.
    pub fn due_value(&self, time: u64, moment: Option<u64>) -> u64 {
        let due = self.plan.due(time, self.notice);
        match self.plan {
            ValuePlan::Numbers { .. } => due.max(moment.unwrap_or(0)),
            ValuePlan::OwnList | ValuePlan::Server | ValuePlan::Drand => due,
        }
    }

    /// Refuses a moment for what has none, or that lies before the notice has passed, or years away.
    ///
    /// # Errors
    /// [`Problem::Invalid`].
    pub fn check_moment(&self, time: u64, moment: Option<u64>) -> Result<(), Failure> {
        let Some(moment) = moment else {
            return Ok(());
        };
        let refused = |reason: &str| Err(Failure::invalid("moment", reason));
        if !matches!(self.plan, ValuePlan::Numbers { .. }) {
            return refused("only numbers have one");
        }
        if moment < self.plan.due(time, self.notice) {
            return refused("earlier than the notice asks for");
        }
        if moment > latest(time) {
            return refused("too far away");
        }
        Ok(())
    }

    /// UTC second from which the value that the list waits for, or was drawn with, can be known; 0 if it is not public.
    pub fn moment_of_value(&self) -> u64 {
        self.list.map_or(0, |fixed| self.plan.moment(fixed.due))
    }

    /// What is an attempt at `time` though nothing was drawn: the value it waited for can be known by then.
    pub fn missed(&self, time: u64) -> Option<Attempted> {
        let fixed = self.list.filter(|fixed| !fixed.drawn)?;
        self.plan.is_known(fixed.due, time).then_some(Attempted {
            record: fixed.record,
            drawn: None,
            published: None,
        })
    }
}

/// The last second that may be named at `time`.
pub fn latest(time: u64) -> u64 {
    time.saturating_add(u64::from(MAX_DAYS) * 86_400)
}

/// Refuses what comes too early.
///
/// # Errors
/// [`Problem::TooEarly`].
pub fn not_before(from: u64, time: u64) -> Result<(), Failure> {
    if time < from {
        return Err(Problem::TooEarly { from }.into());
    }
    Ok(())
}
