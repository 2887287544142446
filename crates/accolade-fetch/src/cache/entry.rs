use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::freshness::Terms;

/// A document that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// What is known about a kept document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Head {
    pub(crate) url: String,
    /// The media types that were asked for.
    pub(crate) accept: String,
    /// Whether a question for other media types could have another answer.
    pub(crate) varies: bool,
    pub(crate) media_type: Option<String>,
    /// Where it came from: a policy that would not have asked there must not find it here.
    pub(crate) from: Option<IpAddr>,
    /// When it came, or was last said to be unchanged, in seconds from 1970.
    pub(crate) received: u64,
    /// For how many seconds from then it may be taken.
    pub(crate) fresh: u64,
    /// For how many seconds it was meant to be taken from when it was made.
    pub(crate) lifetime: u64,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Head {
    /// Sets the terms, from now on. What its host can tell it by stays where nothing else is said.
    pub(crate) fn agree(&mut self, terms: Terms, now: SystemTime) {
        self.received = seconds(now);
        self.fresh = terms.fresh.as_secs();
        self.lifetime = terms.lifetime.as_secs();
        self.varies |= terms.varies;
        self.etag = terms.etag.or(self.etag.take());
        self.last_modified = terms.last_modified.or(self.last_modified.take());
    }

    /// Whether it may be taken without asking. A clock that was set back makes it stale.
    pub(crate) fn is_fresh(&self, now: SystemTime, longest: Duration) -> bool {
        let fresh = self.fresh.min(longest.as_secs());
        seconds(now).checked_sub(self.received).is_some_and(|age| age < fresh)
    }

    /// Whether its host can be asked if it is the same still.
    pub(crate) const fn is_revalidable(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

impl Entry {
    /// The text of a file: the digest of all that follows, what is known, and the document.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut rest = serde_json::to_vec(&self.head).unwrap_or_default();
        rest.push(b'\n');
        rest.extend_from_slice(&self.body);
        let mut file = digest(&rest).into_bytes();
        file.push(b'\n');
        file.append(&mut rest);
        file
    }

    /// Reads a file. Nothing of one that was cut, altered or put in the place of another is believed.
    pub(crate) fn from_bytes(bytes: &[u8], url: &str) -> Option<Self> {
        let (stated, rest) = split_line(bytes)?;
        if stated != digest(rest).as_bytes() {
            return None;
        }
        let (head, body) = split_line(rest)?;
        let head: Head = serde_json::from_slice(head).ok()?;
        (head.url == url).then(|| Self { head, body: body.to_vec() })
    }
}

/// The name of the file for a URL.
pub(crate) fn name_of(url: &str) -> String {
    digest(url.as_bytes())
}

pub(crate) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((line, rest.split_first()?.1))
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
