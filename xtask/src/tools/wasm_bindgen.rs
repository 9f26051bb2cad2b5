//! wasm-bindgen's program for tests, of exactly the version in `Cargo.lock`: any other refuses to work.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::command::{program_name, say};
use crate::workspace::root;

/// The program that runs tests in WebAssembly.
pub(crate) fn test_runner() -> Result<PathBuf> {
    let lock = fs::read_to_string(root()?.join("Cargo.lock"))?;
    let version = locked(&lock).context("Cargo.lock has no wasm-bindgen")?;
    let folder = super::folder("wasm-bindgen", version)?;
    let program = folder.join("bin").join(program_name("wasm-bindgen-test-runner"));
    if !program.is_file() {
        say(format!(
            "installing wasm-bindgen {version} into {} (once, about a minute)",
            folder.display()
        ));
        super::cargo_install("wasm-bindgen-cli", version, &folder)?;
    }
    Ok(program)
}

fn locked(lock: &str) -> Option<&str> {
    let (_, after) = lock.split_once("name = \"wasm-bindgen\"\nversion = \"")?;
    after.split_once('"').map(|(version, _)| version)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_is_the_crates_own() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(super::locked(lock), Some("0.2.130"));
        assert_eq!(super::locked("version = 4"), None);
    }
}
