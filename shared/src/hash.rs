//! The one hash of the product and the fixed-size byte strings that travel as text (§7 of the design).
//!
//! Everything that is hashed goes through [`labelled`], so no digest made for one purpose can stand for
//! another. Integers inside are big-endian and built with [`Bytes`]; nothing hashed is ever a `usize`.

use std::fmt;
use std::str::FromStr;

use base16ct::HexDisplay;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

macro_rules! fixed_bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// As many zero bytes, which stand for "none" wherever the record allows it.
            pub const ZERO: Self = Self([0; $length]);

            /// The bytes themselves.
            pub fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::LowerHex::fmt(&HexDisplay(&self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotHex;

            /// Exactly the right number of lower-case hexadecimal digits.
            fn from_str(text: &str) -> Result<Self, NotHex> {
                let mut bytes = [0; $length];
                match base16ct::lower::decode(text, &mut bytes) {
                    Ok(read) if read.len() == $length => Ok(Self(bytes)),
                    _ => Err(NotHex($length)),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

fixed_bytes!(
    /// A SHA-256 digest: a head, a line, a list, a credential, the hash of a text or of rules.
    Hash32,
    32
);
fixed_bytes!(
    /// Which lottery: 16 random bytes, public, in every link.
    LotteryId,
    16
);
fixed_bytes!(
    /// What hides a ballot's line until publication: 16 random bytes, new with every save.
    Nonce,
    16
);

fixed_bytes!(
    /// The signature of a public random value ([`crate::beacon`]): a point on G1, compressed.
    Signature,
    48
);

/// The text is not the expected number of lower-case hexadecimal bytes (the number is inside).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHex(pub usize);

impl fmt::Display for NotHex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} bytes as lower-case hexadecimal digits", self.0)
    }
}

impl std::error::Error for NotHex {}

/// `H(label, x)` of the design: SHA-256 of `"turnwise/v1/" ‖ label ‖ 0 ‖ x`.
///
/// ```
/// use turnwise_shared::hash::labelled;
/// assert_ne!(labelled("line", b"x"), labelled("list", b"x"));
/// ```
pub fn labelled(label: &str, x: &[u8]) -> Hash32 {
    let mut digest = Sha256::new();
    digest.update(b"turnwise/v1/");
    digest.update(label.as_bytes());
    digest.update([0]);
    digest.update(x);
    Hash32(digest.finalize().into())
}

/// Builds the byte strings that are hashed: big-endian integers and raw bytes, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one byte.
    #[must_use]
    pub fn u8(mut self, value: u8) -> Self {
        self.0.push(value);
        self
    }

    /// Appends four bytes, big-endian.
    #[must_use]
    pub fn u32(mut self, value: u32) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    /// Appends eight bytes, big-endian.
    #[must_use]
    pub fn u64(mut self, value: u64) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    /// Appends bytes as they are.
    #[must_use]
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Appends how many numbers follow, then the numbers. A list is never longer than `u32::MAX`: what
    /// is hashed was validated against far smaller limits.
    #[must_use]
    pub fn counted(self, numbers: &[u32]) -> Self {
        let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        numbers.iter().fold(self.u32(count), |bytes, number| bytes.u32(*number))
    }

    /// What was built.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    /// `H(label, what was built)`.
    pub fn hash(&self, label: &str) -> Hash32 {
        labelled(label, &self.0)
    }
}
