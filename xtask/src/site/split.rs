//! A build of the app taken apart, at the functions that `app/src/parts.rs` marks.
//!
//! What only one part uses is a piece of its own, and so is what any set of several uses; the rest, with memory,
//! table and stack, is the main part.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// A build in pieces.
pub(super) struct Split {
    /// The main part, not yet through wasm-bindgen.
    pub main: PathBuf,
    /// What several parts use.
    pub shared: Vec<PathBuf>,
    /// What only one part uses, by its name.
    pub own: BTreeMap<String, Option<PathBuf>>,
}

/// The name under which the main part knows the script that loads the others.
pub(super) const LOADER: &str = "./parts.js";

/// The module that pieces import memory, table and stack from.
pub(super) const MAIN: &str = "__wasm_split";

/// Takes `wasm` apart into an empty `folder`.
pub(super) fn split(wasm: &Path, folder: &Path) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let split = transform(options).map_err(|fault| anyhow!("the app cannot be taken apart: {fault:#}"))?;
    let mut pieces = split.split_modules;
    pieces.sort();
    let mut own = BTreeMap::new();
    for part in split.prefetch_map.into_keys() {
        let name = format!("split_{part}");
        let place = pieces
            .iter()
            .position(|piece| piece.file_stem().is_some_and(|stem| *stem == *name));
        own.insert(part, place.map(|place| pieces.remove(place)));
    }
    Ok(Split {
        main,
        shared: pieces,
        own,
    })
}
