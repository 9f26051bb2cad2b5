//! Changing the rules while the lottery is open, on the record. Ballots that were saved stay as they are; who
//! saves the next one must have seen the new rules.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::ChangeRules;
use turnwise_shared::error::Problem;
use turnwise_shared::record::{Event, rules_hash};

use super::open::{check_rules, keep_texts};
use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, check_note, check_room, commit, if_match, needs_open, standing};
use crate::app::App;
use crate::auth::Bearer;
use crate::error::Failure;
use crate::store::Store;

/// `PUT lotteries/{id}/rules`.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; invalid; rules fixed.
pub async fn change<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let request: ChangeRules = body.json()?;
        let hash = rules_hash(&request.rules);
        if hash == held.lottery.rules {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        needs_open(&held)?;
        check_room(&held)?;
        let time = held.lottery.next_time(app.now());
        check_rules(&request.rules, time)?;
        if let Some(note) = &request.note {
            check_note(note)?;
        }
        if !app.rules(id, held.lottery.rules).await?.may_become(&request.rules) {
            return Err(Problem::RulesFixed.into());
        }
        let mut after = held.lottery.clone();
        after.catalogue = keep_texts(&app, id, &request.rules, &request.catalogue.0).await?;
        after.rules = hash;
        after.closes_at = request.rules.closes_at;
        after.reopened_late = false;
        let event = Event::RulesChanged { rules: hash };
        let record = Act::plain(event, request.note).record(id, &mut after, time)?;
        after.rules_time = after.time;
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}
