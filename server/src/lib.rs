//! The server that sees numbers, never names.
//!
//! Start with [`lotteries`]: what can happen to a lottery, one file per act, and the route table. Below it
//! stands [`store`], the trait behind which rows are kept. [`router`] is pure: everything it needs, the clock
//! and random bytes included, comes in an [`App`]; `cli/serve.rs` builds the real one.

pub mod cli;
pub mod store;
