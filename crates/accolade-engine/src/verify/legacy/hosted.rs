//! Assertions that the issuer's host keeps:
//! [Open Badges 2.0, Hosted Verification](https://www.imsglobal.org/spec/ob/v2p0/#hosted-badge).

use accolade_json::Value;
use accolade_model::legacy::{Badge, Generation, Profile, Verification, Version, in_scope};
use accolade_report::{Check, CheckId, Finding, Pointer, Severity};

use super::{Answered, Stop, assertion_of, documents::differs};
use crate::{Answer, RequestKind, codes, verify::pass::Pass};

impl Pass<'_> {
    /// Asks the assertion's address, and whether the issuer speaks for it. A copy is compared, and counts for nothing else.
    pub(super) fn hosted(&mut self, url: &str, copy: Option<(Value, Version)>) -> Result<Answered, Stop> {
        let mut proof = Check::new(CheckId::Proof).fact("verification", "hosted").fact("url", url);
        let mut status = Check::not_applicable(CheckId::Status);
        let place = Pointer::root();
        let found = match self.resources.find(url) {
            Some(Answer::Unavailable { code, .. }) if *code == codes::FETCH_GONE => {
                status = Check::new(CheckId::Status);
                let message = "the issuer's host says that the badge is gone";
                status.add(Finding::error(codes::REVOKED, place.clone(), message).with("url", url));
                let message = "there is no assertion any more";
                let finding = Finding::undetermined(codes::OB2_UNAVAILABLE, place, message).with("url", url);
                Err(finding.with("reason", code.as_str()).into())
            }
            _ => self.assertion_at(url, &place),
        };
        let (document, version) = match found {
            Ok(found) => found,
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                proof.add(*finding);
                let (document, version) = copy.unwrap_or_else(|| (Value::Null, Version::V0_5));
                let badge = Badge { version, document };
                let key = Check::not_applicable(CheckId::Key);
                return Ok(Answered { badge, issuer: None, key, proof, status });
            }
        };
        if let Some((copy, _)) = copy.filter(|(copy, _)| *copy != document) {
            let message = "the issuer's host has another edition of the badge, which is the one that counts";
            let finding = Finding::warning(codes::OB2_COPY_DIFFERS, Pointer::root(), message);
            proof.add(finding.with("members", differing(&copy, &document)));
        }
        let mut badge = Badge { version, document };
        // Before 1.1 it has no identifier but its address.
        if let Some(members) = badge.document.as_object_mut() {
            members.entry("id").or_insert_with(|| url.into());
        }
        if assertion_of(&badge.document)?.is_revoked() {
            status = Check::new(CheckId::Status);
            let message = "the badge was revoked";
            let finding = Finding::error(codes::REVOKED, Pointer::root().key("revoked"), message);
            status.add(finding.with("why", badge.document.get("revocationReason").cloned()));
            // Nothing else need be left of it, and nothing else matters.
            if badge.document.get("badge").is_none() {
                let key = Check::not_applicable(CheckId::Key);
                return Ok(Answered { badge, issuer: None, key, proof, status });
            }
        }
        let mut key = Check::new(CheckId::Key);
        let issuer = match self.complete(&mut badge.document, version, false) {
            Ok(issuer) => Some(issuer),
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                key.add(*finding);
                None
            }
        };
        if let Some(issuer) = &issuer {
            key.add_fact("controller", issuer.as_str());
            key.extend(self.scope(&badge, issuer, url));
        }
        Ok(Answered { badge, issuer, key, proof, status })
    }

    /// The assertion that an address answers with, if it says that it belongs there.
    fn assertion_at(&mut self, url: &str, place: &Pointer) -> Result<(Value, Version), Stop> {
        let document = self.served(RequestKind::Assertion, url, place, codes::OB2_UNAVAILABLE)?;
        let Generation::Legacy(version) = Generation::of(&document) else {
            let message = "what the address answers with is no badge from before Open Badges 3.0";
            return Err(Finding::error(codes::OB2_NOT_AN_ASSERTION, place.clone(), message).into());
        };
        let assertion = assertion_of(&document)?;
        let verify = Pointer::root().key(assertion.verification_name());
        let is_named = |found: Option<&str>, place: Pointer| match found == Some(url) {
            true => Ok(()),
            false => Err(Stop::from(differs(&place, found, url))),
        };
        match assertion.verification(version) {
            Some(Verification::Hosted { url: named }) if version < Version::V2_0 => {
                // Before 2.0 the address stands with the way to verify, and 0.5 has no room for it.
                if version > Version::V0_5 {
                    is_named(named, verify.key("url"))?;
                }
                if let Some(id) = assertion.id() {
                    is_named(Some(id), Pointer::root().key("id"))?;
                }
            }
            Some(Verification::Hosted { .. }) => is_named(assertion.id(), Pointer::root().key("id"))?,
            None if assertion.is_revoked() => is_named(assertion.id(), Pointer::root().key("id"))?,
            Some(Verification::Signed { .. }) | None => {
                let message =
                    "what the address answers with does not say that it is verified by asking there";
                return Err(Finding::error(codes::OB2_VERIFICATION, verify, message).into());
            }
        }
        Ok((document, version))
    }

    /// Whether the issuer speaks for the address.
    fn scope(&self, badge: &Badge, issuer: &str, url: &str) -> Option<Finding> {
        let profile = badge.document.pointer("/badge/issuer").and_then(Profile::of)?;
        if in_scope(&profile, issuer, url) {
            return None;
        }
        let message = "the badge is kept at an address that is not one of its issuer's";
        let severity = match self.verifier.policy().accepts_unbound_issuer() {
            true => Severity::Warning,
            false => Severity::Error,
        };
        let place = match badge.version {
            Version::V0_5 => Pointer::root(),
            Version::V1_0 | Version::V1_1 => Pointer::root().key("verify").key("url"),
            _ => Pointer::root().key("id"),
        };
        let finding = Finding::new(severity, codes::OB2_OUT_OF_SCOPE, place, message);
        Some(finding.with("found", url).with("expected", issuer))
    }
}

/// The members in which two editions differ.
pub(super) fn differing(copy: &Value, served: &Value) -> Vec<String> {
    let names = |value: &Value| value.as_object().map(|node| node.keys().cloned().collect::<Vec<_>>());
    let mut all = names(copy).unwrap_or_default();
    all.extend(names(served).unwrap_or_default());
    all.retain(|name| copy.get(name) != served.get(name));
    all.sort();
    all.dedup();
    all
}
