//! The commands of `turnwise`, one file each.

pub mod serve;
