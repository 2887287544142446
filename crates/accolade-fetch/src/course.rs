//! One document's way here: attempts, redirects, what was kept, and the record of it all.

use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION};
use reqwest::{Response, StatusCode, Url};
use tokio::time::sleep;

use crate::cache::{Entry, Found, Head, claimed, seconds, terms};
use crate::retry::{pause, retry_after};
use crate::{CacheUse, Expected, FetchError, Fetched, Fetcher, Hop, Record, body};

pub(crate) struct Course<'a> {
    fetcher: &'a Fetcher,
    expected: Expected,
    /// Whether the answer counts because of the host that gives it.
    stays: bool,
    deadline: Instant,
    /// Filled in on the way, so that one that runs out of time is on record too.
    record: Mutex<Record>,
}

impl<'a> Course<'a> {
    pub(crate) fn new(
        fetcher: &'a Fetcher,
        expected: Expected,
        stays: bool,
        deadline: Instant,
        url: &str,
    ) -> Self {
        let record = Record { url: url.to_owned(), ..Record::default() };
        Self { fetcher, expected, stays, deadline, record: Mutex::new(record) }
    }

    pub(crate) fn into_record(self) -> Record {
        self.record.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks until there is an answer that is not a passing fault, or the time does not allow another pause.
    pub(crate) async fn run(&self, url: &str) -> Result<Fetched, FetchError> {
        let limits = *self.fetcher.policy.limits();
        let mut attempts = 1;
        loop {
            match self.follow(url).await {
                Err(error) if error.is_passing() && attempts < u32::from(limits.attempts) => {
                    let pause = pause(limits.pause, attempts, error.retry_after());
                    if pause >= self.deadline.saturating_duration_since(Instant::now()) {
                        return Err(error);
                    }
                    sleep(pause).await;
                }
                done => return done,
            }
            attempts += 1;
        }
    }

    /// Asks, and follows redirects; each target is checked like the first.
    async fn follow(&self, url: &str) -> Result<Fetched, FetchError> {
        let limit = self.fetcher.policy.limits().redirects;
        let mut target = self.checked(parse(url)?)?;
        let mut is_counted = false;
        for _ in 0..=limit {
            let kept = self.kept(&target);
            if let Some(entry) = kept.as_ref().filter(|entry| self.is_fresh(entry)) {
                self.record().cache.get_or_insert(CacheUse::Fresh);
                return Ok(taken(entry, &target));
            }
            if !std::mem::replace(&mut is_counted, true) {
                self.record().attempts += 1;
            }
            let response = self.ask(&target, kept.as_ref()).await?;
            let status = response.status();
            match kept {
                Some(entry) if status == StatusCode::NOT_MODIFIED => {
                    return Ok(self.renewed(entry, response.headers(), &target));
                }
                _ if !status.is_redirection() => return self.document(response, &target).await,
                _ => {}
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.ok_or_else(|| wrong_status(&response))?;
            let next = target.join(location).map_err(|error| bad_url(location, &error.to_string()))?;
            let next = self.checked(next)?;
            if self.stays && next.origin() != target.origin() {
                return Err(FetchError::RedirectedElsewhere { to: next.to_string() });
            }
            target = next;
        }
        Err(FetchError::TooManyRedirects { limit })
    }

    async fn ask(&self, target: &Url, kept: Option<&Entry>) -> Result<Response, FetchError> {
        let limit = self.fetcher.policy.limits().run_bytes;
        if self.fetcher.received.load(Ordering::Relaxed) > limit {
            return Err(FetchError::RunTooLarge { limit });
        }
        let mut request = self.fetcher.client.get(target.clone());
        request = request.header(ACCEPT, self.expected.accept()).header(ACCEPT_ENCODING, "gzip");
        if let Some(Head { etag, last_modified, .. }) = kept.map(|entry| &entry.head) {
            // RFC 9110 §13.1.3: with both, the tag decides.
            request = match (etag, last_modified) {
                (Some(etag), _) => request.header(IF_NONE_MATCH, etag),
                (None, Some(time)) => request.header(IF_MODIFIED_SINCE, time),
                (None, None) => request,
            };
        }
        let answer = request.send().await;
        let from = answer.as_ref().ok().and_then(Response::remote_addr);
        let status = answer.as_ref().ok().map(|response| response.status().as_u16());
        {
            let mut record = self.record();
            record.hops.push(Hop { url: target.to_string(), from, status });
            (record.address, record.status) = (from.map(|from| from.ip()), status);
        }
        let response = answer.map_err(|error| explain(&error))?;
        // The resolver let nothing else through; this holds even if the client should change how it connects.
        match from.map(|from| from.ip()).filter(|&address| !self.fetcher.policy.allows(address)) {
            Some(address) => Err(not_allowed(target, address)),
            None => Ok(response),
        }
    }

    /// The document of an answer. It is kept where its host allows that, and what was kept before is worth nothing any more.
    async fn document(&self, response: Response, target: &Url) -> Result<Fetched, FetchError> {
        let gone = matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE);
        if response.status() != StatusCode::OK {
            if gone {
                self.fetcher.cache.forget(target.as_str());
            }
            return Err(wrong_status(&response));
        }
        let media_type = body::media_type(&response);
        if !self.expected.takes(media_type.as_deref()) {
            return Err(FetchError::WrongType { found: media_type.unwrap_or_default() });
        }
        let (headers, from) = (response.headers().clone(), response.remote_addr().map(|from| from.ip()));
        let limits = self.fetcher.policy.limits();
        let meter = body::Meter { all: &self.fetcher.received, most: limits.run_bytes };
        let read = body::read(response, limits.bytes, &meter).await;
        self.record().received += read.received;
        let bytes = read.document?;
        let head = Head {
            url: target.to_string(),
            accept: self.expected.accept().to_owned(),
            varies: false,
            media_type: media_type.clone(),
            from,
            received: 0,
            fresh: 0,
            lifetime: 0,
            etag: None,
            last_modified: None,
        };
        let entry = Entry { head, body: bytes };
        self.keep(entry.clone(), &headers, None);
        Ok(taken(&entry, target))
    }

    /// What the host calls unchanged.
    fn renewed(&self, entry: Entry, headers: &HeaderMap, target: &Url) -> Fetched {
        let fetched = taken(&entry, target);
        let before = Duration::from_secs(entry.head.lifetime);
        self.keep(entry, headers, Some(before));
        self.record().cache = Some(CacheUse::Revalidated);
        fetched
    }

    fn keep(&self, mut entry: Entry, headers: &HeaderMap, before: Option<Duration>) {
        let now = SystemTime::now();
        let claimed = (self.expected == Expected::StatusList).then(|| claimed(&entry.body, now)).flatten();
        let longest = self.fetcher.policy.limits().keep;
        match terms(headers, now, claimed, before, longest) {
            Some(terms) => {
                entry.head.agree(terms, now);
                if self.fetcher.cache.keep(entry) {
                    self.record().cache.get_or_insert(CacheUse::Kept);
                }
            }
            None => self.fetcher.cache.forget(&entry.head.url),
        }
    }

    /// What is kept for a target and may be taken, at once or once its host was asked.
    fn kept(&self, target: &Url) -> Option<Entry> {
        let policy = &self.fetcher.policy;
        let entry = match self.fetcher.cache.find(target.as_str(), policy.limits().bytes) {
            Found::Nothing => return None,
            Found::Corrupt => {
                self.record().cache = Some(CacheUse::Corrupt);
                return None;
            }
            Found::Entry(entry) => *entry,
        };
        let head = &entry.head;
        let fits = self.expected.takes(head.media_type.as_deref())
            && (!head.varies || head.accept == self.expected.accept())
            // Kept under another policy, perhaps, which allowed more.
            && head.from.is_some_and(|from| policy.allows(from));
        fits.then_some(entry).filter(|entry| self.is_fresh(entry) || entry.head.is_revalidable())
    }

    fn is_fresh(&self, entry: &Entry) -> bool {
        let now = SystemTime::now();
        let head = &entry.head;
        // As a status list it may have to be asked for sooner than as anything else.
        let in_time = self.expected != Expected::StatusList
            || claimed(&entry.body, now)
                .is_none_or(|claimed| seconds(now).saturating_sub(head.received) < claimed.most().as_secs());
        in_time && head.is_fresh(now, self.fetcher.policy.limits().keep)
    }

    /// The target, if its form allows it to be asked: https, no password, and where the host is an address, a public
    /// one. Names are checked when they are resolved.
    fn checked(&self, mut target: Url) -> Result<Url, FetchError> {
        let policy = &self.fetcher.policy;
        let plain_http = target.scheme() == "http" && policy.allows_http();
        if target.scheme() != "https" && !plain_http {
            return Err(FetchError::NotHttps { url: target.to_string() });
        }
        if !target.username().is_empty() || target.password().is_some() {
            return Err(bad_url(target.as_str(), "it holds a user name or a password"));
        }
        // It names a part of the document, and is not sent.
        target.set_fragment(None);
        let host = target.host_str().unwrap_or_default();
        let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        match literal.parse::<IpAddr>() {
            Ok(address) if !policy.allows(address) => Err(not_allowed(&target, address)),
            _ => Ok(target),
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn taken(entry: &Entry, target: &Url) -> Fetched {
    let (bytes, media_type) = (entry.body.clone(), entry.head.media_type.clone());
    Fetched { bytes, media_type, url: target.to_string() }
}

fn wrong_status(response: &Response) -> FetchError {
    let retry_after = retry_after(response.headers(), SystemTime::now());
    FetchError::HttpStatus { status: response.status().as_u16(), retry_after }
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

/// What stands behind the client's error: our own refusal of a name, a failed handshake, something that is not HTTP, or no
/// connection.
fn explain(error: &reqwest::Error) -> FetchError {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if let Some(own) = cause.downcast_ref::<FetchError>() {
            return own.clone();
        }
        if let Some(reason) = cause.downcast_ref::<io::Error>().and_then(handshake_failure) {
            return FetchError::Tls { reason };
        }
        if cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
            return FetchError::BadAnswer { reason: innermost(error) };
        }
        next = cause.source();
    }
    FetchError::Unreachable { reason: innermost(error) }
}

/// What TLS dislikes about the host, which it reports as invalid data, perhaps inside another error of the same type.
fn handshake_failure(error: &io::Error) -> Option<String> {
    if error.kind() == io::ErrorKind::InvalidData {
        return Some(error.to_string());
    }
    error.get_ref()?.downcast_ref::<io::Error>().and_then(handshake_failure)
}

/// The innermost cause, which says the most.
pub(crate) fn innermost(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
