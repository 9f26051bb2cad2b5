//! The screens, one file each, administrator's and participant's apart; [`check`] is anybody's.

#[cfg(feature = "participant")]
pub mod check;
#[cfg(feature = "organiser")]
pub mod organiser;
#[cfg(feature = "participant")]
pub mod participant;
pub mod pictures;
#[cfg(feature = "organiser")]
pub mod start;
pub mod story;
pub mod words;
