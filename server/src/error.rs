//! What goes wrong, and what of it is told: every failure becomes `application/problem+json`.
//!
//! A [`Problem`] is told as it is. A fault of the store is 503 with `Retry-After`; of a row that cannot be
//! read nobody is told anything but "internal". Whatever is 5xx is logged here, once, without the request.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use turnwise_shared::ballot::BallotFault;
use turnwise_shared::error::{Problem, ProblemDocument};
use turnwise_shared::lottery::RulesFault;

use crate::store::StoreFault;

/// Seconds after which a client should try again when the store is busy.
const BUSY_SECONDS: u32 = 1;
/// Seconds after which a server that lost its store should be back.
const BROKEN_SECONDS: u32 = 5;

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A refusal, told as it is.
    Problem(Problem),
    /// Too many requests; come back after so many seconds.
    TooMany {
        /// Seconds.
        seconds: u32,
    },
    /// The store cannot answer.
    Store(StoreFault),
    /// Others kept changing the same rows.
    Contended,
    /// Whether a batch was written is not known.
    OutcomeUnknown,
    /// What stands in the store is not what was written; the text says what.
    Damaged(&'static str),
    /// The system gave no random bytes.
    NoRandomness,
    /// A computation broke off.
    Interrupted,
}

impl Failure {
    /// A field of the request is wrong.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Problem(Problem::Invalid {
            field: field.into(),
            reason: reason.into(),
        })
    }

    fn told(&self) -> Problem {
        match self {
            Self::Problem(problem) => problem.clone(),
            Self::TooMany { .. } => Problem::TooMany,
            Self::Store(StoreFault::Busy | StoreFault::Broken) | Self::Contended => Problem::Unavailable,
            Self::OutcomeUnknown => Problem::OutcomeUnknown,
            Self::Store(StoreFault::TooLarge) | Self::Damaged(_) | Self::NoRandomness | Self::Interrupted => {
                Problem::Internal
            }
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { seconds } => Some((*seconds).max(1)),
            Self::Store(StoreFault::Busy) | Self::Contended => Some(BUSY_SECONDS),
            Self::Store(StoreFault::Broken) | Self::OutcomeUnknown => Some(BROKEN_SECONDS),
            _ => None,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl From<BallotFault> for Failure {
    fn from(fault: BallotFault) -> Self {
        Self::invalid("choices", fault.to_string())
    }
}

impl From<RulesFault> for Failure {
    fn from(fault: RulesFault) -> Self {
        Self::invalid("rules", fault.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = self.told();
        let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error() {
            tracing::error!(failure = ?self, "a request failed");
        }
        let body = serde_json::to_vec(&ProblemDocument::from(problem)).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
