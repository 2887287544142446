use std::net::{IpAddr, SocketAddr};

use accolade::report::Code;
use serde::Serialize;

/// What was asked for one document, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Record {
    /// The address that was asked for.
    pub url: String,
    /// Where the document came from, after redirects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// The address of the host that answered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// The status of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How often it was asked for, redirects not counted; 0 where nobody was asked.
    pub attempts: u32,
    /// Every question that went out, in order: redirects and repeated attempts too.
    pub hops: Vec<Hop>,
    /// The length of the document in bytes, where it came.
    pub bytes: usize,
    /// How many bytes of documents came over the network, as they were sent.
    pub received: u64,
    /// What was kept of an earlier run or question, where that mattered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<CacheUse>,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Why it did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<Code>,
}

/// What a kept document was good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum CacheUse {
    /// It was taken, and nobody was asked.
    Fresh,
    /// It was taken after its host said that it is the same still.
    Revalidated,
    /// What came was kept, for the next time.
    Kept,
    /// What was there was broken or altered, so that the document was asked for anew.
    Corrupt,
}

impl CacheUse {
    /// The name used in JSON and in text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Revalidated => "revalidated",
            Self::Kept => "kept",
            Self::Corrupt => "corrupt",
        }
    }
}

/// One question to one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hop {
    /// The address.
    pub url: String,
    /// Where the answer came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SocketAddr>,
    /// The status of the answer, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}
