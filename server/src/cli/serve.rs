//! `turnwise serve`: the router over the real store, the real clock and the system's random bytes.
//!
//! Prints one line with the address when it is ready, and nothing else on standard output; the log goes to
//! standard error. It ends on SIGTERM or SIGINT after answering what is under way, and with a failure when the
//! store is lost: whoever supervises it starts it again, and it goes on where it stopped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::app::App;
use crate::config::Serve;
use crate::lotteries::sweep::sweep;
use crate::router;
use crate::store::redb::Engine;

/// The store's file in the data folder.
const FILE: &str = "turnwise.redb";
/// Seconds between two walks of the sweep.
const SWEEP_SECONDS: u64 = 2;
/// The fewest seconds between two compactions, which keep everybody waiting.
const COMPACT_SECONDS: u64 = 3_600;
/// Seconds within which requests under way must be answered when the server ends.
const LAST_SECONDS: u64 = 10;

/// Serves until told to end.
///
/// # Errors
/// If the data folder or the address cannot be used, or the store is lost.
pub fn serve(flags: &Serve) -> anyhow::Result<()> {
    log();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(flags))
}

async fn run(flags: &Serve) -> anyhow::Result<()> {
    let folder = &flags.data;
    std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let file = folder.join(FILE);
    let engine = Engine::open(&file).with_context(|| format!("{} cannot be opened", file.display()))?;
    let app = App::new(engine.clone(), Arc::new(now), Arc::new(random), flags.options());
    let app = app.map_err(|_| anyhow::anyhow!("the system gives no random bytes"))?;
    if app.options.site.is_none() && !flags.api_only {
        tracing::warn!("no pages found: serving the API alone (see --site)");
    }
    let listener = TcpListener::bind(flags.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", flags.listen))?;
    let address = listener.local_addr()?;
    let sweeper = tokio::spawn(sweep_for_ever(Arc::clone(&app), engine.clone()));
    let service = router(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
    let ending = app.ending();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let mut ending = ending;
        // An error would mean that the app is gone: then there is nothing to wait for either.
        drop(ending.wait_for(|ending| *ending).await);
    });
    let server = tokio::spawn(server.into_future());
    println!("http://{address}");
    let kept = until_told(&app, &engine).await?;
    app.end();
    sweeper.abort();
    if timeout(Duration::from_secs(LAST_SECONDS), server).await.is_err() {
        tracing::warn!("some requests were not answered in time");
    }
    engine.close().await;
    if kept {
        Ok(())
    } else {
        bail!("the store is lost; start again")
    }
}

/// Waits for a signal or for the loss of the store; whether the store is kept.
async fn until_told(app: &App<Engine>, engine: &Engine) -> anyhow::Result<bool> {
    let (mut lost, mut broken) = (app.lost(), engine.broken());
    tokio::select! {
        told = signalled() => told.map(|()| true),
        _ = lost.wait_for(|lost| *lost) => Ok(false),
        _ = broken.wait_for(|broken| *broken) => Ok(false),
    }
}

#[cfg(unix)]
async fn signalled() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn signalled() -> anyhow::Result<()> {
    Ok(tokio::signal::ctrl_c().await?)
}

async fn sweep_for_ever(app: Arc<App<Engine>>, engine: Engine) {
    let mut ticks = interval(Duration::from_secs(SWEEP_SECONDS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut compacted: Option<Instant> = None;
    loop {
        ticks.tick().await;
        match sweep(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "expired and deleted"),
            Err(failure) => tracing::error!(?failure, "the sweep broke off"),
        }
        // What was deleted, by time or by its administrator, leaves the file too.
        let rested = compacted.is_none_or(|last| last.elapsed() >= Duration::from_secs(COMPACT_SECONDS));
        if rested && app.take_removed() {
            compacted = Some(Instant::now());
            if let Err(fault) = engine.compact().await {
                tracing::error!(?fault, "the file could not be compacted");
            }
        }
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

fn random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}

/// Our own lines alone: what libraries would say may hold addresses and paths.
fn log() {
    let ours = Targets::new().with_target("turnwise_server", LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_target(false)
        .with_ansi(false)
        .with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(ours).init();
}
