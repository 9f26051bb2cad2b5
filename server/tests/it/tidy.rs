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
    let product = [
        "app/src",
        "app/beacon/src",
        "app/simulation/src",
        "app/verification/src",
        "server/src",
        "shared/src",
    ];
    let cases = [
        ("redb::", "store::redb::", "server/src/store/redb"),
        ("gloo_net", "", "app/src/api.rs"),
        ("local_storage", "", "app/src/storage.rs"),
        ("session_storage", "", "app/src/storage.rs"),
        ("location.hash()", "", "app/src/arrival.rs"),
        ("get_random_values", "", "app/src/chance.rs"),
        ("Date::now", "", "app/src/chance.rs"),
        ("Worker", "DedicatedWorkerGlobalScope", "app/src/worker.rs"),
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

/// What the page has under the framework's names, so that it is made once for all types (`app/src/live.rs`).
const OWN: [&str; 5] = ["RwSignal", "Memo", "StoredValue", "Signal", "Callback"];

/// The words of a text without the comments that take a line of their own.
fn words(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let sign = |sign: char| !sign.is_alphanumeric() && sign != '_';
    lines.flat_map(|line| line.split(sign)).collect()
}

/// What stands in this file of the page though the page has its own for it.
fn not_its_own(text: &str) -> Vec<String> {
    let used = words(text);
    let imports = text.split("use crate::live").skip(1);
    let imports = imports.filter_map(|rest| rest.split(';').next());
    let imported: Vec<&str> = imports.flat_map(words).collect();
    let foreign = |name: &&str| used.contains(name) && !imported.contains(name);
    let mut found: Vec<String> = OWN.iter().copied().filter(foreign).map(str::to_owned).collect();
    for made in ["Memo::new(", "Signal::derive("] {
        if text.contains(made) {
            found.push(made.to_owned());
        }
    }
    let handlers = text.split_whitespace().filter(|part| part.starts_with("on:"));
    let bare = |part: &&str| {
        let act = part.split_once('=').map_or("", |(_, act)| act.trim_start_matches('{'));
        act == "move" || act.starts_with("move|") || act.starts_with('|')
    };
    found.extend(handlers.filter(bare).map(str::to_owned));
    found
}

#[test]
fn the_page_makes_signals_callbacks_and_handlers_its_own_way() {
    for Source { path, text } in sources(&["app/src"]) {
        if !path.starts_with("app/src/live") {
            assert_eq!(not_its_own(&text), Vec::<String>::new(), "{path}: see app/src/live.rs");
        }
    }
}

#[test]
fn what_is_not_made_the_pages_own_way_is_found() {
    let own = "use crate::live::signals::{\n    Memo, Signal,\n};\n";
    let cases: [(&str, &[&str]); 11] = [
        ("fn one(memo: Memo<u32>, signal: Signal<u32>) {}", &[]),
        ("// A StoredValue and an RwSignal.", &[]),
        ("let sent = MemoOfMine::of(ArcSignal);", &[]),
        ("<a on:click=does(move |_| act())>", &[]),
        ("let all = RwSignal::new(1);", &["RwSignal"]),
        ("use leptos::prelude::Callback;", &["Callback"]),
        ("let twice = Memo::new(move |_| 2);", &["Memo::new("]),
        ("let twice = Signal::derive(twice);", &["Signal::derive("]),
        ("<a on:click=move |_| act()>", &["on:click=move"]),
        ("<a on:click={move |_| act()}>", &["on:click={move"]),
        ("<a on:click=|_| act()>", &["on:click=|_|"]),
    ];
    for (line, expected) in cases {
        assert_eq!(not_its_own(&format!("{own}{line}\n")), expected, "{line}");
    }
    assert_eq!(not_its_own("fn one(memo: Memo<u32>) {}"), ["Memo"]);
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
    for beside in ["app/beacon", "app/simulation", "app/verification"].map(manifest) {
        assert!(beside.contains("\nturnwise-shared") && !beside.contains("turnwise-app"));
    }
    assert!(server.contains("turnwise-shared") && !server.contains("turnwise-app"));
    assert!(!shared.contains("turnwise-app") && !shared.contains("turnwise-server"));
    for library in ["leptos", "web-sys", "axum", "tokio", "redb"] {
        assert!(!shared.contains(&format!("\n{library}")), "shared knows {library}");
    }
}

#[test]
fn files_say_what_they_are_and_are_named_after_it() {
    let all = [
        "app/src",
        "app/beacon/src",
        "app/simulation/src",
        "app/verification/src",
        "server/src",
        "shared/src",
        "xtask/src",
    ];
    for source in sources(&all) {
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
