//! Proofs that stand inside the document.

use accolade_proof::{
    ProofError,
    data_integrity::{Proof, proofs, verify},
};
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Severity};
use serde_json::Value;

use super::{
    key::Answered,
    pass::{Level, Pass, Signatory},
    secured::Secured,
    validity::{Bound, hold},
};
use crate::codes;

/// The most proofs that are checked; each may cost a canonicalisation.
const MOST: usize = 16;

impl Pass<'_> {
    /// Checks every proof of a document. Each proof of a known suite must hold, and at least one must be the signatory's:
    /// beside that, others may have signed as witnesses.
    pub(super) fn embedded(&mut self, document: &Value, signatory: Signatory<'_>, level: Level) -> Secured {
        let mut secured = Secured::new();
        let all: Vec<_> = proofs(document).collect();
        if all.is_empty() {
            let message = "the document has no proof";
            secured.proof.add(Finding::error(codes::MISSING_PROOF, Pointer::root(), message));
            secured.key = Check::not_applicable(CheckId::Key);
            return secured;
        }
        let mut held = 0;
        let most = MOST.min(self.proofs_left);
        self.proofs_left -= most.min(all.len());
        for (place, value) in all.iter().take(most) {
            held += usize::from(self.one(document, value, place, (signatory, level), &mut secured));
        }
        if all.len() > most {
            let message = format!("only the first {most} of {} proofs were checked", all.len());
            let place = Pointer::root().key("proof");
            secured.proof.add(Finding::undetermined(codes::TOO_MANY_PROOFS, place, message));
        }
        // A suite that is not known beside one that holds costs nothing: any one proof is enough.
        if held > 0 {
            secured.proof = secured.unknown_suites.drain(..).fold(secured.proof, |mut check, finding| {
                check.add(Finding { severity: Severity::Warning, ..finding });
                check
            });
        }
        let witnesses = std::mem::take(&mut secured.unbound);
        let severity = if secured.by_signatory { Severity::Warning } else { Severity::Error };
        secured.key.extend(witnesses.into_iter().map(|finding| Finding { severity, ..finding }));
        let unknown_suites = std::mem::take(&mut secured.unknown_suites);
        secured.proof.extend(unknown_suites);
        // Where nothing could be tried, the reason stands with the key or the terms.
        if held == 0 && secured.proof.outcome() == Outcome::Passed {
            secured.proof = Check::not_applicable(CheckId::Proof);
        }
        secured
    }

    /// Whether one proof was tried and holds.
    fn one(
        &mut self,
        document: &Value,
        value: &Value,
        place: &Pointer,
        (signatory, level): (Signatory<'_>, Level),
        secured: &mut Secured,
    ) -> bool {
        let proof = match Proof::read(value) {
            Ok(proof) => proof,
            Err(error) => {
                secured.proof.extend(error.findings(place));
                return false;
            }
        };
        let registry = self.verifier.registry();
        if let Err(error) = registry.suite_of(&proof) {
            let findings = error.findings(place).into_iter();
            secured
                .unknown_suites
                .extend(findings.map(|f| Finding { severity: Severity::Undetermined, ..f }));
            return false;
        }
        let question = self.question(place.key("verificationMethod"), signatory);
        let found = match question.by_url(proof.verification_method) {
            Answered::Key(found) => found,
            Answered::Need(request) => {
                self.needs.insert(request);
                secured.waits = true;
                return false;
            }
            Answered::None(finding) => {
                secured.key.add(finding);
                return false;
            }
        };
        let key = found.key.clone();
        let controller = found.controller.clone();
        let by_signatory = secured.add_key(found);
        let expected = self.expectation(signatory, level);
        let contexts = self.contexts.clone();
        match verify(document, &proof, &expected, &key, &contexts, registry, self.verifier.provider()) {
            Ok(held) => {
                secured.proof.add_fact("cryptosuite", held.suite);
                if held.input.statements.is_some() {
                    secured.proof.add_fact("disclosed", "in part");
                }
                secured.by_signatory |= by_signatory;
                secured.controller = secured.controller.take().or(controller);
                secured.quads_signed |= held.quads_signed;
                secured.proof.extend(held.findings);
                secured.add_warnings(&held.input.warnings);
                if let Some(created) = proof.created {
                    secured.proof.add_fact("created", created);
                }
                self.dates(&proof, place, &mut secured.proof);
                true
            }
            Err(ProofError::Document(error)) => {
                secured.add_unreadable(&error, &Pointer::root());
                false
            }
            Err(ProofError::Config(error)) => {
                secured.add_unreadable(&error, place);
                false
            }
            Err(error @ (ProofError::SignatureMismatch { .. } | ProofError::DetachedMismatch { .. })) => {
                match self.verifier.under_older_edition(document, &proof, &expected, &key) {
                    Some((held, uncovered)) => {
                        secured.proof.add_fact("cryptosuite", held.suite);
                        secured.quads_signed |= held.quads_signed;
                        secured.terms.extend(uncovered);
                        secured.add_warnings(&held.input.warnings);
                        self.dates(&proof, place, &mut secured.proof);
                        true
                    }
                    None => {
                        secured.proof.extend(error.findings(place));
                        false
                    }
                }
            }
            Err(error) => {
                secured.proof.extend(error.findings(place));
                false
            }
        }
    }

    /// A proof has a time of its own ([VC Data Integrity §2.1](https://www.w3.org/TR/vc-data-integrity/#proofs)).
    fn dates(&self, proof: &Proof<'_>, place: &Pointer, check: &mut Check) {
        let bounds = [
            ("created", proof.created, Bound::From(codes::PROOF_NOT_YET)),
            ("expires", proof.expires, Bound::Until(codes::PROOF_EXPIRED)),
        ];
        for (name, text, bound) in bounds {
            let text = text.map(Value::from);
            let policy = self.verifier.policy();
            check.extend(text.and_then(|text| hold(&text, bound, &place.key(name), policy, self.now)));
        }
    }
}
