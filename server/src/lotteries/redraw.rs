//! Announcing another draw of the same list under the same rules, with a reason. The draws before it stay.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::Redraw;
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, check_note, check_room, commit, if_match, standing, wrong_phase};
use crate::app::App;
use crate::auth::Bearer;
use crate::error::Failure;
use crate::rows::FixedList;
use crate::store::Store;

/// The most draws of one list: each of them is kept, and whoever needs more is looking for a result.
const MAX_ATTEMPTS: usize = 20;

/// `PUT lotteries/{id}/redraw`: the phase is *drawn* again, and the next attempt can be made.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; invalid.
pub async fn redraw<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let Redraw { note, moment: _ } = body.json()?;
        let plan = held.lottery.plan;
        if acts::is_last(&app, &held, &Event::Redraw { plan, due: 0 }, &note).await? {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        let fixed = held.lottery.list.filter(|fixed| fixed.drawn);
        let drawn = matches!(held.lottery.phase, Phase::Drawn | Phase::Published);
        let (Some(fixed), true) = (fixed, drawn) else {
            return Err(wrong_phase(&held));
        };
        check_note(&note)?;
        check_room(&held)?;
        if held.lottery.attempts.len() >= MAX_ATTEMPTS {
            return Err(Failure::invalid("", format!("{MAX_ATTEMPTS} draws were made already")));
        }
        let mut after = held.lottery.clone();
        let record = Act::plain(Event::Redraw { plan, due: 0 }, Some(note)).record(id, &mut after, app.now())?;
        after.phase = Phase::Drawn;
        after.list = Some(FixedList {
            record: after.revision,
            head: after.head,
            drawn: false,
            ..fixed
        });
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}
