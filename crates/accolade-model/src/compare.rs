//! Whether two documents are editions of one credential:
//! [Open Badges 3.0, equality and comparison](https://www.imsglobal.org/spec/ob/v3p0/#equality-and-comparison).

use std::cmp::Ordering;

use crate::Credential;

/// Whether two credentials are editions of one: the same `issuer.id` and the same `id`, after percent escapes are
/// undone and white space around them is cut. Without both identifiers, nothing is the same as anything.
///
/// ```
/// use accolade_model::{Credential, is_same_credential};
/// use serde_json::json;
/// let a = json!({"id": "https://example.org/1", "issuer": "https://issuer.example/a%20b"});
/// let b = json!({"id": " https://example.org/1", "issuer": {"id": "https://issuer.example/a%20b"}});
/// assert!(is_same_credential(&Credential::of(&a).unwrap(), &Credential::of(&b).unwrap()));
/// ```
#[must_use]
pub fn is_same_credential(a: &Credential<'_>, b: &Credential<'_>) -> bool {
    let key =
        |credential: &Credential<'_>| Some((plain(credential.issuer_reference()?), plain(credential.id()?)));
    key(a).is_some_and(|a| Some(a) == key(b))
}

/// Which of two editions of one credential is the newer, by `validFrom`: the later one is `Greater`. `None` where they
/// are not editions of one credential, or a date cannot be read.
#[must_use]
pub fn compare_editions(a: &Credential<'_>, b: &Credential<'_>) -> Option<Ordering> {
    if !is_same_credential(a, b) {
        return None;
    }
    Some(a.valid_from()?.cmp(&b.valid_from()?))
}

/// The bytes of a URI with percent escapes undone and white space around it cut.
fn plain(uri: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escape = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(escape.unwrap_or(first));
        rest = escape.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    bytes.trim_ascii().to_vec()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
        is_same_credential(&Credential::of(a).unwrap(), &Credential::of(b).unwrap())
    }

    #[test]
    fn escapes_and_white_space_do_not_count() {
        let a = json!({"id": "https://example.org/%7Eann", "issuer": {"id": "did:example:a"}});
        assert!(same(&a, &json!({"id": "https://example.org/~ann\n", "issuer": "did:example:a"})));
        assert!(same(&a, &json!({"id": "%20https://example.org/%7eann", "issuer": {"id": "did:example:a"}})));
        assert!(!same(&a, &json!({"id": "https://example.org/~Ann", "issuer": "did:example:a"})));
        assert!(!same(&a, &json!({"id": "https://example.org/~ann", "issuer": "did:example:b"})));
        // A broken escape stands for itself, and is undone once only.
        assert_eq!(plain("%zz%4"), b"%zz%4");
        assert_eq!(plain("%2541"), b"%41");
    }

    #[test]
    fn nothing_is_like_something_without_identifiers() {
        let bare = json!({"issuer": "did:example:a"});
        assert!(!same(&bare, &bare));
        assert!(!same(&json!({"id": "urn:a:b"}), &json!({"id": "urn:a:b"})));
    }

    #[test]
    fn the_later_edition_is_greater() {
        let edition = |from: &str| {
            json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:1", "issuer": "did:example:a",
                   "validFrom": from})
        };
        let (old, new, same) = (
            edition("2010-01-01T00:00:00Z"),
            edition("2010-03-01T00:00:00Z"),
            edition("2010-01-01T01:00:00+01:00"),
        );
        let view = |value| Credential::of(value).unwrap();
        assert_eq!(compare_editions(&view(&new), &view(&old)), Some(Ordering::Greater));
        assert_eq!(compare_editions(&view(&old), &view(&same)), Some(Ordering::Equal));
        let unreadable = edition("yesterday");
        assert_eq!(compare_editions(&view(&old), &view(&unreadable)), None);
    }
}
