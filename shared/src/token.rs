//! The code people receive, and the keys derived from it (§4 of the design).
//!
//! A token is 130 random bits, written as 26 Crockford base32 symbols and a check symbol, so that a
//! mistyped one is caught before any request. Only [`Keys::auth`] ever leaves the browser; the server
//! stores a [`credential`] of it, so a stolen database opens nothing.

use std::fmt;
use std::str::FromStr;

use hkdf::Hkdf;
use sha2::Sha256;

use crate::hash::{Bytes, Hash32, LotteryId};

/// Crockford's base32 symbols: no I, L, O, U.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of a token without the check symbol.
const LENGTH: usize = 26;
/// How many symbols stand together when a code is printed.
const GROUP: usize = 3;

/// The secret in an entry's link, or the administrator's. Never shown in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; LENGTH]);

/// Why a text is not a token. Groups are the threes in which codes are printed, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// Nothing was typed.
    Empty,
    /// A character that no code contains.
    Character {
        /// The character as typed.
        found: char,
        /// The group it stands in, from 1.
        group: u32,
    },
    /// Too few or too many characters.
    Length {
        /// How many there are; 27 are needed.
        found: u32,
    },
    /// Every character is possible, but they do not belong together: one is mistyped, or two are swapped.
    Check,
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no code"),
            Self::Character { found, group } => write!(f, "{found:?} in group {group} is in no code"),
            Self::Length { found } => write!(f, "{found} characters instead of {}", LENGTH + 1),
            Self::Check => write!(f, "the characters do not belong together"),
        }
    }
}

impl std::error::Error for TokenFault {}

impl Token {
    /// A token from 17 random bytes, of which 130 bits are used; none if its check symbol would not be
    /// one of the 32 plain ones (about every seventh time): draw again.
    pub fn from_random(random: &[u8; 17]) -> Option<Self> {
        let mut symbols = [0; LENGTH];
        let (mut held, mut bits) = (0_u32, 0_u32);
        let mut source = random.iter();
        for symbol in &mut symbols {
            if bits < 5 {
                held = (held << 8) | u32::from(*source.next()?);
                bits += 8;
            }
            bits -= 5;
            *symbol = u8::try_from((held >> bits) & 31).ok()?;
            held &= (1 << bits) - 1;
        }
        let token = Self(symbols);
        token.check_symbol().map(|_| token)
    }

    /// The keys derived from this token for one lottery and role.
    pub fn keys(&self, lottery: &LotteryId, role: Role) -> Keys {
        let kdf = Hkdf::<Sha256>::new(Some(lottery.as_bytes()), self.canonical().as_bytes());
        let derive = |purpose: &str| {
            let mut key = [0; 32];
            let info = format!("turnwise/v1/{}/{purpose}", role.name());
            // 32 bytes are far below HKDF's bound of 8,160: this cannot fail.
            let derived = kdf.expand(info.as_bytes(), &mut key);
            debug_assert!(derived.is_ok());
            key
        };
        Keys {
            auth: Hash32(derive("auth")),
            wrap: derive("wrap"),
            keep: derive("keep"),
        }
    }

    /// The 27 symbols in nine groups of three, for print and for reading aloud.
    pub fn grouped(&self) -> String {
        let text = self.to_string();
        let mut grouped = String::with_capacity(text.len() + text.len() / GROUP);
        for (index, symbol) in text.chars().enumerate() {
            if index > 0 && index % GROUP == 0 {
                grouped.push('-');
            }
            grouped.push(symbol);
        }
        grouped
    }

    fn canonical(&self) -> String {
        self.0.iter().map(|value| symbol(*value)).collect()
    }

    /// The 130-bit number mod 37, where it is one of the plain symbols.
    fn check_symbol(&self) -> Option<char> {
        let remainder = self
            .0
            .iter()
            .fold(0_u32, |rest, value| (rest * 32 + u32::from(*value)) % 37);
        let value = u8::try_from(remainder).ok()?;
        (value < 32).then(|| symbol(value))
    }
}

/// The canonical 27 symbols, as they stand in a link.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.canonical(), self.check_symbol().unwrap_or('?'))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

/// Ignores case, spaces and hyphens; reads `i` and `l` as 1 and `o` as 0.
///
/// ```
/// use turnwise_shared::token::Token;
/// let token: Token = "40b-aqp-aaq-spp-7ft-4y5-m95-edq-opx".parse()?;
/// assert_eq!(token.to_string(), "40BAQPAAQSPP7FT4Y5M95EDQ0PX");
/// # Ok::<(), turnwise_shared::token::TokenFault>(())
/// ```
impl FromStr for Token {
    type Err = TokenFault;

    fn from_str(text: &str) -> Result<Self, TokenFault> {
        let mut values = Vec::with_capacity(LENGTH + 1);
        for found in text.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)) {
            let group = u32::try_from(values.len() / GROUP)
                .unwrap_or(u32::MAX)
                .saturating_add(1);
            values.push(value(found).ok_or(TokenFault::Character { found, group })?);
        }
        if values.is_empty() {
            return Err(TokenFault::Empty);
        }
        let found = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let check = values.pop();
        let symbols = values.try_into().map_err(|_| TokenFault::Length { found })?;
        let token = Self(symbols);
        if token.check_symbol() == check.map(symbol) {
            Ok(token)
        } else {
            Err(TokenFault::Check)
        }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol(value: u8) -> char {
    char::from(SYMBOLS[usize::from(value & 31)])
}

fn value(symbol: char) -> Option<u8> {
    let plain = match symbol.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let index = SYMBOLS.iter().position(|known| char::from(*known) == plain)?;
    u8::try_from(index).ok()
}

/// Whose token: the same symbols give different keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whoever opens a personal link.
    Participant,
    /// Whoever runs the lottery.
    Administrator,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Administrator => "administrator",
        }
    }
}

/// What is derived from a token. `wrap` and `keep` are never sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Goes to the server as bearer, in lower-case hexadecimal digits.
    pub auth: Hash32,
    /// Opens the catalogue's key.
    pub wrap: [u8; 32],
    /// Seals what this browser keeps.
    pub keep: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(secret)")
    }
}

/// What the server stores and looks up in place of `auth`: `H("credential", lottery id ‖ auth)`, for the
/// administrator `H("administrator", …)`.
pub fn credential(lottery: &LotteryId, auth: &Hash32, role: Role) -> Hash32 {
    let label = match role {
        Role::Participant => "credential",
        Role::Administrator => "administrator",
    };
    Bytes::new().raw(lottery.as_bytes()).raw(auth.as_bytes()).hash(label)
}
