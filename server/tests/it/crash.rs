//! The real program, killed without warning while many save and while it closes: whatever was acknowledged is
//! there afterwards, a closing that was begun is finished, and asking again is safe. The moments are chosen by
//! what has happened, never by the clock.

use futures_util::future::join_all;
use tempfile::TempDir;
use tokio::sync::watch;
use turnwise_shared::error::Problem;

use crate::crowd::{Crowd, Member};
use crate::http::Client;
use crate::process::Process;

mod closing;

/// How many save at once.
const THREADS: usize = 16;

/// How often the blow falls.
const ROUNDS: u32 = 8;

/// What has happened so far.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// Ballots that were acknowledged.
    saved: u32,
    /// The administrator is asking for the closing.
    asked: bool,
    /// Saves that were refused because the list is being fixed.
    refused: u32,
    /// Ballots in another lottery that were acknowledged since the first of those.
    since: u32,
    /// The administrator was told that the list is fixed.
    answered: bool,
}

/// Several threads, as a server's clients have them.
fn run(future: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(4).enable_all().build();
    runtime.expect("a runtime").block_on(future);
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// Saves again and again, each in turn, until refused or until no answer comes any more.
async fn keep_saving(members: &mut [Member], client: &Client, progress: &watch::Sender<Progress>) {
    loop {
        for member in &mut *members {
            let ballot = member.next();
            let Ok(reply) = member.save(client, ballot).await else {
                return;
            };
            if reply.status == 200 {
                progress.send_modify(|progress| progress.saved += 1);
                continue;
            }
            assert!(matches!(reply.problem(), Problem::WrongPhase { .. }), "{reply:?}");
            progress.send_modify(|progress| progress.refused += 1);
            return;
        }
    }
}

/// Many save at once; the same members afterwards, with what each was told.
async fn all_save(members: Vec<Member>, client: &Client, progress: &watch::Sender<Progress>) -> Vec<Member> {
    let share = members.len().div_ceil(THREADS);
    let saving = members.chunks(share).map(|members| {
        let (mut members, client, progress) = (members.to_vec(), client.clone(), progress.clone());
        tokio::spawn(async move {
            keep_saving(&mut members, &client, &progress).await;
            members
        })
    });
    let shares = join_all(saving.collect::<Vec<_>>()).await;
    shares
        .into_iter()
        .flat_map(|members| members.expect("no panic"))
        .collect()
}

#[test]
fn killed_while_many_save_it_loses_nothing_that_was_acknowledged() {
    run(async {
        let (data, mut crowd) = (folder(), Crowd::new(3, 64));
        let mut process = Process::start(data.path());
        crowd.open(&Client::new(&process.address)).await;
        let mut uncertain = 0;
        let file = data.path().join("turnwise.redb");
        let older = data.path().join("older.redb");
        for round in 0..ROUNDS {
            let client = Client::new(&process.address);
            let progress = watch::Sender::new(Progress::default());
            let mut seen = progress.subscribe();
            // A little later each time, so that the blow falls on other steps of a commit.
            let enough = 40 + 37 * round;
            let kill = async {
                let reached = seen.wait_for(|progress| progress.saved >= enough).await;
                drop(reached.expect("they save"));
                process.kill();
            };
            let saving = all_save(crowd.members, &client, &progress);
            (crowd.members, ()) = tokio::join!(saving, kill);

            if round + 1 < ROUNDS {
                std::fs::copy(&file, &older).expect("a copy");
            }
            process = Process::start(data.path());
            let client = Client::new(&process.address);
            uncertain += crowd.members.iter().filter(|member| member.pending.is_some()).count();
            crowd.settle(&client).await;
        }
        assert!(uncertain > 0, "no save was under way at any of the blows");

        // The control: a file that knows nothing of the last round is noticed.
        process.kill();
        std::fs::copy(&older, &file).expect("a copy");
        process = Process::start(data.path());
        assert!(crowd.lost(&Client::new(&process.address)).await > 0);
    });
}
