//! Documents that are kept for as long as their hosts allow ([RFC 9111](https://www.rfc-editor.org/rfc/rfc9111)).

mod disk;
mod entry;
mod freshness;
mod memory;
mod ttl;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use self::entry::{Entry, Head, seconds};
pub(crate) use self::freshness::{Claimed, terms};
pub(crate) use self::ttl::claimed;
use self::{disk::Folder, memory::Memory};
use crate::FetchError;

/// Keeps documents for as long as their hosts allow, and no longer than [`FetchLimits::keep`](crate::FetchLimits::keep).
///
/// A document is kept under its own URL, redirects are followed anew each time. What a host marks `no-store` is not kept; what
/// it marks `no-cache`, or what has become stale, is taken only after the host was asked again, by `ETag` or `Last-Modified`.
/// The `ttl` of a status list, and the end of a status list token, count too. Copies share what they keep.
///
/// ```no_run
/// use accolade_fetch::{BlockingFetcher, Cache, FetchPolicy};
/// let cache = Cache::on_disk("cache".as_ref())?;
/// let fetcher = BlockingFetcher::new(FetchPolicy::default())?.with_cache(cache);
/// # Ok::<(), accolade_fetch::FetchError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cache {
    store: Arc<Store>,
    most_bytes: u64,
}

#[derive(Debug)]
enum Store {
    Memory(Mutex<Memory>),
    Disk(Folder),
}

/// What is there for a URL.
pub(crate) enum Found {
    Nothing,
    Entry(Box<Entry>),
    /// Something that cannot be believed.
    Corrupt,
}

impl Cache {
    /// Keeps documents of at most 64 MiB in all, for as long as it lives itself.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { store: Arc::new(Store::Memory(Mutex::default())), most_bytes: 64 << 20 }
    }

    /// Keeps documents of at most 1 GiB in all in a folder, which is made if it is not there. Several processes may share it.
    ///
    /// Whoever can write to that folder can put documents into an issuer's name; so nobody else may, and each file holds the
    /// digest of itself. One that was cut or altered counts as not there.
    ///
    /// # Errors
    /// `fetch.cache-unusable`, where the folder cannot be made or read, or others may write to it.
    pub fn on_disk(folder: &Path) -> Result<Self, FetchError> {
        Ok(Self { store: Arc::new(Store::Disk(Folder::open(folder)?)), most_bytes: 1 << 30 })
    }

    /// Keeps at most so many bytes; the oldest documents go first.
    #[must_use]
    pub fn limit_bytes(self, most_bytes: u64) -> Self {
        Self { most_bytes, ..self }
    }

    /// What is kept for a URL, of at most `limit` bytes.
    pub(crate) fn find(&self, url: &str, limit: usize) -> Found {
        match &*self.store {
            Store::Memory(memory) => {
                let memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
                let entry = memory.find(url).filter(|entry| entry.body.len() <= limit);
                entry.map_or(Found::Nothing, |entry| Found::Entry(Box::new(entry.clone())))
            }
            Store::Disk(folder) => folder.find(url, limit),
        }
    }

    /// Keeps a document; whether that was possible.
    pub(crate) fn keep(&self, entry: Entry) -> bool {
        match &*self.store {
            Store::Memory(memory) => {
                memory.lock().unwrap_or_else(PoisonError::into_inner).keep(entry, self.most_bytes)
            }
            Store::Disk(folder) => folder.keep(&entry, self.most_bytes),
        }
    }

    /// Forgets what is kept for a URL.
    pub(crate) fn forget(&self, url: &str) {
        match &*self.store {
            Store::Memory(memory) => memory.lock().unwrap_or_else(PoisonError::into_inner).forget(url),
            Store::Disk(folder) => folder.forget(url),
        }
    }
}
