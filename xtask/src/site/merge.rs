//! The main part of a build together with what several of its parts use: one file, which compresses better than
//! many, and no file to ask for twice.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::optimise::FEATURES;
use super::split::MAIN;
use crate::command;

/// Merges `shared` into `main`, as the file `into`.
pub(super) fn merge(main: &Path, shared: &[PathBuf], into: &Path, wasm_merge: &Path) -> Result<()> {
    let mut merge = Command::new(wasm_merge);
    merge.arg(main).arg(MAIN);
    for piece in shared {
        merge.arg(piece).arg(piece.file_stem().context("a piece has a name")?);
    }
    merge.args(FEATURES).arg("-o").arg(into);
    command::quietly(&mut merge)
}
