//! Replacing a link: the old one opens nothing any more, the ballot stays. The record does not say whose.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::ReplaceLink;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::record::Event;

use super::open::MAX_WRAP;
use super::{Answer, Body, Path, parse_id, parse_number};
use crate::acts::{self, Act, TRIES, check_room, commit, if_match, put, standing};
use crate::app::App;
use crate::auth::{Bearer, held_entry};
use crate::error::Failure;
use crate::rows::{self, key};
use crate::store::{Change, Condition, Store, Write};

/// `PUT lotteries/{id}/entries/{entry}/link`, in every phase: a lost link is replaced after the draw too, and
/// the list keeps the credential it was closed with.
///
/// # Errors
/// Not found; precondition required, stale; invalid; taken.
pub async fn replace<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path((id, number)): Path<(String, String)>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let (id, number) = (parse_id(&id)?, parse_number(&number)?);
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let ReplaceLink { credential, wrap } = body.json()?;
        if credential == Hash32::ZERO || wrap.0.len() > MAX_WRAP {
            return Err(Failure::invalid("credential", "no credential, or too large a key"));
        }
        let row = app.get(key::entry(id, number)).await?.ok_or(Problem::NotFound)?;
        let before = held_entry(number, &row)?;
        if (before.entry.link, &before.entry.wrap) == (credential, &wrap) {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        check_room(&held)?;
        if app.get(key::credential(id, &credential)).await?.is_some() {
            let what = "link".to_owned();
            return Err(Problem::Taken { what, number }.into());
        }
        let old = app.get(key::credential(id, &before.entry.link)).await?;
        let old = old.ok_or(Failure::Damaged("a link without its row"))?;
        let mut entry = before.entry.clone();
        (entry.link, entry.wrap) = (credential, wrap);
        let mut after = held.lottery.clone();
        let writes = vec![
            Act::plain(Event::LinkReplaced, None).record(id, &mut after, app.now())?,
            put(key::entry(id, number), Some(before.version), rows::encode(&entry)?),
            put(key::credential(id, &credential), None, rows::encode(&number)?),
            Write {
                key: key::credential(id, &before.entry.link),
                condition: Condition::Version(old.version),
                change: Change::Delete,
            },
        ];
        if commit(&app, &held, &after, writes).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}
