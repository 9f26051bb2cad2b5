//! What screens know, as plain structs with ordinary tests: nothing here draws, sends or stores.

pub mod event;
pub mod numbers;
