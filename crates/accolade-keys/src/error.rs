use std::fmt;

use accolade_json::JsonError;
use accolade_report::{Code, Finding, Pointer};

use crate::{Algorithm, KeyType, codes};

/// Why a key or a token cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// Not well-formed in the form it claims to have.
    Malformed {
        /// That form, such as `JSON Web Key`.
        form: &'static str,
        /// What is wrong.
        message: String,
    },
    /// Not well-formed multibase or base64url.
    Multibase {
        /// What is wrong.
        message: &'static str,
    },
    /// A kind of key that is not supported.
    UnsupportedType {
        /// Its name or code.
        name: String,
    },
    /// More or fewer bytes than keys of that kind have.
    WrongLength {
        /// The kind.
        key_type: KeyType,
        /// The bytes found.
        found: usize,
        /// The bytes expected.
        expected: usize,
    },
    /// No point of the curve, or not in its canonical encoding.
    NotOnCurve {
        /// The kind.
        key_type: KeyType,
    },
    /// A key that protects nothing.
    TooWeak {
        /// Why.
        message: String,
    },
    /// A secret in a public key.
    PrivateMember {
        /// The member that holds it. Its value is not kept.
        member: &'static str,
    },
    /// A secret and a public key that do not belong together.
    PairMismatch,
    /// A key set apart for something else.
    WrongUse {
        /// The `use` or `key_ops` found.
        found: String,
    },
    /// A signature that cannot be made.
    CannotSign {
        /// The algorithm asked for.
        algorithm: Algorithm,
        /// The kind of the key.
        key_type: KeyType,
        /// The provider asked.
        provider: &'static str,
    },
    /// An encrypted key and no password.
    PasswordNeeded,
    /// An encrypted key and a password that does not open it.
    WrongPassword,
    /// Not a compact JWS.
    JwsMalformed {
        /// What is wrong.
        message: &'static str,
    },
    /// A JWS header or payload that is not JSON which is safe to read.
    Json(JsonError),
    /// A JWS header member that is not allowed.
    HeaderNotAllowed {
        /// Its name.
        member: String,
    },
    /// An algorithm that is not allowed.
    AlgNotAllowed {
        /// The one found, if any.
        found: Option<String>,
    },
    /// An algorithm that is not the key's.
    AlgKeyMismatch {
        /// The algorithm of the header.
        algorithm: Algorithm,
        /// The kind of the key.
        key_type: KeyType,
    },
    /// A type of token that is not expected.
    TypNotAllowed {
        /// The one found.
        found: String,
    },
}

impl KeyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Malformed { .. } => codes::MALFORMED,
            Self::Multibase { .. } => codes::MALFORMED_MULTIBASE,
            Self::UnsupportedType { .. } => codes::UNSUPPORTED_TYPE,
            Self::WrongLength { .. } => codes::WRONG_LENGTH,
            Self::NotOnCurve { .. } => codes::NOT_ON_CURVE,
            Self::TooWeak { .. } => codes::TOO_WEAK,
            Self::PrivateMember { .. } => codes::PRIVATE_MEMBER,
            Self::PairMismatch => codes::PAIR_MISMATCH,
            Self::WrongUse { .. } => codes::WRONG_USE,
            Self::CannotSign { .. } => codes::CANNOT_SIGN,
            Self::PasswordNeeded => codes::PASSWORD_NEEDED,
            Self::WrongPassword => codes::WRONG_PASSWORD,
            Self::JwsMalformed { .. } => codes::JWS_MALFORMED,
            Self::Json(error) => error.code(),
            Self::HeaderNotAllowed { .. } => codes::JWS_HEADER_NOT_ALLOWED,
            Self::AlgNotAllowed { .. } => codes::JWS_ALG_NOT_ALLOWED,
            Self::AlgKeyMismatch { .. } => codes::JWS_ALG_KEY_MISMATCH,
            Self::TypNotAllowed { .. } => codes::JWS_TYP_NOT_ALLOWED,
        }
    }

    /// The error as a finding at the place of the key or token.
    #[must_use]
    pub fn into_finding(self, place: Pointer) -> Finding {
        let inner = match &self {
            Self::Json(error) => error.pointer().below(&place),
            _ => place,
        };
        let finding = match self {
            // What this software, or this build of it, goes without may well be good.
            Self::UnsupportedType { .. } => Finding::undetermined,
            _ => Finding::error,
        };
        finding(self.code(), inner, self.to_string())
    }

    pub(crate) fn malformed(form: &'static str, message: impl Into<String>) -> Self {
        Self::Malformed { form, message: message.into() }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { form, message } => write!(f, "not a well-formed {form}: {message}"),
            Self::Multibase { message } => f.write_str(message),
            Self::UnsupportedType { name } => write!(f, "keys of type `{name}` are not supported"),
            Self::WrongLength { key_type, found, expected } => {
                write!(f, "{found} bytes where a key of type `{key_type}` has {expected}")
            }
            Self::NotOnCurve { key_type } => write!(f, "the bytes are no point of `{key_type}`"),
            Self::TooWeak { message } => f.write_str(message),
            Self::PrivateMember { member } => write!(f, "the public key has the secret member `{member}`"),
            Self::PairMismatch => f.write_str("the public key does not belong to the secret key"),
            Self::WrongUse { found } => write!(f, "the key is set apart for `{found}`, not for signatures"),
            Self::CannotSign { algorithm, key_type, provider } => {
                write!(
                    f,
                    "the {provider} provider does not sign `{algorithm}` with a key of type `{key_type}`"
                )
            }
            Self::PasswordNeeded => f.write_str("the key is encrypted and no password was given"),
            Self::WrongPassword => f.write_str("the password does not open the encrypted key"),
            Self::JwsMalformed { message } => write!(f, "not a compact JWS: {message}"),
            Self::Json(error) => write!(f, "in the JWS: {error}"),
            Self::HeaderNotAllowed { member } => write!(f, "the JWS header member `{member}` is not allowed"),
            Self::AlgNotAllowed { found: Some(alg) } => write!(f, "the JWS algorithm `{alg}` is not allowed"),
            Self::AlgNotAllowed { found: None } => f.write_str("the JWS header names no algorithm"),
            Self::AlgKeyMismatch { algorithm, key_type } => {
                write!(f, "the JWS algorithm `{algorithm}` is not for a key of type `{key_type}`")
            }
            Self::TypNotAllowed { found } => write!(f, "a JWS of type `{found}` is not a credential"),
        }
    }
}

impl std::error::Error for KeyError {}

impl From<JsonError> for KeyError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}
