//! Builds, runs, checks and tests Turnwise, and finds or installs what that needs. Started as `cargo xtask`.
//!
//! One file per task. [`site`] turns the app into files that any web server can hand out; [`tools`] keeps
//! the build's own tools in the user's cache directory, by version, so that every clone shares them and no
//! tool of the user's is replaced.

mod bench;
mod check;
mod command;
mod dist;
mod product;
mod run;
mod site;
mod size;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask TASK

  run [-- --listen ADDR --data DIR]   build everything, start the server and print the address to open
  test                                every test there is, the browser's included
  check                               formatting and lints, natively and for WebAssembly
  site                                only the page, into ./dist
  size                                what a phone has to load, against the budget
  bench allocator [--json]            how long the rule takes, beside the least that is possible
  dist                                the page, and a folder with the server's binary and checksums";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.filter(|argument| argument != "--").collect();
    let done = match task.as_str() {
        "run" => run::run(&rest),
        "test" => test::run(),
        "check" => check::run(),
        "site" => site::build().map(|_| ()),
        "size" => site::build().and_then(|site| size::check(&site)),
        "bench" => bench::run(&rest),
        "dist" => dist::run(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
