//! The file behind the store: it outlives the process, belongs to one process and one owner, and a start that
//! broke off does no harm.

use turnwise_server::store::redb::{Engine, OpenFault};
use turnwise_server::store::{Change, Condition, Outcome, Store, StoreFault};

use super::{A, key, other, put, row, run};

#[test]
fn what_was_applied_is_there_after_reopening_and_compacting() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.redb");
    run(async {
        for round in 0..3_u8 {
            let store = Engine::open(&file).expect("the file");
            assert!(matches!(Engine::open(&file), Err(OpenFault::InUse)));
            let rows = store.query(A, Vec::new(), None, 1_000).await.expect("rows");
            assert_eq!(rows.len(), usize::from(round) * 50);
            let batch = (0..100).map(|n| put(&[round, n], Condition::Absent, &[n; 2_000]));
            assert_eq!(store.apply(batch.collect()).await, Ok(Outcome::Applied));
            let half = (0..50).map(|n| other(&[round, 2 * n], Condition::Version(1), Change::Delete));
            assert_eq!(store.apply(half.collect()).await, Ok(Outcome::Applied));
            assert_eq!(store.compact().await, Ok(()));
            assert_eq!(store.get(key(&[round, 99])).await, Ok(row(1, &[99; 2_000])));
            store.close().await;
            store.close().await;
            assert_eq!(store.get(key(&[round, 99])).await, Err(StoreFault::Broken));
            let late = put(b"late", Condition::Absent, b"");
            assert_eq!(store.apply(vec![late]).await, Err(StoreFault::Broken));
        }
    });
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.redb");
    drop(Engine::open(&file).expect("a new file"));
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_that_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.redb");
    let letter = b"Dear parents, ".repeat(1_000);
    std::fs::write(&file, &letter).expect("a file");
    assert!(matches!(Engine::open(&file), Err(OpenFault::Failed(_))));
    assert_eq!(std::fs::read(&file).expect("the file"), letter);
}

#[test]
fn a_first_start_that_broke_off_is_not_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.redb");
    std::fs::write(folder.path().join("rows.new"), [0; 4_096]).expect("a file");
    drop(Engine::open(&file).expect("a new file"));
    let mut names = std::fs::read_dir(folder.path()).expect("a folder");
    let name = names.next().expect("one file").expect("a name").file_name();
    assert_eq!((name.to_str(), names.count()), (Some("rows.redb"), 0));
}

#[test]
fn of_many_that_start_at_once_one_has_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.redb");
    let together = std::sync::Barrier::new(8);
    let opened: Vec<Result<Engine, OpenFault>> = std::thread::scope(|scope| {
        let start = || {
            together.wait();
            Engine::open(&file)
        };
        let starting: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        starting
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = opened.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    assert!(lost.iter().all(|opened| matches!(opened, Err(OpenFault::InUse))));
}
