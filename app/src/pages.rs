//! The screens, one file each, administrator's and participant's apart.

#[cfg(feature = "organiser")]
pub mod organiser;
#[cfg(feature = "participant")]
pub mod participant;
#[cfg(feature = "organiser")]
pub mod start;
pub mod story;
