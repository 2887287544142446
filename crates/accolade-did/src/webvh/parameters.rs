//! The [parameters](https://identity.foundation/didwebvh/v1.0/#didwebvh-did-method-parameters) that rule a log.

use std::{collections::BTreeSet, sync::Arc};

use accolade_json::{Map, Value};
use accolade_keys::{KeyType, PublicKey};

use super::entry::{Entry, multihash};
use crate::{DidError, MethodUrl};

/// What a log has set so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameters {
    pub(super) scid: String,
    pub(super) update_keys: Vec<String>,
    pub(super) next_key_hashes: Vec<String>,
    /// Shared by all versions that they must approve of: a log can name many, and go on for long.
    pub(super) witnesses: Option<Arc<Witnesses>>,
    pub(super) portable: bool,
    pub(super) deactivated: bool,
    pub(super) ttl: u32,
}

/// Who must approve of a version, and how many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witnesses {
    /// How many.
    pub threshold: usize,
    /// The Multikeys of their `did:key`s.
    pub keys: Vec<String>,
}

/// The version of the specification: its hash is SHA-256, its suite `eddsa-jcs-2022`.
const METHOD: &str = "did:webvh:1.0";

impl Default for Parameters {
    fn default() -> Self {
        Self {
            scid: String::new(),
            update_keys: Vec::new(),
            next_key_hashes: Vec::new(),
            witnesses: None,
            portable: false,
            deactivated: false,
            ttl: 3600,
        }
    }
}

impl Parameters {
    /// What holds once an entry is taken up.
    pub(super) fn updated(&self, entry: &Entry, first: bool) -> Result<Self, DidError> {
        let mut new = self.clone();
        for name in ["method", "scid", "updateKeys"] {
            if first && !entry.parameters.contains_key(name) {
                return Err(entry.malformed("/parameters", format!("the first entry has no `{name}`")));
            }
        }
        for (name, value) in &entry.parameters {
            new.set(name, value, first)
                .map_err(|message| entry.malformed(&format!("/parameters/{name}"), message))?;
        }
        Ok(new)
    }

    /// Takes one parameter up.
    fn set(&mut self, name: &str, value: &Value, first: bool) -> Result<(), &'static str> {
        match (name, value) {
            // Every version that is not known might change the rules.
            ("method", Value::String(method)) if method == METHOD => {}
            ("method", _) => return Err("another version of the method than `did:webvh:1.0`"),
            ("scid", Value::String(scid)) if first => self.scid.clone_from(scid),
            ("scid", _) => return Err("is set by the first entry, once, as a string"),
            ("updateKeys", value) => {
                self.update_keys = texts(value).ok_or("not a list of strings")?;
            }
            ("nextKeyHashes", value) => {
                self.next_key_hashes = texts(value).ok_or("not a list of strings")?;
            }
            ("watchers", value) => {
                texts(value).ok_or("not a list of strings")?;
            }
            ("witness", Value::Null) => self.witnesses = None,
            ("witness", Value::Object(members)) if members.is_empty() => self.witnesses = None,
            ("witness", Value::Object(members)) => {
                self.witnesses = Some(Arc::new(witnesses(members)?));
            }
            ("portable", Value::Bool(true)) if !first => {
                return Err("can be allowed by the first entry only");
            }
            ("portable", Value::Bool(portable)) => self.portable = *portable,
            ("deactivated", Value::Bool(deactivated)) => self.deactivated = *deactivated,
            ("ttl", Value::Null) => self.ttl = Self::default().ttl,
            ("ttl", Value::Number(seconds)) => {
                let seconds = seconds.as_u64().and_then(|seconds| u32::try_from(seconds).ok());
                let seconds = seconds.filter(|seconds| *seconds <= 1 << 31);
                self.ttl = seconds.ok_or("not a number of seconds up to 2^31")?;
            }
            ("witness" | "portable" | "deactivated" | "ttl", _) => {
                return Err("of the wrong type");
            }
            _ => return Err("no parameter of this method"),
        }
        Ok(())
    }

    /// Pre-rotation: the entry states its keys, all of which the one before it announced by their hashes, and announces
    /// the next.
    pub(super) fn check_commitment(&self, announced: &[String], entry: &Entry) -> Result<(), DidError> {
        for name in ["updateKeys", "nextKeyHashes"] {
            if !entry.parameters.contains_key(name) {
                let message = format!("does not state `{name}`, as the entry before it demands");
                return Err(entry.malformed("/parameters", message));
            }
        }
        match self.update_keys.iter().find(|key| !announced.contains(&multihash(key.as_bytes()))) {
            Some(key) => Err(DidError::LogKeyNotCommitted { version: entry.number, key: key.clone() }),
            None => Ok(()),
        }
    }
}

/// A list of strings. Early logs write `null` for an empty one.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The [witness parameter](https://identity.foundation/didwebvh/v1.0/#the-witness-parameter), whose faults end the log
/// rather than the witnessing.
fn witnesses(members: &Map<String, Value>) -> Result<Witnesses, &'static str> {
    let listed = members.get("witnesses").and_then(Value::as_array).ok_or("has no list of witnesses")?;
    let mut keys: Vec<String> = Vec::with_capacity(listed.len());
    let mut seen = BTreeSet::new();
    for witness in listed {
        let id = witness.get("id").and_then(Value::as_str);
        let key =
            id.and_then(|id| id.strip_prefix("did:key:")).ok_or("has a witness that is no `did:key`")?;
        if !is_ed25519(key) {
            return Err("has a witness whose key is not on Ed25519");
        }
        if !seen.insert(key) {
            return Err("lists one witness twice");
        }
        keys.push(key.to_owned());
    }
    let threshold = members.get("threshold").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    match threshold.filter(|threshold| (1..=keys.len()).contains(threshold)) {
        Some(threshold) => Ok(Witnesses { threshold, keys }),
        None => Err("has a threshold that is not between one and the number of its witnesses"),
    }
}

fn is_ed25519(multikey: &str) -> bool {
    PublicKey::from_multikey(multikey).is_ok_and(|key| key.key_type() == KeyType::Ed25519)
}

/// The key of a `did:key` that names itself in its fragment, as every proof of a log does it.
pub(super) fn multikey_of(method: &str) -> Option<String> {
    let url = MethodUrl::parse(method).ok()?;
    let key = url.did().filter(|did| did.method() == "key" && did.as_str() == url.base())?.specific_id();
    (url.fragment() == Some(key)).then(|| key.to_owned())
}
