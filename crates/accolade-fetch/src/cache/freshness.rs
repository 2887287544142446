//! How long an answer may be kept: [RFC 9111 §3 and §4.2](https://www.rfc-editor.org/rfc/rfc9111), as a private cache reads it.

use std::time::{Duration, SystemTime};

use reqwest::header::{
    AGE, CACHE_CONTROL, DATE, ETAG, EXPIRES, HeaderMap, HeaderName, LAST_MODIFIED, PRAGMA, VARY,
};

/// On what terms an answer is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// For how long in all.
    pub(crate) lifetime: Duration,
    /// For how long from now, since it may have been under way or kept elsewhere.
    pub(crate) fresh: Duration,
    /// What its host can tell the edition by.
    pub(crate) etag: Option<String>,
    /// The same by its time.
    pub(crate) last_modified: Option<String>,
    /// Whether a question of another form would have had another answer.
    pub(crate) varies: bool,
}

/// What a document says of itself about how long it may be kept. Nothing of that is proven: what it is good for is to keep
/// the document for a shorter time, and where a specification says so instead of the host's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claimed {
    /// No longer than that.
    AtMost(Duration),
    /// That long, whatever the head says.
    Instead(Duration),
}

impl Claimed {
    /// The longest time.
    pub(crate) const fn most(self) -> Duration {
        match self {
            Self::AtMost(time) | Self::Instead(time) => time,
        }
    }
}

/// The longest text of a validator that is kept.
const LONGEST: usize = 1024;

/// The terms of an answer with that head, for at most `longest`; nothing where it must not be kept, or where keeping it is good
/// for nothing. `before` is the lifetime of what the host calls unchanged.
pub(crate) fn terms(
    headers: &HeaderMap,
    now: SystemTime,
    claimed: Option<Claimed>,
    before: Option<Duration>,
    longest: Duration,
) -> Option<Terms> {
    let directives = directives(headers);
    let varies: Vec<&str> = texts(headers, &VARY).collect();
    if directives.no_store || varies.iter().any(|names| names.split(',').any(|name| name.trim() == "*")) {
        return None;
    }
    let stated = directives.max_age.or_else(|| expires(headers, now));
    let lifetime = match claimed {
        Some(Claimed::Instead(claimed)) => claimed,
        Some(Claimed::AtMost(claimed)) => stated.map_or(claimed, |stated| stated.min(claimed)),
        None => stated.or(before).unwrap_or_default(),
    };
    let lifetime = if directives.no_cache { Duration::ZERO } else { lifetime.min(longest) };
    let validator =
        |name| texts(headers, &name).next().filter(|text| text.len() <= LONGEST).map(str::to_owned);
    let terms = Terms {
        lifetime,
        fresh: lifetime.saturating_sub(age(headers, now)),
        etag: validator(ETAG),
        last_modified: validator(LAST_MODIFIED),
        varies: !varies.is_empty(),
    };
    let is_of_use = !terms.fresh.is_zero() || terms.etag.is_some() || terms.last_modified.is_some();
    // Of what the host calls unchanged, the validator is at hand.
    (is_of_use || before.is_some()).then_some(terms)
}

#[derive(Default)]
struct Directives {
    no_store: bool,
    no_cache: bool,
    max_age: Option<Duration>,
}

fn directives(headers: &HeaderMap) -> Directives {
    let mut found = Directives::default();
    for directive in texts(headers, &CACHE_CONTROL).flat_map(|text| text.split(',')) {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" => found.no_store = true,
            // With the names of fields it would be about those only; nobody has to keep the rest.
            "no-cache" => found.no_cache = true,
            "max-age" => {
                // What cannot be read is stale (§4.2.1); of two the shorter counts.
                let seconds = value.trim().trim_matches('"').parse().unwrap_or_default();
                let seconds = Duration::from_secs(seconds);
                found.max_age = Some(found.max_age.map_or(seconds, |other| other.min(seconds)));
            }
            _ => {}
        }
    }
    // §5.4, for hosts of another age.
    if !headers.contains_key(CACHE_CONTROL) {
        found.no_cache |= texts(headers, &PRAGMA).any(|text| text.to_ascii_lowercase().contains("no-cache"));
    }
    found
}

/// How long until it expires, by the host's own clock where it tells the time.
fn expires(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let expires = texts(headers, &EXPIRES).next()?;
    // `Expires: 0` and the like: expired (§5.3).
    let Ok(expires) = httpdate::parse_http_date(expires) else { return Some(Duration::ZERO) };
    Some(expires.duration_since(date(headers).unwrap_or(now)).unwrap_or_default())
}

/// How old the answer is (§4.2.3). Clocks that differ make it older, never younger.
fn age(headers: &HeaderMap, now: SystemTime) -> Duration {
    let stated = texts(headers, &AGE).next().map(|text| text.trim().parse().unwrap_or(u64::MAX));
    let apparent = date(headers).and_then(|date| now.duration_since(date).ok());
    Duration::from_secs(stated.unwrap_or_default()).max(apparent.unwrap_or_default())
}

fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(texts(headers, &DATE).next()?).ok()
}

fn texts<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE_TEXT: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const DAY: Duration = Duration::from_secs(86_400);

    fn seconds(head: &[(&str, &str)], claimed: Option<Claimed>) -> Option<u64> {
        let now = httpdate::parse_http_date(DATE_TEXT).unwrap() + Duration::from_secs(5);
        let headers: HeaderMap = head
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        terms(&headers, now, claimed, None, DAY).map(|terms| terms.fresh.as_secs())
    }

    #[test]
    fn the_head_says_for_how_long() {
        for (head, fresh) in [
            (&[("cache-control", "max-age=60")][..], Some(60)),
            (&[("cache-control", "Max-Age = \"60\"")], Some(60)),
            (&[("cache-control", "public, max-age=60, max-age=10")], Some(10)),
            (&[("cache-control", "max-age=60"), ("cache-control", "no-store")], None),
            (&[("cache-control", "max-age=60"), ("age", "50")], Some(10)),
            (&[("cache-control", "max-age=60"), ("date", DATE_TEXT)], Some(55)),
            (&[("cache-control", "max-age=60"), ("age", "90")], None),
            (&[("cache-control", "max-age=60"), ("age", "-3")], None),
            (&[("cache-control", "max-age=60"), ("age", "90"), ("etag", "\"a\"")], Some(0)),
            (&[("cache-control", "max-age=99999999999")], Some(86_400)),
            (&[("cache-control", "max-age=999999999999999999999999")], None),
            (&[("cache-control", "max-age=-1")], None),
            (&[("cache-control", "s-maxage=60")], None),
            (&[("cache-control", "max-age=60, no-cache")], None),
            (&[("cache-control", "max-age=60, no-cache"), ("last-modified", DATE_TEXT)], Some(0)),
            (&[("cache-control", "no-cache=\"set-cookie\", max-age=60"), ("etag", "W/\"a\"")], Some(0)),
            (&[("cache-control", "max-age=60"), ("vary", "accept")], Some(60)),
            (&[("cache-control", "max-age=60"), ("vary", "accept, *")], None),
            (&[("expires", "Sun, 06 Nov 1994 08:50:37 GMT")], Some(55)),
            (&[("expires", "Sun, 06 Nov 1994 08:50:37 GMT"), ("date", DATE_TEXT)], Some(55)),
            (&[("expires", "0"), ("etag", "\"a\"")], Some(0)),
            (&[("expires", "Sun, 06 Nov 1994 08:50:37 GMT"), ("cache-control", "max-age=0")], None),
            (&[("pragma", "no-cache"), ("expires", "Sun, 06 Nov 1994 08:50:37 GMT")], None),
            (&[("pragma", "no-cache"), ("cache-control", "max-age=60")], Some(60)),
            (&[("etag", "\"a\"")], Some(0)),
            (&[], None),
        ] {
            assert_eq!(seconds(head, None), fresh, "{head:?}");
        }
    }

    #[test]
    fn what_the_document_says_counts_as_its_specification_has_it() {
        let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3600));
        let head = [("cache-control", "max-age=600")];
        assert_eq!(seconds(&head, Some(Claimed::AtMost(minute))), Some(60));
        assert_eq!(seconds(&head, Some(Claimed::AtMost(hour))), Some(600));
        assert_eq!(seconds(&[], Some(Claimed::AtMost(hour))), Some(3600));
        assert_eq!(seconds(&head, Some(Claimed::Instead(hour))), Some(3600));
        assert_eq!(seconds(&head, Some(Claimed::Instead(hour * 99))), Some(86_400));
        assert_eq!(seconds(&[("cache-control", "no-store")], Some(Claimed::Instead(hour))), None);
        assert_eq!(seconds(&[("cache-control", "no-cache")], Some(Claimed::Instead(hour))), None);
    }

    #[test]
    fn what_is_unchanged_keeps_its_lifetime_unless_the_host_says_another() {
        let minute = Some(Duration::from_secs(60));
        let now = SystemTime::UNIX_EPOCH;
        let again = |head: HeaderMap| terms(&head, now, None, minute, DAY).unwrap().fresh.as_secs();
        assert_eq!(again(HeaderMap::new()), 60);
        assert_eq!(again(HeaderMap::from_iter([(CACHE_CONTROL, "max-age=5".parse().unwrap())])), 5);
    }
}
