//! A lottery with many entries, and what each of them was told as saved.

use futures_util::future::join_all;
use reqwest::Method;
use turnwise_shared::api::{
    BLOCK, Close, EntriesBlock, NewEntry, Open, ParticipantView, Receipt, SaveBallot, Standing, path,
};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Bytes, Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::{Line, list_hash, rules_hash};
use turnwise_shared::seal::Sealed;
use turnwise_shared::token::{Role, credential};

use crate::http::{Client, Reply};

/// Activities of every crowd.
const ACTIVITIES: u32 = 9;
/// The number of the first member; the others follow.
const FIRST: u32 = 1_000;

/// A lottery and everyone in it.
#[derive(Clone)]
pub(crate) struct Crowd {
    pub(crate) id: LotteryId,
    /// The administrator's bearer.
    pub(crate) administrator: Hash32,
    pub(crate) rules: Rules,
    pub(crate) members: Vec<Member>,
}

/// One participant.
#[derive(Clone)]
pub(crate) struct Member {
    /// The line as the server acknowledged it last.
    pub(crate) line: Line,
    /// A save of which nobody knows what became of it.
    pub(crate) pending: Option<SaveBallot>,
    lottery: LotteryId,
    auth: Hash32,
    rules: Hash32,
}

impl Crowd {
    /// A lottery that is not opened yet; the same seed gives the same one.
    pub(crate) fn new(seed: u32, size: u32) -> Self {
        let id = LotteryId(first_half(&secret("lottery", seed, 0)));
        let rules = rules();
        let member = |index: u32| {
            let auth = secret("member", seed, index);
            Member {
                line: Line {
                    entry: FIRST + index,
                    group: 1 + index % 6,
                    credential: credential(&id, &auth, Role::Participant),
                    version: 0,
                    nonce: Nonce::ZERO,
                    choices: Vec::new(),
                },
                pending: None,
                lottery: id,
                auth,
                rules: rules_hash(&rules),
            }
        };
        Self {
            id,
            administrator: secret("administrator", seed, 0),
            members: (0..size).map(member).collect(),
            rules,
        }
    }

    /// Opens it and brings everyone in.
    pub(crate) async fn open(&self, client: &Client) {
        let size = u32::try_from(self.members.len()).expect("a size");
        let open = Open {
            rules: self.rules.clone(),
            entries: size,
            catalogue: Sealed(vec![1; 200]),
            wrap: Sealed(vec![2; 60]),
            keep_days: 90,
        };
        let request = client.request(Method::PUT, &path::lottery(&self.id), &self.administrator);
        let reply = request.if_none_match().json(&open).send().await.expect("an answer");
        assert_eq!(reply.done::<Standing>().revision, 1);
        let mut present = 0;
        for block in self.members.chunks(BLOCK) {
            let entries = block.iter().map(Member::as_new).collect();
            let request = self.act(client, Method::PUT, "entries");
            let reply = request.json(&EntriesBlock { entries }).send().await;
            present = reply.expect("an answer").done::<Standing>().present;
        }
        assert_eq!(present, size);
    }

    /// Closes the lottery, which stands at this revision.
    pub(crate) async fn close(&self, client: &Client, revision: u32) -> Result<Reply, reqwest::Error> {
        let request = self.act(client, Method::PUT, "closing").if_match(revision);
        request.json(&Close::default()).send().await
    }

    /// A request of the administrator's.
    pub(crate) fn act(&self, client: &Client, method: Method, what: &str) -> crate::http::Request {
        client.request(method, &path::below(&self.id, what), &self.administrator)
    }

    /// The list that a closing now has to fix, if all pending saves are settled.
    pub(crate) fn list(&self) -> Hash32 {
        let lines: Vec<Hash32> = self.members.iter().map(|member| member.line.hash()).collect();
        list_hash(&lines)
    }

    /// After a restart: everyone finds what was acknowledged, and repeats what nobody knows the fate of. Done
    /// once more it changes nothing.
    pub(crate) async fn settle(&mut self, client: &Client) {
        assert_eq!(self.lost(client).await, 0, "what was acknowledged is not there");
        for member in &mut self.members {
            let version = member.line.version;
            let replaces = member.pending.as_ref().map_or(version, |ballot| ballot.replaces);
            member.repeat(client).await;
            // Saved once, whether it had arrived before or not; or refused, and then it never was.
            assert!((replaces..=replaces + 1).contains(&member.line.version));
            assert!(member.line.version >= version);
        }
        assert_eq!(self.lost(client).await, 0, "repeating a save changed something");
    }

    /// Everyone who ever sent a ballot looks what is saved; how many find less than was acknowledged, or
    /// something else.
    pub(crate) async fn lost(&mut self, client: &Client) -> usize {
        let sent = |member: &&mut Member| member.line.version > 0 || member.pending.is_some();
        let looking = self
            .members
            .iter_mut()
            .filter(sent)
            .map(|member| member.finds_its_ballot(client));
        join_all(looking).await.into_iter().filter(|found| !found).count()
    }
}

impl Member {
    /// A ballot that was never sent before.
    pub(crate) fn next(&self) -> SaveBallot {
        let version = self.line.version;
        let turn = |place: u32| 1 + (self.line.entry + version + place) % ACTIVITIES;
        SaveBallot {
            replaces: version,
            rules: self.rules,
            nonce: Nonce(first_half(&secret("nonce", self.line.entry, version))),
            choices: (0..=version % ACTIVITIES).map(turn).collect(),
        }
    }

    /// Sends a ballot. Until the answer comes it is pending; a refusal leaves what was acknowledged before.
    pub(crate) async fn save(&mut self, client: &Client, ballot: SaveBallot) -> Result<Reply, reqwest::Error> {
        let request = client.request(Method::PUT, &path::below(&self.lottery, "entry/ballot"), &self.auth);
        let request = request.json(&ballot);
        self.pending = Some(ballot);
        let reply = request.send().await?;
        if reply.status == 200 {
            let line = reply.done::<Receipt>().line;
            assert_eq!(Some(&line), self.hoped().as_ref());
            self.line = line;
        }
        if reply.status < 500 {
            self.pending = None;
        }
        Ok(reply)
    }

    /// Repeats a pending save, if there is one: it is carried out once, whatever became of it before, or
    /// refused for good because the list is fixed.
    pub(crate) async fn repeat(&mut self, client: &Client) {
        let Some(ballot) = self.pending.clone() else { return };
        let reply = self.save(client, ballot).await.expect("an answer");
        let saved = reply.status == 200;
        assert!(
            saved || matches!(reply.problem(), Problem::WrongPhase { .. }),
            "{reply:?}"
        );
    }

    /// Looks what is saved: is it what was acknowledged or, where nobody knows, what was pending?
    async fn finds_its_ballot(&mut self, client: &Client) -> bool {
        let found = self.view(client).await.line;
        if self.hoped().as_ref() == Some(&found) {
            // It stays pending: repeating it must change nothing.
            self.line = found;
            return true;
        }
        found == self.line
    }

    /// What this participant's browser reads.
    pub(crate) async fn view(&self, client: &Client) -> ParticipantView {
        let request = client.request(Method::GET, &path::below(&self.lottery, "entry"), &self.auth);
        request.send().await.expect("an answer").done()
    }

    /// The line if the pending save is carried out.
    fn hoped(&self) -> Option<Line> {
        self.pending.as_ref().map(|ballot| Line {
            version: ballot.replaces + 1,
            nonce: ballot.nonce,
            choices: ballot.choices.clone(),
            ..self.line.clone()
        })
    }

    fn as_new(&self) -> NewEntry {
        NewEntry {
            entry: self.line.entry,
            group: self.line.group,
            credential: self.line.credential,
            wrap: Sealed(vec![3; 60]),
        }
    }
}

fn rules() -> Rules {
    let activity = Activity {
        capacity: 20,
        minimum: 0,
        slots: Vec::new(),
        groups: Vec::new(),
    };
    Rules {
        limit: None,
        pass_order: PassOrder::Same,
        notice: 0,
        closes_at: None,
        plan: ValuePlan::Server,
        activities: (0..ACTIVITIES).map(|_| activity.clone()).collect(),
        catalogue: Bytes::new().hash("text"),
    }
}

fn secret(what: &str, seed: u32, index: u32) -> Hash32 {
    Bytes::new().raw(what.as_bytes()).u32(seed).u32(index).hash("crowd")
}

fn first_half(hash: &Hash32) -> [u8; 16] {
    let (half, _) = hash.0.split_first_chunk().expect("32 bytes");
    *half
}
