//! `cargo xtask bench allocator`: how long the rule takes, as ratios within one run on one machine. Absolute times are
//! only for orientation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{self, find, program_name, say};
use crate::tools;
use crate::workspace::{WASM, cargo, root, target};

/// Nanoseconds by name: for each choice, but for peers, where it is the whole.
type Measured = BTreeMap<String, f64>;

/// The rows of the table: what was measured, and under which name.
const ROWS: [(&str, &str); 10] = [
    ("1,000 entries × 8 choices", "1k"),
    ("10,000", "10k"),
    ("100,000", "100k"),
    ("1,000,000", "1m"),
    ("5,000,000", "5m"),
    ("10,000, with slots and minima", "slots_minima_10k"),
    ("1,000,000, with slots and minima", "slots_minima_1m"),
    ("100,000 × 20 choices, 1 pass", "passes_1"),
    ("the same, 4 passes", "passes_4"),
    ("the same, 16 passes", "passes_16"),
];

/// What is compared between WebAssembly and native.
const BOTH: [&str; 4] = ["1k", "10k", "100k", "1m"];

/// Choices of the instance that peers are measured on.
const PEERS: f64 = 24_000.0;

/// Runs one benchmark; with `--json` its last line is one object.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (flags, names): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.starts_with("--"));
    if names != ["allocator"] || flags.iter().any(|flag| *flag != "--json") {
        bail!("cargo xtask bench allocator [--json]");
    }
    let native = native()?;
    let wasm = wasm()?;
    let peers = peers()?;
    table(&native, &wasm, &peers)?;
    if !flags.is_empty() {
        println!("{}", serde_json::to_string(&summary(&native, &wasm, &peers)?)?);
    }
    Ok(())
}

fn bench() -> Result<Command> {
    let mut bench = cargo()?;
    bench.args([
        "bench",
        "--locked",
        "--quiet",
        "--package",
        "turnwise-shared",
        "--bench",
        "allocator",
    ]);
    Ok(bench)
}

fn native() -> Result<Measured> {
    say("the rule, natively (a minute)");
    Ok(serde_json::from_str(&command::output(&mut bench()?)?)?)
}

/// The same under Node.js; nothing where that is missing.
fn wasm() -> Result<Measured> {
    let Some(node) = find("node") else {
        say("note: Node.js is not here: nothing is measured in WebAssembly");
        return Ok(Measured::new());
    };
    say("the same in WebAssembly, under Node.js");
    tools::rust::wasm_target()?;
    let mut build = cargo()?;
    build.args([
        "build",
        "--locked",
        "--release",
        "--target",
        WASM,
        "--message-format",
        "json",
    ]);
    build.args(["--package", "turnwise-shared", "--bench", "allocator"]);
    let wasm = compiled(&command::output(&mut build)?)?;
    let into = target()?.join("bench/allocator");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("allocator").nodejs(true)?;
    bindgen.typescript(false).generate(&into)?;
    let said = command::output(Command::new(node).arg(into.join("allocator.js")))?;
    Ok(serde_json::from_str(&said)?)
}

/// The file that cargo says it made.
fn compiled(messages: &str) -> Result<PathBuf> {
    let messages = messages.lines().rev().map(serde_json::from_str::<serde_json::Value>);
    let files = messages.filter_map(|message| Some(PathBuf::from(message.ok()?.get("filenames")?.get(0)?.as_str()?)));
    let mut wasm = files.filter(|file| file.extension().is_some_and(|ending| ending == "wasm"));
    wasm.next().context("cargo names no WebAssembly that it made")
}

/// The rule in plain Python and fairpyx, on one instance; nothing where Python is missing.
fn peers() -> Result<Measured> {
    let Some(python) = find("python3") else {
        say("note: Python is not here: no peers are measured");
        return Ok(Measured::new());
    };
    say("peers: the rule in plain Python, and fairpyx");
    let folder = target()?.join("bench");
    fs::create_dir_all(&folder)?;
    let instance = folder.join("peers.json");
    fs::write(&instance, command::output(bench()?.args(["--", "--instance"]))?)?;
    let python = with_fairpyx(&python).unwrap_or_else(|fault| {
        say(format!("note: {fault:#}; fairpyx is not measured"));
        python
    });
    let script = root()?.join("shared/benches/allocator/peers.py");
    Ok(serde_json::from_str(&command::output(
        Command::new(python).arg(script).arg(instance),
    )?)?)
}

const FAIRPYX: &str = "0.1";

/// A Python of its own that has fairpyx.
fn with_fairpyx(python: &Path) -> Result<PathBuf> {
    let folder = tools::folder("fairpyx", FAIRPYX)?;
    let own = folder.join("bin").join(program_name("python"));
    let done = folder.join("done");
    if !done.is_file() {
        command::quietly(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(&own);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        command::quietly(install.arg(format!("fairpyx=={FAIRPYX}")))?;
        fs::write(done, FAIRPYX)?;
    }
    Ok(own)
}

fn ratio(measured: &Measured, name: &str) -> Result<f64> {
    let [allocated, gathered, runs] =
        ["allocate", "gather", "runs"].map(|what| measured.get(&format!("{what}_{name}")));
    let missing = || format!("{name} was not measured");
    Ok(allocated.with_context(missing)? / gathered.with_context(missing)? / runs.with_context(missing)?)
}

fn table(native: &Measured, wasm: &Measured, peers: &Measured) -> Result<()> {
    println!("{:<36} {:>10} {:>12} {:>8}", "", "gather", "allocate", "ratio");
    for (what, name) in ROWS {
        let [gathered, allocated, runs] = ["gather", "allocate", "runs"].map(|kind| native[&format!("{kind}_{name}")]);
        let runs_note = if runs > 1.0 {
            format!(" a run, of {runs}")
        } else {
            String::new()
        };
        let ratio = ratio(native, name)?;
        println!(
            "{what:<36} {gathered:>7.2} ns {:>9.2} ns {ratio:>8.2}{runs_note}",
            allocated / runs
        );
    }
    for name in BOTH
        .into_iter()
        .filter(|name| wasm.contains_key(&format!("allocate_{name}")))
    {
        let ratio = wasm[&format!("allocate_{name}")] / native[&format!("allocate_{name}")];
        println!("{:<36} {ratio:>32.2}", format!("WebAssembly over native, {name}"));
    }
    for (name, whole) in peers {
        let ratio = whole / (native["allocate_peers"] * PEERS);
        println!("{:<36} {ratio:>32.0}", format!("{name} over this, 3,000 × 30"));
    }
    Ok(())
}

/// The figures that are compared between versions.
fn summary(native: &Measured, wasm: &Measured, peers: &Measured) -> Result<Measured> {
    let mut summary = Measured::new();
    for (_, name) in ROWS {
        summary.insert(format!("gather_ratio_{name}"), ratio(native, name)?);
    }
    let shared = BOTH.iter().filter_map(|name| {
        let name = format!("allocate_{name}");
        Some(wasm.get(&name)? / native.get(&name)?)
    });
    if let Some(worst) = shared.reduce(f64::max) {
        summary.insert("wasm_over_native".to_owned(), worst);
    }
    for (name, whole) in peers {
        summary.insert(
            format!("{name}_over_native"),
            whole / (native["allocate_peers"] * PEERS),
        );
    }
    Ok(summary)
}
