use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use crate::codes;

/// Why a text is not JSON that is safe to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// Not well-formed.
    Syntax {
        /// The innermost place known when reading stopped.
        pointer: Pointer,
        /// What was wrong, with line and column.
        message: String,
    },
    /// Not UTF-8, or led by a byte order mark.
    NotUtf8 {
        /// The first byte that does not belong.
        offset: usize,
    },
    /// Two members of one name in one object.
    DuplicateKey {
        /// The second of them.
        pointer: Pointer,
    },
    /// Nested deeper than the limit.
    TooDeep {
        /// The byte at which the limit is passed.
        offset: usize,
        /// The limit.
        limit: usize,
    },
    /// Longer than the limit.
    TooLarge {
        /// The length in bytes.
        found: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A number that not every reader can hold.
    NumberRange {
        /// Where it stands.
        pointer: Pointer,
    },
    /// An escaped half of a surrogate pair.
    LoneSurrogate {
        /// Where it stands.
        pointer: Pointer,
    },
}

impl JsonError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Syntax { .. } => codes::SYNTAX,
            Self::NotUtf8 { .. } => codes::NOT_UTF8,
            Self::DuplicateKey { .. } => codes::DUPLICATE_KEY,
            Self::TooDeep { .. } => codes::TOO_DEEP,
            Self::TooLarge { .. } => codes::TOO_LARGE,
            Self::NumberRange { .. } => codes::NUMBER_RANGE,
            Self::LoneSurrogate { .. } => codes::LONE_SURROGATE,
        }
    }

    /// Where in the document; the root where no place is known.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Syntax { pointer, .. }
            | Self::DuplicateKey { pointer }
            | Self::NumberRange { pointer }
            | Self::LoneSurrogate { pointer } => pointer.clone(),
            Self::NotUtf8 { .. } | Self::TooDeep { .. } | Self::TooLarge { .. } => Pointer::root(),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message, .. } => write!(f, "not well-formed JSON: {message}"),
            Self::NotUtf8 { offset } => write!(f, "not UTF-8 at byte {offset}"),
            Self::DuplicateKey { .. } => f.write_str("a member name stands twice in one object"),
            Self::TooDeep { offset, limit } => {
                write!(f, "nested deeper than {limit} levels at byte {offset}")
            }
            Self::TooLarge { found, limit } => write!(f, "{found} bytes long, {limit} are allowed"),
            Self::NumberRange { .. } => f.write_str("a number that not every reader can hold exactly"),
            Self::LoneSurrogate { .. } => f.write_str("half of a surrogate pair in a string"),
        }
    }
}

impl std::error::Error for JsonError {}

impl From<JsonError> for Finding {
    fn from(error: JsonError) -> Self {
        Self::error(error.code(), error.pointer(), error.to_string())
    }
}
