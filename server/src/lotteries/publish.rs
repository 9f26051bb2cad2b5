//! Publishing: from this record on everyone taking part reads the draw, and every list by number.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::Publish;
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, commit, if_match, standing, wrong_phase};
use crate::app::App;
use crate::auth::Bearer;
use crate::error::Failure;
use crate::store::Store;

/// `PUT lotteries/{id}/publication`.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase.
pub async fn publish<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let Publish {} = body.json()?;
        if held.lottery.phase == Phase::Published {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        let drawn = held.lottery.list.is_some_and(|fixed| fixed.drawn);
        if held.lottery.phase != Phase::Drawn || !drawn {
            return Err(wrong_phase(&held));
        }
        let mut after = held.lottery.clone();
        let record = Act::plain(Event::Published, None).record(id, &mut after, app.now())?;
        after.phase = Phase::Published;
        let revision = after.revision;
        if let Some(last) = after.attempts.last_mut() {
            last.published = Some(revision);
        }
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}
