//! Opening a closed list again, with a reason, as long as nothing was drawn. Nothing is rewritten: seals count
//! only for the closing they were made by. If its public value can be known already, what would have been drawn stays
//! among the attempts.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::WithReason;
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, check_note, check_room, commit, if_match, standing, wrong_phase};
use crate::app::App;
use crate::auth::Bearer;
use crate::error::Failure;
use crate::store::Store;

/// `PUT lotteries/{id}/reopening`. Where the closing time has passed, ballots stay refused until the rules set
/// another one; the list does not close again by itself before that.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; invalid.
pub async fn reopen<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let WithReason { note } = body.json()?;
        if acts::is_last(&app, &held, |event| *event == Event::Reopened, &note).await? {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        if held.lottery.phase != Phase::Closed || held.lottery.is_drawn() {
            return Err(wrong_phase(&held));
        }
        check_note(&note)?;
        check_room(&held)?;
        let mut after = held.lottery.clone();
        let time = after.next_time(app.now());
        after.attempts.extend(after.missed(time));
        let record = Act::plain(Event::Reopened, Some(note)).record(id, &mut after, time)?;
        after.phase = Phase::Open;
        after.list = None;
        after.reopened_late = after.is_over(time);
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}
