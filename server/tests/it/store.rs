//! What the `Store` trait promises, asked of the engine behind it: conditions, whole batches, limits, order,
//! versions, durability. The questions are asked of any store; the next engine gets the same ones.

use std::future::Future;

use futures_util::future::join_all;
use turnwise_server::store::redb::Engine;
use turnwise_server::store::{Change, Condition, Key, MAX_BATCH, MAX_ROW, MAX_ROWS, Outcome, Row};
use turnwise_server::store::{Store, StoreFault, Write};
use turnwise_shared::hash::LotteryId;

use crate::disk::Disk;

mod file;
mod map;

const A: LotteryId = LotteryId([7; 16]);

/// A key of lottery A.
pub(crate) fn key(sort: &[u8]) -> Key {
    Key {
        lottery: A,
        sort: sort.to_vec(),
    }
}

/// Writes a row under a condition.
pub(crate) fn put(sort: &[u8], condition: Condition, bytes: &[u8]) -> Write {
    Write {
        key: key(sort),
        condition,
        change: Change::Put(bytes.to_vec()),
    }
}

/// Runs something asynchronous on this thread, with others for what blocks.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

fn other(sort: &[u8], condition: Condition, change: Change) -> Write {
    Write {
        key: key(sort),
        condition,
        change,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "written as a store answers it")]
fn row(version: u64, bytes: &[u8]) -> Option<Row> {
    let bytes = bytes.to_vec();
    Some(Row { version, bytes })
}

#[expect(clippy::unnecessary_wraps, reason = "written as a store answers it")]
fn conflict(sort: &[u8], current: Option<Row>) -> Result<Outcome, StoreFault> {
    Ok(Outcome::Conflict {
        key: key(sort),
        current,
    })
}

/// Asks the engine, over an empty disk.
fn ask<F: Future<Output = ()>>(question: impl FnOnce(Engine) -> F) {
    run(question(Engine::with_backend(Disk::default()).expect("a new store")));
}

#[test]
fn a_write_counts_only_under_its_condition() {
    ask(async |store| {
        use Change::{Check, Delete};
        use Condition::{Absent, Version};
        let apply = async |write| store.apply(vec![write]).await;
        assert_eq!(apply(put(b"k", Version(1), b"x")).await, conflict(b"k", None));
        assert_eq!(apply(other(b"k", Version(1), Delete)).await, conflict(b"k", None));
        assert_eq!(apply(other(b"k", Version(0), Check)).await, conflict(b"k", None));
        assert_eq!(apply(other(b"k", Absent, Check)).await, Ok(Outcome::Applied));
        assert_eq!(store.get(key(b"k")).await, Ok(None));
        assert_eq!(apply(put(b"k", Absent, b"one")).await, Ok(Outcome::Applied));
        assert_eq!(apply(put(b"k", Absent, b"x")).await, conflict(b"k", row(1, b"one")));
        assert_eq!(apply(put(b"k", Version(2), b"x")).await, conflict(b"k", row(1, b"one")));
        assert_eq!(apply(put(b"k", Version(1), b"two")).await, Ok(Outcome::Applied));
        assert_eq!(apply(other(b"k", Absent, Check)).await, conflict(b"k", row(2, b"two")));
        assert_eq!(apply(other(b"k", Version(2), Check)).await, Ok(Outcome::Applied));
        assert_eq!(store.get(key(b"k")).await, Ok(row(2, b"two")));
        assert_eq!(
            apply(other(b"k", Version(1), Delete)).await,
            conflict(b"k", row(2, b"two"))
        );
        assert_eq!(apply(other(b"k", Version(2), Delete)).await, Ok(Outcome::Applied));
        assert_eq!(store.get(key(b"k")).await, Ok(None));
    });
}

#[test]
fn every_write_raises_the_version_and_a_new_row_starts_at_one() {
    ask(async |store| {
        let apply = async |write| assert_eq!(store.apply(vec![write]).await, Ok(Outcome::Applied));
        apply(put(b"k", Condition::Absent, b"same")).await;
        for version in 1..20 {
            assert_eq!(store.get(key(b"k")).await, Ok(row(version, b"same")));
            apply(put(b"k", Condition::Version(version), b"same")).await;
        }
        apply(other(b"k", Condition::Version(20), Change::Check)).await;
        apply(other(b"k", Condition::Version(20), Change::Delete)).await;
        apply(put(b"k", Condition::Absent, b"")).await;
        assert_eq!(store.get(key(b"k")).await, Ok(row(1, b"")));
    });
}

#[test]
fn a_batch_is_applied_whole_or_not_at_all() {
    ask(async |store| {
        use Condition::{Absent, Version};
        let there = vec![put(b"a", Absent, b"1"), put(b"b", Absent, b"1")];
        assert_eq!(store.apply(there).await, Ok(Outcome::Applied));
        let batch = |last: Write| {
            vec![
                put(b"a", Version(1), b"2"),
                other(b"b", Version(1), Change::Delete),
                put(b"c", Absent, b"2"),
                last,
            ]
        };
        let failing = [
            (other(b"d", Version(1), Change::Check), None),
            (put(b"d", Version(3), b""), None),
        ];
        for (last, current) in failing {
            assert_eq!(store.apply(batch(last)).await, conflict(b"d", current));
            let rows = store.query(A, Vec::new(), None, 9).await.expect("rows");
            let expected = [b"a", b"b"].map(|sort| (sort.to_vec(), row(1, b"1").expect("a row")));
            assert_eq!(rows, expected);
        }
        // The first failing row in the order of the batch is named, not the first in byte order.
        let two = vec![put(b"b", Absent, b"x"), put(b"a", Absent, b"x")];
        assert_eq!(store.apply(two).await, conflict(b"b", row(1, b"1")));
        assert_eq!(store.apply(batch(put(b"d", Absent, b"2"))).await, Ok(Outcome::Applied));
        let rows = store.query(A, Vec::new(), None, 9).await.expect("rows");
        let left: Vec<(&[u8], u64)> = rows.iter().map(|(sort, row)| (sort.as_slice(), row.version)).collect();
        assert_eq!(left, [(&b"a"[..], 2), (b"c", 1), (b"d", 1)]);
        assert_eq!(store.apply(Vec::new()).await, Ok(Outcome::Applied));
    });
}

#[test]
fn limits_are_what_the_trait_says_to_the_byte() {
    ask(async |store| {
        let rows = |count: usize| (0..count).map(|n| put(&n.to_be_bytes(), Condition::Absent, b"x"));
        assert_eq!(
            store.apply(rows(MAX_ROWS + 1).collect()).await,
            Err(StoreFault::TooLarge)
        );
        assert_eq!(store.query(A, Vec::new(), None, 9).await, Ok(Vec::new()));
        assert_eq!(store.apply(rows(MAX_ROWS).collect()).await, Ok(Outcome::Applied));

        let large = |sort: &[u8], bytes: usize| put(sort, Condition::Absent, &vec![1; bytes]);
        let refused = store.apply(vec![large(b"large", MAX_ROW + 1)]).await;
        assert_eq!(refused, Err(StoreFault::TooLarge));
        assert_eq!(store.apply(vec![large(b"large", MAX_ROW)]).await, Ok(Outcome::Applied));
        let read = store.get(key(b"large")).await.expect("an answer").expect("a row");
        assert_eq!(read.bytes.len(), MAX_ROW);

        // Thirteen whole rows and the rest of a batch; keys count with their lottery.
        let filled = |excess: usize| {
            let mut batch: Vec<Write> = (0..13).map(|n: u8| large(&[1, n], MAX_ROW)).collect();
            let before: usize = batch.iter().map(Write::size).sum();
            batch.push(large(&[2], MAX_BATCH - before - 17 + excess));
            batch
        };
        assert_eq!(filled(0).iter().map(Write::size).sum::<usize>(), MAX_BATCH);
        assert_eq!(store.apply(filled(1)).await, Err(StoreFault::TooLarge));
        assert_eq!(store.get(key(&[1, 0])).await, Ok(None));
        assert_eq!(store.apply(filled(0)).await, Ok(Outcome::Applied));

        let twice = vec![
            put(b"twice", Condition::Absent, b"1"),
            put(b"between", Condition::Absent, b"1"),
            other(b"twice", Condition::Version(1), Change::Check),
        ];
        assert_eq!(store.apply(twice).await, Err(StoreFault::TooLarge));
        assert_eq!(store.get(key(b"between")).await, Ok(None));
    });
}

#[test]
fn pages_are_in_byte_order_and_end_where_the_prefix_ends() {
    ask(async |store| {
        let sorts: [&[u8]; 11] = [
            b"",
            &[0],
            &[0, 0],
            b"E",
            b"E\0",
            b"E\x7f",
            b"E\xff",
            b"E\xff\xff",
            b"F",
            &[0xff],
            &[0xff, 0xff],
        ];
        let neighbours = [[7; 16], [6; 16], [8; 16], [0; 16], [0xff; 16]].map(LotteryId);
        for lottery in neighbours {
            // Written backwards: the order of the answer is the store's.
            let write = |sort: &&[u8]| Write {
                key: Key {
                    lottery,
                    sort: sort.to_vec(),
                },
                condition: Condition::Absent,
                change: Change::Put(lottery.0.to_vec()),
            };
            let batch = sorts.iter().rev().map(write).collect();
            assert_eq!(store.apply(batch).await, Ok(Outcome::Applied));
        }
        let afters = sorts.iter().map(|sort| Some(*sort));
        let afters: Vec<Option<&[u8]>> = afters.chain([None, Some(&b"D\xff"[..]), Some(b"E\x80")]).collect();
        for lottery in neighbours {
            for prefix in sorts.iter().copied().chain([&b"G"[..], b"E\xff\xff\0"]) {
                for after in &afters {
                    for limit in [0, 1, 2, 100] {
                        let wanted = sorts.iter().copied().filter(|sort| sort.starts_with(prefix));
                        let wanted = wanted.filter(|sort| after.is_none_or(|after| *sort > after));
                        let wanted: Vec<&[u8]> = wanted.take(limit).collect();
                        let after = after.map(<[u8]>::to_vec);
                        let page = store
                            .query(lottery, prefix.to_vec(), after, limit)
                            .await
                            .expect("a page");
                        assert!(page.iter().all(|(_, row)| row.bytes == lottery.0));
                        let page: Vec<&[u8]> = page.iter().map(|(sort, _)| sort.as_slice()).collect();
                        assert_eq!(page, wanted);
                    }
                }
            }
        }
    });
}

#[test]
fn of_many_who_write_over_the_same_version_one_is_applied() {
    ask(async |store| {
        let first = put(b"k", Condition::Absent, &[]);
        assert_eq!(store.apply(vec![first]).await, Ok(Outcome::Applied));
        for version in 1..=10 {
            let rivals = (0..64).map(|rival: u8| {
                let write = put(b"k", Condition::Version(version), &[rival]);
                store.apply(vec![write, put(&[rival, 0], Condition::Absent, &[])])
            });
            let outcomes = join_all(rivals).await;
            let winners = (0..)
                .zip(&outcomes)
                .filter(|(_, outcome)| **outcome == Ok(Outcome::Applied));
            let winners: Vec<u8> = winners.map(|(rival, _)| rival).collect();
            let [winner] = winners[..] else {
                unreachable!("{winners:?} were applied")
            };
            assert_eq!(store.get(key(b"k")).await, Ok(row(version + 1, &[winner])));
            let losers = outcomes
                .iter()
                .filter(|outcome| **outcome == conflict(b"k", row(version + 1, &[winner])));
            assert_eq!(losers.count(), 63);
            let delete = other(&[winner, 0], Condition::Version(1), Change::Delete);
            assert_eq!(store.apply(vec![delete]).await, Ok(Outcome::Applied));
            assert_eq!(store.query(A, Vec::new(), None, 99).await.map(|rows| rows.len()), Ok(1));
        }
    });
}
