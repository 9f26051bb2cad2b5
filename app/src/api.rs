//! Talking to the server: the only file that names gloo-net. One function per endpoint of
//! [`turnwise_shared::api`]; secrets travel as bearer, never in an address.

use gloo_net::http::{Request, RequestBuilder};
use leptos::web_sys;
use serde::{Deserialize, Serialize};
use turnwise_shared::api::{
    AddEntries, AdministratorView, Attempt, ChangeRules, Close, Draw, EntriesBlock, Open, ParticipantView,
    PublicRecord, Publish, Receipt, Redraw, ReplaceLink, SaveBallot, Standing, WithReason, path, revision_etag,
};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};

use crate::json;

/// Why there is no answer, or not the hoped-for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server could not be reached: nothing is known about what it did.
    Offline,
    /// It answered something that this page cannot read, such as a portal's log-in page.
    Garbled,
    /// It refused, and said why.
    Refused(Problem),
}

/// What came back from a read that names what it has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched<T> {
    /// Nothing new.
    Unchanged,
    /// This, under that `ETag`.
    New(T, String),
}

/// The server as one key holder sees it.
#[derive(Clone, Debug)]
pub struct Server {
    id: LotteryId,
    auth: Hash32,
}

impl Server {
    /// For this lottery, with this bearer.
    pub fn new(id: LotteryId, auth: Hash32) -> Self {
        Self { id, auth }
    }

    /// Opens the lottery. Repeating it is safe.
    pub async fn open(&self, open: &Open) -> Result<Standing, Failure> {
        let request = self.put(&path::lottery(&self.id)).header("If-None-Match", "*");
        read(send(request, written(open)).await)
    }

    /// Sends a block of announced entries. Repeating it is safe.
    pub async fn send_entries(&self, block: &EntriesBlock) -> Result<Standing, Failure> {
        read(send(self.put(&self.below("entries")), written(block)).await)
    }

    /// Announces more entries.
    pub async fn add_entries(&self, revision: u32, add: &AddEntries) -> Result<Standing, Failure> {
        let request = self.with_key(Request::post(&address(&self.below("entries"))));
        read(send(request.header("If-Match", &revision_etag(revision)), written(add)).await)
    }

    /// Changes the rules.
    pub async fn change_rules(&self, revision: u32, change: &ChangeRules) -> Result<Standing, Failure> {
        read(self.act(revision, &self.below("rules"), written(change)).await)
    }

    /// Replaces a link.
    pub async fn replace_link(&self, revision: u32, entry: u32, link: &ReplaceLink) -> Result<Standing, Failure> {
        read(self.act(revision, &path::link(&self.id, entry), written(link)).await)
    }

    /// Closes: the list is fixed.
    pub async fn close(&self, revision: u32, close: &Close) -> Result<Standing, Failure> {
        read(self.act(revision, &self.below("closing"), written(close)).await)
    }

    /// Opens the list again.
    pub async fn reopen(&self, revision: u32, reason: &WithReason) -> Result<Standing, Failure> {
        read(self.act(revision, &self.below("reopening"), written(reason)).await)
    }

    /// Draws. Repeating it with the same input is safe.
    pub async fn draw(&self, revision: u32, attempt: u32, draw: &Draw) -> Result<Attempt, Failure> {
        let path = path::attempt(&self.id, attempt);
        read(self.act(revision, &path, written(draw)).await)
    }

    /// Asks for another draw of the same list.
    pub async fn redraw(&self, revision: u32, redraw: &Redraw) -> Result<Standing, Failure> {
        read(self.act(revision, &self.below("redraw"), written(redraw)).await)
    }

    /// Publishes the draw.
    pub async fn publish(&self, revision: u32) -> Result<Standing, Failure> {
        read(
            self.act(revision, &self.below("publication"), written(&Publish {}))
                .await,
        )
    }

    /// Deletes the lottery.
    pub async fn delete(&self, revision: u32) -> Result<(), Failure> {
        let request = self.with_key(Request::delete(&address(&path::lottery(&self.id))));
        let request = request.header("If-Match", &revision_etag(revision));
        done(answer(request.build()).await)
    }

    /// The administrator's read.
    pub async fn administrator(&self, known: Option<&str>) -> Result<Fetched<AdministratorView>, Failure> {
        fetched(self.fetch(&path::lottery(&self.id), known).await)
    }

    /// The participant's read.
    pub async fn participant(&self, known: Option<&str>) -> Result<Fetched<ParticipantView>, Failure> {
        fetched(self.fetch(&self.below("entry"), known).await)
    }

    /// Saves a ballot. Repeating the very same one is safe.
    pub async fn save(&self, ballot: &SaveBallot) -> Result<Receipt, Failure> {
        read(send(self.put(&self.below("entry/ballot")), written(ballot)).await)
    }

    /// A draw.
    pub async fn attempt(&self, attempt: u32) -> Result<Attempt, Failure> {
        read(self.get(&path::attempt(&self.id, attempt)).await)
    }

    /// Everything that was drawn, as one file: the very text, which is not to be written again.
    pub async fn transcript(&self) -> Result<String, Failure> {
        self.get(&self.below("transcript")).await?.text.ok_or(Failure::Garbled)
    }

    /// The public record, once the list is fixed. Asked for without the key, so that the answer is what everyone gets.
    pub async fn record(&self) -> Result<PublicRecord, Failure> {
        read(answer(Request::get(&address(&self.below("record"))).build()).await)
    }

    /// Where the event stream is: it needs no key.
    pub fn events(&self) -> String {
        address(&self.below("events"))
    }

    async fn act(&self, revision: u32, path: &str, body: Option<String>) -> Result<Answer, Failure> {
        send(self.put(path).header("If-Match", &revision_etag(revision)), body).await
    }

    async fn get(&self, path: &str) -> Result<Answer, Failure> {
        answer(self.with_key(Request::get(&address(path))).build()).await
    }

    async fn fetch(&self, path: &str, known: Option<&str>) -> Result<Answer, Failure> {
        let mut request = self.with_key(Request::get(&address(path)));
        if let Some(etag) = known {
            request = request.header("If-None-Match", etag);
        }
        answer(request.build()).await
    }

    fn below(&self, what: &str) -> String {
        path::below(&self.id, what)
    }

    fn put(&self, path: &str) -> RequestBuilder {
        self.with_key(Request::put(&address(path)))
    }

    fn with_key(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("Authorization", &format!("Bearer {}", self.auth))
    }
}

/// What the server says when it does not refuse.
struct Answer {
    /// None: what is known there already still holds.
    text: Option<String>,
    etag: String,
}

/// What is sent; nothing if it cannot be written, which no type of the wire brings about.
fn written(body: &impl Serialize) -> Option<String> {
    serde_json::to_string(body).ok()
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Answer, Failure> {
    let body = body.ok_or(Failure::Garbled)?;
    answer(request.header("Content-Type", "application/json").body(body)).await
}

async fn answer(request: Result<Request, gloo_net::Error>) -> Result<Answer, Failure> {
    let request = request.map_err(|_| Failure::Garbled)?;
    let response = request.send().await.map_err(|_| Failure::Offline)?;
    let etag = response.headers().get("etag").unwrap_or_default();
    if response.status() == 304 {
        return Ok(Answer { text: None, etag });
    }
    let text = response.text().await.map_err(|_| Failure::Garbled)?;
    if response.ok() {
        let text = Some(text);
        return Ok(Answer { text, etag });
    }
    Err(json::read(&text).map_or(Failure::Garbled, Failure::Refused))
}

fn read<A: for<'de> Deserialize<'de>>(answer: Result<Answer, Failure>) -> Result<A, Failure> {
    let text = answer?.text.ok_or(Failure::Garbled)?;
    json::read(&text).map_err(|_| Failure::Garbled)
}

/// That it was done. An answer without a text does not say so: nothing was asked that could be unchanged.
fn done(answer: Result<Answer, Failure>) -> Result<(), Failure> {
    answer?.text.map(drop).ok_or(Failure::Garbled)
}

fn fetched<A: for<'de> Deserialize<'de>>(answer: Result<Answer, Failure>) -> Result<Fetched<A>, Failure> {
    let Answer { text, etag } = answer?;
    let Some(text) = text else {
        return Ok(Fetched::Unchanged);
    };
    let view = json::read(&text).map_err(|_| Failure::Garbled)?;
    Ok(Fetched::New(view, etag))
}

/// What a relay of drand's answers at this address: the only question that goes elsewhere, and without any key.
///
/// # Errors
/// If it cannot be reached, or has nothing there.
pub async fn relayed(address: &str) -> Result<String, Failure> {
    let response = Request::get(address).send().await.map_err(|_| Failure::Offline)?;
    if !response.ok() {
        return Err(Failure::Garbled);
    }
    response.text().await.map_err(|_| Failure::Garbled)
}

/// The full address of a path: what the deployer wrote into the page's meta tag, or `api/` beside it.
fn address(path: &str) -> String {
    let meta = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("meta[name=turnwise-api]").ok().flatten())
        .and_then(|meta| meta.get_attribute("content"))
        .filter(|content| !content.is_empty());
    match meta {
        Some(base) => format!("{}/{path}", base.trim_end_matches('/')),
        None => format!("api/{path}"),
    }
}
