//! Status lists: had, verified like any credential, and read only then.

use std::sync::{Arc, OnceLock};

use accolade_json::{Value, date::write_date_time_stamp, parse};
use accolade_keys::{CryptoProvider, Jws, KeyError, PublicKey};
use accolade_model::Credential;
use accolade_proof::{
    ProofError,
    jose::{KeyReference, STATUS_LIST_HEADER},
};
use accolade_report::{Check, CheckId, Finding, Pointer, Report, Role, Verdict};
use accolade_status::{Entry, MOST_BYTES, Method, RevocationList, StatusError, StatusList};
use serde_json::Map;
use time::OffsetDateTime;

use super::{
    Verification,
    nested::Inner,
    pass::{Level, Pass, Signatory},
    token::Signature,
    validity::{Bound, hold},
};
use crate::{
    Answer, Policy, Request, RequestKind, Verified, codes,
    input::{Input, Secured},
};

/// The lists that were looked at, by URL: many credentials may share one. One that is being looked at has none yet.
pub(super) type Lists = Vec<(String, Option<Arc<Looked>>)>;

/// One list with its report.
#[derive(Debug)]
pub(crate) struct Looked {
    report: Report,
    id: Option<String>,
    list: Option<Verified<Value>>,
    /// Its bits, once somebody needed them, as the first who did read them.
    bits: OnceLock<(Method, Result<Arc<StatusList>, StatusError>)>,
}

/// A list that holds, as far as one credential is concerned.
pub(super) struct Held(Arc<Looked>);

impl Pass<'_> {
    /// The list of an entry, verified; nothing where it is yet to be had. The report on it is added to `inner`.
    ///
    /// # Errors
    /// `status.list-unavailable`, `status.list-not-verified`, undetermined.
    pub(super) fn status_list(
        &mut self,
        entry: &Entry,
        place: &Pointer,
        document: &Value,
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Result<Option<Held>, Box<Finding>> {
        let not_verified = |message: &str| {
            Box::new(Finding::undetermined(codes::STATUS_LIST_NOT_VERIFIED, place.clone(), message))
        };
        let named =
            place.key(if entry.method == Method::Token { "status_list" } else { "statusListCredential" });
        // Of a token of its own kind, who must have signed depends on the credential.
        let key = match entry.method {
            Method::Token => format!("{} {}", entry.list, issuer_of(document).unwrap_or_default()),
            _ => entry.list.clone(),
        };
        let at_hand = self.lists.iter().find(|(of, _)| *of == key).map(|(_, looked)| looked.clone());
        let looked = match at_hand.or_else(|| self.kept_list(&key).map(Some)) {
            Some(Some(looked)) => looked,
            Some(None) => return Err(not_verified("the list names itself to say whether it was revoked")),
            None => {
                let Some(bytes) = self.list_bytes(entry, place)? else { return Ok(None) };
                self.lists.push((key.clone(), None));
                let made = match entry.method {
                    Method::Token => Ok(self.list_token(&bytes, document)),
                    _ => self.list_credential(&bytes, &named, level),
                };
                self.lists.retain(|(of, _)| *of != key);
                let looked = Arc::new(
                    made.map_err(|finding| Box::new(Finding { pointer: place.clone(), ..*finding }))?,
                );
                self.keep_list(&key, &looked);
                self.lists.push((key, Some(looked.clone())));
                looked
            }
        };
        let is_told = |one: &Inner| one.role == Role::StatusList && one.id == looked.id;
        if !inner.iter().any(is_told) {
            let verification = Verification {
                report: looked.report.clone(),
                document: None,
                parts: Vec::new(),
                legacy: None,
            };
            let (role, id) = (Role::StatusList, looked.id.clone());
            inner.push(Inner { place: named, role, id, verification });
        }
        if looked.list.is_none() {
            let reason = looked.report.gravest().map(|finding| finding.code.as_str());
            let finding = *not_verified("the status list is not proven to be genuine and in force");
            return Err(Box::new(finding.with("url", entry.list.as_str()).with("reason", reason)));
        }
        Ok(Some(Held(looked)))
    }

    /// A list of 1EdTech's, as it was served.
    ///
    /// # Errors
    /// `status.list-unavailable`; `json.*`, `status.list-malformed`, undetermined.
    pub(super) fn unsigned_list(
        &mut self,
        entry: &Entry,
        place: &Pointer,
    ) -> Result<Option<RevocationList>, Box<Finding>> {
        let Some(bytes) = self.list_bytes(entry, place)? else { return Ok(None) };
        let unread = |reason: &str, message: String| {
            let finding = Finding::undetermined(codes::STATUS_LIST_NOT_VERIFIED, place.clone(), message);
            Box::new(finding.with("url", entry.list.as_str()).with("reason", reason))
        };
        let list = parse(&bytes, self.verifier.policy().limits())
            .map_err(|error| unread(error.code().as_str(), format!("the list cannot be read: {error}")))?;
        RevocationList::read(&list).map(Some).map_err(|error| Box::new(error.into_finding(place)))
    }

    fn list_bytes(&mut self, entry: &Entry, place: &Pointer) -> Result<Option<Vec<u8>>, Box<Finding>> {
        match self.resources.find(&entry.list) {
            None => {
                self.needs.insert(Request { kind: RequestKind::StatusList, url: entry.list.clone() });
                Ok(None)
            }
            Some(Answer::Document { bytes, .. }) => Ok(Some(bytes.clone())),
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("the status list could not be fetched from `{}`: {reason}", entry.list);
                let finding = Finding::undetermined(codes::STATUS_LIST_UNAVAILABLE, place.clone(), message);
                Err(Box::new(finding.with("url", entry.list.as_str()).with("reason", code.as_str())))
            }
        }
    }

    /// Verifies a list as the credential that it is.
    fn list_credential(
        &mut self,
        bytes: &[u8],
        named: &Pointer,
        level: Level,
    ) -> Result<Looked, Box<Finding>> {
        let Input { check, secured } = Input::read_plain(bytes, self.verifier.policy());
        let Some(secured) = secured else {
            return Ok(unread(self.stopped(check, Check::not_applicable(CheckId::Proof))));
        };
        let inner = self.nested(secured, named, Role::StatusList, level.beside())?;
        let (id, report) = (inner.id, inner.verification.report.clone());
        Ok(Looked::new(id, report, inner.verification.into_verified().ok()))
    }

    /// Verifies a status list token ([Token Status List §5](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/)):
    /// the issuer of the credential must have signed it.
    fn list_token(&mut self, bytes: &[u8], document: &Value) -> Looked {
        let Input { check: mut input, secured } = Input::read_plain(bytes, self.verifier.policy());
        let issuer = issuer_of(document);
        match secured {
            Some(Secured::Jws(text)) => self.list_jwt(&text, input, issuer),
            Some(Secured::Cose(bytes)) => self.list_cwt(&bytes, input, issuer),
            _ => {
                let message = "a status list token is a compact JWS or a COSE message";
                input.add(Finding::error(codes::UNKNOWN_INPUT, Pointer::root(), message));
                unread(self.stopped(input, Check::not_applicable(CheckId::Proof)))
            }
        }
    }

    fn list_jwt(&mut self, text: &str, input: Check, issuer: Option<&str>) -> Looked {
        let jws = match Jws::parse(text, &STATUS_LIST_HEADER) {
            Ok(jws) => jws,
            Err(error) => return unread(self.not_a_token(&error.into(), input)),
        };
        let payload = match parse(&jws.payload, self.verifier.policy().limits()) {
            Ok(payload) => payload,
            Err(error) => return unread(self.not_a_token(&KeyError::from(error).into(), input)),
        };
        let holds = |key: &PublicKey, provider: &CryptoProvider| match jws.verify(key, provider)? {
            true => Ok(()),
            false => Err(ProofError::JwsMismatch),
        };
        // A key that comes along shows nothing about whose it is; the issuer's own publication does.
        let key = match (&jws.header.key_id, &jws.header.jwk) {
            (Some(name), _) if name.contains(':') => Ok(KeyReference::Url(name)),
            (Some(name), _) => Ok(KeyReference::Name(name)),
            (None, Some(jwk)) => Ok(KeyReference::Jwk(jwk)),
            (None, None) => Err(ProofError::KeyMissing),
        };
        let signature = Signature { algorithm: jws.header.algorithm, key, holds: &holds };
        self.list_claims(payload, &signature, input, issuer)
    }

    #[cfg(feature = "cose")]
    fn list_cwt(&mut self, bytes: &[u8], input: Check, issuer: Option<&str>) -> Looked {
        let token = match accolade_proof::cose::StatusListCwt::read(bytes) {
            Ok(token) => token,
            Err(error) => return unread(self.not_a_token(&error, input)),
        };
        let holds = |key: &PublicKey, provider: &CryptoProvider| token.verify(key, provider);
        let signature = Signature { algorithm: token.algorithm(), key: token.key_reference(), holds: &holds };
        self.list_claims(token.claims.clone(), &signature, input, issuer)
    }

    #[cfg(not(feature = "cose"))]
    fn list_cwt(&mut self, _: &[u8], input: Check, _: Option<&str>) -> Looked {
        let message = "this build does not check what is secured in COSE";
        let mut proof = Check::new(CheckId::Proof);
        proof.add(Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, Pointer::root(), message));
        unread(self.stopped(input, proof))
    }

    /// The claims of a token, as JSON whatever it is written in.
    fn list_claims(
        &mut self,
        claims: Value,
        signature: &Signature<'_>,
        input: Check,
        issuer: Option<&str>,
    ) -> Looked {
        let secured = self.signatures(std::slice::from_ref(signature), Signatory::Issuer(issuer));
        let validity = self.token_validity(&claims);
        let id = claims.get("sub").and_then(Value::as_str).map(str::to_owned);
        let checks = vec![input, secured.terms, secured.key, secured.proof, validity];
        let report = Report::new(checks);
        let verified = report.verdict() == Verdict::Valid;
        Looked::new(id, report, verified.then(|| Verified::new(claims)))
    }

    /// The times of a status list token: `iat` has to be there.
    fn token_validity(&self, payload: &Value) -> Check {
        let mut check = Check::new(CheckId::Validity);
        let bounds = [("iat", Bound::From(codes::NOT_YET_VALID)), ("exp", Bound::Until(codes::EXPIRED))];
        for (name, bound) in bounds {
            let Some(value) = payload.get(name) else {
                if name == "iat" {
                    let message = "the token does not say when it was made";
                    let place = Pointer::root().key(name);
                    check.add(Finding::undetermined(codes::VALIDITY_MALFORMED, place, message));
                }
                continue;
            };
            let time = value.as_i64().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
            let text = time.map(write_date_time_stamp);
            let text = text.map_or_else(|| value.clone(), Value::from);
            check.extend(hold(&text, bound, &Pointer::root().key(name), self.verifier.policy(), self.now));
            check.add_fact(name, text);
        }
        check.fact("at", write_date_time_stamp(self.now))
    }
}

/// What cannot be taken apart is no list.
fn unread(verification: Verification) -> Looked {
    Looked::new(None, verification.report, None)
}

fn issuer_of(document: &Value) -> Option<&str> {
    Credential::of(document).and_then(|credential| credential.issuer_id())
}

impl Looked {
    const fn new(id: Option<String>, report: Report, list: Option<Verified<Value>>) -> Self {
        Self { report, id, list, bits: OnceLock::new() }
    }

    /// Whether what it says was proven.
    pub(crate) const fn is_verified(&self) -> bool {
        self.list.is_some()
    }
}

impl Held {
    /// The list of the entry, read out of what was verified.
    ///
    /// # Errors
    /// The codes of [`StatusList::read`], undetermined; `nested.not-verified` where the lists at hand expand to too much.
    pub(super) fn read(
        &self,
        entry: &Entry,
        bytes_left: &mut usize,
        place: &Pointer,
    ) -> Result<Arc<StatusList>, Box<Finding>> {
        let Some(list) = &self.0.list else {
            let message = "the status list is not verified";
            return Err(Box::new(Finding::undetermined(
                codes::STATUS_LIST_NOT_VERIFIED,
                place.clone(),
                message,
            )));
        };
        if *bytes_left == 0 {
            let message = "one of too many lists to be read";
            return Err(Box::new(Finding::undetermined(codes::NESTED_NOT_VERIFIED, place.clone(), message)));
        }
        let as_first = self.0.bits.get_or_init(|| (entry.method, read(list, entry.method).map(Arc::new)));
        let read = match as_first {
            (method, read) if *method == entry.method => read.clone(),
            _ => read(list, entry.method).map(Arc::new),
        };
        let bytes =
            read.as_ref().map_or(MOST_BYTES, |list| usize::try_from(list.entries(8)).unwrap_or(MOST_BYTES));
        *bytes_left = bytes_left.saturating_sub(bytes);
        read.map_err(|error| Box::new(error.into_finding(place)))
    }

    /// Whose list it is, and when it is in force, for the report.
    pub(super) fn facts(&self) -> Map<String, Value> {
        let list = self.0.list.as_deref();
        let member = |name: &str| list.and_then(|list| list.get(name)).cloned();
        let issuer = list.and_then(issuer_of).map(Value::from);
        let named = [
            ("listIssuer", issuer),
            ("validFrom", member("validFrom").or_else(|| member("issuanceDate"))),
            ("validUntil", member("validUntil").or_else(|| member("expirationDate"))),
        ];
        named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    /// Whether it is the list that the entry names, and that of the issuer of the credential or of somebody whose word is taken.
    pub(super) fn belongs(
        &self,
        entry: &Entry,
        place: &Pointer,
        issuer: Option<&str>,
        policy: &Policy,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        // A credential need not have an identifier; a token has to.
        let unnamed = self.0.id.is_none() && entry.method != Method::Token;
        if !unnamed && self.0.id.as_ref() != Some(&entry.list) {
            let message = "the list says that it belongs at another address";
            let finding = Finding::undetermined(codes::STATUS_LIST_ID, place.clone(), message);
            findings.push(finding.with("found", self.0.id.as_deref()).with("expected", entry.list.as_str()));
        }
        // Of a token the signature was held against the issuer already.
        let own = self.0.list.as_deref().and_then(issuer_of);
        if entry.method != Method::Token
            && own != issuer
            && !own.is_some_and(|own| policy.accepts_status_lists_of(own))
        {
            let message = "the list was issued by somebody else than the credential";
            let finding = Finding::undetermined(codes::STATUS_LIST_ISSUER, place.clone(), message);
            findings.push(finding.with("found", own).with("expected", issuer));
        }
        findings
    }
}

/// A list is read out of what was verified, and out of nothing else.
fn read(list: &Verified<Value>, method: Method) -> Result<StatusList, StatusError> {
    match method {
        Method::Token => StatusList::read_token(list),
        _ => StatusList::read(list, method),
    }
}
