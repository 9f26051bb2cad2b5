//! What screens know, as plain structs with ordinary tests: nothing here draws, sends or stores.

pub mod activities;
pub mod calendar;
pub mod changes;
pub mod check;
pub mod draft;
pub mod event;
pub mod key_file;
pub mod letters;
pub mod log;
pub mod numbers;
pub mod opened;
pub mod opening;
pub mod paper;
pub mod progress;
pub mod published;
pub mod results;
pub mod roster;
pub mod sample;
pub mod sealing;
pub mod seats;
pub mod settings;
pub mod stand;
pub mod shuffled;
