//! What a failing disk does to the store: nothing acknowledged is lost, nothing half-done is ever seen, and
//! whoever cannot be told what became of a batch is told exactly that. `faults/http.rs` says what people get.

use futures_util::future::join_all;
use tokio::join;
use turnwise_server::store::redb::Engine;
use turnwise_server::store::{Change, Condition, MAX_ROW, Outcome, Store, StoreFault, Write};

use crate::disk::{Disk, Unsynced};
use crate::store::{key, put, run};

mod closing;
mod drawing;
mod http;

/// What crashes at this step may leave.
pub(crate) fn crashes(step: u32) -> [Unsynced; 2] {
    let plain = if step.is_multiple_of(2) {
        Unsynced::Kept
    } else {
        Unsynced::Dropped
    };
    [plain, Unsynced::Torn(step)]
}

const MARK: &[u8] = b"this cannot be written";

fn open(disk: &Disk) -> Engine {
    Engine::with_backend(disk.clone()).expect("a store")
}

fn one(name: u8, bytes: &[u8]) -> Vec<Write> {
    vec![put(&[name], Condition::Absent, bytes)]
}

/// The rows that stand, by their one byte.
async fn names(store: &Engine) -> Vec<u8> {
    let rows = store.query(key(&[]).lottery, Vec::new(), None, 9_999).await;
    rows.expect("rows").iter().map(|(sort, _)| sort[0]).collect()
}

#[test]
fn a_failed_commit_is_unknown_to_everyone_in_its_group_and_to_those_behind_it() {
    run(async {
        let disk = Disk::default().refuses(MARK);
        let store = open(&disk);
        assert_eq!(store.apply(one(0, b"kept")).await, Ok(Outcome::Applied));

        // The first one is being committed while the others gather behind it, more than one group holds.
        disk.hold();
        let first = store.apply(one(1, b"kept"));
        let gathered = async {
            disk.wait_for_sync();
            let large = vec![1; MAX_ROW];
            let batches = (2..10).map(|name| store.apply(one(name, if name == 3 { MARK } else { &large })));
            let release = async { disk.release() };
            join!(join_all(batches), release).0
        };
        let broken = store.broken();
        assert!(!*broken.borrow());
        let (first, gathered) = join!(first, gathered);
        assert_eq!(first, Ok(Outcome::Applied));
        assert_eq!(gathered, vec![Ok(Outcome::Unknown); 8]);

        // From then on it answers nothing: neither reads, whose rows might not be the disk's, nor writes.
        assert!(*broken.borrow());
        assert_eq!(store.get(key(&[0])).await, Err(StoreFault::Broken));
        assert_eq!(
            store.query(key(&[]).lottery, Vec::new(), None, 9).await,
            Err(StoreFault::Broken)
        );
        assert_eq!(store.apply(one(20, b"late")).await, Err(StoreFault::Broken));
        assert_eq!(store.compact().await, Err(StoreFault::Broken));

        for crash in [Unsynced::Kept, Unsynced::Dropped, Unsynced::Torn(1)] {
            assert_eq!(names(&open(&disk.after_crash(crash))).await, [0, 1]);
        }
    });
}

#[test]
fn a_full_waiting_room_turns_away_and_takes_again() {
    run(async {
        let disk = Disk::default();
        let store = open(&disk);
        disk.hold();
        let first = store.apply(one(0, b""));
        let others = async {
            disk.wait_for_sync();
            let wide = |name: u8| (0..13).map(move |n: u8| put(&[name, n], Condition::Absent, &vec![0; MAX_ROW]));
            let batches = (1..=20).map(|name| store.apply(wide(name).collect()));
            let release = async { disk.release() };
            join!(join_all(batches), release).0
        };
        let (first, outcomes) = join!(first, others);
        assert_eq!(first, Ok(Outcome::Applied));
        let taken = outcomes
            .iter()
            .take_while(|outcome| **outcome == Ok(Outcome::Applied))
            .count();
        assert_eq!(taken, 17, "64 MiB of batches wait");
        assert_eq!(outcomes[taken..], vec![Err(StoreFault::Busy); 20 - taken]);
        assert_eq!(store.apply(one(99, b"")).await, Ok(Outcome::Applied));
        assert!(!*store.broken().borrow());
    });
}

/// Ten batches, each of which depends on the one before: rows that grow, move and go.
fn work(round: u8) -> Vec<Write> {
    let mut batch = vec![put(
        &[round],
        Condition::Absent,
        &vec![round; 1_000 * usize::from(round)],
    )];
    if round > 0 {
        let over = Condition::Version(1);
        batch.push(put(&[round - 1], over, &[round]));
    }
    if round > 1 {
        batch.push(Write {
            key: key(&[round - 2]),
            condition: Condition::Version(2),
            change: Change::Delete,
        });
    }
    batch
}

/// Works until it is done or the disk breaks; how many batches were acknowledged.
async fn work_on(store: &Engine, from: u8) -> u8 {
    for round in from..10 {
        if store.apply(work(round)).await != Ok(Outcome::Applied) {
            return round;
        }
    }
    10
}

/// How many batches stand, if what stands is what so many of them give.
async fn standing(store: &Engine) -> Option<u8> {
    let rows = store.query(key(&[]).lottery, Vec::new(), None, 99).await.ok()?;
    let Some((last, _)) = rows.last() else { return Some(0) };
    let done = last[0] + 1;
    let expected = (done.saturating_sub(2)..done).map(|name| {
        let is_last = name + 1 == done;
        let bytes = if is_last {
            vec![name; 1_000 * usize::from(name)]
        } else {
            vec![done - 1]
        };
        (vec![name], if is_last { 1 } else { 2 }, bytes)
    });
    let found = rows.into_iter().map(|(sort, row)| (sort, row.version, row.bytes));
    expected.eq(found).then_some(done)
}

#[test]
fn whenever_the_disk_breaks_what_was_acknowledged_is_there_and_nothing_is_half_done() {
    run(async {
        let made = Disk::default();
        drop(open(&made));
        let whole = made.after_crash(Unsynced::Dropped);
        assert_eq!(work_on(&open(&whole), 0).await, 10);
        let steps = whole.steps();
        assert!(steps > 100, "{steps} steps: too few to break in between");
        for step in 0..steps {
            let disk = made.after_crash(Unsynced::Dropped).breaks_at(step);
            let acknowledged = match Engine::with_backend(disk.clone()) {
                Ok(store) => work_on(&store, 0).await,
                Err(_) => 0,
            };
            for crash in crashes(step) {
                let found = recovered(&disk.after_crash(crash), crash, step).await;
                let all = acknowledged..=acknowledged + 1;
                assert!(
                    all.contains(&found),
                    "step {step}, {crash:?}: {found} of {acknowledged} are there"
                );
            }
        }
    });
}

/// Opens what a crash left, crashing again on the way; how many batches stand, and that the rest can follow.
async fn recovered(disk: &Disk, crash: Unsynced, step: u32) -> u8 {
    let second = disk.after_crash(crash).breaks_at(step % 7);
    drop(Engine::with_backend(second.clone()));
    let store = open(&second.after_crash(crash));
    let found = standing(&store).await;
    let found = found.expect("whole batches alone");
    assert_eq!(work_on(&store, found).await, 10);
    found
}

/// The control: on a disk that only claims to sync, the test above has to find that something is lost.
#[test]
fn a_disk_that_lies_is_found_out() {
    run(async {
        let disk = Disk::default();
        let store = open(&disk);
        assert_eq!(store.apply(work(0)).await, Ok(Outcome::Applied));
        let disk = disk.lies();
        assert_eq!(work_on(&store, 1).await, 10);
        let store = open(&disk.after_crash(Unsynced::Dropped));
        assert_eq!(standing(&store).await, Some(1));
    });
}
