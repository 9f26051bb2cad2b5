//! A build of the app taken apart, at the functions that `app/src/parts.rs` marks.
//!
//! What only one part uses is a piece of its own, and so is what any set of several uses; the rest, with memory,
//! table and stack, is the main part.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use super::group::Piece;
use super::streams::without_streams;

/// A build in pieces.
pub(super) struct Split {
    /// The main part, not yet through wasm-bindgen.
    pub main: PathBuf,
    /// What several parts use.
    pub shared: Vec<Piece>,
    /// What only one part uses, by its name.
    pub own: BTreeMap<String, Option<PathBuf>>,
}

/// The name under which the main part knows the script that loads the others.
pub(super) const LOADER: &str = "./parts.js";

/// The module that pieces import memory, table and stack from.
pub(super) const MAIN: &str = "__wasm_split";

/// Takes `wasm` apart into an empty `folder`.
pub(super) fn split(wasm: &Path, folder: &Path) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let bytes = without_streams(&bytes)?;
    allocator_stands_alone(&bytes).with_context(|| format!("in {}", wasm.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let split = transform(options).map_err(|fault| anyhow!("the app cannot be taken apart: {fault:#}"))?;
    let mut pieces: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in split.split_modules {
        let name = file.file_stem().context("a piece has a name")?;
        pieces.insert(name.to_string_lossy().into_owned(), file);
    }
    let mut own = BTreeMap::new();
    let mut users = BTreeMap::<String, BTreeSet<String>>::new();
    for (part, used) in split.prefetch_map {
        own.insert(part.clone(), pieces.remove(&format!("split_{part}")));
        for piece in used {
            users.entry(piece).or_default().insert(part.clone());
        }
    }
    let shared = pieces.into_iter().map(|(name, file)| {
        let size = weight(&fs::read(&file)?)?;
        let users = users.remove(&name).with_context(|| format!("no part uses {name}"))?;
        let files = vec![file];
        Ok(Piece { files, size, users })
    });
    Ok(Split {
        main,
        shared: shared.collect::<Result<_>>()?,
        own,
    })
}

/// Where giving memory back is inlined into its callers, it reads sizes that the compiler made up: see
/// `.cargo/config.toml`. This notices when it is inlined everywhere, which is how it came about.
fn allocator_stands_alone(wasm: &[u8]) -> Result<()> {
    let mut missing = BTreeSet::from(["___rust_dealloc", "___rust_realloc"]);
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for names in names {
            let Name::Function(names) = names? else { continue };
            for name in names {
                let name = name?.name;
                missing.retain(|ending| !name.ends_with(ending));
            }
        }
    }
    ensure!(missing.is_empty(), "no function of its own: {missing:?}");
    Ok(())
}

/// How many bytes a piece brings, not compressed: code, data and places in the table. What it imports goes away when
/// it is merged.
pub(super) fn weight(wasm: &[u8]) -> Result<u64> {
    let mut weight = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let range = match payload? {
            Payload::CodeSectionStart { range, .. } => range,
            Payload::DataSection(section) => section.range(),
            Payload::ElementSection(section) => section.range(),
            _ => continue,
        };
        weight += range.end - range.start;
    }
    Ok(weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{Module, NameMap, NameSection};

    fn with_functions(names: &[&str]) -> Vec<u8> {
        let mut map = NameMap::new();
        for (number, name) in (0..).zip(names) {
            map.append(number, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        let mut module = Module::new();
        module.section(&section);
        module.finish()
    }

    #[test]
    fn a_build_whose_allocator_was_inlined_is_refused() {
        let both = ["_RNvCs_7___rustc14___rust_dealloc", "_RNvCs_7___rustc14___rust_realloc"];
        assert!(allocator_stands_alone(&with_functions(&both)).is_ok());
        assert!(allocator_stands_alone(&with_functions(&both[..1])).is_err());
        assert!(allocator_stands_alone(&with_functions(&["main"])).is_err());
    }
}
