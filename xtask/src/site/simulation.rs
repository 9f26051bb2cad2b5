//! The worker that simulates draws: one WebAssembly in one piece, its script, and the script that starts both. The
//! document has only the name of the last: nothing of it is loaded by a screen that does not simulate.

use std::path::Path;

use anyhow::Result;

use super::finish::{Source, read};
use super::names::{integrity, named, replace_once};
use super::optimise::{Aim, optimise};
use super::shorten::shorten;
use super::{bindgen, compress};

/// What the compiler makes it of.
pub(super) const BIN: &str = "turnwise-simulation";

/// The starting script, as the document names it before it is finished.
pub(super) const SCRIPT: &str = "simulation.js";

/// Puts all three files `into` the page; the final name of the starting script.
pub(super) fn finish(source: &Source<'_>, into: &Path) -> Result<String> {
    let compiled = source.compiled.join(format!("{BIN}.wasm"));
    let bound = bindgen::bind(&compiled, &source.work.join("simulation"))?;
    let wasm = optimise(&bound.wasm, Aim::Fast, source.binaryen)?;
    let (wasm, script) = shorten(&wasm, &bound.script)?;
    put(into, &wasm, &script, read(source.gathered, SCRIPT)?)
}

/// Writes them in the order in which they name each other.
fn put(into: &Path, wasm: &[u8], script: &str, mut start: String) -> Result<String> {
    let put = |stem: &str, ending: &str, bytes: &[u8]| -> Result<String> {
        let name = named(stem, ending, bytes);
        compress::write(into, &name, bytes)?;
        Ok(name)
    };
    let names = [
        ("./simulation.wasm", format!("./{}", put("simulation", "wasm", wasm)?)),
        ("integrity of simulation", integrity(wasm)),
        (
            "./simulation-bound.js",
            format!("./{}", put("simulation-bound", "js", script.as_bytes())?),
        ),
    ];
    for (name, last) in names {
        replace_once(&mut start, &format!("\"{name}\""), &format!("\"{last}\""))?;
    }
    put("simulation", "js", start.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The script as it stands in the repository.
    fn start() -> String {
        include_str!("../../../app/simulation.js").to_owned()
    }

    #[test]
    fn the_starting_script_names_files_that_are_there_and_no_plain_one() {
        let into = tempfile::tempdir().expect("a folder");
        let name = put(into.path(), b"bytes", "export default 1;", start()).expect("put");
        let script = read(into.path(), &name).expect("a script");
        let used: Vec<_> = script
            .split("\"./")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(used.len(), 2);
        for used in used.into_iter().chain([&*name]) {
            assert!(into.path().join(used).is_file(), "{used}");
            let digits = used.rsplit(['-', '.']).nth(1).map(str::len);
            assert_eq!(digits, Some(16), "{used} has no hash");
        }
        assert!(script.contains(&integrity(b"bytes")));
        assert_eq!(fs::read_dir(into.path()).expect("a folder").count(), 5, "{script}");
    }

    #[test]
    fn a_name_that_the_starting_script_lost_is_a_fault() {
        let into = tempfile::tempdir().expect("a folder");
        let lost = start().replace("./simulation.wasm", "./other.wasm");
        assert!(put(into.path(), b"bytes", "", lost).is_err());
    }

    #[test]
    fn the_document_names_the_starting_script_once() {
        let document = include_str!("../../../index.html");
        assert_eq!(document.matches(&format!("\"./{SCRIPT}\"")).count(), 1);
    }
}
