//! How a browser keeps what it saw of a draw: sealed under a link's `keep` key, so that it is unreadable without the link.

use serde::Serialize;
use turnwise_shared::hash::LotteryId;
use turnwise_shared::seal::{self, NONCE, Purpose, Sealed};

use crate::json;

/// As it is kept: sealed, in text.
pub fn seal(kept: &impl Serialize, keep: &[u8; 32], id: &LotteryId, nonce: [u8; NONCE]) -> Option<String> {
    let plain = serde_json::to_vec(kept).ok()?;
    let sealed = seal::seal(keep, Purpose::Keep, id, nonce, &plain).ok()?;
    serde_json::to_string(&sealed).ok()
}

/// What was sealed, in text; nothing if another link sealed it.
pub fn unseal(text: &str, keep: &[u8; 32], id: &LotteryId) -> Option<String> {
    let sealed: Sealed = json::read(text).ok()?;
    String::from_utf8(seal::open(keep, Purpose::Keep, id, &sealed).ok()?).ok()
}
