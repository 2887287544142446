use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Finding, Severity, value::set};

/// Which of the three verdicts a check belongs to. A later layer never repairs an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layer {
    /// Was this signed by that key, unaltered, in force now?
    Authentic,
    /// Should that issuer be believed about this?
    Trusted,
    /// Does it say enough, and does it add up, for a purpose?
    Fit,
}

impl Layer {
    /// Every layer.
    pub const ALL: &[Self] = &[Self::Authentic, Self::Trusted, Self::Fit];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::Trusted => "trusted",
            Self::Fit => "fit",
        }
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The question was asked and answered well.
    Passed,
    /// A rule is broken.
    Failed,
    /// The question could not be answered; never to be read as passed.
    Unknown,
    /// The question does not arise, or an earlier failure makes its answer worthless.
    NotApplicable,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[Self::Passed, Self::Failed, Self::Unknown, Self::NotApplicable];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::NotApplicable => "notApplicable",
        }
    }
}

/// The questions a verification asks, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum CheckId {
    /// Could the input be taken apart: image, envelope, strict JSON?
    Input,
    /// Does the document keep the rules of its data model?
    Model,
    /// Does every term mean what it seems to mean?
    Terms,
    /// Is the key known, and allowed to make this proof for this issuer?
    Key,
    /// Does the proof hold?
    Proof,
    /// Is the credential in force at the given time?
    Validity,
    /// Has the issuer revoked or suspended it?
    Status,
    /// Does it keep the schemas it names?
    Schema,
    /// Do the credentials inside it hold?
    Credentials,
    /// Is it about the person the caller expects?
    Recipient,
    /// Are the credentials about the one who presents them?
    Holder,
    /// Do the endorsements hold?
    Endorsement,
    /// Do the evidence and the related resources match their digests?
    Evidence,
    /// Is there a newer edition?
    Refresh,
    /// Who vouches for the issuer?
    Issuer,
    /// Do the results agree with the scales they name?
    Results,
}

impl CheckId {
    /// Every question, in the order in which they are asked.
    pub const ALL: &[Self] = &[
        Self::Input,
        Self::Model,
        Self::Terms,
        Self::Key,
        Self::Proof,
        Self::Validity,
        Self::Status,
        Self::Schema,
        Self::Credentials,
        Self::Recipient,
        Self::Holder,
        Self::Endorsement,
        Self::Evidence,
        Self::Refresh,
        Self::Issuer,
        Self::Results,
    ];

    /// The layer the question belongs to.
    #[must_use]
    pub const fn layer(self) -> Layer {
        match self {
            Self::Input
            | Self::Model
            | Self::Terms
            | Self::Key
            | Self::Proof
            | Self::Validity
            | Self::Status
            | Self::Schema
            | Self::Credentials => Layer::Authentic,
            Self::Endorsement | Self::Issuer => Layer::Trusted,
            Self::Recipient | Self::Holder | Self::Evidence | Self::Refresh | Self::Results => Layer::Fit,
        }
    }

    /// The name used in JSON and in text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Model => "model",
            Self::Terms => "terms",
            Self::Key => "key",
            Self::Proof => "proof",
            Self::Validity => "validity",
            Self::Status => "status",
            Self::Schema => "schema",
            Self::Credentials => "credentials",
            Self::Recipient => "recipient",
            Self::Holder => "holder",
            Self::Endorsement => "endorsement",
            Self::Evidence => "evidence",
            Self::Refresh => "refresh",
            Self::Issuer => "issuer",
            Self::Results => "results",
        }
    }
}

/// One question with its answer.
///
/// ```
/// use accolade_report::{Check, CheckId, Outcome};
/// let check = Check::new(CheckId::Proof).fact("cryptosuite", "eddsa-rdfc-2022");
/// assert_eq!(check.outcome(), Outcome::Passed);
/// assert_eq!(Check::not_applicable(CheckId::Status).outcome(), Outcome::NotApplicable);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    id: CheckId,
    layer: Layer,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    facts: Map<String, Value>,
}

impl Check {
    /// A question that was asked; it passes until a finding says otherwise.
    #[must_use]
    pub fn new(id: CheckId) -> Self {
        Self { id, layer: id.layer(), outcome: Outcome::Passed, findings: Vec::new(), facts: Map::new() }
    }

    /// A question that does not arise. Findings added later are kept and do not change that.
    #[must_use]
    pub fn not_applicable(id: CheckId) -> Self {
        Self { outcome: Outcome::NotApplicable, ..Self::new(id) }
    }

    /// Adds a finding, which can only worsen the outcome: failed over unknown over passed.
    pub fn add(&mut self, finding: Finding) {
        self.outcome = match (self.outcome, finding.severity) {
            (Outcome::NotApplicable, _) => Outcome::NotApplicable,
            (Outcome::Failed, _) | (_, Severity::Error) => Outcome::Failed,
            (Outcome::Unknown, _) | (_, Severity::Undetermined) => Outcome::Unknown,
            (Outcome::Passed, Severity::Warning | Severity::Note) => Outcome::Passed,
        };
        self.findings.push(finding);
    }

    /// Records a named fact that was established, such as the cryptosuite or the key.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.add_fact(name, value);
        self
    }

    /// Records a named fact in place.
    pub fn add_fact(&mut self, name: &str, value: impl Into<Value>) {
        set(&mut self.facts, name, value.into());
    }

    /// The findings and the facts.
    pub(crate) fn into_parts(self) -> (Vec<Finding>, Map<String, Value>) {
        (self.findings, self.facts)
    }

    /// Which question.
    #[must_use]
    pub const fn id(&self) -> CheckId {
        self.id
    }

    /// Which verdict it belongs to.
    #[must_use]
    pub const fn layer(&self) -> Layer {
        self.layer
    }

    /// The answer.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// What was found, in the order in which it was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was established.
    #[must_use]
    pub const fn facts(&self) -> &Map<String, Value> {
        &self.facts
    }
}

impl Extend<Finding> for Check {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        for finding in findings {
            self.add(finding);
        }
    }
}
