//! The invariants of the architecture that show in the text of the sources: what is named in one place only,
//! what is named nowhere, and which crate knows which.

use std::path::{Path, PathBuf};

/// A source file: its path from the root of the workspace, and what stands in it.
struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file below these folders, but this one.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut waiting: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    while let Some(folder) = waiting.pop() {
        let entries = std::fs::read_dir(root().join(&folder)).expect("a folder of the workspace");
        for entry in entries {
            let entry = entry.expect("an entry");
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("a kind").is_dir() {
                waiting.push(path);
            } else if entry.path().extension().is_some_and(|kind| kind == "rs") && !path.ends_with("/it/tidy.rs") {
                let text = std::fs::read_to_string(entry.path()).expect("a text");
                found.push(Source { path, text });
            }
        }
    }
    assert!(found.len() > 10, "sources of {folders:?}");
    found
}

/// The files below `folders` in which `word` stands, but for the uses that `known` spells out.
fn named_in(folders: &[&str], word: &str, known: &str) -> Vec<String> {
    let names = |source: &Source| {
        let text = if known.is_empty() {
            source.text.clone()
        } else {
            source.text.replace(known, "")
        };
        text.contains(word)
    };
    let sources = sources(folders);
    let found = sources.into_iter().filter(names);
    found.map(|source| source.path).collect()
}

#[test]
fn what_may_change_one_day_is_named_in_one_place() {
    let product = ["app/src", "server/src", "shared/src"];
    let cases = [
        ("redb::", "store::redb::", "server/src/store/redb"),
        ("gloo_net", "", "app/src/api.rs"),
        ("local_storage", "", "app/src/storage.rs"),
        ("session_storage", "", "app/src/storage.rs"),
        ("location.hash()", "", "app/src/arrival.rs"),
        ("get_random_values", "", "app/src/chance.rs"),
        ("Date::now", "", "app/src/chance.rs"),
        ("SystemTime", "", "server/src/cli/serve.rs"),
        ("getrandom::", "", "server/src/cli/serve.rs"),
    ];
    for (word, known, place) in cases {
        let found = named_in(&product, word, known);
        assert!(!found.is_empty(), "{word} is named nowhere any more");
        for path in found {
            assert!(path.starts_with(place), "{path} names {word}, which belongs in {place}");
        }
    }
}

#[test]
fn what_has_no_place_is_named_nowhere() {
    let all = ["app", "server", "shared", "xtask/src"];
    let banned = [
        "inner_html",
        "#[allow(",
        "#![allow(",
        "TODO",
        "FIXME",
        "dbg!(",
        "todo!(",
        "unimplemented!(",
        "#[ignore",
        "thread::sleep",
        "tokio::time::sleep",
    ];
    for word in banned {
        assert_eq!(named_in(&all, word, ""), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn the_core_does_no_io_has_no_clock_and_no_order_by_chance() {
    let banned = [
        "std::fs",
        "std::net",
        "std::time",
        "std::thread",
        "std::env",
        "std::io",
        "HashMap",
        "HashSet",
        "f32",
        "f64",
        "getrandom",
        "println!",
    ];
    for word in banned {
        assert_eq!(named_in(&["shared/src"], word, ""), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn both_sides_know_the_core_and_not_each_other() {
    let manifest = |name: &str| {
        let path = root().join(name).join("Cargo.toml");
        std::fs::read_to_string(path).expect("a manifest")
    };
    let (app, server, shared) = (manifest("app"), manifest("server"), manifest("shared"));
    assert!(app.contains("turnwise-shared.workspace") && !app.contains("turnwise-server"));
    assert!(server.contains("turnwise-shared.workspace") && !server.contains("turnwise-app"));
    assert!(!shared.contains("turnwise-app") && !shared.contains("turnwise-server"));
    for library in ["leptos", "web-sys", "axum", "tokio", "redb"] {
        assert!(!shared.contains(&format!("\n{library}")), "shared knows {library}");
    }
}

#[test]
fn files_say_what_they_are_and_are_named_after_it() {
    for source in sources(&["app/src", "server/src", "shared/src", "xtask/src"]) {
        let path = &source.path;
        let tests = path.ends_with("/tests.rs");
        assert!(
            tests || source.text.starts_with("//!"),
            "{path} does not say what it is"
        );
        let name = path.rsplit('/').next().unwrap_or_default();
        let nothing = [
            "util.rs",
            "utils.rs",
            "helper.rs",
            "helpers.rs",
            "common.rs",
            "types.rs",
            "manager.rs",
            "mod.rs",
        ];
        assert!(!nothing.contains(&name), "{path} says nothing");
        let lines = source.text.lines().count();
        assert!(lines <= 500, "{path} has {lines} lines");
    }
}
