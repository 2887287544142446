//! What was found about the securing of one thing.

use accolade_json::Value;
use accolade_ld::{Contexts, LdError, Options, to_rdf};
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Severity};

use super::key::Found;
use crate::codes;

pub(super) struct Secured {
    pub(super) terms: Check,
    pub(super) key: Check,
    pub(super) proof: Check,
    pub(super) unknown_suites: Vec<Finding>,
    /// Keys that are not the signatory's; whether that matters is told when every proof was looked at.
    pub(super) unbound: Vec<Finding>,
    /// Whether a proof holds that was made with the signatory's key.
    pub(super) by_signatory: bool,
    /// Whether a proof holds that covers every statement, so that no term can have been dropped.
    pub(super) quads_signed: bool,
    /// Who controls the key of the first proof that holds.
    pub(super) controller: Option<String>,
    /// Whether a document is lacking that a key is in.
    pub(super) waits: bool,
}

impl Secured {
    pub(super) fn new() -> Self {
        Self {
            terms: Check::new(CheckId::Terms),
            key: Check::new(CheckId::Key),
            proof: Check::new(CheckId::Proof),
            unknown_suites: Vec::new(),
            unbound: Vec::new(),
            by_signatory: false,
            quads_signed: false,
            controller: None,
            waits: false,
        }
    }

    /// Whether what the document says of itself is worth anything, or may turn out to be once what is lacking was fetched:
    /// then everything else that it takes is asked for in the same round.
    pub(super) fn is_proven(&self) -> bool {
        self.waits || (self.proof.outcome() == Outcome::Passed && self.key.outcome() != Outcome::Failed)
    }

    /// Says whether the key is the signatory's.
    pub(super) fn add_key(&mut self, found: Found) -> bool {
        // Most methods stand under their controller's identifier, which then need not be said twice.
        if let Some(controller) =
            found.controller.filter(|controller| !found.method.starts_with(&**controller))
        {
            self.key.add_fact("controller", controller);
        }
        self.key.add_fact("verificationMethod", found.method);
        self.key.add_fact("keyType", found.key.key_type().name());
        self.key.add_fact("boundBy", found.bound_by);
        // A warning does not unbind the key.
        let by_signatory = found.findings.iter().all(|finding| finding.code == codes::BOUND_BY_HOST);
        for finding in found.findings {
            let unbound = [codes::ISSUER_NOT_BOUND, codes::HOLDER_NOT_BOUND].contains(&finding.code);
            match (unbound, finding.severity) {
                (true, Severity::Error) => self.unbound.push(finding),
                _ => self.key.add(finding),
            }
        }
        by_signatory
    }

    /// What stands at `place` cannot be read as linked data, or not all of it can.
    pub(super) fn add_unreadable(&mut self, error: &LdError, place: &Pointer) {
        let unknown_context = matches!(error, LdError::ContextNotPinned { .. });
        let findings = error.findings().into_iter().map(|finding| {
            let severity = if unknown_context { Severity::Undetermined } else { finding.severity };
            Finding { severity, ..finding }.below(place)
        });
        // Several proofs over one document meet the same fault.
        for finding in findings {
            if !self.terms.findings().contains(&finding) {
                self.terms.add(finding);
            }
        }
    }

    /// Adds what a proof that holds leaves open in the document; several proofs leave open the same.
    pub(super) fn add_warnings(&mut self, warnings: &[Finding]) {
        for warning in warnings {
            if !self.terms.findings().contains(warning) {
                self.terms.add(warning.clone());
            }
        }
    }

    /// Completes the check of the terms where the text was signed: what a reader of linked data would not see, or see
    /// otherwise.
    pub(super) fn complete_terms(&mut self, document: &Value, contexts: &Contexts) {
        if self.terms.outcome() == Outcome::Passed && !self.quads_signed {
            match to_rdf(document, contexts, &Options::default().with_agreement()) {
                Ok(rdf) => {
                    // The JSON is what was signed, so nothing is lost; but others will read it as linked data.
                    let warnings = rdf.findings.into_iter();
                    self.terms.extend(
                        warnings.map(|f| Finding { severity: f.severity.max(Severity::Warning), ..f }),
                    );
                }
                Err(error) => {
                    let warnings = error.findings().into_iter();
                    self.terms.extend(warnings.map(|f| Finding { severity: Severity::Warning, ..f }));
                }
            }
        }
    }
}
