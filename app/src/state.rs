//! What screens know, as plain structs with ordinary tests: nothing here draws, sends or stores.

pub mod check;
pub mod event;
pub mod numbers;
pub mod results;
pub mod sealing;
pub mod settings;
