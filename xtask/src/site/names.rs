//! Names and integrity of finished files.
//!
//! A finished file is called `app-0123456789abcdef.js`: stem, the first 64 bits of SHA-256 over its final bytes in
//! hexadecimal, ending. Such a name never carries other bytes, so it may be cached for ever.

use anyhow::{Result, bail};
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

/// The name a file is served under.
pub(super) fn named(stem: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    format!("{stem}-{}.{ending}", HEXLOWER.encode(&hash[..8]))
}

/// What the browser compares the bytes with before it runs them.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(bytes)))
}

/// Replaces what must stand in a text exactly once: a name that is not there was lost on the way, and one that is
/// there twice would be replaced in a place nobody thought of.
pub(super) fn replace_once(text: &mut String, from: &str, to: &str) -> Result<()> {
    match text.matches(from).count() {
        1 => *text = text.replacen(from, to, 1),
        count => bail!("{from} must stand there once, and stands there {count} times"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_bytes() {
        assert_eq!(named("app", "js", b"abc"), "app-ba7816bf8f01cfea.js");
        assert_ne!(named("app", "js", b"abc"), named("app", "js", b"abd"));
    }

    #[test]
    fn integrity_is_sha256_in_base64() {
        let expected = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(integrity(b"abc"), expected);
    }

    #[test]
    fn a_text_is_replaced_once_or_not_at_all() {
        let mut text = "src=\"a.js\"".to_owned();
        replace_once(&mut text, "a.js", "b.js").expect("there once");
        assert_eq!(text, "src=\"b.js\"");
        assert!(replace_once(&mut text, "a.js", "b.js").is_err());
        assert!(replace_once(&mut "x x".to_owned(), "x", "y").is_err());
    }
}
