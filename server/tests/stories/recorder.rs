//! A witness between browser and server: forwards every byte and keeps those that the browser sent,
//! connection by connection, so that nothing is torn apart by what went past it. It can also be cut, as
//! a network is.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

type Sent = Arc<Mutex<Vec<u8>>>;

/// Listens on port 0 and forwards to the server.
pub(crate) struct Recorder {
    /// What the browser opens instead of the server: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    connections: Arc<Mutex<Vec<Sent>>>,
    whole: watch::Sender<bool>,
}

impl Recorder {
    /// Starts forwarding to `server`, given as `http://127.0.0.1:PORT`.
    pub(crate) async fn start(server: &str) -> Self {
        let target = server.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let connections = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&connections);
        let (whole, state) = watch::channel(true);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if !*state.borrow() {
                    continue;
                }
                let sent = Sent::default();
                all.lock().expect("no panic").push(Arc::clone(&sent));
                let mut state = state.clone();
                let forwarding = forward(client, target.clone(), sent);
                tokio::spawn(async move {
                    tokio::select! {
                        () = forwarding => {}
                        _ = state.wait_for(|whole| !whole) => {}
                    }
                });
            }
        });
        Self {
            address,
            connections,
            whole,
        }
    }

    /// Nothing goes through any more.
    pub(crate) fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Everything goes through again.
    pub(crate) fn mend(&self) {
        self.whole.send_replace(true);
    }

    /// Every byte that was sent so far, one connection after the other.
    pub(crate) fn sent(&self) -> Vec<u8> {
        let connections = self.connections.lock().expect("no panic");
        let parts = connections.iter().map(|sent| sent.lock().expect("no panic").clone());
        parts.collect::<Vec<_>>().join(&b"\n\n"[..])
    }
}

async fn forward(client: TcpStream, target: String, sink: Sent) {
    let Ok(server) = TcpStream::connect(target).await else {
        return;
    };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let there = async move {
        let mut chunk = vec![0; 16 * 1024];
        while let Ok(read @ 1..) = from_client.read(&mut chunk).await {
            sink.lock().expect("no panic").extend_from_slice(&chunk[..read]);
            if to_server.write_all(&chunk[..read]).await.is_err() {
                break;
            }
        }
    };
    let back = async move { tokio::io::copy(&mut from_server, &mut to_client).await };
    // Once the browser closed its side, what the server still sends goes nowhere.
    tokio::select! {
        () = there => {}
        _ = back => {}
    }
}
