//! Everything that was drawn, as one file, the same bytes for everyone who takes part: `docs/transcript.md`.
//!
//! It ends with the last publication. What came after it, another draw among it, is not published yet.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use turnwise_shared::api::{Record, RecordEvent};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::Hash32;
use turnwise_shared::lottery::Rules;
use turnwise_shared::record::Event;
use turnwise_shared::transcript::{Attempted, FORMAT, Recorded, Transcript};

use super::{Path, attempt, parse_id, read};
use crate::app::App;
use crate::auth::{self, Bearer, Held};
use crate::error::Failure;
use crate::store::Store;

/// `GET lotteries/{id}/transcript`: whoever takes part, and the administrator, once a draw was published.
///
/// # Errors
/// Not found.
pub async fn read<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
) -> Result<Response, Failure> {
    let id = parse_id(&id)?;
    // Both are asked, so that an answer takes the same work for either.
    let administrator = auth::administrator(&app, id, bearer).await;
    let participant = auth::participant(&app, id, bearer).await;
    let held = administrator.or(participant.map(|(held, _)| held))?;
    if held.lottery.told() == 0 {
        return Err(Problem::NotFound.into());
    }
    let transcript = transcript(&app, &held).await?;
    let bytes = serde_json::to_vec(&transcript).map_err(|_| Failure::Damaged("a transcript that cannot be written"))?;
    Ok(([(CONTENT_TYPE, "application/json")], bytes).into_response())
}

async fn transcript<S: Store>(app: &App<S>, held: &Held) -> Result<Transcript, Failure> {
    let told = held.lottery.told();
    let mut log = read::log(app, held, told).await?;
    log.truncate(told as usize);
    let log: Vec<Recorded> = log
        .into_iter()
        .map(recorded)
        .collect::<Option<_>>()
        .ok_or(Failure::Damaged("a withheld value"))?;
    let mut attempts = Vec::new();
    let mut lines = None;
    for (number, attempted) in (1..).zip(&held.lottery.attempts) {
        let Some(drawn) = attempted.drawn else {
            // One that ended before the last publication: what was published was drawn after it.
            if attempted.record < told {
                attempts.push(Attempted::missed(attempted.record));
            }
            continue;
        };
        if drawn >= told {
            break;
        }
        let (row, drawing) = attempt::kept(app, held.id, number).await?;
        // Once something was drawn, the list stays.
        if lines.is_none() {
            lines = Some(attempt::lines(app, held.id, &row.list).await?);
        }
        attempts.push(Attempted {
            record: row.record,
            drawn: Some(drawn),
            seed: row.seed,
            order: drawing.order,
            allocation: drawing.allocation,
        });
    }
    Ok(Transcript {
        format: FORMAT,
        lottery: held.id,
        rules: rules(app, held, &log).await?,
        log,
        lines: lines.unwrap_or_default(),
        attempts,
    })
}

/// A record without the sealed text of its note.
fn recorded(record: Record) -> Option<Recorded> {
    let RecordEvent::Told(event) = record.event else {
        return None;
    };
    Some(Recorded {
        time: record.time,
        event,
        note: record.note,
        head: record.head,
    })
}

/// Every version that the log names, once.
async fn rules<S: Store>(app: &App<S>, held: &Held, log: &[Recorded]) -> Result<Vec<Rules>, Failure> {
    let mut named: Vec<Hash32> = Vec::new();
    let mut versions = Vec::new();
    for record in log {
        if let Event::Opened { rules, .. } | Event::RulesChanged { rules } = &record.event
            && !named.contains(rules)
        {
            named.push(*rules);
            versions.push(app.rules(held.id, *rules).await?.as_ref().clone());
        }
    }
    Ok(versions)
}
