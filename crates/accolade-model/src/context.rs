//! The contexts that the data models name, and what their order says.

use accolade_json::one_or_many;
use serde_json::Value;

/// The base context of VCDM 1.1.
pub const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
/// The base context of VCDM 2.0.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// The current context of Open Badges 3.0.
pub const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// The context that defines 1EdTech's types of status, schema and refresh service.
pub const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
/// The current context of CLR 2.0.
pub const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

/// A context that the examples of Open Badges 3.0 name and that was never published.
pub(crate) const UNPUBLISHED: &str = "https://www.w3.org/2018/credentials/examples/v2";

/// Whether the context is one of the editions of Open Badges 3.0: `context.json` or `context-3.x.x.json`.
///
/// ```
/// use accolade_model::context::is_open_badges;
/// assert!(is_open_badges("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
/// assert!(is_open_badges("https://purl.imsglobal.org/spec/ob/v3p0/context.json"));
/// assert!(!is_open_badges("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
/// ```
#[must_use]
pub fn is_open_badges(url: &str) -> bool {
    is_edition(url, "https://purl.imsglobal.org/spec/ob/v3p0/context", '3')
}

/// Whether the context is one of the editions of CLR 2.0: `context.json` or `context-2.x.x.json`.
#[must_use]
pub fn is_clr(url: &str) -> bool {
    is_edition(url, "https://purl.imsglobal.org/spec/clr/v2p0/context", '2')
}

/// `base.json` or `base-M.n.n.json`, with single digits, as the published schemas have it. They also take the
/// version several times over; no such context exists, so it is not taken here.
fn is_edition(url: &str, base: &str, major: char) -> bool {
    let Some(version) = url.strip_prefix(base).and_then(|rest| rest.strip_suffix(".json")) else {
        return false;
    };
    let mut chars = version.chars();
    version.is_empty()
        || (version.len() == 6
            && chars.next() == Some('-')
            && chars.next() == Some(major)
            && chars.next() == Some('.')
            && chars.next().is_some_and(|c| c.is_ascii_digit())
            && chars.next() == Some('.')
            && chars.next().is_some_and(|c| c.is_ascii_digit()))
}

/// The items of an object's `@context`; none where it has none.
pub(crate) fn items(node: &serde_json::Map<String, Value>) -> &[Value] {
    node.get("@context").map_or(&[], one_or_many)
}

/// Whether an object's own `@context` names that URL.
pub(crate) fn names(node: &serde_json::Map<String, Value>, url: &str) -> bool {
    items(node).iter().any(|item| item.as_str() == Some(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_editions() {
        for version in ["", "-3.0.1", "-3.0.2", "-3.0.3", "-3.1.0"] {
            assert!(is_open_badges(&format!(
                "https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json"
            )));
        }
        for version in ["-2.0.1", "-3.0", "-3.0.3-3.0.3", "-3.0.33", "x", "-3.0.x"] {
            assert!(!is_open_badges(&format!(
                "https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json"
            )));
        }
        assert!(!is_open_badges("http://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
        assert!(is_clr(CLR) && is_clr("https://purl.imsglobal.org/spec/clr/v2p0/context.json"));
        assert!(!is_clr(OPEN_BADGES) && is_open_badges(OPEN_BADGES));
    }
}
