use std::fmt;

use accolade_report::{Code, Finding};

use crate::codes;

/// Why a document could not be built.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ModelError {
    /// The document would break rules that a verifier reports.
    Refused {
        /// What a verifier would say about it; at least one finding.
        findings: Vec<Finding>,
    },
}

impl ModelError {
    /// The code of the first finding.
    #[must_use]
    pub fn code(&self) -> Code {
        let Self::Refused { findings } = self;
        findings.first().map_or(codes::NOT_AN_OBJECT, |first| first.code)
    }

    /// What a verifier would say about the document.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        let Self::Refused { findings } = self;
        findings
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Refused { findings } = self;
        f.write_str("the document would be refused")?;
        for (index, finding) in findings.iter().enumerate() {
            write!(f, "{} {finding}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl std::error::Error for ModelError {}

impl From<ModelError> for Vec<Finding> {
    fn from(error: ModelError) -> Self {
        let ModelError::Refused { findings } = error;
        findings
    }
}
