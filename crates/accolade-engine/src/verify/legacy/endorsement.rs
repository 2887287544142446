//! Endorsements that their endorser's host keeps:
//! [Open Badges 2.0, Endorsement](https://www.imsglobal.org/spec/ob/v2p0/#Endorsement). Each is asked for at its own address, as
//! an assertion is, and the endorser must speak for that address. None of them changes what the badge is worth.

use accolade_json::{Value, one_or_many};
use accolade_model::legacy::{Assertion, Badge, Generation, Profile, Verification, Version, check, in_scope};
use accolade_report::{Check, CheckId, Finding, Pointer, Report, Role, Severity};

use super::{Stop, documents::differs};
use crate::{
    Answer, RequestKind, codes,
    verify::{
        endorsement::{compare, standing},
        nested::{self, DEEPEST, Inner},
        pass::{Level, Pass},
        places::{Said, cut_short, said},
    },
};

/// The most endorsements of one badge that are verified.
const MOST: usize = 64;

/// An endorsement as its host serves it, with the profile in place of its address.
struct Served {
    document: Value,
    version: Version,
    endorser: Option<String>,
}

impl Pass<'_> {
    /// The endorsements that the documents of a badge carry.
    pub(super) fn legacy_endorsements(
        &mut self,
        document: &Value,
        issuer: Option<&str>,
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Check {
        let endorsements = said(document, &["endorsement"]);
        if endorsements.is_empty() {
            return Check::not_applicable(CheckId::Endorsement);
        }
        let mut check = Check::new(CheckId::Endorsement).fact("found", endorsements.len());
        if endorsements.len() > MOST {
            let message =
                format!("only the first {MOST} of {} endorsements were verified", endorsements.len());
            check.add(cut_short(Severity::Undetermined, &Pointer::root(), message, endorsements.len(), MOST));
        }
        for one in endorsements.iter().take(MOST) {
            match self.legacy_endorsement(one, level) {
                Ok(verified) => {
                    check.extend(judge(one, &verified, issuer));
                    inner.push(verified);
                }
                Err(Stop::Waiting) => {}
                Err(Stop::Found(finding)) => check.add(*finding),
            }
        }
        check
    }

    /// Verifies one endorsement, and gives the report on it.
    fn legacy_endorsement(&mut self, said: &Said<'_>, level: Level) -> Result<Inner, Stop> {
        let open = |message: &str| {
            Stop::from(Finding::undetermined(codes::ENDORSEMENT_UNDETERMINED, said.place.clone(), message))
        };
        let copy = said.value.as_object().map(|_| said.value);
        let own = copy.and_then(|copy| copy.get("id")?.as_str());
        let url = match said.value.as_str().or(own) {
            Some(url) if url.contains(':') => url,
            Some(text) if text.split('.').count() == 3 => {
                return Err(open("signed endorsements from before Open Badges 3.0 are not verified"));
            }
            _ => return Err(open("the endorsement has no address at which it could be asked for")),
        };
        if level.depth >= DEEPEST || self.nested_left == 0 {
            let message = "one of too many to be verified";
            return Err(Finding::undetermined(codes::NESTED_NOT_VERIFIED, said.place.clone(), message).into());
        }
        self.nested_left -= 1;
        let mut checks = vec![Check::new(CheckId::Input).fact("form", "json")];
        let mut proof = Check::new(CheckId::Proof).fact("verification", "hosted").fact("url", url);
        let mut key = Check::new(CheckId::Key);
        let mut status = Check::not_applicable(CheckId::Status);
        let served = match self.endorsement_at(url, copy, &mut proof, &mut key, &mut status) {
            Ok(served) => Some(served),
            Err(Stop::Waiting) => return Err(Stop::Waiting),
            Err(Stop::Found(finding)) => {
                proof.add(*finding);
                key = Check::not_applicable(CheckId::Key);
                None
            }
        };
        let document = served.as_ref().map_or(Value::Null, |served| served.document.clone());
        match served {
            Some(Served { document, version, endorser }) => {
                key.extend(endorser.and_then(|endorser| self.endorser_scope(&document, &endorser, url)));
                let badge = Badge { version, document };
                let mut model = Check::new(CheckId::Model);
                model.extend(check(&badge));
                let others = self.not_followed(&badge.document);
                checks.extend([
                    model,
                    self.legacy_terms(&badge),
                    key,
                    proof,
                    self.legacy_validity(&badge),
                    status,
                    others,
                ]);
            }
            None => {
                let [model, terms] = [CheckId::Model, CheckId::Terms].map(Check::not_applicable);
                checks.extend([model, terms, key, proof, Check::not_applicable(CheckId::Validity), status]);
            }
        }
        let verification = nested::join(Report::with_required(checks, &[]), document, Vec::new());
        Ok(Inner {
            place: said.place.clone(),
            role: Role::Endorsement,
            id: Some(url.to_owned()),
            verification,
        })
    }

    /// What the endorsement's address answers with, if it says that it belongs there, and who endorses.
    fn endorsement_at(
        &mut self,
        url: &str,
        copy: Option<&Value>,
        proof: &mut Check,
        key: &mut Check,
        status: &mut Check,
    ) -> Result<Served, Stop> {
        let place = Pointer::root();
        if let Some(Answer::Unavailable { code, .. }) = self.resources.find(url)
            && *code == codes::FETCH_GONE
        {
            *status = Check::new(CheckId::Status);
            let message = "the endorser's host says that the endorsement is gone";
            status.add(Finding::error(codes::REVOKED, place.clone(), message).with("url", url));
        }
        let mut document = self.served(RequestKind::Assertion, url, &place, codes::OB2_UNAVAILABLE)?;
        let types = document.get("type").map(one_or_many).unwrap_or_default();
        let is_one = types.iter().any(|name| name == "Endorsement");
        let (version, endorsement) = match (Generation::of(&document), Assertion::of(&document)) {
            (Generation::Legacy(version), Some(endorsement)) if is_one => (version, endorsement),
            _ => {
                let message = "what the address answers with is no endorsement from before Open Badges 3.0";
                return Err(Finding::error(codes::ENDORSEMENT_KIND, place.key("type"), message).into());
            }
        };
        if let Some(copy) =
            copy.filter(|copy| copy.as_object().is_some_and(|copy| copy.len() > 1) && **copy != document)
        {
            let message =
                "the endorser's host has another edition of the endorsement, which is the one that counts";
            let members = super::hosted::differing(copy, &document);
            proof.add(
                Finding::warning(codes::OB2_COPY_DIFFERS, place.clone(), message).with("members", members),
            );
        }
        if endorsement.id() != Some(url) {
            return Err(differs(&place.key("id"), endorsement.id(), url).into());
        }
        if endorsement.is_revoked() {
            *status = Check::new(CheckId::Status);
            let message = "the endorsement was revoked";
            let finding = Finding::error(codes::REVOKED, place.key("revoked"), message);
            status.add(finding.with("why", document.get("revocationReason").cloned()));
        } else if !matches!(endorsement.verification(version), Some(Verification::Hosted { .. })) {
            let message = "what the address answers with does not say that it is verified by asking there";
            let place = place.key(endorsement.verification_name());
            return Err(Finding::error(codes::OB2_VERIFICATION, place, message).into());
        }
        let place = place.key("issuer");
        let endorser = match document.get_mut("issuer") {
            Some(profile) => match self.fill(profile, RequestKind::IssuerProfile, &place, true) {
                Ok(()) => Profile::of(profile).and_then(|profile| profile.identifier()).map(str::to_owned),
                Err(Stop::Waiting) => return Err(Stop::Waiting),
                Err(Stop::Found(finding)) => {
                    key.add(*finding);
                    return Ok(Served { document, version, endorser: None });
                }
            },
            None => None,
        };
        match &endorser {
            Some(endorser) => key.add_fact("controller", endorser.as_str()),
            None => {
                let message = "without it nobody can tell who endorses";
                key.add(Finding::error(codes::OB2_NO_ISSUER, place, message));
            }
        }
        Ok(Served { document, version, endorser })
    }

    /// Whether the endorser speaks for the address.
    fn endorser_scope(&self, document: &Value, endorser: &str, url: &str) -> Option<Finding> {
        let profile = document.get("issuer").and_then(Profile::of)?;
        if in_scope(&profile, endorser, url) {
            return None;
        }
        let message = "the endorsement is kept at an address that is not one of its endorser's";
        let severity = match self.verifier.policy().accepts_unbound_issuer() {
            true => Severity::Warning,
            false => Severity::Error,
        };
        let finding = Finding::new(severity, codes::OB2_OUT_OF_SCOPE, Pointer::root().key("id"), message);
        Some(finding.with("found", url).with("expected", endorser))
    }

    /// Who endorses may be endorsed, by somebody who may be endorsed: that is where it ends.
    fn not_followed(&self, document: &Value) -> Check {
        let endorsements = said(document, &["endorsement"]);
        if endorsements.is_empty() {
            return Check::not_applicable(CheckId::Endorsement);
        }
        let mut check = Check::new(CheckId::Endorsement).fact("found", endorsements.len());
        let message = "endorsements of an endorser are not verified";
        let place = endorsements.into_iter().next().map(|first| first.place).unwrap_or_default();
        check.add(Finding::undetermined(codes::NESTED_NOT_VERIFIED, place, message));
        check
    }
}

/// Whether it holds, and is one of what carries it.
fn judge(said: &Said<'_>, verified: &Inner, issuer: Option<&str>) -> Vec<Finding> {
    if let Some(finding) = standing(said, verified) {
        return vec![finding];
    }
    let Some(endorsement) = verified.claimed() else { return Vec::new() };
    let claims = endorsement.get("claim").map(one_or_many).unwrap_or_default();
    let about = claims.iter().filter_map(|claim| claim.get("id")?.as_str()).collect();
    let endorser = endorsement.get("issuer").and_then(Profile::of).and_then(|profile| profile.identifier());
    compare(said, about, endorser, issuer)
}
