//! Reading one draw as it was stored: it is never computed again.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use turnwise_shared::api::Attempt;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::record::{Line, Value};

use super::{Path, parse_id, parse_number};
use crate::app::App;
use crate::auth::{self, Bearer, Held};
use crate::error::Failure;
use crate::parts::{self, Kind};
use crate::rows::{self, AttemptRow, Drawing, key};
use crate::store::Store;

/// `GET lotteries/{id}/attempts/{attempt}`: the administrator; participants once a later record published it,
/// or a draw after it.
///
/// # Errors
/// Not found, also if nothing was drawn under this number.
pub async fn read<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path((id, number)): Path<(String, String)>,
    bearer: Bearer,
) -> Result<Json<Attempt>, Failure> {
    let (id, number) = (parse_id(&id)?, parse_number(&number)?);
    // Both are asked, so that an answer takes the same work for either.
    let administrator = auth::administrator(&app, id, bearer).await;
    let participant = auth::participant(&app, id, bearer).await;
    let (held, all) = match (administrator, participant) {
        (Ok(held), _) => (held, true),
        (Err(_), Ok((held, _))) => (held, false),
        (Err(failure), Err(_)) => return Err(failure),
    };
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let attempted = index.and_then(|index| held.lottery.attempts.get(index));
    match attempted.and_then(|attempted| attempted.drawn) {
        Some(drawn) if all || drawn < held.lottery.told() => stored(&app, &held, number).await.map(Json),
        _ => Err(Problem::NotFound.into()),
    }
}

/// An attempt that the lottery's row counts.
///
/// # Errors
/// [`Failure::Damaged`] if something of it is missing.
pub async fn stored<S: Store>(app: &App<S>, held: &Held, number: u32) -> Result<Attempt, Failure> {
    let id = held.id;
    let (row, drawing) = kept(app, id, number).await?;
    let rules = app.rules(id, row.rules).await?;
    Ok(Attempt {
        attempt: number,
        record: row.record,
        rules: rules.as_ref().clone(),
        value: row.value.unwrap_or(Value::OwnList { order: drawing.order }),
        lines: lines(app, id, &row.list).await?,
        allocation: drawing.allocation,
    })
}

/// An attempt as it is kept.
///
/// # Errors
/// As [`stored`].
pub async fn kept<S: Store>(app: &App<S>, id: LotteryId, number: u32) -> Result<(AttemptRow, Drawing), Failure> {
    let row = attempt_row(app, id, number).await?;
    let drawing = drawing(app, id, &row.result).await?;
    Ok((row, drawing))
}

/// The value of an attempt, which is on the record.
///
/// # Errors
/// As [`stored`].
pub async fn value<S: Store>(app: &App<S>, id: LotteryId, number: u32) -> Result<Value, Failure> {
    let row = attempt_row(app, id, number).await?;
    match row.value {
        Some(value) => Ok(value),
        None => Ok(Value::OwnList {
            order: drawing(app, id, &row.result).await?.order,
        }),
    }
}

/// The lines of a closing.
///
/// # Errors
/// As [`stored`].
pub async fn lines<S: Store>(app: &App<S>, id: LotteryId, list: &Hash32) -> Result<Vec<Line>, Failure> {
    rows::decode(&parts::read(app, id, Kind::Lines, list).await?)
}

async fn drawing<S: Store>(app: &App<S>, id: LotteryId, name: &Hash32) -> Result<Drawing, Failure> {
    rows::decode(&parts::read(app, id, Kind::Result, name).await?)
}

async fn attempt_row<S: Store>(app: &App<S>, id: LotteryId, number: u32) -> Result<AttemptRow, Failure> {
    let row = app.get(key::attempt(id, number)).await?;
    rows::decode(&row.ok_or(Failure::Damaged("an attempt is missing"))?.bytes)
}
