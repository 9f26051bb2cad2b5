//! The server that sees numbers, never names.
//!
//! Start with [`lotteries`]: what can happen to a lottery, one file per act, and the route table. [`acts`] says
//! what all acts have in common, [`rows`] what stands under which key of the [`store`]. [`router`] is pure:
//! everything it needs, the clock and random bytes included, comes in an [`App`]; `cli/serve.rs` builds the
//! real one.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use turnwise_shared::api::MAX_BODY;
use turnwise_shared::error::Problem;

use crate::app::App;
use crate::error::Failure;
use crate::store::Store;

pub mod acts;
pub mod app;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod config;
pub mod error;
pub mod events;
pub mod headers;
pub mod limits;
pub mod lotteries;
pub mod notice;
pub mod parts;
pub mod rows;
pub mod store;
pub mod trace;

/// Everything that is answered: the API below `/api`, and the pages, if there are any.
pub fn router<S: Store>(app: Arc<App<S>>) -> Router {
    let body = usize::try_from(MAX_BODY).unwrap_or(usize::MAX);
    let api = lotteries::routes()
        .layer(from_fn_with_state(Arc::clone(&app), limits::limit::<S>))
        .layer(DefaultBodyLimit::max(body))
        .route("/ready", get(ready::<S>))
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_route)
        .with_state(Arc::clone(&app));
    let pages = match &app.options.site {
        Some(folder) => assets::pages(folder),
        None => Router::new().fallback(no_such_route),
    };
    let whole = Router::new().nest("/api", api).merge(pages);
    whole
        .layer(headers::cors(&app.options))
        .layer(CatchPanicLayer::custom(|_| Failure::Interrupted.into_response()))
        .layer(from_fn_with_state(Arc::clone(&app), headers::on_every_answer::<S>))
        .layer(from_fn_with_state(app, trace::request::<S>))
}

async fn no_such_route() -> Failure {
    Problem::NoSuchRoute.into()
}

/// Whether this server can do its work: for whoever watches over it.
async fn ready<S: Store>(axum::extract::State(app): axum::extract::State<Arc<App<S>>>) -> StatusCode {
    if app.is_ready() {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}
