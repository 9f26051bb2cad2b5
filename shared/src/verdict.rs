//! What the checks of a transcript say, for whoever runs them, each in one sentence: on a line of the command's and on the
//! page alike. What is wrong, [`crate::transcript::Fault`] says.

use crate::transcript::{Agrees, Check, OwnList};

/// What it means that this check was passed.
pub fn right(check: Check) -> &'static str {
    match check {
        Check::Form => "It is written as the record of a draw is.",
        Check::Log => "Every record follows from the one before it.",
        Check::Rules => "The rules are those on the record, and the notice they promise was kept.",
        Check::List => "The lists are those that were fixed when choosing ended.",
        Check::Value => "Every draw is there, decided by what was announced.",
        Check::Signature => "The public random numbers are signed by those who make them.",
        Check::Order => "The order in line comes from the record and what was drawn, and from nothing else.",
        Check::Result => "Handed out again by the rules, everyone gets what they got.",
    }
}

/// What it means that a record which a device kept agrees: with what is not said by it. None if there was nothing in it
/// to compare.
pub fn fits(agrees: Agrees) -> Option<&'static str> {
    Some(match (agrees.seen, agrees.list) {
        (true, OwnList::Same) => "It goes on from what you saw, and your list is as you saved it.",
        (true, OwnList::Unsaved) => "It goes on from what you saw, and nothing was saved under your number.",
        (true, OwnList::Newer | OwnList::None) => "It goes on from what you saw.",
        (false, OwnList::Same) => "Your list is as you saved it.",
        (false, _) => return None,
    })
}

/// What it means that the words somebody gives are those of such an end of choosing.
pub const OPENED_AGAIN: &str = "These are the words of an end of choosing that was opened again afterwards, as the record \
    shows: compare the words told after the last one.";
