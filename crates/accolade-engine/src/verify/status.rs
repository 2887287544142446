//! Has the issuer revoked or suspended it? Every entry is looked up, and only in lists that were verified themselves:
//! [Bitstring Status List §3.2](https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm).

use accolade_json::Value;
use accolade_model::Credential;
use accolade_report::{Check, CheckId, Finding, Pointer};
use accolade_status::{Entry, Listed, Meaning, Method, Status, StatusError};
use serde_json::Map;

use super::{
    nested::Inner,
    pass::{Level, Pass},
    places::each,
};
use crate::codes;

/// The most entries of one credential that are looked up.
const MOST: usize = 32;

/// What was found under one entry.
enum Found {
    /// The list is yet to be had.
    Waiting,
    Status(Status),
    Listed(Listed),
}

/// One entry with what is found out about it.
struct Lookup<'a> {
    entry: Entry,
    place: Pointer,
    document: &'a Value,
    level: Level,
    facts: Map<String, Value>,
}

impl Pass<'_> {
    pub(super) fn status(&mut self, document: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        // In a token the status may also be a claim (Token Status List §6).
        let claim = document.get("status").filter(|claim| claim.get("status_list").is_some());
        let claim = claim.map(|claim| (Pointer::root().key("status"), claim, true));
        let entries = each(document, "credentialStatus").map(|(place, entry)| (place, entry, false));
        let entries: Vec<_> = entries.chain(claim).collect();
        if entries.is_empty() {
            return Check::not_applicable(CheckId::Status);
        }
        let mut check = Check::new(CheckId::Status);
        let mut facts = Vec::new();
        for (place, value, is_claim) in entries.iter().take(MOST) {
            let entry = if *is_claim { Entry::read_claim(value) } else { Entry::read(value) };
            match entry {
                Ok(entry) => {
                    let mut lookup =
                        Lookup { entry, place: place.clone(), document, level, facts: Map::new() };
                    self.look_up(&mut lookup, &mut check, inner);
                    facts.push(Value::Object(lookup.facts));
                }
                Err(error) => check.add(unread(error, place)),
            }
        }
        if entries.len() > MOST {
            let message = format!("only the first {MOST} of {} entries were looked up", entries.len());
            let place = Pointer::root().key("credentialStatus");
            check.add(Finding::undetermined(codes::NESTED_NOT_VERIFIED, place, message));
        }
        if !facts.is_empty() {
            check.add_fact("entries", facts);
        }
        check
    }

    fn look_up(&mut self, lookup: &mut Lookup<'_>, check: &mut Check, inner: &mut Vec<Inner>) {
        let Entry { list, index, purpose, method, .. } = &lookup.entry;
        lookup.facts.insert("list".to_owned(), list.as_str().into());
        if method.is_signed() {
            lookup.facts.insert("index".to_owned(), (*index).into());
        }
        lookup.facts.insert("purpose".to_owned(), purpose.as_str().into());
        if lookup.entry.index_is_number {
            let message = "the index is written as a number, not as text";
            let place = lookup.place.key("statusListIndex");
            check.add(Finding::warning(accolade_status::codes::INDEX_NOT_TEXT, place, message));
        }
        let found = match lookup.entry.method {
            Method::RevocationList1EdTech => self.in_names(lookup, check),
            _ => self.in_bits(lookup, check, inner),
        };
        match found {
            Ok(Found::Waiting) => {}
            Ok(Found::Status(status)) => tell(&status, lookup, check),
            Ok(Found::Listed(Listed::No)) => {
                lookup.facts.insert("value".to_owned(), 0.into());
            }
            Ok(Found::Listed(Listed::Revoked { reason })) => {
                lookup.facts.insert("value".to_owned(), 1.into());
                let message = "the credential was revoked";
                let finding = Finding::error(codes::REVOKED, lookup.place.clone(), message);
                check.add(finding.with("why", reason));
            }
            Err(finding) => check.add(*finding),
        }
    }

    /// Looks into a list of bits that somebody signed.
    fn in_bits(
        &mut self,
        lookup: &mut Lookup<'_>,
        check: &mut Check,
        inner: &mut Vec<Inner>,
    ) -> Result<Found, Box<Finding>> {
        let Some(list) =
            self.status_list(&lookup.entry, &lookup.place, lookup.document, lookup.level, inner)?
        else {
            return Ok(Found::Waiting);
        };
        lookup.facts.extend(list.facts());
        let issuer = issuer_of(lookup.document);
        check.extend(list.belongs(&lookup.entry, &lookup.place, issuer, self.verifier.policy()));
        let failed = |error: StatusError| Box::new(error.into_finding(&lookup.place));
        let bits = list.read(&lookup.entry, &mut self.list_bytes_left, &lookup.place)?;
        if let Some(seconds) = bits.ttl_seconds() {
            lookup.facts.insert("ttlSeconds".to_owned(), seconds.into());
        }
        bits.status(&lookup.entry).map(Found::Status).map_err(failed)
    }

    /// Looks into a list of identifiers that nobody signs.
    fn in_names(&mut self, lookup: &mut Lookup<'_>, check: &mut Check) -> Result<Found, Box<Finding>> {
        let Some(list) = self.unsigned_list(&lookup.entry, &lookup.place)? else { return Ok(Found::Waiting) };
        let policy = self.verifier.policy();
        let place = lookup.place.clone();
        let issuer = issuer_of(lookup.document);
        if list.id.as_ref().is_some_and(|id| *id != lookup.entry.list) {
            let message = "the list says that it belongs at another address";
            let finding = Finding::undetermined(codes::STATUS_LIST_ID, place.key("id"), message);
            check.add(finding.with("found", list.id.as_deref()).with("expected", lookup.entry.list.as_str()));
        }
        if list.issuer.as_deref() != issuer {
            let message = "the list is that of another issuer";
            let finding = Finding::undetermined(codes::STATUS_LIST_ISSUER, place.clone(), message);
            check.add(finding.with("found", list.issuer.as_deref()).with("expected", issuer));
        }
        let message = "nobody signed the list";
        check.add(match policy.accepts_unsigned_status_lists() {
            true => Finding::warning(codes::STATUS_LIST_UNSIGNED, place.clone(), message),
            false => Finding::undetermined(codes::STATUS_LIST_UNSIGNED, place.clone(), message),
        });
        let id = lookup.document.get("id").and_then(Value::as_str);
        id.map(|id| Found::Listed(list.find(id))).ok_or_else(|| {
            let message = "the list holds identifiers, and the credential has none";
            Box::new(Finding::undetermined(accolade_status::codes::ENTRY_MALFORMED, place, message))
        })
    }
}

fn issuer_of(document: &Value) -> Option<&str> {
    Credential::of(document).and_then(|credential| credential.issuer_id())
}

/// A type that is not known may be as good as any.
fn unread(error: StatusError, place: &Pointer) -> Finding {
    match error {
        StatusError::UnknownType { .. } => {
            Finding { code: codes::STATUS_UNKNOWN_TYPE, ..error.into_finding(place) }
        }
        error => error.into_finding(place),
    }
}

/// What a value means for the credential.
fn tell(status: &Status, lookup: &mut Lookup<'_>, check: &mut Check) {
    lookup.facts.insert("value".to_owned(), status.value.into());
    if let Some(message) = &status.message {
        lookup.facts.insert("message".to_owned(), message.as_str().into());
    }
    if !lookup.entry.references.is_empty() {
        lookup.facts.insert("references".to_owned(), lookup.entry.references.clone().into());
    }
    let place = lookup.place.clone();
    let finding = match status.meaning {
        Meaning::Clear | Meaning::Message => return,
        Meaning::Revoked => Finding::error(codes::REVOKED, place, "the credential was revoked"),
        Meaning::Suspended => Finding::error(codes::SUSPENDED, place, "the credential is suspended"),
        Meaning::Refreshable => {
            Finding::warning(codes::REFRESHABLE, place, "there is a newer edition of the credential")
        }
        _ => {
            let message = format!("the list says {} under `{}`", status.value, lookup.entry.purpose);
            Finding::undetermined(codes::STATUS_UNKNOWN_VALUE, place, message)
        }
    };
    check.add(finding.with("value", status.value).with("message", status.message.as_deref()));
}
