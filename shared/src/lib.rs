//! What server and browser share: the rule, its explanation, the draw, the record, tokens, sealing and
//! the wire types. Pure: no input or output, no clock, no randomness of its own, no panics; random bytes
//! and the time are arguments. The same input gives the same bytes natively and in WebAssembly.
//!
//! Modules in reading order:
//!
//! - [`lottery`]: activities, rules, phases;
//! - [`ballot`]: ranked choices, validated against the rules;
//! - [`allocate`]: the rule; [`explain`]: why each entry got what it got, as facts;
//! - [`hash`], [`draw`], [`record`]: the bytes of the log, the seed and the order;
//! - [`beacon`]: the chain of public random values that can decide a draw;
//! - [`course`]: in which order records can follow each other, and which value counts;
//! - [`transcript`]: all of it as one file, and what is checked of it; [`verdict`]: what the checks say; [`spoken`]: the words
//!   to read aloud;
//! - [`replay`]: a draw repeated, from what is published to who got what, and why;
//! - [`forecast`]: thousands of draws of the same ballots, tallied: what would probably come out;
//! - [`token`]: the code people receive and the keys derived from it; [`seal`]: texts the server cannot open; [`catalogue`]: those texts;
//! - [`table`]: spreadsheets in and out; [`sorted`]: sorting in little code;
//! - [`api`], [`error`]: what travels between browser and server.

#![warn(missing_docs)]

pub mod allocate;
pub mod api;
pub mod ballot;
pub mod beacon;
pub mod catalogue;
pub mod course;
pub mod draw;
pub mod error;
pub mod explain;
pub mod forecast;
pub mod hash;
pub mod lottery;
pub mod record;
pub mod replay;
pub mod seal;
pub mod sorted;
pub mod spoken;
pub mod table;
pub mod token;
pub mod transcript;
pub mod verdict;
