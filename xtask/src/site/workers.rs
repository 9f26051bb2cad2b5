//! What computes beside the page: for each worker the script that starts it, and WebAssembly modules in one piece each,
//! with their own scripts; a module may be loaded by several. The document has only the names of the starting scripts:
//! nothing of a worker is loaded by a screen that does not start it, and nothing of a further module by a worker that
//! does not need it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;

use super::finish::{Source, read};
use super::names::{integrity, named, replace_once};
use super::optimise::{Aim, optimise};
use super::shorten::shorten;
use super::{bindgen, compress};

/// A worker.
pub(super) struct Worker {
    /// The name of its starting script.
    pub name: &'static str,
    /// The names of what it loads: itself first.
    modules: &'static [&'static str],
}

/// WebAssembly in one piece, with a package of its own.
pub(super) struct Module {
    name: &'static str,
    aim: Aim,
    /// What it computes with, to be compiled for speed. The page wants it small.
    pub fast: &'static [&'static str],
}

/// All of them.
pub(super) const WORKERS: [Worker; 3] = [
    Worker {
        name: "simulation",
        modules: &["simulation"],
    },
    Worker {
        name: "verification",
        modules: &["verification", "beacon"],
    },
    Worker {
        name: "beacon",
        modules: &["beacon"],
    },
];

/// All modules.
pub(super) const MODULES: [Module; 3] = [
    Module {
        name: "simulation",
        aim: Aim::Fast,
        fast: &["turnwise-shared", "chacha20", "rand_chacha"],
    },
    Module {
        name: "verification",
        aim: Aim::Small,
        fast: &[
            "turnwise-shared",
            "chacha20",
            "rand_chacha",
            "sha2",
            "serde_json",
            "base16ct",
            "itoa",
        ],
    },
    Module {
        name: "beacon",
        aim: Aim::Small,
        fast: &[],
    },
];

impl Module {
    /// What the compiler makes it of.
    pub(super) fn package(&self) -> String {
        format!("turnwise-{}", self.name)
    }
}

impl Worker {
    /// The starting script, as the document names it before it is finished.
    pub(super) fn script(&self) -> String {
        format!("{}.js", self.name)
    }
}

/// Puts all files of all workers `into` the page; the starting scripts' names, before and after.
pub(super) fn finish(source: &Source<'_>, into: &Path) -> Result<Vec<(String, String)>> {
    let finished = MODULES.par_iter().map(|module| {
        let compiled = source.compiled.join(format!("{}.wasm", module.package()));
        let bound = bindgen::bind(&compiled, &source.work.join(module.name))?;
        let wasm = optimise(&bound.wasm, module.aim, source.binaryen)?;
        let (wasm, script) = shorten(&wasm, &bound.script)?;
        Ok((module.name, put(into, module.name, &wasm, &script)?))
    });
    let finished: Vec<_> = finished.collect::<Result<_>>()?;
    let names = |module: &&str| {
        let found = finished.iter().find(|(name, _)| name == module);
        found.map(|(_, names)| names).context("every module was finished")
    };
    let scripts = WORKERS.iter().map(|worker| {
        let names: Vec<_> = worker.modules.iter().map(names).collect::<Result<_>>()?;
        let start = start(read(source.gathered, &worker.script())?, names.into_iter().flatten())?;
        let name = named(worker.name, "js", start.as_bytes());
        compress::write(into, &name, start.as_bytes())?;
        Ok((worker.script(), name))
    });
    scripts.collect()
}

/// What stands in a starting script, and what is to stand there.
type Names = [(String, String); 3];

/// Writes a module and its script; their names in the starting script.
fn put(into: &Path, module: &str, wasm: &[u8], script: &str) -> Result<Names> {
    let put = |stem: &str, ending: &str, bytes: &[u8]| -> Result<(String, String)> {
        let name = named(stem, ending, bytes);
        compress::write(into, &name, bytes)?;
        Ok((format!("./{stem}.{ending}"), format!("./{name}")))
    };
    Ok([
        put(module, "wasm", wasm)?,
        (format!("integrity of {module}"), integrity(wasm)),
        put(&format!("{module}-bound"), "js", script.as_bytes())?,
    ])
}

/// A starting script with the final names in it.
fn start<'a>(mut script: String, names: impl Iterator<Item = &'a (String, String)>) -> Result<String> {
    for (name, last) in names {
        replace_once(&mut script, &format!("\"{name}\""), &format!("\"{last}\""))?;
    }
    ensure!(
        !script.contains("\"integrity of "),
        "a starting script names a module that it has not"
    );
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A worker's script as it stands in the repository.
    fn gathered(worker: &Worker) -> String {
        let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app");
        fs::read_to_string(app.join(worker.script())).expect("a script")
    }

    /// What the script becomes, with these bytes for all its modules.
    fn started(worker: &Worker, script: String, into: &Path) -> Result<String> {
        let names = worker
            .modules
            .iter()
            .map(|module| put(into, module, b"bytes", "export default 1;"));
        let names: Vec<_> = names.collect::<Result<_>>().expect("put");
        start(script, names.iter().flatten())
    }

    #[test]
    fn every_starting_script_names_files_that_are_there_and_no_plain_one() {
        for worker in &WORKERS {
            let into = tempfile::tempdir().expect("a folder");
            let script = started(worker, gathered(worker), into.path()).expect("a script");
            let used = script.split("\"./").skip(1);
            let used: Vec<_> = used.filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(used.len(), 2 * worker.modules.len());
            for used in used {
                assert!(into.path().join(used).is_file(), "{used}");
                let digits = used.rsplit(['-', '.']).nth(1).map(str::len);
                assert_eq!(digits, Some(16), "{used} has no hash");
            }
            assert!(script.contains(&integrity(b"bytes")));
        }
    }

    #[test]
    fn a_name_that_a_starting_script_lost_or_has_too_many_is_a_fault() {
        let into = tempfile::tempdir().expect("a folder");
        for worker in &WORKERS {
            let (name, script) = (worker.name, gathered(worker));
            let lost = script.replace(&format!("./{name}.wasm"), "./other.wasm");
            assert!(started(worker, lost, into.path()).is_err());
            let more = format!("{script}\"integrity of other\"");
            assert!(started(worker, more, into.path()).is_err());
        }
    }

    #[test]
    fn the_document_names_every_starting_script_once() {
        let document = include_str!("../../../index.html");
        for worker in &WORKERS {
            assert_eq!(document.matches(&format!("\"./{}\"", worker.script())).count(), 1);
        }
    }
}
