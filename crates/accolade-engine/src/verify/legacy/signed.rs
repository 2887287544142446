//! Signed assertions: [Open Badges 2.0, Signed Verification](https://www.imsglobal.org/spec/ob/v2p0/#signed-badge).

use accolade_json::Value;
use accolade_keys::{HeaderRules, Jws};
use accolade_model::legacy::{Assertion, Badge, Profile, RevocationList, Verification, Version};
use accolade_proof::{codes::SIGNATURE_MISMATCH, jose};
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Severity};

use super::{Answered, Stop, assertion_of, documents::differs, keys::Candidate};
use crate::{RequestKind, codes, verify::pass::Pass};

/// Open Badges name no `typ`; those in use are these. A header brings no key along.
const HEADER: HeaderRules = HeaderRules {
    algorithms: jose::HEADER.algorithms,
    types: &["jwt", "jws", "jose"],
    members: &["alg", "typ", "kid"],
};

impl Pass<'_> {
    /// Verifies what is signed with the keys that the issuer's profile lists.
    pub(super) fn signed_assertion(
        &mut self,
        text: &str,
        payload: Value,
        version: Version,
    ) -> Result<Answered, Stop> {
        let verification = assertion_of(&payload)?.verification(version);
        let verify = Pointer::root().key(assertion_of(&payload)?.verification_name());
        let Some(Verification::Signed { creator, url }) = verification else {
            let message = "the badge is signed, and does not say that it is to be verified so";
            return Err(Finding::error(codes::OB2_VERIFICATION, verify, message).into());
        };
        let (creator, url) = (creator.map(str::to_owned), url.map(str::to_owned));
        let mut proof = Check::new(CheckId::Proof).fact("verification", "signed");
        let mut key = Check::new(CheckId::Key);
        let mut badge = Badge { version, document: payload };
        let jws = match Jws::parse(text, &HEADER) {
            Ok(jws) => jws,
            Err(error) => {
                proof.add(error.into_finding(Pointer::root()));
                let (key, status) =
                    (Check::not_applicable(CheckId::Key), Check::not_applicable(CheckId::Status));
                return Ok(Answered { badge, issuer: None, key, proof, status });
            }
        };
        proof.add_fact("algorithm", jws.header.algorithm.name());
        let unproven = |badge: Badge, issuer: Option<String>, key: Check| Answered {
            badge,
            issuer,
            key,
            proof: Check::not_applicable(CheckId::Proof),
            status: Check::not_applicable(CheckId::Status),
        };
        let issuer = match self.complete(&mut badge.document, version, true) {
            Ok(issuer) => issuer,
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                key.add(*finding);
                return Ok(unproven(badge, None, key));
            }
        };
        key.add_fact("controller", issuer.as_str());
        let found = match badge.document.pointer("/badge/issuer").and_then(Profile::of) {
            Some(profile) if version >= Version::V2_0 || !profile.public_keys().is_empty() => {
                let named = creator.as_deref().or(url.as_deref().filter(|_| version < Version::V2_0));
                let name = if version < Version::V2_0 { "url" } else { "creator" };
                self.candidates(&profile, &issuer, named, &verify.key(name))
            }
            _ => self.before_profiles(url.as_deref(), &issuer, &verify.key("url")),
        };
        let (candidates, findings) = match found {
            Ok(found) => found,
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                key.add(*finding);
                return Ok(unproven(badge, Some(issuer), key));
            }
        };
        let holds =
            |candidate: &&Candidate| matches!(jws.verify(&candidate.key, self.verifier.provider()), Ok(true));
        let by = candidates.iter().find(holds);
        let all_tried = findings.iter().all(|finding| finding.code != codes::CUT_SHORT);
        // Beside a key that signed, what is wrong with the others does not matter.
        let severity = |finding: &Finding| match by {
            Some(_) if version >= Version::V2_0 => finding.severity.max(Severity::Warning),
            _ => finding.severity,
        };
        key.extend(findings.into_iter().map(|finding| Finding { severity: severity(&finding), ..finding }));
        let Some(by) = by else {
            if candidates.is_empty() {
                return Ok(unproven(badge, Some(issuer), key));
            }
            let errors =
                candidates.iter().filter_map(|it| jws.verify(&it.key, self.verifier.provider()).err());
            let mut findings: Vec<Finding> =
                errors.map(|error| error.into_finding(Pointer::root())).collect();
            if findings.len() < candidates.len() {
                let message = "the signature is not one of the issuer's key over this text";
                findings = vec![Finding::error(SIGNATURE_MISMATCH, Pointer::root(), message)];
            }
            if !all_tried {
                // One of the others may have signed.
                findings.iter_mut().for_each(|finding| finding.severity = Severity::Undetermined);
            }
            proof.extend(findings);
            let status = Check::not_applicable(CheckId::Status);
            return Ok(Answered { badge, issuer: Some(issuer), key, proof, status });
        };
        key.add_fact("verificationMethod", by.url.as_str());
        key.add_fact("keyType", by.key.key_type().name());
        let status = match key.outcome() {
            Outcome::Failed => Check::not_applicable(CheckId::Status),
            _ => self.revocations(&badge, &issuer)?,
        };
        Ok(Answered { badge, issuer: Some(issuer), key, proof, status })
    }

    /// The key of a badge of 1.0 or 1.1, which names its address itself.
    fn before_profiles(
        &mut self,
        url: Option<&str>,
        issuer: &str,
        place: &Pointer,
    ) -> Result<(Vec<Candidate>, Vec<Finding>), Stop> {
        let message =
            "the issuer's documents do not list the key, so it may be anyone's who can place a file there";
        let finding = Finding::undetermined(codes::OB2_KEY_NOT_LISTED, place.clone(), message);
        match url {
            Some(url) => Ok((vec![self.bare_key(url, issuer, place)?], vec![finding])),
            None => Err(finding.into()),
        }
    }

    /// Whether the issuer's list of revocations names the assertion.
    fn revocations(&mut self, badge: &Badge, issuer: &str) -> Result<Check, Stop> {
        let place = Pointer::root().key("badge").key("issuer").key("revocationList");
        let profile = badge.document.pointer("/badge/issuer").and_then(Profile::of);
        let Some(url) = profile.and_then(|profile| profile.revocation_list()) else {
            return Ok(Check::not_applicable(CheckId::Status));
        };
        let mut check = Check::new(CheckId::Status).fact("list", url);
        let list = match self.served(RequestKind::StatusList, url, &place, codes::STATUS_LIST_UNAVAILABLE) {
            Ok(list) => list,
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                // A list that is broken today says nothing of the badge.
                check.add(Finding { severity: finding.severity.max(Severity::Undetermined), ..*finding });
                return Ok(check);
            }
        };
        let (Some(read), Some(assertion)) = (RevocationList::of(&list), Assertion::of(&badge.document))
        else {
            return Ok(check);
        };
        if !read.is_well_formed() {
            let message = "what is served is no list of revoked assertions";
            check.add(Finding::undetermined(accolade_status::codes::LIST_MALFORMED, place.clone(), message));
        }
        if let Some(id) = read.id().filter(|id| *id != url) {
            let finding = differs(&place, Some(id), url);
            check.add(Finding { severity: Severity::Undetermined, code: codes::STATUS_LIST_ID, ..finding });
        }
        if read.issuer().is_none_or(|found| found != issuer) && list.get("revokedAssertions").is_some() {
            let message = "the list is that of another issuer";
            let finding = Finding::undetermined(codes::STATUS_LIST_ISSUER, place.clone(), message);
            check.add(finding.with("found", read.issuer()).with("expected", issuer));
        }
        if let Some(reason) = read.find(&assertion) {
            let finding = Finding::error(codes::REVOKED, place, "the badge was revoked");
            check.add(finding.with("why", reason));
        }
        Ok(check)
    }
}
