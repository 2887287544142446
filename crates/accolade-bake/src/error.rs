use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use crate::{Edition, codes};

/// Why an image cannot be baked or read.
///
/// Offsets count bytes from the start of the image.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BakeError {
    /// Neither PNG nor SVG.
    UnknownFormat {
        /// What the first bytes look like, where that is known.
        looks_like: Option<&'static str>,
    },
    /// The image or the credential is longer than the limit.
    TooLarge {
        /// The length in bytes.
        found: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// No credential, or an empty one.
    NoCredential {
        /// Where an empty one stands.
        empty_at: Option<usize>,
    },
    /// What is to be baked cannot be.
    NotACredential {
        /// Why.
        reason: &'static str,
    },
    /// A credential is in the image already.
    AlreadyBaked {
        /// Of this edition.
        edition: Edition,
        /// Where it stands.
        offset: usize,
    },
    /// Two credentials in one image, or two in one element.
    TwoCredentials {
        /// Where the first stands.
        first: usize,
        /// Where the second stands.
        second: usize,
    },
    /// The PNG ends too early.
    Truncated {
        /// Where the unfinished part begins.
        offset: usize,
    },
    /// A PNG chunk with an impossible length.
    ChunkLength {
        /// Where the chunk begins.
        offset: usize,
        /// The length it states.
        length: u32,
    },
    /// PNG chunks out of order.
    PngStructure {
        /// Where.
        offset: usize,
        /// What is wrong.
        message: &'static str,
    },
    /// A PNG chunk's checksum is wrong.
    ChunkCrc {
        /// Where the first such chunk begins.
        offset: usize,
        /// Its type.
        chunk: String,
        /// How many chunks are so.
        chunks: usize,
    },
    /// Bytes after the end of the PNG.
    TrailingData {
        /// Where they begin.
        offset: usize,
        /// How many.
        bytes: usize,
    },
    /// The chunk with the credential cannot be read.
    MalformedChunk {
        /// Where it begins.
        offset: usize,
        /// What is wrong.
        message: &'static str,
    },
    /// The compressed credential grows beyond the limit.
    DecompressionLimit {
        /// Where its chunk begins.
        offset: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// The first such byte; for compressed text, where its chunk begins.
        offset: usize,
    },
    /// An SVG in another encoding.
    SvgEncoding {
        /// The encoding it has or states.
        found: String,
    },
    /// Not well-formed.
    SvgMalformed {
        /// Where.
        offset: usize,
        /// What is wrong.
        message: String,
    },
    /// The credential depends on an entity or on the document type.
    SvgEntity {
        /// Where.
        offset: usize,
        /// On what.
        found: String,
    },
    /// Markup inside the credential.
    SvgMarkup {
        /// Where.
        offset: usize,
    },
    /// Deeper or wider than any drawing needs.
    SvgTooComplex {
        /// Where.
        offset: usize,
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: usize,
    },
}

impl BakeError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::UnknownFormat { .. } => codes::UNKNOWN_FORMAT,
            Self::TooLarge { .. } => codes::TOO_LARGE,
            Self::NoCredential { .. } => codes::NO_CREDENTIAL,
            Self::NotACredential { .. } => codes::NOT_A_CREDENTIAL,
            Self::AlreadyBaked { .. } => codes::ALREADY_BAKED,
            Self::TwoCredentials { .. } => codes::TWO_CREDENTIALS,
            Self::Truncated { .. } => codes::TRUNCATED,
            Self::ChunkLength { .. } => codes::CHUNK_LENGTH,
            Self::PngStructure { .. } => codes::PNG_STRUCTURE,
            Self::ChunkCrc { .. } => codes::CHUNK_CRC,
            Self::TrailingData { .. } => codes::TRAILING_DATA,
            Self::MalformedChunk { .. } => codes::MALFORMED_CHUNK,
            Self::DecompressionLimit { .. } => codes::DECOMPRESSION_LIMIT,
            Self::NotUtf8 { .. } => codes::NOT_UTF8,
            Self::SvgEncoding { .. } => codes::SVG_ENCODING,
            Self::SvgMalformed { .. } => codes::SVG_MALFORMED,
            Self::SvgEntity { .. } => codes::SVG_ENTITY,
            Self::SvgMarkup { .. } => codes::SVG_MARKUP,
            Self::SvgTooComplex { .. } => codes::SVG_TOO_COMPLEX,
        }
    }

    /// Where in the image, where a place is known.
    #[must_use]
    pub const fn offset(&self) -> Option<usize> {
        match self {
            Self::AlreadyBaked { offset, .. }
            | Self::TwoCredentials { second: offset, .. }
            | Self::Truncated { offset }
            | Self::ChunkLength { offset, .. }
            | Self::PngStructure { offset, .. }
            | Self::ChunkCrc { offset, .. }
            | Self::TrailingData { offset, .. }
            | Self::MalformedChunk { offset, .. }
            | Self::DecompressionLimit { offset, .. }
            | Self::NotUtf8 { offset }
            | Self::SvgMalformed { offset, .. }
            | Self::SvgEntity { offset, .. }
            | Self::SvgMarkup { offset }
            | Self::SvgTooComplex { offset, .. } => Some(*offset),
            Self::NoCredential { empty_at } => *empty_at,
            Self::UnknownFormat { .. }
            | Self::TooLarge { .. }
            | Self::NotACredential { .. }
            | Self::SvgEncoding { .. } => None,
        }
    }
}

impl fmt::Display for BakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat { looks_like: None } => f.write_str("neither a PNG nor an SVG image"),
            Self::UnknownFormat { looks_like: Some(kind) } => {
                write!(f, "neither a PNG nor an SVG image; it looks like {kind}")
            }
            Self::TooLarge { found, limit } => write!(f, "{found} bytes long, {limit} are allowed"),
            Self::NoCredential { empty_at: None } => f.write_str("the image holds no credential"),
            Self::NoCredential { empty_at: Some(offset) } => {
                write!(f, "the credential at byte {offset} is empty")
            }
            Self::NotACredential { reason } => write!(f, "cannot be baked: {reason}"),
            Self::AlreadyBaked { edition, offset } => {
                write!(f, "the image holds an `{}` at byte {offset} already", edition.keyword())
            }
            Self::TwoCredentials { first, second } if first == second => {
                write!(
                    f,
                    "the element at byte {first} holds a credential in its `verify` and another in its body"
                )
            }
            Self::TwoCredentials { first, second } => {
                write!(f, "the image holds two credentials, at byte {first} and at byte {second}")
            }
            Self::Truncated { offset } => {
                write!(f, "the PNG ends inside the part that begins at byte {offset}")
            }
            Self::ChunkLength { offset, length } => {
                write!(f, "the chunk at byte {offset} claims {length} bytes")
            }
            Self::PngStructure { offset, message } | Self::MalformedChunk { offset, message } => {
                write!(f, "{message} at byte {offset}")
            }
            Self::ChunkCrc { offset, chunk, chunks: 1 } => {
                write!(f, "the checksum of the `{chunk}` chunk at byte {offset} is wrong")
            }
            Self::ChunkCrc { offset, chunk, chunks } => {
                write!(
                    f,
                    "the checksums of {chunks} chunks are wrong, first that of `{chunk}` at byte {offset}"
                )
            }
            Self::TrailingData { offset, bytes } => {
                write!(f, "{bytes} bytes follow the end of the PNG at byte {offset}")
            }
            Self::DecompressionLimit { offset, limit } => {
                write!(f, "the compressed credential at byte {offset} grows beyond {limit} bytes")
            }
            Self::NotUtf8 { offset } => write!(f, "not UTF-8 at byte {offset}"),
            Self::SvgEncoding { found } => write!(f, "the SVG is in `{found}`, not in UTF-8"),
            Self::SvgMalformed { offset, message } => {
                write!(f, "not a well-formed SVG at byte {offset}: {message}")
            }
            Self::SvgEntity { offset, found } => {
                write!(f, "the credential at byte {offset} depends on `{found}`, which is not expanded")
            }
            Self::SvgMarkup { offset } => write!(f, "markup inside the credential at byte {offset}"),
            Self::SvgTooComplex { offset, what, limit } => {
                write!(f, "more than {limit} {what} at byte {offset}")
            }
        }
    }
}

impl std::error::Error for BakeError {}

impl From<BakeError> for Finding {
    fn from(error: BakeError) -> Self {
        let finding = Self::error(error.code(), Pointer::root(), error.to_string());
        match error.offset() {
            Some(offset) => finding.with("offset", offset),
            None => finding,
        }
    }
}
