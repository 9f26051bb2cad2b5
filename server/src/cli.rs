//! The commands of `turnwise`, one file each.
