//! What every act of the administrator's has in common.
//!
//! An act reads the lottery, asks whether what it wants holds already (then it answers as it did the first
//! time), compares `If-Match` with the revision, and commits one batch that is conditional on the lottery's
//! row: the record, the row itself, and whatever else belongs to the act. Whoever loses a race reads again
//! and looks at what is there now. A closing that is due, or was interrupted, comes before every act.

use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use turnwise_shared::api::{Note, Standing, Tick, revision_etag};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::{self, Event};

use crate::app::App;
use crate::auth::{self, Bearer, Held};
use crate::error::Failure;
use crate::lotteries::close;
use crate::rows::{self, LogRow, Logged, Lottery, key};
use crate::store::{Change, Condition, Key, Store, Write};

/// How often an act looks again after others changed its rows.
pub const TRIES: usize = 16;
/// The most bytes of a sealed reason: some hundred characters, in any script.
const MAX_NOTE: usize = 4_096;
/// From this many records on, nothing is recorded but what leads to the end: everyone reads the whole log.
pub const MAX_RECORDS: u32 = 1_000;

/// The lottery of this administrator, with a closing that was due or interrupted behind it.
///
/// # Errors
/// [`Problem::NotFound`] for everyone else; as the store's.
pub async fn begin<S: Store>(app: &App<S>, id: LotteryId, bearer: Bearer) -> Result<Held, Failure> {
    let held = auth::administrator(app, id, bearer).await?;
    close::settle(app, held).await
}

/// Compares `If-Match` with the revision.
///
/// # Errors
/// [`Problem::PreconditionRequired`] without, [`Problem::Stale`] with another one.
pub fn if_match(headers: &HeaderMap, held: &Held) -> Result<(), Failure> {
    let given = headers.get(IF_MATCH).ok_or(Problem::PreconditionRequired)?;
    if given.as_bytes() == revision_etag(held.lottery.revision).as_bytes() {
        return Ok(());
    }
    Err(Problem::Stale {
        revision: held.lottery.revision,
    }
    .into())
}

/// The revision that `If-Match` names, if it names one.
pub fn named_revision(headers: &HeaderMap) -> Option<u32> {
    let text = headers.get(IF_MATCH)?.to_str().ok()?;
    text.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// The act does not fit the phase.
pub fn wrong_phase(held: &Held) -> Failure {
    Problem::WrongPhase {
        phase: held.lottery.phase,
    }
    .into()
}

/// Refuses anything but an open lottery.
///
/// # Errors
/// [`Problem::WrongPhase`].
pub fn needs_open(held: &Held) -> Result<(), Failure> {
    if held.lottery.phase == Phase::Open {
        return Ok(());
    }
    Err(wrong_phase(held))
}

/// Bounds a reason, and refuses one that carries no text.
///
/// # Errors
/// [`Problem::Invalid`].
pub fn check_note(note: &Note) -> Result<(), Failure> {
    if note.sealed.0.len() > MAX_NOTE {
        return Err(Failure::invalid("note.sealed", format!("more than {MAX_NOTE} bytes")));
    }
    if note.text == Hash32::ZERO || note.sealed.0.is_empty() {
        return Err(Failure::invalid("note", "a reason cannot be empty"));
    }
    Ok(())
}

/// Refuses what could go on for ever, once the log is long. Closing, drawing and publishing stay possible.
///
/// # Errors
/// [`Problem::Invalid`].
pub fn check_room(held: &Held) -> Result<(), Failure> {
    if held.lottery.revision < MAX_RECORDS {
        return Ok(());
    }
    Err(Failure::invalid(
        "",
        format!("the record has {MAX_RECORDS} entries already"),
    ))
}

/// Whether the last record is this very act: the same request again.
///
/// # Errors
/// As the store's.
pub async fn is_last<S: Store>(
    app: &App<S>,
    held: &Held,
    same: impl FnOnce(&Event) -> bool,
    note: &Note,
) -> Result<bool, Failure> {
    let row = app.get(key::log(held.id, held.lottery.revision)).await?;
    let row: LogRow = rows::decode(&row.ok_or(Failure::Damaged("a record is missing"))?.bytes)?;
    let same_note = row.note.is_some_and(|kept| kept.text == note.text);
    Ok(same_note && matches!(row.event, Logged::Plain(event) if same(&event)))
}

/// Where a lottery stands.
pub fn standing(lottery: &Lottery) -> Standing {
    Standing {
        phase: lottery.phase,
        revision: lottery.revision,
        head: lottery.head,
        present: lottery.present,
    }
}

/// One record about to be written.
pub struct Act {
    /// What happened.
    pub event: Event,
    /// How it is kept; [`Logged::Drawn`] for a draw.
    pub logged: Logged,
    /// The reason, if any.
    pub note: Option<Note>,
}

impl Act {
    /// An event that is kept as it is.
    pub fn plain(event: Event, note: Option<Note>) -> Self {
        Self {
            logged: Logged::Plain(event.clone()),
            event,
            note,
        }
    }

    /// Puts the record behind the log of `lottery` and gives the row to write for it. No record is dated
    /// before the one in front of it.
    ///
    /// # Errors
    /// As [`rows::encode`].
    pub fn record(self, id: LotteryId, lottery: &mut Lottery, now: u64) -> Result<Write, Failure> {
        let text = self.note.as_ref().map_or(Hash32::ZERO, |note| note.text);
        lottery.time = lottery.next_time(now);
        lottery.revision = lottery.revision.saturating_add(1);
        lottery.head = record::head(&lottery.head, lottery.revision, lottery.time, &text, &self.event);
        let row = LogRow {
            time: lottery.time,
            event: self.logged,
            note: self.note,
            head: lottery.head,
        };
        Ok(put(key::log(id, lottery.revision), None, rows::encode(&row)?))
    }
}

/// Commits what an act changes: the lottery's row, on condition that it is still the one that was read, its
/// due row, and `writes`. True if it was applied, false if somebody else was faster.
///
/// # Errors
/// As the store's.
pub async fn commit<S: Store>(
    app: &App<S>,
    before: &Held,
    after: &Lottery,
    writes: Vec<Write>,
) -> Result<bool, Failure> {
    let id = before.id;
    let mut batch = vec![put(key::lottery(id), Some(before.version), rows::encode(after)?)];
    let (was, is) = (before.lottery.due(), after.due());
    if was != is {
        batch.push(Write {
            key: key::due(was, id),
            condition: Condition::Version(1),
            change: Change::Delete,
        });
        batch.push(put(key::due(is, id), None, Vec::new()));
    }
    batch.extend(writes);
    if app.apply(batch).await?.is_some() {
        return Ok(false);
    }
    if after.revision != before.lottery.revision {
        let (revision, head) = (after.revision, after.head);
        app.events.tell(id, Tick { revision, head });
    }
    Ok(true)
}

/// Writes a row: a new one, or over the version that was read.
pub fn put(key: Key, over: Option<u64>, bytes: Vec<u8>) -> Write {
    Write {
        key,
        condition: over.map_or(Condition::Absent, Condition::Version),
        change: Change::Put(bytes),
    }
}
