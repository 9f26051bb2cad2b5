//! The record: every act that counts, as bytes, each fingerprint (*head*) containing the one before it
//! (§7 of the design, normative). Who knows a head knows that nothing before it was changed.
//!
//! `shared/tests/vectors.rs` reproduces a worked example that was computed independently.

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use crate::hash::{Bytes, Hash32, LotteryId, Nonce, labelled};
use crate::lottery::{Rules, ValuePlan};
pub use value::Value;

mod value;

/// The fingerprint of rules, texts included through the hash of the catalogue.
pub fn rules_hash(rules: &Rules) -> Hash32 {
    let count = u32::try_from(rules.activities.len()).unwrap_or(u32::MAX);
    let start = Bytes::new()
        .u32(1)
        .u32(rules.limit.map_or(0, std::num::NonZeroU32::get))
        .u8(rules.pass_order.code())
        .u32(rules.notice)
        .u64(rules.closes_at.unwrap_or(0))
        .raw(&rules.plan.bytes())
        .u32(count);
    rules
        .activities
        .iter()
        .fold(start, |bytes, activity| {
            bytes
                .u32(activity.capacity)
                .u32(activity.minimum)
                .counted(&activity.slots)
                .counted(&activity.groups)
        })
        .raw(rules.catalogue.as_bytes())
        .hash("rules")
}

/// One entry as the list fixes it. Version 0, a nonce of zeros and no choices for one without a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The entry's number.
    pub entry: u32,
    /// Its group.
    pub group: u32,
    /// The hash that stands for its token.
    pub credential: Hash32,
    /// How often its ballot was saved.
    pub version: u32,
    /// What hid this line until publication.
    pub nonce: Nonce,
    /// The ranked choices, best first.
    pub choices: Vec<u32>,
}

impl Line {
    /// The line's fingerprint, which its author's browser keeps as a receipt.
    pub fn hash(&self) -> Hash32 {
        Bytes::new()
            .u32(self.entry)
            .u32(self.group)
            .raw(self.credential.as_bytes())
            .u32(self.version)
            .raw(self.nonce.as_bytes())
            .counted(&self.choices)
            .hash("line")
    }
}

/// The fingerprint of all lines, which are given by ascending entry.
pub fn list_hash(lines: &[Hash32]) -> Hash32 {
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    lines
        .iter()
        .fold(Bytes::new().u32(count), |bytes, line| bytes.raw(line.as_bytes()))
        .hash("list")
}

/// What happened, with what the record fixes about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Fields")]
pub enum Event {
    /// The lottery was opened under these rules for so many entries.
    Opened {
        /// The fingerprint of the rules.
        rules: Hash32,
        /// How many entries were announced.
        entries: u32,
    },
    /// Other rules from now on.
    RulesChanged {
        /// The fingerprint of the new rules.
        rules: Hash32,
    },
    /// So many entries more.
    EntriesAdded {
        /// How many were added by this record.
        entries: u32,
    },
    /// Some entry got a new link; the record does not say which, because that would point at a person.
    LinkReplaced,
    /// The list is fixed.
    Closed {
        /// The fingerprint of the list.
        list: Hash32,
        /// How many entries it has.
        entries: u32,
        /// How many of them saved a ballot.
        saved: u32,
        /// Where the value will come from.
        plan: ValuePlan,
        /// Which of its values: the round of a beacon, or the UTC second before which no number may be drawn;
        /// 0 for the kinds that are not public.
        #[serde(skip_serializing_if = "is_zero")]
        due: u64,
    },
    /// The list is open again.
    Reopened,
    /// The same list is to be drawn again.
    Redraw {
        /// Where the value will come from.
        plan: ValuePlan,
        /// Which of its values: the round of a beacon, or the UTC second before which no number may be drawn;
        /// 0 for the kinds that are not public.
        #[serde(skip_serializing_if = "is_zero")]
        due: u64,
    },
    /// The value was entered, and with it the order drawn.
    Drawn {
        /// The value.
        value: Value,
    },
    /// Everyone taking part may see the draw.
    Published,
}

/// How an event is read: all fields side by side, of which exactly those of its kind must be there. Reading a
/// tagged enum as such would take several times the code, which every phone would have to load.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fields {
    pub(crate) kind: Kind,
    rules: Option<Hash32>,
    entries: Option<u32>,
    list: Option<Hash32>,
    saved: Option<u32>,
    plan: Option<ValuePlan>,
    due: Option<NonZeroU64>,
    value: Option<Value>,
}

/// The kinds of records by name, with the one that stands for a draw whose value is withheld.
#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Opened,
    RulesChanged,
    EntriesAdded,
    LinkReplaced,
    Closed,
    Reopened,
    Redraw,
    Drawn,
    Published,
    DrawnNotPublished,
}

impl Fields {
    /// Whether there is nothing but the kind.
    pub(crate) fn is_bare(&self) -> bool {
        self.rules.is_none()
            && self.entries.is_none()
            && self.list.is_none()
            && self.saved.is_none()
            && self.plan.is_none()
            && self.due.is_none()
            && self.value.is_none()
    }
}

impl TryFrom<Fields> for Event {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let bare = fields.is_bare();
        let Fields {
            kind,
            rules,
            entries,
            list,
            saved,
            plan,
            due,
            value,
        } = fields;
        // Public values have one, no other has.
        if plan.is_some_and(ValuePlan::is_public) != due.is_some() {
            return Err("a public value is named by its round or moment, and no other is");
        }
        let due = due.map_or(0, NonZeroU64::get);
        Ok(match (kind, rules, entries, list, saved, plan, value) {
            (Kind::Opened, Some(rules), Some(entries), None, None, None, None) => Self::Opened { rules, entries },
            (Kind::RulesChanged, Some(rules), None, None, None, None, None) => Self::RulesChanged { rules },
            (Kind::EntriesAdded, None, Some(entries), None, None, None, None) => Self::EntriesAdded { entries },
            (Kind::LinkReplaced, ..) if bare => Self::LinkReplaced,
            (Kind::Closed, None, Some(entries), Some(list), Some(saved), Some(plan), None) => Self::Closed {
                list,
                entries,
                saved,
                plan,
                due,
            },
            (Kind::Reopened, ..) if bare => Self::Reopened,
            (Kind::Redraw, None, None, None, None, Some(plan), None) => Self::Redraw { plan, due },
            (Kind::Drawn, None, None, None, None, None, Some(value)) => Self::Drawn { value },
            (Kind::Published, ..) if bare => Self::Published,
            _ => return Err("the fields are not those of this kind"),
        })
    }
}

impl Event {
    /// The byte that stands for the kind of record.
    pub fn code(&self) -> u8 {
        match self {
            Self::Opened { .. } => 1,
            Self::RulesChanged { .. } => 2,
            Self::EntriesAdded { .. } => 3,
            Self::LinkReplaced => 4,
            Self::Closed { .. } => 5,
            Self::Reopened => 6,
            Self::Redraw { .. } => 7,
            Self::Drawn { .. } => 8,
            Self::Published => 9,
        }
    }

    /// Whether the act needs a reason.
    pub fn needs_note(&self) -> bool {
        matches!(self, Self::Reopened | Self::Redraw { .. })
    }

    fn body(&self) -> Vec<u8> {
        match self {
            Self::Opened { rules, entries } => Bytes::new().raw(rules.as_bytes()).u32(*entries).finish(),
            Self::RulesChanged { rules } => Bytes::new().raw(rules.as_bytes()).finish(),
            Self::EntriesAdded { entries } => Bytes::new().u32(*entries).finish(),
            Self::LinkReplaced | Self::Reopened | Self::Published => Vec::new(),
            Self::Closed {
                list,
                entries,
                saved,
                plan,
                due,
            } => Bytes::new()
                .raw(list.as_bytes())
                .u32(*entries)
                .u32(*saved)
                .raw(&name(*plan, *due))
                .finish(),
            Self::Redraw { plan, due } => name(*plan, *due),
            Self::Drawn { value } => value.bytes(),
        }
    }
}

/// The plan and the round or moment of the value, which is 0 for the kinds that are not public.
fn name(plan: ValuePlan, due: u64) -> Vec<u8> {
    Bytes::new().raw(&plan.bytes()).u64(due).finish()
}

#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")
)]
fn is_zero(due: &u64) -> bool {
    *due == 0
}

/// The head before the first record: `H("lottery", lottery id)`.
pub fn first_head(lottery: &LotteryId) -> Hash32 {
    labelled("lottery", lottery.as_bytes())
}

/// The head of record `number` (from 1): it contains the head before it, the moment, the note's hash
/// (zeros for none) and the event.
pub fn head(before: &Hash32, number: u32, seconds: u64, note: &Hash32, event: &Event) -> Hash32 {
    Bytes::new()
        .raw(before.as_bytes())
        .u32(number)
        .u64(seconds)
        .u8(event.code())
        .raw(note.as_bytes())
        .raw(&event.body())
        .hash("log")
}
