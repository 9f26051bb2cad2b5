//! What this device knows of one number's draw, as a small file: enough for `turnwise verify FILE --record FILE` to compare
//! a transcript with. By number and without a name; nothing opens with it.
//!
//! UTF-8, one JSON object with exactly these fields in this order: `format` (1), `lottery` (16 bytes in lower-case
//! hexadecimal), `entry`, `saved` (every list saved from this device, oldest first, each a line as in a transcript), `seen`
//! (fingerprints of the log as this device was shown them: `revision`, how many records there were; `head`; `at`, the UTC
//! second at which choosing was last seen open with it, 0 for never). The fingerprints whose eight words were shown are among
//! them.

use serde::{Deserialize, Serialize};
use turnwise_shared::hash::LotteryId;
use turnwise_shared::record::Line;
use turnwise_shared::sorted;

use super::kept::{Kept, Seen};

/// The number of this format.
const FORMAT: u32 = 1;

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordFile {
    /// Always 1.
    pub format: u32,
    /// Which lottery.
    pub lottery: LotteryId,
    /// Whose number.
    pub entry: u32,
    /// Every list saved from this device, oldest first.
    pub saved: Vec<Line>,
    /// Fingerprints of the log, as this device was shown them.
    pub seen: Vec<Seen>,
}

impl RecordFile {
    /// What is kept of this number.
    pub fn new(lottery: LotteryId, entry: u32, kept: &Kept) -> Self {
        let mut seen = kept.seen.clone();
        sorted::sort_by_key(&mut seen, |seen| seen.revision);
        Self {
            format: FORMAT,
            lottery,
            entry,
            saved: kept.saved.clone(),
            seen,
        }
    }

    /// As it is written; nothing of it can fail to be.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::opened::tests::view;
    use super::*;

    #[test]
    fn what_is_kept_stands_in_the_file_as_documented() {
        let view = view();
        let mut kept = Kept::of(&view.line, &view.lottery.rules);
        kept.look(&view, 900);
        let mut line = view.line.clone();
        (line.version, line.choices) = (1, vec![2, 1]);
        kept.saved(&line, &view.lottery.rules);
        let file = RecordFile::new(LotteryId([7; 16]), 4711, &kept);
        let head = view.lottery.log[1].head;
        let credential = line.credential;
        let expected = format!(
            "{{\"format\":1,\"lottery\":\"07070707070707070707070707070707\",\"entry\":4711,\
             \"saved\":[{{\"entry\":4711,\"group\":1,\"credential\":\"{credential}\",\"version\":1,\
             \"nonce\":\"00000000000000000000000000000000\",\"choices\":[2,1]}}],\
             \"seen\":[{{\"revision\":2,\"head\":\"{head}\",\"at\":900}}]}}"
        );
        assert_eq!(file.text(), expected);
        assert_eq!(crate::json::read(&expected), Ok(file));
    }

    #[test]
    fn neither_a_code_nor_a_draft_leaves_the_device() {
        let view = view();
        let mut kept = Kept::of(&view.line, &view.lottery.rules);
        kept.draft.choices = vec![1, 2];
        let text = RecordFile::new(LotteryId([7; 16]), 4711, &kept).text();
        assert!(!text.contains("draft") && text.contains("\"saved\":[]"));
    }
}
