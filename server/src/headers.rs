//! The headers of every answer, in one function.
//!
//! Pages and workers are protected by the content security policy of their own response, so it stands on
//! every one. What the API answers is for one asker at one moment and is never kept by a cache.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH,
    REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::app::App;
use crate::config::Options;
use crate::store::Store;

/// Nothing but what this server itself serves; no framing, no forms elsewhere, no inline code.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Everything a page could ask a device for: none of it.
pub const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    encrypted-media=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
    screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// The headers that do not depend on what is answered.
const EVERYWHERE: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// What was asked for, as far as headers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Something of the API's.
    Api,
    /// The document an organiser works in: the start, from which it goes on without loading another, or the organiser's own.
    Organiser,
    /// Any other document or file.
    Other,
}

impl Asked {
    fn by(uri: &Uri) -> Self {
        let path = uri.path();
        if path == "/api" || path.starts_with("/api/") {
            return Self::Api;
        }
        let document = path.rsplit('/').next().unwrap_or_default();
        match (document, uri.query()) {
            ("organise.html", _) | ("" | "index.html", None) => Self::Organiser,
            _ => Self::Other,
        }
    }
}

/// Sets them all: on what the API answers `no-store` too, and where TLS is said to be on, HSTS. Where a relay of public
/// values was named, the organiser's page may ask it, and nobody else's.
pub fn set(headers: &mut HeaderMap, asked: Asked, options: &Options) {
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(relay) = options.drand_relay.as_ref().filter(|_| asked == Asked::Organiser) {
        let policy = POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {relay}"));
        if let Ok(policy) = HeaderValue::try_from(policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
    }
    if asked == Asked::Api {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if options.tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
}

/// Sets them on every answer of the router.
pub async fn on_every_answer<S: Store>(State(app): State<Arc<App<S>>>, request: Request, next: Next) -> Response {
    let asked = Asked::by(request.uri());
    let mut response = next.run(request).await;
    set(response.headers_mut(), asked, &app.options);
    response
}

/// Who else's pages may call the API: exactly the origins that were configured, without cookies.
pub fn cors(options: &Options) -> CorsLayer {
    let origins = options.cors_origins.iter();
    let origins: Vec<HeaderValue> = origins.filter_map(|origin| origin.parse().ok()).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH])
        .expose_headers([ETAG, RETRY_AFTER])
        .max_age(Duration::from_hours(1))
}
