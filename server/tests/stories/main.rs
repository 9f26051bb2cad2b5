//! Stories: people use the real product in real Chromium. Named *who does what*; each waits for what it looks
//! for, finds things by their words, and ends with an axe check.
//!
//! `cargo xtask test` provides what they need (browser, driver, axe-core, the built page) through
//! environment variables; without them a story fails and says so, because a story that does not run
//! proves nothing.

#![expect(clippy::panic, reason = "a story ends that way when something is not found")]

mod ahead;
mod api;
mod beside;
mod browser;
mod checking;
mod drand;
mod follower;
mod leaks;
mod mishaps;
mod numbers;
mod organiser;
mod participant;
mod product;
mod promise;
mod recorder;
mod school;
mod simulation;
mod witness;

#[path = "../../../shared/tests/it/reference.rs"]
mod reference;
