/// Whether the text is an absolute URL or another absolute URI: a scheme, a colon, something after it, no character
/// that no URI may hold, whole percent escapes. Letters beyond ASCII are let through, as in IRIs.
///
/// ```
/// use accolade_model::is_url;
/// assert!(is_url("https://example.org/1"));
/// assert!(is_url("did:example:a"));
/// assert!(!is_url("fake-issuer"));
/// assert!(!is_url("https ://example.org"));
/// ```
#[must_use]
pub fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let in_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let hierarchical = matches!(scheme, "http" | "https");
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(in_scheme)
        && !rest.is_empty()
        && fits(rest)
        && (!hierarchical || has_host(rest))
        && (scheme != "did" || rest.split(':').filter(|part| !part.is_empty()).count() >= 2)
}

/// Whether every character may stand in a URI, with whole percent escapes. Nearly all are ASCII, so those are looked at as
/// bytes.
fn fits(rest: &str) -> bool {
    let refused = |b: u8| {
        b <= b' ' || matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f)
    };
    let refused_beyond = |c: char| !c.is_ascii() && (c.is_control() || c.is_whitespace());
    !rest.bytes().any(refused)
        && (rest.is_ascii() || !rest.contains(refused_beyond))
        && (!rest.contains('%') || whole_escapes(rest))
}

/// `//`, then a host.
fn has_host(rest: &str) -> bool {
    rest.strip_prefix("//")
        .is_some_and(|authority| !authority.is_empty() && !authority.starts_with(['/', '?', '#', ':']))
}

fn whole_escapes(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let mut digits = after.chars();
        digits.next().is_some_and(|c| c.is_ascii_hexdigit())
            && digits.next().is_some_and(|c| c.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn takes_absolute_uris_only() {
        for good in [
            "https://example.org",
            "http://example.org:8080/a?b=c#d",
            "did:key:z6Mk",
            "did:web:example.org%3A8443:a",
            "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130004",
            "data:image/png;base64,AAAA",
            "mailto:a@example.org",
            "https://example.org/é",
            "ipfs://abc",
            "tag:example.org,2026:x",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "",
            ":",
            "a",
            "example.org/a",
            "/relative",
            "#fragment",
            "https:",
            "https://",
            "https:///path",
            "https ://x",
            "1http://x",
            "ht tp://x",
            "https://example.org/%",
            "https://example.org/%zz",
            "https://example.org/a b",
            "https://example.org/\u{0}",
            "https://example.org/\u{7f}",
            "https://example.org/é\u{85}",
            "https://example.org/é\u{2003}",
            "https://example.org/<x>",
            "did:example",
            "did::",
            "null",
            "https:example.org",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
