//! A client over real sockets: what a browser would send, and what came back.

use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use turnwise_shared::api::{Tick, path, revision_etag};
use turnwise_shared::error::{Problem, ProblemDocument};
use turnwise_shared::hash::{Hash32, LotteryId};

/// Someone who talks to a server; clones share their connections.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    address: String,
}

/// A request about to be sent.
pub(crate) struct Request(reqwest::RequestBuilder);

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    body: Vec<u8>,
}

impl Client {
    /// A client of the server at `http://ADDRESS:PORT`.
    pub(crate) fn new(address: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().tcp_nodelay(true).build();
        Self {
            http: http.expect("a client"),
            address: address.to_owned(),
        }
    }

    /// A request to a path below `/api`, with `auth` as bearer.
    pub(crate) fn request(&self, method: Method, below_api: &str, auth: &Hash32) -> Request {
        let request = self.http.request(method, format!("{}/api/{below_api}", self.address));
        Request(request.bearer_auth(auth))
    }

    /// What `GET ready` answers.
    pub(crate) async fn ready(&self) -> u16 {
        let reply = self.request(Method::GET, "ready", &Hash32::ZERO).send().await;
        reply.expect("an answer").status
    }

    /// Listens to the event stream until a record with this number, or a later one, is told.
    pub(crate) async fn wait_for_revision(&self, id: &LotteryId, revision: u32) -> Tick {
        let events = format!("{}/api/{}", self.address, path::below(id, "events"));
        let mut stream = self.http.get(events).send().await.expect("a stream");
        let mut text = String::new();
        while let Some(chunk) = stream.chunk().await.expect("a chunk") {
            text.push_str(&String::from_utf8_lossy(&chunk));
            while let Some(end) = text.find("\n\n") {
                let event: String = text.drain(..end + 2).collect();
                let Some(data) = event.trim_end().strip_prefix("data: ") else {
                    continue;
                };
                let tick: Tick = serde_json::from_str(data).expect("a tick");
                if tick.revision >= revision {
                    return tick;
                }
            }
        }
        unreachable!("the stream ended before record {revision}")
    }
}

impl Request {
    /// With this as its body.
    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        Self(self.0.json(body))
    }

    /// As an act on this revision.
    pub(crate) fn if_match(self, revision: u32) -> Self {
        Self(self.0.header("if-match", revision_etag(revision)))
    }

    /// As an act that makes something new.
    pub(crate) fn if_none_match(self) -> Self {
        Self(self.0.header("if-none-match", "*"))
    }

    /// Sends it; an error if no answer came, so that nobody knows what became of it.
    pub(crate) async fn send(self) -> Result<Reply, reqwest::Error> {
        let response = self.0.send().await?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after");
        let retry_after = retry_after.map(|value| value.to_str().expect("text").to_owned());
        let body = response.bytes().await?.to_vec();
        Ok(Reply {
            status,
            retry_after,
            body,
        })
    }
}

impl Reply {
    /// The answer to a request that was carried out.
    pub(crate) fn done<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).expect("the answer's form")
    }

    /// Why it was refused.
    pub(crate) fn problem(&self) -> Problem {
        let document: ProblemDocument = serde_json::from_slice(&self.body).expect("a problem document");
        assert_eq!((document.status, document.problem.status()), (self.status, self.status));
        document.problem
    }
}
