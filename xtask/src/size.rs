//! What has to be loaded before anything shows: WebAssembly and script of each build, as sent with brotli.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::say;

/// Bytes of WebAssembly and script together, compressed with brotli at quality 11, for each build. They may only
/// become smaller: a participant's build is to come to 220,000.
const BUDGETS: [(&str, u64); 2] = [("participant", 340_000), ("organiser", 550_000)];

/// Prints the figures and fails above a budget.
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
    let other = |name: &str, part: &str| BUDGETS.iter().any(|(own, _)| *own != part && name.starts_with(own));
    let sums = BUDGETS.map(|(part, budget)| {
        let own = files.iter().filter(|(name, ..)| !other(name, part));
        verdict(part, own.map(|(.., sent)| sent).sum(), budget)
    });
    sums.into_iter().collect()
}

fn counts(name: &str) -> bool {
    let kind = Path::new(name).extension();
    kind.is_some_and(|kind| kind == "wasm" || kind == "js")
}

fn verdict(part: &str, sent: u64, budget: u64) -> Result<()> {
    if sent == 0 {
        bail!("the page has no script: it was not built");
    }
    if sent > budget {
        bail!("{part}: WebAssembly and script come to {sent} bytes with brotli; {budget} are allowed");
    }
    say(format!(
        "{part}: WebAssembly and script, {sent} of {budget} bytes with brotli"
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_is_too_many() {
        assert!(verdict("participant", 220_000, 220_000).is_ok());
        assert!(verdict("participant", 220_001, 220_000).is_err());
        assert!(verdict("participant", 0, 220_000).is_err());
    }

    #[test]
    fn script_and_webassembly_count_and_nothing_else() {
        let counted: Vec<_> = ["a.js", "b.wasm", "c.css", "d.html", "js"].map(counts).into();
        assert_eq!(counted, [true, true, false, false, false]);
    }
}
