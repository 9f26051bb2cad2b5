//! What can be wrong with a transcript, and what that means for whoever takes part, each in one sentence.

use std::fmt;

use super::Check;

/// What is wrong. Records, versions and attempts are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another format.
    Format(u32),
    /// The rules with this number are written as no rules are: a closing time of 0, or times or groups out of order.
    RulesForm(u32),
    /// The head of this record does not follow from what stands before it.
    Head(u32),
    /// This record is dated before the one above it.
    Time(u32),
    /// This record cannot stand where it stands.
    Sequence(u32),
    /// This record needs a reason and has none.
    Reason(u32),
    /// The log does not end with a publication.
    Unpublished,
    /// The rules that this record names are not there, or others.
    RulesOf(u32),
    /// There are more rules than the log names.
    MoreRules,
    /// The rules with this number change what must not change, or are none.
    RulesChange(u32),
    /// This record names another kind of value than its rules.
    Plan(u32),
    /// The rules with this number have a notice, or numbers, that no rules may have.
    Weak(u32),
    /// This record closes before the notice since the last change of rules had passed.
    Notice(u32),
    /// This record names another public number than its time and the notice ask for.
    Due(u32),
    /// The lines are not the list that was fixed.
    List,
    /// The list has another number of entries than were announced or recorded.
    Entries,
    /// Another number of lists was saved than recorded.
    Saved,
    /// The line of this entry cannot be.
    Line(u32),
    /// The attempts are not those of the log; the first that differs.
    Attempt(u32),
    /// The value of this attempt is not what was planned and named, or not every entry once.
    Value(u32),
    /// This attempt was drawn before its value could be known.
    Early(u32),
    /// The value of this attempt is not signed by its chain.
    Signature(u32),
    /// The seed of this attempt does not follow from its record and value.
    Seed(u32),
    /// The order of this attempt does not follow from its value.
    Order(u32),
    /// In this attempt the rule gives this entry something else.
    Allocation(u32, u32),
}

impl Fault {
    /// Which check noticed it.
    pub fn check(self) -> Check {
        match self {
            Self::Format(_) | Self::RulesForm(_) => Check::Form,
            Self::Head(_) | Self::Time(_) | Self::Sequence(_) | Self::Reason(_) | Self::Unpublished => Check::Log,
            Self::RulesOf(_)
            | Self::MoreRules
            | Self::RulesChange(_)
            | Self::Plan(_)
            | Self::Weak(_)
            | Self::Notice(_)
            | Self::Due(_) => Check::Rules,
            Self::List | Self::Entries | Self::Saved | Self::Line(_) => Check::List,
            Self::Attempt(_) | Self::Value(_) | Self::Early(_) => Check::Value,
            Self::Signature(_) => Check::Signature,
            Self::Seed(_) | Self::Order(_) => Check::Order,
            Self::Allocation(..) => Check::Result,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, entry) = self.numbers();
        let sentence = self.sentence().replace('#', &number.to_string());
        f.write_str(&sentence.replace('%', &entry.to_string()))
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// What it is about; zeros where it has no number.
    fn numbers(self) -> (u32, u32) {
        match self {
            Self::Unpublished | Self::MoreRules | Self::List | Self::Entries | Self::Saved => (0, 0),
            Self::Allocation(attempt, entry) => (attempt, entry),
            Self::Format(number)
            | Self::RulesForm(number)
            | Self::Head(number)
            | Self::Time(number)
            | Self::Sequence(number)
            | Self::Reason(number)
            | Self::RulesOf(number)
            | Self::RulesChange(number)
            | Self::Plan(number)
            | Self::Weak(number)
            | Self::Notice(number)
            | Self::Due(number)
            | Self::Line(number)
            | Self::Attempt(number)
            | Self::Value(number)
            | Self::Early(number)
            | Self::Signature(number)
            | Self::Seed(number)
            | Self::Order(number) => (number, 0),
        }
    }

    /// With # for what it is about, and % for an entry.
    fn sentence(self) -> &'static str {
        match self {
            Self::Format(_) => "This file is in format #, which this program does not know: take a newer one.",
            Self::RulesForm(_) => {
                "Version # of the rules is written as no rules are: this is not the file everyone was given."
            }
            Self::Head(_) => {
                "Record # or something before it was changed after it was recorded: do not rely on this file."
            }
            Self::Time(_) => "Record # is dated before the one above it: a time on the record is wrong.",
            Self::Sequence(_) => "Record # cannot stand where it stands: something was left out, added or moved.",
            Self::Reason(_) => "Record # took something back and gives no reason, which no draw may do in silence.",
            Self::Unpublished => "The record does not end with a publication: this is not the file everyone was given.",
            Self::RulesOf(_) => {
                "The rules that stood at record # are not in the file: the draw may have been made under others."
            }
            Self::MoreRules => "There are rules in the file that never were on the record: do not rely on them.",
            Self::RulesChange(_) => {
                "Version # of the rules changes what must stay as it was, or cannot be rules at all."
            }
            Self::Plan(_) => "Record # lets something else decide than was announced when the draw was opened.",
            Self::Weak(_) => {
                "Version # of the rules leaves too little time or too few numbers for a public number: somebody could have \
                 arranged a list that wins whatever is drawn."
            }
            Self::Notice(_) => {
                "Record # ended choosing sooner after the last change of the rules than was announced: nobody could count \
                 on seeing that change."
            }
            Self::Due(_) => {
                "Record # names another public number than its time and the notice ask for: whoever chose it may have known \
                 it already."
            }
            Self::List => {
                "The lists in the file are not those that were fixed when choosing ended: somebody's was exchanged."
            }
            Self::Entries => {
                "Another number of people is in the list than was announced: somebody was added or left out."
            }
            Self::Saved => {
                "Another number of lists was saved than the record says: somebody's is missing or was put in."
            }
            Self::Line(_) => "The list under number # cannot have been saved like this: it was made up or changed.",
            Self::Attempt(_) => "Draw # is not there as the record has it: a draw was left out, added or moved.",
            Self::Value(_) => "What decided draw # is not what was announced, or leaves somebody out.",
            Self::Early(_) => {
                "Draw # is dated before what decided it could be known: it was not drawn in public, or the date is \
                 wrong."
            }
            Self::Signature(_) => {
                "The public random number of draw # is not signed by those who make it: somebody made it up."
            }
            Self::Seed(_) => {
                "What draw # was shuffled with does not come from the record: the order was not drawn from it."
            }
            Self::Order(_) => "The order of draw # does not come from what was drawn: somebody was moved in line.",
            Self::Allocation(..) => "In draw # number % was given something else than the rule gives.",
        }
    }
}
