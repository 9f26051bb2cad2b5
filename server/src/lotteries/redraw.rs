//! Announcing another draw of the same list under the same rules, with a reason. The draws before it stay. Where a public
//! value decides, it is always one that nobody can know yet; one that could be known by then and was not drawn counts as
//! an attempt all the same.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::Redraw;
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::Event;

use super::draw::check_attempts;
use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, check_note, check_room, commit, if_match, standing, wrong_phase};
use crate::app::App;
use crate::auth::{Bearer, Held};
use crate::error::Failure;
use crate::notice::not_before;
use crate::rows::FixedList;
use crate::store::Store;

/// `PUT lotteries/{id}/redraw`: the phase is *drawn* again, or still *closed* if nothing ever was drawn, and the next
/// attempt can be made.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; too early; invalid.
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
        let Redraw { note, moment } = body.json()?;
        let same = |event: &Event| {
            let named = moment.unwrap_or_default();
            matches!(event, Event::Redraw { due, .. } if moment.is_none() || *due == named)
        };
        if acts::is_last(&app, &held, same, &note).await? {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        let time = held.lottery.next_time(app.now());
        let fixed = decided(&held, time)?;
        check_note(&note)?;
        held.lottery.check_moment(time, moment)?;
        check_room(&held)?;
        check_attempts(&held)?;
        let mut after = held.lottery.clone();
        let (plan, due) = (after.plan, after.due_value(time, moment));
        after.attempts.extend(after.missed(time));
        let record = Act::plain(Event::Redraw { plan, due }, Some(note)).record(id, &mut after, time)?;
        if after.phase == Phase::Published {
            after.phase = Phase::Drawn;
        }
        after.list = Some(FixedList {
            record: after.revision,
            head: after.head,
            due,
            drawn: false,
            ..fixed
        });
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}

/// The list, if what was to decide it did, or could have by `time`.
fn decided(held: &Held, time: u64) -> Result<FixedList, Failure> {
    let lottery = &held.lottery;
    let fixed = lottery
        .list
        .filter(|_| lottery.is_closed())
        .ok_or_else(|| wrong_phase(held))?;
    if fixed.drawn {
        return Ok(fixed);
    }
    if !lottery.plan.is_public() {
        return Err(wrong_phase(held));
    }
    not_before(lottery.moment_of_value(), time)?;
    Ok(fixed)
}
