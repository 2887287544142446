//! What the issuer's DID says it is called elsewhere, and which web origins say so too: domain linkage by
//! [Well Known DID Configuration](https://identity.foundation/.well-known/resources/did-configuration/).

use std::collections::BTreeSet;

use accolade_did::{Document, MethodUrl, Resolution, https_origin, resolve};
use accolade_json::{Limits, Value, one_or_many, parse};
use accolade_model::Credential;
use accolade_proof::jose::Token;
use accolade_report::{Check, Finding, Pointer, Role, Severity, Verdict};

use super::{
    nested::Inner,
    pass::{Level, Pass, Signatory},
    places::{cut_short, each},
};
use crate::{
    Answer, Request, RequestKind, codes,
    input::{Secured, token},
};

/// The most origins that are asked, and the most entries of one origin that are verified.
const MOST: usize = 8;

/// The longest configuration that is read.
const LIMITS: Limits = Limits { bytes: 256 << 10, depth: 32 };

/// One entry of a configuration that speaks of the issuer's DID.
struct Entry {
    secured: Secured,
    /// What it claims, before it is verified.
    claimed: Value,
}

impl Pass<'_> {
    /// Adds to what is known of the issuer. Names are what its document claims; an origin is linked only where both say so, the
    /// origin by what it serves and the DID by what it signed. Origins are asked only where the policy wants it: who runs one
    /// learns that the credential is being looked at.
    pub(super) fn domains(
        &mut self,
        credential: &Value,
        level: Level,
        inner: &mut Vec<Inner>,
        check: &mut Check,
    ) {
        let issuer = Credential::of(credential).and_then(|credential| credential.issuer_id());
        let Some(did) = issuer.filter(|id| id.starts_with("did:")) else { return };
        let place = Pointer::root().key("issuer");
        let question = self.question(place.clone(), Signatory::Issuer(Some(did)));
        // It was had for the key.
        let document = question.kept_document(did).ok().flatten();
        let names = document.as_ref().map(Document::also_known_as).unwrap_or_default();
        if !names.is_empty() {
            check.add_fact("alsoKnownAs", names);
            let message = "the issuer's document says what else it is called, which nothing here confirms";
            check.add(Finding::note(codes::ALSO_KNOWN_AS, place.clone(), message));
        }
        if !level.is_asked_for || !self.verifier.policy().asks_for_linked_domains() {
            return;
        }
        let mut linked = Vec::new();
        let origins = origins(did, document.as_ref(), credential);
        if origins.len() > MOST {
            let message = format!("only the first {MOST} of {} origins were asked", origins.len());
            check.add(cut_short(Severity::Undetermined, &place, message, origins.len(), MOST));
        }
        for origin in origins.into_iter().take(MOST) {
            match self.linked(did, &origin, &place, level, inner) {
                Some(Ok(())) => linked.push(origin),
                Some(Err(finding)) => check.add((*finding).with("origin", origin)),
                None => {}
            }
        }
        if !linked.is_empty() {
            let message = "the issuer's DID and these web origins each name the other";
            check.add(Finding::note(codes::DOMAIN_LINKED, place, message).with("origins", linked.clone()));
            check.add_fact("linkedDomains", linked);
        }
    }

    /// Whether an origin is linked to a DID; `None` while its configuration is being had.
    fn linked(
        &mut self,
        did: &str,
        origin: &str,
        place: &Pointer,
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Option<Result<(), Box<Finding>>> {
        let url = format!("{origin}/.well-known/did-configuration.json");
        let open = |message: String| {
            Some(Err(Box::new(Finding::undetermined(codes::DOMAIN_UNDETERMINED, place.clone(), message))))
        };
        let configuration = match self.resources.find(&url) {
            None => {
                self.needs.insert(Request { kind: RequestKind::DidConfiguration, url });
                return None;
            }
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("whether `{origin}` knows the issuer could not be asked: {reason}");
                let finding = Finding::undetermined(codes::DOMAIN_UNDETERMINED, place.clone(), message);
                return Some(Err(Box::new(finding.with("reason", code.as_str()))));
            }
            Some(Answer::Document { bytes, .. }) => match parse(bytes, &LIMITS) {
                Ok(value) => value,
                Err(error) => {
                    return open(format!("the configuration of `{origin}` cannot be read: {error}"));
                }
            },
        };
        let Some(listed) = configuration.get("linked_dids").and_then(Value::as_array) else {
            return open(format!("the configuration of `{origin}` has no list `linked_dids`"));
        };
        let mut first = None;
        let read: Vec<Entry> = listed.iter().filter_map(Entry::read).collect();
        let unread = listed.len() - read.len();
        let own: Vec<Entry> = read.into_iter().filter(|entry| entry.is_by(did)).collect();
        let found = own.len();
        for entry in own.into_iter().take(MOST) {
            match self.holds(entry, did, origin, place, level, inner) {
                Ok(()) => return Some(Ok(())),
                Err(finding) => first = first.or(Some(finding)),
            }
        }
        // One of those that were not looked at may link the two.
        if found > MOST {
            let message = format!(
                "only the first {MOST} of {found} entries of `{origin}` for the issuer were verified"
            );
            return Some(Err(Box::new(cut_short(Severity::Undetermined, place, message, found, MOST))));
        }
        if first.is_none() && unread > 0 {
            return open(format!("{unread} of the entries of `{origin}` cannot be read"));
        }
        Some(Err(first.unwrap_or_else(|| {
            let message = format!("`{origin}` names its issuers, and this is not among them");
            Box::new(Finding::error(codes::DOMAIN_NOT_LINKED, place.clone(), message))
        })))
    }

    /// Whether one entry is a domain linkage credential of this DID for this origin.
    fn holds(
        &mut self,
        entry: Entry,
        did: &str,
        origin: &str,
        place: &Pointer,
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Result<(), Box<Finding>> {
        let invalid = |message: String| Finding::error(codes::DOMAIN_LINKAGE_INVALID, place.clone(), message);
        if let Some(fault) = entry.fault(did, origin) {
            return Err(Box::new(invalid(format!("the linkage credential at `{origin}` {fault}"))));
        }
        // The specification is of version 1.1 of the data model, and leaves the header's `typ` open.
        let level = Level { any_form: true, ..level.beside() };
        let one = self.nested(entry.secured, place, Role::DomainLinkage, level)?;
        let reason = one.verification.report().gravest().map(|finding| finding.code.as_str());
        let verdict = one.verdict();
        inner.push(one);
        match verdict {
            Verdict::Valid => Ok(()),
            Verdict::Invalid => {
                let message = format!("the linkage credential at `{origin}` does not hold");
                Err(Box::new(invalid(message).with("reason", reason)))
            }
            Verdict::Indeterminate => {
                let message = format!("whether the linkage credential at `{origin}` holds cannot be told");
                let finding = Finding::undetermined(codes::DOMAIN_UNDETERMINED, place.clone(), message);
                Err(Box::new(finding.with("reason", reason)))
            }
        }
    }
}

impl Entry {
    /// A credential with its proof, or a JWT.
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Object(_) => Some(Self { secured: Secured::Json(value.clone()), claimed: value.clone() }),
            Value::String(text) => {
                let claimed = Token::read(text).ok()?.payload.document;
                Some(Self { secured: token(text)?, claimed })
            }
            _ => None,
        }
    }

    /// Whether it says that this DID issued it.
    fn is_by(&self, did: &str) -> bool {
        Credential::of(&self.claimed).and_then(|credential| credential.issuer_id()) == Some(did)
    }

    /// What keeps it from linking the two, beside its proof and its time: "Domain Linkage Credential".
    fn fault(&self, did: &str, origin: &str) -> Option<&'static str> {
        let has = |name: &str| self.claimed.get(name).is_some();
        let types = self.claimed.get("type").map(one_or_many).unwrap_or_default();
        let subject = self.claimed.get("credentialSubject");
        let of_subject = |name: &str| subject?.get(name)?.as_str();
        // An origin has no path, so a tenant's address is none.
        let is_origin = |text: &str| {
            let rest = text.strip_prefix("https://").unwrap_or(text);
            let is_bare = !rest.strip_suffix('/').unwrap_or(rest).contains(['/', '?', '#']);
            is_bare && https_origin(text).as_deref() == Some(origin)
        };
        if !types.iter().any(|name| name == "DomainLinkageCredential") {
            Some("is a credential of another kind")
        } else if has("id") {
            Some("has an identifier, which it must not")
        } else if !(has("issuanceDate") || has("validFrom")) || !(has("expirationDate") || has("validUntil"))
        {
            Some("does not say from when until when it is good")
        } else if of_subject("id") != Some(did) {
            Some("speaks of another DID")
        } else if !of_subject("origin").is_some_and(is_origin) {
            Some("speaks of another origin")
        } else {
            None
        }
    }
}

/// The origins that may be linked: those that the DID's document names in services of the type `LinkedDomains`, and that of the
/// address which the issuer's profile gives. It does not matter who names an origin, since the origin must answer for itself. That
/// at which the DID's document itself lies needs no asking.
fn origins(did: &str, document: Option<&Document>, credential: &Value) -> Vec<String> {
    let home = match MethodUrl::parse(did).and_then(|method| resolve(&method)) {
        Ok(Resolution::Fetch { url }) => https_origin(&url),
        _ => None,
    };
    let value = document.map(Document::to_value);
    let mut urls: Vec<&str> = Vec::new();
    for (_, service) in value.iter().flat_map(|value| each(value, "service")) {
        let types = service.get("type").map(one_or_many).unwrap_or_default();
        if types.iter().any(|name| name == "LinkedDomains") {
            for endpoint in service.get("serviceEndpoint").map(one_or_many).unwrap_or_default() {
                let listed = endpoint.get("origins").map(one_or_many).unwrap_or_default();
                urls.extend(endpoint.as_str().into_iter().chain(listed.iter().filter_map(Value::as_str)));
            }
        }
    }
    urls.extend(credential.pointer("/issuer/url").and_then(Value::as_str));
    let (mut origins, mut seen) = (Vec::new(), BTreeSet::new());
    for origin in urls.into_iter().filter_map(https_origin) {
        if home.as_ref() != Some(&origin) && seen.insert(origin.clone()) {
            origins.push(origin);
        }
    }
    origins
}
