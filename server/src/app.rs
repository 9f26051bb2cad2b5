//! What every handler shares: the store, the clock, random bytes, limits, listeners.
//!
//! Clock and randomness are passed in, so that tests fix them. Every access to the store goes through the
//! methods here, which notice when it is lost: the server is then no longer ready, and the process ends.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::lottery::Rules;

use crate::config::Options;
use crate::error::Failure;
use crate::events::Events;
use crate::limits::Limits;
use crate::parts;
use crate::rows;
use crate::store::{Key, Outcome, Row, Store, StoreFault, Write};

/// UTC seconds.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;
/// 32 random bytes, none if the system has none to give.
pub type Random = Arc<dyn Fn() -> Option<[u8; 32]> + Send + Sync>;

/// How many versions of rules are kept parsed.
const RULES_KEPT: usize = 512;
/// How many draws may wait for the one under way.
const DRAWS_WAITING: usize = 64;

/// The server.
pub struct App<S> {
    store: S,
    clock: Clock,
    random: Random,
    /// What the deployer chose.
    pub options: Options,
    /// Who asks how often.
    pub limits: Limits,
    /// Who listens to which lottery.
    pub events: Events,
    parsed: Mutex<HashMap<(LotteryId, Hash32), Arc<Rules>>>,
    drawing: Arc<Semaphore>,
    waiting: Semaphore,
    removed: AtomicBool,
    lost: watch::Sender<bool>,
    ending: watch::Sender<bool>,
}

impl<S: Store> App<S> {
    /// A server over this store.
    ///
    /// # Errors
    /// [`Failure::NoRandomness`] if the system has no random bytes.
    pub fn new(store: S, clock: Clock, random: Random, options: Options) -> Result<Arc<Self>, Failure> {
        let salt = random().ok_or(Failure::NoRandomness)?;
        Ok(Arc::new(Self {
            store,
            clock,
            random,
            limits: Limits::new(salt, options.rate),
            events: Events::default(),
            parsed: Mutex::default(),
            drawing: Arc::new(Semaphore::new(1)),
            waiting: Semaphore::new(DRAWS_WAITING),
            // A process that ended in between may have left deleted rows in the file.
            removed: AtomicBool::new(true),
            lost: watch::Sender::new(false),
            ending: watch::Sender::new(false),
            options,
        }))
    }

    /// UTC seconds.
    pub fn now(&self) -> u64 {
        (self.clock)()
    }

    /// 32 fresh random bytes.
    ///
    /// # Errors
    /// [`Failure::NoRandomness`] if the system has none to give.
    pub fn random(&self) -> Result<[u8; 32], Failure> {
        (self.random)().ok_or(Failure::NoRandomness)
    }

    /// Waits until nobody else draws: one draw at a time leaves the other processors to everyone. Whoever
    /// holds the permit may draw.
    ///
    /// # Errors
    /// [`StoreFault::Busy`] if too many are waiting.
    pub async fn may_draw(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let busy = Failure::Store(StoreFault::Busy);
        let waiting = self.waiting.try_acquire();
        let Ok(_place) = waiting else { return Err(busy) };
        let permit = Arc::clone(&self.drawing).acquire_owned().await;
        permit.map_err(|_| busy)
    }

    /// Whether the store still answers.
    pub fn is_ready(&self) -> bool {
        !*self.lost.borrow()
    }

    /// Remembers that rows of a lottery were removed for good.
    pub fn has_removed(&self) {
        self.removed.store(true, Ordering::SeqCst);
    }

    /// Whether any were since this was asked last: then the file still holds what they said, until it is compacted.
    pub fn take_removed(&self) -> bool {
        self.removed.swap(false, Ordering::SeqCst)
    }

    /// Becomes true when the store is lost.
    pub fn lost(&self) -> watch::Receiver<bool> {
        self.lost.subscribe()
    }

    /// Ends everything that would otherwise go on for ever.
    pub fn end(&self) {
        self.ending.send_replace(true);
    }

    /// Becomes true when the server shuts down.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// The row under this key.
    ///
    /// # Errors
    /// As the store's.
    pub async fn get(&self, key: Key) -> Result<Option<Row>, Failure> {
        self.watched(self.store.get(key).await)
    }

    /// Rows in byte order; see [`Store::query`].
    ///
    /// # Errors
    /// As the store's.
    pub async fn query(
        &self,
        id: LotteryId,
        prefix: &[u8],
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Row)>, Failure> {
        self.watched(self.store.query(id, prefix.to_vec(), after, limit).await)
    }

    /// Applies a batch; the row whose condition failed, if one did.
    ///
    /// # Errors
    /// As the store's; [`Failure::OutcomeUnknown`] if it is not known whether it was written.
    pub async fn apply(&self, batch: Vec<Write>) -> Result<Option<Key>, Failure> {
        match self.watched(self.store.apply(batch).await)? {
            Outcome::Applied => Ok(None),
            Outcome::Conflict { key, .. } => Ok(Some(key)),
            Outcome::Unknown => {
                self.lost.send_replace(true);
                Err(Failure::OutcomeUnknown)
            }
        }
    }

    /// Rules by their hash. They never change, so they are kept parsed.
    ///
    /// # Errors
    /// [`Failure::Damaged`] if they are not there.
    pub async fn rules(&self, id: LotteryId, rules: Hash32) -> Result<Arc<Rules>, Failure> {
        let known = self.parsed().get(&(id, rules)).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let bytes = parts::read(self, id, parts::Kind::Rules, &rules).await?;
        let parsed: Arc<Rules> = Arc::new(rows::decode(&bytes)?);
        let mut kept = self.parsed();
        if kept.len() >= RULES_KEPT {
            kept.clear();
        }
        kept.insert((id, rules), Arc::clone(&parsed));
        Ok(parsed)
    }

    fn parsed(&self) -> std::sync::MutexGuard<'_, HashMap<(LotteryId, Hash32), Arc<Rules>>> {
        self.parsed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watched<T>(&self, answer: Result<T, StoreFault>) -> Result<T, Failure> {
        answer.map_err(|fault| {
            if fault == StoreFault::Broken {
                self.lost.send_replace(true);
            }
            Failure::Store(fault)
        })
    }
}
