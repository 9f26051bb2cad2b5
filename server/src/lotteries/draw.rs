//! Drawing: the value is entered once, and with it the order exists; the rule runs off the async threads and
//! what it gave is stored. The same input again is answered with what is stored, never computed again.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::{self, Draw};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Line, Value};
use turnwise_shared::replay::{Replay, ReplayFault};

use super::{Body, Path, attempt, parse_id, parse_number};
use crate::acts::{self, Act, TRIES, commit, if_match, put, wrong_phase};
use crate::app::App;
use crate::auth::{Bearer, Held};
use crate::error::Failure;
use crate::parts::{self, Kind};
use crate::rows::{self, AttemptRow, Attempted, Drawing, FixedList, Logged, key};
use crate::store::Store;

/// `PUT lotteries/{id}/attempts/{attempt}`: the next number draws; an earlier one only answers what it drew.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; invalid; taken by another input.
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
            return again(&app, &held, number, &request).await.map(Json);
        }
        if number != made.saturating_add(1) {
            return Err(Problem::NotFound.into());
        }
        if_match(&headers, &held)?;
        let waiting = matches!(held.lottery.phase, Phase::Closed | Phase::Drawn);
        let fixed = held.lottery.list.filter(|fixed| waiting && !fixed.drawn);
        let fixed = fixed.ok_or_else(|| wrong_phase(&held))?;
        let value = value(&app, &held, request)?;
        if carry_out(&app, &held, number, fixed, value).await? {
            let held = acts::begin(&app, id, bearer).await?;
            return attempt::stored(&app, &held, number).await.map(Json);
        }
    }
    Err(Failure::Contended)
}

/// The attempt that has this number, if the input is the one it was made with.
async fn again<S: Store>(app: &App<S>, held: &Held, number: u32, request: &Draw) -> Result<api::Attempt, Failure> {
    let stored = attempt::stored(app, held, number).await?;
    let same = match (&stored.value, request) {
        (Value::Server { .. }, Draw::Server) => true,
        (Value::OwnList { order }, Draw::OwnList { order: given }) => order == given,
        _ => false,
    };
    if same {
        return Ok(stored);
    }
    let what = "attempt".to_owned();
    Err(Problem::Taken { what, number }.into())
}

/// The value, if it is of the kind that was named before opening.
fn value<S: Store>(app: &App<S>, held: &Held, request: Draw) -> Result<Value, Failure> {
    match (held.lottery.plan, request) {
        (ValuePlan::OwnList, Draw::OwnList { order }) => Ok(Value::OwnList { order }),
        (ValuePlan::Server, Draw::Server) => Ok(Value::Server {
            bytes: Hash32(app.random()?),
        }),
        _ => Err(Failure::invalid(
            "kind",
            "another kind of value was named before opening",
        )),
    }
}

/// Draws, keeps what came out, and makes it count in one batch. False if somebody else was faster.
async fn carry_out<S: Store>(
    app: &App<S>,
    held: &Held,
    number: u32,
    fixed: FixedList,
    value: Value,
) -> Result<bool, Failure> {
    let id = held.id;
    let lines = attempt::lines(app, id, &fixed.list).await?;
    let rules = app.rules(id, held.lottery.rules).await?;
    let drawn = value.clone();
    let permit = app.may_draw().await?;
    let replayed = tokio::task::spawn_blocking(move || {
        // Held until the work is done, even if whoever asked has gone.
        let _permit = permit;
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
        note: None,
    };
    let record = act.record(id, &mut after, app.now())?;
    after.phase = Phase::Drawn;
    after.list = Some(FixedList { drawn: true, ..fixed });
    after.attempts.push(Attempted {
        record: fixed.record,
        drawn: after.revision,
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
