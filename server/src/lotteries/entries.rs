//! Entries: announced on the record by number, then added in blocks. How many are there is counted exactly,
//! because every block is one batch with the lottery's row in it.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::{AddEntries, BLOCK, EntriesBlock, NewEntry};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::MAX_ENTRIES;
use turnwise_shared::record::Event;

use super::open::MAX_WRAP;
use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, commit, if_match, needs_open, put, standing};
use crate::app::App;
use crate::auth::{Bearer, Held};
use crate::error::Failure;
use crate::rows::{self, Entry, LogRow, Logged, key};
use crate::store::{Store, Write};

/// The numbers an entry may have: four to six digits.
const NUMBERS: std::ops::RangeInclusive<u32> = 1_000..=999_999;

/// `POST lotteries/{id}/entries`: so many more will follow.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; invalid.
pub async fn announce<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let AddEntries { entries } = body.json()?;
        if was_announced(&app, &held, &headers, entries).await? {
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        needs_open(&held)?;
        let announced = held.lottery.announced.saturating_add(entries);
        if entries == 0 || announced > MAX_ENTRIES {
            return Err(Failure::invalid(
                "entries",
                format!("expected 1 to {MAX_ENTRIES} in all"),
            ));
        }
        let mut after = held.lottery.clone();
        after.announced = announced;
        let record = Act::plain(Event::EntriesAdded { entries }, None).record(id, &mut after, app.now())?;
        if commit(&app, &held, &after, vec![record]).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}

/// Whether this very act is the record behind the revision that it names: the same request again.
async fn was_announced<S: Store>(
    app: &App<S>,
    held: &Held,
    headers: &HeaderMap,
    entries: u32,
) -> Result<bool, Failure> {
    let next = acts::named_revision(headers).and_then(|revision| revision.checked_add(1));
    let Some(next) = next.filter(|next| *next <= held.lottery.revision) else {
        return Ok(false);
    };
    let Some(row) = app.get(key::log(held.id, next)).await? else {
        return Ok(false);
    };
    let row: LogRow = rows::decode(&row.bytes)?;
    Ok(row.event == Logged::Plain(Event::EntriesAdded { entries }))
}

/// `PUT lotteries/{id}/entries`: a block of announced entries. Those already there are left.
///
/// # Errors
/// Not found; wrong phase; invalid; taken.
pub async fn add<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let EntriesBlock { entries } = body.json()?;
        check(&entries)?;
        let (count, writes) = missing(&app, id, &entries).await?;
        if count == 0 {
            return Ok(Json(standing(&held.lottery)));
        }
        needs_open(&held)?;
        let mut after = held.lottery.clone();
        after.present = after.present.saturating_add(count);
        if after.present > after.announced {
            return Err(Failure::invalid("entries", "more than were announced"));
        }
        if commit(&app, &held, &after, writes).await? {
            return Ok(Json(standing(&after)));
        }
    }
    Err(Failure::Contended)
}

fn check(entries: &[NewEntry]) -> Result<(), Failure> {
    if entries.len() > BLOCK {
        return Err(Failure::invalid("entries", format!("more than {BLOCK} at once")));
    }
    let (mut numbers, mut credentials) = (HashSet::new(), HashSet::new());
    for (index, new) in entries.iter().enumerate() {
        let field = |name: &str| format!("entries[{index}].{name}");
        if !NUMBERS.contains(&new.entry) {
            return Err(Failure::invalid(field("entry"), "expected four to six digits"));
        }
        if !numbers.insert(new.entry) {
            return Err(Failure::invalid(field("entry"), "twice in one block"));
        }
        if new.credential == Hash32::ZERO || !credentials.insert(new.credential) {
            return Err(Failure::invalid(
                field("credential"),
                "no credential, or twice in one block",
            ));
        }
        if new.wrap.0.len() > MAX_WRAP {
            return Err(Failure::invalid(field("wrap"), format!("more than {MAX_WRAP} bytes")));
        }
    }
    Ok(())
}

/// How many of these are not there yet, and the rows that put them there.
async fn missing<S: Store>(app: &App<S>, id: LotteryId, entries: &[NewEntry]) -> Result<(u32, Vec<Write>), Failure> {
    let (mut count, mut writes) = (0, Vec::new());
    for new in entries {
        let taken = |what: &str| Problem::Taken {
            what: what.to_owned(),
            number: new.entry,
        };
        if let Some(row) = app.get(key::entry(id, new.entry)).await? {
            let known: Entry = rows::decode(&row.bytes)?;
            if (known.group, known.link, &known.wrap) != (new.group, new.credential, &new.wrap) {
                return Err(taken("entry").into());
            }
            continue;
        }
        if app.get(key::credential(id, &new.credential)).await?.is_some() {
            return Err(taken("link").into());
        }
        count += 1;
        writes.push(put(key::entry(id, new.entry), None, rows::encode(&fresh(new))?));
        writes.push(put(
            key::credential(id, &new.credential),
            None,
            rows::encode(&new.entry)?,
        ));
    }
    Ok((count, writes))
}

fn fresh(new: &NewEntry) -> Entry {
    Entry {
        group: new.group,
        link: new.credential,
        wrap: new.wrap.clone(),
        version: 0,
        nonce: Nonce::ZERO,
        choices: Vec::new(),
        seal: 0,
        listed: Hash32::ZERO,
    }
}
