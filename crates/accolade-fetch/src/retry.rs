//! When to ask again.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// The pause after so many attempts. It doubles each time, and is spread by half to either side, so that many verifiers that
/// failed together do not come back together. A host that asks for more time gets it.
pub(crate) fn pause(base: Duration, attempts: u32, asked: Option<Duration>) -> Duration {
    // Where the system has no randomness to give, everybody waits for as long as is meant on average.
    spread(base, attempts, getrandom::u32().unwrap_or(u32::MAX / 2)).max(asked.unwrap_or_default())
}

fn spread(base: Duration, attempts: u32, random: u32) -> Duration {
    let doubled = base.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)));
    // From a half to one and a half of it.
    let factor = 0.5 + f64::from(random) / f64::from(u32::MAX);
    Duration::try_from_secs_f64(doubled.as_secs_f64() * factor).unwrap_or(doubled)
}

/// [RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3): a number of seconds, or a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_are_spread() {
        let base = Duration::from_secs(1);
        for (attempts, middle) in [(1, 1.0), (2, 2.0), (3, 4.0)] {
            let (least, most) = (spread(base, attempts, 0), spread(base, attempts, u32::MAX));
            assert_eq!((least.as_secs_f64(), most.as_secs_f64()), (middle * 0.5, middle * 1.5));
        }
        assert!((0..20).map(|_| pause(base, 1, None)).collect::<std::collections::BTreeSet<_>>().len() > 10);
        assert_eq!(pause(base, 1, Some(Duration::from_secs(9))), Duration::from_secs(9));
        assert_eq!(spread(Duration::MAX, 99, u32::MAX), Duration::MAX);
    }

    #[test]
    fn hosts_ask_for_patience_in_seconds_or_until_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(0)),
            ("-1", None),
            ("soon", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            assert_eq!(retry_after(&headers, now).map(|it| it.as_secs()), seconds, "{text}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
