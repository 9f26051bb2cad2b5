//! The page, from source to `./dist`: files that any static host can serve, below any path, under a strict
//! content security policy.
//!
//! Trunk gathers the files of the document under plain names. It would put a hash into a name *before* the file is
//! finished, and a name that may carry other bytes tomorrow cannot be cached for ever; and it would serve the app as
//! one piece. So cargo compiles the app and [`finish`] does the rest: it takes each build of the app apart ([`split`],
//! [`merge`]), binds what computes beside it ([`workers`]), makes the WebAssembly smaller, names every file
//! after its final bytes, writes names and integrity where they are used, copies the document to its sibling addresses
//! and compresses all of it.

mod bindgen;
mod compress;
mod fingerprint;
pub(crate) mod finish;
pub(crate) mod group;
mod merge;
mod names;
mod optimise;
mod shorten;
mod split;
mod streams;
mod workers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::command::{self, say};
use crate::tools;
use crate::workspace::{WASM, cargo, root, target};
use finish::Source;

/// Builds the page unless nothing it depends on has changed; where it is.
pub(crate) fn build() -> Result<PathBuf> {
    let dist = root()?.join("dist");
    let work = target()?.join("site");
    let binaryen = tools::npm::binaryen()?;
    let print = fingerprint::of(&root()?, binaryen.as_ref())?;
    let mark = work.join("fingerprint");
    if dist.join("index.html").is_file() && fs::read_to_string(&mark).is_ok_and(|old| old == print) {
        say("the page is up to date");
        return Ok(dist);
    }
    say("building the page: compiling the app for WebAssembly, twice (two minutes; at first four)");
    let gathered = work.join("gathered");
    gather(&gathered)?;
    say("finishing the page: in parts, smaller, named after its bytes, compressed");
    let finished = work.join("finished");
    let source = Source {
        gathered: &gathered,
        compiled: &target()?.join(WASM).join("wasm"),
        work: &work,
        binaryen: binaryen.as_ref(),
    };
    finish::finish(&source, &finished)?;
    // A server that is running now finds either the old page or the new one.
    replace(&finished, &dist, &work.join("replaced"))?;
    fs::write(&mark, print)?;
    Ok(dist)
}

/// How the page is compiled beyond what Cargo.toml says. Every function keeps the list of what it uses, by which the
/// app is taken apart. The standard library is compiled along, so that a fault in the app stops it without the words
/// that nobody would read there: a twelfth of what is loaded. Stable compilers do so only when told that they may.
const COMPILED: [(&str, &str); 4] = [
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Clink-arg=--emit-relocs -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort",
    ),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("RUSTC_BOOTSTRAP", "1"),
];

/// Compiles both builds and the workers beside the installation of Trunk, which leaves a processor idle for whole
/// minutes.
fn gather(into: &Path) -> Result<()> {
    tools::rust::wasm_target()?;
    tools::rust::source()?;
    let trunk = thread::scope(|scope| {
        let compiled = scope.spawn(compile);
        let trunk = tools::trunk::program();
        compiled
            .join()
            .map_err(|_| anyhow!("compiling came to an unexpected end"))??;
        trunk
    })?;
    fs::create_dir_all(into)?;
    let mut build = Command::new(trunk);
    build.args(["build", "--dist"]).arg(into).current_dir(root()?);
    // Trunk reads this as its own switch and knows no other value than true and false.
    build.env_remove("NO_COLOR");
    command::run(&mut build)
}

fn compile() -> Result<()> {
    for build in finish::BUILDS {
        let bin = format!("turnwise-{build}");
        let features = ["--bin", &bin, "--no-default-features", "--features", build];
        command::run(compiling("turnwise-app")?.args(features))?;
        say(format!("{bin} is compiled"));
    }
    for module in &workers::MODULES {
        let fast = module.fast.iter();
        let fast = fast.map(|package| format!("--config=profile.wasm.package.{package}.opt-level=3"));
        command::run(compiling(&module.package())?.args(fast))?;
    }
    Ok(())
}

fn compiling(package: &str) -> Result<Command> {
    let mut compile = cargo()?;
    compile.args(["build", "--quiet", "--locked", "--profile", "wasm", "--target", WASM]);
    compile.args(["--package", package]).envs(COMPILED);
    Ok(compile)
}

fn replace(new: &Path, place: &Path, aside: &Path) -> Result<()> {
    if aside.exists() {
        fs::remove_dir_all(aside)?;
    }
    if place.exists() {
        fs::rename(place, aside).with_context(|| format!("moving {} aside", place.display()))?;
    }
    fs::rename(new, place).with_context(|| format!("moving the page to {}", place.display()))
}
