//! The product under test: the real `turnwise` binary on port 0, with a fresh data folder.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A running server; killed when dropped.
pub(crate) struct Product {
    child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    /// The data folder, removed with the product.
    pub(crate) data: tempfile::TempDir,
    log: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

/// The environment variable, or a failure that says how to get it.
pub(crate) fn required(variable: &str) -> PathBuf {
    let found = std::env::var_os(variable);
    assert!(
        found.is_some(),
        "{variable} is not set: run the stories with `cargo xtask test`"
    );
    found.map(PathBuf::from).unwrap_or_default()
}

impl Product {
    /// Starts it and waits until it says where it listens.
    pub(crate) fn start() -> Self {
        let data = tempfile::tempdir().expect("a data folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_turnwise"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .arg("--site")
            .arg(required("TURNWISE_SITE"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        while !first.contains("http://") {
            first.clear();
            assert_ne!(
                stdout.read_line(&mut first).expect("a line"),
                0,
                "the server said no address"
            );
        }
        let start = first.find("http://").expect("an address");
        let address = first[start..].trim().trim_end_matches('/').to_owned();
        let log = Arc::new(Mutex::new(Vec::new()));
        let mut stderr = child.stderr.take().expect("a pipe");
        let sink = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            let mut rest = stdout.into_inner();
            std::thread::scope(|scope| {
                let from_stdout = Arc::clone(&sink);
                scope.spawn(move || copy(&mut rest, &from_stdout));
                while let Ok(read @ 1..) = stderr.read(&mut chunk) {
                    sink.lock().expect("no panic").extend_from_slice(&chunk[..read]);
                }
            });
        });
        Self {
            child,
            address,
            data,
            log,
            reader: Some(reader),
        }
    }

    /// Stops it, and gives every byte of its log and of its data folder.
    pub(crate) fn stop(mut self) -> Remains {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the log was read");
        }
        let mut files = Vec::new();
        collect(self.data.path(), &mut files);
        Remains {
            log: self.log.lock().expect("no panic").clone(),
            files,
        }
    }
}

/// What a stopped server leaves behind.
pub(crate) struct Remains {
    /// Everything it printed.
    pub(crate) log: Vec<u8>,
    /// Path and bytes of every file in its data folder.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
}

fn copy(from: &mut impl Read, to: &Mutex<Vec<u8>>) {
    let mut chunk = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut chunk) {
        to.lock().expect("no panic").extend_from_slice(&chunk[..read]);
    }
}

fn collect(folder: &std::path::Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for item in std::fs::read_dir(folder)
        .expect("a folder")
        .map(|item| item.expect("an item").path())
    {
        if item.is_dir() {
            collect(&item, files);
        } else if item.is_file() {
            let bytes = std::fs::read(&item).expect("a file");
            files.push((item, bytes));
        }
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        // Killed already where a story stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
