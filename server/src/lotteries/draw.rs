//! Drawing: the value is entered once, and with it the order exists; the rule runs off the async threads and
//! what it gave is stored. The same input again is answered with what is stored, never computed again. Only numbers that
//! were typed wrongly can be entered once more, with a reason; what they gave first stays.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::{self, Draw, Note};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Line, Value};
use turnwise_shared::replay::{Replay, ReplayFault};

use super::{Body, Path, attempt, parse_id, parse_number, value};
use crate::acts::{self, Act, TRIES, check_note, commit, if_match, put, wrong_phase};
use crate::app::App;
use crate::auth::{Bearer, Held};
use crate::error::Failure;
use crate::parts::{self, Kind};
use crate::rows::{self, AttemptRow, Attempted, Drawing, FixedList, Logged, key};
use crate::store::Store;

/// The most draws of one list: each of them is kept, and whoever needs more is looking for a result.
pub const MAX_ATTEMPTS: usize = 20;

/// `PUT lotteries/{id}/attempts/{attempt}`: the next number draws; an earlier one only answers what it drew.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; too early; invalid; taken by another input.
pub async fn draw<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path((id, number)): Path<(String, String)>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<api::Attempt>, Failure> {
    let (id, number) = (parse_id(&id)?, parse_number(&number)?);
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let request: Draw = body.json()?;
        let made = u32::try_from(held.lottery.attempts.len()).unwrap_or(u32::MAX);
        if (1..=made).contains(&number) {
            return value::again(&app, &held, number, &request).await.map(Json);
        }
        if number != made.saturating_add(1) {
            return Err(Problem::NotFound.into());
        }
        if_match(&headers, &held)?;
        let (fixed, note) = waiting(&held, &request)?;
        let value = value::entered(&app, &held, request)?;
        if note.is_some() && attempt::value(&app, id, made).await? == value {
            return Err(Failure::invalid("numbers", "they are those that were entered before"));
        }
        let drawing = Drawn {
            number,
            fixed,
            value,
            note,
        };
        if carry_out(&app, &held, drawing).await? {
            let held = acts::begin(&app, id, bearer).await?;
            return attempt::stored(&app, &held, number).await.map(Json);
        }
    }
    Err(Failure::Contended)
}

/// What the next draw belongs to, and the reason if it corrects the one before: numbers typed wrongly are entered again
/// under the same record.
fn waiting(held: &Held, request: &Draw) -> Result<(FixedList, Option<Note>), Failure> {
    let lottery = &held.lottery;
    let fixed = lottery
        .list
        .filter(|_| lottery.is_closed())
        .ok_or_else(|| wrong_phase(held))?;
    let note = match request {
        Draw::Numbers { note, .. } => note.clone(),
        Draw::OwnList { .. } | Draw::Server | Draw::Drand { .. } => None,
    };
    match (fixed.drawn, note) {
        (false, None) => Ok((fixed, None)),
        (false, Some(_)) => Err(Failure::invalid("note", "nothing was entered that could be corrected")),
        (true, note) => {
            if !matches!(
                (lottery.plan, request),
                (ValuePlan::Numbers { .. }, Draw::Numbers { .. })
            ) {
                return Err(wrong_phase(held));
            }
            let note = note.ok_or_else(|| Failure::invalid("note", "a correction needs a reason"))?;
            check_note(&note)?;
            check_attempts(held)?;
            Ok((fixed, Some(note)))
        }
    }
}

/// Refuses more attempts than anybody needs.
///
/// # Errors
/// [`Problem::Invalid`].
pub fn check_attempts(held: &Held) -> Result<(), Failure> {
    if held.lottery.attempts.len() < MAX_ATTEMPTS {
        return Ok(());
    }
    Err(Failure::invalid(
        "",
        format!("{MAX_ATTEMPTS} draws were made already, and no more are possible: publish the last one"),
    ))
}

/// A draw about to be made.
struct Drawn {
    number: u32,
    fixed: FixedList,
    value: Value,
    /// Why, if it corrects the one before.
    note: Option<Note>,
}

/// Draws, keeps what came out, and makes it count in one batch. False if somebody else was faster.
async fn carry_out<S: Store>(app: &App<S>, held: &Held, drawn: Drawn) -> Result<bool, Failure> {
    let Drawn {
        number,
        fixed,
        value,
        note,
    } = drawn;
    let id = held.id;
    let lines = attempt::lines(app, id, &fixed.list).await?;
    let rules = app.rules(id, held.lottery.rules).await?;
    let drawn = value.clone();
    let permit = app.may_draw().await?;
    let replayed = tokio::task::spawn_blocking(move || {
        // Held until the work is done, even if whoever asked has gone.
        let _permit = permit;
        value::check_genuine(&drawn)?;
        let replay =
            Replay::new(&rules, &fixed.head, &drawn, &lines).map_err(|fault| refused(fault, &drawn, &lines))?;
        let drawing = Drawing {
            order: replay.pass(1),
            allocation: replay.allocation(),
        };
        Ok::<_, Failure>((replay.seed, rows::encode(&drawing)?))
    });
    let (seed, drawing) = replayed.await.map_err(|_| Failure::Interrupted)??;
    let result = parts::name(&drawing);
    parts::write(app, id, Kind::Result, &result, &drawing).await?;
    let mut after = held.lottery.clone();
    let act = Act {
        event: Event::Drawn { value: value.clone() },
        logged: Logged::Drawn { attempt: number },
        note,
    };
    // Not before its moment, whatever became of the clock since it was looked at.
    let record = act.record(id, &mut after, app.now().max(held.lottery.moment_of_value()))?;
    after.phase = Phase::Drawn;
    after.list = Some(FixedList { drawn: true, ..fixed });
    after.attempts.push(Attempted {
        record: fixed.record,
        drawn: Some(after.revision),
        published: None,
    });
    let row = AttemptRow {
        record: fixed.record,
        rules: after.rules,
        list: fixed.list,
        value: match value {
            Value::OwnList { .. } => None,
            drawn => Some(drawn),
        },
        seed,
        result,
    };
    let row = put(key::attempt(id, number), None, rows::encode(&row)?);
    commit(app, held, &after, vec![record, row]).await
}

/// An own list must name every entry once; anything else would be a fault of what is stored.
fn refused(fault: ReplayFault, value: &Value, lines: &[Line]) -> Failure {
    let (ReplayFault::Order { entry }, Value::OwnList { order }) = (fault, value) else {
        return Failure::Damaged("a list that cannot be drawn");
    };
    let known = lines.binary_search_by_key(&entry, |line| line.entry).is_ok();
    let named = order.iter().filter(|other| **other == entry).count();
    let reason = match (known, named) {
        (false, _) => format!("{entry} takes no part"),
        (true, 0) => format!("{entry} is missing"),
        (true, _) => format!("{entry} stands there {named} times"),
    };
    Failure::invalid("order", reason)
}
