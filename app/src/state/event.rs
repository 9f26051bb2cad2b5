//! One draw as its organiser keeps it: everything typed, everyone's name, every secret. It lives in this
//! browser's storage and in the key file, and is never sent; [`Event::rules`] and [`Event::catalogue`]
//! make what the server may know of it: numbers, and texts to be sealed.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use turnwise_shared::api::{Open, USUAL_DAYS};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::{PassOrder, Rules, ValuePlan};
use turnwise_shared::seal::Sealed;
use turnwise_shared::token::{Keys, Role, Token, TokenFault};

use super::activities::Activities;
use super::public::Numbers;
use super::roster::Roster;

/// The form of what is stored; a page that finds a higher one says that it is too old.
pub const FORMAT: u32 = 1;

/// The notice of a public value unless set: a day, in seconds.
const USUAL_NOTICE: u32 = 86_400;

/// One draw, all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// [`FORMAT`].
    pub format: u32,
    /// Raised with every change on any device, so that an older copy never replaces a newer one.
    pub edition: u64,
    /// Which lottery.
    pub id: LotteryId,
    /// The administrator's token, canonical.
    pub administrator: String,
    /// The key that seals catalogue and notes.
    pub catalogue_key: Hash32,
    /// Title, organiser, contact and other texts.
    pub details: Details,
    /// The activities.
    pub activities: Activities,
    /// The people.
    pub roster: Roster,
    /// What was decided about how places are given.
    pub settings: Settings,
    /// Numbers and codes of the people, made when the key file is about to be saved.
    pub seats: Vec<Seat>,
    /// How far it has come, as far as this device knows.
    pub stage: Stage,
    /// When the key file was last saved (UTC seconds) and the edition it holds.
    pub key_file: Option<KeyFile>,
    /// The opening as it is or will be sent, byte for byte, until everything has arrived: repeating the same
    /// is safe, sending another is refused.
    #[serde(default)]
    pub opening: Option<Open>,
    /// The messages people receive with their links.
    #[serde(default)]
    pub messages: Messages,
    /// What the browser that saved the key file had kept of the record, as it kept it; only in key files, and gone once a
    /// browser has taken it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<Sealed>,
}

/// The organiser's own words for messages; empty for the usual ones. What stands for what is in
/// [`super::letters`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Messages {
    /// With the link, at the beginning.
    pub invitation: String,
    /// For those who have sent nothing yet.
    pub reminder: String,
}

/// Texts about the event as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The title of the event.
    pub title: String,
    /// Who organises it.
    pub organiser: String,
    /// How to reach them.
    pub contact: String,
    /// What people should know before choosing.
    pub welcome: String,
    /// When results can be expected.
    pub results: String,
    /// What a place commits to.
    pub commitment: String,
}

/// How places are given. Nothing that matters is preselected: `None` means not decided yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// At most so many places each; `Some(0)` for no limit.
    pub limit: Option<u32>,
    /// How each round walks the list.
    pub pass_order: PassOrder,
    /// UTC second at which choosing ends.
    pub closes_at: Option<u64>,
    /// Where the randomness comes from.
    pub plan: ValuePlan,
    /// Days after which the server deletes everything.
    pub keep_days: u32,
    /// Seconds of notice, where a public value decides.
    pub notice: u32,
    /// Which numbers, where numbers drawn in public decide.
    pub numbers: Numbers,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limit: None,
            pass_order: PassOrder::Same,
            closes_at: None,
            plan: ValuePlan::Server,
            keep_days: USUAL_DAYS,
            notice: USUAL_NOTICE,
            numbers: Numbers::default(),
        }
    }
}

/// One person's number and code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Which person: the index in the roster, where nobody is ever removed after opening.
    pub person: usize,
    /// The number the server knows.
    pub entry: u32,
    /// The code, canonical.
    pub token: String,
    /// The catalogue's key under this code, until the seat has arrived at the server: sending a seat again
    /// is safe only if every byte is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsent: Option<Sealed>,
    /// A new code that is on its way to the server; it replaces the other once it has arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextLink>,
}

/// A code that is to replace another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextLink {
    /// The new code, canonical.
    pub token: String,
    /// The catalogue's key under it.
    pub wrap: Sealed,
}

impl Seat {
    /// The keys of this person's link.
    ///
    /// # Errors
    /// If what was stored is no code.
    pub fn keys(&self, lottery: &LotteryId) -> Result<Keys, TokenFault> {
        Ok(self.token.parse::<Token>()?.keys(lottery, Role::Participant))
    }
}

/// How far a draw has come on this device; what the server says counts for more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being set up: nothing has been sent.
    #[default]
    Draft,
    /// Opening was begun: some of it may have arrived.
    Opening,
    /// Everything has arrived.
    Open,
}

/// When the key file was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    /// UTC seconds.
    pub at: u64,
    /// The edition it holds.
    pub edition: u64,
    /// Whether it was knowingly not saved.
    pub declined: bool,
}

impl Event {
    /// A new, empty draw with fresh secrets.
    pub fn new(id: LotteryId, administrator: &Token, catalogue_key: Hash32, title: String) -> Self {
        Self {
            format: FORMAT,
            edition: 1,
            id,
            administrator: administrator.to_string(),
            catalogue_key,
            details: Details {
                title,
                ..Details::default()
            },
            activities: Activities::default(),
            roster: Roster::default(),
            settings: Settings::default(),
            seats: Vec::new(),
            stage: Stage::Draft,
            key_file: None,
            opening: None,
            messages: Messages::default(),
            followed: None,
        }
    }

    /// The administrator's keys.
    ///
    /// # Errors
    /// If what was stored is no code.
    pub fn keys(&self) -> Result<Keys, TokenFault> {
        Ok(self.administrator.parse::<Token>()?.keys(&self.id, Role::Administrator))
    }

    /// Every text, to be sealed.
    pub fn catalogue(&self) -> Catalogue {
        Catalogue {
            title: self.details.title.clone(),
            organiser: self.details.organiser.clone(),
            contact: self.details.contact.clone(),
            welcome: self.details.welcome.clone(),
            results: self.details.results.clone(),
            commitment: self.details.commitment.clone(),
            slots: self.activities.slots().to_vec(),
            groups: self.roster.classes().to_vec(),
            activities: self.activities.texts(),
            numbers: self.settings.public_numbers().cloned(),
        }
    }

    /// Every number, for the server; `catalogue` is the hash of the salted catalogue. None while
    /// something is missing or wrong: the screens say what.
    pub fn rules(&self, catalogue: Hash32) -> Option<Rules> {
        Some(Rules {
            limit: NonZeroU32::new(self.settings.limit?),
            pass_order: self.settings.pass_order,
            notice: self.settings.notice_in_force(),
            closes_at: self.settings.closes_at,
            plan: self.settings.plan,
            activities: self.activities.to_shared(self.roster.classes())?,
            catalogue,
        })
    }

    /// The seat with this number.
    pub fn seat(&self, entry: u32) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.entry == entry)
    }

    /// The name of whoever has this number; the number itself where this device does not know.
    pub fn name(&self, entry: u32) -> String {
        self.seat(entry)
            .and_then(|seat| self.roster.people().get(seat.person))
            .map_or_else(|| entry.to_string(), |person| person.name.clone())
    }

    /// The class of whoever has this number.
    pub fn class(&self, entry: u32) -> &str {
        self.seat(entry)
            .and_then(|seat| self.roster.people().get(seat.person))
            .map_or("", |person| person.class.as_str())
    }
}
