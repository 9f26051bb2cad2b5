//! Whether the page must be built again: a hash over everything it is made of, not over times of change.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::tools::npm::Binaryen;
use crate::tools::trunk;

/// Files and folders below the top folder. The last two are this very step.
const INPUTS: [&str; 13] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "app",
    "docs/words.txt",
    "index.html",
    "rust-toolchain.toml",
    "shared/Cargo.toml",
    "shared/src",
    "style",
    "xtask/src/site",
    "xtask/src/site.rs",
];

/// The fingerprint, in hexadecimal.
pub(super) fn of(root: &Path, binaryen: Option<&Binaryen>) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(trunk::VERSION);
    // Another optimiser gives other bytes; with none at hand, one that turns up later is worth a build.
    hash.update(
        binaryen
            .map_or_else(Default::default, |programs| programs.folder.to_string_lossy())
            .as_bytes(),
    );
    for input in INPUTS {
        let mut files = Vec::new();
        collect(&root.join(input), &mut files)?;
        files.sort();
        for file in files {
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            let name = file.strip_prefix(root)?.to_string_lossy().into_owned();
            // Each file's own hash keeps the border between one file and the next.
            hash.update(Sha256::digest(name.as_bytes()));
            hash.update(Sha256::digest(bytes));
        }
    }
    Ok(HEXLOWER.encode(&hash.finalize()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in path.read_dir().with_context(|| format!("reading {}", path.display()))? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for input in INPUTS {
            let file = match input {
                "app" | "shared/src" | "style" | "xtask/src/site" => root.path().join(input).join("inner/file"),
                _ => root.path().join(input),
            };
            fs::create_dir_all(file.parent().expect("a parent")).expect("created");
            fs::write(file, input).expect("written");
        }
        root
    }

    #[test]
    fn every_input_counts_and_nothing_else_does() {
        let root = workspace();
        let print = |tool| of(root.path(), tool).expect("readable");
        let first = print(None);
        fs::write(root.path().join("README.md"), "no input").expect("written");
        assert_eq!(print(None), first);
        let binaryen = Binaryen {
            folder: PathBuf::from("folder"),
            node: None,
        };
        assert_ne!(print(Some(&binaryen)), first);
        fs::write(root.path().join("style/inner/file"), "changed").expect("written");
        let changed = print(None);
        assert_ne!(changed, first);
        fs::rename(root.path().join("app/inner/file"), root.path().join("app/inner/other")).expect("renamed");
        assert_ne!(print(None), changed);
    }

    #[test]
    fn a_missing_input_is_an_error() {
        let root = workspace();
        fs::remove_file(root.path().join("Trunk.toml")).expect("removed");
        assert!(of(root.path(), None).is_err());
    }
}
