//! The WebAssembly made smaller, or faster, by `wasm-opt`, when there is one.

use std::fs;
use std::path::Path;

use anyhow::Result;
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::command::{self, say};
use crate::tools::npm::{Binaryen, WASM_OPT};

/// What the compiler already emits. `--all-features` would allow output that browsers refuse.
pub(super) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes it smallest once it is compressed. The blocks are taken apart and put together anew first; and nothing stands
/// in the lowest kilobyte, the far end of the stack, so that a place may be counted from any other.
const SMALL: [&str; 5] = ["--flatten", "--rereloop", "--low-memory-unused", "-Oz", "-Oz"];

/// What it is to become.
#[derive(Clone, Copy)]
pub(super) enum Aim {
    /// What a phone loads before it shows anything.
    Small,
    /// What computes for seconds.
    Fast,
}

/// The bytes to serve. A `wasm-opt` that fails, too old perhaps, costs size or speed and not the page.
pub(super) fn optimise(file: &Path, aim: Aim, binaryen: Option<&Binaryen>) -> Result<Vec<u8>> {
    let Some(binaryen) = binaryen else {
        return without_customs(&fs::read(file)?);
    };
    let better = file.with_extension("better.wasm");
    let passes = match aim {
        Aim::Small => &SMALL[..],
        Aim::Fast => &["-O4"],
    };
    let mut program = binaryen.program(WASM_OPT);
    program.args(passes).args(FEATURES).arg(file).arg("-o").arg(&better);
    if let Err(fault) = command::quietly(&mut program) {
        say(format!(
            "note: {fault:#}; the page works, but is larger to load and slower"
        ));
        return without_customs(&fs::read(file)?);
    }
    without_customs(&fs::read(&better)?)
}

/// Without the sections that only tools read: names, and what was left of linking.
pub(super) fn without_customs(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            kept.section(&RawSection {
                id,
                data: &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?],
            });
        }
    }
    Ok(kept.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_for_tools_are_left_out_and_the_rest_stays() {
        let mut module = Module::new();
        module.section(&wasm_encoder::MemorySection::new());
        let plain = module.clone().finish();
        module.section(&wasm_encoder::CustomSection {
            name: "linking".into(),
            data: b"x".into(),
        });
        assert_eq!(without_customs(&module.finish()).expect("readable"), plain);
        assert!(without_customs(b"no module").is_err());
    }
}
