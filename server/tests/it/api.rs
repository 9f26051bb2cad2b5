//! A client that speaks to the router in this process, with a clock and random bytes of the test's own. The
//! store is the real one, in a folder that goes with the client.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tower::ServiceExt;
use turnwise_server::app::App;
use turnwise_server::config::Options;
use turnwise_server::lotteries::sweep::sweep;
use turnwise_server::router;
use turnwise_server::store::redb::Engine;
use turnwise_shared::error::{Problem, ProblemDocument};
use turnwise_shared::hash::{Hash32, labelled};

/// When every test begins, in UTC seconds.
pub(crate) const START: u64 = 1_800_000_000;

/// The store's file.
const FILE: &str = "turnwise.redb";

/// The server.
pub(crate) struct Api {
    pub(crate) app: Arc<App<Engine>>,
    pub(crate) engine: Engine,
    router: Router,
    clock: Arc<AtomicU64>,
    folder: TempDir,
}

impl Api {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(&folder.path().join(FILE)).expect("a store");
        let clock = Arc::new(AtomicU64::new(START));
        let (read, drawn) = (Arc::clone(&clock), AtomicU64::new(0));
        let now = Arc::new(move || read.load(Ordering::SeqCst));
        let random = Arc::new(move || Some(bytes("server", drawn.fetch_add(1, Ordering::SeqCst))));
        let app = App::new(engine.clone(), now, random, options).expect("random bytes");
        Self {
            router: router(Arc::clone(&app)),
            app,
            engine,
            clock,
            folder,
        }
    }

    /// Every byte of the store's file.
    pub(crate) fn file(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join(FILE)).expect("the file")
    }

    /// The same at this UTC second.
    pub(crate) fn at(self, second: u64) -> Self {
        self.clock.store(second, Ordering::SeqCst);
        self
    }

    /// Lets so many seconds pass.
    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.load(Ordering::SeqCst)
    }

    /// What happens every few seconds in the real server.
    pub(crate) async fn sweep(&self) -> u32 {
        sweep(&self.app).await.expect("a sweep")
    }

    /// The answer before its body is read: for streams.
    pub(crate) async fn stream(&self, call: Call) -> Response<Body> {
        let answer = self.router.clone().oneshot(call.request()).await;
        answer.expect("a router never fails")
    }

    pub(crate) async fn call(&self, call: Call) -> Answer {
        let what = format!("{} {}", call.method, call.path);
        let (parts, body) = self.stream(call).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a whole answer");
        Answer {
            what,
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }
}

/// 32 bytes that are the same in every run, and different for every label and number.
pub(crate) fn bytes(label: &str, number: u64) -> [u8; 32] {
    labelled(label, &number.to_be_bytes()).0
}

/// A request, to be completed.
pub(crate) struct Call {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Body,
    peer: Option<IpAddr>,
}

impl Call {
    /// `path` is relative to the API, as in [`turnwise_shared::api::path`].
    pub(crate) fn new(method: Method, path: impl AsRef<str>) -> Self {
        Self::at(method, format!("/api/{}", path.as_ref()))
    }

    /// `path` is absolute.
    pub(crate) fn at(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: HeaderMap::new(),
            body: Body::empty(),
            peer: None,
        }
    }

    pub(crate) fn get(path: impl AsRef<str>) -> Self {
        Self::new(Method::GET, path)
    }

    pub(crate) fn put(path: impl AsRef<str>) -> Self {
        Self::new(Method::PUT, path)
    }

    pub(crate) fn post(path: impl AsRef<str>) -> Self {
        Self::new(Method::POST, path)
    }

    pub(crate) fn delete(path: impl AsRef<str>) -> Self {
        Self::new(Method::DELETE, path)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.headers.append(name, value.as_ref().parse().expect("a header"));
        self
    }

    pub(crate) fn bearer(self, auth: &Hash32) -> Self {
        self.header("authorization", format!("Bearer {auth}"))
    }

    pub(crate) fn if_match(self, revision: u32) -> Self {
        self.header("if-match", format!("\"{revision}\""))
    }

    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        self.body(serde_json::to_vec(body).expect("JSON"))
    }

    pub(crate) fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn from(mut self, peer: &str) -> Self {
        self.peer = Some(peer.parse().expect("an address"));
        self
    }

    /// Sends it to a real server instead; the status of the answer.
    pub(crate) async fn send(self, http: &reqwest::Client, server: &str) -> StatusCode {
        let body = to_bytes(self.body, usize::MAX).await.expect("a whole body");
        let request = http.request(self.method, format!("{server}{}", self.path));
        let answer = request.headers(self.headers).body(body).send().await;
        answer.expect("an answer").status()
    }

    fn request(self) -> Request<Body> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().expect("an address");
        *request.headers_mut() = self.headers;
        if let Some(peer) = self.peer {
            request
                .extensions_mut()
                .insert(ConnectInfo(SocketAddr::new(peer, 40_000)));
        }
        request
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    what: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// What an act or a read answers when it succeeds.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}: {}", self.what, self.text());
        assert_eq!(self.header("content-type"), "application/json", "{}", self.what);
        serde_json::from_slice(&self.body).expect("the announced form")
    }

    /// What a refusal says; its document and status must agree.
    #[track_caller]
    pub(crate) fn problem(&self) -> Problem {
        let (what, text) = (&self.what, self.text());
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{what}: {} {text}",
            self.status
        );
        let document: ProblemDocument = serde_json::from_slice(&self.body).expect("a problem");
        assert_eq!(document.status, self.status.as_u16(), "{what}: {text}");
        assert_eq!(document.problem.status(), self.status.as_u16(), "{what}: {text}");
        assert_eq!(document.title, document.problem.title(), "{what}: {text}");
        document.problem
    }

    /// Asserts a refusal of one field, and that the reason contains `reason`.
    #[track_caller]
    pub(crate) fn invalid(&self, expected_field: &str, expected_reason: &str) {
        let problem = self.problem();
        let Problem::Invalid { field, reason } = &problem else {
            unreachable!("{}: {problem:?} is not a refusal of {expected_field:?}", self.what);
        };
        assert_eq!(field, expected_field, "{}: {reason}", self.what);
        assert!(reason.contains(expected_reason), "{}: {reason}", self.what);
    }
}
