use accolade_json::one_or_many;
use accolade_report::Pointer;
use serde_json::Value;

use crate::{
    Entry, FEWEST_ENTRIES, Method, StatusError,
    encoding::{Compressed, Letters, expand},
};

/// The bits of a list, expanded.
///
/// What it was read from must have been verified: the bits are no better than that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    bits: Vec<u8>,
    /// Where the first entry of a byte stands.
    order: Order,
    /// The bits of each status, where the list itself says so.
    size: Option<u64>,
    /// What it is kept for; nothing where its type leaves no choice.
    purposes: Option<Vec<String>>,
    ttl_seconds: Option<u64>,
    fewest: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// In the most significant bit.
    Left,
    /// In the least significant bit.
    Right,
}

/// What a list says of one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// The value as it stands in the list.
    pub value: u64,
    /// What it means under the entry's purpose.
    pub meaning: Meaning,
    /// What the entry says that it means. For developers, not for display.
    pub message: Option<String>,
}

/// What a value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// Nothing is said against the credential.
    Clear,
    /// The issuer took it back for good.
    Revoked,
    /// The issuer took it back for a time.
    Suspended,
    /// A newer edition can be had; this one is as good as before.
    Refreshable,
    /// Something that the message tells.
    Message,
    /// Something that this software has no word for.
    Other,
}

impl StatusList {
    /// Reads the list in a status list credential, for entries of that method.
    ///
    /// # Errors
    /// `status.list-type`, `status.list-malformed`, `status.list-encoding`, `status.list-compression`,
    /// `status.list-too-large`, `status.list-too-short`.
    pub fn read(credential: &Value, method: Method) -> Result<Self, StatusError> {
        let (credential_type, list_type, letters) = match method {
            Method::Bitstring => ("BitstringStatusListCredential", "BitstringStatusList", Letters::Multibase),
            Method::StatusList2021 => ("StatusList2021Credential", "StatusList2021", Letters::Lenient),
            Method::RevocationList2020 => {
                ("RevocationList2020Credential", "RevocationList2020", Letters::Lenient)
            }
            Method::RevocationList1EdTech | Method::Token => {
                return Err(StatusError::ListType {
                    found: types(credential),
                    expected: "list of its own kind",
                });
            }
        };
        require_type(credential, credential_type)?;
        let place = Pointer::root().key("credentialSubject");
        let malformed =
            |name: &str, message| StatusError::ListMalformed { pointer: place.key(name), message };
        let subject = credential.get("credentialSubject").unwrap_or(&Value::Null);
        require_type(subject, list_type)?;
        let encoded = subject.get("encodedList").and_then(Value::as_str);
        let encoded = encoded.ok_or_else(|| malformed("encodedList", "not a text"))?;
        let purposes = match method {
            Method::RevocationList2020 => None,
            _ => {
                let purposes = subject.get("statusPurpose").map(one_or_many).unwrap_or_default();
                let mut names = Vec::with_capacity(purposes.len());
                for purpose in purposes {
                    names.extend(purpose.as_str().map(str::to_owned));
                }
                if names.is_empty() || names.len() < purposes.len() {
                    return Err(malformed("statusPurpose", "not one or several texts"));
                }
                Some(names)
            }
        };
        let ttl_seconds = whole(subject, "ttl").map_err(|message| malformed("ttl", message))?;
        let size = whole(subject, "statusSize").map_err(|message| malformed("statusSize", message))?;
        Ok(Self {
            bits: expand(encoded, letters, Compressed::Gzip)?,
            order: Order::Left,
            size,
            purposes,
            // The specification counts milliseconds.
            ttl_seconds: ttl_seconds.map(|millis| millis / 1000),
            fewest: FEWEST_ENTRIES,
        })
    }

    /// Reads the list in the payload of a status list token
    /// ([Token Status List §5.1](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/)). Its `sub` and its times are
    /// for the caller to compare.
    ///
    /// # Errors
    /// `status.list-malformed`, `status.list-encoding`, `status.list-compression`, `status.list-too-large`.
    pub fn read_token(payload: &Value) -> Result<Self, StatusError> {
        let place = Pointer::root().key("status_list");
        let malformed =
            |name: &str, message| StatusError::ListMalformed { pointer: place.key(name), message };
        let list = payload.get("status_list").unwrap_or(&Value::Null);
        let size = list.get("bits").and_then(Value::as_u64).filter(|bits| [1, 2, 4, 8].contains(bits));
        let size = size.ok_or_else(|| malformed("bits", "none of 1, 2, 4 and 8"))?;
        let encoded =
            list.get("lst").and_then(Value::as_str).ok_or_else(|| malformed("lst", "not a text"))?;
        let ttl_seconds = whole(payload, "ttl");
        let ttl_seconds = ttl_seconds
            .map_err(|message| StatusError::ListMalformed { pointer: Pointer::root().key("ttl"), message })?;
        Ok(Self {
            bits: expand(encoded, Letters::Base64Url, Compressed::Zlib)?,
            order: Order::Right,
            size: Some(size),
            purposes: None,
            ttl_seconds,
            fewest: 0,
        })
    }

    /// What the list says under an entry.
    ///
    /// # Errors
    /// `status.purpose-mismatch`, `status.size-mismatch`, `status.list-too-short`, `status.index-out-of-range`.
    pub fn status(&self, entry: &Entry) -> Result<Status, StatusError> {
        // Bitstring Status List §3.2, steps 5 and following.
        if let Some(purposes) = self.purposes.as_ref().filter(|purposes| !purposes.contains(&entry.purpose)) {
            let (found, expected) = (purposes.clone(), entry.purpose.clone());
            return Err(StatusError::PurposeMismatch { found, expected });
        }
        let size = match self.size {
            Some(found) if entry.method == Method::Token => found,
            Some(found) if found != entry.size => {
                return Err(StatusError::SizeMismatch { found, expected: entry.size });
            }
            _ => entry.size,
        };
        let entries = self.entries(size);
        if entries < self.fewest {
            return Err(StatusError::ListTooShort { entries });
        }
        let value = self.value(entry.index, size);
        let value = value.ok_or(StatusError::IndexOutOfRange { index: entry.index, entries })?;
        let message = entry.messages.iter().find(|(status, _)| *status == value);
        let message = message.map(|(_, message)| message.clone());
        let message = message.or_else(|| {
            let unset = if value == 0 { "unset" } else { "set" };
            (entry.purpose == "message").then(|| unset.to_owned())
        });
        Ok(Status { value, meaning: meaning(entry, value), message })
    }

    /// How many entries of that many bits it has.
    #[must_use]
    pub fn entries(&self, size: u64) -> u64 {
        let bits = u64::try_from(self.bits.len()).unwrap_or(u64::MAX).saturating_mul(8);
        bits.checked_div(size).unwrap_or_default()
    }

    /// After how many seconds it should be asked for again.
    #[must_use]
    pub const fn ttl_seconds(&self) -> Option<u64> {
        self.ttl_seconds
    }

    fn value(&self, index: u64, size: u64) -> Option<u64> {
        let first = index.checked_mul(size)?;
        first.checked_add(size)?;
        match self.order {
            Order::Left => {
                (0..size).try_fold(0, |value, bit| Some(value << 1 | self.bit(first.checked_add(bit)?)?))
            }
            // The bits of one status stand as they do in the byte, the lowest at the right.
            Order::Right => {
                (0..size).try_fold(0, |value, bit| Some(value | self.bit(first.checked_add(bit)?)? << bit))
            }
        }
    }

    fn bit(&self, position: u64) -> Option<u64> {
        let byte = *self.bits.get(usize::try_from(position / 8).ok()?)?;
        let within = match self.order {
            Order::Left => 7 - position % 8,
            Order::Right => position % 8,
        };
        Some(u64::from(byte) >> within & 1)
    }
}

fn meaning(entry: &Entry, value: u64) -> Meaning {
    match (entry.method, entry.purpose.as_str(), value) {
        (_, _, 0) => Meaning::Clear,
        // Token Status List §7.1
        (Method::Token, _, 1) => Meaning::Revoked,
        (Method::Token, _, 2) => Meaning::Suspended,
        (Method::Token, _, _) => Meaning::Other,
        (_, "revocation", _) => Meaning::Revoked,
        (_, "suspension", _) => Meaning::Suspended,
        (_, "refresh", _) => Meaning::Refreshable,
        (_, "message", _) => Meaning::Message,
        _ => Meaning::Other,
    }
}

fn whole(value: &Value, name: &str) -> Result<Option<u64>, &'static str> {
    match value.get(name) {
        None => Ok(None),
        Some(found) => found.as_u64().map(Some).ok_or("not a whole number"),
    }
}

fn require_type(node: &Value, expected: &'static str) -> Result<(), StatusError> {
    let names = node.get("type").map(one_or_many).unwrap_or_default();
    match names.iter().any(|name| name == expected) {
        true => Ok(()),
        false => Err(StatusError::ListType { found: types(node), expected }),
    }
}

fn types(node: &Value) -> String {
    let names = node.get("type").map(one_or_many).unwrap_or_default();
    const MOST: usize = 8;
    let more = if names.len() > MOST { " …" } else { "" };
    let names: Vec<&str> = names.iter().filter_map(Value::as_str).take(MOST).collect();
    if names.is_empty() { "something without a type".to_owned() } else { names.join(" ") + more }
}
