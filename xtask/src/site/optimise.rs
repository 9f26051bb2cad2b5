//! The WebAssembly made smaller by `wasm-opt`, when there is one.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command::{self, say};

/// What the compiler already emits. `--all-features` would allow output that browsers refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The bytes to serve. A `wasm-opt` that fails, too old perhaps, costs size and not the page.
pub(super) fn optimise(file: &Path, wasm_opt: Option<&Path>) -> Result<Vec<u8>> {
    let plain = fs::read(file)?;
    let Some(wasm_opt) = wasm_opt else {
        say("note: without wasm-opt the page is about a tenth larger to load");
        return Ok(plain);
    };
    let smaller = file.with_extension("small.wasm");
    let mut program = Command::new(wasm_opt);
    program.arg("-Oz").args(FEATURES).arg(file).arg("-o").arg(&smaller);
    if let Err(fault) = command::run(&mut program) {
        say(format!(
            "note: {fault:#}; the page works, but is about a tenth larger to load"
        ));
        return Ok(plain);
    }
    let bytes = fs::read(&smaller)?;
    say(format!("wasm-opt: {} bytes instead of {}", bytes.len(), plain.len()));
    Ok(bytes)
}
