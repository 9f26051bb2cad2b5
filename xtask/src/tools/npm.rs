//! What comes from npm: Binaryen's `wasm-opt`, which makes the page smaller, and axe-core, which finds what keeps
//! people out. Neither is part of the product.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, find, program_name, say};

const BINARYEN: &str = "132.0.0";

/// Makes WebAssembly smaller.
pub(crate) const WASM_OPT: &str = "wasm-opt";
/// Makes one WebAssembly of several.
pub(crate) const WASM_MERGE: &str = "wasm-merge";

const AXE: &str = "4.14.1";

/// Binaryen's programs, with which the page is finished.
pub(crate) struct Binaryen {
    /// Where they stand.
    pub folder: PathBuf,
    /// What starts them, where they are npm's: themselves WebAssembly in scripts.
    pub node: Option<Node>,
}

/// Node.js, told not to compile well what runs for a second: that alone would take most of two.
pub(crate) struct Node {
    program: PathBuf,
    hasty: bool,
}

const HASTY: &str = "--liftoff-only";

impl Binaryen {
    /// A program of this name, to be given its arguments.
    pub(crate) fn program(&self, name: &str) -> Command {
        let place = self.folder.join(name);
        let Some(node) = &self.node else {
            return Command::new(place);
        };
        let mut program = Command::new(&node.program);
        program.args(node.hasty.then_some(HASTY)).arg(place);
        program
    }
}

/// Binaryen, when it is at hand: on `PATH`, in the cache, or to be had through npm. The page works without.
pub(crate) fn binaryen() -> Result<Option<Binaryen>> {
    let found = find(WASM_OPT).and_then(|program| Some(program.parent()?.to_owned()));
    if let Some(folder) = found.filter(|folder| folder.join(program_name(WASM_MERGE)).is_file()) {
        return Ok(Some(Binaryen { folder, node: None }));
    }
    let without = "The page works without, but loads in more and larger files.";
    let (Some(_), Some(program)) = (find("npm"), find("node")) else {
        say(format!("note: neither Binaryen nor npm is here. {without}"));
        return Ok(None);
    };
    let folder = super::folder("binaryen", BINARYEN)?.join("node_modules/binaryen/bin");
    if ![WASM_OPT, WASM_MERGE].iter().all(|name| folder.join(name).is_file()) {
        say("installing Binaryen's wasm-opt and wasm-merge through npm: they make the page smaller to load");
        if let Err(fault) = install("binaryen", BINARYEN) {
            say(format!("note: {fault:#}. {without}"));
            return Ok(None);
        }
    }
    let hasty = command::quietly(Command::new(&program).args([HASTY, "--version"])).is_ok();
    let node = Some(Node { program, hasty });
    Ok(Some(Binaryen { folder, node }))
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
