//! The pages: files of one folder, with their compressed siblings, as any static host would serve them.
//!
//! Files whose name carries a hash never change and are kept for ever; everything else is asked for again.
//! A path without a dot is an address inside the app and gets the index; anything else that is not there is 404.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

/// The least hexadecimal digits that count as a hash in a file's name.
const HASH_DIGITS: usize = 8;

/// The pages of this folder.
pub fn pages(folder: &Path) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let index = ServeFile::new(folder.join("index.html"));
    let index = index.precompressed_br().precompressed_gzip();
    Router::new().fallback(move |request: Request| async move {
        let path = request.uri().path().to_owned();
        let name = path.rsplit('/').next().unwrap_or_default();
        let answer = if name.contains('.') {
            files.oneshot(request).await.into_response()
        } else {
            index.oneshot(request).await.into_response()
        };
        kept(answer, has_hash(name))
    })
}

/// Says how long a file may be kept.
fn kept(mut answer: Response, has_hash: bool) -> Response {
    let value = if has_hash && answer.status() != StatusCode::NOT_FOUND {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(value));
    answer
}

/// Whether a part of the name, between hyphens or dots, is a hash.
fn has_hash(name: &str) -> bool {
    let digits = |part: &str| part.len() >= HASH_DIGITS && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    name.split(['-', '.', '_']).skip(1).any(digits)
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn hashed_names_are_told_from_others() {
        let cases = [
            ("app-0123456789abcdef.wasm", true),
            ("app-0123456789abcdef_bg.wasm", true),
            ("layout.89abcdef01234567.css", true),
            ("index.html", false),
            ("boot.js", false),
            ("deadbeef.html", false),
            ("worker-4711.js", false),
        ];
        for (name, expected) in cases {
            assert_eq!(has_hash(name), expected, "{name}");
        }
    }
}
