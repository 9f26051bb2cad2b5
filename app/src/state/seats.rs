//! Numbers and codes for people: made here, kept on this device, and sent in blocks until every one has
//! arrived. What is sent is fixed when it is made, so that sending it again changes nothing.

use turnwise_shared::api::{AdministratorView, BLOCK, EntriesBlock, NewEntry, ReplaceLink};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::seal::Sealed;
use turnwise_shared::sorted;
use turnwise_shared::token::{Role, Token, credential};

use super::event::{Event, NextLink, Seat};
use super::{numbers, sealing};

/// Where random bytes come from: the browser's generator, or a fixed row of bytes in a test.
pub trait Random {
    /// Fresh random bytes.
    fn bytes<const N: usize>(&mut self) -> [u8; N];

    /// A fresh code.
    fn token(&mut self) -> Token {
        loop {
            if let Some(token) = Token::from_random(&self.bytes()) {
                return token;
            }
        }
    }
}

/// The people who have no number and no link yet, as indexes into the roster.
pub fn without(event: &Event) -> Vec<usize> {
    let seated = sorted::set(event.seats.iter().map(|seat| seat.person));
    let people = 0..event.roster.people().len();
    people.filter(|person| !seated.contains(person)).collect()
}

/// Gives a number and a code to everyone who has none; `foreign` are numbers in use that this device does
/// not know of.
pub fn make(event: &mut Event, foreign: &[u32], random: &mut impl Random) {
    let people = without(event);
    let known = event.seats.iter().map(|seat| seat.entry);
    let used = sorted::set(known.chain(foreign.iter().copied()));
    let drawn = numbers::draw(people.len(), &used, || u32::from_be_bytes(random.bytes()));
    for (person, entry) in people.into_iter().zip(drawn) {
        let token = random.token();
        event.seats.push(Seat {
            person,
            entry,
            unsent: wrap(event, &token, Role::Participant, random),
            token: token.to_string(),
            next: None,
        });
    }
}

/// The catalogue's key, sealed under a code.
pub fn wrap(event: &Event, token: &Token, role: Role, random: &mut impl Random) -> Option<Sealed> {
    let keys = token.keys(&event.id, role);
    // The cipher refuses gigabytes only.
    sealing::wrap_key(&keys.wrap, &event.id, &event.catalogue_key, random.bytes()).ok()
}

/// What still has to be sent, in blocks of the size the server takes.
pub fn blocks(event: &Event) -> Vec<EntriesBlock> {
    let unsent: Vec<NewEntry> = event.seats.iter().filter_map(|seat| new_entry(event, seat)).collect();
    let chunks = unsent.chunks(BLOCK);
    chunks
        .map(|entries| EntriesBlock {
            entries: entries.to_vec(),
        })
        .collect()
}

fn new_entry(event: &Event, seat: &Seat) -> Option<NewEntry> {
    Some(NewEntry {
        entry: seat.entry,
        group: group(event, seat.person),
        credential: credential_of(&event.id, &seat.token)?,
        wrap: seat.unsent.clone()?,
    })
}

fn credential_of(id: &LotteryId, token: &str) -> Option<Hash32> {
    let keys = token.parse::<Token>().ok()?.keys(id, Role::Participant);
    Some(credential(id, &keys.auth, Role::Participant))
}

/// The number of a person's class, from 1; 0 for people without one.
pub fn group(event: &Event, person: usize) -> u32 {
    let class = event.roster.people().get(person).map(|person| &person.class);
    let place = event.roster.classes().iter().position(|name| Some(name) == class);
    place.and_then(|place| u32::try_from(place + 1).ok()).unwrap_or(0)
}

/// Notes that these have arrived.
pub fn arrived(event: &mut Event, entries: &[u32]) {
    for seat in event.seats.iter_mut().filter(|seat| entries.contains(&seat.entry)) {
        seat.unsent = None;
    }
}

/// How many of this device's seats are at the server.
pub fn there(event: &Event) -> usize {
    event.seats.iter().filter(|seat| seat.unsent.is_none()).count()
}

/// How many more entries have to be announced before everything unsent can be sent. Worked out from what
/// the server has, so that an announcement whose answer was lost is not made twice.
pub fn to_announce(event: &Event, view: &AdministratorView) -> u32 {
    let there = sorted::set(view.entries.iter().map(|entry| entry.entry));
    let unsent = event.seats.iter().filter(|seat| seat.unsent.is_some());
    let coming = unsent.filter(|seat| !there.contains(&seat.entry)).count();
    let needed = u32::try_from(there.len() + coming).unwrap_or(u32::MAX);
    needed.saturating_sub(view.lottery.entries)
}

/// Makes a new code for somebody, or takes the one that is still on its way; the old one stays until the
/// server has taken the new one. None if nobody has this number.
pub fn next_link(event: &mut Event, entry: u32, random: &mut impl Random) -> Option<ReplaceLink> {
    let waiting = event.seat(entry)?.next.clone();
    let next = if let Some(next) = waiting {
        next
    } else {
        let token = random.token();
        let wrap = wrap(event, &token, Role::Participant, random)?;
        let token = token.to_string();
        NextLink { token, wrap }
    };
    let link = ReplaceLink {
        credential: credential_of(&event.id, &next.token)?,
        wrap: next.wrap.clone(),
    };
    let seat = event.seats.iter_mut().find(|seat| seat.entry == entry)?;
    seat.next = Some(next);
    Some(link)
}

/// The server has taken the new code: it is the one in force.
pub fn replaced(event: &mut Event, entry: u32) {
    let seat = event.seats.iter_mut().find(|seat| seat.entry == entry);
    if let Some(seat) = seat
        && let Some(next) = seat.next.take()
    {
        seat.token = next.token;
    }
}

/// Notes what the server has already, whatever this device remembers: after a lost answer, or from an older
/// key file.
pub fn reconcile(event: &mut Event, view: &AdministratorView) {
    let there: Vec<u32> = view.entries.iter().map(|entry| entry.entry).collect();
    arrived(event, &there);
}

#[cfg(test)]
pub mod tests;
