use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Code, Pointer, value::set};

/// How much a [`Finding`] weighs in its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Severity {
    /// A rule is broken: the check fails.
    Error,
    /// The question could not be answered: the check is unknown unless another finding fails it.
    Undetermined,
    /// Allowed, yet likely to surprise somebody; the check's outcome is not changed.
    Warning,
    /// A fact worth knowing; the check's outcome is not changed.
    Note,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: &[Self] = &[Self::Error, Self::Undetermined, Self::Warning, Self::Note];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Undetermined => "undetermined",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing found: what (code), where (pointer), in words (message), with evidence.
///
/// ```
/// use accolade_report::{Code, Finding, Pointer};
/// const EXPIRED: Code = Code::new("validity.expired");
/// let finding = Finding::error(EXPIRED, Pointer::root().key("validUntil"), "the credential is no longer valid")
///     .with("found", "2024-01-01T00:00:00Z");
/// assert_eq!(finding.to_string(), "validity.expired at `/validUntil`: the credential is no longer valid");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where in the document.
    pub pointer: Pointer,
    /// In words: lower case, values in backticks, no full stop.
    pub message: String,
    /// Named values that support the message, such as `found` and `expected`.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub evidence: Map<String, Value>,
}

impl Finding {
    /// A finding of the given severity.
    #[must_use]
    pub fn new(severity: Severity, code: Code, pointer: Pointer, message: impl Into<String>) -> Self {
        Self { code, severity, pointer, message: message.into(), evidence: Map::new() }
    }

    /// A broken rule.
    #[must_use]
    pub fn error(code: Code, pointer: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, pointer, message)
    }

    /// A question left open.
    #[must_use]
    pub fn undetermined(code: Code, pointer: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Undetermined, code, pointer, message)
    }

    /// A likely surprise.
    #[must_use]
    pub fn warning(code: Code, pointer: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, pointer, message)
    }

    /// A fact.
    #[must_use]
    pub fn note(code: Code, pointer: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, pointer, message)
    }

    /// Adds a named value as evidence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        set(&mut self.evidence, name, value.into());
        self
    }

    /// The same finding, seen from a document in which the one it speaks of stands at `base`.
    #[must_use]
    pub fn below(mut self, base: &Pointer) -> Self {
        self.pointer = self.pointer.below(base);
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "{}: {}", self.code, self.message),
            place => write!(f, "{} at `{place}`: {}", self.code, self.message),
        }
    }
}
