use std::fmt;

use accolade_report::{Code, Finding, Pointer, printable};

use crate::codes;

/// Why a dataset has no canonical form here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RdfcError {
    /// The blank nodes are so alike that telling them apart takes more work than allowed, or the canonical form is longer
    /// than allowed.
    BudgetExceeded {
        /// Which limit was met.
        limit: Limit,
        /// How many blank nodes have the same first-degree hash as another.
        alike: usize,
        /// The place of one of them, where it is known.
        place: Option<Pointer>,
    },
    /// A term that cannot be written in N-Quads, so that its line could be read as another.
    IllFormedTerm {
        /// Its text.
        term: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// A limit of a [`Budget`](super::Budget).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Of the work, in hash blocks.
    Work(u64),
    /// Of the recursion.
    Depth(usize),
    /// Of the canonical form's length, in bytes.
    Length(u64),
}

impl RdfcError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::BudgetExceeded { .. } => codes::RDFC_BUDGET_EXCEEDED,
            Self::IllFormedTerm { .. } => codes::RDFC_ILL_FORMED_TERM,
        }
    }

    /// Where in the document; the root where no place is known.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::BudgetExceeded { place: Some(place), .. } => place.clone(),
            Self::BudgetExceeded { place: None, .. } | Self::IllFormedTerm { .. } => Pointer::root(),
        }
    }
}

impl fmt::Display for RdfcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BudgetExceeded { limit: Limit::Length(bytes), .. } => {
                write!(f, "the canonical form would be longer than {bytes} bytes")
            }
            Self::BudgetExceeded { limit: Limit::Work(work), alike, .. } => {
                write!(f, "telling {alike} alike blank nodes apart takes more than {work} hash blocks")
            }
            Self::BudgetExceeded { limit: Limit::Depth(depth), alike, .. } => {
                write!(
                    f,
                    "telling {alike} alike blank nodes apart leads through a chain of more than {depth}"
                )
            }
            Self::IllFormedTerm { term, problem } => write!(f, "`{}` {problem}", printable(term)),
        }
    }
}

impl std::error::Error for RdfcError {}

impl From<RdfcError> for Finding {
    fn from(error: RdfcError) -> Self {
        Self::error(error.code(), error.pointer(), error.to_string())
    }
}
