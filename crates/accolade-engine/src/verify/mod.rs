mod edition;
mod embedded;
mod key;
mod open;
mod recipient;
mod token;
mod validity;

use std::collections::BTreeSet;

use accolade_did::Purpose;
use accolade_json::{Limits, Value, parse};
use accolade_keys::CryptoProvider;
use accolade_ld::{Contexts, LdError, Options, to_rdf};
use accolade_model::{Credential, Kind, check as check_model, check_results};
use accolade_proof::data_integrity::Registry;
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Report, Severity, Verdict};
use time::OffsetDateTime;

use self::key::{Found, Question};
use crate::{
    Answer, Policy, Request, RequestKind, Resources, Verified, codes,
    input::{self, Input},
};

/// What a verification does next.
#[derive(Clone, Debug)]
pub enum Step {
    /// It lacks documents: fetch them, or decline, put the answers into the [`Resources`] and ask again.
    Need(Vec<Request>),
    /// It is done.
    Done(Box<Verification>),
}

/// A finished verification: the report, and what was reported on.
#[derive(Clone, Debug)]
pub struct Verification {
    report: Report,
    credential: Option<Value>,
}

impl Verification {
    /// Every check, and the verdict.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The credential as it came, whatever the verdict: claims, not facts.
    #[must_use]
    pub const fn claimed(&self) -> Option<&Value> {
        self.credential.as_ref()
    }

    /// The credential, if the verdict is [`Verdict::Valid`].
    ///
    /// # Errors
    /// The report, where it is not.
    pub fn into_verified(self) -> Result<Verified<Value>, Report> {
        match (self.report.verdict(), self.credential) {
            (Verdict::Valid, Some(credential)) => Ok(Verified::new(credential)),
            _ => Err(self.report),
        }
    }
}

/// Verifies credentials under one policy. It does no input or output: what it lacks, it says.
///
/// ```
/// use accolade_engine::{Answer, Policy, Resources, Step, Verifier};
/// use time::OffsetDateTime;
///
/// let verifier = Verifier::new(Policy::default());
/// let (mut resources, now) = (Resources::default(), OffsetDateTime::UNIX_EPOCH);
/// let verification = loop {
///     match verifier.verify(b"{}", &resources, now) {
///         Step::Done(verification) => break verification,
///         // Whoever has a network fetches each; this one declines.
///         Step::Need(requests) => resources.decline(&requests, "there is no network here"),
///     }
/// };
/// assert!(verification.into_verified().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Verifier {
    policy: Policy,
    registry: Registry,
    provider: CryptoProvider,
}

impl Verifier {
    /// A verifier with the portable cryptography.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self::with_provider(policy, CryptoProvider::portable())
    }

    /// A verifier with other cryptography.
    #[must_use]
    pub fn with_provider(policy: Policy, provider: CryptoProvider) -> Self {
        Self { policy, registry: Registry::default(), provider }
    }

    /// The policy.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    pub(crate) const fn registry(&self) -> &Registry {
        &self.registry
    }

    pub(crate) const fn provider(&self) -> &CryptoProvider {
        &self.provider
    }

    /// Verifies a badge image, a JSON credential or a compact JWS at the time `now`, with the documents at hand.
    #[must_use]
    pub fn verify(&self, input: &[u8], resources: &Resources, now: OffsetDateTime) -> Step {
        let Input { check: input_check, secured } = Input::read(input, &self.policy);
        let Some(secured) = secured else {
            return Step::Done(Box::new(Verification {
                report: self.stopped(input_check, Check::not_applicable(CheckId::Proof)),
                credential: None,
            }));
        };
        match secured {
            input::Secured::Json(document) => self.json(document, input_check, resources, now),
            input::Secured::Jws(text) => self.token(&text, input_check, resources, now),
        }
    }

    fn json(&self, document: Value, input: Check, resources: &Resources, now: OffsetDateTime) -> Step {
        let issuer = Credential::of(&document).and_then(|credential| credential.issuer_id());
        let mut pass = Pass::new(self, resources, now, issuer);
        pass.learn_contexts(&document);
        let mut secured = match Kind::of(&document) {
            Kind::Presentation | Kind::Envelope => Secured::unsupported(),
            _ => pass.embedded(&document),
        };
        if !pass.needs.is_empty() {
            return Step::Need(pass.needs.into_iter().collect());
        }
        secured.complete_terms(&document, &pass.contexts);
        let report = self.report(&document, input, secured, issuer, now);
        Step::Done(Box::new(Verification { report, credential: Some(document) }))
    }

    /// Every check in order, over what the proof was found to be worth.
    fn report(
        &self,
        credential: &Value,
        input: Check,
        secured: Secured,
        issuer: Option<&str>,
        now: OffsetDateTime,
    ) -> Report {
        let mut model = Check::new(CheckId::Model);
        model.extend(check_model(credential));
        let proven = secured.proof.outcome() == Outcome::Passed && secured.key.outcome() != Outcome::Failed;
        let Secured { terms, key, proof, .. } = secured;
        let mut checks = vec![input, model, terms, key, proof];
        let later = [
            CheckId::Validity,
            CheckId::Status,
            CheckId::Schema,
            CheckId::Recipient,
            CheckId::Endorsement,
            CheckId::Evidence,
            CheckId::Refresh,
            CheckId::Issuer,
            CheckId::Results,
        ];
        checks.extend(later.into_iter().map(|id| match id {
            // When a proof fails, what the document says of itself is worth nothing.
            _ if !proven => Check::not_applicable(id),
            CheckId::Validity => validity::check(credential, &self.policy, now),
            CheckId::Status => open::status(credential),
            CheckId::Schema => open::schemas(credential),
            CheckId::Recipient => recipient::check(credential, self.policy.recipient()),
            CheckId::Endorsement => open::endorsements(credential),
            CheckId::Evidence => open::digests(credential),
            CheckId::Refresh => open::refresh(credential),
            CheckId::Issuer => open::issuer(issuer),
            CheckId::Results => results(credential),
            other => Check::not_applicable(other),
        }));
        Report::with_required(checks, self.policy.required())
    }

    /// The report of an input that could not be taken apart.
    fn stopped(&self, input: Check, proof: Check) -> Report {
        let mut checks = vec![input];
        checks.extend([CheckId::Model, CheckId::Terms, CheckId::Key].map(Check::not_applicable));
        checks.push(proof);
        Report::with_required(checks, self.policy.required())
    }
}

/// One pass over one credential with the documents at hand.
struct Pass<'a> {
    verifier: &'a Verifier,
    resources: &'a Resources,
    now: OffsetDateTime,
    issuer: Option<&'a str>,
    contexts: Contexts,
    needs: BTreeSet<Request>,
}

/// The most contexts that are asked for, where the policy allows it at all.
const MOST_CONTEXTS: usize = 16;

impl<'a> Pass<'a> {
    fn new(
        verifier: &'a Verifier,
        resources: &'a Resources,
        now: OffsetDateTime,
        issuer: Option<&'a str>,
    ) -> Self {
        let contexts = verifier.policy.contexts().clone();
        Self { verifier, resources, now, issuer, contexts, needs: BTreeSet::new() }
    }

    fn question(&self, place: Pointer) -> Question<'a> {
        Question {
            place,
            purpose: Purpose::AssertionMethod,
            issuer: self.issuer,
            resources: self.resources,
            policy: &self.verifier.policy,
            now: self.now,
        }
    }

    /// Where the policy allows it, takes in the contexts that the document names and that are not pinned.
    fn learn_contexts(&mut self, document: &Value) {
        if !self.verifier.policy.accepts_unpinned_contexts() {
            return;
        }
        for _ in 0..MOST_CONTEXTS {
            let Err(LdError::ContextNotPinned { url, .. }) =
                to_rdf(document, &self.contexts, &Options::default())
            else {
                return;
            };
            match self.resources.find(&url) {
                None => {
                    self.needs.insert(Request { kind: RequestKind::Context, url });
                    return;
                }
                Some(Answer::Unavailable { .. }) => return,
                Some(Answer::Document { bytes, .. }) => {
                    let context = parse(bytes, &Limits::default()).ok();
                    let known = context.map(|context| self.contexts.insert(&url, &context));
                    if !matches!(known, Some(Ok(true))) {
                        return;
                    }
                }
            }
        }
    }
}

/// What was found about the securing of a credential.
struct Secured {
    terms: Check,
    key: Check,
    proof: Check,
    unknown_suites: Vec<Finding>,
    /// Keys that are not the issuer's; whether that matters is told when every proof was looked at.
    unbound: Vec<Finding>,
    /// Whether a proof holds that was made with the issuer's key.
    by_issuer: bool,
    /// Whether a proof holds that covers every statement, so that no term can have been dropped.
    quads_signed: bool,
}

impl Secured {
    fn new() -> Self {
        Self {
            terms: Check::new(CheckId::Terms),
            key: Check::new(CheckId::Key),
            proof: Check::new(CheckId::Proof),
            unknown_suites: Vec::new(),
            unbound: Vec::new(),
            by_issuer: false,
            quads_signed: false,
        }
    }

    /// A form of securing that is recognised and not checked.
    fn unsupported() -> Self {
        let mut secured = Self::new();
        let message = "presentations and enveloped credentials are not checked by this version";
        let finding =
            Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, Pointer::root().key("type"), message);
        secured.proof.add(finding);
        secured.key = Check::not_applicable(CheckId::Key);
        secured
    }

    /// Says whether the key is the issuer's.
    fn add_key(&mut self, found: Found) -> bool {
        // Most methods stand under their controller's identifier, which then need not be said twice.
        if let Some(controller) =
            found.controller.filter(|controller| !found.method.starts_with(&**controller))
        {
            self.key.add_fact("controller", controller);
        }
        self.key.add_fact("verificationMethod", found.method);
        self.key.add_fact("keyType", found.key.key_type().name());
        let by_issuer = found.findings.is_empty();
        for finding in found.findings {
            match (finding.code == codes::ISSUER_NOT_BOUND, finding.severity) {
                (true, Severity::Error) => self.unbound.push(finding),
                _ => self.key.add(finding),
            }
        }
        by_issuer
    }

    /// What stands at `place` cannot be read as linked data, or not all of it can.
    fn add_unreadable(&mut self, error: &LdError, place: &Pointer) {
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

    /// Completes the check of the terms where the text was signed: what a reader of linked data would not see, or see
    /// otherwise.
    fn complete_terms(&mut self, document: &Value, contexts: &Contexts) {
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

fn results(credential: &Value) -> Check {
    let findings = check_results(credential);
    let has_results = Credential::of(credential)
        .is_some_and(|credential| credential.subjects().iter().any(|subject| !subject.results().is_empty()));
    if findings.is_empty() && !has_results {
        return Check::not_applicable(CheckId::Results);
    }
    let mut check = Check::new(CheckId::Results);
    check.extend(findings);
    check
}
