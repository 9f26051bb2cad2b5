//! What a phone has to load before it shows anything: WebAssembly and script, as sent with brotli.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::say;

/// Bytes of all `.wasm` and `.js` together, compressed with brotli at quality 11.
const BUDGET: u64 = 220_000;

/// Prints the figures and fails above the budget.
pub(crate) fn check(site: &Path) -> Result<()> {
    let mut files = Vec::new();
    for file in site.read_dir()? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if let Some(plain) = name.strip_suffix(".br").filter(|name| counts(name)) {
            let raw = site.join(plain).metadata().with_context(|| plain.to_owned())?.len();
            files.push((plain.to_owned(), raw, file.metadata()?.len()));
        }
    }
    files.sort();
    for (name, raw, sent) in &files {
        say(format!("{name}: {raw} bytes, {sent} with brotli"));
    }
    verdict(files.iter().map(|(_, _, sent)| sent).sum())
}

fn counts(name: &str) -> bool {
    let kind = Path::new(name).extension();
    kind.is_some_and(|kind| kind == "wasm" || kind == "js")
}

fn verdict(sent: u64) -> Result<()> {
    if sent == 0 {
        bail!("the page has no script: it was not built");
    }
    if sent > BUDGET {
        bail!("WebAssembly and script come to {sent} bytes with brotli; {BUDGET} are allowed");
    }
    say(format!("WebAssembly and script: {sent} of {BUDGET} bytes with brotli"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_is_too_many() {
        assert!(verdict(BUDGET).is_ok());
        assert!(verdict(BUDGET + 1).is_err());
        assert!(verdict(0).is_err());
    }

    #[test]
    fn script_and_webassembly_count_and_nothing_else() {
        let counted: Vec<_> = ["a.js", "b.wasm", "c.css", "d.html", "js"].map(counts).into();
        assert_eq!(counted, [true, true, false, false, false]);
    }
}
