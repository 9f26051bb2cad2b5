//! What screens know, as plain structs with ordinary tests: nothing here draws, sends or stores.

pub mod check;
pub mod event;
pub mod key_file;
pub mod letters;
pub mod numbers;
pub mod opening;
pub mod paper;
pub mod progress;
pub mod results;
pub mod sealing;
pub mod seats;
pub mod settings;
