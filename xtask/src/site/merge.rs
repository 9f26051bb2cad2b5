//! Pieces of a build in one file: with the main part, or by themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module};
use wasmparser::{Parser, Payload};

use super::optimise::FEATURES;
use super::split::MAIN;
use crate::command;
use crate::tools::npm::{Binaryen, WASM_MERGE};

/// Merges `pieces` into `first`, which has what they need, as the file `into`.
pub(super) fn into_first(first: &Path, pieces: &[PathBuf], into: &Path, binaryen: &Binaryen) -> Result<()> {
    let mut merge = binaryen.program(WASM_MERGE);
    merge.arg(first).arg(MAIN);
    for piece in pieces {
        merge.arg(piece).arg(piece.file_stem().context("a piece has a name")?);
    }
    merge.args(FEATURES).arg("-o").arg(into);
    command::quietly(&mut merge)
}

/// Merges `pieces` with one another, as the file `into`. Each would bring its own import of the one memory, so they
/// have it from a go-between, which has it from outside.
pub(super) fn together(pieces: &[PathBuf], into: &Path, binaryen: &Binaryen) -> Result<()> {
    let between = into.with_extension("between.wasm");
    let pieces_bytes = pieces.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    fs::write(&between, go_between(&pieces_bytes)?)?;
    into_first(&between, pieces, into, binaryen)
}

/// The module from which merged pieces have what is the main part's, as `app/parts.js` calls it.
const OUTSIDE: &str = "main";

/// Imports from outside whatever the pieces need of the main part, and exports it under the same name.
fn go_between(pieces: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut needed = BTreeMap::new();
    for piece in pieces {
        for payload in Parser::new(0).parse_all(piece) {
            if let Payload::ImportSection(section) = payload? {
                for import in section.into_imports() {
                    let import = import?;
                    if import.module == MAIN {
                        needed.insert(import.name.to_owned(), RoundtripReencoder.entity_type(import.ty)?);
                    }
                }
            }
        }
    }
    let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
    let mut counts = [0; 3];
    for (name, kind) in &needed {
        imports.import(OUTSIDE, name, *kind);
        let (kind, place) = match kind {
            EntityType::Memory(_) => (ExportKind::Memory, 0),
            EntityType::Table(_) => (ExportKind::Table, 1),
            EntityType::Global(_) => (ExportKind::Global, 2),
            other => anyhow::bail!("a piece needs {name} of the main part, which is {other:?}"),
        };
        exports.export(name, kind, counts[place]);
        counts[place] += 1;
    }
    let mut module = Module::new();
    module.section(&imports).section(&exports);
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{GlobalType, MemoryType, ValType};

    fn piece(stack: bool) -> Vec<u8> {
        let mut imports = ImportSection::new();
        let memory = MemoryType {
            minimum: 19,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import(MAIN, "memory", memory);
        if stack {
            let stack = GlobalType {
                val_type: ValType::I32,
                mutable: true,
                shared: false,
            };
            imports.import(MAIN, "stack", stack);
        }
        let mut module = Module::new();
        module.section(&imports);
        module.finish()
    }

    #[test]
    fn the_loader_gives_pieces_and_merged_pieces_what_they_need() {
        let loader = include_str!("../../../app/parts.js");
        assert!(loader.contains(&format!("{{ {MAIN}: main, {OUTSIDE} }}")));
    }

    #[test]
    fn what_any_piece_needs_goes_through_once() {
        let between = go_between(&[piece(false), piece(true), piece(true)]).expect("a module");
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&between) {
            match payload.expect("readable") {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import.expect("an import");
                        from.push((import.module.to_owned(), import.name.to_owned()));
                    }
                }
                Payload::ExportSection(section) => {
                    to.extend(
                        section
                            .into_iter()
                            .map(|export| export.expect("an export").name.to_owned()),
                    );
                }
                _ => {}
            }
        }
        let outside = |name: &str| (OUTSIDE.to_owned(), name.to_owned());
        assert_eq!(from, [outside("memory"), outside("stack")]);
        assert_eq!(to, ["memory", "stack"]);
    }
}
