//! Sealing what the organiser types, and opening it again. Random bytes are arguments, so that tests can
//! fix them; see [`turnwise_shared::seal`] for what sealed means.

use turnwise_shared::api::{LotteryView, Note, Record};
use turnwise_shared::catalogue::Catalogue;
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::seal::{NONCE, Purpose, SALT, SaltedText, SealFault, Sealed, open, seal};

use crate::json;

/// Salt and nonce for one text.
#[derive(Clone, Copy)]
pub struct Fresh {
    /// In front of the text.
    pub salt: [u8; SALT],
    /// In front of the sealed bytes.
    pub nonce: [u8; NONCE],
}

/// A catalogue, sealed, and the hash that goes into the rules.
pub fn seal_catalogue(
    key: &Hash32,
    id: &LotteryId,
    catalogue: &Catalogue,
    fresh: Fresh,
) -> Result<(Sealed, Hash32), SealFault> {
    let json = serde_json::to_string(catalogue).map_err(|_| SealFault::Malformed)?;
    let text = SaltedText::new(&fresh.salt, &json);
    let sealed = text.seal(key.as_bytes(), Purpose::Catalogue, id, fresh.nonce)?;
    Ok((sealed, text.hash()))
}

/// A reason, sealed.
pub fn seal_note(key: &Hash32, id: &LotteryId, reason: &str, fresh: Fresh) -> Result<Note, SealFault> {
    let text = SaltedText::new(&fresh.salt, reason);
    Ok(Note {
        text: text.hash(),
        sealed: text.seal(key.as_bytes(), Purpose::Note, id, fresh.nonce)?,
    })
}

/// The catalogue's key, sealed under somebody's `wrap`.
pub fn wrap_key(
    wrap: &[u8; 32],
    id: &LotteryId,
    catalogue_key: &Hash32,
    nonce: [u8; NONCE],
) -> Result<Sealed, SealFault> {
    seal(wrap, Purpose::Wrap, id, nonce, catalogue_key.as_bytes())
}

/// The catalogue's key, from under one's own `wrap`.
pub fn unwrap_key(wrap: &[u8; 32], id: &LotteryId, sealed: &Sealed) -> Result<Hash32, SealFault> {
    let key = open(wrap, Purpose::Wrap, id, sealed)?;
    key.try_into().map(Hash32).map_err(|_| SealFault::Malformed)
}

/// The catalogue that belongs to the rules in force.
pub fn open_catalogue(key: &Hash32, id: &LotteryId, view: &LotteryView) -> Result<Catalogue, SealFault> {
    let on_record = &view.rules.catalogue;
    let text = SaltedText::open(key.as_bytes(), Purpose::Catalogue, id, &view.catalogue, on_record)?;
    json::read(text.text()?).map_err(|_| SealFault::Malformed)
}

/// The reason of a record, if it has one that can be opened and is the one on the record.
pub fn open_note(key: &Hash32, id: &LotteryId, record: &Record) -> Option<String> {
    let sealed = record.sealed.as_ref()?;
    let text = SaltedText::open(key.as_bytes(), Purpose::Note, id, sealed, &record.note).ok()?;
    text.text().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: LotteryId = LotteryId([9; 16]);
    const KEY: Hash32 = Hash32([3; 32]);
    const FRESH: Fresh = Fresh {
        salt: [1; SALT],
        nonce: [2; NONCE],
    };

    #[test]
    fn a_wrapped_key_opens_with_its_own_key_only() {
        let wrapped = wrap_key(&[5; 32], &ID, &KEY, [7; NONCE]).expect("it seals");
        assert_eq!(unwrap_key(&[5; 32], &ID, &wrapped), Ok(KEY));
        assert_eq!(unwrap_key(&[6; 32], &ID, &wrapped), Err(SealFault::Refused));
        assert_eq!(
            unwrap_key(&[5; 32], &LotteryId([8; 16]), &wrapped),
            Err(SealFault::Refused)
        );
    }

    #[test]
    fn a_sealed_catalogue_shows_no_title_and_hashes_to_the_record() {
        let catalogue = Catalogue {
            title: "Projektwoche mit Töpfern".to_owned(),
            ..Catalogue::default()
        };
        let (sealed, hash) = seal_catalogue(&KEY, &ID, &catalogue, FRESH).expect("it seals");
        let text = SaltedText::open(KEY.as_bytes(), Purpose::Catalogue, &ID, &sealed, &hash).expect("it opens");
        assert!(text.text().expect("UTF-8").contains("Töpfern"));
        assert!(!String::from_utf8_lossy(&sealed.0).contains("Projektwoche"));
        let other = SaltedText::open(KEY.as_bytes(), Purpose::Catalogue, &ID, &sealed, &Hash32::ZERO);
        assert_eq!(other, Err(SealFault::OtherText));
    }
}
