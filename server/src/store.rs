//! Where rows are kept: one small trait, because another engine will stand behind it one day.
//!
//! A row has a key (lottery, sort bytes), bytes, and a version that the store raises on every write. Reads
//! are strongly consistent; a batch is applied whole or not at all, each row under its own condition.
//! Everything a lottery's logic may assume about durability is written here; `store/redb.rs` is the only
//! file that names the engine.

use std::future::Future;

use turnwise_shared::hash::LotteryId;

pub mod redb;

/// The most rows in one batch.
pub const MAX_ROWS: usize = 100;
/// The most bytes in one batch.
pub const MAX_BATCH: usize = 4_000_000;
/// The most bytes in one row.
pub const MAX_ROW: usize = 300_000;

/// Which row: all rows of a lottery stand together, ordered by their sort bytes (numbers big-endian).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The lottery, or [`LotteryId::ZERO`] for the index of lotteries.
    pub lottery: LotteryId,
    /// What the row is, in byte order.
    pub sort: Vec<u8>,
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Raised by the store on every write, from 1. A deleted and rewritten row starts at 1 again.
    pub version: u64,
    /// The content.
    pub bytes: Vec<u8>,
}

/// What must hold for a write to be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There is no such row.
    Absent,
    /// The row has this version.
    Version(u64),
}

/// What to do with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Write these bytes.
    Put(Vec<u8>),
    /// Remove the row.
    Delete,
    /// Leave it: only its condition counts.
    Check,
}

/// One row of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Which row; each at most once in a batch.
    pub key: Key,
    /// Under which condition.
    pub condition: Condition,
    /// What happens to it.
    pub change: Change,
}

impl Write {
    /// The bytes of the row to be written.
    pub fn row_size(&self) -> usize {
        match &self.change {
            Change::Put(bytes) => bytes.len(),
            Change::Delete | Change::Check => 0,
        }
    }

    /// What it counts for in [`MAX_BATCH`]: key and content.
    pub fn size(&self) -> usize {
        self.key.lottery.0.len() + self.key.sort.len() + self.row_size()
    }
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Durable, all of it.
    Applied,
    /// Nothing was written: this row's condition does not hold.
    Conflict {
        /// The first row, in the order of the batch, whose condition fails.
        key: Key,
        /// What stands there.
        current: Option<Row>,
    },
    /// Whether it was written is not known: read again, or repeat the same batch.
    Unknown,
}

/// The store cannot answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// Too many batches are waiting: come back later.
    Busy,
    /// A commit or a read failed: the process is not ready and will exit.
    Broken,
    /// The batch is above a limit of this trait, or names a key twice: a fault of the caller's.
    TooLarge,
}

/// Rows, strongly consistent and durable.
pub trait Store: Clone + Send + Sync + 'static {
    /// The row under this key.
    fn get(&self, key: Key) -> impl Future<Output = Result<Option<Row>, StoreFault>> + Send;

    /// Up to `limit` rows of one lottery whose sort bytes begin with `prefix` and come after `after`, in
    /// byte order. Pages are no snapshot: a row may change between two of them.
    fn query(
        &self,
        lottery: LotteryId,
        prefix: Vec<u8>,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<(Vec<u8>, Row)>, StoreFault>> + Send;

    /// Applies a batch: all rows or none, durable when `Applied` is answered.
    fn apply(&self, batch: Vec<Write>) -> impl Future<Output = Result<Outcome, StoreFault>> + Send;
}
