//! Saving a ballot: the one act that many people do at once, so it writes its own entry's row and no other.
//!
//! The save is conditional on the row it read. Closing rewrites every row as sealed, so a save that was on
//! its way when the list was fixed fails, looks again, and is told the phase. Nothing it was told as saved
//! is missing from the list, and nothing is in the list that was refused.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use turnwise_shared::api::{Receipt, SaveBallot};
use turnwise_shared::ballot::Ballot;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Nonce;
use turnwise_shared::lottery::Phase;

use super::{Body, Path, parse_id};
use crate::acts::{TRIES, put};
use crate::app::App;
use crate::auth::{self, Bearer, Held, HeldEntry};
use crate::error::Failure;
use crate::rows::{self, Entry, key};
use crate::store::Store;

/// `PUT lotteries/{id}/entry/ballot`.
///
/// # Errors
/// Not found; invalid; wrong phase; rules changed; ballot changed.
pub async fn save<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    body: Body,
) -> Result<Json<Receipt>, Failure> {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let (held, mine) = auth::participant(&app, id, bearer).await?;
        let request: SaveBallot = body.json()?;
        if is_saved(&mine.entry, &request) {
            return Ok(receipt(&held, &mine));
        }
        let next = accept(&app, &held, &mine, request).await?;
        let write = put(key::entry(id, mine.number), Some(mine.version), rows::encode(&next)?);
        if app.apply(vec![write]).await?.is_none() {
            return Ok(receipt(&held, &HeldEntry { entry: next, ..mine }));
        }
    }
    Err(Failure::Contended)
}

/// Whether this very save was carried out before, and nothing after it. The nonce is new with every save.
fn is_saved(entry: &Entry, request: &SaveBallot) -> bool {
    entry.version > 0
        && entry.version - 1 == request.replaces
        && entry.nonce == request.nonce
        && entry.choices == request.choices
}

fn receipt(held: &Held, mine: &HeldEntry) -> Json<Receipt> {
    let closed = held.lottery.is_closed();
    Json(Receipt {
        line: mine.entry.line(mine.number, closed),
    })
}

/// The row after the save, if everything allows it.
async fn accept<S: Store>(app: &App<S>, held: &Held, mine: &HeldEntry, request: SaveBallot) -> Result<Entry, Failure> {
    let lottery = &held.lottery;
    let sealed = mine.entry.seal > lottery.closings;
    if sealed || !lottery.takes_ballots(app.now()) {
        let over = sealed || lottery.phase == Phase::Open;
        let phase = if over { Phase::Closing } else { lottery.phase };
        return Err(Problem::WrongPhase { phase }.into());
    }
    if request.nonce == Nonce::ZERO {
        return Err(Failure::invalid("nonce", "zeros stand for no ballot"));
    }
    if request.rules != lottery.rules {
        return Err(Problem::RulesChanged { rules: lottery.rules }.into());
    }
    if request.replaces != mine.entry.version {
        let version = mine.entry.version;
        return Err(Problem::BallotChanged { version }.into());
    }
    let rules = app.rules(held.id, lottery.rules).await?;
    let ballot = Ballot::new(request.choices, &rules, mine.entry.group)?;
    Ok(Entry {
        version: mine.entry.version.saturating_add(1),
        nonce: request.nonce,
        choices: ballot.choices().to_vec(),
        ..mine.entry.clone()
    })
}
