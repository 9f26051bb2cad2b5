//! Stories: people use the real product in real Chromium. Named *who does what*; each polls with a wait,
//! finds things by role and visible text, and ends with an axe check.
//!
//! `cargo xtask test` provides what they need (browser, driver, axe-core, the built page) through
//! environment variables; without them a story fails and says so, because a story that does not run
//! proves nothing.

mod browser;
mod leaks;
mod product;
mod recorder;
