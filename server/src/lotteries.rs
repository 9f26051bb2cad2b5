//! What can happen to a lottery, one file per act, and the route table.
//!
//! | act | who | file |
//! |---|---|---|
//! | open, announce and add entries, replace a link, change the rules | administrator | [`open`], [`entries`], [`link`], [`rules`] |
//! | save a ballot | participant | [`ballot`] |
//! | close, open again | administrator | [`close`], [`reopen`] |
//! | draw, draw again, publish | administrator | [`draw`], [`value`], [`redraw`], [`publish`] |
//! | read | both, or anyone once closed | [`read`], [`attempt`], [`public`], [`transcript`] |
//! | delete, expire | administrator, time | [`delete`], [`sweep`] |

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use turnwise_shared::api::{MAX_BODY, Standing};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::LotteryId;

use crate::app::App;
use crate::error::Failure;
use crate::events;
use crate::store::Store;

pub mod attempt;
pub mod ballot;
pub mod close;
pub mod delete;
pub mod draw;
pub mod entries;
pub mod link;
pub mod open;
pub mod public;
pub mod publish;
pub mod read;
pub mod redraw;
pub mod reopen;
pub mod rules;
pub mod sweep;
pub mod transcript;
pub mod value;

/// Seconds within which a body must have arrived.
const BODY_SECONDS: u64 = 30;

/// What an act answers.
pub type Answer = Result<Json<Standing>, Failure>;

/// The route table, below `/api`.
pub fn routes<S: Store>() -> Router<Arc<App<S>>> {
    let whole = get(read::administrator::<S>)
        .put(open::open::<S>)
        .delete(delete::delete::<S>);
    let entries = post(entries::announce::<S>).put(entries::add::<S>);
    let attempt = get(attempt::read::<S>).put(draw::draw::<S>);
    Router::new()
        .route("/lotteries/{id}", whole)
        .route("/lotteries/{id}/rules", put(rules::change::<S>))
        .route("/lotteries/{id}/entries", entries)
        .route("/lotteries/{id}/entries/{entry}/link", put(link::replace::<S>))
        .route("/lotteries/{id}/closing", put(close::close::<S>))
        .route("/lotteries/{id}/reopening", put(reopen::reopen::<S>))
        .route("/lotteries/{id}/attempts/{attempt}", attempt)
        .route("/lotteries/{id}/redraw", put(redraw::redraw::<S>))
        .route("/lotteries/{id}/publication", put(publish::publish::<S>))
        .route("/lotteries/{id}/entry", get(read::participant::<S>))
        .route("/lotteries/{id}/entry/ballot", put(ballot::save::<S>))
        .route("/lotteries/{id}/record", get(public::record::<S>))
        .route("/lotteries/{id}/transcript", get(transcript::read::<S>))
        .route("/lotteries/{id}/events", get(events::events::<S>))
}

/// What a path names. One that cannot even be read names nothing: the same answer as for the unknown.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, A: Send + Sync> FromRequestParts<A> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &A) -> Result<Self, Failure> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(named)| Self(named))
            .map_err(|_| Problem::NotFound.into())
    }
}

/// The lottery a path names.
///
/// # Errors
/// [`Problem::NotFound`] for what is no lottery's id.
pub fn parse_id(text: &str) -> Result<LotteryId, Failure> {
    match text.parse() {
        Ok(id) if id != LotteryId::ZERO => Ok(id),
        _ => Err(Problem::NotFound.into()),
    }
}

/// The number a path names.
///
/// # Errors
/// [`Problem::NotFound`] for what is none.
pub fn parse_number(text: &str) -> Result<u32, Failure> {
    text.parse().map_err(|_| Problem::NotFound.into())
}

/// A body, read but not looked at: who may act is asked first.
pub struct Body(Bytes);

impl<A: Send + Sync> FromRequest<A> for Body {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &A) -> Result<Self, Failure> {
        let body = Bytes::from_request(request, state);
        match tokio::time::timeout(Duration::from_secs(BODY_SECONDS), body).await {
            Ok(Ok(bytes)) => Ok(Self(bytes)),
            Ok(Err(rejection)) => Err(refused(&rejection)),
            Err(_) => Err(Failure::invalid("", "the body did not arrive in time")),
        }
    }
}

impl Body {
    /// The request in it.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for anything but JSON of exactly this form.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.0).map_err(|fault| Failure::invalid("", fault.to_string()))
    }
}

fn refused(rejection: &BytesRejection) -> Failure {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::TooLarge { limit: MAX_BODY }.into();
    }
    Failure::invalid("", "the body broke off")
}
