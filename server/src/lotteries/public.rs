//! What anyone who knows the lottery's id may read once the list is fixed: the log, and the fingerprint of
//! every line. Nonces hide the lines themselves until publication.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use turnwise_shared::api::{LineHash, PublicRecord};
use turnwise_shared::error::Problem;

use super::{Path, attempt, parse_id, read};
use crate::app::App;
use crate::auth;
use crate::error::Failure;
use crate::rows::Left;
use crate::store::Store;

/// `GET lotteries/{id}/record`. Of a lottery that was deleted after its closing the log alone is left.
///
/// # Errors
/// Not found, also while the list is open.
pub async fn record<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
) -> Result<Json<PublicRecord>, Failure> {
    let held = auth::load(&app, parse_id(&id)?).await?;
    let (lottery, fixed) = (&held.lottery, held.lottery.list);
    let (lines, told) = match (lottery.left, fixed) {
        // Whatever the values were drawn for is gone, and they with it: the heads stay.
        (Left::Log, _) => (Vec::new(), 0),
        (Left::Everything, Some(fixed)) if lottery.is_closed() => {
            (attempt::lines(&app, held.id, &fixed.list).await?, lottery.told())
        }
        _ => return Err(Problem::NotFound.into()),
    };
    let hashes = lines.iter().map(|line| LineHash {
        entry: line.entry,
        line: line.hash(),
    });
    Ok(Json(PublicRecord {
        lines: hashes.collect(),
        log: read::log(&app, &held, told).await?,
    }))
}
