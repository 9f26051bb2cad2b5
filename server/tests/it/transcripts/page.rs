//! The third verifier: what the page's worker (`app/verification`) finds in the same bytes, compiled here for this machine.

use turnwise_shared::beacon::Beacon;

use look::look;
use told::How;

#[path = "../../../../app/verification/src/look.rs"]
mod look;
#[path = "../../../../app/verification/src/read.rs"]
mod read;
#[expect(dead_code, reason = "page and worker greet each other; here is neither")]
#[path = "../../../../app/src/verification/told.rs"]
mod told;

/// The check that fails, of these bytes and what a device kept.
pub(super) fn failed(bytes: &[u8], kept: Option<&[u8]>) -> Option<String> {
    let Ok(transcript) = read::read(bytes) else {
        return Some("form".to_owned());
    };
    let mut last = None;
    look(&transcript, kept, &Beacon::is_genuine, &mut |told| last = told.verdict);
    let verdict = last.expect("the verdict comes last");
    let unlike = |how| matches!(how, How::Unlike | How::Foreign);
    let record = verdict.kept.filter(|kept| unlike(kept.how));
    let record = record.map(|_| "record".to_owned());
    verdict.fault.map(|fault| fault.check).or(record)
}

/// Whether a file is taken for what a device kept.
pub(super) fn is_kept(bytes: &[u8]) -> bool {
    read::is_kept(bytes)
}
