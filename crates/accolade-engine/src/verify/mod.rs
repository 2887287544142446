#[cfg(not(feature = "sd-jwt"))]
mod absent;
mod batch;
mod cose;
mod credential;
mod domains;
mod edition;
mod embedded;
mod endorsement;
mod envelope;
mod evidence;
mod key;
#[cfg(feature = "legacy-badges")]
mod legacy;
#[cfg(not(feature = "legacy-badges"))]
#[path = "legacy_absent.rs"]
mod legacy;
mod log;
mod nested;
mod pass;
mod places;
mod presentation;
mod recipient;
mod record;
mod refresh;
mod schema;
#[cfg(feature = "sd-jwt")]
mod sd_jwt;
mod secured;
mod status;
mod status_list;
mod token;
mod trust;
mod validity;

use accolade_json::Value;
use accolade_keys::CryptoProvider;
use accolade_model::legacy::Version;
use accolade_proof::data_integrity::Registry;
use accolade_report::{Check, CheckId, Finding, Report, Role, Verdict};
use time::OffsetDateTime;

pub use self::batch::Batch;
use self::pass::{Level, Pass};
pub(crate) use self::{evidence::mismatches, token::token_payload};
use crate::{Policy, Request, Resources, Verified, input::Input};

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
    document: Option<Value>,
    /// What each of the nested reports speaks of.
    parts: Vec<Option<Value>>,
    /// The version of a badge from before 3.0.
    legacy: Option<Version>,
}

impl Verification {
    /// Every check, and the verdict.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    fn with_finding(self, check: CheckId, finding: Finding) -> Self {
        Self { report: self.report.with_finding(check, finding), ..self }
    }

    /// The credential or presentation as it came, whatever the verdict: claims, not facts.
    #[must_use]
    pub const fn claimed(&self) -> Option<&Value> {
        self.document.as_ref()
    }

    /// The version, of a badge from before Open Badges 3.0.
    #[must_use]
    pub const fn legacy(&self) -> Option<Version> {
        self.legacy
    }

    /// The report, and [what was claimed](Self::claimed).
    #[must_use]
    pub fn into_parts(self) -> (Report, Option<Value>) {
        (self.report, self.document)
    }

    /// The credential or presentation, if the verdict is [`Verdict::Valid`].
    ///
    /// A badge from before Open Badges 3.0 is neither, and is given by `into_verified_badge` instead.
    ///
    /// # Errors
    /// The report, where it is not.
    pub fn into_verified(self) -> Result<Verified<Value>, Report> {
        match (self.report.verdict(), self.legacy, self.document) {
            (Verdict::Valid, None, Some(document)) => Ok(Verified::new(document)),
            _ => Err(self.report),
        }
    }

    /// The badge from before Open Badges 3.0, if it is one and the verdict is [`Verdict::Valid`].
    ///
    /// # Errors
    /// The report, where it is not.
    #[cfg(feature = "legacy-badges")]
    pub fn into_verified_badge(self) -> Result<Verified<accolade_model::legacy::Badge>, Report> {
        match (self.report.verdict(), self.legacy, self.document) {
            (Verdict::Valid, Some(version), Some(document)) => {
                Ok(Verified::new(accolade_model::legacy::Badge { version, document }))
            }
            _ => Err(self.report),
        }
    }

    /// The credentials of a presentation, in its order, if the verdict is [`Verdict::Valid`]; of a learner's record, those that
    /// are valid by themselves; of a credential that came alone, none.
    ///
    /// # Errors
    /// The report, where it is not.
    pub fn into_presented(self) -> Result<Vec<Verified<Value>>, Report> {
        if self.report.verdict() != Verdict::Valid {
            return Err(self.report);
        }
        let nested = self.report.nested().iter().zip(self.parts);
        let presented = nested.filter(|(nested, _)| {
            nested.role == Role::Credential && nested.report.verdict() == Verdict::Valid
        });
        Ok(presented.filter_map(|(_, document)| document).map(Verified::new).collect())
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

    /// Verifies a badge image, a JSON credential or presentation, or a compact JWS at the time `now`, with the documents at
    /// hand.
    #[must_use]
    pub fn verify(&self, input: &[u8], resources: &Resources, now: OffsetDateTime) -> Step {
        self.run(input, Pass::new(self, resources, now))
    }

    fn run(&self, input: &[u8], mut pass: Pass<'_>) -> Step {
        let Input { check, secured } = Input::read(input, &self.policy);
        let verification = match secured {
            Some(secured) => pass.verify(secured, check, Level::OUTERMOST),
            None => pass.stopped(check, Check::not_applicable(CheckId::Proof)),
        };
        let verification = match pass.resources.finding() {
            Some(finding) => verification.with_finding(CheckId::Input, finding),
            None => verification,
        };
        let needs = pass.needs.into_vec();
        if needs.is_empty() { Step::Done(Box::new(verification)) } else { Step::Need(needs) }
    }
}
