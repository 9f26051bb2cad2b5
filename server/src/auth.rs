//! Who asks: the bearer, compared in constant time with what the lottery's rows say.
//!
//! Unknown lottery, unknown, revoked and missing credential get the same answer after the same reads. Only
//! hashes are stored, so what is looked up is worth nothing to whoever reads the store.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use subtle::ConstantTimeEq;
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::token::{Role, credential};

use crate::app::App;
use crate::error::Failure;
use crate::rows::{self, Entry, Lottery, key};
use crate::store::{Row, Store};

/// What came as bearer; anything that is not 32 bytes in hexadecimal digits counts as missing.
#[derive(Clone, Copy)]
pub struct Bearer(Option<Hash32>);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let auth = header.and_then(|value| value.strip_prefix("Bearer "));
        Ok(Self(auth.and_then(|auth| auth.trim().parse().ok())))
    }
}

impl Bearer {
    /// The stored hash this bearer stands for; a missing one stands for a hash that nobody has.
    pub fn credential(&self, id: &LotteryId, role: Role) -> (bool, Hash32) {
        let auth = self.0.unwrap_or(Hash32::ZERO);
        (self.0.is_some(), credential(id, &auth, role))
    }
}

/// A lottery as it was read, with the version its next write is conditional on.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which one.
    pub id: LotteryId,
    /// The version of its row.
    pub version: u64,
    /// The row.
    pub lottery: Lottery,
}

/// An entry as it was read.
#[derive(Clone, Debug)]
pub struct HeldEntry {
    /// Its number.
    pub number: u32,
    /// The version of its row.
    pub version: u64,
    /// The row.
    pub entry: Entry,
}

/// Reads a lottery, whoever asks.
///
/// # Errors
/// [`Problem::NotFound`] if there is none.
pub async fn load<S: Store>(app: &App<S>, id: LotteryId) -> Result<Held, Failure> {
    let row = app.get(key::lottery(id)).await?.ok_or(Problem::NotFound)?;
    held(id, &row)
}

/// The lottery, if its administrator asks.
///
/// # Errors
/// [`Problem::NotFound`] for everyone else.
pub async fn administrator<S: Store>(app: &App<S>, id: LotteryId, bearer: Bearer) -> Result<Held, Failure> {
    let (given, hash) = bearer.credential(&id, Role::Administrator);
    let held = found(app, id).await?;
    let known = held.as_ref().map_or(Hash32::ZERO, |held| held.lottery.administrator);
    let same = bool::from(known.as_bytes().ct_eq(hash.as_bytes()));
    match held {
        Some(held) if given && same && held.lottery.is_there() => Ok(held),
        _ => Err(Problem::NotFound.into()),
    }
}

/// The lottery and the entry whose link was opened.
///
/// # Errors
/// [`Problem::NotFound`] for everyone else.
pub async fn participant<S: Store>(app: &App<S>, id: LotteryId, bearer: Bearer) -> Result<(Held, HeldEntry), Failure> {
    let (given, hash) = bearer.credential(&id, Role::Participant);
    let held = found(app, id).await?;
    let number = match app.get(key::credential(id, &hash)).await? {
        Some(row) => rows::decode(&row.bytes)?,
        None => 0,
    };
    let entry = app.get(key::entry(id, number)).await?;
    let entry = entry.map(|row| held_entry(number, &row)).transpose()?;
    let known = entry.as_ref().map_or(Hash32::ZERO, |held| held.entry.link);
    let same = bool::from(known.as_bytes().ct_eq(hash.as_bytes()));
    match (held, entry) {
        (Some(held), Some(entry)) if given && same && held.lottery.is_there() => Ok((held, entry)),
        _ => Err(Problem::NotFound.into()),
    }
}

async fn found<S: Store>(app: &App<S>, id: LotteryId) -> Result<Option<Held>, Failure> {
    let row = app.get(key::lottery(id)).await?;
    row.map(|row| held(id, &row)).transpose()
}

fn held(id: LotteryId, row: &Row) -> Result<Held, Failure> {
    Ok(Held {
        id,
        version: row.version,
        lottery: rows::decode(&row.bytes)?,
    })
}

/// An entry's row, read.
///
/// # Errors
/// [`Failure::Damaged`] if it cannot be.
pub fn held_entry(number: u32, row: &Row) -> Result<HeldEntry, Failure> {
    Ok(HeldEntry {
        number,
        version: row.version,
        entry: rows::decode(&row.bytes)?,
    })
}
