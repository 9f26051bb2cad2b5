//! Trunk, which gathers the files of the page.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{program_name, say};

/// The newest that Rust 1.95 builds.
pub(crate) const VERSION: &str = "0.21.14";

/// The program.
pub(crate) fn program() -> Result<PathBuf> {
    let folder = super::folder("trunk", VERSION)?;
    let program = folder.join("bin").join(program_name("trunk"));
    if !program.is_file() {
        say(format!(
            "installing Trunk {VERSION} into {} (once, some four minutes)",
            folder.display()
        ));
        super::cargo_install("trunk", VERSION, &folder)?;
    }
    Ok(program)
}
