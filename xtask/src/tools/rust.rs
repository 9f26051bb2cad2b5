//! The parts of the Rust toolchain. Where rustup does not act on `rust-toolchain.toml` by itself
//! (`RUSTUP_AUTO_INSTALL=0`), this does.

use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, find, output, say};
use crate::workspace::{WASM, root};

/// The standard library for WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    if !listed(&["target", "list", "--installed"])?
        .iter()
        .any(|line| line == WASM)
    {
        say(format!("adding Rust's {WASM} target: the page is compiled for it"));
        command::run(rustup()?.args(["target", "add", WASM]))?;
    }
    Ok(())
}

/// rustfmt and clippy.
pub(crate) fn linters() -> Result<()> {
    component("rustfmt", "formatting")?;
    component("clippy", "lints")
}

/// The source of the standard library.
pub(crate) fn source() -> Result<()> {
    component("rust-src", "the standard library is compiled along with the page")
}

fn component(name: &str, why: &str) -> Result<()> {
    let installed = listed(&["component", "list", "--installed"])?;
    if !installed.iter().any(|line| line.starts_with(name)) {
        say(format!("adding Rust's {name}: {why}"));
        command::run(rustup()?.args(["component", "add", name]))?;
    }
    Ok(())
}

fn listed(arguments: &[&str]) -> Result<Vec<String>> {
    let text = output(rustup()?.args(arguments))?;
    Ok(text.lines().map(|line| line.trim().to_owned()).collect())
}

fn rustup() -> Result<Command> {
    let rustup =
        find("rustup").context("rustup is not on PATH; install it first, from your system or from rustup.rs")?;
    let mut command = Command::new(rustup);
    command.current_dir(root()?);
    Ok(command)
}
