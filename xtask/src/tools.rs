//! Finds or installs what the build needs.
//!
//! Each tool stands in a folder of its own, named after its version, below `$XDG_CACHE_HOME/turnwise` (by default
//! `~/.cache/turnwise`). Nothing on `PATH` is replaced.

pub(crate) mod browser;
pub(crate) mod npm;
pub(crate) mod rust;
pub(crate) mod trunk;
pub(crate) mod wasm_bindgen;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, say};
use crate::workspace;

/// The folder of one version of one tool.
pub(crate) fn folder(tool: &str, version: &str) -> Result<PathBuf> {
    let told = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let cache = match told {
        Some(cache) => cache,
        None => std::env::home_dir()
            .context("there is no home directory to cache tools in")?
            .join(".cache"),
    };
    Ok(cache.join("turnwise").join(format!("{tool}-{version}")))
}

/// How tools are compiled: without what only their own developers read or rely on.
const QUICK: [(&str, &str); 4] = [
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false"),
    ("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false"),
];

/// Installs a tool from the crates registry, unoptimised: it is used for seconds and must not take minutes.
fn cargo_install(package: &str, version: &str, into: &Path) -> Result<()> {
    let install = |locked: &[&str]| -> Result<Command> {
        let mut install = workspace::cargo()?;
        install.args([
            "install",
            package,
            "--version",
            version,
            "--debug",
            "--no-default-features",
        ]);
        install.args(locked).arg("--root").arg(into);
        // The tool's own build must not follow this workspace's settings.
        install.current_dir(std::env::temp_dir()).env_remove("CARGO_TARGET_DIR");
        install.envs(QUICK);
        Ok(install)
    };
    let locked = command::run(&mut install(&["--locked"])?);
    locked.or_else(|fault| {
        say(format!(
            "{fault:#}; a registry may lag behind the versions the tool was locked to: once more without"
        ));
        command::run(&mut install(&[])?)
    })
}
