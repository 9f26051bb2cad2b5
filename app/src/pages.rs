//! The screens, one file each, administrator's and participant's apart.

pub mod organiser;
pub mod participant;
pub mod start;
pub mod story;
