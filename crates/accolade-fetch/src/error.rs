use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use accolade::report::{Code, Finding, Pointer};
use accolade::{Answer, FETCH_GONE};

use crate::codes;

/// Why a document could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchError {
    /// Not a URL that can be fetched.
    BadUrl {
        /// The address as it was given.
        url: String,
        /// Why.
        reason: String,
    },
    /// Not https.
    NotHttps {
        /// The address.
        url: String,
    },
    /// A host whose address is not public.
    HostNotAllowed {
        /// The host.
        host: String,
        /// Its address.
        address: IpAddr,
    },
    /// No connection.
    Unreachable {
        /// Why, as far as is known.
        reason: String,
    },
    /// No secure connection.
    Tls {
        /// Why, as far as is known.
        reason: String,
    },
    /// Not within the time limit.
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// Longer than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Redirected more often than the limit.
    TooManyRedirects {
        /// The limit.
        limit: u8,
    },
    /// Redirected to another host, where the answer counts because of the host that gives it.
    RedirectedElsewhere {
        /// Where to.
        to: String,
    },
    /// A status other than success.
    HttpStatus {
        /// The status.
        status: u16,
        /// After what time the host wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// An answer that is not HTTP, or with a longer head than is read.
    BadAnswer {
        /// Why, as far as is known.
        reason: String,
    },
    /// More than may come in all.
    RunTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A folder in which documents cannot be kept.
    CacheUnusable {
        /// Why.
        reason: String,
    },
    /// Another kind of content.
    WrongType {
        /// The media type found.
        found: String,
    },
    /// A compression that cannot be undone.
    BadEncoding {
        /// What it is said to be.
        encoding: String,
    },
    /// The connection ended within the document.
    CutShort {
        /// How much had come.
        bytes: usize,
    },
}

impl FetchError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::BadUrl { .. } => codes::BAD_URL,
            Self::NotHttps { .. } => codes::NOT_HTTPS,
            Self::HostNotAllowed { .. } => codes::HOST_NOT_ALLOWED,
            Self::Unreachable { .. } => codes::UNREACHABLE,
            Self::Tls { .. } => codes::TLS,
            Self::TimedOut { .. } => codes::TIMED_OUT,
            Self::TooLarge { .. } => codes::TOO_LARGE,
            Self::TooManyRedirects { .. } => codes::TOO_MANY_REDIRECTS,
            Self::RedirectedElsewhere { .. } => codes::REDIRECTED_ELSEWHERE,
            Self::HttpStatus { status: 410, .. } => FETCH_GONE,
            Self::HttpStatus { .. } => codes::HTTP_STATUS,
            Self::BadAnswer { .. } => codes::BAD_ANSWER,
            Self::RunTooLarge { .. } => codes::RUN_TOO_LARGE,
            Self::CacheUnusable { .. } => codes::CACHE_UNUSABLE,
            Self::WrongType { .. } => codes::WRONG_TYPE,
            Self::BadEncoding { .. } => codes::BAD_ENCODING,
            Self::CutShort { .. } => codes::CUT_SHORT,
        }
    }

    /// Whether asking again could help.
    pub(crate) const fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::CutShort { .. } => true,
            Self::HttpStatus { status, .. } => matches!(status, 429 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// After what time the host wants to be asked again.
    pub(crate) const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::HttpStatus { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadUrl { url, reason } => write!(f, "`{url}` cannot be fetched: {reason}"),
            Self::NotHttps { url } => write!(f, "`{url}` is not https"),
            Self::HostNotAllowed { host, address } => {
                write!(f, "`{host}` is at `{address}`, which is not on the public internet")
            }
            Self::Unreachable { reason } => write!(f, "no connection: {reason}"),
            Self::Tls { reason } => write!(f, "no secure connection: {reason}"),
            Self::TimedOut { limit } => write!(f, "not there within {} seconds", limit.as_secs_f32()),
            Self::TooLarge { limit } => write!(f, "longer than {limit} bytes"),
            Self::TooManyRedirects { limit } => write!(f, "redirected more than {limit} times"),
            Self::RedirectedElsewhere { to } => write!(f, "the host sends on to `{to}`, which is another"),
            Self::HttpStatus { status, retry_after: None } => {
                write!(f, "the host answered with status {status}")
            }
            Self::HttpStatus { status, retry_after: Some(after) } => {
                write!(
                    f,
                    "the host answered with status {status} and asks for {} seconds of patience",
                    after.as_secs()
                )
            }
            Self::BadAnswer { reason } => write!(f, "the answer is not HTTP as it is read here: {reason}"),
            Self::RunTooLarge { limit } => write!(f, "more than {limit} bytes came in all"),
            Self::CacheUnusable { reason } => write!(f, "documents cannot be kept there: {reason}"),
            Self::WrongType { found } => write!(f, "the content is `{found}`"),
            Self::BadEncoding { encoding } => write!(f, "the content cannot be unpacked from `{encoding}`"),
            Self::CutShort { bytes } => write!(f, "the connection ended after {bytes} bytes"),
        }
    }
}

impl std::error::Error for FetchError {}

impl From<FetchError> for Finding {
    fn from(error: FetchError) -> Self {
        Self::undetermined(error.code(), Pointer::root(), error.to_string())
    }
}

impl From<FetchError> for Answer {
    fn from(error: FetchError) -> Self {
        Self::Unavailable { code: error.code(), reason: error.to_string() }
    }
}
