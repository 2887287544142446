//! The DID to HTTPS transformation.

use crate::{Did, DidError, web::is_domain_name};

/// The URL of the log of a [`did:webvh`](https://identity.foundation/didwebvh/v1.0/#the-did-to-https-transformation).
///
/// ```
/// use accolade_did::{Did, webvh::log_url};
/// let scid = "QmPEQVM1JPTyrvEgBcDXwjK4TeyLGSX1PxjgyeAisdWM1p";
/// let did = Did::parse(&format!("did:webvh:{scid}:issuer.example%3A3000:school:art"))?;
/// assert_eq!(log_url(&did)?, "https://issuer.example:3000/school/art/did.jsonl");
/// let did = Did::parse(&format!("did:webvh:{scid}:issuer.example"))?;
/// assert_eq!(log_url(&did)?, "https://issuer.example/.well-known/did.jsonl");
/// assert!(log_url(&Did::parse(&format!("did:webvh:{scid}:127%2E0%2E0%2E1"))?).is_err());
/// # Ok::<(), accolade_did::DidError>(())
/// ```
///
/// # Errors
/// `did.malformed` where the first part is no hash, the host no domain name in ASCII, the port no port, or a path segment
/// leads elsewhere.
pub fn log_url(did: &Did) -> Result<String, DidError> {
    scid(did)?;
    url_of(did.specific_id())
        .map_err(|message| DidError::Malformed { text: did.as_str().to_owned(), message })
}

fn url_of(specific_id: &str) -> Result<String, &'static str> {
    let mut segments = specific_id.split(':').skip(1);
    // Step 3
    let domain = segments.next().ok_or("names no host")?;
    let domain = decoded(domain).ok_or("has a host that is not well-formed")?;
    let (host, port) = domain.split_once(':').map_or((domain.as_str(), None), |(h, p)| (h, Some(p)));
    let host = host.to_ascii_lowercase();
    if !is_domain_name(&host) || !host.contains('.') {
        return Err("does not name a domain in ASCII; addresses are not allowed");
    }
    let mut url = format!("https://{host}");
    if let Some(port) = port {
        let digits = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        let number = port.parse::<u16>().ok().filter(|number| digits && *number > 0);
        let number = number.ok_or("has a port that is no port")?;
        url.push_str(&format!(":{number}"));
    }
    // Step 4
    let mut path = String::new();
    for segment in segments {
        let segment = decoded(segment).filter(|segment| is_plain(segment));
        let segment = segment.ok_or("has a path segment that is empty or leads elsewhere")?;
        path.push('/');
        encode(&segment, &mut path);
    }
    // Step 5
    url.push_str(if path.is_empty() { "/.well-known" } else { &path });
    url.push_str("/did.jsonl");
    Ok(url)
}

/// The URL of the proofs of witnesses, beside that of the log.
#[must_use]
pub fn witness_url(log_url: &str) -> String {
    format!("{}/did-witness.json", log_url.strip_suffix("/did.jsonl").unwrap_or(log_url))
}

/// The hash in the name.
pub(super) fn scid(did: &Did) -> Result<&str, DidError> {
    let scid = did.specific_id().split(':').next().unwrap_or_default();
    let base58 = |byte: u8| byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l');
    if did.method() == "webvh" && scid.len() == 46 && scid.bytes().all(base58) {
        return Ok(scid);
    }
    let message = "does not begin with the hash of its first version";
    Err(DidError::Malformed { text: did.as_str().to_owned(), message })
}

/// A text whose percent-encoded bytes are decoded, once.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn is_plain(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && !segment.contains(['/', '\\', '\0']) && segment.trim() == segment
}

/// Writes a path segment with every byte encoded that is not unreserved (RFC 3986 §2.3).
fn encode(segment: &str, path: &mut String) {
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_paths() {
        let url = |rest: &str| {
            let did = Did::parse(&format!("did:webvh:{}:{rest}", "Q".repeat(46)));
            did.and_then(|did| log_url(&did)).map_err(|_| ())
        };
        for (rest, expected) in [
            ("a.example", "https://a.example/.well-known/did.jsonl"),
            ("A.example%3a443", "https://a.example:443/.well-known/did.jsonl"),
            ("a%2Dvh.example", "https://a-vh.example/.well-known/did.jsonl"),
            ("a.example:%E7%94%A8", "https://a.example/%E7%94%A8/did.jsonl"),
            ("a.example:a%20b", "https://a.example/a%20b/did.jsonl"),
            ("a.example:%2561", "https://a.example/%2561/did.jsonl"),
        ] {
            assert_eq!(url(rest).as_deref(), Ok(expected), "{rest}");
        }
        for rest in [
            "localhost",
            "127.0.0.1",
            "127%2E0%2E0%2E1",
            "127.0.0.1%3a8080",
            "0x7f.1",
            "2130706433",
            "a.example%3A0",
            "a.example%3A65536",
            "a.example%3A000080",
            "a.example%3A+80",
            "a.example%3A80%3A80",
            "a.example%253A80",
            "a.example%2F..%2Fadmin",
            "a.example%40evil.example",
            "a.example:..:admin",
            "a.example:%2E%2E:admin",
            "a.example:a%2Fb",
            "a.example:a%5Cb",
            "a.example:%00",
            "a.example:%20a",
            "a.example:%FF",
            "a..example",
        ] {
            assert_eq!(url(rest), Err(()), "{rest}");
        }
        for scid in ["", "Qm", &"0".repeat(46), &"Q".repeat(45), "{SCID}"] {
            assert!(
                Did::parse(&format!("did:webvh:{scid}:a.example")).and_then(|did| log_url(&did)).is_err()
            );
        }
        assert_eq!(witness_url("https://a.example/b/did.jsonl"), "https://a.example/b/did-witness.json");
    }
}
