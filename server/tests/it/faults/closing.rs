//! A closing that breaks off at every step there is: after the restart it is finished, and the list is the
//! one that was acknowledged.

use turnwise_server::auth;
use turnwise_server::lotteries::sweep::sweep;
use turnwise_server::rows::{self, Entry, Lottery, key};
use turnwise_server::store::Store;
use turnwise_server::store::redb::Engine;
use turnwise_shared::api::Standing;
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::Phase;

use super::http::Server;
use super::{crashes, open};
use crate::crowd::Crowd;
use crate::disk::{Disk, Unsynced};
use crate::store::run;

/// Entries for three batches of sealing.
const SIZE: u32 = 205;

/// A lottery in which some have saved, on a disk.
async fn prepared() -> (Disk, Crowd) {
    let (disk, mut crowd) = (Disk::default(), Crowd::new(2, SIZE));
    let server = Server::start(&disk).await;
    crowd.open(&server.client).await;
    for member in crowd.members.iter_mut().step_by(9) {
        let ballot = member.next();
        let reply = member.save(&server.client, ballot).await.expect("an answer");
        assert_eq!(reply.status, 200);
    }
    (disk.after_crash(Unsynced::Dropped), crowd)
}

/// How far the closing had come: the phase, and how many rows are sealed.
async fn progress(store: &Engine, crowd: &Crowd) -> (Phase, usize) {
    let row = store
        .get(key::lottery(crowd.id))
        .await
        .expect("an answer")
        .expect("a lottery");
    let lottery: Lottery = rows::decode(&row.bytes).expect("a lottery");
    let rows = store
        .query(crowd.id, key::ENTRIES.to_vec(), None, 9_999)
        .await
        .expect("rows");
    let entries = rows
        .iter()
        .map(|(_, row)| rows::decode::<Entry>(&row.bytes).expect("an entry"));
    (lottery.phase, entries.filter(|entry| entry.seal > 0).count())
}

#[test]
fn wherever_a_closing_breaks_off_it_is_finished_with_the_same_list() {
    run(async {
        let (before, crowd) = prepared().await;
        let mut stages = Vec::new();
        for step in 0.. {
            let disk = before.after_crash(Unsynced::Dropped);
            let server = Server::start(&disk).await;
            let disk = disk.breaks_in(step);
            let reply = crowd.close(&server.client, 1).await.expect("an answer");
            if reply.status == 200 {
                break;
            }
            assert_eq!((reply.status, reply.problem()), (503, Problem::OutcomeUnknown));
            let [one, other] = crashes(step);
            let crash = if step % 3 == 0 { one } else { other };
            let left = disk.after_crash(crash);
            let stage = progress(&open(&left.after_crash(crash)), &crowd).await;
            finished(&left, &crowd, stage.0).await;
            stages.push(stage);
        }
        // Every stage of a closing was broken off at.
        stages.dedup();
        let expected = [
            (Phase::Open, 0),
            (Phase::Closing, 0),
            (Phase::Closing, 100),
            (Phase::Closing, 200),
            (Phase::Closing, 205),
        ];
        for stage in expected {
            assert!(stages.contains(&stage), "never broken off at {stage:?}: {stages:?}");
        }
    });
}

/// After the restart time alone finishes what was begun; asking again gives the answer that got lost.
async fn finished(disk: &Disk, crowd: &Crowd, phase: Phase) {
    let server = Server::start(disk).await;
    assert_eq!(sweep(&server.app).await, Ok(0));
    let held = auth::load(&server.app, crowd.id).await.expect("the lottery");
    let expected = if phase == Phase::Open {
        Phase::Open
    } else {
        Phase::Closed
    };
    assert_eq!(held.lottery.phase, expected);
    let first: Standing = crowd.close(&server.client, 1).await.expect("an answer").done();
    let again: Standing = crowd.close(&server.client, 1).await.expect("an answer").done();
    assert_eq!((first.phase, first.revision), (Phase::Closed, 2));
    assert_eq!(first, again);
    let held = auth::load(&server.app, crowd.id).await.expect("the lottery");
    assert_eq!(held.lottery.list.map(|fixed| fixed.list), Some(crowd.list()));
}
