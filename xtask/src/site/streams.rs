//! The exports for a browser that asks the app for a stream. The framework's server functions bring them along, of which
//! the app has none. Once they are gone, so is all that only they use: nothing leads to it when the app is taken apart.

use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The same without them.
pub(super) fn without_streams(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ExportSection(exports) = &payload {
            let mut kept = ExportSection::new();
            for export in exports.clone() {
                let export = export?;
                if !export.name.contains("intounderlying") {
                    kept.export(export.name, RoundtripReencoder.export_kind(export.kind)?, export.index);
                }
            }
            module.section(&kept);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::ExportKind;

    fn exporting(names: &[&str]) -> Vec<u8> {
        let mut exports = ExportSection::new();
        for (number, name) in (0..).zip(names) {
            exports.export(name, ExportKind::Global, number);
        }
        let mut module = Module::new();
        module.section(&exports);
        module.finish()
    }

    #[test]
    fn only_the_streams_exports_go() {
        let all = [
            "memory",
            "main",
            "intounderlyingsink_write",
            "__wbg_intounderlyingsink_free",
        ];
        assert_eq!(
            without_streams(&exporting(&all)).expect("readable"),
            exporting(&all[..2])
        );
        assert!(without_streams(b"no module").is_err());
    }
}
