//! `cargo xtask test`: every test there is. What a test needs is found or installed first; what cannot be had
//! is a failure with instructions, never a silent skip.
//!
//! The tests learn where things are from their environment: `TURNWISE_SITE` (the built page),
//! `TURNWISE_CHROMIUM`, `TURNWISE_CHROMEDRIVER`, `TURNWISE_AXE` (the file `axe.min.js`), `TURNWISE_DATA` (real
//! instances with expected picks, where there are any).

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{self, find, say};
use crate::workspace::{WASM, cargo, root};
use crate::{site, size, tools};

/// The cheap and telling ones first; the workspace's own tests, and cargo's closing lines, last.
pub(crate) fn run() -> Result<()> {
    let browser = tools::browser::ready()?;
    let axe = tools::npm::axe()?;
    if find("python3").is_none() {
        bail!("python3 is not here: docs/verify.py is tested with it; install Python 3.9 or newer");
    }
    let site = site::build()?;
    size::check(&site)?;
    in_webassembly()?;
    let data = data()?;
    let ready = |command: &mut Command| {
        command.env("TURNWISE_SITE", &site).env("TURNWISE_AXE", &axe);
        command.env("TURNWISE_CHROMIUM", &browser.chromium);
        command.env("TURNWISE_CHROMEDRIVER", &browser.driver);
        if let Some(data) = &data {
            command.env("TURNWISE_DATA", data);
        }
    };
    say("examples in the documentation");
    let mut examples = cargo()?;
    examples.args(["test", "--locked", "--workspace", "--doc"]);
    ready(&mut examples);
    command::run(&mut examples)?;
    say("the workspace's tests, the browser stories among them");
    let mut tests = cargo()?;
    tests.args([
        "test",
        "--locked",
        "--workspace",
        "--lib",
        "--bins",
        "--tests",
        "--no-fail-fast",
    ]);
    ready(&mut tests);
    command::run(&mut tests)
}

/// The worked example of the design must come out of the WebAssembly build too, bit for bit.
fn in_webassembly() -> Result<()> {
    if !root()?.join("shared/tests/vectors.rs").is_file() {
        say("no shared/tests/vectors.rs here: nothing to compare in WebAssembly");
        return Ok(());
    }
    say("the same vectors in WebAssembly, under Node");
    tools::rust::wasm_target()?;
    let runner = tools::wasm_bindgen::test_runner()?;
    let mut tests = cargo()?;
    tests.args([
        "test",
        "--locked",
        "--target",
        WASM,
        "--package",
        "turnwise-shared",
        "--test",
        "vectors",
    ]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command::run(&mut tests)
}

/// The folder with real instances: as told, or beside this clone.
fn data() -> Result<Option<PathBuf>> {
    let told = std::env::var_os("TURNWISE_DATA").map(PathBuf::from);
    let beside = root()?.parent().map(|parent| parent.join("shared/data"));
    let found = told.or(beside).filter(|folder: &PathBuf| Path::is_dir(folder));
    match &found {
        Some(folder) => say(format!("real instances: {}", folder.display())),
        None => say("no real instances here (TURNWISE_DATA, or ../shared/data): the comparison with them is left out"),
    }
    Ok(found)
}
