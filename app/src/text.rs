//! Words for people that more than one screen uses. Never: entry, token, ballot, pass, attempt.

use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{PassOrder, Phase};
use turnwise_shared::table::{MAX_ROWS, TableFault};
use turnwise_shared::token::TokenFault;

use crate::api::Failure;
use crate::moment;

/// Why a file or a pasted text is no table, and what to do.
pub fn table_fault(fault: TableFault) -> String {
    match fault {
        TableFault::Empty => {
            "There is nothing in it. Copy the cells with their contents, or choose another file.".to_owned()
        }
        TableFault::Spreadsheet => {
            "This is a spreadsheet’s own file. Open it there and save it as CSV, or copy its cells and \
             paste them here."
                .to_owned()
        }
        TableFault::NotText { line } => {
            format!("Line {line} is not text. Save the table as CSV, or copy its cells and paste them here.")
        }
        TableFault::OpenQuote { line } => {
            format!("In line {line} a quotation mark begins that never ends. Remove it or close it, then try again.")
        }
        TableFault::TooManyRows { line } => {
            format!("These are more than {MAX_ROWS} rows; line {line} is the first one too many. Leave some out.")
        }
    }
}

/// What went wrong, and what to do, in one or two sentences.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "The server cannot be reached. Nothing is lost: try again when you are online.".to_owned(),
        Failure::Garbled => "Something between you and the server gave an answer this page cannot read, perhaps the \
             log-in page of a network. Open another page to log in, then try again."
            .to_owned(),
        Failure::Refused(problem) => refused(problem),
    }
}

fn refused(problem: &Problem) -> String {
    match problem {
        Problem::NotFound => "This draw does not exist, or this link is not, or no longer, valid for it.".to_owned(),
        Problem::NoSuchRoute | Problem::PreconditionRequired => {
            "This page and the server do not fit together. Reload the page.".to_owned()
        }
        Problem::Invalid { field, reason } => format!("The server does not accept this ({field}: {reason})."),
        Problem::TooLarge { limit } => {
            format!(
                "This is too much at once: at most {} kB. Shorten the longest texts.",
                limit / 1_000
            )
        }
        Problem::Stale { .. } => {
            "The draw was changed from another tab or device. This page now shows the newest state: look once more, \
             then do it again."
                .to_owned()
        }
        Problem::WrongPhase { phase } => format!("This is not possible now: {}.", self::phase(*phase)),
        Problem::BallotChanged { .. } => "This list was saved from another device in the meantime.".to_owned(),
        Problem::RulesChanged { .. } => {
            "The organiser changed something since you opened this page. Look at the activities once more, then save."
                .to_owned()
        }
        Problem::RulesFixed => "This can no longer change once the draw is open.".to_owned(),
        Problem::Taken { what, .. } => format!("Something else is already there ({what})."),
        Problem::EntriesMissing { announced, present } => {
            format!("Only {present} of {announced} people have reached the server. Send the rest first.")
        }
        Problem::TooEarly { from } => format!(
            "It is too early for this. It is possible from {} on.",
            moment::spoken(*from)
        ),
        Problem::TooMany => "Too many requests from your network. Wait a minute, then try again.".to_owned(),
        Problem::OutcomeUnknown => "The server does not know whether this was done. Do the same once more.".to_owned(),
        Problem::Unavailable => "The server is busy. Try again in a moment.".to_owned(),
        Problem::Internal => "The server made a mistake. Try again; if it stays, tell whoever runs it.".to_owned(),
    }
}

/// What a phase is called.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Open => "choosing is open",
        Phase::Closing => "choosing is being closed",
        Phase::Closed => "choosing is over",
        Phase::Drawn => "drawn, results are not out yet",
        Phase::Published => "results are out",
    }
}

/// What an order per round is called.
pub fn pass_order(order: PassOrder) -> &'static str {
    match order {
        PassOrder::Same => "same order each round",
        PassOrder::Snake => "there and back",
        PassOrder::ReverseAfterFirst => "from the back after round 1",
        PassOrder::Reshuffle => "new order each round",
    }
}

/// What is wrong with a code, naming the group of characters where that can be known.
pub fn code_fault(fault: TokenFault) -> String {
    match fault {
        TokenFault::Empty => "Type the code from your letter or message.".to_owned(),
        TokenFault::Character { found, group } => {
            format!("“{found}” is in no code. Look at group {group} once more.")
        }
        TokenFault::Length { found } if found < 27 => {
            format!("Something is missing: {found} characters instead of 27, in nine groups of three.")
        }
        TokenFault::Length { found } => {
            format!("There is too much: {found} characters instead of 27, in nine groups of three.")
        }
        TokenFault::Check => {
            "One character is not right, or two are swapped. Compare the groups one by one.".to_owned()
        }
    }
}
