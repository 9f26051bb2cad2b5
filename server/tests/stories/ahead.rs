//! The product in this process, with a clock that can be put forward, or that stands where it was put: for stories in which
//! days pass, or that happened years ago.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use turnwise_server::app::{App, Clock};
use turnwise_server::config::Options;
use turnwise_server::router;
use turnwise_server::store::redb::Engine;

use crate::product::required;

/// A running server; ends when dropped.
pub(crate) struct Ahead {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    seconds: Arc<AtomicU64>,
    serving: JoinHandle<()>,
    _data: tempfile::TempDir,
}

impl Ahead {
    /// Starts it; its clock is right for now.
    pub(crate) async fn start() -> Self {
        let seconds = Arc::new(AtomicU64::new(0));
        let ahead = Arc::clone(&seconds);
        let clock = move || now() + ahead.load(Ordering::SeqCst);
        Self::serve(seconds, Arc::new(clock), None).await
    }

    /// Starts it with a clock that stands at this UTC second until it is put forward, and perhaps a relay of drand's that
    /// organisers' pages may ask.
    pub(crate) async fn standing_at(second: u64, drand_relay: Option<String>) -> Self {
        let seconds = Arc::new(AtomicU64::new(second));
        let stands = Arc::clone(&seconds);
        let clock = move || stands.load(Ordering::SeqCst);
        Self::serve(seconds, Arc::new(clock), drand_relay).await
    }

    async fn serve(seconds: Arc<AtomicU64>, clock: Clock, drand_relay: Option<String>) -> Self {
        let data = tempfile::tempdir().expect("a data folder");
        let engine = Engine::open(&data.path().join("ahead.redb")).expect("a store");
        let options = Options {
            site: Some(required("TURNWISE_SITE")),
            drand_relay,
            ..Options::default()
        };
        let app = App::new(engine, clock, Arc::new(random), options);
        let service = router(app.expect("random bytes")).into_make_service_with_connect_info::<SocketAddr>();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move { axum::serve(listener, service).await.expect("it serves") });
        Self {
            address: format!("http://{address}"),
            seconds,
            serving,
            _data: data,
        }
    }

    /// Puts its clock forward.
    pub(crate) fn put_forward(&self, seconds: u64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("a clock after 1970").as_secs()
}

fn random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}
