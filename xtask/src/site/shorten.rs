//! Shorter names between WebAssembly and its script.
//!
//! wasm-bindgen gives every function that one side calls on the other a long name that ends in a hash. They stand in
//! both files, and hashes do not compress.

use std::collections::BTreeMap;

use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The same WebAssembly and script, with short names and without comments.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let short = short_names(wasm)?;
    Ok((renamed(wasm, &short)?, renamed_script(script, &short)))
}

/// Whether wasm-bindgen made a name up: with a hash, or for a closure.
fn is_made_up(name: &str) -> bool {
    ["__wbg_", "__wbindgen_cast_", "__wbindgen_generic_", "wasm_bindgen__"]
        .iter()
        .any(|start| name.starts_with(start))
}

fn short_names(wasm: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    let mut add = |name: &str| {
        if is_made_up(name) {
            let next = names.len();
            names.entry(name.to_owned()).or_insert_with(|| format!("${next}"));
        }
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    add(import?.name);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    add(export?.name);
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

fn renamed(wasm: &[u8], short: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let name = |long: &str| short.get(long).cloned().unwrap_or_else(|| long.to_owned());
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                let mut section = ImportSection::new();
                for import in imports.into_imports() {
                    let import = import?;
                    section.import(
                        import.module,
                        &name(import.name),
                        RoundtripReencoder.entity_type(import.ty)?,
                    );
                }
                module.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                for export in exports {
                    let export = export?;
                    let kind = RoundtripReencoder.export_kind(export.kind)?;
                    section.export(&name(export.name), kind, export.index);
                }
                module.section(&section);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    let data = &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(module.finish())
}

/// Names are whole words; a comment has lines of its own in what wasm-bindgen writes.
fn renamed_script(script: &str, short: &BTreeMap<String, String>) -> String {
    let mut renamed = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        if ["/**", "*", "//"].iter().any(|comment| line.starts_with(comment)) {
            continue;
        }
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '$';
        let mut rest = line;
        while let Some(start) = rest.find(is_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|sign| !is_word(sign)).unwrap_or(from.len()));
            renamed.push_str(before);
            renamed.push_str(short.get(word).map_or(word, String::as_str));
            rest = after;
        }
        renamed.push_str(rest);
        renamed.push('\n');
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, GlobalType, ValType};

    const LONG: &str = "__wbg_now_8d5bb3d4a7a4e1c9";

    fn module() -> Vec<u8> {
        let (mut imports, mut exports) = (ImportSection::new(), ExportSection::new());
        let global = GlobalType {
            val_type: ValType::I32,
            mutable: false,
            shared: false,
        };
        imports.import("./turnwise_bg.js", LONG, global);
        exports.export("memory", ExportKind::Global, 0);
        let mut module = Module::new();
        module.section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn both_sides_know_a_function_by_the_same_short_name() {
        let script = format!("/**\n * {LONG}\n */\nimports = {{\n    {LONG}: wasm.memory,\n}}\n");
        let (wasm, script) = shorten(&module(), &script).expect("readable");
        assert_eq!(script, "imports = {\n$0: wasm.memory,\n}\n");
        assert_eq!(short_names(&wasm).expect("readable"), BTreeMap::new());
        assert!(wasm.windows(6).any(|bytes| bytes == b"memory"));
    }

    #[test]
    fn a_name_within_another_word_stays() {
        let short = BTreeMap::from([("ab".to_owned(), "$0".to_owned())]);
        assert_eq!(renamed_script("ab abc xab $ab ab", &short), "$0 abc xab $ab $0\n");
    }
}
