use std::future::Future;

use accolade::{Answer, Request};
use tokio::runtime::{Builder, Runtime};

use crate::{Cache, Expected, FetchError, FetchPolicy, Fetched, Fetcher, Record};

/// A [`Fetcher`] for programs without an async runtime of their own, such as the command line.
///
/// It must not be used inside such a runtime.
#[derive(Debug)]
pub struct BlockingFetcher {
    fetcher: Fetcher,
    runtime: Runtime,
}

impl BlockingFetcher {
    /// A fetcher under that policy.
    ///
    /// # Errors
    /// `fetch.tls`, where the system's certificates cannot be read; `fetch.unreachable`, where the system gives no means
    /// to wait for the network.
    pub fn new(policy: FetchPolicy) -> Result<Self, FetchError> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| FetchError::Unreachable { reason: error.to_string() })?;
        Ok(Self { fetcher: Fetcher::new(policy)?, runtime })
    }

    /// Keeps documents there instead of in memory.
    #[must_use]
    pub fn with_cache(self, cache: Cache) -> Self {
        Self { fetcher: self.fetcher.with_cache(cache), ..self }
    }

    /// Fetches one document.
    ///
    /// # Errors
    /// Every `fetch.*` code.
    pub fn fetch(&self, url: &str, expected: Expected) -> Result<Fetched, FetchError> {
        self.wait(self.fetcher.fetch(url, expected))
    }

    /// Answers the requests of a verification, each address once, several at a time, in the order of the requests.
    #[must_use]
    pub fn fetch_all(&self, requests: &[Request]) -> Vec<(String, Answer)> {
        self.wait(self.fetcher.fetch_all(requests))
    }

    /// What was asked so far, in the order in which it ended.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.fetcher.records()
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}
