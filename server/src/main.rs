//! `turnwise`: one program for whoever runs it. The commands are in [`turnwise_server::cli`].

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use turnwise_server::cli::{allocate, serve::serve, verify};
use turnwise_server::config::Serve;

/// What `turnwise allocate --help` says about the instance and its answer.
const ALLOCATE: &str = "\
The instance:
  activities    [{id, capacity, minimum?}]: places, and the attendance below which it is closed
  participants  [{token, preferences, max?}]: activities by id, best first; the most one may get
  order         tokens, the first in line first; every participant once
  mode          what later passes make of `order`: \"same\" (default), \"snake\" or \"reverse_after_first\"
  orders        instead of `order` and `mode`: one list per pass, the last one repeated
  clashes       [[id, id]]: nobody gets both

The answer:
  picks         [{seq, pass, token, activity, rank}] in the order in which they were taken
  allocation    per token, the activities it got
  passes        the pass of the last pick
  unfilled      per activity, the places left
  got_nothing   tokens without an activity
  closed        activities that do not run because too few got them

Exit code 2 and one line on standard error: the instance has a fault.";

/// Fair places in over-subscribed activities.
#[derive(Parser)]
#[command(name = "turnwise", version, about)]
struct Turnwise {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the pages.
    Serve(Serve),
    /// Apply the rule to an instance: JSON on standard input, the answer on standard output.
    #[command(after_long_help = ALLOCATE)]
    Allocate,
    /// Check the transcript of a draw: what follows from what, and whether these are the words that were read aloud.
    #[command(after_help = "Exit code 0: all is right; 1: something is not; 2: the file cannot be read.")]
    Verify(verify::Verify),
}

fn main() -> ExitCode {
    match Turnwise::parse().command {
        Command::Serve(flags) => ended(serve(&flags)),
        Command::Allocate => allocate::run(),
        Command::Verify(flags) => verify::run(&flags),
    }
}

fn ended(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("turnwise: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
