//! What the checks of a transcript say, for whoever runs them, each in one sentence: on a line of the command's and on the
//! page alike. What is wrong, [`crate::transcript::Fault`] says.

use crate::transcript::Check;

/// What it means that this check was passed.
pub fn right(check: Check) -> &'static str {
    match check {
        Check::Form => "It is written as the record of a draw is.",
        Check::Log => "Every record follows from the one before it.",
        Check::Rules => "The rules are those on the record, and the notice they promise was kept.",
        Check::List => "The lists are those that were fixed when choosing ended.",
        Check::Value => "Every draw is there, decided by what was announced.",
        Check::Signature => "The public random values are signed by those who make them.",
        Check::Order => "Seed and order follow from the record and what was drawn.",
        Check::Result => "The rule gives everyone what they got.",
    }
}
