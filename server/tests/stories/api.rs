//! People who need no browser: their lists are sent over the API, with the keys of their own links.

use turnwise_shared::api::{ParticipantView, Receipt, SaveBallot, path};
use turnwise_shared::hash::{LotteryId, Nonce};
use turnwise_shared::record::rules_hash;
use turnwise_shared::token::{Role, Token};

/// Somebody with a link.
pub(crate) struct Caller {
    client: reqwest::Client,
    base: String,
    id: LotteryId,
    bearer: String,
}

impl Caller {
    /// From a personal link.
    pub(crate) fn new(address: &str, link: &str) -> Self {
        let (_, rest) = link.split_once("?l=").expect("a personal link");
        let (id, code) = rest.split_once('#').expect("a code");
        let id: LotteryId = id.parse().expect("a draw");
        let token: Token = code.parse().expect("a code");
        let keys = token.keys(&id, Role::Participant);
        Self {
            client: reqwest::Client::new(),
            base: format!("{address}/api"),
            id,
            bearer: keys.auth.to_string(),
        }
    }

    /// What the server tells this person.
    pub(crate) async fn view(&self) -> ParticipantView {
        let address = format!("{}/{}", self.base, path::below(&self.id, "entry"));
        let answer = self.client.get(address).bearer_auth(&self.bearer).send().await;
        let answer = answer.expect("an answer").error_for_status().expect("a view");
        answer.json().await.expect("a view")
    }

    /// The record of the draw as a file, once there is one.
    pub(crate) async fn transcript(&self) -> String {
        let address = format!("{}/{}", self.base, path::below(&self.id, "transcript"));
        let answer = self.client.get(address).bearer_auth(&self.bearer).send().await;
        let answer = answer.expect("an answer").error_for_status().expect("a file");
        answer.text().await.expect("a file")
    }

    /// Saves a list.
    pub(crate) async fn save(&self, choices: &[u32]) -> Receipt {
        let view = self.view().await;
        let mut nonce = [0; 16];
        nonce[..4].copy_from_slice(&view.line.entry.to_be_bytes());
        let ballot = SaveBallot {
            replaces: view.line.version,
            rules: rules_hash(&view.lottery.rules),
            nonce: Nonce(nonce),
            choices: choices.to_vec(),
        };
        let address = format!("{}/{}", self.base, path::below(&self.id, "entry/ballot"));
        let answer = self
            .client
            .put(address)
            .bearer_auth(&self.bearer)
            .json(&ballot)
            .send()
            .await;
        let answer = answer.expect("an answer").error_for_status().expect("a receipt");
        answer.json().await.expect("a receipt")
    }
}
