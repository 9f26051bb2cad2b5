//! What this device knows of a draw, one number's or the organiser's, as a small file: enough for `turnwise verify FILE --record FILE` to compare
//! a transcript with, as `docs/transcript.md` has it. By number and without a name; nothing opens with it. The fingerprints
//! whose eight words were shown are among those that were seen.

use turnwise_shared::hash::LotteryId;
use turnwise_shared::record::Line;
use turnwise_shared::transcript::{FORMAT, Kept as File};

use super::heads::Heads;
use super::kept::Kept;

/// What is kept of this number, as it is written.
pub fn record_file(lottery: LotteryId, entry: u32, kept: &Kept) -> String {
    file(lottery, Some(entry), kept.saved.clone(), &kept.seen)
}

/// What the organiser's browser saw; no list is its own.
pub fn organisers_file(lottery: LotteryId, seen: &Heads) -> String {
    file(lottery, None, Vec::new(), seen)
}

/// Nothing of it can fail to be written.
fn file(lottery: LotteryId, entry: Option<u32>, saved: Vec<Line>, seen: &Heads) -> String {
    let file = File {
        format: FORMAT,
        lottery,
        entry,
        saved,
        seen: seen.in_file(),
    };
    serde_json::to_string(&file).unwrap_or_default()
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
        let file = record_file(LotteryId([7; 16]), 4711, &kept);
        let head = view.lottery.log[1].head;
        let credential = line.credential;
        let expected = format!(
            "{{\"format\":1,\"lottery\":\"07070707070707070707070707070707\",\"entry\":4711,\
             \"saved\":[{{\"entry\":4711,\"group\":1,\"credential\":\"{credential}\",\"version\":1,\
             \"nonce\":\"00000000000000000000000000000000\",\"choices\":[2,1]}}],\
             \"seen\":[{{\"revision\":2,\"head\":\"{head}\",\"at\":900}}]}}"
        );
        assert_eq!(file, expected);
        let read: File = serde_json::from_str(&file).expect("as the verifier reads it");
        assert_eq!(read.saved, kept.saved);
    }

    #[test]
    fn the_organisers_file_is_nobodys_and_has_no_list() {
        let mut seen = Heads::default();
        let lottery = view().lottery;
        seen.remember(&lottery, 900);
        seen.remember_all(&lottery.log);
        let heads = [lottery.log[0].head, lottery.log[1].head];
        let expected = format!(
            "{{\"format\":1,\"lottery\":\"07070707070707070707070707070707\",\"entry\":null,\"saved\":[],\"seen\":[\
             {{\"revision\":1,\"head\":\"{}\",\"at\":0}},{{\"revision\":2,\"head\":\"{}\",\"at\":900}}]}}",
            heads[0], heads[1]
        );
        let file = organisers_file(LotteryId([7; 16]), &seen);
        assert_eq!(file, expected);
        let read: File = serde_json::from_str(&file).expect("as the verifier reads it");
        assert_eq!(read.entry, None);
    }

    #[test]
    fn neither_a_code_nor_a_draft_leaves_the_device() {
        let view = view();
        let mut kept = Kept::of(&view.line, &view.lottery.rules);
        kept.draft.choices = vec![1, 2];
        let text = record_file(LotteryId([7; 16]), 4711, &kept);
        assert!(!text.contains("draft") && text.contains("\"saved\":[]"));
    }
}
