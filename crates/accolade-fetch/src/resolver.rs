//! Names are resolved here, so that the addresses checked are the ones connected to: a host that changes its answer
//! between the check and the connection (DNS rebinding) gains nothing.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{FetchError, FetchPolicy};

/// The resolver given to the HTTP client.
pub(crate) struct CheckedResolver {
    policy: Arc<FetchPolicy>,
}

impl CheckedResolver {
    pub(crate) const fn new(policy: Arc<FetchPolicy>) -> Self {
        Self { policy }
    }
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = Arc::clone(&self.policy);
        Box::pin(async move {
            let addresses = look_up(&policy, name.as_str()).await?;
            // One private address among public ones is how rebinding begins: such a host is refused as a whole.
            if let Some(&address) = addresses.iter().find(|&&address| !policy.allows(address)) {
                return Err(FetchError::HostNotAllowed { host: name.as_str().to_owned(), address }.into());
            }
            // The client fills in the port.
            let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

async fn look_up(policy: &FetchPolicy, host: &str) -> Result<Vec<IpAddr>, FetchError> {
    #[cfg(test)]
    if let Some(script) = &policy.script {
        return Ok(script.next(host));
    }
    let _ = policy;
    let unreachable = |reason| FetchError::Unreachable { reason };
    let found = tokio::net::lookup_host((host, 0))
        .await
        .map_err(|error| unreachable(format!("`{host}` has no address: {error}")))?;
    let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
    if found.is_empty() { Err(unreachable(format!("`{host}` has no address"))) } else { Ok(found) }
}

/// Answers that a test gives in place of the system's, one after the other; the last is repeated.
#[cfg(test)]
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) answers: Arc<std::sync::Mutex<std::collections::VecDeque<Vec<IpAddr>>>>,
}

#[cfg(test)]
impl Script {
    fn next(&self, _host: &str) -> Vec<IpAddr> {
        let mut answers = self.answers.lock().unwrap();
        if answers.len() > 1 { answers.pop_front().unwrap() } else { answers.front().cloned().unwrap() }
    }
}
