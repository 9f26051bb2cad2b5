//! The headers of every answer: pages, files, the API, refusals, whatever is answered.

use axum::http::{Method, StatusCode};
use tempfile::TempDir;
use turnwise_server::config::Options;
use turnwise_shared::api::{AdministratorView, Draw, MAX_BODY, path};
use turnwise_shared::lottery::ValuePlan;

use crate::api::{Answer, Api, Call};
use crate::school::School;

/// As `security.md` asks for it, written out.
const ALWAYS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

#[track_caller]
fn has_them_all(answer: &Answer, cache: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), value, "{answer:?}");
        assert_eq!(answer.headers.get_all(name).iter().count(), 1, "{answer:?}");
    }
    for feature in ["camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"] {
        assert!(answer.header("permissions-policy").contains(feature), "{answer:?}");
    }
    assert!(!answer.header("permissions-policy").contains('*'), "{answer:?}");
    assert_eq!(answer.header("cache-control"), cache, "{answer:?}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{answer:?}");
    assert!(!answer.headers.contains_key("set-cookie"), "{answer:?}");
    assert!(!answer.headers.contains_key("server"), "{answer:?}");
}

fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("index.html", "<!doctype html>the page"),
        ("organise.html", "<!doctype html>the other page"),
        ("app-0123456789abcdef.js", "export {}"),
        ("app-0123456789abcdef.js.br", "brotli"),
    ];
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

#[tokio::test]
async fn every_answer_has_the_same_headers() {
    let site = site();
    let options = Options {
        site: Some(site.path().to_owned()),
        ..Options::default()
    };
    let school = School::planned(Api::with(options), 1, 2, ValuePlan::Server);
    school.begin().await;
    let lottery = path::lottery(&school.id);
    let api = [
        (school.opening(), StatusCode::OK),
        (Call::get(&lottery).bearer(&school.keys.auth), StatusCode::OK),
        (
            Call::get(&lottery)
                .bearer(&school.keys.auth)
                .header("if-none-match", "\"1-2-0\""),
            StatusCode::NOT_MODIFIED,
        ),
        (Call::get(&lottery), StatusCode::NOT_FOUND),
        (Call::get("nothing"), StatusCode::NOT_FOUND),
        (Call::at(Method::GET, "/api"), StatusCode::NOT_FOUND),
        (Call::get(format!("{lottery}%ff")), StatusCode::NOT_FOUND),
        (Call::new(Method::PATCH, &lottery), StatusCode::NOT_FOUND),
        (Call::new(Method::OPTIONS, &lottery), StatusCode::OK),
        (Call::get("ready"), StatusCode::NO_CONTENT),
        (school.put("closing").body("{}"), StatusCode::PRECONDITION_REQUIRED),
        (
            school.put("closing").if_match(9).body("{}"),
            StatusCode::PRECONDITION_FAILED,
        ),
        (
            school.put("attempts/1").if_match(1).json(&Draw::Server),
            StatusCode::CONFLICT,
        ),
        (school.put("closing").body("{"), StatusCode::UNPROCESSABLE_ENTITY),
        (
            school.put("closing").body(vec![b' '; MAX_BODY as usize + 1]),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (school.put("closing").if_match(1).body("{}"), StatusCode::OK),
    ];
    for (call, status) in api {
        let answer = school.api.call(call).await;
        assert_eq!(answer.status, status, "{answer:?}");
        has_them_all(&answer, "no-store");
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn every_page_and_file_has_the_same_headers() {
    let site = site();
    let api = Api::with(Options {
        site: Some(site.path().to_owned()),
        ..Options::default()
    });
    let pages = [
        ("/", StatusCode::OK, "no-cache"),
        ("/index.html", StatusCode::OK, "no-cache"),
        ("/organise.html", StatusCode::OK, "no-cache"),
        ("/a/path/without/a/dot", StatusCode::OK, "no-cache"),
        ("/nothing.js", StatusCode::NOT_FOUND, "no-cache"),
        ("/app-fedcba9876543210.js", StatusCode::NOT_FOUND, "no-cache"),
        (
            "/app-0123456789abcdef.js",
            StatusCode::OK,
            "public, max-age=31536000, immutable",
        ),
        ("/../Cargo.toml", StatusCode::NOT_FOUND, "no-cache"),
        ("/%2e%2e/Cargo.toml", StatusCode::NOT_FOUND, "no-cache"),
    ];
    for (path, status, cache) in pages {
        let answer = api.call(Call::at(Method::GET, path)).await;
        assert_eq!(answer.status, status, "{path} {answer:?}");
        has_them_all(&answer, cache);
    }
}

#[tokio::test]
async fn pages_come_compressed_where_the_browser_can_read_them() {
    let site = site();
    let options = Options {
        site: Some(site.path().to_owned()),
        ..Options::default()
    };
    let api = Api::with(options);
    let file = || Call::at(Method::GET, "/app-0123456789abcdef.js");
    let compressed = api.call(file().header("accept-encoding", "gzip, br")).await;
    assert_eq!(
        (compressed.header("content-encoding"), compressed.text()),
        ("br", "brotli".to_owned())
    );
    assert_eq!(compressed.header("content-type"), "text/javascript");
    let plain = api.call(file()).await;
    assert_eq!(
        (plain.header("content-encoding"), plain.text()),
        ("", "export {}".to_owned())
    );
}

#[tokio::test]
async fn tls_is_asked_for_where_the_deployer_says_it_is_there() {
    let options = Options {
        tls: true,
        ..Options::default()
    };
    let answer = Api::with(options).call(Call::get("ready")).await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
}

#[tokio::test]
async fn other_origins_are_let_in_one_by_one_and_without_cookies() {
    let options = Options {
        cors_origins: vec!["https://draw.example.org".to_owned()],
        ..Options::default()
    };
    let api = Api::with(options);
    let ask = |origin: &str| {
        let call = Call::new(Method::OPTIONS, path::lottery(&crate::school::id(1)));
        let call = call
            .header("origin", origin)
            .header("access-control-request-method", "PUT");
        call.header("access-control-request-headers", "authorization,content-type,if-match")
    };
    let answer = api.call(ask("https://draw.example.org")).await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://draw.example.org");
    let allowed = answer.header("access-control-allow-headers");
    for name in ["authorization", "content-type", "if-match", "if-none-match"] {
        assert!(allowed.contains(name), "{allowed}");
    }
    let read = Call::get(path::lottery(&crate::school::id(1))).header("origin", "https://draw.example.org");
    let exposed = api.call(read).await;
    assert!(exposed.header("access-control-expose-headers").contains("etag"));
    assert!(!exposed.headers.contains_key("access-control-allow-credentials"));
    for origin in [
        "https://evil.example",
        "null",
        "http://draw.example.org",
        "https://draw.example.org.evil.example",
    ] {
        let answer = api.call(ask(origin)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
    }
}

#[tokio::test]
async fn only_the_organisers_page_may_ask_the_relay_that_was_named() {
    let relay = "https://relay.example.org".to_owned();
    let options = Options {
        drand_relay: Some(relay.clone()),
        ..Options::default()
    };
    let school = School::planned(Api::with(options), 1, 1, ValuePlan::Server);
    school.begin().await;
    let answer = school
        .api
        .call(Call::get(path::lottery(&school.id)).bearer(&school.keys.auth))
        .await;
    assert!(
        !answer.header("content-security-policy").contains("https:"),
        "the API asks nobody"
    );
    assert_eq!(answer.ok::<AdministratorView>().drand_relay, Some(relay));
    for (page, asks) in [
        ("/", true),
        ("/index.html", true),
        ("/organise.html?l=x", true),
        ("/?l=x", false),
        ("/check.html", false),
        ("/verification.js", false),
    ] {
        let answer = school.api.call(Call::at(Method::GET, page)).await;
        let policy = answer.header("content-security-policy");
        let named = policy.contains("connect-src 'self' https://relay.example.org;");
        assert_eq!(named, asks, "{page}: {policy}");
        assert_eq!(policy.matches("https:").count(), usize::from(asks), "{page}");
    }
}
