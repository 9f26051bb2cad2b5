//! Deleting: first the lottery is marked, so that nobody gets in any more; then its rows go, page by page; last
//! its own row. After a closing the log stays until expiry, so that nobody can make a draw disappear.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::{Path, parse_id, sweep};
use crate::acts::{self, TRIES, commit, if_match};
use crate::app::App;
use crate::auth::{Bearer, load};
use crate::error::Failure;
use crate::rows::Left;
use crate::store::Store;

/// `DELETE lotteries/{id}`.
///
/// # Errors
/// Not found, also when it is deleted already; precondition required, stale.
pub async fn delete<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let id = parse_id(&id)?;
    for _ in 0..TRIES {
        let held = acts::begin(&app, id, bearer).await?;
        if_match(&headers, &held)?;
        let mut after = held.lottery.clone();
        after.left = Left::Leaving;
        if commit(&app, &held, &after, Vec::new()).await? {
            sweep::remove(&app, load(&app, id).await?).await?;
            return Ok(StatusCode::NO_CONTENT);
        }
    }
    Err(Failure::Contended)
}
