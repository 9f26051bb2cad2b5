//! A disk that fails on command, in memory: it counts what is written, breaks at a chosen moment, can hold
//! what waits for it, and after a crash keeps, drops or tears what was not synced, by sectors of 512 bytes.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use redb::StorageBackend;

const SECTOR: usize = 512;

/// What a crash leaves of what was written since the last sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsynced {
    /// All of it.
    Kept,
    /// Nothing.
    Dropped,
    /// Each sector or not, as this seed has it.
    Torn(u32),
}

/// The disk; clones are the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Debug, Default)]
struct State {
    /// What the process sees.
    bytes: Vec<u8>,
    /// What the last sync made durable.
    durable: Vec<u8>,
    /// What was done since.
    since: Vec<Change>,
    /// How many changes and syncs there were.
    steps: u32,
    /// From this step on nothing succeeds.
    breaks_at: Option<u32>,
    /// Nothing that contains these bytes can be written, or anything after it.
    refuses: Option<Vec<u8>>,
    broken: bool,
    /// Syncs claim to have happened.
    lies: bool,
    syncs: Syncs,
}

/// Whether syncs may go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Syncs {
    #[default]
    Free,
    Held,
    /// Held, and one is waiting.
    Waiting,
}

#[derive(Clone, Debug)]
enum Change {
    Length(usize),
    Bytes(usize, Vec<u8>),
}

impl Disk {
    /// From this step on nothing succeeds any more: changes, syncs, reads.
    pub(crate) fn breaks_at(self, step: u32) -> Self {
        self.lock().breaks_at = Some(step);
        self
    }

    /// Breaks after so many more steps.
    pub(crate) fn breaks_in(self, steps: u32) -> Self {
        let at = self.steps() + steps;
        self.breaks_at(at)
    }

    /// Breaks as soon as anything with these bytes is to be written.
    pub(crate) fn refuses(self, bytes: &[u8]) -> Self {
        self.lock().refuses = Some(bytes.to_vec());
        self
    }

    /// From now on syncs do nothing and say that they did.
    pub(crate) fn lies(self) -> Self {
        self.lock().lies = true;
        self
    }

    /// How many changes and syncs there were.
    pub(crate) fn steps(&self) -> u32 {
        self.lock().steps
    }

    /// Lets every sync wait until released.
    pub(crate) fn hold(&self) {
        self.lock().syncs = Syncs::Held;
    }

    /// Waits until a sync waits.
    pub(crate) fn wait_for_sync(&self) {
        let waiting = self
            .0
            .changed
            .wait_while(self.lock(), |state| state.syncs != Syncs::Waiting);
        drop(waiting.expect("no panic"));
    }

    /// Lets syncs go on.
    pub(crate) fn release(&self) {
        self.lock().syncs = Syncs::Free;
        self.0.changed.notify_all();
    }

    /// The disk as the next process finds it after a crash; whole again.
    pub(crate) fn after_crash(&self, unsynced: Unsynced) -> Self {
        let state = self.lock();
        let mut bytes = state.durable.clone();
        for (index, change) in (0..).zip(&state.since) {
            match change {
                Change::Length(length) if is_kept(unsynced, index, 0) => bytes.resize(*length, 0),
                Change::Length(_) => {}
                Change::Bytes(offset, content) => keep_some(&mut bytes, *offset, content, unsynced, index),
            }
        }
        Self::holding(bytes)
    }

    /// A disk on which this stands, durable.
    fn holding(bytes: Vec<u8>) -> Self {
        let state = State {
            durable: bytes.clone(),
            bytes,
            ..State::default()
        };
        Self(Arc::new(Inner {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("no panic")
    }

    /// One step, if the disk still works.
    fn step(&self, content: &[u8]) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.lock();
        let refused = |bytes: &Vec<u8>| content.windows(bytes.len()).any(|window| window == bytes);
        state.broken |= state.breaks_at.is_some_and(|step| state.steps >= step);
        state.broken |= state.refuses.as_ref().is_some_and(refused);
        if state.broken {
            return Err(io::Error::other("the disk is broken"));
        }
        state.steps += 1;
        Ok(state)
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(u64::try_from(self.lock().bytes.len()).expect("a length"))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.lock();
        let start = index(offset);
        match state.bytes.get(start..start + out.len()) {
            Some(bytes) if !state.broken => out.copy_from_slice(bytes),
            _ => return Err(io::Error::other("nothing to be read here")),
        }
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut state = self.step(&[])?;
        let length = index(length);
        state.bytes.resize(length, 0);
        state.since.push(Change::Length(length));
        Ok(())
    }

    fn write(&self, offset: u64, content: &[u8]) -> io::Result<()> {
        let mut state = self.step(content)?;
        let start = index(offset);
        let place = state.bytes.get_mut(start..start + content.len());
        place
            .ok_or_else(|| io::Error::other("beyond the end"))?
            .copy_from_slice(content);
        state.since.push(Change::Bytes(start, content.to_vec()));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.step(&[])?;
        if state.syncs == Syncs::Held {
            state.syncs = Syncs::Waiting;
            self.0.changed.notify_all();
        }
        let held = |state: &mut State| state.syncs != Syncs::Free;
        let mut state = self.0.changed.wait_while(state, held).expect("no panic");
        if !state.lies {
            for change in std::mem::take(&mut state.since) {
                match change {
                    Change::Length(length) => state.durable.resize(length, 0),
                    Change::Bytes(offset, content) => keep(&mut state.durable, offset, &content),
                }
            }
        }
        Ok(())
    }
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).expect("a small disk")
}

/// Writes, and makes room where the length that was asked for got lost.
fn keep(bytes: &mut Vec<u8>, offset: usize, content: &[u8]) {
    if bytes.len() < offset + content.len() {
        bytes.resize(offset + content.len(), 0);
    }
    bytes[offset..offset + content.len()].copy_from_slice(content);
}

fn keep_some(bytes: &mut Vec<u8>, offset: usize, content: &[u8], unsynced: Unsynced, index: u32) {
    let mut start = 0;
    while start < content.len() {
        // Sectors are those of the disk, wherever the write begins.
        let sector = (offset + start) / SECTOR;
        let end = content.len().min((sector + 1) * SECTOR - offset);
        if is_kept(unsynced, index, u32::try_from(sector).expect("a small disk")) {
            keep(bytes, offset + start, &content[start..end]);
        }
        start = end;
    }
}

fn is_kept(unsynced: Unsynced, index: u32, sector: u32) -> bool {
    match unsynced {
        Unsynced::Kept => true,
        Unsynced::Dropped => false,
        Unsynced::Torn(seed) => {
            let mixed = (seed ^ index.wrapping_mul(0x9E37_79B9)).wrapping_add(sector.wrapping_mul(0x85EB_CA6B));
            (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D) & 0x10_0000 != 0
        }
    }
}
