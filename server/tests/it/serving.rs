//! `turnwise serve` as a process: it says where it listens, ends when it is told to, and is alone in its folder.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use reqwest::StatusCode;
use turnwise_shared::api::path;
use turnwise_shared::lottery::ValuePlan;

use crate::api::Api;
use crate::school::School;

fn serve(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_turnwise"));
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--api-only", "--data"])
        .arg(data);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Starts it and waits for the address it prints.
fn started(data: &Path) -> (Child, BufReader<ChildStdout>, String) {
    let mut child = serve(data).spawn().expect("the program starts");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    let address = line.trim().to_owned();
    assert!(address.starts_with("http://127.0.0.1:"), "{line:?}");
    (child, output, address)
}

/// As a service manager would.
fn told_to_end(child: Child) -> Output {
    let told = Command::new("kill").arg(child.id().to_string()).status();
    assert!(told.expect("kill runs").success());
    child.wait_with_output().expect("it ends")
}

#[tokio::test]
async fn told_to_end_it_ends_open_streams_and_keeps_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("a new folder");
    let (child, _output, address) = started(&data);
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let school = School::planned(Api::new(), 1, 2, ValuePlan::Server);
    for call in [school.opening(), school.block(&school.people)] {
        assert_eq!(call.send(&http, &address).await, StatusCode::OK);
    }
    let events = format!("{address}/api/{}", path::below(&school.id, "events"));
    let mut stream = http.get(events).send().await.expect("a stream");
    let first = stream.chunk().await.expect("an unbroken stream").expect("an event");
    assert!(first.starts_with(b"data: "));
    let ended = told_to_end(child);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(stream.chunk().await.expect("an end, not a break"), None);

    let (child, _output, address) = started(&data);
    let entry = || {
        let call = crate::api::Call::get(path::below(&school.id, "entry"));
        call.bearer(&school.people[0].keys.auth)
    };
    assert_eq!(entry().send(&http, &address).await, StatusCode::OK);
    assert!(told_to_end(child).status.success());
}

#[test]
fn a_second_server_in_the_same_folder_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let (child, _output, _) = started(folder.path());
    let second = serve(folder.path()).output().expect("it ends");
    let errors = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{errors}");
    assert!(second.stdout.is_empty());
    assert!(errors.lines().any(|line| line.starts_with("turnwise: ")), "{errors}");
    assert!(told_to_end(child).status.success());
}

#[test]
fn flags_that_make_no_sense_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [&[&str]; 4] = [
        &["--rate", "-1"],
        &["--cors-origin", "draw.example.org"],
        &["--cors-origin", "https://draw.example.org/path"],
        &["--proxy", "localhost"],
    ];
    for flags in cases {
        let ended = serve(folder.path()).args(flags).output().expect("it ends");
        assert_eq!(ended.status.code(), Some(2), "{flags:?}");
        assert!(ended.stdout.is_empty() && !ended.stderr.is_empty(), "{flags:?}");
    }
}
