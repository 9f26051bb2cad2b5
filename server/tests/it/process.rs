//! The real program on a free port, killed without warning.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running `turnwise serve`; killed when dropped.
pub(crate) struct Process {
    child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
}

impl Process {
    /// Starts it over a data folder and waits until it says where it listens.
    pub(crate) fn start(data: &Path) -> Self {
        let log = data.with_extension("log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_turnwise"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--api-only",
                "--rate",
                "0",
                "--data",
            ])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("a file for the log"))
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let said = || std::fs::read_to_string(&log).unwrap_or_default();
        assert!(line.starts_with("http://"), "no address but {line:?}; log: {}", said());
        Self {
            child,
            address: line.trim().to_owned(),
        }
    }

    /// SIGKILL, at once.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Killed already where a test killed it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
