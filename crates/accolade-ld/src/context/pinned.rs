use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;

use super::{Remote, local::Identity, published::PUBLISHED, table};

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

/// One revision of a published context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The URLs under which it was published.
    pub urls: &'static [&'static str],
    /// Which revision it is, in words; empty where only one is known.
    pub label: &'static str,
    /// The length of the published file in bytes.
    pub bytes: usize,
    /// The SHA-256 of the published file, in hexadecimal.
    pub sha256: &'static str,
    /// In which edition it is pinned; `None` where only its digest is known.
    pub edition: Option<Edition>,
    /// Its terms.
    pub(crate) table: Option<&'static str>,
}

/// The pinned context of a URL. A table is read when it is first asked for.
pub(crate) fn find(url: &str, edition: Edition) -> Option<Arc<Remote>> {
    let slots = index().get(url)?;
    let of = |wanted| slots.iter().find(|slot| slot.published.edition == Some(wanted));
    let slot = of(edition).or_else(|| of(Edition::Current))?;
    slot.remote.get_or_init(|| slot.read()).clone()
}

/// A pinned context under one of its URLs.
struct Slot {
    url: &'static str,
    published: &'static Published,
    remote: OnceLock<Option<Arc<Remote>>>,
}

impl Slot {
    fn read(&self) -> Option<Arc<Remote>> {
        let local = table::decode(self.published.table?)?;
        Some(Arc::new(Remote { id: Identity::fresh(), url: self.url.into(), local, pinned: true }))
    }
}

fn index() -> &'static HashMap<&'static str, Vec<Slot>> {
    static INDEX: OnceLock<HashMap<&'static str, Vec<Slot>>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index: HashMap<_, Vec<Slot>> = HashMap::new();
        for published in PUBLISHED.iter().filter(|one| one.table.is_some()) {
            for url in published.urls {
                let slot = Slot { url, published, remote: OnceLock::new() };
                index.entry(*url).or_default().push(slot);
            }
        }
        index
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for (url, slots) in index() {
            for slot in slots {
                assert!(slot.read().is_some(), "{url} {}", slot.published.label);
            }
        }
        assert!(index().len() > if cfg!(feature = "contexts-all") { 50 } else { 25 });
    }

    #[test]
    fn an_edition_differs_where_it_was_published() {
        let url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
        let [current, older] =
            [Edition::Current, Edition::March2024].map(|edition| find(url, edition).unwrap());
        assert!(current.local != older.local);
        let url = "https://www.w3.org/ns/credentials/v2";
        let [current, older] =
            [Edition::Current, Edition::March2024].map(|edition| find(url, edition).unwrap());
        assert!(Arc::ptr_eq(&current, &older));
    }
}
