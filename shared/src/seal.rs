//! Texts the server cannot open (§4 of the design): the catalogue, notes, wrapped keys and what a
//! participant's browser keeps.
//!
//! Sealed means ChaCha20-Poly1305 with a fresh 12-byte nonce in front; the associated data names purpose
//! and lottery, so nothing sealed for one can be passed off as another. A *text* carries 32 random bytes
//! in front, so that its hash, which is on the record, gives nothing away.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::hash::{Bytes, Hash32, LotteryId, labelled};

/// Bytes of the nonce in front of everything sealed.
pub const NONCE: usize = 12;
/// Bytes of salt in front of every text.
pub const SALT: usize = 32;
/// The most bytes one sealed thing may have on the wire.
pub const MAX_SEALED: usize = 200_000;

/// What something was sealed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Titles, descriptions, dates: everything people read before choosing.
    Catalogue,
    /// The reason of a record.
    Note,
    /// The catalogue's key, under a token's `wrap`.
    Wrap,
    /// What a browser keeps, under a token's `keep`.
    Keep,
}

impl Purpose {
    fn associated(self, lottery: &LotteryId) -> Vec<u8> {
        let name = match self {
            Self::Catalogue => "turnwise/v1/catalogue",
            Self::Note => "turnwise/v1/note",
            Self::Wrap => "turnwise/v1/wrap",
            Self::Keep => "turnwise/v1/keep",
        };
        Bytes::new().raw(name.as_bytes()).u8(0).raw(lottery.as_bytes()).finish()
    }
}

/// Nonce and ciphertext; base64url without padding on the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64UrlUnpadded::encode_string(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = Base64UrlUnpadded::decode_vec(&text)
            .map_err(|_| serde::de::Error::custom("expected base64url without padding"))?;
        if bytes.len() > MAX_SEALED {
            return Err(serde::de::Error::custom(format!(
                "sealed text above {MAX_SEALED} bytes"
            )));
        }
        Ok(Self(bytes))
    }
}

/// Why something sealed could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// Wrong key, purpose or lottery, or the bytes were changed.
    Refused,
    /// It opened, but what is inside is not what was expected (too short, not UTF-8).
    Malformed,
    /// The text is not the one on the record.
    OtherText,
}

impl fmt::Display for SealFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "sealed with another key, or changed on the way",
            Self::Malformed => "opened, but what is inside cannot be read",
            Self::OtherText => "not the text that is on the record",
        })
    }
}

impl std::error::Error for SealFault {}

/// Seals bytes under a 32-byte key; `nonce` must be random and never used again with this key.
///
/// # Errors
/// Only if the cipher refuses the length, which is gigabytes away.
pub fn seal(
    key: &[u8; 32],
    purpose: Purpose,
    lottery: &LotteryId,
    nonce: [u8; NONCE],
    plain: &[u8],
) -> Result<Sealed, SealFault> {
    let cipher = ChaCha20Poly1305::new(Key::from_slice(key));
    let payload = Payload {
        msg: plain,
        aad: &purpose.associated(lottery),
    };
    let cipher_text = cipher
        .encrypt(Nonce::from_slice(&nonce), payload)
        .map_err(|_| SealFault::Refused)?;
    Ok(Sealed([nonce.as_slice(), &cipher_text].concat()))
}

/// Opens what [`seal`] made, with the same key, purpose and lottery.
///
/// # Errors
/// [`SealFault::Refused`] for anything else.
pub fn open(key: &[u8; 32], purpose: Purpose, lottery: &LotteryId, sealed: &Sealed) -> Result<Vec<u8>, SealFault> {
    let (nonce, cipher_text) = sealed.0.split_at_checked(NONCE).ok_or(SealFault::Refused)?;
    let payload = Payload {
        msg: cipher_text,
        aad: &purpose.associated(lottery),
    };
    ChaCha20Poly1305::new(Key::from_slice(key))
        .decrypt(Nonce::from_slice(nonce), payload)
        .map_err(|_| SealFault::Refused)
}

/// A text with its salt: the very bytes that are sealed, and hashed for the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaltedText(Vec<u8>);

impl SaltedText {
    /// 32 random bytes followed by the text as given.
    pub fn new(salt: &[u8; SALT], text: &str) -> Self {
        Self([salt.as_slice(), text.as_bytes()].concat())
    }

    /// `H("text", …)`, as it stands in the rules or in a record.
    pub fn hash(&self) -> Hash32 {
        text_hash(&self.0)
    }

    /// The text without its salt.
    ///
    /// # Errors
    /// [`SealFault::Malformed`] if it is not UTF-8.
    pub fn text(&self) -> Result<&str, SealFault> {
        let text = self.0.get(SALT..).ok_or(SealFault::Malformed)?;
        std::str::from_utf8(text).map_err(|_| SealFault::Malformed)
    }

    /// Seals it under the catalogue's key.
    ///
    /// # Errors
    /// As [`seal`].
    pub fn seal(
        &self,
        key: &[u8; 32],
        purpose: Purpose,
        lottery: &LotteryId,
        nonce: [u8; NONCE],
    ) -> Result<Sealed, SealFault> {
        seal(key, purpose, lottery, nonce, &self.0)
    }

    /// Opens a sealed text and makes sure that it is the one on the record.
    ///
    /// # Errors
    /// [`SealFault::Refused`] as [`open`]; [`SealFault::OtherText`] if its hash is not `on_record`.
    pub fn open(
        key: &[u8; 32],
        purpose: Purpose,
        lottery: &LotteryId,
        sealed: &Sealed,
        on_record: &Hash32,
    ) -> Result<Self, SealFault> {
        let bytes = open(key, purpose, lottery, sealed)?;
        if text_hash(&bytes) != *on_record {
            return Err(SealFault::OtherText);
        }
        Ok(Self(bytes))
    }
}

/// `H("text", 32 random bytes ‖ UTF-8 as given)`, over the very bytes that are sealed.
pub fn text_hash(salted: &[u8]) -> Hash32 {
    labelled("text", salted)
}
