use std::collections::BTreeSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use accolade::{Answer, Request};
use reqwest::Client;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::course::{Course, innermost};
use crate::resolver::CheckedResolver;
use crate::{Cache, Expected, FetchError, FetchPolicy, Record};

/// Fetches documents under a [`FetchPolicy`] and keeps a [`Record`] of each.
///
/// Copies share their connections, their limits, their records and what they keep.
#[derive(Clone, Debug)]
pub struct Fetcher {
    pub(crate) client: Client,
    pub(crate) policy: Arc<FetchPolicy>,
    pub(crate) cache: Cache,
    /// How many bytes hosts have sent so far.
    pub(crate) received: Arc<AtomicU64>,
    slots: Arc<Semaphore>,
    records: Arc<Mutex<Vec<Record>>>,
}

/// A document that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// Its media type without parameters, where one was given.
    pub media_type: Option<String>,
    /// Where it came from, after redirects.
    pub url: String,
}

impl Fetcher {
    /// A fetcher under that policy, which keeps documents in memory. It trusts the certificates that the system trusts, and uses
    /// no proxy.
    ///
    /// # Errors
    /// `fetch.tls`, where the system's certificates cannot be read.
    pub fn new(policy: FetchPolicy) -> Result<Self, FetchError> {
        let policy = Arc::new(policy);
        let builder = Client::builder()
            .dns_resolver(Arc::new(CheckedResolver::new(Arc::clone(&policy))))
            // Redirects are followed here, where each target is checked. A proxy would resolve names by itself.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .https_only(!policy.allows_http())
            .user_agent(concat!("accolade/", env!("CARGO_PKG_VERSION")));
        // Tests must not depend on the certificates of the machine.
        #[cfg(test)]
        let builder = builder.tls_certs_only(policy.roots.iter().cloned());
        let client = builder.build().map_err(|error| FetchError::Tls { reason: innermost(&error) })?;
        let slots = Arc::new(Semaphore::new(policy.limits().concurrent.clamp(1, Semaphore::MAX_PERMITS)));
        let cache = Cache::in_memory();
        Ok(Self { client, policy, cache, received: Arc::default(), slots, records: Arc::default() })
    }

    /// Keeps documents there instead.
    #[must_use]
    pub fn with_cache(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }

    /// Fetches one document.
    ///
    /// # Errors
    /// Every `fetch.*` code.
    pub async fn fetch(&self, url: &str, expected: Expected) -> Result<Fetched, FetchError> {
        self.fetch_from(url, expected, false).await
    }

    /// The same; `stays` says that no redirect to another host is followed.
    async fn fetch_from(&self, url: &str, expected: Expected, stays: bool) -> Result<Fetched, FetchError> {
        // Waiting for a slot is not the host's fault. The semaphore is never closed.
        let _slot = self.slots.acquire().await;
        let started = Instant::now();
        let limit = self.policy.limits().time;
        let course = Course::new(self, expected, stays, started + limit, url);
        let fetched = timeout(limit, course.run(url)).await.unwrap_or(Err(FetchError::TimedOut { limit }));
        let mut record = course.into_record();
        record.final_url = fetched.as_ref().ok().map(|fetched| fetched.url.clone());
        record.bytes = fetched.as_ref().map_or(0, |fetched| fetched.bytes.len());
        record.millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        record.failed = fetched.as_ref().err().map(FetchError::code);
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
        fetched
    }

    /// Answers the requests of a verification, each address once, several at a time, in the order of the requests.
    pub async fn fetch_all(&self, requests: &[Request]) -> Vec<(String, Answer)> {
        let mut seen = BTreeSet::new();
        let mut tasks = JoinSet::new();
        let wanted = requests.iter().filter(|request| seen.insert(request.url.as_str()));
        for (place, request) in wanted.enumerate() {
            let (fetcher, url, kind) = (self.clone(), request.url.clone(), request.kind);
            tasks.spawn(async move {
                let fetched = fetcher.fetch_from(&url, Expected::from(kind), kind.stays_at_origin()).await;
                let answer = match fetched {
                    Ok(Fetched { bytes, media_type, .. }) => Answer::Document { bytes, media_type },
                    Err(error) => error.into(),
                };
                (place, url, answer)
            });
        }
        let mut answers = tasks.join_all().await;
        answers.sort_by_key(|(place, ..)| *place);
        answers.into_iter().map(|(_, url, answer)| (url, answer)).collect()
    }

    /// What was asked so far, in the order in which it ended.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
