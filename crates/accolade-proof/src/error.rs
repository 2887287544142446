use std::fmt;

use accolade_keys::{KeyError, KeyType};
use accolade_ld::LdError;
use accolade_report::{Code, Finding, Pointer};

use crate::codes;

/// Why a proof does not hold, or could not be made or checked. Places are relative to the proof where the proof is at
/// fault, and to the document where the document is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ProofError {
    /// A property that is missing or has the wrong form.
    Malformed {
        /// Where in the proof.
        pointer: Pointer,
        /// What is wrong.
        message: String,
    },
    /// A suite that is not known.
    UnknownSuite {
        /// The proof's `type`.
        proof_type: String,
        /// The proof's `cryptosuite`.
        cryptosuite: Option<String>,
    },
    /// A suite that proofs are no more made with.
    SupersededSuite {
        /// Its name.
        suite: &'static str,
    },
    /// A proof value of the wrong form.
    MalformedValue {
        /// What is wrong.
        message: String,
    },
    /// Another purpose than expected.
    PurposeMismatch {
        /// The purpose found.
        found: String,
        /// The purpose expected.
        expected: String,
    },
    /// Another domain than expected.
    DomainMismatch {
        /// The domains found.
        found: Vec<String>,
        /// The domain expected.
        expected: String,
    },
    /// Another challenge than expected.
    ChallengeMismatch {
        /// The challenge found.
        found: Option<String>,
        /// The challenge expected.
        expected: String,
    },
    /// A key of another kind than the suite's.
    KeyTypeMismatch {
        /// The kind of the key.
        found: KeyType,
        /// The suite.
        suite: &'static str,
    },
    /// The signature does not hold.
    SignatureMismatch {
        /// The hash of the canonical document, in hexadecimal.
        document_hash: String,
        /// The hash of the canonical proof configuration, in hexadecimal.
        config_hash: String,
    },
    /// The signature of a proof that holds it in `jws` does not hold.
    DetachedMismatch {
        /// The hash of the canonical document, in hexadecimal.
        document_hash: String,
        /// The hash of the canonical proof configuration, in hexadecimal.
        config_hash: String,
    },
    /// The signature of a token does not hold.
    JwsMismatch,
    /// An SD-JWT or a COSE message that breaks a rule, or that cannot be made.
    Refused {
        /// Which rule.
        code: Code,
        /// Where in the payload.
        pointer: Pointer,
        /// What is wrong.
        message: String,
    },
    /// A token that names no key.
    KeyMissing,
    /// A token that names one key and brings another along.
    KeyConflict,
    /// A token whose content type is not that of its type.
    ContentType {
        /// The `cty` found.
        found: String,
        /// The one that belongs to the type.
        expected: &'static str,
    },
    /// A credential that lacks what a claim must repeat.
    ClaimMissing {
        /// The claim.
        claim: &'static str,
        /// The place in the credential.
        pointer: Pointer,
    },
    /// A proof of that id is not there.
    PreviousProofMissing {
        /// The id.
        id: String,
    },
    /// The proof's own contexts are not those the document begins with.
    ContextMismatch,
    /// The document cannot be canonicalised, or not all of it would be signed.
    Document(LdError),
    /// The proof configuration cannot be canonicalised.
    Config(LdError),
    /// A base proof, which is the holder's and verifies nothing.
    BaseProof {
        /// The suite.
        suite: &'static str,
    },
    /// A derived proof, from which no other can be derived.
    AlreadyDerived,
    /// A suite that shows the whole only.
    NotSelective {
        /// The suite.
        suite: &'static str,
    },
    /// A suite that shows parts, and nothing that says which.
    NotDisclosable {
        /// The suite.
        suite: &'static str,
    },
    /// More statements than are read.
    TooManyStatements {
        /// How many there are.
        found: usize,
        /// How many are read.
        limit: usize,
    },
    /// A key, signature or proof of BBS that cannot be one.
    #[cfg(feature = "bbs")]
    Bbs(accolade_bbs::BbsError),
    /// A pointer that leads to nothing in the document.
    PointerUnmatched {
        /// The pointer.
        pointer: Pointer,
    },
    /// Pointers that select a part of what can only be shown whole.
    IndivisibleSelection {
        /// Where in the document.
        pointer: Pointer,
    },
    /// A key that cannot be used.
    Key(KeyError),
}

impl ProofError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => codes::MALFORMED,
            Self::UnknownSuite { .. } => codes::UNKNOWN_SUITE,
            Self::SupersededSuite { .. } => codes::SUPERSEDED_SUITE,
            Self::MalformedValue { .. } => codes::MALFORMED_VALUE,
            Self::PurposeMismatch { .. } => codes::PURPOSE_MISMATCH,
            Self::DomainMismatch { .. } => codes::DOMAIN_MISMATCH,
            Self::ChallengeMismatch { .. } => codes::CHALLENGE_MISMATCH,
            Self::KeyTypeMismatch { .. } => codes::KEY_TYPE_MISMATCH,
            Self::SignatureMismatch { .. } | Self::DetachedMismatch { .. } | Self::JwsMismatch => {
                codes::SIGNATURE_MISMATCH
            }
            Self::Refused { code, .. } => *code,
            Self::KeyMissing => codes::KEY_MISSING,
            Self::KeyConflict => codes::KEY_CONFLICT,
            Self::ContentType { .. } => codes::CONTENT_TYPE,
            Self::ClaimMissing { .. } => codes::CLAIM_MISSING,
            Self::PreviousProofMissing { .. } => codes::PREVIOUS_PROOF_MISSING,
            Self::ContextMismatch => codes::CONTEXT_MISMATCH,
            Self::BaseProof { .. } => codes::BASE_PROOF,
            Self::AlreadyDerived => codes::ALREADY_DERIVED,
            Self::NotSelective { .. } => codes::NOT_SELECTIVE,
            Self::NotDisclosable { .. } => codes::NOT_DISCLOSABLE,
            Self::TooManyStatements { .. } => codes::TOO_MANY_STATEMENTS,
            #[cfg(feature = "bbs")]
            Self::Bbs(error) => error.code(),
            Self::PointerUnmatched { .. } => codes::POINTER_UNMATCHED,
            Self::IndivisibleSelection { .. } => codes::INDIVISIBLE_SELECTION,
            Self::Document(error) | Self::Config(error) => error.code(),
            Self::Key(error) => error.code(),
        }
    }

    /// What was found, as findings about the document in which the proof stands at `proof`.
    #[must_use]
    pub fn findings(&self, proof: &Pointer) -> Vec<Finding> {
        let at = |pointer: Pointer| Finding::error(self.code(), pointer, self.to_string());
        match self {
            Self::Document(error) => error.findings(),
            Self::Config(error) => error.findings().into_iter().map(|finding| finding.below(proof)).collect(),
            Self::Malformed { pointer, .. } => vec![at(pointer.below(proof))],
            Self::UnknownSuite { cryptosuite: None, .. } => vec![at(proof.key("type"))],
            Self::UnknownSuite { .. } | Self::SupersededSuite { .. } => vec![at(proof.key("cryptosuite"))],
            Self::MalformedValue { .. } | Self::BaseProof { .. } | Self::AlreadyDerived => {
                vec![at(proof.key("proofValue"))]
            }
            #[cfg(feature = "bbs")]
            Self::Bbs(_) => vec![at(proof.key("proofValue"))],
            Self::NotSelective { .. } | Self::NotDisclosable { .. } => vec![at(proof.key("cryptosuite"))],
            Self::TooManyStatements { found, limit } => {
                vec![at(proof.clone()).with("found", *found).with("limit", *limit)]
            }
            Self::SignatureMismatch { document_hash, config_hash } => vec![
                at(proof.key("proofValue"))
                    .with("documentHash", document_hash.as_str())
                    .with("proofConfigHash", config_hash.as_str()),
            ],
            Self::DetachedMismatch { document_hash, config_hash } => vec![
                at(proof.key("jws"))
                    .with("documentHash", document_hash.as_str())
                    .with("proofConfigHash", config_hash.as_str()),
            ],
            Self::PurposeMismatch { found, expected } => vec![
                at(proof.key("proofPurpose"))
                    .with("found", found.as_str())
                    .with("expected", expected.as_str()),
            ],
            Self::DomainMismatch { found, expected } => {
                vec![at(proof.key("domain")).with("found", found.clone()).with("expected", expected.as_str())]
            }
            Self::ChallengeMismatch { found, expected } => {
                let found = found.as_deref();
                vec![at(proof.key("challenge")).with("found", found).with("expected", expected.as_str())]
            }
            Self::PointerUnmatched { pointer } | Self::IndivisibleSelection { pointer } => {
                vec![at(pointer.clone())]
            }
            Self::JwsMismatch | Self::KeyMissing | Self::KeyConflict => vec![at(proof.clone())],
            Self::Refused { pointer, .. } => vec![at(pointer.clone())],
            Self::ContentType { found, expected } => {
                vec![at(proof.clone()).with("found", found.as_str()).with("expected", *expected)]
            }
            Self::ClaimMissing { pointer, .. } => vec![at(pointer.clone())],
            Self::Key(error) => vec![error.clone().into_finding(proof.clone())],
            Self::KeyTypeMismatch { .. } => vec![at(proof.key("verificationMethod"))],
            Self::PreviousProofMissing { id } => {
                vec![at(proof.key("previousProof")).with("found", id.as_str())]
            }
            Self::ContextMismatch => vec![at(proof.key("@context"))],
        }
    }
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { message, .. }
            | Self::MalformedValue { message }
            | Self::Refused { message, .. } => f.write_str(message),
            Self::UnknownSuite { proof_type, cryptosuite: None } => {
                write!(f, "a proof of type `{proof_type}` is not known here")
            }
            Self::UnknownSuite { cryptosuite: Some(name), .. } => {
                write!(f, "the cryptosuite `{name}` is not known here")
            }
            Self::SupersededSuite { suite } => write!(f, "no proofs are made with `{suite}` any more"),
            Self::PurposeMismatch { found, expected } => {
                write!(f, "made for the purpose `{found}`, not `{expected}`")
            }
            Self::DomainMismatch { expected, .. } => write!(f, "not restricted to the domain `{expected}`"),
            Self::ChallengeMismatch { .. } => f.write_str("does not answer the challenge given"),
            Self::KeyTypeMismatch { found, suite } => {
                write!(f, "`{suite}` does not use keys of type `{found}`")
            }
            Self::SignatureMismatch { .. } | Self::DetachedMismatch { .. } => {
                f.write_str("the signature does not match the document")
            }
            Self::JwsMismatch => f.write_str("the signature does not match the token"),
            Self::KeyMissing => f.write_str("the token's header has neither `kid` nor `jwk`"),
            Self::KeyConflict => f.write_str("the header's `jwk` is another key than its `kid` leads to"),
            Self::ContentType { found, expected } => {
                write!(f, "the header's `cty` is `{found}`, not `{expected}`")
            }
            Self::ClaimMissing { claim, pointer } => {
                write!(f, "the claim `{claim}` cannot be made: the credential has no `{pointer}`")
            }
            Self::PreviousProofMissing { id } => write!(f, "there is no proof with the id `{id}`"),
            Self::ContextMismatch => f.write_str("the document does not begin with the proof's contexts"),
            Self::BaseProof { suite } => {
                write!(f, "this is a base proof of `{suite}`, which is for its holder alone")
            }
            Self::AlreadyDerived => {
                f.write_str("this proof was derived, and no other can be derived from it")
            }
            Self::NotSelective { suite } => write!(f, "a proof of `{suite}` holds for the whole only"),
            Self::NotDisclosable { suite } => {
                write!(f, "a proof of `{suite}` needs to know what is always shown, and fresh random bytes")
            }
            Self::TooManyStatements { found, limit } => {
                write!(f, "there are {found} statements to sign or check one by one, more than {limit}")
            }
            #[cfg(feature = "bbs")]
            Self::Bbs(error) => error.fmt(f),
            Self::PointerUnmatched { pointer } => write!(f, "the document has nothing at `{pointer}`"),
            Self::IndivisibleSelection { .. } => f.write_str("can be shown whole only"),
            Self::Document(error) | Self::Config(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ProofError {}

#[cfg(feature = "bbs")]
impl From<accolade_bbs::BbsError> for ProofError {
    fn from(error: accolade_bbs::BbsError) -> Self {
        Self::Bbs(error)
    }
}

impl From<KeyError> for ProofError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}
