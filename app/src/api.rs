//! Talking to the server: the only file that names gloo-net. One function per endpoint of
//! [`turnwise_shared::api`]; secrets travel as bearer, never in an address.

use gloo_net::http::{Request, RequestBuilder, Response};
use leptos::web_sys;
use serde::Serialize;
use serde::de::DeserializeOwned;
use turnwise_shared::api::{
    AddEntries, AdministratorView, Attempt, ChangeRules, Close, Draw, EntriesBlock, Open, ParticipantView,
    PublicRecord, Receipt, ReplaceLink, SaveBallot, Standing, WithReason, path, revision_etag,
};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};

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
        answer(send(request, open).await?).await
    }

    /// Sends a block of announced entries. Repeating it is safe.
    pub async fn send_entries(&self, block: &EntriesBlock) -> Result<Standing, Failure> {
        answer(send(self.put(&self.below("entries")), block).await?).await
    }

    /// Announces more entries.
    pub async fn add_entries(&self, revision: u32, add: &AddEntries) -> Result<Standing, Failure> {
        let request = self.with_key(Request::post(&address(&self.below("entries"))));
        answer(send(request.header("If-Match", &revision_etag(revision)), add).await?).await
    }

    /// Changes the rules.
    pub async fn change_rules(&self, revision: u32, change: &ChangeRules) -> Result<Standing, Failure> {
        self.act(revision, &self.below("rules"), change).await
    }

    /// Replaces a link.
    pub async fn replace_link(&self, revision: u32, entry: u32, link: &ReplaceLink) -> Result<Standing, Failure> {
        self.act(revision, &path::link(&self.id, entry), link).await
    }

    /// Closes: the list is fixed.
    pub async fn close(&self, revision: u32) -> Result<Standing, Failure> {
        self.act(revision, &self.below("closing"), &Close {}).await
    }

    /// Opens the list again.
    pub async fn reopen(&self, revision: u32, reason: &WithReason) -> Result<Standing, Failure> {
        self.act(revision, &self.below("reopening"), reason).await
    }

    /// Draws. Repeating it with the same input is safe.
    pub async fn draw(&self, revision: u32, attempt: u32, draw: &Draw) -> Result<Attempt, Failure> {
        self.act(revision, &path::attempt(&self.id, attempt), draw).await
    }

    /// Asks for another draw of the same list.
    pub async fn redraw(&self, revision: u32, reason: &WithReason) -> Result<Standing, Failure> {
        self.act(revision, &self.below("redraw"), reason).await
    }

    /// Publishes the draw.
    pub async fn publish(&self, revision: u32) -> Result<Standing, Failure> {
        self.act(revision, &self.below("publication"), &Close {}).await
    }

    /// Deletes the lottery.
    pub async fn delete(&self, revision: u32) -> Result<(), Failure> {
        let request = self.with_key(Request::delete(&address(&path::lottery(&self.id))));
        let request = request.header("If-Match", &revision_etag(revision));
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        if response.ok() {
            Ok(())
        } else {
            Err(refusal(response).await)
        }
    }

    /// The administrator's read.
    pub async fn administrator(&self, known: Option<&str>) -> Result<Fetched<AdministratorView>, Failure> {
        self.fetch(&path::lottery(&self.id), known).await
    }

    /// The participant's read.
    pub async fn participant(&self, known: Option<&str>) -> Result<Fetched<ParticipantView>, Failure> {
        self.fetch(&self.below("entry"), known).await
    }

    /// Saves a ballot. Repeating the very same one is safe.
    pub async fn save(&self, ballot: &SaveBallot) -> Result<Receipt, Failure> {
        answer(send(self.put(&self.below("entry/ballot")), ballot).await?).await
    }

    /// A draw.
    pub async fn attempt(&self, attempt: u32) -> Result<Attempt, Failure> {
        let request = self.with_key(Request::get(&address(&path::attempt(&self.id, attempt))));
        answer(request.send().await.map_err(|_| Failure::Offline)?).await
    }

    /// The public record, once the list is fixed.
    pub async fn record(&self) -> Result<PublicRecord, Failure> {
        let request = self.with_key(Request::get(&address(&self.below("record"))));
        answer(request.send().await.map_err(|_| Failure::Offline)?).await
    }

    /// Where the event stream is: it needs no key.
    pub fn events(&self) -> String {
        address(&self.below("events"))
    }

    async fn act<A: DeserializeOwned>(&self, revision: u32, path: &str, body: &impl Serialize) -> Result<A, Failure> {
        let request = self.put(path).header("If-Match", &revision_etag(revision));
        answer(send(request, body).await?).await
    }

    async fn fetch<A: DeserializeOwned>(&self, path: &str, known: Option<&str>) -> Result<Fetched<A>, Failure> {
        let mut request = self.with_key(Request::get(&address(path)));
        if let Some(etag) = known {
            request = request.header("If-None-Match", etag);
        }
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        if response.status() == 304 {
            return Ok(Fetched::Unchanged);
        }
        let etag = response.headers().get("etag").unwrap_or_default();
        answer(response).await.map(|view| Fetched::New(view, etag))
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

async fn send(request: RequestBuilder, body: &impl Serialize) -> Result<Response, Failure> {
    let request = request.json(body).map_err(|_| Failure::Garbled)?;
    request.send().await.map_err(|_| Failure::Offline)
}

async fn answer<A: DeserializeOwned>(response: Response) -> Result<A, Failure> {
    if !response.ok() {
        return Err(refusal(response).await);
    }
    response.json().await.map_err(|_| Failure::Garbled)
}

async fn refusal(response: Response) -> Failure {
    match response.json::<Problem>().await {
        Ok(problem) => Failure::Refused(problem),
        Err(_) => Failure::Garbled,
    }
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
