use std::fmt;

use accolade_report::{Code, Finding, Pointer, Severity};

use crate::codes;

/// Why a status cannot be looked up, or a list not be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusError {
    /// An entry of a type that is not known.
    UnknownType {
        /// The type.
        found: String,
    },
    /// An entry that lacks a member, or has it in another form.
    EntryMalformed {
        /// The member.
        member: &'static str,
        /// What is wrong.
        message: &'static str,
    },
    /// An index that is not a whole number from 0.
    IndexMalformed {
        /// The member.
        member: &'static str,
        /// The index as JSON.
        found: String,
    },
    /// Not one message for each value.
    MessagesMismatch {
        /// How many messages there are, or that two speak of one value.
        found: String,
        /// How many there should be.
        expected: u64,
    },
    /// An index behind the end of the list.
    IndexOutOfRange {
        /// The index.
        index: u64,
        /// How many entries there are.
        entries: u64,
    },
    /// A list for another purpose.
    PurposeMismatch {
        /// The purposes of the list.
        found: Vec<String>,
        /// The purpose of the entry.
        expected: String,
    },
    /// A list of another width.
    SizeMismatch {
        /// The bits of each status in the list.
        found: u64,
        /// Those that the entry says.
        expected: u64,
    },
    /// Not a list of the type that the entry calls for.
    ListType {
        /// The types found.
        found: String,
        /// The type expected.
        expected: &'static str,
    },
    /// A list that lacks a member, or has it in another form.
    ListMalformed {
        /// Where in the list.
        pointer: Pointer,
        /// What is wrong.
        message: &'static str,
    },
    /// Bits that are not base64url.
    ListEncoding {
        /// What is wrong.
        message: &'static str,
    },
    /// Bits that do not expand.
    ListCompression {
        /// What is wrong.
        message: String,
    },
    /// Bits that expand beyond the limit.
    ListTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Too few entries.
    ListTooShort {
        /// How many there are.
        entries: u64,
    },
    /// No entry is left.
    ListFull {
        /// How many there are.
        entries: u64,
    },
    /// A value that the bits of a status do not hold.
    ValueTooLarge {
        /// The value.
        value: u64,
        /// The bits of each status.
        size: u64,
    },
}

impl StatusError {
    /// The stable code. A type that is not known, and a value that does not fit, are malformed entries to whoever asked for them.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::UnknownType { .. } | Self::EntryMalformed { .. } | Self::ValueTooLarge { .. } => {
                codes::ENTRY_MALFORMED
            }
            Self::IndexMalformed { .. } => codes::INDEX_MALFORMED,
            Self::MessagesMismatch { .. } => codes::MESSAGES_MISMATCH,
            Self::IndexOutOfRange { .. } | Self::ListFull { .. } => codes::INDEX_OUT_OF_RANGE,
            Self::PurposeMismatch { .. } => codes::PURPOSE_MISMATCH,
            Self::SizeMismatch { .. } => codes::SIZE_MISMATCH,
            Self::ListType { .. } => codes::LIST_TYPE,
            Self::ListMalformed { .. } => codes::LIST_MALFORMED,
            Self::ListEncoding { .. } => codes::LIST_ENCODING,
            Self::ListCompression { .. } => codes::LIST_COMPRESSION,
            Self::ListTooLarge { .. } => codes::LIST_TOO_LARGE,
            Self::ListTooShort { .. } => codes::LIST_TOO_SHORT,
        }
    }

    /// What to say of the entry at `place`. An entry that breaks a rule is the credential's fault; where the list is at fault,
    /// or the two do not fit, the status cannot be told.
    #[must_use]
    pub fn into_finding(self, place: &Pointer) -> Finding {
        let (severity, place) = match &self {
            Self::UnknownType { .. } => (Severity::Undetermined, place.key("type")),
            Self::EntryMalformed { member, .. } | Self::IndexMalformed { member, .. } => {
                (Severity::Error, place.key(member))
            }
            Self::MessagesMismatch { .. } => (Severity::Error, place.key("statusMessage")),
            _ => (Severity::Undetermined, place.clone()),
        };
        let finding = Finding::new(severity, self.code(), place, self.to_string());
        match self {
            Self::ListMalformed { pointer, .. } => finding.with("at", pointer.as_str()),
            Self::PurposeMismatch { found, expected } => {
                finding.with("found", found).with("expected", expected)
            }
            Self::SizeMismatch { found, expected } => finding.with("found", found).with("expected", expected),
            Self::IndexOutOfRange { index, entries } => {
                finding.with("found", index).with("expected", entries)
            }
            _ => finding,
        }
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownType { found } => write!(f, "a status of the type `{found}` is not known"),
            Self::EntryMalformed { member, message } => write!(f, "`{member}` is {message}"),
            Self::IndexMalformed { found, .. } => write!(f, "`{found}` is not a whole number from 0"),
            Self::MessagesMismatch { found, expected } => {
                write!(f, "{found}, where there should be one for each of {expected} values")
            }
            Self::IndexOutOfRange { index, entries } => {
                write!(f, "the entry {index} lies behind the end of the list, which has {entries}")
            }
            Self::PurposeMismatch { found, expected } => {
                write!(f, "the list is kept for `{}`, the entry asks about `{expected}`", found.join("`, `"))
            }
            Self::SizeMismatch { found, expected } => {
                write!(f, "each status of the list has {found} bits, the entry says {expected}")
            }
            Self::ListType { found, expected } => {
                write!(f, "`{found}` stands where a `{expected}` should be")
            }
            Self::ListMalformed { pointer, message } => write!(f, "the list's `{pointer}` is {message}"),
            Self::ListEncoding { message } => write!(f, "the list is {message}"),
            Self::ListCompression { message } => write!(f, "the list cannot be expanded: {message}"),
            Self::ListTooLarge { limit } => write!(f, "the list expands to more than {limit} bytes"),
            Self::ListTooShort { entries } => {
                write!(f, "the list has {entries} entries, fewer than {}", crate::FEWEST_ENTRIES)
            }
            Self::ListFull { entries } => write!(f, "each of the {entries} entries is taken"),
            Self::ValueTooLarge { value, size } => {
                write!(f, "the value {value} does not fit into {size} bits")
            }
        }
    }
}

impl std::error::Error for StatusError {}
