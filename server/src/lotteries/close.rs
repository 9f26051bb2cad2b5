//! Closing: the list is fixed, and everything that was acknowledged is in it.
//!
//! Three steps, each of which may be repeated: the phase becomes *closing* (from then on saves are refused);
//! every entry's row is rewritten as sealed (a save that was on its way then fails, because its row changed);
//! the list is kept, and one batch writes the record and the phase *closed*. After a crash the next act, or
//! the sweep, goes on where it stopped. Two that close at once do the same work, and one batch of theirs counts.
//!
//! Where a public value decides, the record names which one, so that nobody can know it yet.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use turnwise_shared::api::Close;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Phase;
use turnwise_shared::record::{Event, Line, list_hash};

use super::{Answer, Body, Path, parse_id};
use crate::acts::{self, Act, TRIES, commit, if_match, needs_open, put, standing, wrong_phase};
use crate::app::App;
use crate::auth::{Bearer, Held, HeldEntry, held_entry, load};
use crate::error::Failure;
use crate::notice::not_before;
use crate::parts::{self, Kind};
use crate::rows::{self, FixedList, key};
use crate::store::{MAX_ROWS, Store};

/// `PUT lotteries/{id}/closing`.
///
/// # Errors
/// Not found; precondition required, stale; wrong phase; entries missing; too early; invalid.
pub async fn close<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        let Close { moment } = body.json()?;
        if held.lottery.phase == Phase::Closed {
            // Whoever named a later moment than the record has did not close it: its time came first.
            let due = held.lottery.list.map_or(0, |fixed| fixed.due);
            if moment.is_some_and(|moment| moment > due) {
                return Err(wrong_phase(&held));
            }
            return Ok(Json(standing(&held.lottery)));
        }
        if_match(&headers, &held)?;
        needs_open(&held)?;
        let (announced, present) = (held.lottery.announced, held.lottery.present);
        if announced != present {
            return Err(Problem::EntriesMissing { announced, present }.into());
        }
        let time = held.lottery.next_time(app.now());
        not_before(held.lottery.closes_from(), time)?;
        held.lottery.check_moment(time, moment)?;
        // Whether this began it or somebody else was faster: the next round finishes it.
        start(&app, &held, moment).await?;
    }
    Err(Failure::Contended)
}

/// Closes a lottery whose time has come, and finishes a closing that was interrupted; gives it as it is then.
///
/// # Errors
/// As the store's.
pub async fn settle<S: Store>(app: &App<S>, mut held: Held) -> Result<Held, Failure> {
    for _ in 0..TRIES {
        let lottery = &held.lottery;
        let due = lottery.closes_itself() && lottery.is_over(app.now());
        if !lottery.is_there() || !(due || lottery.phase == Phase::Closing) {
            return Ok(held);
        }
        if due {
            start(app, &held, None).await?;
        } else {
            finish(app, &held).await?;
        }
        held = load(app, held.id).await?;
    }
    Err(Failure::Contended)
}

/// From here on no save is begun. False if somebody else changed the lottery first.
async fn start<S: Store>(app: &App<S>, held: &Held, moment: Option<u64>) -> Result<bool, Failure> {
    let mut after = held.lottery.clone();
    after.phase = Phase::Closing;
    after.closings = after.closings.saturating_add(1);
    after.moment = moment;
    commit(app, held, &after, Vec::new()).await
}

/// Seals every row, keeps the list, and puts it on the record.
async fn finish<S: Store>(app: &App<S>, held: &Held) -> Result<(), Failure> {
    let id = held.id;
    let lines = seal(app, id, held.lottery.closings).await?;
    let hashes: Vec<Hash32> = lines.iter().map(Line::hash).collect();
    let list = list_hash(&hashes);
    parts::write(app, id, Kind::Lines, &list, &rows::encode(&lines)?).await?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut after = held.lottery.clone();
    // Not before the notice allows, whatever became of the clock since the closing was begun.
    let time = after.next_time(app.now()).max(after.closes_from());
    let moment = after.moment.take();
    let due = after.due_value(time, moment);
    let event = Event::Closed {
        list,
        entries: count(lines.len()),
        saved: count(lines.iter().filter(|line| line.version > 0).count()),
        plan: after.plan,
        due,
    };
    let record = Act::plain(event, None).record(id, &mut after, time)?;
    after.phase = Phase::Closed;
    after.list = Some(FixedList {
        list,
        record: after.revision,
        head: after.head,
        due,
        drawn: false,
    });
    // Whether this batch counts or another one's: the list is the same.
    commit(app, held, &after, vec![record]).await?;
    Ok(())
}

/// Rewrites every row that this closing has not sealed yet; all lines, by ascending entry.
async fn seal<S: Store>(app: &App<S>, id: LotteryId, closing: u32) -> Result<Vec<Line>, Failure> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = sealed_page(app, id, closing, after.clone()).await?;
        let Some(last) = page.last() else {
            return Ok(lines);
        };
        after = Some(key::entry(id, last.number).sort);
        lines.extend(page.iter().map(|held| held.entry.line(held.number, true)));
    }
}

/// A page of rows, sealed. A save that slips in between reading and writing makes the batch fail: then the
/// page is read again. Nobody begins a save any more, so this ends.
async fn sealed_page<S: Store>(
    app: &App<S>,
    id: LotteryId,
    closing: u32,
    after: Option<Vec<u8>>,
) -> Result<Vec<HeldEntry>, Failure> {
    for _ in 0..TRIES {
        let mut page = Vec::new();
        for (sort, row) in app.query(id, key::ENTRIES, after.clone(), MAX_ROWS).await? {
            let number = key::parse_entry(&sort).ok_or(Failure::Damaged("an entry's key"))?;
            page.push(held_entry(number, &row)?);
        }
        let mut batch = Vec::new();
        for held in page.iter_mut().filter(|held| held.entry.seal < closing) {
            held.entry.seal = closing;
            held.entry.listed = held.entry.link;
            let bytes = rows::encode(&held.entry)?;
            batch.push(put(key::entry(id, held.number), Some(held.version), bytes));
        }
        if batch.is_empty() || app.apply(batch).await?.is_none() {
            return Ok(page);
        }
    }
    Err(Failure::Contended)
}
