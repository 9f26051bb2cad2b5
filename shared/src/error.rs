//! What can go wrong between browser and server: one code-tagged enum that the interface matches on.
//!
//! The server answers with `application/problem+json` ([`ProblemDocument`]); words for people are the
//! app's. Unknown lottery, unknown, revoked and missing credential all are [`Problem::NotFound`], so that
//! an answer never says which.

use serde::{Deserialize, Serialize};

use crate::hash::Hash32;
use crate::lottery::Phase;

/// A refusal, with what the browser needs to say what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case", try_from = "Flat")]
pub enum Problem {
    /// No such thing, or not for whoever asks.
    NotFound,
    /// No such path or method.
    NoSuchRoute,
    /// The request is not JSON of the expected form, or breaks a rule.
    Invalid {
        /// The field, as in the request; empty for the body as a whole.
        field: String,
        /// What is wrong with it, in English, for developers.
        reason: String,
    },
    /// The body is above the limit.
    TooLarge {
        /// The limit in bytes.
        limit: u32,
    },
    /// The act needs `If-Match` (or `If-None-Match: *` for opening).
    PreconditionRequired,
    /// The administrator's page is out of date.
    Stale {
        /// The revision that is in force.
        revision: u32,
    },
    /// The act does not fit the phase.
    WrongPhase {
        /// The phase the lottery is in.
        phase: Phase,
    },
    /// The ballot was saved from elsewhere in the meantime.
    BallotChanged {
        /// The version that is in force.
        version: u32,
    },
    /// The ballot names rules that are no longer in force.
    RulesChanged {
        /// The fingerprint of the rules in force.
        rules: Hash32,
    },
    /// The rules may not change in this way while the lottery is open.
    RulesFixed,
    /// Something else stands where this was to be written: another lottery, entry, link or attempt.
    Taken {
        /// Which: `lottery`, `entry`, `link` or `attempt`.
        what: String,
        /// Its number, 0 where it has none.
        number: u32,
    },
    /// Announced entries have not arrived yet, so the list cannot be fixed.
    EntriesMissing {
        /// How many were announced.
        announced: u32,
        /// How many are there.
        present: u32,
    },
    /// Not before this moment: the notice has not passed, or the value cannot be known yet.
    TooEarly {
        /// The UTC second from which it is possible.
        from: u64,
    },
    /// Too many requests from this address; `Retry-After` says when.
    TooMany,
    /// Whether the act took place is not known: repeat the same request.
    OutcomeUnknown,
    /// Not now; `Retry-After` says when.
    Unavailable,
    /// A fault of the server's; what it was stands in its log.
    Internal,
}

impl Problem {
    /// The HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::NoSuchRoute => 404,
            Self::Invalid { .. } => 422,
            Self::TooLarge { .. } => 413,
            Self::PreconditionRequired => 428,
            Self::Stale { .. } => 412,
            Self::WrongPhase { .. }
            | Self::BallotChanged { .. }
            | Self::RulesChanged { .. }
            | Self::RulesFixed
            | Self::Taken { .. }
            | Self::EntriesMissing { .. }
            | Self::TooEarly { .. } => 409,
            Self::TooMany => 429,
            Self::OutcomeUnknown | Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// A short English title, for logs and for people who read the API.
    pub fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::NoSuchRoute => "no such path or method",
            Self::Invalid { .. } => "invalid request",
            Self::TooLarge { .. } => "request too large",
            Self::PreconditionRequired => "If-Match is required",
            Self::Stale { .. } => "the lottery has changed since it was read",
            Self::WrongPhase { .. } => "not possible in this phase",
            Self::BallotChanged { .. } => "the ballot was saved from elsewhere",
            Self::RulesChanged { .. } => "the rules have changed",
            Self::RulesFixed => "this part of the rules can no longer change",
            Self::Taken { .. } => "something else is already there",
            Self::EntriesMissing { .. } => "announced entries are missing",
            Self::TooEarly { .. } => "not possible yet",
            Self::TooMany => "too many requests",
            Self::OutcomeUnknown => "outcome unknown, repeat the request",
            Self::Unavailable => "temporarily unavailable",
            Self::Internal => "internal error",
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.title())
    }
}

impl std::error::Error for Problem {}

/// How a refusal is read: all fields side by side. Reading a tagged enum as such would take several times the
/// code, which every phone would have to load.
#[derive(Deserialize)]
struct Flat {
    code: Code,
    field: Option<String>,
    reason: Option<String>,
    limit: Option<u32>,
    revision: Option<u32>,
    phase: Option<Phase>,
    version: Option<u32>,
    rules: Option<Hash32>,
    what: Option<String>,
    number: Option<u32>,
    announced: Option<u32>,
    present: Option<u32>,
    from: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Code {
    NotFound,
    NoSuchRoute,
    Invalid,
    TooLarge,
    PreconditionRequired,
    Stale,
    WrongPhase,
    BallotChanged,
    RulesChanged,
    RulesFixed,
    Taken,
    EntriesMissing,
    TooEarly,
    TooMany,
    OutcomeUnknown,
    Unavailable,
    Internal,
}

impl TryFrom<Flat> for Problem {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        flat.problem().ok_or("a field of this code is missing")
    }
}

impl Flat {
    fn problem(self) -> Option<Problem> {
        Some(match self.code {
            Code::NotFound => Problem::NotFound,
            Code::NoSuchRoute => Problem::NoSuchRoute,
            Code::Invalid => Problem::Invalid {
                field: self.field?,
                reason: self.reason?,
            },
            Code::TooLarge => Problem::TooLarge { limit: self.limit? },
            Code::PreconditionRequired => Problem::PreconditionRequired,
            Code::Stale => Problem::Stale {
                revision: self.revision?,
            },
            Code::WrongPhase => Problem::WrongPhase { phase: self.phase? },
            Code::BallotChanged => Problem::BallotChanged { version: self.version? },
            Code::RulesChanged => Problem::RulesChanged { rules: self.rules? },
            Code::RulesFixed => Problem::RulesFixed,
            Code::Taken => Problem::Taken {
                what: self.what?,
                number: self.number?,
            },
            Code::EntriesMissing => Problem::EntriesMissing {
                announced: self.announced?,
                present: self.present?,
            },
            Code::TooEarly => Problem::TooEarly { from: self.from? },
            Code::TooMany => Problem::TooMany,
            Code::OutcomeUnknown => Problem::OutcomeUnknown,
            Code::Unavailable => Problem::Unavailable,
            Code::Internal => Problem::Internal,
        })
    }
}

/// The body of every refusal, `application/problem+json`. Browsers read the [`Problem`] in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemDocument {
    /// The HTTP status again.
    pub status: u16,
    /// [`Problem::title`].
    pub title: String,
    /// The code and its fields.
    #[serde(flatten)]
    pub problem: Problem,
}

impl From<Problem> for ProblemDocument {
    fn from(problem: Problem) -> Self {
        Self {
            status: problem.status(),
            title: problem.title().to_owned(),
            problem,
        }
    }
}
