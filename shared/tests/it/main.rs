//! The rule, its explanation, the draw and the record, tested from outside: every tiny input against a plain
//! reference, then properties, then instances of real size, then bytes that were tampered with.
//!
//! - [`reference`] reads the rule aloud and shares nothing with the product; [`judge`] compares the two;
//! - [`exhaustive`], [`instances`]: every tiny input, and seeded ones of the size and shape of real data;
//! - [`said`], [`unsaid`]: the sentences the product says about fairness, and those it must never say;
//! - [`explanation`]: what people are told, turn by turn;
//! - [`forecast`], [`elsewhere`]: simulated draws counted once more, and every other place in line;
//! - [`draw`], [`record`], [`replay`]: the order, the log, and a draw repeated from both;
//! - [`ballots`], [`codes`], [`encoding`], [`sealing`]: what is refused at the edge.
//!
//! `vectors.rs` beside this folder is apart because it also runs in WebAssembly.

#![cfg(not(target_arch = "wasm32"))]

mod ballots;
mod codes;
mod dice;
mod draw;
mod elsewhere;
mod encoding;
mod example;
mod exhaustive;
mod explanation;
mod forecast;
mod instances;
mod judge;
mod record;
mod reference;
mod replay;
mod said;
mod sealing;
mod tampering;
mod unsaid;
mod worlds;
