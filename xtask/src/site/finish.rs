//! The finishing step: from what Trunk gathered to what is served.
//!
//! Order matters: a file can be named only when every name inside it is final. So the WebAssembly comes first,
//! then the script that loads its parts, the app's own, the one that starts all, and last the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;

use super::group::{Groups, Piece, group};
use super::names::{integrity, named, replace_once};
use super::optimise::{Aim, optimise};
use super::shorten::shorten;
use super::split::{LOADER, split, weight};
use super::{bindgen, compress, merge, workers};
use crate::tools::npm::Binaryen;

/// The two builds of the app.
pub(crate) const BUILDS: [&str; 2] = ["participant", "organiser"];

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

/// Where things come from.
pub(super) struct Source<'a> {
    /// What Trunk gathered.
    pub gathered: &'a Path,
    /// Where the compiler leaves the two builds and what computes beside them.
    pub compiled: &'a Path,
    /// A folder for what is in between.
    pub work: &'a Path,
    /// Binaryen's programs, when they are at hand.
    pub binaryen: Option<&'a Binaryen>,
}

/// Fills `into`.
pub(super) fn finish(source: &Source<'_>, into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    let mut document = without_skipped(&read(source.gathered, "index.html")?);
    let workers = thread::scope(|scope| {
        let workers = scope.spawn(|| workers::finish(source, into));
        start(source, into, &mut document)?;
        workers
            .join()
            .map_err(|_| anyhow!("finishing the workers came to an unexpected end"))?
    })?;
    for (script, name) in workers {
        link(&mut document, &script, &name, None)?;
    }
    dress(source.gathered, into, document)
}

/// Without what the document says to Trunk alone.
fn without_skipped(document: &str) -> String {
    let lines = document.split_inclusive('\n');
    lines.filter(|line| !line.contains("data-trunk-skip")).collect()
}

/// The document and everything else it asks for.
fn dress(gathered: &Path, into: &Path, mut document: String) -> Result<()> {
    for (stem, ending, checked) in LINKED {
        let bytes = fs::read(gathered.join(format!("{stem}.{ending}"))).with_context(|| format!("{stem}.{ending}"))?;
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

/// WebAssembly and scripts of both builds, and the script that starts the one that is needed.
fn start(source: &Source<'_>, into: &Path, document: &mut String) -> Result<()> {
    let mut boot = read(source.gathered, "boot.js")?;
    let names = thread::scope(|scope| {
        let builds = BUILDS.map(|build| scope.spawn(move || finish_build(source, into, build)));
        builds.map(|build| {
            build
                .join()
                .map_err(|_| anyhow!("finishing the page came to an unexpected end"))
        })
    });
    for names in names {
        for (name, last) in names?? {
            replace_once(&mut boot, &format!("\"{name}\""), &format!("\"{last}\""))?;
        }
    }
    let boot_name = named("boot", "js", boot.as_bytes());
    compress::write(into, &boot_name, boot.as_bytes())?;
    link(document, "boot.js", &boot_name, Some(integrity(boot.as_bytes())))
}

/// One build; what its names in the starting script become.
fn finish_build(source: &Source<'_>, into: &Path, build: &str) -> Result<[(String, String); 4]> {
    let work = source.work.join(build);
    let split = split(&source.compiled.join(format!("turnwise-{build}.wasm")), &work)?;
    let bound = bindgen::bind(&split.main, &work.join("bound"))?;
    let (main, shared) = arrange(&bound.wasm, split.shared, &split.own, source.binaryen)?;
    let put = |stem: &str, ending: &str, bytes: &[u8]| -> Result<String> {
        let name = named(stem, ending, bytes);
        compress::write(into, &name, bytes)?;
        Ok(format!("./{name}"))
    };
    let (main, script) = shorten(&optimise(&main, Aim::Small, source.binaryen)?, &bound.script)?;
    let main_name = put(build, "wasm", &main)?;

    let stem = format!("shared-{build}");
    let pieces = shared
        .iter()
        .flat_map(|piece| piece.files.iter().map(|file| (&*stem, file, piece.users.clone())));
    let own = split
        .own
        .iter()
        .filter_map(|(part, own)| Some((&**part, own.as_ref()?, BTreeSet::from([part.clone()]))));
    // Each takes seconds to compress: on all processors.
    let finished: Vec<_> = pieces
        .chain(own)
        .par_bridge()
        .map(|(stem, file, users)| {
            let wasm = optimise(file, Aim::Small, source.binaryen)?;
            Ok((users, [put(stem, "wasm", &wasm)?, integrity(&wasm)]))
        })
        .collect::<Result<_>>()?;
    let mut files: Files = split.own.keys().map(|part| (part.clone(), Vec::new())).collect();
    for (users, names) in finished {
        for part in users {
            files.entry(part).or_default().push(names.clone());
        }
    }
    // In the order of their names, whichever was finished first.
    for files in files.values_mut() {
        files.sort();
    }
    let loader = loader(read(source.gathered, "parts.js")?, &files)?;
    let loader_name = put(&format!("{build}-parts"), "js", loader.as_bytes())?;
    // Only where the script imports it: the WebAssembly goes on knowing it by its plain name.
    let script = script.replace(&format!("from \"{LOADER}\""), &format!("from \"{loader_name}\""));
    let script_name = put(build, "js", script.as_bytes())?;
    Ok([
        (format!("./{build}.js"), script_name),
        (format!("./{build}.wasm"), main_name),
        (format!("integrity of {build}"), integrity(&main)),
        (format!("./{build}-parts.js"), loader_name),
    ])
}

/// The main part with what all others use, and what some of them use, in few files. Without Binaryen nothing can be
/// merged: every piece remains a file.
fn arrange(
    main: &Path,
    shared: Vec<Piece>,
    own: &BTreeMap<String, Option<PathBuf>>,
    binaryen: Option<&Binaryen>,
) -> Result<(PathBuf, Vec<Piece>)> {
    let Some(binaryen) = binaryen else {
        return Ok((main.to_owned(), shared));
    };
    let sizes = own.iter().map(|(part, own)| {
        let weight = own.as_ref().map_or(Ok(0), |file| weight(&fs::read(file)?))?;
        Ok((part.clone(), weight))
    });
    let Groups { all, mut some } = group(shared, &sizes.collect::<Result<_>>()?);
    let merged = main.with_file_name("merged.wasm");
    merge::into_first(main, &all, &merged, binaryen)?;
    some.par_iter_mut().enumerate().try_for_each(|(number, group)| {
        let file = main.with_file_name(format!("shared-{number}.wasm"));
        merge::together(&group.files, &file, binaryen)?;
        group.files = vec![file];
        anyhow::Ok(())
    })?;
    Ok((merged, some))
}

/// Files by part: the name of each and what it must hash to.
type Files = BTreeMap<String, Vec<[String; 2]>>;

/// The script that loads the parts of a build: with their files, and a function for each that the main part calls.
fn loader(mut script: String, files: &Files) -> Result<String> {
    let table = format!("const FILES = {};", serde_json::to_string(files)?);
    replace_once(&mut script, "const FILES = {};", &table)?;
    for part in files.keys() {
        script.extend(["export const __wasm_split_load_", part, " = part(\"", part, "\");\n"]);
    }
    Ok(script)
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

pub(super) fn read(folder: &Path, name: &str) -> Result<String> {
    fs::read_to_string(folder.join(name)).with_context(|| format!("reading {name} of what Trunk gathered"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered() -> (tempfile::TempDir, String) {
        let from = tempfile::tempdir().expect("a folder");
        let mut document = String::new();
        for (stem, ending, _) in LINKED {
            fs::write(from.path().join(format!("{stem}.{ending}")), stem).expect("written");
            document.extend(["<link href=\"./", stem, ".", ending, "\">\n"]);
        }
        (from, document)
    }

    #[test]
    fn every_name_that_is_used_is_there_and_no_plain_one_is_left() {
        let (from, document) = gathered();
        let into = tempfile::tempdir().expect("a folder");
        dress(from.path(), into.path(), document).expect("finished");
        let document = read(into.path(), "index.html").expect("a document");
        let used: Vec<_> = document
            .split("\"./")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(used.len(), LINKED.len());
        for used in used {
            assert!(into.path().join(used).is_file(), "{used}");
            assert!(used.contains('-'), "{used} has no hash");
        }
        for copy in DOCUMENTS {
            assert_eq!(read(into.path(), copy).expect("a copy"), document);
        }
    }

    #[test]
    fn what_is_said_to_trunk_alone_is_not_served() {
        let document = "<link>\n<link data-trunk data-trunk-skip rel=\"rust\">\n<p>\n";
        assert_eq!(without_skipped(document), "<link>\n<p>\n");
    }

    #[test]
    fn a_sheet_that_is_not_linked_is_a_fault() {
        let (from, document) = gathered();
        let into = tempfile::tempdir().expect("a folder");
        assert!(dress(from.path(), into.path(), document.replace("print.css", "x.css")).is_err());
    }

    #[test]
    fn the_loader_knows_every_part_and_the_app_finds_it_there() {
        let (one, two) = ("one".to_owned(), "two".to_owned());
        let files = Files::from([
            (one, vec![["./one-1.wasm".to_owned(), "sha256-x".to_owned()]]),
            (two, Vec::new()),
        ]);
        let script = loader("const FILES = {};\n".to_owned(), &files).expect("a loader");
        let expected = "const FILES = {\"one\":[[\"./one-1.wasm\",\"sha256-x\"]],\"two\":[]};\n\
                        export const __wasm_split_load_one = part(\"one\");\n\
                        export const __wasm_split_load_two = part(\"two\");\n";
        assert_eq!(script, expected);
        assert!(loader("const FILES = [];".to_owned(), &files).is_err());
    }
}
