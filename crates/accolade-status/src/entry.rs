use accolade_json::one_or_many;
use serde_json::Value;

use crate::StatusError;

/// How a credential's status is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `BitstringStatusListEntry`.
    Bitstring,
    /// `StatusList2021Entry`, its forerunner.
    StatusList2021,
    /// `RevocationList2020Status`, the forerunner of that.
    RevocationList2020,
    /// `1EdTechRevocationList`: a list of identifiers, which nobody signs.
    RevocationList1EdTech,
    /// The claim `status.status_list` of a token.
    Token,
}

impl Method {
    /// What the type of an entry stands for. 1EdTech's is written as its term or as the IRI behind it.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "BitstringStatusListEntry" => Self::Bitstring,
            "StatusList2021Entry" => Self::StatusList2021,
            "RevocationList2020Status" => Self::RevocationList2020,
            "1EdTechRevocationList"
            | "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList" => {
                Self::RevocationList1EdTech
            }
            _ => return None,
        })
    }

    /// Whether lists of this kind are credentials, or tokens, that somebody signs.
    #[must_use]
    pub const fn is_signed(self) -> bool {
        !matches!(self, Self::RevocationList1EdTech)
    }
}

/// One entry of `credentialStatus`: where the status of a credential is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// How.
    pub method: Method,
    /// The URL of the list.
    pub list: String,
    /// What the list is kept for, such as `revocation`.
    pub purpose: String,
    /// The place in the list; 0 where the list holds identifiers.
    pub index: u64,
    /// The bits of each status.
    pub size: u64,
    /// What each value means, where the entry says so.
    pub messages: Vec<(u64, String)>,
    /// Where there is more about the values.
    pub references: Vec<String>,
    /// Whether the index is written as a number, where the specification wants text.
    pub index_is_number: bool,
}

/// The most bits of a status. Each value has a message in the entry itself, so more could not be told apart anyway.
const WIDEST: u64 = 16;

impl Entry {
    /// Reads an entry by its type.
    ///
    /// # Errors
    /// [`StatusError::UnknownType`]; `status.entry-malformed`, `status.index-malformed`, `status.messages-mismatch`.
    pub fn read(entry: &Value) -> Result<Self, StatusError> {
        let names = entry.get("type").map(one_or_many).unwrap_or_default();
        let method = names.iter().filter_map(Value::as_str).find_map(Method::of).ok_or_else(|| {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            StatusError::UnknownType { found: names.join(" ") }
        })?;
        let [index_member, list_member] = match method {
            Method::RevocationList1EdTech => return Ok(Self::simple(method, url(entry, "id")?, 0, false)),
            Method::RevocationList2020 => ["revocationListIndex", "revocationListCredential"],
            _ => ["statusListIndex", "statusListCredential"],
        };
        let (index, index_is_number) = index(entry, index_member)?;
        let list = url(entry, list_member)?;
        if method == Method::RevocationList2020 {
            return Ok(Self::simple(method, list, index, index_is_number));
        }
        let purpose = entry.get("statusPurpose").and_then(Value::as_str);
        let purpose = purpose.filter(|purpose| !purpose.is_empty());
        let purpose = purpose.ok_or(malformed("statusPurpose", "not a text"))?;
        let (mut bits, mut meanings, mut links) = (1, Vec::new(), Vec::new());
        if method == Method::Bitstring {
            bits = size(entry)?;
            meanings = messages(entry, bits)?;
            links = references(entry)?;
        }
        Ok(Self {
            method,
            list: list.to_owned(),
            purpose: purpose.to_owned(),
            index,
            size: bits,
            messages: meanings,
            references: links,
            index_is_number,
        })
    }

    /// Reads the claim `status` of a token, which is an object with `status_list`
    /// ([Token Status List §6](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/)).
    ///
    /// # Errors
    /// `status.entry-malformed`, `status.index-malformed`.
    pub fn read_claim(claim: &Value) -> Result<Self, StatusError> {
        let reference = claim.get("status_list").filter(|value| value.is_object());
        let reference = reference.ok_or(malformed("status_list", "not an object"))?;
        let index = match reference.get("idx") {
            Some(Value::Number(number)) => number.as_u64(),
            _ => None,
        };
        let index = index.ok_or_else(|| StatusError::IndexMalformed {
            member: "idx",
            found: shortened(reference.get("idx").unwrap_or(&Value::Null)),
        })?;
        Ok(Self::simple(Method::Token, url(reference, "uri")?, index, false))
    }

    fn simple(method: Method, list: &str, index: u64, index_is_number: bool) -> Self {
        let (messages, references) = (Vec::new(), Vec::new());
        let (list, purpose) = (list.to_owned(), "revocation".to_owned());
        Self { method, list, purpose, index, size: 1, messages, references, index_is_number }
    }
}

const fn malformed(member: &'static str, message: &'static str) -> StatusError {
    StatusError::EntryMalformed { member, message }
}

fn url<'a>(entry: &'a Value, member: &'static str) -> Result<&'a str, StatusError> {
    let text = entry.get(member).and_then(Value::as_str).filter(|text| text.contains(':'));
    text.ok_or(malformed(member, "not a URL"))
}

/// A whole number from 0 as text in base 10; published credentials also have it as a number. One that no machine word holds
/// lies behind the end of any list.
fn index(entry: &Value, member: &'static str) -> Result<(u64, bool), StatusError> {
    let found = entry.get(member).unwrap_or(&Value::Null);
    let refused = || StatusError::IndexMalformed { member, found: shortened(found) };
    match found {
        Value::String(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok((text.parse().unwrap_or(u64::MAX), false))
        }
        Value::Number(number) => number.as_u64().map(|index| (index, true)).ok_or_else(refused),
        _ => Err(refused()),
    }
}

fn shortened(value: &Value) -> String {
    accolade_json::to_text(value).chars().take(60).collect()
}

fn size(entry: &Value) -> Result<u64, StatusError> {
    match entry.get("statusSize") {
        None => Ok(1),
        Some(value) => value
            .as_u64()
            .filter(|size| (1..=WIDEST).contains(size))
            .ok_or(malformed("statusSize", "not a whole number from 1 to 16")),
    }
}

/// One message for each value, or none at all where the size is 1.
fn messages(entry: &Value, size: u64) -> Result<Vec<(u64, String)>, StatusError> {
    let expected = 1_u64.checked_shl(u32::try_from(size).unwrap_or(u32::MAX)).unwrap_or(u64::MAX);
    let mismatch = |found: String| StatusError::MessagesMismatch { found, expected };
    let items = match entry.get("statusMessage") {
        None if size == 1 => return Ok(Vec::new()),
        None => return Err(mismatch("there is no message".to_owned())),
        Some(value) => one_or_many(value),
    };
    let mut messages = Vec::with_capacity(items.len());
    for item in items {
        let status = item.get("status").and_then(Value::as_str).and_then(|text| text.strip_prefix("0x"));
        let value = status.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let message = item.get("message").and_then(Value::as_str);
        let (Some(value), Some(message)) = (value, message) else {
            return Err(malformed("statusMessage", "not a list of `status`, such as `0x1`, and `message`"));
        };
        if messages.iter().any(|(other, _)| *other == value) {
            return Err(mismatch(format!("two messages speak of `0x{value:x}`")));
        }
        messages.push((value, message.to_owned()));
    }
    let count = u64::try_from(messages.len()).unwrap_or(u64::MAX);
    match count == expected && messages.iter().all(|(value, _)| *value < expected) {
        true => Ok(messages),
        false => Err(mismatch(format!("there are {count} messages"))),
    }
}

fn references(entry: &Value) -> Result<Vec<String>, StatusError> {
    let items = entry.get("statusReference").map(one_or_many).unwrap_or_default();
    let mut references = Vec::with_capacity(items.len());
    for item in items {
        let text = item.as_str().ok_or(malformed("statusReference", "neither a URL nor a list of them"))?;
        references.push(text.to_owned());
    }
    Ok(references)
}
