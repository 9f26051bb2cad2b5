//! What comes from npm: Binaryen's `wasm-opt`, which makes the page smaller, and axe-core, which finds what keeps
//! people out. Neither is part of the product.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, find, say};

const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";

/// Binaryen's programs that the page is finished with.
pub(crate) struct Binaryen {
    /// Makes WebAssembly smaller.
    pub wasm_opt: PathBuf,
    /// Makes one WebAssembly of several.
    pub wasm_merge: PathBuf,
}

/// Binaryen, when it is at hand: on `PATH`, in the cache, or to be had through npm. The page works without.
pub(crate) fn binaryen() -> Result<Option<Binaryen>> {
    if let (Some(wasm_opt), Some(wasm_merge)) = (find("wasm-opt"), find("wasm-merge")) {
        return Ok(Some(Binaryen { wasm_opt, wasm_merge }));
    }
    let folder = super::folder("binaryen", BINARYEN)?.join("node_modules/.bin");
    let programs = Binaryen {
        wasm_opt: folder.join("wasm-opt"),
        wasm_merge: folder.join("wasm-merge"),
    };
    if !programs.wasm_opt.is_file() || !programs.wasm_merge.is_file() {
        let without = "The page works without, but loads in more and larger files.";
        if find("npm").is_none() || find("node").is_none() {
            say(format!("note: neither Binaryen nor npm is here. {without}"));
            return Ok(None);
        }
        say("installing Binaryen's wasm-opt and wasm-merge through npm: they make the page smaller to load");
        if let Err(fault) = install("binaryen", BINARYEN) {
            say(format!("note: {fault:#}. {without}"));
            return Ok(None);
        }
    }
    Ok(Some(programs))
}

/// The file `axe.min.js`.
pub(crate) fn axe() -> Result<PathBuf> {
    let file = super::folder("axe-core", AXE)?.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        say("installing axe-core through npm: every browser story ends with its check");
        install("axe-core", AXE).context("axe-core could not be installed; it needs npm and a registry")?;
    }
    Ok(file)
}

fn install(package: &str, version: &str) -> Result<()> {
    let folder = super::folder(package, version)?;
    fs::create_dir_all(&folder)?;
    let npm = find("npm").context("npm is not on PATH: install Node.js with npm")?;
    let mut install = Command::new(npm);
    install.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--no-save",
        "--prefix",
    ]);
    install.arg(&folder).arg(format!("{package}@{version}"));
    command::run(&mut install)
}
