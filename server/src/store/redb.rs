//! The store in one redb file.
//!
//! One thread writes ([`writer`]): it takes what is waiting, commits it together and answers. Everything else
//! reads, in transactions of its own that see committed rows only. What a row looks like inside the file is
//! said in [`table`], how the file comes into being in [`mod@file`]. redb is named in this file and those below
//! it, nowhere else.
//!
//! A commit or a read that fails leaves the engine broken for good: nobody can say what the file would answer
//! now, so it answers nothing more, [`Engine::broken`] tells, and the process ends and opens it afresh.

use std::fmt;
use std::path::Path;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::thread::{self, JoinHandle};

use redb::{Builder, Database, ReadableDatabase, StorageBackend};
use tokio::sync::{Semaphore, oneshot, watch};
use turnwise_shared::hash::LotteryId;

use super::{Key, MAX_BATCH, MAX_ROW, MAX_ROWS, Outcome, Row, Store, StoreFault, Write};
use table::Rows;
use writer::Job;

mod file;
mod table;
mod writer;

/// What redb may keep in memory: a lottery of thousands fits, and so does the smallest machine.
const CACHE: usize = 64 << 20;
/// The most batches that may wait for the writer.
const WAITING: usize = 4_096;
/// The most bytes that may wait for it, in KiB.
const WAITING_KIB: usize = 64 << 10;

/// The file cannot be used.
#[derive(Debug)]
pub enum OpenFault {
    /// Another process has it open.
    InUse,
    /// Anything else; redb's or the system's words are inside.
    Failed(String),
}

impl fmt::Display for OpenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse => write!(f, "another process has this file open"),
            Self::Failed(words) => write!(f, "{words}"),
        }
    }
}

impl std::error::Error for OpenFault {}

impl<E: Into<redb::Error>> From<E> for OpenFault {
    fn from(fault: E) -> Self {
        match fault.into() {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// The store in one redb file; clones share it. The last one to go closes it, but see [`Engine::close`].
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    /// Gone once closed: the writer ends when it has worked off what came before.
    jobs: Mutex<Option<SyncSender<Job>>>,
    /// What may still wait, in KiB.
    room: Arc<Semaphore>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What the writer's thread and readers have in common.
struct Shared {
    /// Readers and the writer's transactions hold it shared; compaction needs it alone. None once closed.
    database: RwLock<Option<Database>>,
    broken: watch::Sender<bool>,
}

impl Engine {
    /// Opens the file, or creates it for its owner alone.
    ///
    /// # Errors
    /// [`OpenFault::InUse`] if another process has it; [`OpenFault::Failed`] if it is no such file.
    pub fn open(path: &Path) -> Result<Self, OpenFault> {
        Self::start(file::open(path)?)
    }

    /// Opens whatever storage redb can work on; for tests that let it fail.
    ///
    /// # Errors
    /// As [`Engine::open`].
    pub fn with_backend(backend: impl StorageBackend) -> Result<Self, OpenFault> {
        Self::start(builder().create_with_backend(backend)?)
    }

    fn start(database: Database) -> Result<Self, OpenFault> {
        // A file made by hand may be empty, a backend of a test is.
        table::prepare(&database)?;
        let shared = Arc::new(Shared {
            database: RwLock::new(Some(database)),
            broken: watch::Sender::new(false),
        });
        let (jobs, waiting) = sync_channel(WAITING);
        let of_writer = Arc::clone(&shared);
        let writer = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer::run(&of_writer, &waiting))?;
        let inner = Inner {
            shared,
            jobs: Mutex::new(Some(jobs)),
            room: Arc::new(Semaphore::new(WAITING_KIB)),
            writer: Mutex::new(Some(writer)),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Becomes true when a commit or a read has failed: not ready, exit.
    pub fn broken(&self) -> watch::Receiver<bool> {
        self.inner.shared.broken.subscribe()
    }

    /// Gives the space of deleted rows back to the system. Everything else waits meanwhile.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] if it failed or the store is closed.
    pub async fn compact(&self) -> Result<(), StoreFault> {
        let shared = Arc::clone(&self.inner.shared);
        off_thread(move || shared.compact()).await
    }

    /// Works off what is waiting, ends the writer and closes the file, so that the next process can open it.
    /// Whoever asks afterwards is told [`StoreFault::Broken`].
    pub async fn close(&self) {
        let inner = Arc::clone(&self.inner);
        // Closing cannot fail: what was acknowledged is durable already.
        off_thread(move || {
            inner.shut();
            Ok(())
        })
        .await
        .unwrap_or_default();
    }

    /// Whether the batch may wait, and how much room it takes, in KiB.
    fn admit(batch: &[Write]) -> Result<u32, StoreFault> {
        let mut keys: Vec<&Key> = batch.iter().map(|write| &write.key).collect();
        keys.sort_unstable();
        let doubled = keys.windows(2).any(|pair| pair[0] == pair[1]);
        let whole: usize = batch.iter().map(Write::size).sum();
        let fits = batch.iter().all(|write| write.row_size() <= MAX_ROW);
        if doubled || !fits || batch.len() > MAX_ROWS || whole > MAX_BATCH {
            return Err(StoreFault::TooLarge);
        }
        u32::try_from(whole.div_ceil(1 << 10).max(1)).map_err(|_| StoreFault::TooLarge)
    }
}

impl Store for Engine {
    async fn get(&self, key: Key) -> Result<Option<Row>, StoreFault> {
        // A look-up takes some microseconds, less than a change of threads; only compaction makes it wait.
        let shared = Arc::clone(&self.inner.shared);
        if let Some(answer) = shared.try_get(&key) {
            return answer;
        }
        off_thread(move || shared.read(shared.opened().as_ref(), |rows| rows.get(&key))).await
    }

    async fn query(
        &self,
        lottery: LotteryId,
        prefix: Vec<u8>,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Row)>, StoreFault> {
        let shared = Arc::clone(&self.inner.shared);
        off_thread(move || {
            let page = |rows: Rows| rows.page(&lottery, &prefix, after.as_deref(), limit);
            shared.read(shared.opened().as_ref(), page)
        })
        .await
    }

    async fn apply(&self, batch: Vec<Write>) -> Result<Outcome, StoreFault> {
        let size = Self::admit(&batch)?;
        let shared = &self.inner.shared;
        if shared.is_broken() {
            return Err(StoreFault::Broken);
        }
        let room = Arc::clone(&self.inner.room).try_acquire_many_owned(size);
        let room = room.map_err(|_| StoreFault::Busy)?;
        let (answer, answered) = oneshot::channel();
        let job = Job { batch, answer, room };
        match self.inner.jobs().as_ref().map(|jobs| jobs.try_send(job)) {
            Some(Ok(())) => {}
            Some(Err(TrySendError::Full(_))) => return Err(StoreFault::Busy),
            Some(Err(TrySendError::Disconnected(_))) | None => return Err(StoreFault::Broken),
        }
        // The writer answers everyone; silence means that it ended before it knew.
        Ok(answered.await.unwrap_or_else(|_| {
            shared.breaks();
            Outcome::Unknown
        }))
    }
}

impl Inner {
    fn jobs(&self) -> std::sync::MutexGuard<'_, Option<SyncSender<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shut(&self) {
        drop(self.jobs().take());
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if writer.is_some_and(|writer| writer.join().is_err()) {
            self.shared.breaks();
        }
        drop(
            self.shared
                .database
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shut();
    }
}

impl Shared {
    fn is_broken(&self) -> bool {
        *self.broken.borrow()
    }

    fn breaks(&self) {
        self.broken.send_replace(true);
    }

    fn opened(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// None if the database is not to be had at once.
    fn try_get(&self, key: &Key) -> Option<Result<Option<Row>, StoreFault>> {
        let database = self.database.try_read().ok()?;
        Some(self.read(database.as_ref(), |rows| rows.get(key)))
    }

    fn read<T>(
        &self,
        database: Option<&Database>,
        reading: impl FnOnce(Rows) -> Result<T, redb::Error>,
    ) -> Result<T, StoreFault> {
        let Some(database) = database.filter(|_| !self.is_broken()) else {
            return Err(StoreFault::Broken);
        };
        let answer = database.begin_read().map_err(redb::Error::from);
        let answer = answer.and_then(|transaction| reading(Rows::open(&transaction)?));
        answer.map_err(|fault| self.failed("a read", &fault))
    }

    fn compact(&self) -> Result<(), StoreFault> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        let Some(database) = database.as_mut().filter(|_| !self.is_broken()) else {
            return Err(StoreFault::Broken);
        };
        let done = database.compact().map_err(redb::Error::from);
        done.map(|_| ()).map_err(|fault| self.failed("compaction", &fault))
    }

    fn failed(&self, what: &str, fault: &redb::Error) -> StoreFault {
        tracing::error!(%fault, "{what} of the store failed");
        self.breaks();
        StoreFault::Broken
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE);
    builder
}

/// Runs what may wait for the disk where no other request waits for it.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreFault> + Send + 'static,
) -> Result<T, StoreFault> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(StoreFault::Broken))
}
