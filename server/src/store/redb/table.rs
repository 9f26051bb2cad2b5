//! How rows stand in the file: one table, from the lottery's 16 bytes and the sort bytes to the version
//! (8 bytes, big-endian) and the content. All rows of a lottery lie together, in the order of their sort bytes.

use std::ops::Bound;

use redb::{Database, Durability, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition};
use turnwise_shared::hash::LotteryId;

use crate::store::{Change, Condition, Key, Outcome, Row, Write};

const ROWS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("rows");
/// The bytes of a version.
const VERSION: usize = 8;

/// Makes the table, if the file is new.
pub(super) fn prepare(database: &Database) -> Result<(), redb::Error> {
    let known = database.begin_read()?.list_tables()?.next().is_some();
    if known {
        return Ok(());
    }
    let transaction = begin(database)?;
    transaction.open_table(ROWS)?;
    Ok(transaction.commit()?)
}

/// A transaction that is durable when its commit returns, and of which a crash leaves all or nothing.
pub(super) fn begin(database: &Database) -> Result<redb::WriteTransaction, redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(true);
    Ok(transaction)
}

/// The rows as one read transaction sees them.
pub(super) struct Rows(ReadOnlyTable<&'static [u8], &'static [u8]>);

impl Rows {
    pub(super) fn open(transaction: &ReadTransaction) -> Result<Self, redb::Error> {
        Ok(Self(transaction.open_table(ROWS)?))
    }

    pub(super) fn get(&self, key: &Key) -> Result<Option<Row>, redb::Error> {
        let stored = self.0.get(stored_key(&key.lottery, &key.sort).as_slice())?;
        stored.map(|stored| parse(stored.value()).map(row)).transpose()
    }

    pub(super) fn page(
        &self,
        lottery: &LotteryId,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Row)>, redb::Error> {
        let wanted = stored_key(lottery, prefix);
        // An `after` before the prefix skips nothing.
        let after = after
            .map(|after| stored_key(lottery, after))
            .filter(|after| *after >= wanted);
        let start = match &after {
            Some(after) => Bound::Excluded(after.as_slice()),
            None => Bound::Included(wanted.as_slice()),
        };
        let mut page = Vec::new();
        for entry in self.0.range::<&[u8]>((start, Bound::Unbounded))?.take(limit) {
            let (key, value) = entry?;
            if !key.value().starts_with(&wanted) {
                break;
            }
            let sort = key.value().get(lottery.0.len()..).unwrap_or_default().to_vec();
            page.push((sort, row(parse(value.value())?)));
        }
        Ok(page)
    }
}

/// Applies the batches one after the other, each seeing those before it. Whether a row has changed comes with
/// the outcomes: without one there is nothing to commit.
pub(super) fn apply<'a>(
    transaction: &redb::WriteTransaction,
    batches: impl Iterator<Item = &'a [Write]>,
) -> Result<(Vec<Outcome>, bool), redb::Error> {
    let mut table = transaction.open_table(ROWS)?;
    let mut changed = false;
    let mut outcomes = Vec::new();
    for batch in batches {
        let failing = first_conflict(&table, batch)?;
        if failing.is_none() {
            for write in batch {
                changed |= write_row(&mut table, write)?;
            }
        }
        outcomes.push(failing.unwrap_or(Outcome::Applied));
    }
    Ok((outcomes, changed))
}

/// A batch names each key once, so all its conditions can be looked at before its first write.
fn first_conflict(table: &redb::Table<'_, &[u8], &[u8]>, batch: &[Write]) -> Result<Option<Outcome>, redb::Error> {
    for write in batch {
        let stored = table.get(stored_key(&write.key.lottery, &write.key.sort).as_slice())?;
        let stored = stored.as_ref().map(|stored| parse(stored.value())).transpose()?;
        let holds = match write.condition {
            Condition::Absent => stored.is_none(),
            Condition::Version(version) => stored.is_some_and(|(stands, _)| stands == version),
        };
        if !holds {
            let key = write.key.clone();
            return Ok(Some(Outcome::Conflict {
                key,
                current: stored.map(row),
            }));
        }
    }
    Ok(None)
}

fn write_row(table: &mut redb::Table<'_, &[u8], &[u8]>, write: &Write) -> Result<bool, redb::Error> {
    let key = stored_key(&write.key.lottery, &write.key.sort);
    match &write.change {
        Change::Check => Ok(false),
        Change::Delete => Ok(table.remove(key.as_slice())?.is_some()),
        Change::Put(bytes) => {
            let version = match write.condition {
                Condition::Absent => 1,
                Condition::Version(version) => version.saturating_add(1),
            };
            let value = [&version.to_be_bytes(), bytes.as_slice()].concat();
            table.insert(key.as_slice(), value.as_slice())?;
            Ok(true)
        }
    }
}

fn stored_key(lottery: &LotteryId, sort: &[u8]) -> Vec<u8> {
    [lottery.0.as_slice(), sort].concat()
}

fn parse(stored: &[u8]) -> Result<(u64, &[u8]), redb::Error> {
    let Some((version, bytes)) = stored.split_first_chunk::<VERSION>() else {
        return Err(redb::Error::Corrupted(
            "a row is too short to have a version".to_owned(),
        ));
    };
    Ok((u64::from_be_bytes(*version), bytes))
}

fn row((version, bytes): (u64, &[u8])) -> Row {
    Row {
        version,
        bytes: bytes.to_vec(),
    }
}
