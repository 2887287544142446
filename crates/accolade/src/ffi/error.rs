use std::fmt;

use accolade_json::JsonError;
use accolade_report::{CheckId, Code};

use super::codes;

/// Why a call could not be answered. Nothing was done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CallError {
    /// It is not strict JSON.
    Json(JsonError),
    /// It has not the shape of a call.
    Malformed {
        /// What is wrong, and about which member.
        message: String,
    },
    /// The time is none.
    TimeMalformed {
        /// As it was given.
        found: String,
    },
    /// Bytes are not base64.
    Base64Malformed {
        /// Whose bytes: `input`, or the URL of a resource.
        of: String,
    },
    /// What says where is no JSON pointer.
    PointerMalformed {
        /// As it was given.
        found: String,
    },
    /// A preset does not exist.
    UnknownPreset {
        /// As it was given.
        found: String,
        /// Those that do.
        known: Vec<&'static str>,
    },
    /// Entropy that is not so many bytes in base64.
    EntropyMalformed {
        /// How many bytes are needed.
        expected: usize,
    },
    /// Neither a public nor a secret key is given, or both are.
    KeyAmbiguous,
    /// A check that is required does not exist.
    UnknownCheck {
        /// As it was given.
        found: String,
    },
}

impl CallError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Json(error) => error.code(),
            Self::Malformed { .. } => codes::MALFORMED,
            Self::TimeMalformed { .. } => codes::TIME_MALFORMED,
            Self::Base64Malformed { .. } => codes::BASE64_MALFORMED,
            Self::PointerMalformed { .. } => codes::POINTER_MALFORMED,
            Self::UnknownPreset { .. } => codes::UNKNOWN_PRESET,
            Self::EntropyMalformed { .. } => codes::ENTROPY_MALFORMED,
            Self::KeyAmbiguous => codes::KEY_AMBIGUOUS,
            Self::UnknownCheck { .. } => codes::UNKNOWN_CHECK,
        }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Malformed { message } => f.write_str(message),
            Self::TimeMalformed { found } => write!(f, "`{found}` is not a date and time with a zone"),
            Self::Base64Malformed { of } => write!(f, "the bytes of `{of}` are not base64"),
            Self::PointerMalformed { found } => write!(f, "`{found}` is not a JSON pointer"),
            Self::UnknownPreset { found, known } => {
                write!(f, "`{found}` is no preset; the presets are {}", known.join(", "))
            }
            Self::EntropyMalformed { expected } => {
                write!(f, "the entropy is not {expected} bytes in base64")
            }
            Self::KeyAmbiguous => f.write_str("give either `publicKey` or `secretKey`"),
            Self::UnknownCheck { found } => {
                let names: Vec<&str> = CheckId::ALL.iter().map(|check| check.as_str()).collect();
                write!(f, "`{found}` is no check; the checks are {}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for CallError {}

impl From<JsonError> for CallError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}
