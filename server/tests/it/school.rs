//! A lottery to test with: three activities, people in two classes with links of their own, an administrator.
//! Keys and texts are really derived and sealed; every act says the revision it saw last.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use turnwise_shared::api::{
    AdministratorView, Attempt, BLOCK, Close, Draw, EntriesBlock, NewEntry, Note, Open, ParticipantView, Publish,
    Receipt, SaveBallot, Standing, WithReason, path,
};
use turnwise_shared::hash::{LotteryId, Nonce};
use turnwise_shared::lottery::{Activity, PassOrder, Rules, ValuePlan};
use turnwise_shared::record::rules_hash;
use turnwise_shared::seal::{Purpose, SaltedText, Sealed, seal};
use turnwise_shared::token::{Keys, Role, Token, credential};

use crate::api::{Answer, Api, Call, bytes};

/// One participant, as the administrator's browser knows it.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) entry: u32,
    pub(crate) group: u32,
    pub(crate) keys: Keys,
}

/// The administrator's browser.
pub(crate) struct School {
    pub(crate) api: Api,
    pub(crate) id: LotteryId,
    pub(crate) keys: Keys,
    pub(crate) people: Vec<Person>,
    pub(crate) rules: Rules,
    pub(crate) catalogue: Sealed,
    nonces: AtomicU64,
}

/// The key of every catalogue.
pub(crate) const KEY: [u8; 32] = [3; 32];

/// The notice of public values.
pub(crate) const NOTICE: u32 = 300;

/// A lottery's id.
pub(crate) fn id(number: u64) -> LotteryId {
    let mut id = LotteryId::ZERO;
    id.0.copy_from_slice(&bytes("id", number)[..16]);
    id
}

/// The keys of the token with this number; about every seventh one does not exist.
pub(crate) fn keys(id: &LotteryId, role: Role, number: u64) -> Keys {
    let mut random = [0; 17];
    for again in 0.. {
        random.copy_from_slice(&bytes("token", number * 1_000 + again)[..17]);
        if let Some(token) = Token::from_random(&random) {
            return token.keys(id, role);
        }
    }
    unreachable!("one of many tokens exists")
}

/// Climbing (one place, 14 o'clock), pottery (two places, the same time), cooking (three places, class 2 only).
pub(crate) fn activities() -> Vec<Activity> {
    let activity = |capacity, slots: &[u32], groups: &[u32]| Activity {
        capacity,
        minimum: 0,
        slots: slots.to_vec(),
        groups: groups.to_vec(),
    };
    vec![activity(1, &[1], &[]), activity(2, &[1], &[]), activity(3, &[], &[2])]
}

/// A sealed text and the hash that goes on the record.
pub(crate) fn sealed(id: &LotteryId, purpose: Purpose, text: &str) -> Note {
    let salted = SaltedText::new(&bytes(text, 1), text);
    let nonce = bytes(text, 2)[..12].try_into().expect("12 bytes");
    Note {
        text: salted.hash(),
        sealed: salted.seal(&KEY, purpose, id, nonce).expect("a short text"),
    }
}

/// The key of the catalogue under someone's `wrap`.
pub(crate) fn wrapped(id: &LotteryId, keys: &Keys) -> Sealed {
    seal(&keys.wrap, Purpose::Wrap, id, [5; 12], &KEY).expect("a key")
}

impl School {
    /// Nothing has been sent yet.
    pub(crate) fn planned(api: Api, number: u64, people: u32, plan: ValuePlan) -> Self {
        let id = id(number);
        let catalogue = sealed(&id, Purpose::Catalogue, "Project week");
        let person = |index: u32| Person {
            // Numbers that say nothing: every third one, from the back.
            entry: 1_000 + (people - index) * 3,
            group: 1 + index % 2,
            keys: keys(&id, Role::Participant, number * 100_000 + u64::from(index)),
        };
        Self {
            api,
            id,
            keys: keys(&id, Role::Administrator, number * 100_000 + 99_999),
            people: (0..people).map(person).collect(),
            rules: Rules {
                limit: NonZeroU32::new(2),
                pass_order: PassOrder::Snake,
                notice: if plan.is_public() { NOTICE } else { 0 },
                closes_at: None,
                plan,
                activities: activities(),
                catalogue: catalogue.text,
            },
            catalogue: catalogue.sealed,
            nonces: AtomicU64::new(0),
        }
    }

    /// Open, with every entry there.
    pub(crate) async fn open(people: u32, plan: ValuePlan) -> Self {
        let school = Self::planned(Api::new(), 1, people, plan);
        school.begin().await;
        school
    }

    /// Sends everything that opening consists of.
    pub(crate) async fn begin(&self) {
        self.api.call(self.opening()).await.ok::<Standing>();
        for block in self.people.chunks(BLOCK) {
            self.api.call(self.block(block)).await.ok::<Standing>();
        }
    }

    pub(crate) fn open_request(&self) -> Open {
        Open {
            rules: self.rules.clone(),
            entries: u32::try_from(self.people.len()).expect("few people"),
            catalogue: self.catalogue.clone(),
            wrap: wrapped(&self.id, &self.keys),
            keep_days: 90,
        }
    }

    pub(crate) fn opening(&self) -> Call {
        let call = Call::put(path::lottery(&self.id)).header("if-none-match", "*");
        call.bearer(&self.keys.auth).json(&self.open_request())
    }

    pub(crate) fn new_entry(&self, person: &Person) -> NewEntry {
        NewEntry {
            entry: person.entry,
            group: person.group,
            credential: credential(&self.id, &person.keys.auth, Role::Participant),
            wrap: wrapped(&self.id, &person.keys),
        }
    }

    pub(crate) fn block(&self, people: &[Person]) -> Call {
        let entries = people.iter().map(|person| self.new_entry(person)).collect();
        self.put("entries").json(&EntriesBlock { entries })
    }

    /// The administrator's `PUT` of something below the lottery, without `If-Match`.
    pub(crate) fn put(&self, what: &str) -> Call {
        Call::put(path::below(&self.id, what)).bearer(&self.keys.auth)
    }

    pub(crate) async fn view(&self) -> AdministratorView {
        let call = Call::get(path::lottery(&self.id)).bearer(&self.keys.auth);
        self.api.call(call).await.ok()
    }

    pub(crate) async fn revision(&self) -> u32 {
        self.view().await.lottery.revision()
    }

    /// An act of the administrator's on the revision in force.
    pub(crate) async fn act(&self, what: &str, body: &impl Serialize) -> Answer {
        let call = self.put(what).if_match(self.revision().await);
        self.api.call(call.json(body)).await
    }

    /// Waits for as long as the notice asks, if there is any.
    pub(crate) fn notice_passes(&self) {
        self.api.pass(self.rules.notice.into());
    }

    pub(crate) async fn close(&self) -> Standing {
        self.act("closing", &Close::default()).await.ok()
    }

    pub(crate) async fn publish(&self) -> Standing {
        self.act("publication", &Publish {}).await.ok()
    }

    pub(crate) fn reason(&self, text: &str) -> WithReason {
        WithReason {
            note: sealed(&self.id, Purpose::Note, text),
        }
    }

    pub(crate) async fn draw(&self, attempt: u32, draw: &Draw) -> Attempt {
        self.act(&format!("attempts/{attempt}"), draw).await.ok()
    }

    /// A list with every entry in it, in the order of the roster.
    pub(crate) fn own_list(&self) -> Draw {
        Draw::OwnList {
            order: self.people.iter().map(|person| person.entry).collect(),
        }
    }

    pub(crate) async fn attempt(&self, person: &Person, attempt: u32) -> Answer {
        let call = Call::get(path::attempt(&self.id, attempt));
        self.api.call(call.bearer(&person.keys.auth)).await
    }

    pub(crate) async fn visit(&self, person: &Person) -> ParticipantView {
        let call = Call::get(path::below(&self.id, "entry"));
        self.api.call(call.bearer(&person.keys.auth)).await.ok()
    }

    /// A ballot that has not been sent, against the rules in force, with a fresh nonce.
    pub(crate) fn ballot(&self, replaces: u32, choices: &[u32]) -> SaveBallot {
        let mut nonce = Nonce::ZERO;
        let number = self.nonces.fetch_add(1, Ordering::SeqCst);
        nonce.0.copy_from_slice(&bytes("nonce", number)[..16]);
        SaveBallot {
            replaces,
            rules: rules_hash(&self.rules),
            nonce,
            choices: choices.to_vec(),
        }
    }

    pub(crate) fn saving(&self, person: &Person, ballot: &SaveBallot) -> Call {
        let call = Call::put(path::below(&self.id, "entry/ballot"));
        call.bearer(&person.keys.auth).json(ballot)
    }

    pub(crate) async fn save(&self, person: &Person, ballot: &SaveBallot) -> Answer {
        self.api.call(self.saving(person, ballot)).await
    }

    /// Everyone's first ballot: cooking for class 2, climbing and pottery for all, the last person sends none.
    pub(crate) async fn everyone_ranks(&self) -> Vec<Receipt> {
        let mut receipts = Vec::new();
        let (_, rank) = self.people.split_last().expect("people");
        for person in rank {
            let choices: &[u32] = if person.group == 2 { &[3, 1, 2] } else { &[1, 2] };
            receipts.push(self.save(person, &self.ballot(0, choices)).await.ok());
        }
        receipts
    }
}
