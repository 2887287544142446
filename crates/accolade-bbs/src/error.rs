use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use crate::{MOST_MESSAGES, codes};

/// Why a key, signature or proof cannot be read or made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BbsError {
    /// Octets or numbers that are not what they must be.
    Malformed {
        /// What they should be, such as `public key`.
        what: &'static str,
        /// What is wrong.
        message: &'static str,
    },
    /// More messages than [`MOST_MESSAGES`].
    TooManyMessages {
        /// How many there are.
        found: usize,
    },
}

impl BbsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => codes::MALFORMED,
            Self::TooManyMessages { .. } => codes::TOO_MANY_MESSAGES,
        }
    }

    /// The error as a finding at the place of the key, signature or proof.
    #[must_use]
    pub fn into_finding(self, place: Pointer) -> Finding {
        Finding::error(self.code(), place, self.to_string())
    }

    pub(crate) const fn malformed(what: &'static str, message: &'static str) -> Self {
        Self::Malformed { what, message }
    }
}

impl fmt::Display for BbsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { what, message } => write!(f, "no BBS {what}: {message}"),
            Self::TooManyMessages { found } => {
                write!(f, "{found} messages under one BBS signature, where at most {MOST_MESSAGES} are taken")
            }
        }
    }
}

impl std::error::Error for BbsError {}
