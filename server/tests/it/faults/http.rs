//! What people are told when the disk fails under a save, and that repeating it after the restart is safe.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use turnwise_server::app::App;
use turnwise_server::config::Options;
use turnwise_server::router;
use turnwise_server::store::redb::Engine;
use turnwise_shared::error::Problem;

use crate::crowd::Crowd;
use crate::disk::{Disk, Unsynced};
use crate::http::Client;
use crate::store::run;

/// A server over a disk, on a socket of this process.
pub(crate) struct Server {
    pub(crate) app: Arc<App<Engine>>,
    pub(crate) client: Client,
    serving: JoinHandle<()>,
}

impl Server {
    /// Starts it, the clock standing still.
    pub(crate) async fn start(disk: &Disk) -> Self {
        let engine = Engine::with_backend(disk.clone()).expect("a store");
        let app = App::new(
            engine,
            Arc::new(|| 1_800_000_000),
            Arc::new(|| Some([5; 32])),
            Options::default(),
        );
        let app = app.expect("a server");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = axum::serve(listener, router(Arc::clone(&app)));
        Self {
            app,
            client: Client::new(&format!("http://{address}")),
            serving: tokio::spawn(async move { service.await.expect("it serves") }),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

#[test]
fn a_save_whose_fate_is_unknown_is_said_to_be_and_repeated_gives_one_ballot() {
    run(async {
        let (disk, mut crowd) = (Disk::default(), Crowd::new(1, 3));
        let server = Server::start(&disk).await;
        crowd.open(&server.client).await;
        let client = server.client.clone();
        let first = crowd.members[0].next();
        assert_eq!(
            crowd.members[0].save(&client, first).await.expect("an answer").status,
            200
        );
        let before = disk.after_crash(Unsynced::Kept);
        let (mut kept, mut lost) = (0, 0);
        for step in 0.. {
            // The same moments again and again, the disk breaking one step later each time.
            let (disk, mut crowd) = (before.after_crash(Unsynced::Kept), crowd.clone());
            let server = Server::start(&disk).await;
            let disk = disk.breaks_in(step);
            let ballot = crowd.members[1].next();
            let reply = crowd.members[1].save(&server.client, ballot).await.expect("an answer");
            if reply.status == 200 {
                break;
            }
            assert_eq!((reply.status, reply.problem()), (503, Problem::OutcomeUnknown));
            assert!(reply.retry_after.is_some());
            refuses_everything(&server.client, &mut crowd).await;
            for crash in [Unsynced::Kept, Unsynced::Dropped, Unsynced::Torn(step)] {
                let (server, mut crowd) = (Server::start(&disk.after_crash(crash)).await, crowd.clone());
                assert_eq!(server.client.ready().await, 204);
                assert_eq!(crowd.lost(&server.client).await, 0);
                *(if crowd.members[1].line.version == 1 {
                    &mut kept
                } else {
                    &mut lost
                }) += 1;
                crowd.members[1].repeat(&server.client).await;
                assert_eq!(crowd.lost(&server.client).await, 0);
                let versions: Vec<u32> = crowd.members.iter().map(|member| member.line.version).collect();
                assert_eq!(versions, [1, 1, 0]);
            }
        }
        assert!(
            kept > 0 && lost > 0,
            "{kept} kept and {lost} lost: both fates must occur"
        );
    });
}

/// A server that lost its store is not ready and answers neither saves nor reads.
async fn refuses_everything(client: &Client, crowd: &mut Crowd) {
    assert_eq!(client.ready().await, 503);
    let ballot = crowd.members[2].next();
    let reply = crowd.members[2].save(client, ballot).await.expect("an answer");
    assert_eq!((reply.status, reply.problem()), (503, Problem::Unavailable));
    assert!(reply.retry_after.is_some());
    // That one was not tried, so it is not pending.
    crowd.members[2].pending = None;
    let reply = crowd
        .act(client, reqwest::Method::GET, "entry")
        .send()
        .await
        .expect("an answer");
    assert_eq!((reply.status, reply.problem()), (503, Problem::Unavailable));
}
