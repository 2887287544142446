use std::fmt;

use crate::DidError;

/// What went wrong, in the words of [DID Resolution](https://www.w3.org/TR/did-resolution/#errors): for those who speak to
/// resolvers, who know these words and none of ours.
///
/// ```
/// use accolade_did::{MethodUrl, ResolutionError, resolve};
/// let error = MethodUrl::parse("did:example:a#b").and_then(|method| resolve(&method)).unwrap_err();
/// let named = ResolutionError::of(&error);
/// assert_eq!(named, Some(ResolutionError::MethodNotSupported));
/// assert_eq!(named.unwrap().url(), "https://www.w3.org/ns/did#METHOD_NOT_SUPPORTED");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResolutionError {
    /// Not a DID.
    InvalidDid,
    /// Not a DID URL.
    InvalidDidUrl,
    /// A document that breaks the rules of its form.
    InvalidDidDocument,
    /// A DID method that is not supported.
    MethodNotSupported,
    /// Nothing of that identifier.
    NotFound,
    /// A method that is not listed under the purpose ([Controlled Identifiers §3.5](https://www.w3.org/TR/cid-1.0/#processing-errors)).
    InvalidRelationshipForVerificationMethod,
    /// A method that breaks the rules of its form (the same).
    InvalidVerificationMethod,
}

impl ResolutionError {
    /// The error of that kind; none where the document was had and its key is out of force, or the DID was given up, which
    /// resolvers say in the document's metadata.
    #[must_use]
    pub fn of(error: &DidError) -> Option<Self> {
        Some(match error {
            DidError::Malformed { text, .. }
                if text.contains(['#', '/', '?']) || !text.starts_with("did:") =>
            {
                Self::InvalidDidUrl
            }
            DidError::Malformed { .. } | DidError::Json(_) => Self::InvalidDid,
            // Within an identifier that holds its key, the key is the identifier.
            DidError::Key { id, .. } if !id.contains('#') => Self::InvalidDid,
            DidError::Key { .. } | DidError::MalformedMethod { .. } | DidError::ControllerMismatch { .. } => {
                Self::InvalidVerificationMethod
            }
            DidError::UnsupportedMethod { .. } => Self::MethodNotSupported,
            DidError::UnsupportedUrl { .. } => Self::InvalidDidUrl,
            DidError::MalformedDocument { .. } | DidError::DocumentIdMismatch { .. } => {
                Self::InvalidDidDocument
            }
            DidError::MethodNotFound { .. } => Self::NotFound,
            DidError::NotAuthorized { .. } => Self::InvalidRelationshipForVerificationMethod,
            // did:webvh has one word for all of it.
            DidError::LogMalformed { .. }
            | DidError::LogHashMismatch { .. }
            | DidError::LogProofMismatch { .. }
            | DidError::LogKeyNotCommitted { .. }
            | DidError::LogTimeOrder { .. }
            | DidError::LogIdentifierMismatch { .. }
            | DidError::LogNotWitnessed { .. } => Self::InvalidDid,
            DidError::MethodRevoked { .. }
            | DidError::MethodExpired { .. }
            | DidError::Deactivated { .. } => {
                return None;
            }
        })
    }

    /// The word, such as `invalidDid`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidDid => "invalidDid",
            Self::InvalidDidUrl => "invalidDidUrl",
            Self::InvalidDidDocument => "invalidDidDocument",
            Self::MethodNotSupported => "methodNotSupported",
            Self::NotFound => "notFound",
            Self::InvalidRelationshipForVerificationMethod => "invalidRelationshipForVerificationMethod",
            Self::InvalidVerificationMethod => "invalidVerificationMethod",
        }
    }

    /// The URL of the problem, as resolvers answer with it today.
    #[must_use]
    pub const fn url(self) -> &'static str {
        match self {
            Self::InvalidDid => "https://www.w3.org/ns/did#INVALID_DID",
            Self::InvalidDidUrl => "https://www.w3.org/ns/did#INVALID_DID_URL",
            Self::InvalidDidDocument => "https://www.w3.org/ns/did#INVALID_DID_DOCUMENT",
            Self::MethodNotSupported => "https://www.w3.org/ns/did#METHOD_NOT_SUPPORTED",
            Self::NotFound => "https://www.w3.org/ns/did#NOT_FOUND",
            Self::InvalidRelationshipForVerificationMethod => {
                "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"
            }
            Self::InvalidVerificationMethod => "https://w3id.org/security#INVALID_VERIFICATION_METHOD",
        }
    }
}

impl fmt::Display for ResolutionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
