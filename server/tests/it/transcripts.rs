//! The transcript: the same bytes for everyone who takes part, and what `turnwise verify`, `docs/verify.py` and the page's
//! worker say of it, honest or doctored.

mod attacks;
mod forged;
mod kept;
mod page;
mod public;
mod public_attacks;
mod witnesses;
mod words;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use turnwise_shared::api::{AddEntries, ChangeRules, Draw, ReplaceLink, Standing, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::{PassOrder, ValuePlan};
use turnwise_shared::token::{Role, credential};
use turnwise_shared::transcript::Transcript;

use crate::api::{Answer, Api, Call};
use crate::public_values::{SIX, numbers};
use crate::school::{School, keys, wrapped};

async fn fetched(school: &School, auth: &turnwise_shared::hash::Hash32) -> Answer {
    let call = Call::get(path::below(&school.id, "transcript"));
    school.api.call(call.bearer(auth)).await
}

/// What everyone is given.
async fn bytes(school: &School) -> Vec<u8> {
    let text = fetched(school, &school.keys.auth).await.text();
    for person in &school.people {
        assert_eq!(fetched(school, &person.keys.auth).await.text(), text);
    }
    text.into_bytes()
}

/// A lottery with everything that can be on a record: rules changed, people added, a link replaced, a closing taken back,
/// a second draw.
async fn eventful(plan: ValuePlan, pass_order: PassOrder) -> School {
    let mut school = School::planned(Api::new(), 1, 9, plan);
    school.rules.pass_order = pass_order;
    school.rules.activities[1].minimum = 2;
    school.begin().await;
    school.rules.activities[0].capacity = 2;
    let change = ChangeRules {
        rules: school.rules.clone(),
        catalogue: school.catalogue.clone(),
        note: None,
    };
    school.act("rules", &change).await.ok::<Standing>();
    let mut late = school.people[0].clone();
    late.entry = 5_000;
    late.keys = keys(&school.id, Role::Participant, 77);
    let call = Call::post(path::below(&school.id, "entries")).bearer(&school.keys.auth);
    let call = call.if_match(school.revision().await).json(&AddEntries { entries: 1 });
    school.api.call(call).await.ok::<Standing>();
    school.api.call(school.block(&[late.clone()])).await.ok::<Standing>();
    school.people.insert(0, late);
    school.everyone_ranks().await;
    school.notice_passes();
    school.close().await;
    school
        .act("reopening", &school.reason("Too early"))
        .await
        .ok::<Standing>();
    let fresh = keys(&school.id, Role::Participant, 78);
    let link = ReplaceLink {
        credential: credential(&school.id, &fresh.auth, Role::Participant),
        wrap: wrapped(&school.id, &fresh),
    };
    let entry = school.people[2].entry;
    school.people[2].keys = fresh;
    school
        .act(&format!("entries/{entry}/link"), &link)
        .await
        .ok::<Standing>();
    school.api.pass(60);
    school.close().await;
    school
}

/// The input of a draw, the list from the front or from the back.
fn input(school: &School, plan: ValuePlan, from_the_back: bool) -> Draw {
    match (plan, school.own_list()) {
        (ValuePlan::OwnList, Draw::OwnList { mut order }) => {
            if from_the_back {
                order.reverse();
            }
            Draw::OwnList { order }
        }
        (ValuePlan::Numbers { .. }, _) => numbers(if from_the_back { &[7; 6] } else { &[6, 5, 4, 3, 2, 1] }),
        _ => Draw::Server,
    }
}

async fn drawn_twice(plan: ValuePlan, pass_order: PassOrder) -> Vec<u8> {
    let school = eventful(plan, pass_order).await;
    school.notice_passes();
    school.draw(1, &input(&school, plan, false)).await;
    school.publish().await;
    school
        .act("redraw", &school.reason("A wrong list"))
        .await
        .ok::<Standing>();
    school.notice_passes();
    school.draw(2, &input(&school, plan, true)).await;
    school.publish().await;
    bytes(&school).await
}

/// How a program ended, and what it printed.
#[derive(Debug, PartialEq)]
struct Ended {
    code: Option<i32>,
    output: String,
}

/// A file with these bytes, in a folder that goes when it is dropped.
fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("transcript.json");
    std::fs::write(&file, bytes).expect("written");
    (folder, file)
}

fn ended(mut command: Command, file: &Path, words: Option<&str>) -> Ended {
    command.arg(file);
    if let Some(words) = words {
        command.args(["--words", words]);
    }
    finished(command)
}

fn finished(command: Command) -> Ended {
    ends(begun(command))
}

fn begun(mut command: Command) -> Child {
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().expect("the program runs")
}

fn ends(child: Child) -> Ended {
    let output = child.wait_with_output().expect("the program ends");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !errors.contains("panicked") && !errors.contains("Traceback"),
        "{errors}"
    );
    Ended {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).expect("text"),
    }
}

fn turnwise() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_turnwise"));
    command.arg("verify");
    command
}

fn python() -> Command {
    let mut command = Command::new("python3");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verify.py"));
    command
}

/// Both programs say the same of these bytes: line by line, but for what is wrong with a check that failed, and for
/// signatures, which one of them alone can check.
fn verified(bytes: &[u8], words: Option<&str>) -> Verdict {
    let (_folder, file) = file(bytes);
    let programs = [turnwise(), python()].map(|mut command| {
        command.arg(&file);
        if let Some(words) = words {
            command.args(["--words", words]);
        }
        command
    });
    let verdict = compared(programs);
    // The page compares words as they are typed, after everything else.
    let failed = verdict.failed.as_deref().filter(|failed| *failed != "words");
    assert_eq!(page::failed(bytes, None).as_deref(), failed, "on the page");
    verdict
}

/// Runs both at once.
fn compared(programs: [Command; 2]) -> Verdict {
    let [rust, python] = programs.map(begun).map(ends);
    assert_eq!(rust.comparable(), python.comparable());
    assert_eq!(rust.code, python.code);
    Verdict::of(&rust)
}

/// What a line about a check begins with.
const STATES: [&str; 5] = ["right", "WRONG", "not", "checked:", "checked"];

impl Ended {
    /// Without what the two programs say differently.
    fn comparable(&self) -> Vec<&str> {
        let lines = self
            .output
            .lines()
            .filter(|line| line.split_whitespace().find(|word| !STATES.contains(word)) != Some("signature"));
        lines
            .map(|line| if line.starts_with("WRONG") { &line[..19] } else { line })
            .collect()
    }
}

/// What came out of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Verdict {
    code: Option<i32>,
    /// The check that failed, if one did.
    failed: Option<String>,
    /// The eight words, if the transcript is consistent.
    words: Option<String>,
}

impl Verdict {
    fn of(ended: &Ended) -> Self {
        let find = |start: &str| ended.output.lines().find_map(|line| line.strip_prefix(start));
        let failed = find("WRONG ").and_then(|rest| rest.split_whitespace().next());
        let words = find("The words of the last draw: ").map(|words| words.trim_end_matches('.'));
        Self {
            code: ended.code,
            failed: failed.map(str::to_owned),
            words: words.map(str::to_owned),
        }
    }
}

fn read(bytes: &[u8]) -> Transcript {
    serde_json::from_slice(bytes).expect("a transcript")
}

fn written(transcript: &Transcript) -> Vec<u8> {
    serde_json::to_vec(transcript).expect("written")
}

#[tokio::test]
async fn honest_transcripts_are_right_in_every_order_and_the_words_make_them_genuine() {
    let server = [
        PassOrder::Same,
        PassOrder::Snake,
        PassOrder::ReverseAfterFirst,
        PassOrder::Reshuffle,
    ];
    let server = server.map(|order| (ValuePlan::Server, order));
    let others = [(ValuePlan::OwnList, PassOrder::Snake), (SIX, PassOrder::Reshuffle)];
    for (plan, order) in server.into_iter().chain(others) {
        let bytes = drawn_twice(plan, order).await;
        let verdict = verified(&bytes, None);
        assert_eq!((verdict.code, &verdict.failed), (Some(0), &None), "{plan:?} {order:?}");
        let words = verdict.words.expect("words");
        assert_eq!(words.split(' ').count(), 8);
        assert_eq!(verified(&bytes, Some(&words)).code, Some(0));
        let loud = words.to_uppercase().replace(' ', ", ");
        assert_eq!(verified(&bytes, Some(&loud)).code, Some(0));
        let others = verified(&bytes, Some("zoo zoo zoo zoo zoo zoo zoo zoo"));
        assert_eq!((others.code, others.failed.as_deref()), (Some(1), Some("words")));
    }
}

#[tokio::test]
async fn it_is_there_once_a_draw_was_published_and_ends_there() {
    let plan = ValuePlan::Server;
    let school = eventful(plan, PassOrder::Same).await;
    school.draw(1, &Draw::Server).await;
    for auth in [&school.keys.auth, &school.people[3].keys.auth] {
        assert_eq!(fetched(&school, auth).await.problem(), Problem::NotFound);
    }
    school.publish().await;
    let first = bytes(&school).await;
    // Another draw is nobody's business before it is published, and the file stays as everyone has it.
    school.act("redraw", &school.reason("Once more")).await.ok::<Standing>();
    assert_eq!(bytes(&school).await, first);
    school.draw(2, &Draw::Server).await;
    assert_eq!(bytes(&school).await, first);
    school.publish().await;
    let second = read(&bytes(&school).await);
    assert_eq!((second.attempts.len(), read(&first).attempts.len()), (2, 1));
    let nobody = Call::get(path::below(&school.id, "transcript"));
    assert_eq!(school.api.call(nobody).await.problem(), Problem::NotFound);
}

/// Three people, two lists, six numbers: what stands in `docs/transcript-example.json`, byte for byte.
#[tokio::test]
async fn the_example_in_the_documents_is_what_a_server_gives() {
    let school = School::open(3, SIX).await;
    school.everyone_ranks().await;
    school.notice_passes();
    school.close().await;
    school.notice_passes();
    school.draw(1, &numbers(&[4, 8, 15, 16, 23, 42])).await;
    school.publish().await;
    let given = bytes(&school).await;
    let kept = concat!(env!("CARGO_TARGET_TMPDIR"), "/transcript-example.json");
    std::fs::write(kept, &given).expect("a file");
    let example = include_bytes!("../../../docs/transcript-example.json");
    assert!(given == example, "docs/transcript-example.json should be as {kept}");
    assert_eq!(verified(&given, None).code, Some(0));
}

#[test]
fn what_is_no_file_is_said_to_be_none() {
    let missing = Path::new("/nowhere/transcript.json");
    assert_eq!(ended(turnwise(), missing, None).code, Some(2));
    assert_eq!(ended(python(), missing, None).code, Some(2));
}

#[test]
fn the_words_are_those_everyone_has() {
    let words = include_str!("../../../docs/words.txt");
    let hash = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
    let digest = {
        use sha2::Digest as _;
        data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(words))
    };
    assert_eq!(digest, hash);
    let list: Vec<&str> = words.lines().collect();
    assert_eq!(list.len(), 2_048);
    assert!(list.is_sorted_by(|a, b| a < b));
}
