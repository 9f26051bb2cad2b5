//! The one thread that writes: take one batch and what else is waiting, commit all of it together, then answer.
//!
//! A commit costs two waits for the disk, whatever is in it. Nobody waits for company: while one group is being
//! committed the next one gathers by itself, so that a single client has the disk's own pace and hundreds share
//! it. Nothing is answered before the commit, conflicts included: they may speak of rows of the same group.

use std::sync::mpsc::Receiver;

use redb::Database;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{Shared, table};
use crate::store::{Outcome, Write};

/// The most batches in one commit.
const GROUP: usize = 512;
/// The bytes from which on a commit takes no further batch.
const GROUP_BYTES: usize = 1 << 20;

/// A batch that waits for its outcome.
pub(super) struct Job {
    pub(super) batch: Vec<Write>,
    pub(super) answer: oneshot::Sender<Outcome>,
    /// What it takes of the waiting room, given back with the answer.
    pub(super) room: OwnedSemaphorePermit,
}

/// Works until everyone who could send is gone, or until a commit fails.
pub(super) fn run(shared: &Shared, waiting: &Receiver<Job>) {
    while let Ok(first) = waiting.recv() {
        let group = gather(first, waiting);
        let done = match shared.opened().as_ref() {
            Some(database) => commit(database, &group),
            None => Err(redb::Error::DatabaseClosed),
        };
        match done {
            Ok(outcomes) => group
                .into_iter()
                .zip(outcomes)
                .for_each(|(job, outcome)| answer(job, outcome)),
            Err(fault) => {
                shared.failed("a commit", &fault);
                return group.into_iter().for_each(|job| answer(job, Outcome::Unknown));
            }
        }
    }
}

fn gather(first: Job, waiting: &Receiver<Job>) -> Vec<Job> {
    let size = |job: &Job| job.batch.iter().map(Write::size).sum::<usize>();
    let mut bytes = size(&first);
    let mut group = vec![first];
    while group.len() < GROUP && bytes < GROUP_BYTES {
        let Ok(next) = waiting.try_recv() else { break };
        bytes += size(&next);
        group.push(next);
    }
    group
}

fn commit(database: &Database, group: &[Job]) -> Result<Vec<Outcome>, redb::Error> {
    let transaction = table::begin(database)?;
    let batches = group.iter().map(|job| job.batch.as_slice());
    let (outcomes, changed) = table::apply(&transaction, batches)?;
    if changed {
        transaction.commit()?;
    } else {
        transaction.abort()?;
    }
    Ok(outcomes)
}

fn answer(job: Job, outcome: Outcome) {
    drop(job.room);
    // Whoever asked may have gone away; the rows stand all the same.
    job.answer.send(outcome).unwrap_or_default();
}
