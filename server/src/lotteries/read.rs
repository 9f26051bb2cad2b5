//! What the administrator and each participant read of a lottery.
//!
//! Both are polled, so both carry an `ETag`: the participant's changes with the log and the own ballot, never
//! when somebody else saves; the administrator's with every ballot and every entry that arrives.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use turnwise_shared::api::{
    AdministratorView, AttemptSummary, EntryView, LotteryView, ParticipantView, Record, RecordEvent, Withheld,
    administrator_etag, participant_etag,
};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::record::{Event, Line};
use turnwise_shared::seal::Sealed;

use super::{Path, attempt, parse_id};
use crate::app::App;
use crate::auth::{self, Bearer, Held, HeldEntry, held_entry};
use crate::error::Failure;
use crate::parts::{self, Kind};
use crate::rows::{self, LogRow, Logged, key};
use crate::store::Store;

/// How many rows are read at once.
const PAGE: usize = 1_000;

/// `GET lotteries/{id}` for its administrator.
///
/// # Errors
/// Not found.
pub async fn administrator<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let held = auth::administrator(&app, parse_id(&id)?, bearer).await?;
    let entries = entries(&app, held.id).await?;
    let progress = entries.iter().map(|held| u64::from(held.entry.version)).sum();
    let etag = administrator_etag(held.lottery.revision, held.lottery.present, progress);
    if is_known(&headers, &etag) {
        return Ok(not_modified(etag));
    }
    let view = AdministratorView {
        lottery: view(&app, &held, held.lottery.wrap.clone(), u32::MAX).await?,
        progress,
        entries: entries.into_iter().map(entry_view).collect(),
        drand_relay: app.options.drand_relay.clone(),
    };
    Ok(tagged(etag, view))
}

/// `GET lotteries/{id}/entry` for whoever opened a link.
///
/// # Errors
/// Not found.
pub async fn participant<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (held, mine) = auth::participant(&app, parse_id(&id)?, bearer).await?;
    let etag = participant_etag(held.lottery.revision, mine.entry.version);
    if is_known(&headers, &etag) {
        return Ok(not_modified(etag));
    }
    let view = ParticipantView {
        lottery: view(&app, &held, mine.entry.wrap.clone(), held.lottery.told()).await?,
        line: line(&held, &mine),
    };
    Ok(tagged(etag, view))
}

fn line(held: &Held, mine: &HeldEntry) -> Line {
    mine.entry.line(mine.number, held.lottery.is_closed())
}

fn entry_view(held: HeldEntry) -> EntryView {
    EntryView {
        entry: held.number,
        group: held.entry.group,
        version: held.entry.version,
        choices: held.entry.choices,
    }
}

/// What both see; draws recorded before the record `told` with their value.
async fn view<S: Store>(app: &App<S>, held: &Held, wrap: Sealed, told: u32) -> Result<LotteryView, Failure> {
    let lottery = &held.lottery;
    let rules = app.rules(held.id, lottery.rules).await?;
    let catalogue = parts::read(app, held.id, Kind::Catalogue, &lottery.catalogue).await?;
    let attempts = (1..).zip(&lottery.attempts);
    Ok(LotteryView {
        phase: lottery.phase,
        now: app.now(),
        expires_at: lottery.expires_at(),
        entries: lottery.announced,
        rules: rules.as_ref().clone(),
        catalogue: Sealed(catalogue),
        wrap,
        log: log(app, held, told).await?,
        attempts: attempts
            .map(|(number, attempted)| AttemptSummary {
                attempt: number,
                record: attempted.record,
                drawn: attempted.drawn,
                published: attempted.published,
            })
            .collect(),
    })
}

/// The log up to the revision that was read; draws recorded before the record `told` with their value.
///
/// # Errors
/// As the store's.
pub async fn log<S: Store>(app: &App<S>, held: &Held, told: u32) -> Result<Vec<Record>, Failure> {
    let mut records = Vec::new();
    let rows = all(app, held.id, key::LOG).await?;
    for (number, (_, bytes)) in (1..=held.lottery.revision).zip(rows) {
        let row: LogRow = rows::decode(&bytes)?;
        let event = match row.event {
            Logged::Plain(event) => RecordEvent::Told(event),
            Logged::Drawn { attempt } if number < told => RecordEvent::Told(Event::Drawn {
                value: attempt::value(app, held.id, attempt).await?,
            }),
            Logged::Drawn { .. } => RecordEvent::Withheld {
                kind: Withheld::DrawnNotPublished,
            },
        };
        let (note, sealed) = row
            .note
            .map_or((Hash32::ZERO, None), |note| (note.text, Some(note.sealed)));
        records.push(Record {
            time: row.time,
            event,
            note,
            sealed,
            head: row.head,
        });
    }
    Ok(records)
}

async fn entries<S: Store>(app: &App<S>, id: LotteryId) -> Result<Vec<HeldEntry>, Failure> {
    let mut entries = Vec::new();
    for (sort, bytes) in all(app, id, key::ENTRIES).await? {
        let number = key::parse_entry(&sort).ok_or(Failure::Damaged("an entry's key"))?;
        let row = crate::store::Row { version: 0, bytes };
        entries.push(held_entry(number, &row)?);
    }
    Ok(entries)
}

/// Every row with this prefix.
async fn all<S: Store>(app: &App<S>, id: LotteryId, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>, Failure> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = app.query(id, prefix, after.clone(), PAGE).await?;
        let full = page.len() == PAGE;
        after = page.last().map(|(sort, _)| sort.clone());
        rows.extend(page.into_iter().map(|(sort, row)| (sort, row.bytes)));
        if !full {
            return Ok(rows);
        }
    }
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let lines = headers.get_all(IF_NONE_MATCH).iter();
    let mut given = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
    given.any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

fn not_modified(etag: String) -> Response {
    (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response()
}

fn tagged(etag: String, view: impl Serialize) -> Response {
    ([(ETAG, etag)], Json(view)).into_response()
}
