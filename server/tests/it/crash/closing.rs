//! Killed while it fixes the list: the closing is finished after the restart, and the list is what everyone
//! was told.

use std::path::Path;

use reqwest::Method;
use tokio::sync::watch;
use turnwise_server::rows::{self, Entry, Lottery, key};
use turnwise_server::store::Store;
use turnwise_server::store::redb::Engine;
use turnwise_shared::api::{AdministratorView, Note, PublicRecord, RecordEvent, Standing, WithReason, path};
use turnwise_shared::hash::{Hash32, labelled};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::{Event, list_hash};
use turnwise_shared::seal::Sealed;

use super::{Progress, all_save, folder, run};
use crate::crowd::Crowd;
use crate::http::Client;
use crate::process::Process;

/// Entries for thirty batches of sealing.
const SIZE: u32 = 2_950;
/// One in so many saves while the list is being fixed.
const APART: usize = 46;
/// Ballots after which the administrator closes.
const ENOUGH: u32 = 60;

/// When the blow falls.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// As soon as the administrator asks.
    Asked,
    /// When the closing shows, and so many commits later.
    Begun(u32),
    /// When the administrator has been told that it is done.
    Done,
}

impl Moment {
    fn has_come(self, progress: &Progress) -> bool {
        match self {
            Self::Asked => progress.asked,
            Self::Begun(commits) => progress.refused > 0 && progress.since >= commits,
            Self::Done => progress.answered,
        }
    }
}

#[test]
fn killed_while_it_closes_it_finishes_the_closing_with_what_was_acknowledged() {
    run(async {
        let (data, mut crowd, mut other) = (folder(), Crowd::new(4, SIZE), Crowd::new(5, 1));
        let mut process = Process::start(data.path());
        let client = Client::new(&process.address);
        crowd.open(&client).await;
        other.open(&client).await;
        process.kill();
        let commits = [0, 1, 2, 4, 8, 16].map(Moment::Begun);
        let moments = [Moment::Asked].into_iter().chain(commits).chain([Moment::Done]);
        let (mut revision, mut halfway) = (1, 0);
        for moment in moments {
            break_off(&mut crowd, &mut other, data.path(), moment, revision).await;
            let (phase, sealed) = left_behind(data.path(), &crowd).await;
            halfway += u32::from(phase == Phase::Closing && (1..crowd.members.len()).contains(&sealed));
            let process = Process::start(data.path());
            let client = Client::new(&process.address);
            if phase == Phase::Closing {
                // Nobody asks: the server goes on by itself.
                client.wait_for_revision(&crowd.id, revision + 1).await;
            }
            crowd.settle(&client).await;
            other.settle(&client).await;
            closed_for_good(&crowd, &client, revision).await;
            fixed(&crowd, &client).await;
            revision = reopen(&crowd, &client, revision + 1).await;
        }
        assert!(
            halfway > 0,
            "no blow fell between the first batch of sealing and the last"
        );
    });
}

/// Closes while many save, and kills at this moment.
async fn break_off(crowd: &mut Crowd, other: &mut Crowd, data: &Path, moment: Moment, revision: u32) {
    let mut process = Process::start(data);
    let client = Client::new(&process.address);
    let progress = watch::Sender::new(Progress::default());
    let (mut enough, mut seen) = (progress.subscribe(), progress.subscribe());
    let saving = crowd.members.iter().step_by(APART).cloned().collect();
    let close = async {
        let reached = enough.wait_for(|progress| progress.saved >= ENOUGH).await;
        drop(reached.expect("they save"));
        progress.send_modify(|progress| progress.asked = true);
        if let Ok(reply) = crowd.close(&client, revision).await {
            assert_eq!(reply.done::<Standing>().phase, Phase::Closed);
            progress.send_modify(|progress| progress.answered = true);
        }
    };
    let kill = async {
        let reached = seen.wait_for(|progress| moment.has_come(progress)).await;
        drop(reached.expect("the moment comes"));
        process.kill();
    };
    let counting = count_commits(other, &client, &progress);
    let (saved, ..) = tokio::join!(all_save(saving, &client, &progress), close, kill, counting);
    for (member, saved) in crowd.members.iter_mut().step_by(APART).zip(saved) {
        *member = saved;
    }
}

/// One more ballot of another lottery is one more commit behind those of the closing.
async fn count_commits(other: &mut Crowd, client: &Client, progress: &watch::Sender<Progress>) {
    let member = &mut other.members[0];
    loop {
        let ballot = member.next();
        let Ok(reply) = member.save(client, ballot).await else {
            return;
        };
        assert_eq!(reply.status, 200);
        progress.send_modify(|progress| progress.since += u32::from(progress.refused > 0));
    }
}

/// How far the closing had come, read from the file that was left behind.
async fn left_behind(data: &Path, crowd: &Crowd) -> (Phase, usize) {
    let engine = Engine::open(&data.join("turnwise.redb")).expect("the file");
    let row = engine.get(key::lottery(crowd.id)).await.expect("an answer");
    let lottery: Lottery = rows::decode(&row.expect("a lottery").bytes).expect("a lottery");
    let rows = engine.query(crowd.id, key::ENTRIES.to_vec(), None, 9_999).await;
    let entries = rows.expect("rows").into_iter();
    let entries = entries.map(|(_, row)| rows::decode::<Entry>(&row.bytes).expect("an entry"));
    let sealed = entries
        .filter(|entry| entry.seal == lottery.closings && entry.seal > 0)
        .count();
    engine.close().await;
    (lottery.phase, sealed)
}

/// Closing again gives the answer that may have got lost, as often as one asks.
async fn closed_for_good(crowd: &Crowd, client: &Client, revision: u32) {
    let first: Standing = crowd.close(client, revision).await.expect("an answer").done();
    let again: Standing = crowd.close(client, revision).await.expect("an answer").done();
    assert_eq!((first.phase, first.revision), (Phase::Closed, revision + 1));
    assert_eq!(first, again);
}

/// The record, the lines and what the administrator reads all say what was acknowledged.
async fn fixed(crowd: &Crowd, client: &Client) {
    let read = client.request(Method::GET, &path::below(&crowd.id, "record"), &Hash32::ZERO);
    let record: PublicRecord = read.send().await.expect("an answer").done();
    let found: Vec<(u32, Hash32)> = record.lines.iter().map(|line| (line.entry, line.line)).collect();
    let told = crowd
        .members
        .iter()
        .map(|member| (member.line.entry, member.line.hash()));
    assert!(
        told.eq(found.iter().copied()),
        "the list has other lines than were acknowledged"
    );
    let hashes: Vec<Hash32> = found.iter().map(|(_, hash)| *hash).collect();
    let saved = crowd.members.iter().filter(|member| member.line.version > 0).count();
    let closed = Event::Closed {
        list: list_hash(&hashes),
        entries: SIZE,
        saved: u32::try_from(saved).expect("a count"),
        plan: ValuePlan::Server,
        due: 0,
    };
    let last = record.log.last().map(|record| record.event.clone());
    assert_eq!(last, Some(RecordEvent::Told(closed)));

    let read = client.request(Method::GET, &path::lottery(&crowd.id), &crowd.administrator);
    let view: AdministratorView = read.send().await.expect("an answer").done();
    let told = crowd
        .members
        .iter()
        .map(|member| (member.line.version, &member.line.choices));
    assert!(told.eq(view.entries.iter().map(|entry| (entry.version, &entry.choices))));
}

/// Opens it again for the next round; the revision.
async fn reopen(crowd: &Crowd, client: &Client, revision: u32) -> u32 {
    let note = Note {
        text: labelled("text", b"one more round"),
        sealed: Sealed(vec![4; 80]),
    };
    let request = crowd.act(client, Method::PUT, "reopening").if_match(revision);
    let reply = request.json(&WithReason { note }).send().await.expect("an answer");
    let standing: Standing = reply.done();
    assert_eq!(standing.phase, Phase::Open);
    standing.revision
}
