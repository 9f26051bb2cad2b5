//! What the browser keeps: the only file that names `localStorage` and `sessionStorage`.
//!
//! A cache, not a home: it may be full, blocked, cleared or shared. Every write says whether it worked,
//! so that a page can say what is lost and what brings it back. Keys begin with `turnwise/`.

use std::cell::RefCell;

use leptos::web_sys::{self, Storage};

thread_local! {
    /// What a tab without session storage remembers until it is reloaded.
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The browser refused: storage is full, blocked or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Survives closing the browser; shared by all tabs.
    Lasting,
    /// Gone with the tab.
    Tab,
}

impl Shelf {
    fn open(self) -> Option<Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Lasting => window.local_storage().ok()?,
            Self::Tab => window.session_storage().ok()?,
        }
    }

    /// What stands under a key.
    pub fn get(self, key: &str) -> Option<String> {
        if self == Self::Tab
            && let Some(value) = MEMORY.with_borrow(|memory| remembered(memory, key))
        {
            return Some(value);
        }
        self.open()?.get_item(&full(key)).ok()?
    }

    /// Puts something under a key.
    pub fn put(self, key: &str, value: &str) -> Result<(), Full> {
        let written = self
            .open()
            .is_some_and(|storage| storage.set_item(&full(key), value).is_ok());
        if self == Self::Tab {
            // What was remembered for want of storage must not shadow what storage has now.
            MEMORY.with_borrow_mut(|memory| {
                memory.retain(|(known, _)| known != key);
                if !written {
                    memory.push((key.to_owned(), value.to_owned()));
                }
            });
        }
        if written { Ok(()) } else { Err(Full) }
    }

    /// Forgets what stands under a key.
    pub fn forget(self, key: &str) {
        if self == Self::Tab {
            MEMORY.with_borrow_mut(|memory| memory.retain(|(known, _)| known != key));
        }
        if let Some(storage) = self.open() {
            // A failure leaves nothing to do: storage that cannot forget could not be written either.
            let _ = storage.remove_item(&full(key));
        }
    }

    /// Every key that begins like this, in no particular order.
    pub fn keys(self, prefix: &str) -> Vec<String> {
        let Some(storage) = self.open() else {
            return Vec::new();
        };
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .filter_map(|key| key.strip_prefix("turnwise/").map(str::to_owned))
            .filter(|key| key.starts_with(prefix))
            .collect()
    }
}

fn remembered(memory: &[(String, String)], key: &str) -> Option<String> {
    let known = memory.iter().find(|(known, _)| known == key);
    known.map(|(_, value)| value.clone())
}

/// The key as the browser sees it, for comparing with a `storage` event.
pub fn full(key: &str) -> String {
    format!("turnwise/{key}")
}
