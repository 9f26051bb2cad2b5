//! The commands of `turnwise`, one file each.

pub mod allocate;
pub mod serve;
pub mod verify;
