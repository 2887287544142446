use serde::Serialize;

use crate::{Check, CheckId, Finding, Layer, Nested, Outcome, Severity};

/// What the checks of authenticity, and those the caller asked for, add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Every counted check passed or does not apply, and the proof is among those passed.
    Valid,
    /// At least one counted check failed.
    Invalid,
    /// None failed, but at least one is unknown, or there was nothing that proves anything.
    Indeterminate,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: &[Self] = &[Self::Valid, Self::Invalid, Self::Indeterminate];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Indeterminate => "indeterminate",
        }
    }
}

/// Every check of one verification.
///
/// ```
/// use accolade_report::{Check, CheckId, Report, Verdict};
/// let report = Report::new(vec![Check::new(CheckId::Proof), Check::not_applicable(CheckId::Status)]);
/// assert_eq!(report.verdict(), Verdict::Valid);
/// // Without a proof that passed, nothing is valid.
/// assert_eq!(Report::new(Vec::new()).verdict(), Verdict::Indeterminate);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub(crate) verdict: Verdict,
    /// The finding that stands in the way of a valid credential; of several, the one that says most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gravest: Option<Box<Finding>>,
    pub(crate) checks: Vec<Check>,
    /// Which checks beyond those of the authentic layer the verdict counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<CheckId>,
    /// The reports on what the document holds or names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) nested: Vec<Nested>,
}

impl Report {
    /// A report whose verdict counts the checks of the authentic layer.
    #[must_use]
    pub fn new(checks: Vec<Check>) -> Self {
        Self::with_required(checks, &[])
    }

    /// A report whose verdict counts the checks of the authentic layer and those `required` as well. A required check
    /// that is not applicable leaves the verdict open, because what was asked for is not there.
    #[must_use]
    pub fn with_required(checks: Vec<Check>, required: &[CheckId]) -> Self {
        let counted = |check: &&Check| counts(check, required);
        let any = |outcome| checks.iter().filter(counted).any(|check| check.outcome() == outcome);
        let passed = |id| checks.iter().any(|check| check.id() == id && check.outcome() == Outcome::Passed);
        let verdict = if any(Outcome::Failed) {
            Verdict::Invalid
        } else if any(Outcome::Unknown)
            || !passed(CheckId::Proof)
            || required.iter().any(|&id| id.layer() != Layer::Authentic && !passed(id))
        {
            Verdict::Indeterminate
        } else {
            Verdict::Valid
        };
        let gravest = gravest(&checks, required).cloned().map(Box::new);
        Self { verdict, gravest, checks, required: required.to_vec(), nested: Vec::new() }
    }

    /// The same report with those on what the document holds or names. They are what the check of their
    /// [role](crate::Role::check) rests on, and change the verdict through that check alone.
    #[must_use]
    pub fn with_nested(self, nested: Vec<Nested>) -> Self {
        Self { nested, ..self }
    }

    /// The same report with one more finding under that check, which is made if it is not there.
    #[must_use]
    pub fn with_finding(self, id: CheckId, finding: Finding) -> Self {
        let Self { mut checks, required, nested, .. } = self;
        match checks.iter_mut().find(|check| check.id() == id) {
            Some(check) => check.add(finding),
            None => {
                let mut check = Check::new(id);
                check.add(finding);
                checks.push(check);
            }
        }
        Self::with_required(checks, &required).with_nested(nested)
    }

    /// The reports on what the document holds or names, in the order in which they were made.
    #[must_use]
    pub fn nested(&self) -> &[Nested] {
        &self.nested
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The checks in the order in which they were made.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The check of that name, if it was made.
    #[must_use]
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id() == id)
    }

    /// The gravest finding of the checks that the verdict counts: what stands in the way of a valid credential. Of several
    /// errors, the one that says most: a credential that nobody proved is not helped by a better `@context`.
    #[must_use]
    pub fn gravest(&self) -> Option<&Finding> {
        self.gravest.as_deref()
    }

    /// All findings, the gravest first and otherwise in the order in which they were made.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.checks.iter().flat_map(Check::findings).collect();
        all.sort_by_key(|finding| finding.severity);
        all
    }

    /// Whether a finding of that code and at least a warning's weight was made.
    #[must_use]
    pub fn has(&self, code: crate::Code) -> bool {
        self.findings().iter().any(|finding| finding.code == code && finding.severity < Severity::Note)
    }
}

fn gravest<'a>(checks: &'a [Check], required: &[CheckId]) -> Option<&'a Finding> {
    let counted = checks.iter().filter(|check| counts(check, required));
    let findings =
        counted.flat_map(|check| check.findings().iter().map(|finding| (finding, rank(check.id()))));
    let (gravest, _) = findings.min_by_key(|(finding, rank)| (finding.severity, *rank))?;
    (gravest.severity <= Severity::Undetermined).then_some(gravest)
}

fn counts(check: &Check, required: &[CheckId]) -> bool {
    check.layer() == Layer::Authentic || required.contains(&check.id())
}

/// Which of two checks that fail says more about why.
const fn rank(id: CheckId) -> u8 {
    match id {
        CheckId::Input => 0,
        CheckId::Key => 1,
        CheckId::Proof => 2,
        CheckId::Terms => 3,
        CheckId::Model => 5,
        _ => 4,
    }
}
