//! Reading a value of drand as somebody pastes it: the JSON that a relay gives, or round and signature side by side.
//! Whether the signature is the chain's, the server finds out; what can be seen at once is said at once.

use std::fmt;

use serde::Deserialize;
use turnwise_shared::beacon::CHAIN;
use turnwise_shared::hash::Signature;

use crate::json;

/// How many characters a signature has.
const LENGTH: usize = 96;

/// Where a relay with this address has a round.
pub fn address(relay: &str, round: u64) -> String {
    format!("{}/{CHAIN}/public/{round}", relay.trim_end_matches('/'))
}

/// Why what was pasted is not the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing in it.
    Nothing,
    /// JSON without round and signature.
    NoRelay,
    /// No signature in it.
    NoSignature,
    /// A signature of another length.
    Length(usize),
    /// A sign that is in no signature.
    Sign(char),
    /// The value of another round.
    Round(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "Paste the value."),
            Self::NoRelay => write!(
                f,
                "This looks like a relay’s answer, but round and signature cannot be read from it. Copy all of it, from {{ to }}."
            ),
            Self::NoSignature => write!(f, "There is no signature in it: {LENGTH} signs from 0 to 9 and a to f."),
            Self::Length(found) => write!(
                f,
                "The signature has {found} signs instead of {LENGTH}. Copy all of it; “randomness” is another value."
            ),
            Self::Sign(sign) => write!(f, "“{sign}” is in no signature: only 0 to 9 and a to f are."),
            Self::Round(round) => write!(f, "This is the value of round {round}, and another one counts."),
        }
    }
}

/// What a relay answers; it says more, which is left aside.
#[derive(Deserialize)]
struct Relayed {
    round: u64,
    signature: String,
}

/// The signature of this round, from what was pasted.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str, round: u64) -> Result<Signature, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::Nothing);
    }
    if text.starts_with('{') {
        let relayed: Relayed = json::read(text).map_err(|_| Fault::NoRelay)?;
        return of_round(&relayed.signature, relayed.round, round);
    }
    let parts = || {
        let parts = text.split(|sign: char| !sign.is_alphanumeric());
        parts.filter(|part| !part.is_empty() && !["round", "signature"].contains(part))
    };
    let longest = parts().max_by_key(|part| part.len()).ok_or(Fault::NoSignature)?;
    if longest.len() < LENGTH / 4 {
        return Err(Fault::NoSignature);
    }
    let named = parts().find_map(|part| part.parse::<u64>().ok());
    of_round(longest, named.unwrap_or(round), round)
}

fn of_round(signature: &str, found: u64, round: u64) -> Result<Signature, Fault> {
    if found != round {
        return Err(Fault::Round(found));
    }
    if let Some(sign) = signature.chars().find(|sign| !sign.is_ascii_hexdigit()) {
        return Err(Fault::Sign(sign));
    }
    if signature.len() != LENGTH {
        return Err(Fault::Length(signature.len()));
    }
    // Only its length and its signs could be wrong.
    signature.to_ascii_lowercase().parse().map_err(|_| Fault::NoSignature)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENUINE: &str =
        "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

    #[test]
    fn a_value_is_read_however_it_was_copied() {
        let signature: Signature = GENUINE.parse().expect("a signature");
        let json = format!(r#"{{"round":123,"randomness":"ab12","signature":"{GENUINE}","previous":null}}"#);
        let upper = GENUINE.to_uppercase();
        let pasted = [
            json,
            format!("123 {GENUINE}"),
            format!("round: 123\nsignature: {GENUINE}\n"),
            format!("  {GENUINE} "),
            format!("123,{upper}"),
        ];
        for text in pasted {
            assert_eq!(read(&text, 123), Ok(signature), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_it_is_named() {
        let cases = [
            (String::new(), Fault::Nothing),
            ("123".to_owned(), Fault::NoSignature),
            (format!("124 {GENUINE}"), Fault::Round(124)),
            (format!(r#"{{"round":124,"signature":"{GENUINE}"}}"#), Fault::Round(124)),
            (r#"{"round":123}"#.to_owned(), Fault::NoRelay),
            (r#"{"round":123,"signature":"b7"#.to_owned(), Fault::NoRelay),
            (GENUINE[..64].to_owned(), Fault::Length(64)),
            (format!("{GENUINE}0"), Fault::Length(97)),
            (GENUINE.replace("fc92", "fg92"), Fault::Sign('g')),
        ];
        for (text, fault) in cases {
            assert_eq!(read(&text, 123), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_relay_is_asked_for_the_pinned_chain() {
        let expected = format!("https://relay.example/{CHAIN}/public/123");
        assert_eq!(address("https://relay.example/", 123), expected);
    }
}
