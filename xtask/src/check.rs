//! `cargo xtask check`: formatting, and lints with warnings denied on both targets.

use anyhow::Result;

use crate::command::{self, say};
use crate::tools;
use crate::workspace::{WASM, cargo};

const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// Stops at the first fault.
pub(crate) fn run() -> Result<()> {
    tools::rust::linters()?;
    tools::rust::wasm_target()?;
    say("formatting");
    command::run(cargo()?.args(["fmt", "--all", "--check"]))?;
    say("lints, for this machine");
    command::run(
        cargo()?
            .args(["clippy", "--locked", "--workspace", "--all-targets"])
            .args(DENY),
    )?;
    say("lints, for WebAssembly");
    let packages = ["--package", "turnwise-app", "--package", "turnwise-shared"];
    command::run(
        cargo()?
            .args(["clippy", "--locked", "--target", WASM])
            .args(packages)
            .args(DENY),
    )?;
    say("no complaints");
    Ok(())
}
