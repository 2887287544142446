//! The status lists of the server: entries for what it issues, the lists themselves, and changes to them.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use accolade::{Answer as Resource, Issued, Request, Securing, json::Value};
use accolade_status::{FEWEST_ENTRIES, Ledger, StatusError};
use axum::http::StatusCode;
use serde_json::{Map, json};
use time::format_description::well_known::Rfc3339;

use crate::{
    Service,
    answer::{Answer, Refusal},
    base::Base,
    credentials::member,
    entropy,
    tls::Failure,
};

/// What the lists are kept for.
const PURPOSES: &[&str] = &["revocation", "suspension"];

/// Where it says what the values of a status mean.
pub(crate) const MEANING: &str = "/status-meaning";

/// Under how many URLs the lists are known to this server. Whoever sends `X-Forwarded-Host` adds one.
const MOST_URLS: usize = 64;

/// The instance that signs them.
const SIGNER: &str = "status-list";

/// The lists, and which entries each credential has.
pub(crate) struct StatusLists(Mutex<Kept>);

struct Kept {
    ledgers: Vec<Ledger>,
    /// The position in the first list, by the credential's `id`.
    entries: HashMap<String, u64>,
    /// Under which URLs of lists there are entries.
    urls: BTreeSet<String>,
}

impl StatusLists {
    pub(crate) fn new() -> Result<Self, Failure> {
        let ledger = |purpose: &&str| Ledger::new(*purpose, 1, FEWEST_ENTRIES);
        let ledgers = PURPOSES.iter().map(ledger).collect::<Result<_, StatusError>>();
        let ledgers = ledgers.map_err(|error| Failure::Lists(error.to_string()))?;
        Ok(Self(Mutex::new(Kept { ledgers, entries: HashMap::new(), urls: BTreeSet::new() })))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A call that ended in the middle left each list whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives a credential an entry in the list of revocations. One that has an `id` can be found by it when its status is set.
///
/// The entry says what its two values mean, as it may where a status has one bit
/// ([Bitstring Status List §2.1](https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry)).
pub(crate) fn enter(
    service: &Service,
    base: &Base,
    credential: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    let entropy = u64::from_be_bytes(entropy::bytes()?);
    let mut kept = service.lists.kept();
    // One entry is all that most verifiers look up.
    let Some(ledger) = kept.ledgers.first_mut() else { return Ok(()) };
    let index = ledger.allocate(entropy).map_err(|error| Refusal::internal(&error))?;
    let url = url(base, ledger.purpose());
    let mut entry = ledger.entry(&url, index);
    if let Some(members) = entry.as_object_mut() {
        members.insert("statusMessage".to_owned(), messages());
        members.insert("statusReference".to_owned(), base.url(MEANING).into());
    }
    if kept.urls.len() < MOST_URLS {
        kept.urls.insert(url);
    }
    if let Some(Value::String(id)) = credential.get("id") {
        kept.entries.insert(id.clone(), index);
    }
    credential.insert("credentialStatus".to_owned(), entry);
    Ok(())
}

/// Sets the status of a credential.
pub(crate) fn set(service: &Service, call: &Value) -> Result<Answer, Refusal> {
    let entry = member(call, "credentialStatus")?;
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    let purpose = text("statusPurpose").unwrap_or("revocation");
    let value = match call.get("status") {
        Some(Value::Bool(set)) => u64::from(*set),
        _ => return Err(Refusal::malformed("`status` must be true or false")),
    };
    let mut kept = service.lists.kept();
    let id = call.get("credentialId").and_then(Value::as_str);
    let index = match text("statusListIndex").map(str::parse) {
        Some(Ok(index)) => index,
        Some(Err(_)) => return Err(Refusal::malformed("`statusListIndex` is not a number")),
        None => {
            let known = id.and_then(|id| kept.entries.get(id)).copied();
            known
                .ok_or_else(|| Refusal::not_found("no credential of that `credentialId` has a status here"))?
        }
    };
    let ledger = kept.ledgers.iter_mut().find(|ledger| ledger.purpose() == purpose);
    let ledger = ledger.ok_or_else(|| Refusal::not_found(format!("there is no list for `{purpose}`")))?;
    ledger.set(index, value).map_err(|error| Refusal::malformed(error.to_string()))?;
    Ok(Answer::new(StatusCode::OK, json!({"statusListIndex": index.to_string(), "status": value == 1})))
}

/// A list as a signed credential.
pub(crate) fn list(service: &Service, base: &Base, purpose: &str) -> Result<Answer, Refusal> {
    signed(service, &url(base, purpose), purpose)
}

fn signed(service: &Service, url: &str, purpose: &str) -> Result<Answer, Refusal> {
    let signer = service.issuers.find(SIGNER).ok_or_else(|| Refusal::not_found("nobody signs lists"))?;
    let mut credential = {
        let kept = service.lists.kept();
        let ledger = kept.ledgers.iter().find(|ledger| ledger.purpose() == purpose);
        let ledger = ledger.ok_or_else(|| Refusal::not_found(format!("there is no list for `{purpose}`")))?;
        ledger.credential(url, signer.issuer.id())
    };
    let now = service.now().replace_nanosecond(0).unwrap_or(service.now());
    let from = now.format(&Rfc3339).map_err(|error| Refusal::internal(&error))?;
    if let Some(members) = credential.as_object_mut() {
        members.insert("validFrom".to_owned(), from.into());
    }
    match signer.issuer.issue(&credential, &Securing::Embedded, service.now(), &signer.key)? {
        Issued::Json(list) => Ok(Answer::new(StatusCode::OK, list)),
        Issued::Jwt(_) | Issued::SdJwt(_) | Issued::Cose(_) => Err(Refusal::internal(&"the list is a token")),
    }
}

/// What this server publishes itself, of what a verification asks for: its lists, under each URL under which it made entries.
pub(crate) fn own(service: &Service, requests: &[Request]) -> Vec<(String, Resource)> {
    let mut found = Vec::new();
    for request in requests {
        let known = service.lists.kept().urls.contains(&request.url);
        let purpose = PURPOSES
            .iter()
            .filter(|purpose| known || url(&service.base, purpose) == request.url)
            .find(|purpose| request.url.ends_with(&path(purpose)));
        if let Some(answer) = purpose.and_then(|purpose| signed(service, &request.url, purpose).ok()) {
            let bytes = serde_json::to_vec(&answer.body).unwrap_or_default();
            let media_type = Some("application/vc".to_owned());
            found.push((request.url.clone(), Resource::Document { bytes, media_type }));
        }
    }
    found
}

/// What the values of a status mean, for people who follow `statusReference`.
pub(crate) fn meaning() -> Answer {
    Answer::new(StatusCode::OK, json!({"revocation": messages()}))
}

/// One message for each value that a status of one bit can have.
fn messages() -> Value {
    json!([{"status": "0x0", "message": "in force"}, {"status": "0x1", "message": "revoked"}])
}

fn url(base: &Base, purpose: &str) -> String {
    base.url(&path(purpose))
}

fn path(purpose: &str) -> String {
    format!("/status/{purpose}")
}
