use std::net::IpAddr;
use std::time::Duration;

use crate::is_public;

/// How much a fetcher spends on one document, and on how many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchLimits {
    /// The longest document in bytes, both as sent and once decompressed.
    pub bytes: usize,
    /// The longest time for one document, with its redirects and retries.
    pub time: Duration,
    /// The most redirects for one document.
    pub redirects: u8,
    /// The most documents fetched at once.
    pub concurrent: usize,
    /// How often a host that does not answer, or answers with a passing fault, is asked; at least once.
    pub attempts: u8,
    /// The pause before the second attempt, give or take half of it; it doubles before each further one. A host that asks
    /// for more in `Retry-After` gets it, where the time allows.
    pub pause: Duration,
    /// The most bytes that hosts may send in all, for as long as the fetcher lives.
    pub run_bytes: u64,
    /// The longest time for which a kept document is taken without asking its host, whatever the host says.
    pub keep: Duration,
}

impl Default for FetchLimits {
    /// 16 MiB, 20 seconds, 3 redirects, 4 at once, 3 attempts with a pause of 250 milliseconds, 512 MiB in all, kept for a
    /// day.
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            time: Duration::from_secs(20),
            redirects: 3,
            concurrent: 4,
            attempts: 3,
            pause: Duration::from_millis(250),
            run_bytes: 512 << 20,
            keep: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// Whom a fetcher asks, and how much it spends.
///
/// The default asks only over https and only public addresses.
///
/// ```
/// use accolade_fetch::{FetchLimits, FetchPolicy};
/// let policy = FetchPolicy::default().limit(FetchLimits { redirects: 0, ..FetchLimits::default() });
/// assert_eq!(policy.limits().redirects, 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct FetchPolicy {
    limits: FetchLimits,
    allow_http: bool,
    allowed: Vec<IpAddr>,
    #[cfg(test)]
    pub(crate) script: Option<crate::resolver::Script>,
    #[cfg(test)]
    pub(crate) roots: Vec<reqwest::Certificate>,
}

impl FetchPolicy {
    /// Bounds what is spent.
    #[must_use]
    pub fn limit(self, limits: FetchLimits) -> Self {
        Self { limits, ..self }
    }

    /// What is spent at most.
    #[must_use]
    pub const fn limits(&self) -> &FetchLimits {
        &self.limits
    }

    /// The settings that let strangers reach further.
    #[must_use]
    pub const fn dangerous(self) -> DangerousFetchPolicy {
        DangerousFetchPolicy { policy: self }
    }

    pub(crate) const fn allows_http(&self) -> bool {
        self.allow_http
    }

    /// Whether that address may be connected to.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        is_public(address) || self.allowed.contains(&address)
    }
}

/// The settings of a [`FetchPolicy`] that let strangers reach further; see [`FetchPolicy::dangerous`].
#[derive(Clone, Debug)]
pub struct DangerousFetchPolicy {
    policy: FetchPolicy,
}

impl DangerousFetchPolicy {
    /// Also asks over http, where anybody on the way can answer.
    #[must_use]
    pub fn danger_allow_http(mut self) -> FetchPolicy {
        self.policy.allow_http = true;
        self.policy
    }

    /// Also asks that one address, though it is not public: a server of your own.
    #[must_use]
    pub fn danger_allow_address(mut self, address: IpAddr) -> FetchPolicy {
        self.policy.allowed.push(address);
        self.policy
    }
}
