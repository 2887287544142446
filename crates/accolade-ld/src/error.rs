use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use crate::{Fault, codes, rdfc::RdfcError};

/// Why a document could not be read as linked data.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LdError {
    /// A context that is not known here.
    ContextNotPinned {
        /// The context's URL.
        url: String,
        /// Where the document uses it.
        pointer: Pointer,
    },
    /// An error condition of the JSON-LD API.
    Fault {
        /// Which one.
        fault: Fault,
        /// Where in the document.
        pointer: Pointer,
        /// What was found there, and in which context where it is not the document's own.
        found: String,
    },
    /// The contexts inside the document ask for more work than allowed.
    ContextBudget {
        /// The limit, in term definitions.
        limit: usize,
        /// Where it was passed.
        pointer: Pointer,
    },
    /// Nested deeper than allowed.
    TooDeep {
        /// The limit.
        limit: usize,
        /// Where it was passed.
        pointer: Pointer,
    },
    /// The document's RDF cannot be brought into its canonical form.
    Rdfc(RdfcError),
    /// Parts of the document are not part of what would be signed.
    Unsafe {
        /// Each of them, in document order; never empty.
        findings: Vec<Finding>,
    },
}

impl LdError {
    /// The stable code; for [`Unsafe`](Self::Unsafe), that of the first finding.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::ContextNotPinned { .. } => codes::CONTEXT_NOT_PINNED,
            Self::Fault { fault, .. } => fault.code(),
            Self::ContextBudget { .. } => codes::CONTEXT_BUDGET_EXCEEDED,
            Self::TooDeep { .. } => codes::TOO_DEEP,
            Self::Rdfc(error) => error.code(),
            Self::Unsafe { findings } => findings.first().map_or(codes::VALUE_DROPPED, |first| first.code),
        }
    }

    /// Where in the document; for [`Unsafe`](Self::Unsafe), the place of the first finding.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::ContextNotPinned { pointer, .. }
            | Self::Fault { pointer, .. }
            | Self::ContextBudget { pointer, .. }
            | Self::TooDeep { pointer, .. } => pointer.clone(),
            Self::Rdfc(error) => error.pointer(),
            Self::Unsafe { findings } => {
                findings.first().map_or_else(Pointer::root, |first| first.pointer.clone())
            }
        }
    }

    /// What was found, as findings.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let one = || Finding::error(self.code(), self.pointer(), self.to_string());
        match self {
            Self::Unsafe { findings } => findings.clone(),
            Self::Rdfc(error) => vec![error.clone().into()],
            Self::ContextNotPinned { url, .. } => vec![one().with("url", url.as_str())],
            Self::Fault { found, .. } => vec![one().with("found", found.as_str())],
            Self::ContextBudget { limit, .. } | Self::TooDeep { limit, .. } => {
                vec![one().with("limit", *limit)]
            }
        }
    }

    pub(crate) fn fault(fault: Fault, found: impl Into<String>) -> Self {
        Self::Fault { fault, pointer: Pointer::root(), found: found.into() }
    }

    /// The same error, at a place of its own.
    pub(crate) fn at(mut self, place: Pointer) -> Self {
        match &mut self {
            Self::ContextNotPinned { pointer, .. }
            | Self::Fault { pointer, .. }
            | Self::ContextBudget { pointer, .. }
            | Self::TooDeep { pointer, .. } => *pointer = place,
            Self::Rdfc(_) | Self::Unsafe { .. } => {}
        }
        self
    }

    /// The same error, seen from where the part it speaks of stands at `base`.
    pub(crate) fn below(mut self, base: &Pointer) -> Self {
        match &mut self {
            Self::ContextNotPinned { pointer, .. }
            | Self::Fault { pointer, .. }
            | Self::ContextBudget { pointer, .. }
            | Self::TooDeep { pointer, .. } => *pointer = pointer.below(base),
            Self::Rdfc(_) => {}
            Self::Unsafe { findings } => {
                for finding in findings {
                    finding.pointer = finding.pointer.below(base);
                }
            }
        }
        self
    }
}

impl fmt::Display for LdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContextNotPinned { url, .. } => write!(f, "the context `{url}` is not known here"),
            Self::Fault { fault, found, .. } => write!(f, "{}: {found}", fault.name()),
            Self::ContextBudget { limit, .. } => {
                write!(f, "the contexts define more than {limit} terms in all")
            }
            Self::TooDeep { limit, .. } => write!(f, "nested deeper than {limit} levels"),
            Self::Rdfc(error) => error.fmt(f),
            Self::Unsafe { findings } => match findings.as_slice() {
                [one] => write!(f, "{}", one.message),
                [first, rest @ ..] => write!(f, "{}, and {} more", first.message, rest.len()),
                [] => f.write_str("not all of the document would be signed"),
            },
        }
    }
}

impl std::error::Error for LdError {}

impl From<RdfcError> for LdError {
    fn from(error: RdfcError) -> Self {
        Self::Rdfc(error)
    }
}
