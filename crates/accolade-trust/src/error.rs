use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use crate::codes;

/// Why a registry cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrustError {
    /// It is no registry.
    RegistryMalformed {
        /// What is wrong.
        message: String,
    },
    /// A statement that is none.
    StatementMalformed {
        /// Which, counted from 0.
        index: usize,
        /// What is wrong.
        message: String,
    },
    /// A statement of another time.
    StatementNotInForce {
        /// Who made it, and about whom.
        statement: String,
    },
    /// A statement that is not signed with a key of whoever made it.
    StatementNotVerified {
        /// Who made it, and about whom.
        statement: String,
        /// Why.
        message: &'static str,
    },
    /// A statement that must be understood and is not.
    StatementCritical {
        /// Who made it, and about whom.
        statement: String,
        /// What is not understood.
        found: String,
    },
    /// No way to an anchor.
    AnchorNotListed {
        /// Where the statements lead to.
        found: Vec<String>,
    },
    /// A link is missing.
    ChainIncomplete {
        /// Whose.
        entity: String,
        /// What is missing.
        message: &'static str,
    },
    /// More links, or more ways, than are followed.
    ChainTooLong {
        /// How many links are followed.
        limit: usize,
    },
    /// A superior allows less.
    ChainConstraint {
        /// Who made the statement that says so, and about whom.
        statement: String,
        /// What it does not allow.
        message: String,
    },
    /// A superior asks for something else.
    ChainPolicy {
        /// Who made the statement that says so, and about whom.
        statement: String,
        /// What is not as it asks.
        message: String,
    },
}

impl TrustError {
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::RegistryMalformed { message: message.into() }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::RegistryMalformed { .. } => codes::REGISTRY_MALFORMED,
            Self::StatementMalformed { .. } => codes::STATEMENT_MALFORMED,
            Self::StatementNotInForce { .. } => codes::STATEMENT_NOT_IN_FORCE,
            Self::StatementNotVerified { .. } => codes::STATEMENT_NOT_VERIFIED,
            Self::StatementCritical { .. } => codes::STATEMENT_CRITICAL,
            Self::AnchorNotListed { .. } => codes::ANCHOR_NOT_LISTED,
            Self::ChainIncomplete { .. } => codes::CHAIN_INCOMPLETE,
            Self::ChainTooLong { .. } => codes::CHAIN_TOO_LONG,
            Self::ChainConstraint { .. } => codes::CHAIN_CONSTRAINT,
            Self::ChainPolicy { .. } => codes::CHAIN_POLICY,
        }
    }

    /// What to say at `place`: the registry's answer is open.
    #[must_use]
    pub fn into_finding(self, place: Pointer) -> Finding {
        let finding = Finding::undetermined(self.code(), place, self.to_string());
        match self {
            Self::RegistryMalformed { .. } => finding,
            Self::StatementMalformed { index, .. } => finding.with("index", index),
            Self::StatementNotInForce { statement }
            | Self::StatementNotVerified { statement, .. }
            | Self::ChainConstraint { statement, .. }
            | Self::ChainPolicy { statement, .. } => finding.with("statement", statement),
            Self::StatementCritical { statement, found } => {
                finding.with("statement", statement).with("found", found)
            }
            Self::AnchorNotListed { found } => finding.with("found", found),
            Self::ChainIncomplete { entity, .. } => finding.with("entity", entity),
            Self::ChainTooLong { limit } => finding.with("limit", limit),
        }
    }
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegistryMalformed { message } => write!(f, "no registry that can be read: {message}"),
            Self::StatementMalformed { index, message } => {
                write!(f, "the statement {index} cannot be read: {message}")
            }
            Self::StatementNotInForce { statement } => {
                write!(f, "the statement of {statement} is not in force")
            }
            Self::StatementNotVerified { statement, message } => {
                write!(f, "the statement of {statement} is not proven: {message}")
            }
            Self::StatementCritical { statement, found } => {
                write!(
                    f,
                    "the statement of {statement} asks that `{found}` be understood, which is not known"
                )
            }
            Self::AnchorNotListed { found } => {
                write!(f, "the statements lead to `{}`, whose keys no list gives", found.join("`, `"))
            }
            Self::ChainIncomplete { entity, message } => {
                write!(f, "the chain is incomplete at `{entity}`: {message}")
            }
            Self::ChainTooLong { limit } => {
                write!(f, "no anchor is within {limit} links, and not every way was followed to its end")
            }
            Self::ChainConstraint { statement, message } => {
                write!(f, "the statement of {statement} does not allow it: {message}")
            }
            Self::ChainPolicy { statement, message } => {
                write!(f, "the policy in the statement of {statement} is not kept: {message}")
            }
        }
    }
}

impl std::error::Error for TrustError {}
