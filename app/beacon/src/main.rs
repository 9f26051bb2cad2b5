//! Checks signatures of public random numbers, and nothing else: the worker that checks records (`app/verification`)
//! brings it when a record has such a number, and a worker of its own on a participant's page when such a draw is shown.

use turnwise_shared::beacon::Beacon;
use turnwise_shared::hash::Signature;
use wasm_bindgen::prelude::wasm_bindgen;

/// There is nothing to begin with.
fn main() {}

/// Whether this is the pinned chain's signature on this round.
#[wasm_bindgen]
pub fn genuine(round: u64, signature: &[u8]) -> bool {
    let signature = signature.try_into().map(Signature);
    signature.is_ok_and(|signature| Beacon { round, signature }.is_genuine())
}
