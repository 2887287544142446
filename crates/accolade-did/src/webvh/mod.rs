//! [`did:webvh`](https://identity.foundation/didwebvh/v1.0/): a document at an https URL, with a log of everything that it has
//! been. Each entry holds the hash of the one before it and is signed by a key that the one before it allows.

mod entry;
mod parameters;
mod url;
mod witness;

use std::sync::Arc;

use accolade_json::{Value, date::write_date_time_stamp};
use accolade_keys::PublicKey;
use accolade_report::Pointer;
use time::OffsetDateTime;

pub use parameters::Witnesses;
pub use url::{log_url, witness_url};

use crate::{Did, DidError, Document};
use entry::Entry;
use parameters::Parameters;

/// Whether a proof holds: the signed object without its proof, the proof of the suite `eddsa-jcs-2022` and the purpose
/// `assertionMethod`, and the key. The suites are above this crate, so whoever calls brings it.
pub type ProofCheck<'a> = dyn Fn(&Value, &Value, &PublicKey) -> bool + 'a;

/// How far behind the log's the clock of the reader may be (Read (Resolve), step 4).
const SKEW: time::Duration = time::Duration::minutes(5);

/// The log of a `did:webvh`, every entry of it verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    did: Did,
    versions: Vec<Version>,
    parameters: Parameters,
}

/// One version of a document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Version {
    /// `versionId`: the number of the version, and the hash that binds it to those before.
    pub id: String,
    /// `versionTime`, as the controller states it.
    pub time: OffsetDateTime,
    /// The document.
    pub document: Value,
    /// Who must have witnessed this version.
    pub witnesses: Option<Arc<Witnesses>>,
}

impl Log {
    /// Reads the log of a DID as it stands at the time `now`: [Read (Resolve)](https://identity.foundation/didwebvh/v1.0/#read-resolve)
    /// without the proofs of witnesses, which [`Self::check_witnesses`] reads where [`Self::is_witnessed`].
    ///
    /// One entry that does not hold makes the whole log worthless.
    ///
    /// # Errors
    /// `did.log-malformed`, `did.log-hash-mismatch`, `did.log-proof-mismatch`, `did.log-key-not-committed`, `did.log-time-order`,
    /// `did.log-identifier-mismatch`; `did.malformed`; `json.*`.
    pub fn read(
        text: &[u8],
        did: &Did,
        now: OffsetDateTime,
        holds: &ProofCheck<'_>,
    ) -> Result<Self, DidError> {
        let scid = url::scid(did)?;
        let mut log = Self { did: did.clone(), versions: Vec::new(), parameters: Parameters::default() };
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        for (position, line) in text.split(|byte| *byte == b'\n').enumerate() {
            log.add(&Entry::read(line, position + 1)?, scid, now, holds)?;
        }
        // Only a document under this very name speaks for it; another may be under the same log, before or after a move.
        if !log.versions.iter().any(|version| id_of(&version.document) == Some(did.as_str())) {
            let found = log.versions.last().and_then(|version| id_of(&version.document));
            return Err(DidError::LogIdentifierMismatch {
                version: log.versions.len(),
                found: found.unwrap_or_default().to_owned(),
                expected: did.as_str().to_owned(),
            });
        }
        Ok(log)
    }

    /// The versions, the oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Whether any version must have been witnessed.
    #[must_use]
    pub fn is_witnessed(&self) -> bool {
        self.versions.iter().any(|version| version.witnesses.is_some())
    }

    /// Whether the DID can move to another host.
    #[must_use]
    pub const fn is_portable(&self) -> bool {
        self.parameters.portable
    }

    /// Whether the controller gave the DID up.
    #[must_use]
    pub const fn is_deactivated(&self) -> bool {
        self.parameters.deactivated
    }

    /// For how many seconds the controller advises to keep what was read.
    #[must_use]
    pub const fn ttl(&self) -> u32 {
        self.parameters.ttl
    }

    /// The document in force.
    ///
    /// # Errors
    /// `did.deactivated`; `did.document-id-mismatch` where the DID has moved and now has another name; `did.malformed-document`.
    pub fn document(&self) -> Result<Document, DidError> {
        if self.parameters.deactivated {
            return Err(DidError::Deactivated { did: self.did.as_str().to_owned() });
        }
        let last = self.versions.last().map(|version| version.document.clone()).unwrap_or_default();
        Document::from_value(last, self.did.as_str())
    }

    /// The version that was in force at a time, as the parameter `versionTime` of a DID URL asks.
    #[must_use]
    pub fn version_at(&self, time: OffsetDateTime) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.time <= time)
    }

    /// Whether enough witnesses approved of every version that must be witnessed; `proofs` is the file at
    /// [`witness_url`].
    ///
    /// # Errors
    /// `did.log-not-witnessed`; `did.log-malformed` where it is no list of proofs.
    pub fn check_witnesses(&self, proofs: &Value, holds: &ProofCheck<'_>) -> Result<(), DidError> {
        witness::check(&self.versions, proofs, holds)
    }

    /// What [DID Resolution](https://identity.foundation/didwebvh/v1.0/#read-resolve) calls the metadata of the document: facts
    /// that the log states about itself.
    #[must_use]
    pub fn metadata(&self) -> Value {
        let time = |version: Option<&Version>| {
            version.map(|version| write_date_time_stamp(version.time)).unwrap_or_default()
        };
        let last = self.versions.last();
        serde_json::json!({
            "versionId": last.map(|version| version.id.as_str()),
            "versionTime": time(last),
            "created": time(self.versions.first()),
            "updated": time(last),
            "scid": url::scid(&self.did).unwrap_or_default(),
            "portable": self.parameters.portable,
            "deactivated": self.parameters.deactivated,
            "ttl": self.parameters.ttl.to_string(),
        })
    }

    /// Takes up the next entry.
    fn add(
        &mut self,
        entry: &Entry,
        scid: &str,
        now: OffsetDateTime,
        holds: &ProofCheck<'_>,
    ) -> Result<(), DidError> {
        let before = self.versions.last();
        if self.parameters.deactivated {
            return Err(entry.malformed("/versionId", "stands behind the entry that gave the DID up"));
        }
        entry.check_number()?;
        let time = entry.time()?;
        let too_early = before.is_some_and(|before| time <= before.time);
        if too_early || time > now.saturating_add(SKEW) {
            let message = if too_early { "is not after the entry before it" } else { "is in the future" };
            return Err(DidError::LogTimeOrder { version: entry.number, message });
        }
        let parameters = self.parameters.updated(entry, before.is_none())?;
        if before.is_none() {
            entry.check_scid(&parameters.scid, scid)?;
        }
        entry.check_hash(before.map_or(scid, |before| before.id.as_str()))?;
        let committed = !self.parameters.next_key_hashes.is_empty();
        if committed {
            parameters.check_commitment(&self.parameters.next_key_hashes, entry)?;
        }
        // Authorized Keys: those of the entry before, unless the entry's own were committed to.
        let own = committed || before.is_none();
        entry
            .check_proofs(if own { &parameters.update_keys } else { &self.parameters.update_keys }, holds)?;
        self.check_name(entry, scid, &parameters)?;
        // A list of witnesses that is replaced still approves of its replacement; a first one approves at once.
        let witnesses = self.parameters.witnesses.clone().or_else(|| parameters.witnesses.clone());
        self.versions.push(Version { id: entry.id.clone(), time, document: entry.state.clone(), witnesses });
        self.parameters = parameters;
        Ok(())
    }

    /// Read (Resolve), step 6, and DID Portability: the name keeps its first part always, and the rest unless the log
    /// allows it to move.
    fn check_name(&self, entry: &Entry, scid: &str, parameters: &Parameters) -> Result<(), DidError> {
        let id = id_of(&entry.state).unwrap_or_default();
        let name = Did::parse(id).and_then(|did| log_url(&did).and(url::scid(&did).map(str::to_owned)));
        let before = self.versions.last().and_then(|version| id_of(&version.document));
        let also_known_as =
            entry.state.get("alsoKnownAs").map(accolade_json::one_or_many).unwrap_or_default();
        let moved = before.is_some_and(|before| before != id);
        let allowed =
            !moved || (parameters.portable && also_known_as.iter().any(|name| name.as_str() == before));
        if allowed && name.is_ok_and(|name| name == scid) {
            return Ok(());
        }
        let expected = before.unwrap_or(self.did.as_str()).to_owned();
        Err(DidError::LogIdentifierMismatch { version: entry.number, found: id.to_owned(), expected })
    }
}

fn id_of(document: &Value) -> Option<&str> {
    document.get("id").and_then(Value::as_str)
}

fn malformed(version: usize, place: &str, message: impl Into<String>) -> DidError {
    let pointer = place.split('/').skip(1).fold(Pointer::root(), |pointer, name| pointer.key(name));
    DidError::LogMalformed { version, pointer, message: message.into() }
}
