//! Contexts: what is registered, and what came of applying them.

mod active;
mod define;
mod known;
mod local;
mod pinned;
mod process;
mod published;
mod read;
mod table;

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use hashbrown::HashMap;
use serde_json::Value;

pub(crate) use active::{Active, Coercion, Iri, Mapping, Scoped, Term};
pub(crate) use known::{Cores, Known};
pub(crate) use local::{Container, Direction};
pub(crate) use process::{Origin, Processor};

pub use pinned::{Edition, Published};

use self::{
    local::{Identity, Local},
    process::Key,
};
use crate::{Fault, LdError};

/// The contexts that documents may use, each compiled once, with what came of applying them to each other.
///
/// Cloning is cheap, and clones share what they remember. Nothing is ever fetched: a document that uses another context
/// meets [`LdError::ContextNotPinned`].
#[derive(Clone)]
pub struct Contexts {
    registered: Arc<HashMap<Arc<str>, Arc<Remote>>>,
    pub(crate) initial: Arc<Active>,
    memo: Arc<RwLock<Memo>>,
    pinned: Option<Edition>,
}

/// One context, compiled: what a `@context` says, apart from where it is published.
///
/// Two contexts are equal where applying them to anything gives the same.
///
/// ```
/// use accolade_ld::Context;
/// use serde_json::json;
///
/// let document = json!({"@context": {"name": "https://schema.org/name", "knows": {"@id": "https://schema.org/knows"}}});
/// let context = Context::of_document(&document).unwrap();
/// let table = context.to_table().unwrap();
/// assert_eq!(table, "name\t=https://schema.org/name\nknows\tid=https://schema.org/knows\n");
/// assert_eq!(Context::from_table(&table).unwrap(), context);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Context(Arc<Local>);

impl Context {
    /// The context that a document publishes under `@context`, if it has one.
    #[must_use]
    pub fn of_document(document: &Value) -> Option<Self> {
        Some(Self(read::read(document.as_object()?.get("@context")?)))
    }

    /// The context as a table of its terms, one a line; `None` where it is not well-formed.
    #[must_use]
    pub fn to_table(&self) -> Option<String> {
        table::encode(&self.0)
    }

    /// The context that a table gives; `None` where the text is not a table.
    #[must_use]
    pub fn from_table(text: &str) -> Option<Self> {
        table::decode(text).map(Self)
    }
}

/// A registered context.
#[derive(Debug)]
pub(crate) struct Remote {
    id: Identity,
    url: Arc<str>,
    local: Arc<Local>,
    pinned: bool,
}

/// What came of applying registered contexts to each other, for all documents.
#[derive(Default)]
struct Memo {
    results: HashMap<Key, Arc<Active>>,
    /// How many term definitions the results hold, each result counted with some overhead.
    cost: usize,
}

/// How much is remembered, in term definitions of some 30 bytes. Credentials of all kinds lead to some thousands; a flood
/// of documents with ever new combinations of contexts starts it afresh, which costs time but no memory.
const REMEMBERED: usize = 300_000;

impl Contexts {
    /// No contexts at all.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            registered: Arc::default(),
            initial: Active::initial(None),
            memo: Arc::default(),
            pinned: None,
        }
    }

    /// Every pinned context, in its current edition. All callers share one set.
    ///
    /// ```
    /// use accolade_ld::Contexts;
    /// assert!(Contexts::pinned().contains("https://www.w3.org/ns/credentials/v2"));
    /// ```
    #[must_use]
    pub fn pinned() -> Self {
        Self::with_edition(Edition::Current)
    }

    /// Every pinned context, in the given edition of those that were published in several under one URL. All callers
    /// share one set.
    #[must_use]
    pub fn with_edition(edition: Edition) -> Self {
        static CURRENT: OnceLock<Contexts> = OnceLock::new();
        static MARCH_2024: OnceLock<Contexts> = OnceLock::new();
        let set = match edition {
            Edition::Current => &CURRENT,
            Edition::March2024 => &MARCH_2024,
        };
        set.get_or_init(|| Self { pinned: Some(edition), ..Self::empty() }).clone()
    }

    /// Whether documents may use the context of that URL.
    #[must_use]
    pub fn contains(&self, url: &str) -> bool {
        self.find(url).is_some()
    }

    /// The compiled context of that URL.
    #[must_use]
    pub fn context(&self, url: &str) -> Option<Context> {
        self.find(url).map(|remote| Context(remote.local.clone()))
    }

    /// Every revision that is known to have been published under a URL, pinned or not, with its digest: for a
    /// `relatedResource` or `digestSRI` that names it.
    ///
    /// ```
    /// use accolade_ld::Contexts;
    /// let mut known = Contexts::known_digests("https://www.w3.org/ns/credentials/v2");
    /// assert!(known.any(|one| one.sha256.starts_with("59955ced")));
    /// ```
    pub fn known_digests(url: &str) -> impl Iterator<Item = &'static Published> {
        published::PUBLISHED.iter().filter(move |one| one.urls.contains(&url))
    }

    /// Registers a context of the caller's own under its URL, given as the document published there.
    ///
    /// A pinned context is not replaced, and `false` is returned.
    ///
    /// # Errors
    /// `ld.invalid-remote-context` where the document has no `@context`.
    pub fn insert(&mut self, url: &str, document: &Value) -> Result<bool, LdError> {
        let Some(context) = document.as_object().and_then(|members| members.get("@context")) else {
            let found = format!("the document at `{url}` has no `@context`");
            return Err(LdError::fault(Fault::InvalidRemoteContext, found));
        };
        if self.find(url).is_some_and(|known| known.pinned) {
            return Ok(false);
        }
        let url: Arc<str> = url.into();
        let remote =
            Remote { id: Identity::fresh(), url: url.clone(), local: read::read(context), pinned: false };
        Arc::make_mut(&mut self.registered).insert(url, Arc::new(remote));
        // What is remembered may hold the context that was registered under this URL before.
        self.memo = Arc::default();
        Ok(true)
    }

    pub(crate) fn find(&self, url: &str) -> Option<Arc<Remote>> {
        let pinned = self.pinned.and_then(|edition| pinned::find(url, edition));
        pinned.or_else(|| self.registered.get(url).cloned())
    }

    pub(crate) fn recall(&self, key: &Key) -> Option<Arc<Active>> {
        self.memo.read().unwrap_or_else(PoisonError::into_inner).results.get(key).cloned()
    }

    pub(crate) fn remember(&self, key: Key, result: &Arc<Active>) {
        let mut memo = self.memo.write().unwrap_or_else(PoisonError::into_inner);
        if memo.cost >= REMEMBERED {
            *memo = Memo::default();
        }
        memo.cost += 16 + result.terms.own_len();
        memo.results.insert(key, result.clone());
    }
}

impl std::fmt::Debug for Contexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contexts").field("registered", &self.registered.len()).finish_non_exhaustive()
    }
}
