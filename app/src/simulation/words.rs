//! What a simulation's worker says besides answers; worker and page, which are compiled apart, both have this file.

/// It runs: the question can be asked. What is posted to a worker before that may be lost.
pub const READY: &str = "ready";

/// Everything was told.
pub const OVER: &str = "over";

/// The question cannot be read, or its ballots and activities do not fit.
pub const UNFIT: &str = "unfit";
