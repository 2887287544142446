//! Which addresses an issuer speaks for:
//! [Open Badges 2.0, VerificationObject](https://www.imsglobal.org/spec/ob/v2p0/#VerificationObject).

use accolade_json::one_or_many;
use serde_json::Value;

use super::Profile;
use crate::is_url;

/// Whether an assertion at that address is within what the issuer says that it speaks for: below an address in
/// `startsWith`, or else on a host in `allowedOrigins`; where the profile says neither, on the issuer's own host.
///
/// An address is compared as a browser would ask for it: `startsWith` without a path does not reach into
/// `https://school.example.evil.example`, and steps upwards are below nothing.
///
/// ```
/// use accolade_model::legacy::{Profile, in_scope};
/// use serde_json::json;
/// let profile = json!({"verification": {"startsWith": "https://badges.example/school/"}});
/// let issuer = Profile::of(&profile).unwrap();
/// assert!(in_scope(&issuer, "https://school.example/issuer", "https://badges.example/school/1"));
/// assert!(!in_scope(&issuer, "https://school.example/issuer", "https://badges.example/school/../1"));
/// assert!(!in_scope(&issuer, "https://school.example/issuer", "https://school.example/1"));
/// ```
#[must_use]
pub fn in_scope(issuer: &Profile<'_>, issuer_id: &str, url: &str) -> bool {
    let Some(origin) = Origin::of(url) else { return false };
    let rules = issuer.as_map().get("verification");
    let texts = |name: &str| {
        let listed = rules.and_then(|rules| rules.get(name)).map_or(&[][..], one_or_many);
        listed.iter().filter_map(Value::as_str)
    };
    let is_told = |name: &str| rules.is_some_and(|rules| rules.get(name).is_some());
    if is_told("startsWith") {
        return texts("startsWith").any(|start| {
            url.starts_with(start) && Origin::of(start).as_ref() == Some(&origin) && !has_steps(url)
        });
    }
    if is_told("allowedOrigins") {
        return texts("allowedOrigins").any(|allowed| {
            let whole =
                if allowed.contains("://") { allowed.to_owned() } else { format!("https://{allowed}") };
            Origin::of(&whole).as_ref() == Some(&origin)
        });
    }
    Origin::of(issuer_id).as_ref() == Some(&origin)
}

/// Whether two https addresses are of one host and port.
#[must_use]
pub fn is_same_origin(a: &str, b: &str) -> bool {
    Origin::of(a).is_some_and(|origin| Some(origin) == Origin::of(b))
}

/// Host and port of an https address. There is none where the two could be read in two ways.
#[derive(PartialEq, Eq)]
struct Origin {
    host: String,
    port: u16,
}

impl Origin {
    fn of(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("https://").filter(|_| is_url(url))?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (authority, 443),
        };
        // Neither user information nor escapes, and no letters of which there are look-alikes.
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
        (!host.is_empty() && host.bytes().all(plain)).then(|| Self { host: host.to_ascii_lowercase(), port })
    }
}

/// Whether the path has a step to itself or upwards, in any spelling that is undone before asking
/// ([URL §4.1](https://url.spec.whatwg.org/#double-dot-path-segment)).
fn has_steps(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let dots = |segment: &str| segment.to_ascii_lowercase().replace("%2e", ".");
    path.split('/').any(|segment| matches!(dots(segment).as_str(), "." | ".."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://school.example/issuer";

    fn allows(verification: Option<Value>, url: &str) -> bool {
        let mut profile = json!({"id": ISSUER});
        if let Some(verification) = verification {
            profile["verification"] = verification;
        }
        in_scope(&Profile::of(&profile).unwrap(), ISSUER, url)
    }

    #[test]
    fn without_rules_the_host_is_the_issuers() {
        for good in ["https://school.example/a", "https://SCHOOL.example:443/b?c#d", "https://school.example"]
        {
            assert!(allows(None, good), "{good}");
            assert!(is_same_origin(ISSUER, good), "{good}");
        }
        for bad in [
            "http://school.example/a",
            "https://school.example:8443/a",
            "https://school.example.evil.example/a",
            "https://school.example@evil.example/a",
            "https://evil.example/school.example",
            "https://evil.example\\@school.example/",
            "https://sch%6Fol.example/a",
            "https://school.example./a",
            "//school.example/a",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!allows(None, bad), "{bad}");
        }
    }

    #[test]
    fn starts_with_ends_at_the_host_and_goes_only_down() {
        let rule = || {
            Some(
                json!({"type": "VerificationObject", "startsWith": ["https://a.example/x/", "https://b.example"]}),
            )
        };
        for good in ["https://a.example/x/1", "https://b.example/1", "https://b.example"] {
            assert!(allows(rule(), good), "{good}");
        }
        for bad in [
            "https://a.example/y",
            "https://a.example/x/../y",
            "https://a.example/x/%2E%2e/y",
            "https://a.example/x/.%2e/y",
            "https://b.example.evil.example/1",
            "https://b.example@evil.example/1",
            "https://school.example/1",
        ] {
            assert!(!allows(rule(), bad), "{bad}");
        }
        // What is no address allows nothing, and does not bring the default back.
        for start in [json!(""), json!("https"), json!([]), json!(1), json!(["https://"])] {
            let rule = json!({"startsWith": start});
            assert!(!allows(Some(rule.clone()), "https://school.example/1"), "{rule}");
        }
    }

    #[test]
    fn allowed_origins_are_hosts() {
        let rule = || Some(json!({"allowedOrigins": ["badges.example", "https://other.example:8443"]}));
        for good in ["https://badges.example/1", "https://other.example:8443/1"] {
            assert!(allows(rule(), good), "{good}");
        }
        for bad in
            ["https://badges.example.evil.example/1", "https://other.example/1", "https://school.example/1"]
        {
            assert!(!allows(rule(), bad), "{bad}");
        }
    }
}
