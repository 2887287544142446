use accolade_bake::BakeError;
use accolade_engine::{DeriveError, IssueError};
use accolade_json::Value;
use accolade_keys::KeyError;
use accolade_proof::ProofError;
use accolade_report::{Code, Finding, Pointer};
use serde::Serialize;

use super::{
    CallError,
    write::{Object, list},
};

/// Why there is nothing else to answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// In words.
    pub message: String,
    /// Each reason with its place in the document, where it is the document that stands in the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl Refusal {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), findings: Vec::new() }
    }

    pub(super) fn of(findings: Vec<Finding>, otherwise: Self) -> Self {
        match findings.first() {
            Some(first) => Self { code: first.code, message: first.message.clone(), findings },
            None => otherwise,
        }
    }

    /// The answer that this is, whatever was called.
    pub(super) fn into_answer(self) -> Value {
        let mut out = Object::of_type("error");
        out.set("code", self.code.as_str());
        out.set("message", self.message);
        if !self.findings.is_empty() {
            out.set("findings", list(self.findings, Finding::into_value));
        }
        out.end()
    }
}

impl From<CallError> for Refusal {
    fn from(error: CallError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<Box<Finding>> for Refusal {
    fn from(finding: Box<Finding>) -> Self {
        Self { code: finding.code, message: finding.message.clone(), findings: vec![*finding] }
    }
}

impl From<BakeError> for Refusal {
    fn from(error: BakeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<KeyError> for Refusal {
    fn from(error: KeyError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<ProofError> for Refusal {
    fn from(error: ProofError) -> Self {
        let findings = error.findings(&Pointer::root());
        Self { code: error.code(), message: error.to_string(), findings }
    }
}

impl From<DeriveError> for Refusal {
    fn from(error: DeriveError) -> Self {
        Self { code: error.code(), message: error.to_string(), findings: error.findings() }
    }
}

impl From<IssueError> for Refusal {
    fn from(error: IssueError) -> Self {
        Self { code: error.code(), message: error.to_string(), findings: error.findings() }
    }
}
