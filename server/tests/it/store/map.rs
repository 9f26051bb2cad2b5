//! Random batches, queries and crashes in between: the engine answers like a sorted map.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use proptest::collection::vec;
use proptest::prelude::*;
use turnwise_server::store::redb::Engine;
use turnwise_server::store::{Change, Condition, Key, Outcome, Row, Store, Write};
use turnwise_shared::hash::LotteryId;

use super::run;
use crate::disk::{Disk, Unsynced};

/// What a store is, said in a few lines: the same answers are expected of the engine.
#[derive(Default)]
struct Model(BTreeMap<Key, Row>);

impl Model {
    fn apply(&mut self, batch: &[Write]) -> Outcome {
        for write in batch {
            let current = self.0.get(&write.key);
            let expected = match write.condition {
                Condition::Absent => None,
                Condition::Version(version) => Some(version),
            };
            if current.map(|row| row.version) != expected {
                return Outcome::Conflict {
                    key: write.key.clone(),
                    current: current.cloned(),
                };
            }
        }
        for write in batch {
            match &write.change {
                Change::Check => {}
                Change::Delete => drop(self.0.remove(&write.key)),
                Change::Put(bytes) => {
                    let version = self.0.get(&write.key).map_or(1, |row| row.version + 1);
                    let bytes = bytes.clone();
                    self.0.insert(write.key.clone(), Row { version, bytes });
                }
            }
        }
        Outcome::Applied
    }

    fn query(&self, lottery: LotteryId, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Vec<(Vec<u8>, Row)> {
        let of_lottery = self.0.iter().filter(|(key, _)| key.lottery == lottery);
        of_lottery
            .filter(|(key, _)| key.sort.starts_with(prefix))
            .filter(|(key, _)| after.is_none_or(|after| key.sort.as_slice() > after))
            .take(limit)
            .map(|(key, row)| (key.sort.clone(), row.clone()))
            .collect()
    }
}

/// One thing that is done to a store.
#[derive(Clone, Debug)]
enum Step {
    /// Several batches that are sent without waiting in between.
    Apply(Vec<Vec<Write>>),
    Query(LotteryId, Vec<u8>, Option<Vec<u8>>, usize),
    Crash,
}

fn some_key() -> impl Strategy<Value = Key> {
    let lottery = prop_oneof![Just([0; 16]), Just([1; 16]), Just([0xff; 16])].prop_map(LotteryId);
    (lottery, sort()).prop_map(|(lottery, sort)| Key { lottery, sort })
}

fn sort() -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![Just(0), Just(b'E'), Just(0xff)], 0..3)
}

fn batch() -> impl Strategy<Value = Vec<Write>> {
    let condition = prop_oneof![
        4 => Just(Condition::Absent),
        5 => (1..4_u64).prop_map(Condition::Version),
    ];
    let change = prop_oneof![
        5 => vec(any::<u8>(), 0..4).prop_map(Change::Put),
        1 => Just(Change::Delete),
        1 => Just(Change::Check),
    ];
    let write = (some_key(), condition, change).prop_map(|(key, condition, change)| Write { key, condition, change });
    vec(write, 1..4).prop_map(|mut batch| {
        batch.sort_by(|one, other| one.key.cmp(&other.key));
        batch.dedup_by(|one, other| one.key == other.key);
        batch
    })
}

fn step() -> impl Strategy<Value = Step> {
    let query = (some_key(), proptest::option::of(sort()), 0..5_usize);
    prop_oneof![
        12 => vec(batch(), 1..8).prop_map(Step::Apply),
        4 => query.prop_map(|(key, after, limit)| Step::Query(key.lottery, key.sort, after, limit)),
        1 => Just(Step::Crash),
    ]
}

async fn compare(steps: Vec<Step>) {
    let (mut disk, mut model) = (Disk::default(), Model::default());
    let mut store = Engine::with_backend(disk.clone()).expect("a store");
    for step in steps {
        match step {
            Step::Apply(batches) => {
                let expected: Vec<_> = batches.iter().map(|batch| Ok(model.apply(batch))).collect();
                let outcomes = join_all(batches.into_iter().map(|batch| store.apply(batch))).await;
                assert_eq!(outcomes, expected);
            }
            Step::Query(lottery, prefix, after, limit) => {
                let expected = model.query(lottery, &prefix, after.as_deref(), limit);
                assert_eq!(store.query(lottery, prefix, after, limit).await, Ok(expected));
            }
            Step::Crash => {
                disk = disk.after_crash(Unsynced::Dropped);
                store = Engine::with_backend(disk.clone()).expect("the same store");
            }
        }
    }
    for (key, row) in &model.0 {
        assert_eq!(store.get(key.clone()).await, Ok(Some(row.clone())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_answers_like_a_sorted_map(steps in vec(step(), 1..40)) {
        run(compare(steps));
    }
}
