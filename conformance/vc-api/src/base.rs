//! Under which URL the server is reached, from which those of its status lists are built.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::HOST, request::Parts},
};

use crate::Service;

/// The longest name of a host that is believed.
const LONGEST_HOST: usize = 255;

/// A URL without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    url: String,
    /// Whether it was told, so that no header changes it.
    told: bool,
}

impl Base {
    /// What was told, or else the address.
    pub(crate) fn of(public_url: Option<String>, scheme: &str, address: SocketAddr) -> Self {
        let told = public_url.is_some();
        let url = public_url.unwrap_or_else(|| format!("{scheme}://{address}"));
        Self { url: url.trim_end_matches('/').to_owned(), told }
    }

    /// What a proxy says of the request that it hands on; where it says nothing that can be read, as before.
    fn forwarded(&self, headers: &HeaderMap) -> Self {
        let header = |name: &str| {
            // Of several proxies, the first is the one that was asked.
            let value = headers.get(name)?.to_str().ok()?.split(',').next()?.trim();
            (!value.is_empty()).then_some(value)
        };
        let (proto, host) = (header("x-forwarded-proto"), header("x-forwarded-host"));
        if self.told || (proto.is_none() && host.is_none()) {
            return self.clone();
        }
        let own = self.url.split_once("://").map_or("http", |(scheme, _)| scheme);
        let proto = proto.unwrap_or(own).to_ascii_lowercase();
        match host.or_else(|| header(HOST.as_str())) {
            Some(host) if matches!(proto.as_str(), "http" | "https") && is_host(host) => {
                Self { url: format!("{proto}://{host}"), told: false }
            }
            _ => self.clone(),
        }
    }

    /// The URL of something that is served under it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// Whether this is a host, and nothing that would put more into a URL.
fn is_host(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    text.len() <= LONGEST_HOST && text.bytes().all(allowed)
}

impl FromRequestParts<Arc<Service>> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<Service>) -> Result<Self, Infallible> {
        Ok(service.base.forwarded(&parts.headers))
    }
}
