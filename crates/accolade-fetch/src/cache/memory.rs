use std::collections::BTreeMap;

use super::entry::Entry;

/// Kept documents by URL.
#[derive(Debug, Default)]
pub(super) struct Memory {
    entries: BTreeMap<String, Entry>,
    bytes: u64,
}

impl Memory {
    pub(super) fn find(&self, url: &str) -> Option<&Entry> {
        self.entries.get(url)
    }

    pub(super) fn keep(&mut self, entry: Entry, most_bytes: u64) -> bool {
        if size(&entry) > most_bytes {
            return false;
        }
        self.forget(&entry.head.url.clone());
        while self.bytes.saturating_add(size(&entry)) > most_bytes {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.head.received);
            let Some(url) = oldest.map(|(url, _)| url.clone()) else { break };
            self.forget(&url);
        }
        self.bytes = self.bytes.saturating_add(size(&entry));
        self.entries.insert(entry.head.url.clone(), entry);
        true
    }

    pub(super) fn forget(&mut self, url: &str) {
        if let Some(entry) = self.entries.remove(url) {
            self.bytes = self.bytes.saturating_sub(size(&entry));
        }
    }
}

/// What an entry takes up, about.
fn size(entry: &Entry) -> u64 {
    const AROUND: usize = 512;
    u64::try_from(entry.body.len() + 2 * entry.head.url.len() + AROUND).unwrap_or(u64::MAX)
}
