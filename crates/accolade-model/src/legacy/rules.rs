//! What a badge must have, by the rules of its version.

use accolade_json::one_or_many;
use accolade_report::Finding;
use serde_json::{Map, Value};

use super::{
    Assertion, Badge, Version,
    generation::by_context,
    instant,
    table::{
        ASSERTION, ASSERTION_0, ASSERTION_1, BADGE_CLASS, BADGE_CLASS_1, Class, ENDORSEMENT, ISSUER_1,
        PROFILE, Property, REVOKED, REVOKED_1, Range,
    },
};
use crate::{
    codes,
    findings::{Findings, Quoted, Shown},
    is_url,
    kind::types,
    place::Place,
};

/// Holds a badge against the rules of its version, and each document in it that names another version against those.
///
/// ```
/// use accolade_model::{codes, legacy::{Badge, Version, check}};
/// use serde_json::json;
/// let document = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "urn:uuid:1", "revoked": true});
/// assert!(check(&Badge { version: Version::V2_0, document }).is_empty());
/// let document = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "urn:uuid:1"});
/// let findings = check(&Badge { version: Version::V2_0, document });
/// assert_eq!(findings[0].code, codes::OB2_MISSING_PROPERTY);
/// assert_eq!(findings[0].pointer.as_str(), "/recipient");
/// ```
#[must_use]
pub fn check(badge: &Badge) -> Vec<Finding> {
    let mut out = Findings::default();
    let Some(node) = badge.document.as_object() else { return out.into_vec() };
    let assertion = Assertion::of(&badge.document);
    let revoked = assertion.is_some_and(|assertion| assertion.is_revoked());
    let class = match (badge.version, revoked) {
        _ if types(node).any(|name| plain(name) == "Endorsement") && !revoked => &ENDORSEMENT,
        (Version::V0_5, _) => &ASSERTION_0,
        (Version::V1_0 | Version::V1_1, false) => &ASSERTION_1,
        (Version::V1_0 | Version::V1_1, true) => &REVOKED_1,
        (_, false) => &ASSERTION,
        (_, true) => &REVOKED,
    };
    object(class, node, badge.version, &Place::ROOT, &mut out);
    if let Some(assertion) = assertion {
        period(&assertion, badge.version, &mut out);
        recipient(&assertion, &mut out);
    }
    extensions(&badge.document, &Place::ROOT, &mut out);
    out.into_vec()
}

fn object(
    class: &'static Class,
    node: &Map<String, Value>,
    version: Version,
    place: &Place<'_>,
    out: &mut Findings,
) {
    if !class.types.is_empty() && !types(node).any(|name| class.types.contains(&plain(name))) {
        let wanted = class.types.join("`, `");
        out.error(
            codes::OB2_WRONG_TYPE,
            &place.key("type"),
            format_args!("`type` of a {} is one of `{wanted}`", class.name),
        );
    }
    for property in class.properties {
        let found = property.names.iter().find_map(|name| Some((*name, node.get(*name)?)));
        match found {
            Some((name, value)) => values(property, value, version, &place.key(name), out),
            None if property.required => {
                let name = property.names.first().copied().unwrap_or_default();
                let message = format_args!("a {} has `{name}`", class.name);
                out.error(codes::OB2_MISSING_PROPERTY, &place.key(name), message);
            }
            None => {}
        }
    }
}

fn values(property: &Property, value: &Value, version: Version, place: &Place<'_>, out: &mut Findings) {
    let items = one_or_many(value);
    if items.is_empty() && property.required {
        let name = property.names.first().copied().unwrap_or_default();
        out.error(codes::OB2_MISSING_PROPERTY, place, format_args!("`{name}` is empty"));
    }
    for (index, item) in items.iter().enumerate() {
        if out.is_full() {
            return;
        }
        one(&property.range, item, version, &place.item(value, index), out);
    }
}

fn one(range: &Range, value: &Value, version: Version, place: &Place<'_>, out: &mut Findings) {
    let wanted = match (range, value) {
        (Range::Text, Value::String(_)) | (Range::Flag, Value::Bool(_)) => return,
        (Range::Recipient, Value::String(text)) if !text.is_empty() => return,
        (Range::Url | Range::ObjectOrUrl(_), Value::String(text)) if is_url(text) => return,
        (Range::Date, value) if instant(value, version).is_some() => return,
        (Range::Object(class) | Range::ObjectOrUrl(class), Value::Object(node)) => {
            let own = by_context(node).unwrap_or(version);
            let class = if own == version { class } else { counterpart(class, own) };
            return object(class, node, own, place, out);
        }
        (Range::Date, value) => {
            return out.error(
                codes::OB2_DATE,
                place,
                format_args!("{} is not a date by the rules of version {}", Shown(value), version.as_str()),
            );
        }
        (Range::Text | Range::Recipient, _) => "text",
        (Range::Flag, _) => "true or false",
        (Range::Url, _) => "an address",
        (Range::Object(_), _) => "an object",
        (Range::ObjectOrUrl(_), _) => "an object or its address",
    };
    out.error(codes::OB2_WRONG_VALUE, place, format_args!("{} is not {wanted}", Shown(value)));
}

/// The class of the same things in another version: an issuer's documents need not all be of one age.
fn counterpart(class: &'static Class, version: Version) -> &'static Class {
    match (class.name, version) {
        ("BadgeClass", Version::V2_0 | Version::V2_1) => &BADGE_CLASS,
        ("BadgeClass", _) => &BADGE_CLASS_1,
        ("Profile" | "IssuerOrganization", Version::V2_0 | Version::V2_1) => &PROFILE,
        ("Profile" | "IssuerOrganization", _) => &ISSUER_1,
        _ => class,
    }
}

fn period(assertion: &Assertion<'_>, version: Version, out: &mut Findings) {
    let issued = assertion.issued_on().and_then(|(_, value)| instant(value, version));
    let expires = assertion.expires().and_then(|value| instant(value, version));
    if issued.zip(expires).is_some_and(|(issued, expires)| expires < issued) {
        out.error(
            codes::OB2_PERIOD_REVERSED,
            &Place::ROOT.key("expires"),
            format_args!("the badge ends before it was issued"),
        );
    }
}

fn recipient(assertion: &Assertion<'_>, out: &mut Findings) {
    let place = Place::ROOT.key("recipient");
    let several = assertion.as_map().get("recipient").map(one_or_many).unwrap_or_default().len();
    if several > 1 {
        // Readers would take the one or the other for whoever earned it.
        out.error(
            codes::OB2_WRONG_VALUE,
            &place,
            format_args!("a badge has one recipient, and this has {several}"),
        );
    }
    let Some(identity) = assertion.recipient().filter(|identity| identity.hashed) else { return };
    if identity.hash().is_none() {
        out.error(
            codes::OB2_IDENTITY_HASH,
            &place,
            format_args!("{} is no hash that is known", Quoted(identity.identity)),
        );
    } else if identity.salt.is_none_or(str::is_empty) {
        out.warning(codes::OB2_UNSALTED, &place, format_args!("the recipient is hashed without salt"));
    }
}

/// Extensions have schemas of their own, which are not evaluated.
fn extensions(value: &Value, place: &Place<'_>, out: &mut Findings) {
    match value {
        Value::Object(node) => {
            if types(node).any(|name| plain(name) == "Extension") && !out.is_full() {
                out.warning(
                    codes::OB2_EXTENSION,
                    place,
                    format_args!("the extension was not held against its schema"),
                );
            }
            for (name, member) in node.iter().filter(|(name, _)| *name != "@context") {
                extensions(member, &place.key(name), out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                extensions(item, &place.index(index), out);
            }
        }
        _ => {}
    }
}

/// A type without the vocabulary's address before it.
fn plain(name: &str) -> &str {
    ["https://w3id.org/openbadges#", "obi:"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn assertion() -> Value {
        json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://school.example/a/1",
            "recipient": {"type": "email", "hashed": true, "salt": "s", "identity": "sha256$7a1a1b3f7d40552e4299180e346e3add12bf9a751a43d9c4ca4518febc2c60c6"},
            "badge": "https://school.example/b/1",
            "verification": {"type": "hosted"},
            "issuedOn": "2018-05-01T12:00:00Z",
        })
    }

    fn found(document: Value, version: Version) -> Vec<(&'static str, String)> {
        let findings = check(&Badge { version, document });
        findings.iter().map(|finding| (finding.code.as_str(), finding.pointer.to_string())).collect()
    }

    #[test]
    fn what_is_good_has_no_findings() {
        assert_eq!(found(assertion(), Version::V2_0), []);
        let one = json!({
            "uid": "1", "recipient": {"type": "email", "hashed": false, "identity": "a@example.org"},
            "badge": "https://school.example/b/1", "verify": {"type": "hosted", "url": "https://school.example/a/1"},
            "issuedOn": 1_400_000_000, "expires": "2031-01-01",
        });
        assert_eq!(found(one, Version::V1_0), []);
        let zero = json!({
            "recipient": "a@example.org", "issued_on": "2012-01-01",
            "badge": {
                "version": "0.5.0", "name": "B", "image": "/b.png", "description": "D", "criteria": "/b",
                "issuer": {"origin": "https://school.example", "name": "School"},
            },
        });
        assert_eq!(found(zero, Version::V0_5), []);
    }

    #[test]
    fn each_defect_is_named_with_its_place() {
        for (edit, code, place) in [
            (("id", json!("1")), "ob2.value-of-another-kind", "/id"),
            (("badge", json!([])), "ob2.missing-property", "/badge"),
            (("type", json!("Badge")), "ob2.wrong-type", "/type"),
            (("verification", json!({"type": "trusted"})), "ob2.wrong-type", "/verification/type"),
            (("issuedOn", json!("2018-05-01")), "ob2.date-malformed", "/issuedOn"),
            (("expires", json!("2018-04-01T12:00:00Z")), "ob2.period-reversed", "/expires"),
            (
                (
                    "recipient",
                    json!({"type": "email", "hashed": true, "salt": "s", "identity": "a@example.org"}),
                ),
                "ob2.identity-hash-malformed",
                "/recipient",
            ),
            (
                ("extensions:place", json!({"type": ["Extension", "extensions:Place"]})),
                "ob2.extension-not-checked",
                "/extensions:place",
            ),
            (("evidence", json!(["https://a.example/", 7])), "ob2.value-of-another-kind", "/evidence/1"),
        ] {
            let mut document = assertion();
            document[edit.0] = edit.1;
            assert_eq!(found(document.clone(), Version::V2_0), [(code, place.to_owned())], "{document}");
        }
    }

    #[test]
    fn documents_of_other_ages_are_held_to_their_own_rules() {
        let mut document = assertion();
        document["badge"] = json!({
            "@context": "https://w3id.org/openbadges/v1", "type": "BadgeClass", "name": "B", "description": "D",
            "image": "https://school.example/b.png", "criteria": "https://school.example/b",
            "issuer": {"@context": "https://w3id.org/openbadges/v2", "type": "Profile", "id": "https://school.example", "name": "S"},
        });
        let found = found(document, Version::V2_0);
        let places: Vec<_> = found.iter().map(|(_, place)| place.as_str()).collect();
        assert_eq!(places, ["/badge/issuer/url", "/badge/issuer/email"]);
    }
}
