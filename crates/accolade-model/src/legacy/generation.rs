//! Which generation of Open Badges a document belongs to.

use serde_json::{Map, Value};

use crate::{context, kind::types};

/// A version before 3.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Version {
    /// 0.5: everything in one document, the recipient as text.
    V0_5,
    /// 1.0: three documents, without types.
    V1_0,
    /// 1.1: the same with contexts.
    V1_1,
    /// 2.0.
    V2_0,
    /// 2.1, whose badges are those of 2.0.
    V2_1,
}

impl Version {
    /// The number, such as `2.0`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V0_5 => "0.5",
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
            Self::V2_0 => "2.0",
            Self::V2_1 => "2.1",
        }
    }
}

/// The contexts, and the version of each.
const CONTEXTS: &[(&str, Version)] = &[
    ("https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld", Version::V2_1),
    ("https://w3id.org/openbadges/badgeconnect/v1", Version::V2_1),
    ("https://w3id.org/openbadges/v2", Version::V2_0),
    ("https://purl.imsglobal.org/spec/ob/v2p0/context/context.json", Version::V2_0),
    ("https://openbadgespec.org/v2/context.json", Version::V2_0),
    ("https://w3id.org/openbadges/v1", Version::V1_1),
    ("https://openbadgespec.org/v1/context.json", Version::V1_1),
];

/// What a document is, by its context, its types and its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Generation {
    /// Nothing from before 3.0: a verifiable credential, a presentation, or something else.
    Current,
    /// A document of Open Badges of that version.
    Legacy(Version),
    /// It has the marks of both, so that two readers would take it for two different badges.
    Both,
}

impl Generation {
    /// Tells by what stands at the top of the document; what is embedded may be of another generation.
    ///
    /// ```
    /// use accolade_model::legacy::{Generation, Version};
    /// use serde_json::json;
    /// let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"});
    /// assert_eq!(Generation::of(&assertion), Generation::Legacy(Version::V2_0));
    /// let credential = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]});
    /// assert_eq!(Generation::of(&credential), Generation::Current);
    /// ```
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let Some(node) = document.as_object() else { return Self::Current };
        match (is_current(node), version(node)) {
            (_, None) => Self::Current,
            (false, Some(version)) => Self::Legacy(version),
            // A credential may name the old context, for terms of its own; an assertion it is only if it says so.
            (true, Some(_)) if is_assertion(node) => Self::Both,
            (true, Some(_)) => Self::Current,
        }
    }
}

/// Marks of the data model of the W3C.
fn is_current(node: &Map<String, Value>) -> bool {
    const MEMBERS: &[&str] = &["credentialSubject", "verifiableCredential", "proof", "vc", "vp"];
    let named = |name: &str| name.starts_with("Verifiable") || name.starts_with("EnvelopedVerifiable");
    types(node).any(named)
        || context::items(node)
            .iter()
            .any(|item| item == context::CREDENTIALS_V1 || item == context::CREDENTIALS_V2)
        || MEMBERS.iter().any(|member| node.contains_key(*member))
}

fn is_assertion(node: &Map<String, Value>) -> bool {
    let named = types(node).any(|name| matches!(name, "Assertion" | "https://w3id.org/openbadges#Assertion"));
    named || (node.contains_key("badge") && node.contains_key("recipient"))
}

fn version(node: &Map<String, Value>) -> Option<Version> {
    by_context(node).or_else(|| by_shape(node))
}

/// The newest version whose context an object names.
pub(super) fn by_context(node: &Map<String, Value>) -> Option<Version> {
    let named = |url: &str| CONTEXTS.iter().find(|(known, _)| *known == url).map(|(_, version)| *version);
    context::items(node).iter().filter_map(Value::as_str).filter_map(named).max()
}

/// Before 1.1 there was no context.
fn by_shape(node: &Map<String, Value>) -> Option<Version> {
    if node.contains_key("@context") {
        return None;
    }
    let badge = node.get("badge")?;
    match node.get("recipient")? {
        Value::String(_) if badge.get("issuer").is_some() => Some(Version::V0_5),
        // Whatever it was meant to be, without a context it is held to the rules of the version that has none.
        Value::Object(_) if ["verify", "verification"].iter().any(|name| node.contains_key(*name)) => {
            Some(Version::V1_0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn versions_are_told_by_context_and_by_shape() {
        let of = |document: serde_json::Value| match Generation::of(&document) {
            Generation::Legacy(version) => version.as_str(),
            Generation::Current => "current",
            Generation::Both => "both",
        };
        assert_eq!(of(json!({"recipient": "a@example.org", "badge": {"issuer": {}}})), "0.5");
        assert_eq!(of(json!({"recipient": {}, "badge": "https://a.example/b", "verify": {}})), "1.0");
        assert_eq!(of(json!({"@context": "https://w3id.org/openbadges/v1", "type": "Assertion"})), "1.1");
        assert_eq!(of(json!({"@context": ["https://w3id.org/openbadges/v2", {}]})), "2.0");
        assert_eq!(
            of(json!({"@context": [
                "https://w3id.org/openbadges/v2",
                "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld"
            ]})),
            "2.1"
        );
        for other in [
            json!({}),
            json!([]),
            json!({"badge": 1}),
            json!({"@context": "https://schema.org", "badge": {}, "recipient": {}, "verify": {}}),
            json!({"@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/openbadges/v2"], "credentialSubject": {}}),
        ] {
            assert_eq!(of(other.clone()), "current", "{other}");
        }
    }

    #[test]
    fn what_is_both_is_neither() {
        let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"});
        let shape = json!({"recipient": {}, "badge": "https://a.example/b", "verify": {}});
        for (name, value) in [
            ("credentialSubject", json!({})),
            ("proof", json!({})),
            ("vc", json!({})),
            ("type", json!(["Assertion", "VerifiableCredential"])),
        ] {
            for mut document in [assertion.clone(), shape.clone()] {
                document[name] = value.clone();
                assert_eq!(Generation::of(&document), Generation::Both, "{document}");
            }
        }
    }
}
