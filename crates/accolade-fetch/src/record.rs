use std::net::SocketAddr;

use accolade::report::Code;
use serde::Serialize;

/// What was asked for one document, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The address that was asked for.
    pub url: String,
    /// Every question that went out, in order: redirects and repeated attempts too.
    pub hops: Vec<Hop>,
    /// The length of the document, where it came.
    pub bytes: usize,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// Why it did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<Code>,
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
