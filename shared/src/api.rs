//! What travels between browser and server: one request and one response struct per endpoint, and the
//! paths, so that both sides write them in one place. Requests refuse unknown fields; lengths are bounded
//! by the constants here and by [`crate::lottery`].
//!
//! | method and path | who | request → answer |
//! |---|---|---|
//! | `PUT lotteries/{id}` | administrator | [`Open`] → [`Standing`]; `If-None-Match: *` |
//! | `GET lotteries/{id}` | administrator | → [`AdministratorView`]; `ETag` is [`administrator_etag`] |
//! | `DELETE lotteries/{id}` | administrator | → nothing; `If-Match` |
//! | `PUT lotteries/{id}/rules` | administrator | [`ChangeRules`] → [`Standing`]; `If-Match` |
//! | `POST lotteries/{id}/entries` | administrator | [`AddEntries`] → [`Standing`]; `If-Match` |
//! | `PUT lotteries/{id}/entries` | administrator | [`EntriesBlock`] → [`Standing`] |
//! | `PUT lotteries/{id}/entries/{n}/link` | administrator | [`ReplaceLink`] → [`Standing`]; `If-Match` |
//! | `PUT lotteries/{id}/closing` | administrator | [`Close`] → [`Standing`]; `If-Match` |
//! | `PUT lotteries/{id}/reopening` | administrator | [`WithReason`] → [`Standing`]; `If-Match` |
//! | `PUT lotteries/{id}/attempts/{k}` | administrator | [`Draw`] → [`Attempt`]; `If-Match` |
//! | `PUT lotteries/{id}/redraw` | administrator | [`Redraw`] → [`Standing`]; `If-Match` |
//! | `PUT lotteries/{id}/publication` | administrator | [`Publish`] → [`Standing`]; `If-Match` |
//! | `GET lotteries/{id}/attempts/{k}` | both; participants once published | → [`Attempt`] |
//! | `GET lotteries/{id}/entry` | participant | → [`ParticipantView`]; `ETag` is [`participant_etag`] |
//! | `PUT lotteries/{id}/entry/ballot` | participant | [`SaveBallot`] → [`Receipt`] |
//! | `GET lotteries/{id}/record` | anyone, once closed | → [`PublicRecord`] |
//! | `GET lotteries/{id}/transcript` | both, once published | → [`crate::transcript::Transcript`] |
//! | `GET lotteries/{id}/events` | anyone | → event stream of [`Tick`] |
//!
//! `If-Match` carries the revision as `"7"`. The bearer is `auth` ([`crate::token::Keys`]) in hexadecimal.

use serde::{Deserialize, Deserializer, Serialize};

use crate::hash::{Hash32, LotteryId, Nonce, Signature};
use crate::lottery::{Phase, Rules};
use crate::record::{Event, Fields, Kind, Line, Value};
use crate::seal::Sealed;

/// The most entries in one [`EntriesBlock`]: their rows, the credentials' rows and the lottery's own fit
/// one batch of the store.
pub const BLOCK: usize = 40;
/// The most bytes a request may have.
pub const MAX_BODY: u32 = 1_000_000;
/// How long a lottery is kept after its last record unless set, in days.
pub const USUAL_DAYS: u32 = 90;
/// The most days a lottery may be kept.
pub const MAX_DAYS: u32 = 400;

/// Opens a lottery, with its first record. Its entries follow in blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// The rules; their catalogue hash is that of the sealed catalogue.
    pub rules: Rules,
    /// How many entries will follow.
    pub entries: u32,
    /// The catalogue, sealed with its own key.
    pub catalogue: Sealed,
    /// That key, sealed under the administrator's `wrap`.
    pub wrap: Sealed,
    /// Days after the last record at which everything is deleted, 1 to [`MAX_DAYS`].
    pub keep_days: u32,
}

/// Replaces the rules while the lottery is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRules {
    /// The new rules.
    pub rules: Rules,
    /// The catalogue that belongs to them, under the same key.
    pub catalogue: Sealed,
    /// Why, if the administrator says so.
    pub note: Option<Note>,
}

/// A reason: sealed with the catalogue's key, and its hash, which goes on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The hash of the salted text.
    pub text: Hash32,
    /// The salted text, sealed for [`crate::seal::Purpose::Note`].
    pub sealed: Sealed,
}

/// Announces entries beyond those announced before; a record. They follow in blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddEntries {
    /// How many.
    pub entries: u32,
}

/// Up to [`BLOCK`] announced entries. Sent again with the same content, it changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntriesBlock {
    /// The entries.
    pub entries: Vec<NewEntry>,
}

/// One participant as the server knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    /// The number, four to six digits.
    pub entry: u32,
    /// The group.
    pub group: u32,
    /// [`crate::token::credential`] of the link.
    pub credential: Hash32,
    /// The catalogue's key, sealed under the link's `wrap`.
    pub wrap: Sealed,
}

/// A new link for an entry; the old one opens nothing any more, the ballot stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplaceLink {
    /// [`crate::token::credential`] of the new link.
    pub credential: Hash32,
    /// The catalogue's key, sealed under the new link's `wrap`.
    pub wrap: Sealed,
}

/// Fixes the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// For numbers: the UTC second before which none that counts is drawn, if it is later than the notice asks for.
    pub moment: Option<u64>,
}

/// An act that needs no words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {}

/// Announces another draw of the same list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redraw {
    /// Why.
    pub note: Note,
    /// As [`Close::moment`].
    pub moment: Option<u64>,
}

/// An act that needs a reason: reopening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithReason {
    /// Why.
    pub note: Note,
}

/// Makes the draw. The same input again gives the same attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Draw {
    /// With the administrator's own list: every entry once, the first in line first.
    OwnList {
        /// Entry numbers.
        order: Vec<u32>,
    },
    /// With 32 random bytes of the server's.
    #[serde(deserialize_with = "nothing_more")]
    Server,
    /// With a round of drand's quicknet: the one that the record names.
    Drand {
        /// Its number.
        round: u64,
        /// Its signature.
        signature: Signature,
    },
    /// With numbers drawn in public. Other numbers under the same record correct what was typed.
    Numbers {
        /// In the order that the catalogue asks for.
        numbers: Vec<u32>,
        /// Why, if they correct what was entered before.
        note: Option<Note>,
    },
}

/// Refuses fields beside the tag: serde alone ignores them on variants without content, even where unknown
/// fields are denied.
fn nothing_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}
    Nothing::deserialize(deserializer).map(|Nothing {}| ())
}

/// Where a lottery stands; the answer to every act of the administrator's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The phase.
    pub phase: Phase,
    /// How many records the log has.
    pub revision: u32,
    /// The head of the last one.
    pub head: Hash32,
    /// How many announced entries have arrived.
    pub present: u32,
}

/// What the administrator and every participant may read of a lottery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotteryView {
    /// The phase.
    pub phase: Phase,
    /// The server's clock, in UTC seconds, when it answered.
    pub now: u64,
    /// UTC second at which everything is deleted.
    pub expires_at: u64,
    /// How many entries were announced.
    pub entries: u32,
    /// The rules in force.
    pub rules: Rules,
    /// The catalogue that belongs to them.
    pub catalogue: Sealed,
    /// The catalogue's key under the asker's `wrap`.
    pub wrap: Sealed,
    /// The log, record 1 first; its length is the revision.
    pub log: Vec<Record>,
    /// The attempts so far, number 1 first.
    pub attempts: Vec<AttemptSummary>,
}

impl LotteryView {
    /// How many records the log has.
    pub fn revision(&self) -> u32 {
        u32::try_from(self.log.len()).unwrap_or(u32::MAX)
    }
}

/// One record of the log, numbered by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// UTC seconds.
    pub time: u64,
    /// What happened. The value of a draw that is not published yet is withheld: see [`RecordEvent`].
    pub event: RecordEvent,
    /// The hash of the note's text; zeros for none.
    pub note: Hash32,
    /// The note, for those who can open it.
    pub sealed: Option<Sealed>,
    /// The head after this record.
    pub head: Hash32,
}

/// An event as it may be told now: that a draw happened shows to all at once, its content comes with
/// publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Fields")]
pub enum RecordEvent {
    /// Everything about it.
    Told(Event),
    /// A draw whose value is not published yet.
    Withheld {
        /// Always `drawn_not_published`.
        kind: Withheld,
    },
}

impl TryFrom<Fields> for RecordEvent {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        if fields.kind == Kind::DrawnNotPublished && fields.is_bare() {
            let kind = Withheld::DrawnNotPublished;
            return Ok(Self::Withheld { kind });
        }
        Event::try_from(fields).map(Self::Told)
    }
}

/// The name of what is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// A draw whose value is not published yet.
    DrawnNotPublished,
}

/// One attempt in the list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptSummary {
    /// Its number, from 1.
    pub attempt: u32,
    /// The number of the closed or redraw record it belongs to.
    pub record: u32,
    /// The number of its drawn record; none if its value's moment passed and nothing was drawn.
    pub drawn: Option<u32>,
    /// The number of its published record; none if it was never published.
    pub published: Option<u32>,
}

/// A lottery as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministratorView {
    /// What everyone sees.
    pub lottery: LotteryView,
    /// The sum of all ballot versions: changes whenever someone saves.
    pub progress: u64,
    /// Every entry that has arrived, ascending.
    pub entries: Vec<EntryView>,
    /// Where the page may fetch a public random number, if whoever runs the server allows it: an origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drand_relay: Option<String>,
}

/// One entry as the administrator sees it. No times: against a mailing log they identify people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// Its number.
    pub entry: u32,
    /// Its group.
    pub group: u32,
    /// How often its ballot was saved, 0 for never.
    pub version: u32,
    /// Its choices, best first.
    pub choices: Vec<u32>,
}

/// A lottery as one participant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantView {
    /// What everyone sees.
    pub lottery: LotteryView,
    /// The participant's line: number, group, ballot.
    pub line: Line,
}

/// Saves a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveBallot {
    /// The version this one replaces, 0 for the first.
    pub replaces: u32,
    /// The fingerprint of the rules its author saw.
    pub rules: Hash32,
    /// Fresh random bytes.
    pub nonce: Nonce,
    /// The choices, best first.
    pub choices: Vec<u32>,
}

/// What was saved, as it will stand in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The line, whose hash the browser keeps.
    pub line: Line,
}

/// One draw, with everything needed to repeat and explain it; the rule itself is run by whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Its number, from 1.
    pub attempt: u32,
    /// The number of the closed or redraw record it belongs to.
    pub record: u32,
    /// The rules it was drawn under.
    pub rules: Rules,
    /// The value.
    pub value: Value,
    /// Every entry in clear, ascending.
    pub lines: Vec<Line>,
    /// What each entry got, in picking order, by ascending entry: what the stored attempt says.
    pub allocation: Vec<Vec<u32>>,
}

/// The log and the hashes of the lines: for anyone who knows the lottery id, once the list is fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRecord {
    /// The log, record 1 first.
    pub log: Vec<Record>,
    /// Entry and hash of its line, ascending.
    pub lines: Vec<LineHash>,
}

/// The fingerprint of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineHash {
    /// The entry's number.
    pub entry: u32,
    /// [`Line::hash`].
    pub line: Hash32,
}

/// What the event stream carries: nothing that changes when someone saves a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// How many records the log has.
    pub revision: u32,
    /// The head of the last one.
    pub head: Hash32,
}

/// The `ETag` of the administrator's read: changes with every record, every entry that arrives and every ballot.
pub fn administrator_etag(revision: u32, present: u32, progress: u64) -> String {
    format!("\"{revision}-{present}-{progress}\"")
}

/// The `ETag` of a participant's read: changes with every record and with the participant's own ballot.
pub fn participant_etag(revision: u32, version: u32) -> String {
    format!("\"{revision}-{version}\"")
}

/// `If-Match` of an act on this revision.
pub fn revision_etag(revision: u32) -> String {
    format!("\"{revision}\"")
}

/// Paths, relative to the API's address.
pub mod path {
    use super::LotteryId;

    /// The lottery itself.
    pub fn lottery(id: &LotteryId) -> String {
        format!("lotteries/{id}")
    }

    /// Something below a lottery: `rules`, `entries`, `closing`, `reopening`, `redraw`, `publication`,
    /// `entry`, `entry/ballot`, `record`, `transcript`, `events`.
    pub fn below(id: &LotteryId, what: &str) -> String {
        format!("lotteries/{id}/{what}")
    }

    /// The link of an entry.
    pub fn link(id: &LotteryId, entry: u32) -> String {
        format!("lotteries/{id}/entries/{entry}/link")
    }

    /// An attempt.
    pub fn attempt(id: &LotteryId, attempt: u32) -> String {
        format!("lotteries/{id}/attempts/{attempt}")
    }
}
