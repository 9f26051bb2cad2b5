//! The finishing step: from what Trunk gathered to what is served.
//!
//! Order matters: a file can be named only when every name inside it is final. So the WebAssembly comes first,
//! then its script, the script that starts both, and last the document.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::names::{integrity, named, replace_once};
use super::{compress, optimise};

/// The two builds of the app.
pub(crate) const PARTS: [&str; 2] = ["participant", "organiser"];

/// The addresses of the product that are documents of their own, so that no host needs rewrite rules.
const DOCUMENTS: [&str; 3] = ["index.html", "organise.html", "check.html"];

/// Every other file the document asks for; the icon cannot carry integrity.
const LINKED: [(&str, &str, bool); 9] = [
    ("reset", "css", true),
    ("tokens", "css", true),
    ("base", "css", true),
    ("layout", "css", true),
    ("widgets", "css", true),
    ("pages", "css", true),
    ("print", "css", true),
    ("floor", "js", true),
    ("icon", "svg", false),
];

/// Fills `into` from `from`.
pub(super) fn finish(from: &Path, into: &Path, wasm_opt: Option<&Path>) -> Result<()> {
    if from.join("snippets").exists() {
        bail!(
            "a dependency brings script snippets, which this step does not name: see {}",
            from.display()
        );
    }
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    let mut document = read(from, "index.html")?;
    start(from, into, wasm_opt, &mut document)?;
    for (stem, ending, checked) in LINKED {
        let bytes = fs::read(from.join(format!("{stem}.{ending}"))).with_context(|| format!("{stem}.{ending}"))?;
        let name = named(stem, ending, &bytes);
        link(
            &mut document,
            &format!("{stem}.{ending}"),
            &name,
            checked.then(|| integrity(&bytes)),
        )?;
        compress::write(into, &name, &bytes)?;
    }
    for name in DOCUMENTS {
        compress::write(into, name, document.as_bytes())?;
    }
    Ok(())
}

/// WebAssembly and script of both builds, and the script that starts the one that is needed.
fn start(from: &Path, into: &Path, wasm_opt: Option<&Path>, document: &mut String) -> Result<()> {
    let mut boot = read(from, "boot.js")?;
    for part in PARTS {
        let wasm_source = format!("turnwise-{part}_bg.wasm");
        let wasm = optimise::optimise(&from.join(&wasm_source), wasm_opt)?;
        let wasm_name = named(part, "wasm", &wasm);
        compress::write(into, &wasm_name, &wasm)?;

        let script_source = format!("turnwise-{part}.js");
        let script = read(from, &script_source)?.replace(&wasm_source, &wasm_name);
        let script_name = named(part, "js", script.as_bytes());
        compress::write(into, &script_name, script.as_bytes())?;

        let quoted = |text: &str| format!("\"{text}\"");
        let last = [
            (format!("./{script_source}"), format!("./{script_name}")),
            (format!("./{wasm_source}"), format!("./{wasm_name}")),
            (format!("integrity of {part}"), integrity(&wasm)),
        ];
        for (source, name) in last {
            replace_once(&mut boot, &quoted(&source), &quoted(&name))?;
        }
    }
    let boot_name = named("boot", "js", boot.as_bytes());
    compress::write(into, &boot_name, boot.as_bytes())?;
    link(document, "boot.js", &boot_name, Some(integrity(boot.as_bytes())))
}

/// Writes a final name, and what its bytes must hash to, into the document.
fn link(document: &mut String, source: &str, name: &str, integrity: Option<String>) -> Result<()> {
    let integrity = integrity
        .map(|hash| format!(" integrity=\"{hash}\""))
        .unwrap_or_default();
    replace_once(
        document,
        &format!("\"./{source}\""),
        &format!("\"./{name}\"{integrity}"),
    )
}

fn read(folder: &Path, name: &str) -> Result<String> {
    fs::read_to_string(folder.join(name)).with_context(|| format!("reading {name} of what Trunk gathered"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered() -> tempfile::TempDir {
        let from = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| fs::write(from.path().join(name), text).expect("written");
        let mut document = String::new();
        for (stem, ending, _) in LINKED {
            put(&format!("{stem}.{ending}"), stem);
            document.extend(["<link href=\"./", stem, ".", ending, "\">\n"]);
        }
        document += "<script src=\"./boot.js\"></script>";
        put("index.html", &document);
        let mut boot = String::new();
        for part in PARTS {
            put(&format!("turnwise-{part}_bg.wasm"), part);
            put(
                &format!("turnwise-{part}.js"),
                &format!("fetch('turnwise-{part}_bg.wasm')"),
            );
            boot.extend([
                format!("\"./turnwise-{part}.js\" "),
                format!("\"./turnwise-{part}_bg.wasm\" "),
                format!("\"integrity of {part}\""),
            ]);
        }
        put("boot.js", &boot);
        from
    }

    fn finished(from: &Path) -> tempfile::TempDir {
        let into = tempfile::tempdir().expect("a folder");
        finish(from, into.path(), None).expect("finished");
        into
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.collect()
    }

    #[test]
    fn every_name_that_is_used_is_there_and_no_plain_one_is_left() {
        let from = gathered();
        let into = finished(from.path());
        let names = names(into.path());
        let document = fs::read_to_string(into.path().join("index.html")).expect("a document");
        for used in document.split("\"./").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(names.iter().any(|name| name == used), "{used}");
            assert!(used.contains('-'), "{used} has no hash");
        }
        for copy in DOCUMENTS {
            assert_eq!(fs::read_to_string(into.path().join(copy)).expect("a copy"), document);
        }
    }

    #[test]
    fn other_webassembly_renames_everything_that_leads_to_it() {
        let from = gathered();
        let before = names(finished(from.path()).path());
        fs::write(from.path().join("turnwise-organiser_bg.wasm"), "other").expect("written");
        let after = names(finished(from.path()).path());
        for stem in ["organiser-", "boot-"] {
            assert!(
                !after.iter().any(|name| name.starts_with(stem) && before.contains(name)),
                "{after:?}"
            );
        }
        assert!(
            after
                .iter()
                .any(|name| name.starts_with("participant-") && before.contains(name))
        );
    }

    #[test]
    fn a_sheet_that_is_not_linked_is_a_fault() {
        let from = gathered();
        let document = read(from.path(), "index.html").expect("a document");
        fs::write(from.path().join("index.html"), document.replace("print.css", "x.css")).expect("written");
        let into = tempfile::tempdir().expect("a folder");
        assert!(finish(from.path(), into.path(), None).is_err());
    }
}
