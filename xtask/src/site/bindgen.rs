//! The script that binds WebAssembly to the browser, written by wasm-bindgen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// The main part and its script.
pub(super) struct Bound {
    /// WebAssembly that the script can load.
    pub wasm: PathBuf,
    /// The script, for a module.
    pub script: String,
}

/// Binds `wasm`; `into` is a folder of its own.
pub(super) fn bind(wasm: &Path, into: &Path) -> Result<Bound> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("turnwise").web(true)?;
    bindgen.typescript(false).keep_lld_exports(true).generate(into)?;
    if into.join("snippets").exists() {
        bail!("a dependency brings script snippets, which this step does not name");
    }
    let script = into.join("turnwise.js");
    Ok(Bound {
        wasm: into.join("turnwise_bg.wasm"),
        script: fs::read_to_string(&script).with_context(|| format!("reading {}", script.display()))?,
    })
}
