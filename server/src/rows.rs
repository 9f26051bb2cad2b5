//! What stands under which key: the one place where the layout of the store is written.
//!
//! | sort bytes (numbers big-endian) | content |
//! |---|---|
//! | `L` | [`Lottery`]: phase, counts, head; every act of the administrator's is conditional on it |
//! | `G` ‖ record u32 | [`LogRow`]: one record of the log |
//! | `E` ‖ entry u32 | [`Entry`]: one participant and the ballot; a save writes this row alone |
//! | `K` ‖ credential | the entry (a JSON number) whose link has this credential |
//! | `R` ‖ rules hash ‖ part u16 | a version of the rules, in parts ([`crate::parts`]) |
//! | `C` ‖ hash ‖ part u16 | a sealed catalogue |
//! | `S` ‖ list hash ‖ part u16 | the lines of a closing, in clear |
//! | `A` ‖ attempt u32 | [`AttemptRow`]: one draw, never changed |
//! | `B` ‖ hash ‖ part u16 | the [`Drawing`] of an attempt: its order and what everyone got |
//!
//! Under [`LotteryId::ZERO`] stands `D` ‖ due u64 ‖ lottery id, one row per lottery: when the sweep has to
//! look at it next.
//!
//! Every row is one byte for the format, [`FORMAT`], and JSON. No row carries a time but those of the log:
//! the moment somebody saved would point at a person.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use turnwise_shared::api::Note;
use turnwise_shared::hash::{Hash32, LotteryId, Nonce};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, Line, Value};
use turnwise_shared::seal::Sealed;

use crate::error::Failure;
use crate::store::Key;

/// The first byte of every row: how the rest is written.
pub const FORMAT: u8 = 2;
/// Seconds of a day.
const DAY: u64 = 86_400;

/// One administrator's event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lottery {
    /// How far it has come.
    pub phase: Phase,
    /// What is left of it.
    pub left: Left,
    /// The hash that stands for the administrator's token.
    pub administrator: Hash32,
    /// The hash of the request that opened it, so that the same request again gets the same answer.
    pub opening: Hash32,
    /// The catalogue's key under the administrator's `wrap`.
    pub wrap: Sealed,
    /// Which sealed catalogue is in force.
    pub catalogue: Hash32,
    /// Which rules are in force.
    pub rules: Hash32,
    /// The closing time of those rules.
    pub closes_at: Option<u64>,
    /// Opened again after that time: ballots are refused, but it waits for new rules instead of closing at once.
    pub reopened_late: bool,
    /// The plan of those rules.
    pub plan: ValuePlan,
    /// Their notice, in seconds.
    pub notice: u32,
    /// The time of the record that named them.
    pub rules_time: u64,
    /// Days until everything is deleted, after the last record, or after what is still to be waited for.
    pub keep_days: u32,
    /// How many entries were announced.
    pub announced: u32,
    /// How many have arrived.
    pub present: u32,
    /// How many records the log has.
    pub revision: u32,
    /// The head of the last one.
    pub head: Hash32,
    /// Its time.
    pub time: u64,
    /// How often a closing was begun; what [`Entry::seal`] is compared with.
    pub closings: u32,
    /// The moment that the closing under way was asked to name, if any was.
    pub moment: Option<u64>,
    /// The list, once it is fixed.
    pub list: Option<FixedList>,
    /// The draws so far.
    pub attempts: Vec<Attempted>,
}

impl Lottery {
    /// UTC second at which everything is deleted. Nothing expires while time has to pass before it may go on.
    pub fn expires_at(&self) -> u64 {
        let last = self.time.max(self.closes_at.unwrap_or(0));
        let last = last.max(self.closes_from()).max(self.moment_of_value());
        last.saturating_add(u64::from(self.keep_days) * DAY)
    }

    /// UTC second at which the sweep has something to do. A lottery whose entries have not all arrived
    /// cannot be closed, so its closing time wakes nobody.
    pub fn due(&self) -> u64 {
        let expires = self.expires_at();
        match self.phase {
            _ if self.left == Left::Leaving => 0,
            _ if self.left == Left::Log => expires,
            Phase::Closing => 0,
            Phase::Open if self.closes_itself() => self.closes_at.unwrap_or(expires).min(expires),
            Phase::Open | Phase::Closed | Phase::Drawn | Phase::Published => expires,
        }
    }

    /// Whether its closing time, once it comes, closes it.
    pub fn closes_itself(&self) -> bool {
        self.phase == Phase::Open && self.present == self.announced && !self.reopened_late
    }

    /// Whether ballots would be taken at this moment, as far as phase and closing time go.
    pub fn takes_ballots(&self, now: u64) -> bool {
        self.phase == Phase::Open && !self.is_over(now)
    }

    /// Whether it is there for administrator and participants.
    pub fn is_there(&self) -> bool {
        self.left == Left::Everything
    }

    /// Whether the list is fixed.
    pub fn is_closed(&self) -> bool {
        matches!(self.phase, Phase::Closed | Phase::Drawn | Phase::Published)
    }

    /// Whether the closing time has passed.
    pub fn is_over(&self, now: u64) -> bool {
        self.closes_at.is_some_and(|closes_at| closes_at <= now)
    }

    /// Whether there was a draw.
    pub fn is_drawn(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.drawn.is_some())
    }

    /// The number of the last published record; 0 for none. Draws recorded before it are told to everyone.
    pub fn told(&self) -> u32 {
        self.attempts
            .iter()
            .filter_map(|attempt| attempt.published)
            .max()
            .unwrap_or(0)
    }
}

/// What is left of a lottery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// All of it.
    Everything,
    /// Its rows are on their way out; nobody gets in any more.
    Leaving,
    /// The log alone: it was deleted after a closing and has not expired yet.
    Log,
}

/// A list as a closing fixed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedList {
    /// Its hash.
    pub list: Hash32,
    /// The number of the closed or redraw record from whose head the next order is drawn.
    pub record: u32,
    /// Whether a draw belongs to that record already.
    pub drawn: bool,
    /// Which public value that record names; 0 if none.
    pub due: u64,
    /// The head of that record.
    pub head: Hash32,
}

/// One attempt, in the list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempted {
    /// The number of the closed or redraw record it belongs to.
    pub record: u32,
    /// The number of its drawn record; none if the moment of its value passed and nothing was drawn.
    pub drawn: Option<u32>,
    /// The number of its published record.
    pub published: Option<u32>,
}

/// One record of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogRow {
    /// UTC seconds.
    pub time: u64,
    /// What happened.
    pub event: Logged,
    /// The reason, if one was given.
    pub note: Option<Note>,
    /// The head after it.
    pub head: Hash32,
}

/// An event, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Logged {
    /// As it is.
    Plain(Event),
    /// A draw: its value stands with the attempt, because an order may be larger than a row.
    Drawn {
        /// Which attempt.
        attempt: u32,
    },
}

/// One participant as the server knows it, and the ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The group.
    pub group: u32,
    /// The hash that stands for the token of the link in force.
    pub link: Hash32,
    /// The catalogue's key under that link's `wrap`.
    pub wrap: Sealed,
    /// How often the ballot was saved.
    pub version: u32,
    /// The ballot's nonce, zeros for none.
    pub nonce: Nonce,
    /// Its choices.
    pub choices: Vec<u32>,
    /// The closing that sealed this row last, 0 for none. Above the closings its reader knows of, it means:
    /// too late. So reopening has nothing to rewrite.
    pub seal: u32,
    /// The credential as that closing put it into the list; a link replaced later leaves it.
    pub listed: Hash32,
}

impl Entry {
    /// The line as it would stand in the list while the lottery is open, or does since it was closed.
    pub fn line(&self, entry: u32, closed: bool) -> Line {
        Line {
            entry,
            group: self.group,
            credential: if closed { self.listed } else { self.link },
            version: self.version,
            nonce: self.nonce,
            choices: self.choices.clone(),
        }
    }
}

/// One draw; never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttemptRow {
    /// The number of the closed or redraw record it belongs to.
    pub record: u32,
    /// The rules it was drawn under.
    pub rules: Hash32,
    /// The list it was drawn from.
    pub list: Hash32,
    /// The value; none for the administrator's own list, which is the order itself.
    pub value: Option<Value>,
    /// The seed; none for an own list.
    pub seed: Option<Hash32>,
    /// The hash of its [`Drawing`], under which that is kept.
    pub result: Hash32,
}

/// What a draw gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    /// The order of the first pass.
    pub order: Vec<u32>,
    /// What each entry got, in picking order, by ascending entry.
    pub allocation: Vec<Vec<u32>>,
}

/// The bytes of a row.
///
/// # Errors
/// Never for the types above; JSON could refuse others.
pub fn encode<T: Serialize>(content: &T) -> Result<Vec<u8>, Failure> {
    let mut bytes = vec![FORMAT];
    serde_json::to_writer(&mut bytes, content).map_err(|_| Failure::Damaged("a row that cannot be written"))?;
    Ok(bytes)
}

/// The content of a row.
///
/// # Errors
/// [`Failure::Damaged`] for anything this version did not write.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    match bytes.split_first() {
        Some((&FORMAT, json)) => serde_json::from_slice(json).map_err(|_| Failure::Damaged("an unreadable row")),
        _ => Err(Failure::Damaged("a row of another format")),
    }
}

/// Keys.
pub mod key {
    use super::{Hash32, Key, LotteryId};

    /// What every entry's sort bytes begin with.
    pub const ENTRIES: &[u8] = b"E";
    /// What every record's sort bytes begin with.
    pub const LOG: &[u8] = b"G";
    /// What every due row's sort bytes begin with, under [`LotteryId::ZERO`].
    pub const DUE: &[u8] = b"D";

    /// The lottery itself.
    pub fn lottery(id: LotteryId) -> Key {
        numbered(id, b"L", &[])
    }

    /// One record of the log.
    pub fn log(id: LotteryId, record: u32) -> Key {
        numbered(id, LOG, &record.to_be_bytes())
    }

    /// One entry.
    pub fn entry(id: LotteryId, entry: u32) -> Key {
        numbered(id, ENTRIES, &entry.to_be_bytes())
    }

    /// Whose link a credential is.
    pub fn credential(id: LotteryId, credential: &Hash32) -> Key {
        numbered(id, b"K", credential.as_bytes())
    }

    /// One attempt.
    pub fn attempt(id: LotteryId, attempt: u32) -> Key {
        numbered(id, b"A", &attempt.to_be_bytes())
    }

    /// When the sweep has to look at a lottery.
    pub fn due(due: u64, id: LotteryId) -> Key {
        let mut rest = due.to_be_bytes().to_vec();
        rest.extend_from_slice(id.as_bytes());
        numbered(LotteryId::ZERO, DUE, &rest)
    }

    /// The lottery and moment of a due row.
    pub fn parse_due(sort: &[u8]) -> Option<(u64, LotteryId)> {
        let (due, id) = sort.strip_prefix(DUE)?.split_first_chunk::<8>()?;
        Some((u64::from_be_bytes(*due), LotteryId(id.try_into().ok()?)))
    }

    /// The number of an entry's row.
    pub fn parse_entry(sort: &[u8]) -> Option<u32> {
        let digits = sort.strip_prefix(ENTRIES)?;
        Some(u32::from_be_bytes(digits.try_into().ok()?))
    }

    fn numbered(lottery: LotteryId, kind: &[u8], rest: &[u8]) -> Key {
        Key {
            lottery,
            sort: [kind, rest].concat(),
        }
    }
}
