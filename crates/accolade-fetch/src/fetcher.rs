use std::collections::BTreeSet;
use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use accolade::{Answer, Request};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, LOCATION};
use reqwest::{Client, Response, Url};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::resolver::CheckedResolver;
use crate::{Expected, FetchError, FetchPolicy, Hop, Record, body};

/// Fetches documents under a [`FetchPolicy`] and keeps a [`Record`] of each.
///
/// Copies share their connections, their limit on concurrency and their records.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
    policy: Arc<FetchPolicy>,
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
    /// A fetcher under that policy. It trusts the certificates that the system trusts, and uses no proxy.
    ///
    /// # Errors
    /// `fetch.tls`, where the system's certificates cannot be read.
    pub fn new(policy: FetchPolicy) -> Result<Self, FetchError> {
        let policy = Arc::new(policy);
        let builder = Client::builder()
            .dns_resolver(Arc::new(CheckedResolver::new(Arc::clone(&policy))))
            // Redirects are followed below, where each target is checked. A proxy would resolve names by itself.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .https_only(!policy.allows_http())
            .user_agent(concat!("accolade/", env!("CARGO_PKG_VERSION")));
        // Tests must not depend on the certificates of the machine.
        #[cfg(test)]
        let builder = builder.tls_certs_only(policy.roots.iter().cloned());
        let client = builder.build().map_err(|error| FetchError::Tls { reason: chain(&error) })?;
        let slots = Arc::new(Semaphore::new(policy.limits().concurrent.clamp(1, Semaphore::MAX_PERMITS)));
        Ok(Self { client, policy, slots, records: Arc::default() })
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
        let hops = Mutex::new(Vec::new());
        let fetched = timeout(limit, self.attempt(url, expected, stays, &hops))
            .await
            .unwrap_or(Err(FetchError::TimedOut { limit }));
        let record = Record {
            url: url.to_owned(),
            hops: hops.into_inner().unwrap_or_else(PoisonError::into_inner),
            bytes: fetched.as_ref().map_or(0, |fetched| fetched.bytes.len()),
            millis: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            failed: fetched.as_ref().err().map(FetchError::code),
        };
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
                let answer =
                    match fetcher.fetch_from(&url, Expected::from(kind), kind.stays_at_origin()).await {
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

    /// Asks until there is an answer that is not a passing fault.
    async fn attempt(
        &self,
        url: &str,
        expected: Expected,
        stays: bool,
        hops: &Mutex<Vec<Hop>>,
    ) -> Result<Fetched, FetchError> {
        let limits = self.policy.limits();
        let mut pause = limits.pause;
        for _ in 1..limits.attempts {
            match self.follow(url, expected, stays, hops).await {
                Err(error) if error.is_passing() => sleep(pause).await,
                done => return done,
            }
            pause = pause.saturating_mul(2);
        }
        self.follow(url, expected, stays, hops).await
    }

    /// Asks, and follows redirects; each target is checked like the first.
    async fn follow(
        &self,
        url: &str,
        expected: Expected,
        stays: bool,
        hops: &Mutex<Vec<Hop>>,
    ) -> Result<Fetched, FetchError> {
        let limits = self.policy.limits();
        let mut target = self.checked(parse(url)?)?;
        for _ in 0..=limits.redirects {
            let response = self.ask(&target, expected, hops).await?;
            let status = response.status();
            if !status.is_redirection() {
                return self.document(response, &target, expected).await;
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.ok_or(FetchError::HttpStatus { status: status.as_u16() })?;
            let next = target.join(location).map_err(|error| bad_url(location, &error.to_string()))?;
            let next = self.checked(next)?;
            if stays && next.origin() != target.origin() {
                return Err(FetchError::RedirectedElsewhere { to: next.to_string() });
            }
            target = next;
        }
        Err(FetchError::TooManyRedirects { limit: limits.redirects })
    }

    async fn ask(
        &self,
        target: &Url,
        expected: Expected,
        hops: &Mutex<Vec<Hop>>,
    ) -> Result<Response, FetchError> {
        let request =
            self.client.get(target.clone()).header(ACCEPT, expected.accept()).header(ACCEPT_ENCODING, "gzip");
        let answer = request.send().await;
        let from = answer.as_ref().ok().and_then(Response::remote_addr);
        let status = answer.as_ref().ok().map(|response| response.status().as_u16());
        let hop = Hop { url: target.to_string(), from, status };
        hops.lock().unwrap_or_else(PoisonError::into_inner).push(hop);
        let response = answer.map_err(|error| explain(&error))?;
        // The resolver let nothing else through; this holds even if the client should change how it connects.
        match from.map(|from| from.ip()).filter(|&address| !self.policy.allows(address)) {
            Some(address) => Err(not_allowed(target, address)),
            None => Ok(response),
        }
    }

    async fn document(
        &self,
        response: Response,
        target: &Url,
        expected: Expected,
    ) -> Result<Fetched, FetchError> {
        let status = response.status();
        if status.as_u16() != 200 {
            return Err(FetchError::HttpStatus { status: status.as_u16() });
        }
        let media_type = body::media_type(&response);
        if !expected.takes(media_type.as_deref()) {
            return Err(FetchError::WrongType { found: media_type.unwrap_or_default() });
        }
        let bytes = body::read(response, self.policy.limits().bytes).await?;
        Ok(Fetched { bytes, media_type, url: target.to_string() })
    }

    /// The target, if its form allows it to be asked: https, no password, and where the host is an address, a public
    /// one. Names are checked when they are resolved.
    fn checked(&self, target: Url) -> Result<Url, FetchError> {
        let plain_http = target.scheme() == "http" && self.policy.allows_http();
        if target.scheme() != "https" && !plain_http {
            return Err(FetchError::NotHttps { url: target.to_string() });
        }
        if !target.username().is_empty() || target.password().is_some() {
            return Err(bad_url(target.as_str(), "it holds a user name or a password"));
        }
        let host = target.host_str().unwrap_or_default();
        let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        match literal.parse::<IpAddr>() {
            Ok(address) if !self.policy.allows(address) => Err(not_allowed(&target, address)),
            _ => Ok(target),
        }
    }
}

fn parse(url: &str) -> Result<Url, FetchError> {
    Url::parse(url).map_err(|error| bad_url(url, &error.to_string()))
}

fn bad_url(url: &str, reason: &str) -> FetchError {
    FetchError::BadUrl { url: url.to_owned(), reason: reason.to_owned() }
}

fn not_allowed(target: &Url, address: IpAddr) -> FetchError {
    FetchError::HostNotAllowed { host: target.host_str().unwrap_or_default().to_owned(), address }
}

/// What stands behind the client's error: our own refusal of a name, a failed handshake, or no connection.
fn explain(error: &reqwest::Error) -> FetchError {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if let Some(own) = cause.downcast_ref::<FetchError>() {
            return own.clone();
        }
        if let Some(reason) = cause.downcast_ref::<io::Error>().and_then(handshake_failure) {
            return FetchError::Tls { reason };
        }
        next = cause.source();
    }
    FetchError::Unreachable { reason: chain(error) }
}

/// What TLS dislikes about the host, which it reports as invalid data, perhaps inside another error of the same type.
fn handshake_failure(error: &io::Error) -> Option<String> {
    if error.kind() == io::ErrorKind::InvalidData {
        return Some(error.to_string());
    }
    error.get_ref()?.downcast_ref::<io::Error>().and_then(handshake_failure)
}

/// The innermost cause, which says the most.
fn chain(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
