use std::fmt;

use accolade_proof::ProofError;
use accolade_report::{Code, Finding, Pointer};

use crate::codes;

/// Why no part of a credential can be shown.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeriveError {
    /// The credential has no proof in it.
    MissingProof,
    /// No proof can be derived.
    Proof {
        /// Why.
        error: ProofError,
        /// The proof that one was to be derived from.
        proof: Pointer,
    },
}

impl DeriveError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::MissingProof => codes::MISSING_PROOF,
            Self::Proof { error, .. } => error.code(),
        }
    }

    /// What was found, with its places in the credential.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        match self {
            Self::MissingProof => {
                vec![Finding::error(codes::MISSING_PROOF, Pointer::root(), self.to_string())]
            }
            Self::Proof { error, proof } => error.findings(proof),
        }
    }
}

impl fmt::Display for DeriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingProof => f.write_str("the document has no proof"),
            Self::Proof { error, .. } => error.fmt(f),
        }
    }
}

impl std::error::Error for DeriveError {}
