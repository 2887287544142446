//! What is asked of a badge once it is known whether it is the issuer's.

use accolade_json::Value;
use accolade_ld::{Options, to_rdf};
use accolade_model::{
    Known,
    legacy::{Assertion, Badge, Version, check as check_model, instant},
    match_recipient,
};
use accolade_proof::codes::{CHALLENGE_MISMATCH, DOMAIN_MISMATCH};
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Severity};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

use crate::{
    Policy, Recipient, codes,
    verify::{
        nested::Inner,
        pass::{Level, Pass},
        validity::{FROM, UNTIL, hold_instant},
    },
};

impl Pass<'_> {
    /// Every check, in order.
    pub(super) fn legacy_checks(
        &mut self,
        badge: &Badge,
        issuer: Option<&str>,
        [input, key, mut proof, status]: [Check; 4],
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Vec<Check> {
        let policy = self.verifier.policy();
        if proof.outcome() == Outcome::Passed {
            proof.extend(unanswered(policy));
        }
        let proven = proof.outcome() == Outcome::Passed && key.outcome() != Outcome::Failed;
        let mut model = Check::new(CheckId::Model);
        model.extend(check_model(badge));
        let mut checks = vec![input, model, self.legacy_terms(badge), key, proof];
        let asked = |check: fn() -> Check, made: Option<Check>| made.unwrap_or_else(check);
        // When it is not the issuer's, what the badge says of itself is worth nothing.
        checks.push(asked(
            || Check::not_applicable(CheckId::Validity),
            proven.then(|| self.legacy_validity(badge)),
        ));
        checks.push(status);
        checks.push(Check::not_applicable(CheckId::Schema));
        checks.push(asked(
            || Check::not_applicable(CheckId::Recipient),
            proven.then(|| recipient(badge, policy.recipient())),
        ));
        checks.push(match proven {
            true => self.legacy_endorsements(&badge.document, issuer, level, inner),
            false => Check::not_applicable(CheckId::Endorsement),
        });
        checks.extend([CheckId::Evidence, CheckId::Refresh].map(Check::not_applicable));
        checks.push(asked(
            || Check::not_applicable(CheckId::Issuer),
            issuer.filter(|_| proven).map(|issuer| self.legacy_issuer(badge, issuer, inner)),
        ));
        checks.push(Check::not_applicable(CheckId::Results));
        checks
    }

    /// What a reader of linked data would not see, or see otherwise. What the host serves, or what was signed, is the text, so
    /// that nothing of it is lost.
    pub(super) fn legacy_terms(&self, badge: &Badge) -> Check {
        if badge.version < Version::V1_1 || !badge.document.is_object() {
            return Check::not_applicable(CheckId::Terms);
        }
        let findings = match to_rdf(&badge.document, &self.contexts, &Options::default().with_agreement()) {
            Ok(rdf) => rdf.findings,
            Err(error) => error.findings(),
        };
        let mut check = Check::new(CheckId::Terms);
        check.extend(
            findings.into_iter().map(|it| Finding { severity: it.severity.max(Severity::Warning), ..it }),
        );
        check
    }

    /// Who vouches for the issuer. Registries are asked as of a credential of theirs, which says nothing more.
    fn legacy_issuer(&mut self, badge: &Badge, issuer: &str, inner: &mut Vec<Inner>) -> Check {
        let name = badge.document.pointer("/badge/issuer/name");
        let mut asked = Vec::new();
        let check = self.issuer(&json!({"issuer": {"id": issuer, "name": name}}), &mut asked);
        let base = Pointer::root().key("badge");
        inner.extend(asked.into_iter().map(|one| Inner { place: one.place.below(&base), ..one }));
        let mut moved = Check::new(check.id());
        for (name, fact) in check.facts() {
            moved.add_fact(name, fact.clone());
        }
        moved.extend(check.findings().iter().map(|finding| finding.clone().below(&base)));
        moved
    }

    pub(super) fn legacy_validity(&self, badge: &Badge) -> Check {
        let mut check = Check::new(CheckId::Validity);
        let policy = self.verifier.policy();
        let assertion = Assertion::of(&badge.document);
        let issued = assertion.and_then(|assertion| assertion.issued_on()).map(|(name, at)| (name, at, FROM));
        let expires = assertion.and_then(|assertion| assertion.expires()).map(|at| ("expires", at, UNTIL));
        for (name, value, bound) in issued.into_iter().chain(expires) {
            check.add_fact(name, value.clone());
            let place = Pointer::root().key(name);
            match instant(value, badge.version) {
                Some(instant) => {
                    let text = value.as_str().map_or_else(|| accolade_json::to_text(value), str::to_owned);
                    check.extend(hold_instant(instant, &text, bound, &place, policy, self.now));
                }
                None => {
                    let message = "not a date by the rules of the badge's version";
                    let finding = Finding::undetermined(codes::VALIDITY_MALFORMED, place, message);
                    check.add(finding.with("found", value.clone()));
                }
            }
        }
        check.fact("at", self.now.format(&Rfc3339).unwrap_or_default())
    }
}

/// Nothing in such a badge can be made for a verifier, so it may be a copy of what was shown to another.
fn unanswered(policy: &Policy) -> Vec<Finding> {
    let asked = [(policy.challenge(), CHALLENGE_MISMATCH), (policy.domain(), DOMAIN_MISMATCH)];
    let asked = asked.into_iter().filter(|(asked, _)| asked.is_some());
    let message = "a badge from before Open Badges 3.0 answers nobody";
    asked.map(|(_, code)| Finding::error(code, Pointer::root(), message)).collect()
}

/// Whether it is about whom the caller expects. The earner's identity is compared as one of Open Badges 3.0.
fn recipient(badge: &Badge, expected: Option<&Recipient>) -> Check {
    let Some(expected) = expected else { return Check::not_applicable(CheckId::Recipient) };
    let place = Pointer::root().key("recipient");
    let identity = Assertion::of(&badge.document).and_then(|assertion| assertion.recipient());
    let (kind, value) = match expected {
        Recipient::Id(id) => (None, id),
        Recipient::Identifier { kind, value } => (Some(kind.as_str()), value),
    };
    let same_kind = |found: &str, plain: &str| match kind {
        None => matches!(plain, "id" | "@id" | "url"),
        Some(kind) => [found, plain].contains(&kind),
    };
    let comparable = identity.filter(|identity| same_kind(&identity.identity_type(), identity.kind));
    let identity_type = comparable.map_or_else(String::new, |identity| identity.identity_type().into_owned());
    let entry = comparable.map(|identity| {
        json!({
            "identityType": identity_type, "identityHash": identity.identity, "hashed": identity.hashed,
            "salt": identity.salt,
        })
    });
    let subject = json!({"credentialSubject": {"identifier": entry.into_iter().collect::<Value>()}});
    let known = Known::Identity { identity_type: &identity_type, value };
    let found = match_recipient(&subject, &known);
    let mut check = Check::new(CheckId::Recipient);
    if matches!(found, accolade_model::Recipient::Matches { .. }) {
        check.add_fact("matches", place.as_str());
    }
    check.extend(found.findings().into_iter().map(|it| Finding { pointer: place.clone(), ..it }));
    check
}
