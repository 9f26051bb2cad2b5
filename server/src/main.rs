//! `turnwise`: one program for whoever runs it. The commands are in [`turnwise_server::cli`].

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use turnwise_server::cli::{allocate, serve::serve};
use turnwise_server::config::Serve;

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
    Allocate,
}

fn main() -> ExitCode {
    match Turnwise::parse().command {
        Command::Serve(flags) => ended(serve(&flags)),
        Command::Allocate => allocate::run(),
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
