//! What is logged of a request: time, method, route template, status, latency and a number of its own.
//!
//! Never the path itself (it names lotteries and entries), a query, a header, a body or an address. The
//! number is sent back as `x-request-id`, so that somebody who reports a fault can name it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use data_encoding::HEXLOWER;
use tracing::Instrument;

use crate::app::App;
use crate::store::Store;

/// Logs one line when a request was answered.
pub async fn request<S: Store>(State(app): State<Arc<App<S>>>, request: Request, next: Next) -> Response {
    let number = app.random().unwrap_or_default();
    let number = HEXLOWER.encode(&number[..8]);
    let template = request.extensions().get::<MatchedPath>();
    let route = template.map_or("pages", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", %method, route, id = number);
    let started = Instant::now();
    async {
        let mut response = next.run(request).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), ms, "answered");
        if let Ok(value) = HeaderValue::from_str(&number) {
            response
                .headers_mut()
                .insert(HeaderName::from_static("x-request-id"), value);
        }
        response
    }
    .instrument(span)
    .await
}
