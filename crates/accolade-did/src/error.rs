use std::fmt;

use accolade_json::JsonError;
use accolade_keys::KeyError;
use accolade_report::{Code, Finding, Pointer};

use crate::{Purpose, codes};

/// Why a key cannot be had from an identifier or a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DidError {
    /// Not a DID, DID URL or absolute URL.
    Malformed {
        /// The text.
        text: String,
        /// What is wrong.
        message: &'static str,
    },
    /// A DID method that is not supported.
    UnsupportedMethod {
        /// Its name.
        method: String,
    },
    /// A URL from which keys are not taken.
    UnsupportedUrl {
        /// The URL.
        url: String,
    },
    /// A document that breaks the rules of its form.
    MalformedDocument {
        /// Where in the document.
        pointer: Pointer,
        /// What is wrong.
        message: String,
    },
    /// A JSON Web Key inside a `did:jwk` that is not JSON which is safe to read.
    Json(JsonError),
    /// A document of another identifier.
    DocumentIdMismatch {
        /// The `id` found.
        found: String,
        /// The identifier asked for.
        expected: String,
    },
    /// No method of that identifier.
    MethodNotFound {
        /// The identifier.
        id: String,
    },
    /// A method that breaks the rules of its form.
    MalformedMethod {
        /// Its identifier.
        id: String,
        /// What is wrong.
        message: String,
    },
    /// A method whose key cannot be used.
    Key {
        /// The method's identifier.
        id: String,
        /// Why.
        error: KeyError,
    },
    /// A method that is not listed under the purpose.
    NotAuthorized {
        /// Its identifier.
        id: String,
        /// The purpose asked for.
        purpose: Purpose,
        /// The purposes under which it is listed.
        allowed: Vec<Purpose>,
    },
    /// A method whose stated controller does not vouch for it.
    ControllerMismatch {
        /// The method's identifier.
        id: String,
        /// The controller it states.
        found: String,
        /// Where it was found.
        expected: String,
    },
    /// A method that was withdrawn.
    MethodRevoked {
        /// Its identifier.
        id: String,
        /// When.
        revoked: String,
    },
    /// A method that has run out.
    MethodExpired {
        /// Its identifier.
        id: String,
        /// When.
        expires: String,
    },
    /// A log of which an entry, or the list of witnesses' proofs, breaks the rules of its form.
    LogMalformed {
        /// The entry, counted from one.
        version: usize,
        /// Where in the entry.
        pointer: Pointer,
        /// What is wrong.
        message: String,
    },
    /// A log of which an entry was altered after the next was made, or belongs to another log.
    LogHashMismatch {
        /// The entry, counted from one.
        version: usize,
        /// The hash of what was found.
        found: String,
        /// The hash stated.
        expected: String,
    },
    /// A log of which an entry is not signed by whom it must be.
    LogProofMismatch {
        /// The entry, counted from one.
        version: usize,
        /// What is wrong.
        message: &'static str,
    },
    /// A log that takes up a key which the entry before did not announce.
    LogKeyNotCommitted {
        /// The entry, counted from one.
        version: usize,
        /// The key, as a Multikey.
        key: String,
    },
    /// A log of which an entry is not later than the one before, or lies in the future.
    LogTimeOrder {
        /// The entry, counted from one.
        version: usize,
        /// What is wrong.
        message: &'static str,
    },
    /// A log of another DID, or of one that has moved although it must not.
    LogIdentifierMismatch {
        /// The entry, counted from one.
        version: usize,
        /// The identifier found.
        found: String,
        /// The identifier expected.
        expected: String,
    },
    /// A log of which too few witnesses approved.
    LogNotWitnessed {
        /// The entry, counted from one.
        version: usize,
        /// How many approved.
        found: usize,
        /// How many must.
        expected: usize,
    },
    /// A DID that its controller gave up.
    Deactivated {
        /// The DID.
        did: String,
    },
}

impl DidError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => codes::MALFORMED,
            Self::UnsupportedMethod { .. } => codes::UNSUPPORTED_METHOD,
            Self::UnsupportedUrl { .. } => codes::UNSUPPORTED_URL,
            Self::MalformedDocument { .. } => codes::MALFORMED_DOCUMENT,
            Self::Json(error) => error.code(),
            Self::DocumentIdMismatch { .. } => codes::DOCUMENT_ID_MISMATCH,
            Self::MethodNotFound { .. } => codes::METHOD_NOT_FOUND,
            Self::MalformedMethod { .. } => codes::MALFORMED_METHOD,
            Self::Key { error, .. } => error.code(),
            Self::NotAuthorized { .. } => codes::NOT_AUTHORIZED_FOR_PURPOSE,
            Self::ControllerMismatch { .. } => codes::CONTROLLER_MISMATCH,
            Self::MethodRevoked { .. } => codes::METHOD_REVOKED,
            Self::MethodExpired { .. } => codes::METHOD_EXPIRED,
            Self::LogMalformed { .. } => codes::LOG_MALFORMED,
            Self::LogHashMismatch { .. } => codes::LOG_HASH_MISMATCH,
            Self::LogProofMismatch { .. } => codes::LOG_PROOF_MISMATCH,
            Self::LogKeyNotCommitted { .. } => codes::LOG_KEY_NOT_COMMITTED,
            Self::LogTimeOrder { .. } => codes::LOG_TIME_ORDER,
            Self::LogIdentifierMismatch { .. } => codes::LOG_IDENTIFIER_MISMATCH,
            Self::LogNotWitnessed { .. } => codes::LOG_NOT_WITNESSED,
            Self::Deactivated { .. } => codes::DEACTIVATED,
        }
    }

    /// The error as a finding at the place that names the method, such as a proof's `verificationMethod`.
    #[must_use]
    pub fn into_finding(self, place: Pointer) -> Finding {
        let finding = match &self {
            // What this software, or this build of it, goes without may well be good.
            Self::UnsupportedMethod { .. } | Self::Key { error: KeyError::UnsupportedType { .. }, .. } => {
                return Finding::undetermined(self.code(), place, self.to_string());
            }
            error => Finding::error(error.code(), place, error.to_string()),
        };
        match self {
            Self::DocumentIdMismatch { found, expected }
            | Self::ControllerMismatch { found, expected, .. }
            | Self::LogHashMismatch { found, expected, .. }
            | Self::LogIdentifierMismatch { found, expected, .. } => {
                finding.with("found", found).with("expected", expected)
            }
            Self::NotAuthorized { purpose, allowed, .. } => {
                let allowed: Vec<_> = allowed.iter().map(|purpose| purpose.name()).collect();
                finding.with("found", allowed).with("expected", purpose.name())
            }
            Self::LogNotWitnessed { found, expected, .. } => {
                finding.with("found", found).with("expected", expected)
            }
            Self::MalformedDocument { pointer, .. } | Self::LogMalformed { pointer, .. } => {
                finding.with("documentPointer", pointer.as_str())
            }
            _ => finding,
        }
    }
}

impl fmt::Display for DidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { text, message } => write!(f, "`{text}` {message}"),
            Self::UnsupportedMethod { method } => write!(f, "the DID method `{method}` is not supported"),
            Self::UnsupportedUrl { url } => write!(f, "keys are not taken from `{url}`"),
            Self::MalformedDocument { pointer, message } => match pointer.as_str() {
                "" => write!(f, "in the document with the keys: {message}"),
                place => write!(f, "in the document with the keys, at `{place}`: {message}"),
            },
            Self::Json(error) => write!(f, "in the key of the DID: {error}"),
            Self::DocumentIdMismatch { found, expected } => {
                write!(f, "the document is about `{found}`, not `{expected}`")
            }
            Self::MethodNotFound { id } => write!(f, "there is no verification method `{id}`"),
            Self::MalformedMethod { id, message } => write!(f, "the verification method `{id}` {message}"),
            Self::Key { id, error } => write!(f, "the key of `{id}` cannot be used: {error}"),
            Self::NotAuthorized { id, purpose, .. } => {
                write!(f, "`{id}` is not allowed for `{}`", purpose.name())
            }
            Self::ControllerMismatch { id, found, expected } => {
                write!(f, "`{id}` names `{found}` as its controller, but was found at `{expected}`")
            }
            Self::MethodRevoked { id, revoked } => write!(f, "`{id}` was withdrawn at `{revoked}`"),
            Self::MethodExpired { id, expires } => write!(f, "`{id}` ran out at `{expires}`"),
            Self::LogMalformed { version, pointer, message } => match pointer.as_str() {
                "" => write!(f, "version {version} of the log is {message}"),
                place => write!(f, "version {version} of the log, at `{place}`: {message}"),
            },
            Self::LogHashMismatch { version, .. } => {
                write!(f, "version {version} of the log does not have the hash that it states")
            }
            Self::LogProofMismatch { version, message } => {
                write!(f, "version {version} of the log {message}")
            }
            Self::LogKeyNotCommitted { version, key } => {
                write!(
                    f,
                    "version {version} of the log takes up `{key}`, which the version before did not announce"
                )
            }
            Self::LogTimeOrder { version, message } => write!(f, "version {version} of the log {message}"),
            Self::LogIdentifierMismatch { version, found, expected } => {
                write!(f, "version {version} of the log is about `{found}`, not `{expected}`")
            }
            Self::LogNotWitnessed { version, found, expected } => {
                write!(f, "{found} of {expected} witnesses approved of version {version} of the log")
            }
            Self::Deactivated { did } => write!(f, "`{did}` was given up by its controller"),
        }
    }
}

impl std::error::Error for DidError {}
