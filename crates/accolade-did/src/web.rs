use crate::{Did, DidError};

/// The URL of the document of a [`did:web`](https://w3c-ccg.github.io/did-method-web/#read-resolve).
///
/// ```
/// use accolade_did::{Did, web_url};
/// let did = Did::parse("did:web:issuer.example%3A3000:school:art")?;
/// assert_eq!(web_url(&did)?, "https://issuer.example:3000/school/art/did.json");
/// let did = Did::parse("did:web:issuer.example")?;
/// assert_eq!(web_url(&did)?, "https://issuer.example/.well-known/did.json");
/// assert!(web_url(&Did::parse("did:web:127.0.0.1")?).is_err());
/// assert!(web_url(&Did::parse("did:web:issuer.example:..:other")?).is_err());
/// # Ok::<(), accolade_did::DidError>(())
/// ```
///
/// # Errors
/// `did.malformed` where the host is no domain name, the port no port, or a path segment is empty or leads elsewhere.
pub fn web_url(did: &Did) -> Result<String, DidError> {
    url_of(did.specific_id())
        .map_err(|message| DidError::Malformed { text: did.as_str().to_owned(), message })
}

fn url_of(specific_id: &str) -> Result<String, &'static str> {
    let mut segments = specific_id.split(':');
    let authority = segments.next().unwrap_or_default();
    let (host, port) = match authority.split_once("%3A").or_else(|| authority.split_once("%3a")) {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let host = host.to_ascii_lowercase();
    if !is_domain_name(&host) {
        return Err("does not name a domain; addresses are not allowed");
    }
    let mut url = format!("https://{host}");
    if let Some(port) = port {
        let digits = port.bytes().all(|b| b.is_ascii_digit());
        let number = port.parse::<u16>().ok().filter(|number| digits && *number > 0);
        url.push_str(&format!(":{}", number.ok_or("has a port that is no port")?));
    }
    let without_path = url.len();
    for segment in segments {
        // An encoded dot, slash or backslash could lead out of the path that the DID seems to name.
        let lower = segment.to_ascii_lowercase();
        if matches!(segment, "" | "." | "..")
            || ["%2e", "%2f", "%5c", "%00", "%25"].iter().any(|bad| lower.contains(bad))
        {
            return Err("has a path segment that is empty or leads elsewhere");
        }
        url.push('/');
        url.push_str(segment);
    }
    url.push_str(if url.len() == without_path { "/.well-known/did.json" } else { "/did.json" });
    Ok(url)
}

/// Whether two https URLs have the same host and port, so that one party answers for both.
///
/// ```
/// use accolade_did::same_origin;
/// assert!(same_origin("https://issuer.example/keys/1", "https://Issuer.example:443"));
/// assert!(!same_origin("https://issuer.example/", "https://issuer.example.evil.example/"));
/// assert!(!same_origin("https://issuer.example@evil.example/", "https://issuer.example/"));
/// ```
#[must_use]
pub fn same_origin(a: &str, b: &str) -> bool {
    origin(a).is_some_and(|origin_of_a| Some(origin_of_a) == origin(b))
}

/// The origin of an https URL in its one spelling; none where it has user information or its host is no domain name.
///
/// ```
/// use accolade_did::https_origin;
/// assert_eq!(https_origin("https://School.example:443/about").as_deref(), Some("https://school.example"));
/// assert_eq!(https_origin("https://school.example:8443").as_deref(), Some("https://school.example:8443"));
/// assert_eq!(https_origin("http://school.example"), None);
/// ```
#[must_use]
pub fn https_origin(url: &str) -> Option<String> {
    origin(url).map(|(host, port)| match port {
        443 => format!("https://{host}"),
        port => format!("https://{host}:{port}"),
    })
}

/// Host and port of an https URL; none where it has user information, which hides the host from readers.
fn origin(url: &str) -> Option<(String, u16)> {
    let rest = url.strip_prefix("https://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let (host, port) =
        authority.split_once(':').map_or((authority, Some(443)), |(host, port)| (host, port.parse().ok()));
    let host = host.to_ascii_lowercase();
    is_domain_name(&host).then_some((host, port?))
}

/// Labels of letters, digits and inner hyphens. A last label that is a number makes an IPv4 address of it in any spelling
/// ([URL §3.5](https://url.spec.whatwg.org/#ends-in-a-number-checker)).
pub(crate) fn is_domain_name(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let number = last.bytes().all(|b| b.is_ascii_digit())
        || last.strip_prefix("0x").is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    host.len() <= 253 && host.split('.').all(label) && !number
}
