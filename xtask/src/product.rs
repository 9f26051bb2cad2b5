//! What is run and handed on: the page and the server, built side by side, since each alone leaves a processor idle
//! for minutes.

use std::path::PathBuf;
use std::thread;

use anyhow::{Result, anyhow};

use crate::command::{self, program_name, say};
use crate::site;
use crate::workspace::{cargo, target};

/// The folder with the page, and the server's binary.
pub(crate) fn build() -> Result<(PathBuf, PathBuf)> {
    thread::scope(|scope| {
        let server = scope.spawn(server);
        let site = site::build();
        if let Err(fault) = &site {
            say(format!("{fault:#}; waiting for the server to be built"));
        }
        let server = server
            .join()
            .map_err(|_| anyhow!("building the server came to an unexpected end"))?;
        Ok((site?, server?))
    })
}

/// In release, and without cargo's own lines: they would stand among the page's.
fn server() -> Result<PathBuf> {
    say("building the server beside what follows (release; nothing is rebuilt that did not change)");
    let mut build = cargo()?;
    build.args([
        "build",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        "turnwise-server",
    ]);
    command::run(&mut build)?;
    say("the server is built");
    let name = program_name("turnwise");
    Ok(target()?.join("release").join(name))
}
