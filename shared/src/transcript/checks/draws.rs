//! The draws: every attempt of the log is there, and seed, order and allocation follow from record and value.

use super::{Fault, Transcript};
use crate::beacon::Beacon;
use crate::lottery::ValuePlan;
use crate::record::{Event, Value};
use crate::replay::{Replay, ReplayFault};
use crate::transcript::Attempted;

/// An attempt as the log makes it.
struct Made<'a> {
    /// The number of its closed or redraw record, and what that names.
    record: u32,
    plan: ValuePlan,
    due: u64,
    /// Number, UTC second and value of its drawn record.
    drawn: Option<(u32, u64, &'a Value)>,
}

impl Transcript {
    /// Those of the attempts that were drawn, each with its number.
    pub(super) fn draws(&self) -> impl Iterator<Item = (u32, &Attempted)> {
        let numbered = (1..).zip(&self.attempts);
        numbered.filter(|(_, attempt)| attempt.drawn.is_some())
    }

    /// The public random values that decided, each with the number of its attempt.
    pub(super) fn beacons(&self) -> impl Iterator<Item = (u32, Beacon)> {
        self.draws()
            .filter_map(|(number, attempt)| match *self.value_of(attempt)? {
                Value::Drand { round, signature } => Some((number, Beacon { round, signature })),
                _ => None,
            })
    }

    fn value_of(&self, attempt: &Attempted) -> Option<&Value> {
        match &self.record(attempt.drawn?)?.event {
            Event::Drawn { value } => Some(value),
            _ => None,
        }
    }

    /// Every draw, and every closed or redraw record that was left behind when its value could be known already.
    fn made(&self) -> Vec<Made<'_>> {
        let (mut made, mut waiting): (Vec<Made<'_>>, Option<Made<'_>>) = (Vec::new(), None);
        let mut decided = false;
        for (at, record) in (1..).zip(&self.log) {
            let next = match &record.event {
                Event::Drawn { value } => {
                    if let Some(Made {
                        record: fixed,
                        plan,
                        due,
                        ..
                    }) = waiting
                    {
                        made.push(Made {
                            record: fixed,
                            plan,
                            due,
                            drawn: Some((at, record.time, value)),
                        });
                    }
                    decided = true;
                    continue;
                }
                Event::Closed { plan, due, .. } | Event::Redraw { plan, due } => Some((*plan, *due)),
                Event::Reopened => None,
                _ => continue,
            };
            let left = waiting.take();
            made.extend(left.filter(|left| !decided && left.plan.is_known(left.due, record.time)));
            decided = false;
            waiting = next.map(|(plan, due)| Made {
                record: at,
                plan,
                due,
                drawn: None,
            });
        }
        made
    }

    pub(super) fn values(&self) -> Result<(), Fault> {
        let made = self.made();
        for (number, (attempt, made)) in (1..).zip(self.attempts.iter().zip(&made)) {
            let drawn = made.drawn.map(|(at, ..)| at);
            if (attempt.record, attempt.drawn) != (made.record, drawn) {
                return Err(Fault::Attempt(number));
            }
            match made.drawn {
                None if *attempt != Attempted::missed(made.record) => return Err(Fault::Attempt(number)),
                Some((_, time, value)) => {
                    if !value.fulfils(made.plan, made.due) || !self.names_everyone(value) {
                        return Err(Fault::Value(number));
                    }
                    if time < made.plan.moment(made.due) {
                        return Err(Fault::Early(number));
                    }
                }
                None => {}
            }
        }
        if self.attempts.len() != made.len() {
            let both = self.attempts.len().min(made.len());
            return Err(Fault::Attempt(u32::try_from(both + 1).unwrap_or(u32::MAX)));
        }
        Ok(())
    }

    /// Whether an own list names every entry once; so for the other kinds.
    fn names_everyone(&self, value: &Value) -> bool {
        let Value::OwnList { order } = value else {
            return true;
        };
        let mut order = order.clone();
        order.sort_unstable();
        order.iter().eq(self.lines.iter().map(|line| &line.entry))
    }

    pub(super) fn signatures(&self, genuine: &dyn Fn(&Beacon) -> bool) -> Result<(), Fault> {
        match self.beacons().find(|(_, beacon)| !genuine(beacon)) {
            Some((number, _)) => Err(Fault::Signature(number)),
            None => Ok(()),
        }
    }

    /// Repeats every draw, into `replays`.
    pub(super) fn orders(&self, replays: &mut Vec<Replay>) -> Result<(), Fault> {
        for (number, attempt) in self.draws() {
            let replay = self.replay(attempt).ok_or(Fault::Attempt(number))?;
            let replay = replay.map_err(|_| Fault::Value(number))?;
            if attempt.seed != replay.seed {
                return Err(Fault::Seed(number));
            }
            if attempt.order != replay.pass(1) {
                return Err(Fault::Order(number));
            }
            replays.push(replay);
        }
        Ok(())
    }

    pub(super) fn results(&self, replays: &[Replay]) -> Result<(), Fault> {
        for ((number, attempt), replay) in self.draws().zip(replays) {
            let (said, given) = (&attempt.allocation, replay.allocation());
            let differs = (0..said.len().max(given.len())).find(|at| said.get(*at) != given.get(*at));
            if let Some(at) = differs {
                let entry = replay.entries().get(at).or(replay.entries().last());
                return Err(Fault::Allocation(number, entry.copied().unwrap_or(0)));
            }
        }
        Ok(())
    }

    fn replay(&self, attempt: &Attempted) -> Option<Result<Replay, ReplayFault>> {
        let record = self.record(attempt.record)?;
        let value = self.value_of(attempt)?;
        Some(Replay::new(self.last_rules()?, &record.head, value, &self.lines))
    }
}
