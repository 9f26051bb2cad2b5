//! What this browser found, in words: one sentence, the account of it line by line, and what to do where something is wrong.

use super::Alarm;
use super::account::{Account, Step};
use crate::state::heads::differing;
use crate::state::recorded::Misfit;

/// The result in one sentence; none where an alarm stands instead. `day` puts a moment into words.
pub fn sentence(account: &Account, day: impl Fn(u64) -> String) -> Option<String> {
    if !account.all_alarms().is_empty() {
        return None;
    }
    let apart = account.apart.map(|minutes| format!(" {}", differing(minutes)));
    let apart = apart.unwrap_or_default();
    let Some(since) = account.since else {
        return Some(format!("{FIRST}{apart}"));
    };
    let who = if since.carried {
        "This browser, and the one that your key file is from, have followed the record since"
    } else {
        "This browser has followed the record since"
    };
    let whole = match account.whole {
        Step::Fits => " The whole draw was worked out again here, with the same result for everyone.",
        _ => "",
    };
    Some(format!(
        "{who} {}: nothing in it was changed afterwards.{whole}{apart}",
        day(since.at)
    ))
}

const FIRST: &str = "Not checked on this device: this browser sees the record of this draw for the first time. It follows it from now on.";

/// What is said where the browser keeps nothing.
pub const NOT_KEPT: &str = "This browser cannot keep what it saw, for its storage is full or blocked, or a newer version of this \
    page kept it: what it sees now cannot be compared at your next visit.";

/// One line of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: &'static str,
    /// Whether it was checked and is right; none where it was not checked.
    pub right: Option<bool>,
    /// What came of it.
    pub says: String,
}

/// Everything that is due, line by line.
pub fn rows(account: &Account, day: impl Fn(u64) -> String) -> Vec<Row> {
    let row = |about, right, says: &str| Row {
        about,
        right,
        says: says.to_owned(),
    };
    let record = match (account.alarms.is_empty(), account.since) {
        (false, _) => row(RECORD, Some(false), "Something is wrong: see above."),
        (true, None) => row(
            RECORD,
            None,
            "Every record follows from the one before it. There is nothing yet to compare it with.",
        ),
        (true, Some(since)) => Row {
            says: format!(
                "Every record follows from the one before it, all goes on from what was seen since {}{}",
                day(since.at),
                match account.apart {
                    None => ", and nothing is dated back.".to_owned(),
                    Some(minutes) => format!(". {}", differing(minutes)),
                }
            ),
            ..row(RECORD, Some(true), "")
        },
    };
    let mut rows = vec![record];
    if account.alarms.is_empty() {
        let here = if account.as_here {
            "They are those on the record, and as they stand on this device."
        } else {
            "They are those on the record. What stands on this device differs: it was changed here and not sent, or sent from another \
             device. If neither was you, somebody else has your key file, or the server changed them."
        };
        rows.push(row("Rules and texts", Some(true), here));
    }
    let steps = [
        (&account.lists, "The lists", LISTS),
        (&account.draw, "The draw", DRAW),
        (&account.whole, "Everything again", WHOLE),
    ];
    rows.extend(steps.into_iter().filter_map(|(step, about, fits)| match step {
        Step::NotDue => None,
        Step::Going => Some(row(about, None, "Not checked yet: that takes a moment.")),
        Step::Fits => Some(row(about, Some(true), fits)),
        Step::Not(why) => Some(row(about, None, &format!("Not checked. {why}"))),
        Step::Wrong(_) => Some(row(about, Some(false), "Something is wrong: see above.")),
    }));
    rows
}

const RECORD: &str = "The record";
const LISTS: &str = "They are those that were fixed when choosing ended: everyone can read the same, and what is told of each number \
    has stayed as this browser was first told.";
const DRAW: &str = "It was made with these lists and rules, and decided by what the record had named.";
const WHOLE: &str =
    "The record of the draw was worked out again on this device: order and results are those that were published.";

/// What to do where something is wrong.
pub const TO_DO: &str = "Do not close, draw or publish before this is cleared up. Under Record, save what this browser has seen; then ask \
    whoever runs the server.";

/// What was found, and what it means.
pub fn alarming(alarm: &Alarm) -> (String, &'static str) {
    match alarm {
        Alarm::Mismatch(mismatch) => (
            format!("What the server shows of this draw does not fit together: {mismatch}."),
            "Something was changed or damaged after it had been recorded.",
        ),
        Alarm::Rewritten(number) => (
            format!(
                "The record of this draw is not the one this browser saw before: it differs at record {number} or earlier."
            ),
            "Somebody changed it afterwards, or the server was set back to an older copy: what people were told may not hold any more.",
        ),
        Alarm::Backdated(number) => (
            format!(
                "Record {number} is dated more than two minutes before this browser still saw the record without it."
            ),
            "What decides the draw could have been known already when it was named; or a clock is wrong.",
        ),
        Alarm::Counted => (
            "There are not as many people or saved lists as the record says.".to_owned(),
            "Somebody was added or left out after choosing had ended.",
        ),
        Alarm::Lists => (
            "The lists are not those this browser was shown when choosing had ended.".to_owned(),
            "Somebody’s choices were changed after they had been fixed.",
        ),
        Alarm::Public(misfit) => (
            match misfit {
                Misfit::Log(number) => {
                    format!("The record that anyone can read is not the one you are shown: record {number} differs.")
                }
                Misfit::List | Misfit::Own => {
                    "The lists in the record that anyone can read are not those that were fixed when choosing ended."
                        .to_owned()
                }
            },
            "You are shown something else than others.",
        ),
        Alarm::Draw(doubt) => (
            format!("The draw is not the one on the record: {doubt}."),
            "It was not made as was announced, or was changed afterwards.",
        ),
        Alarm::Whole(fault) => (
            format!("Worked out again on this device, the published draw is wrong: {fault}"),
            "It was not made as the record says, or was changed afterwards.",
        ),
        Alarm::Elsewhere => (
            "The record of the draw that people can fetch does not end as the one you are shown.".to_owned(),
            "People are given something else than you see.",
        ),
    }
}
