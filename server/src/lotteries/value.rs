//! What is entered to draw: whether it is the value that the record names, can be known already, and is genuine; and
//! whether it is the one that was entered before.

use turnwise_shared::api::{self, Draw};
use turnwise_shared::beacon::Beacon;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::record::Value;

use super::attempt;
use crate::app::App;
use crate::auth::Held;
use crate::error::Failure;
use crate::notice::not_before;
use crate::store::Store;

/// The attempt that has this number, if the input is the one it was made with.
///
/// # Errors
/// [`Problem::Taken`] for any other input, and where the moment passed and nothing was drawn.
pub async fn again<S: Store>(app: &App<S>, held: &Held, number: u32, request: &Draw) -> Result<api::Attempt, Failure> {
    let what = "attempt".to_owned();
    let taken = Problem::Taken { what, number };
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let attempted = index.and_then(|index| held.lottery.attempts.get(index));
    if attempted.is_none_or(|attempted| attempted.drawn.is_none()) {
        return Err(taken.into());
    }
    let stored = attempt::stored(app, held, number).await?;
    let same = match (&stored.value, request) {
        (Value::Server { .. }, Draw::Server) => true,
        (Value::OwnList { order }, Draw::OwnList { order: given }) => order == given,
        (Value::Numbers { numbers }, Draw::Numbers { numbers: given, .. }) => numbers == given,
        (
            Value::Drand { round, signature },
            Draw::Drand {
                round: given,
                signature: signed,
            },
        ) => (round, signature) == (given, signed),
        _ => false,
    };
    if same { Ok(stored) } else { Err(taken.into()) }
}

/// The value, if it is of the kind that was named before opening, the one that the record names, and not from before its
/// moment. An own list and a beacon are looked at once more, where there is time: [`check_genuine`].
///
/// # Errors
/// [`Problem::Invalid`]; [`Problem::TooEarly`].
pub fn entered<S: Store>(app: &App<S>, held: &Held, request: Draw) -> Result<Value, Failure> {
    let (value, field) = match (held.lottery.plan, request) {
        (ValuePlan::OwnList, Draw::OwnList { order }) => (Value::OwnList { order }, "order"),
        (ValuePlan::Server, Draw::Server) => {
            let bytes = Hash32(app.random()?);
            (Value::Server { bytes }, "")
        }
        (ValuePlan::Drand, Draw::Drand { round, signature }) => (Value::Drand { round, signature }, "round"),
        (ValuePlan::Numbers { .. }, Draw::Numbers { numbers, .. }) => (Value::Numbers { numbers }, "numbers"),
        _ => {
            let reason = format!("this was named before opening: {}", named(held.lottery.plan));
            return Err(Failure::invalid("kind", reason));
        }
    };
    let lottery = &held.lottery;
    let due = lottery.list.map_or(0, |fixed| fixed.due);
    if !value.fulfils(lottery.plan, due) {
        let reason = match lottery.plan {
            ValuePlan::Drand => format!("the record names round {due}"),
            plan => format!("this was named before opening: {}", named(plan)),
        };
        return Err(Failure::invalid(field, reason));
    }
    not_before(lottery.moment_of_value(), lottery.next_time(app.now()))?;
    Ok(value)
}

/// What a plan asks for, in words for whoever calls the API.
fn named(plan: ValuePlan) -> String {
    match plan {
        ValuePlan::OwnList => "the administrator's own list".to_owned(),
        ValuePlan::Server => "bytes drawn by the server".to_owned(),
        ValuePlan::Drand => "a round of drand's quicknet".to_owned(),
        ValuePlan::Numbers { count, low, high } => format!("{count} numbers, each from {low} to {high}"),
    }
}

/// Refuses a beacon that is not the pinned chain's. Takes some milliseconds: not for the async threads.
///
/// # Errors
/// [`Problem::Invalid`].
pub fn check_genuine(value: &Value) -> Result<(), Failure> {
    match *value {
        Value::Drand { round, signature } if !Beacon { round, signature }.is_genuine() => {
            Err(Failure::invalid("signature", "not the chain's on this round"))
        }
        _ => Ok(()),
    }
}
