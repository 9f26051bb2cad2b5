//! The log: every head follows from the one before it, and the records follow each other as they can.

use super::{Fault, Transcript};
use crate::course::{Course, Slip, Step};
use crate::hash::Hash32;
use crate::record::{Event, first_head, head};

impl Transcript {
    pub(super) fn log(&self) -> Result<(), Fault> {
        let mut before = first_head(&self.lottery);
        let mut course = Course::new();
        for (number, record) in (1..).zip(&self.log) {
            if record.head != head(&before, number, record.time, &record.note, &record.event) {
                return Err(Fault::Head(number));
            }
            let step = Step {
                time: record.time,
                event: Some(&record.event),
                reason: record.note != Hash32::ZERO,
            };
            course.step(number, step)?;
            before = record.head;
        }
        match self.log.last() {
            Some(last) if last.event == Event::Published => Ok(()),
            _ => Err(Fault::Unpublished),
        }
    }
}

impl From<Slip> for Fault {
    fn from(slip: Slip) -> Self {
        match slip {
            Slip::Time(number) => Self::Time(number),
            Slip::Reason(number) => Self::Reason(number),
            Slip::Sequence(number) => Self::Sequence(number),
            Slip::Weak => Self::Weak(1),
            Slip::Plan(number) => Self::Plan(number),
            Slip::Due(number) => Self::Due(number),
            Slip::Notice(number) => Self::Notice(number),
            Slip::Early(number) => Self::Early(number),
        }
    }
}
