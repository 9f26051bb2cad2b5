//! What time does: lotteries close when their closing time comes, and everything about them goes when they
//! expire. The same walk resumes what a crash interrupted, so it also runs at start-up.

use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::seal::Sealed;

use super::close;
use crate::acts::commit;
use crate::app::App;
use crate::auth::{Held, load};
use crate::error::Failure;
use crate::rows::{Left, key};
use crate::store::{Change, Condition, MAX_ROWS, Store, Write};

/// How many due lotteries one walk looks at.
const PAGE: usize = 100;
/// The rows of a lottery but its own and its log, by the first of their sort bytes.
const BELONGINGS: [&[u8]; 7] = [b"E", b"K", b"R", b"C", b"S", b"A", b"B"];

/// Looks at every lottery that is due; how many were removed whole. One that cannot be dealt with is logged
/// and does not keep the others waiting.
///
/// # Errors
/// As the store's.
pub async fn sweep<S: Store>(app: &App<S>) -> Result<u32, Failure> {
    let (mut removed, mut after) = (0, None);
    loop {
        let page = app.query(LotteryId::ZERO, key::DUE, after.clone(), PAGE).await?;
        for (sort, _) in &page {
            let (due, id) = key::parse_due(sort).ok_or(Failure::Damaged("a due row's key"))?;
            if due > app.now() {
                return Ok(removed);
            }
            match look_at(app, id).await {
                Ok(gone) => removed += u32::from(gone),
                Err(failure @ Failure::Store(_)) => return Err(failure),
                Err(failure) => tracing::error!(?failure, "the sweep passed over a lottery"),
            }
        }
        let Some((last, _)) = page.last() else {
            return Ok(removed);
        };
        after = Some(last.clone());
    }
}

/// Does what is due with one lottery; whether it is gone altogether.
async fn look_at<S: Store>(app: &App<S>, id: LotteryId) -> Result<bool, Failure> {
    let held = match load(app, id).await {
        Err(Failure::Problem(Problem::NotFound)) => return Ok(false),
        other => other?,
    };
    let expired = held.lottery.expires_at() <= app.now();
    if !expired && held.lottery.left != Left::Leaving {
        close::settle(app, held).await?;
        return Ok(false);
    }
    if held.lottery.left == Left::Leaving {
        return remove(app, held).await;
    }
    let mut after = held.lottery.clone();
    after.left = Left::Leaving;
    commit(app, &held, &after, Vec::new()).await?;
    remove(app, load(app, id).await?).await
}

/// Removes what is leaving: everything, or, after a closing and before expiry, everything but the log. True if
/// nothing is left.
///
/// # Errors
/// As the store's.
pub async fn remove<S: Store>(app: &App<S>, held: Held) -> Result<bool, Failure> {
    if held.lottery.left != Left::Leaving {
        return Ok(false);
    }
    app.has_removed();
    for kind in BELONGINGS {
        clear(app, held.id, kind).await?;
    }
    let keeps_log = held.lottery.closings > 0 && held.lottery.expires_at() > app.now();
    if keeps_log {
        let mut after = held.lottery.clone();
        after.left = Left::Log;
        // Nobody asks for these any more: the row says no more than the log needs.
        after.wrap = Sealed(Vec::new());
        after.opening = Hash32::ZERO;
        commit(app, &held, &after, Vec::new()).await?;
        return Ok(false);
    }
    clear(app, held.id, key::LOG).await?;
    let delete = |key, version| Write {
        key,
        condition: Condition::Version(version),
        change: Change::Delete,
    };
    let last = vec![
        delete(key::lottery(held.id), held.version),
        delete(key::due(held.lottery.due(), held.id), 1),
    ];
    Ok(app.apply(last).await?.is_none())
}

/// Deletes every row with this prefix; a row that was written in between is read again.
async fn clear<S: Store>(app: &App<S>, id: LotteryId, prefix: &[u8]) -> Result<(), Failure> {
    loop {
        let page = app.query(id, prefix, None, MAX_ROWS).await?;
        if page.is_empty() {
            return Ok(());
        }
        let deletes = page.into_iter().map(|(sort, row)| Write {
            key: crate::store::Key { lottery: id, sort },
            condition: Condition::Version(row.version),
            change: Change::Delete,
        });
        app.apply(deletes.collect()).await?;
    }
}
