//! What has to be loaded before a screen shows: WebAssembly and script, as sent with brotli.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::say;
use crate::site::finish::BUILDS;
use crate::site::group::screens;

/// Bytes of WebAssembly and script together, compressed with brotli at quality 11, that any screen may need, with
/// whatever section stands on it.
const BUDGET: u64 = 220_000;

/// The same for what no screen waits for, by the beginning of its files' names. The simulation follows on the screens that
/// simulate, at once even where the network is slow, and grows only if what it computes does; the rest follows where a
/// record is checked, and what checks public values only if there is one, or when all is quiet.
const BESIDE: [(&str, &str, u64); 3] = [
    ("simulation", "where draws are simulated", 60_000),
    ("verification", "where records are checked", 80_000),
    ("beacon", "where public values are checked", 30_000),
];

/// Files by name and their bytes with brotli.
type Sent = BTreeMap<String, u64>;

/// The files of each part of a build, as its loader has them.
type Parts = BTreeMap<String, Vec<[String; 2]>>;

/// Prints the figures and fails above the budget.
pub(crate) fn check(site: &Path) -> Result<()> {
    let sent = sent(site)?;
    let mut verdicts = Vec::new();
    for build in BUILDS {
        let parts = parts(site, build, &sent)?;
        let main = main_part(&sent, build);
        say(format!("{build}: {main} bytes with brotli, and then"));
        for screen in screens(&parts) {
            let files: BTreeSet<_> = screen
                .iter()
                .flat_map(|part| &parts[*part])
                .map(|[file, _]| file)
                .collect();
            let files = files.into_iter().map(|file| file.trim_start_matches("./"));
            let own: u64 = files.filter_map(|file| sent.get(file)).sum();
            let screen = Vec::from_iter(screen).join(" with ");
            say(format!("  {screen}: {own}, together {} of {BUDGET}", main + own));
            verdicts.push(verdict(&screen, main + own, BUDGET));
        }
    }
    for (name, what, budget) in BESIDE {
        let bytes = stems(&sent, &[&format!("{name}-")]);
        if bytes == 0 {
            bail!("the page has no {name}: it was not built");
        }
        say(format!("{name}, {what}: {bytes} of {budget}"));
        verdicts.push(verdict(name, bytes, budget));
    }
    verdicts.into_iter().collect()
}

/// Every script and WebAssembly of the page.
fn sent(site: &Path) -> Result<Sent> {
    let mut sent = BTreeMap::new();
    for file in site.read_dir()? {
        let name = file?.file_name().to_string_lossy().into_owned();
        let kind = Path::new(&name).extension();
        if kind.is_some_and(|kind| kind == "wasm" || kind == "js") {
            let packed = site.join(format!("{name}.br"));
            let bytes = packed.metadata().with_context(|| format!("{name} without brotli"))?;
            sent.insert(name, bytes.len());
        }
    }
    Ok(sent)
}

fn parts(site: &Path, build: &str, sent: &Sent) -> Result<Parts> {
    let loader = sent.keys().find(|name| name.starts_with(&format!("{build}-parts-")));
    let loader = loader.with_context(|| format!("the page has no loader for {build}: it was not built"))?;
    let script = fs::read_to_string(site.join(loader))?;
    let table = script
        .lines()
        .find_map(|line| line.strip_prefix("const FILES = ")?.strip_suffix(';'));
    let parts: Parts = serde_json::from_str(table.context("the loader has no table of files")?)?;
    if parts.is_empty() {
        bail!("{build} has no parts");
    }
    Ok(parts)
}

/// What every screen of a build loads: its own files that belong to no part, and those that start either build.
fn main_part(sent: &Sent, build: &str) -> u64 {
    stems(sent, &["boot-", "floor-", &format!("{build}-")])
}

/// All files whose names begin so.
fn stems(sent: &Sent, stems: &[&str]) -> u64 {
    sent.iter()
        .filter(|(name, _)| stems.iter().any(|stem| name.starts_with(stem)))
        .map(|(_, bytes)| bytes)
        .sum()
}

fn verdict(what: &str, sent: u64, budget: u64) -> Result<()> {
    if sent > budget {
        bail!("{what}: WebAssembly and script come to {sent} bytes with brotli; {budget} are allowed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_is_too_many() {
        assert!(verdict("people", 220_000, BUDGET).is_ok());
        assert!(verdict("people", 220_001, BUDGET).is_err());
    }

    #[test]
    fn the_main_part_is_what_its_build_has_of_its_own_and_what_starts_both() {
        let sent = [
            ("boot-1.js", 1),
            ("floor-1.js", 2),
            ("one-1.wasm", 10),
            ("one-1.js", 20),
            ("shared-one-1.wasm", 10_000),
            ("one-parts-1.js", 40),
            ("two-1.wasm", 100),
            ("people-1.wasm", 1_000),
            ("simulation-1.js", 100_000),
        ];
        let sent = sent.map(|(name, bytes)| (name.to_owned(), bytes)).into();
        assert_eq!(main_part(&sent, "one"), 73);
    }
}
