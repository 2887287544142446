//! The rules of the W3C's Verifiable Credentials Data Model, [2.0](https://www.w3.org/TR/vc-data-model-2.0/) and
//! [1.1](https://www.w3.org/TR/vc-data-model/), that a reader of one document can check.

mod presentation;
mod related;
mod shape;

use accolade_json::one_or_many;
use serde_json::{Map, Value};
use time::OffsetDateTime;

pub(crate) use presentation::{envelope, presentation};

use self::shape::{dated, object, objects, typed, url, url_member};
use crate::{codes, context, findings::Findings, kind::Version, place::Place};

/// The members of a credential that hold typed objects: the name, and the versions in which `id` is required.
const ENTRIES: &[(&str, &[Version])] = &[
    ("credentialStatus", &[Version::V1]),
    ("credentialSchema", &[Version::V1, Version::V2]),
    ("refreshService", &[Version::V1]),
    ("termsOfUse", &[]),
    ("evidence", &[]),
    ("proof", &[]),
];

/// The rules for a credential.
pub(crate) fn credential(node: &Map<String, Value>, version: Version, place: &Place<'_>, out: &mut Findings) {
    contexts(node, version, place, out);
    url_member(node, "id", false, place, out);
    typed(node, Some("VerifiableCredential"), place, out);
    if version == Version::V2 {
        language_values(node, place, out);
    }
    issuer(node, version, place, out);
    period(node, version, place, out);
    subject(node, place, out);
    for &(name, id_required) in ENTRIES {
        let Some(value) = node.get(name) else { continue };
        objects(value, &place.key(name), out, &mut |entry, place, out| {
            url_member(entry, "id", id_required.contains(&version), place, out);
            typed(entry, None, place, out);
        });
    }
    if version == Version::V2 {
        related::resources(node, place, out);
    }
}

/// The first context is the data model's, the others are URLs or objects, and there is only one base.
/// [VCDM 2.0 §4.3](https://www.w3.org/TR/vc-data-model-2.0/#contexts)
fn contexts(node: &Map<String, Value>, version: Version, place: &Place<'_>, out: &mut Findings) {
    let place = &place.key("@context");
    let items = context::items(node);
    if Version::of_map(node).is_none() {
        let first = place.index(0);
        let listed = node.get("@context").is_some_and(Value::is_array) && !items.is_empty();
        out.error(
            codes::CONTEXT_FIRST,
            if listed { &first } else { place },
            format_args!(
                "the first context must be `{}` or `{}`",
                context::CREDENTIALS_V2,
                context::CREDENTIALS_V1
            ),
        );
    }
    let other = match version {
        Version::V1 => context::CREDENTIALS_V2,
        Version::V2 => context::CREDENTIALS_V1,
    };
    for (index, item) in items.iter().enumerate() {
        let place = &place.index(index);
        match item {
            Value::Object(_) => {}
            Value::String(text) if text == other && index > 0 => {
                out.error(
                    codes::MIXED_VERSIONS,
                    place,
                    format_args!("`{other}` is the base of the other version"),
                );
            }
            Value::String(text) if index == 0 || crate::is_url(text) => {}
            _ => out.error(codes::CONTEXT_ENTRY, place, format_args!("a context is a URL or an object")),
        }
    }
}

/// [VCDM 2.0 §4.7](https://www.w3.org/TR/vc-data-model-2.0/#issuer)
fn issuer(node: &Map<String, Value>, version: Version, place: &Place<'_>, out: &mut Findings) {
    let place = &place.key("issuer");
    match node.get("issuer") {
        None => out.error(codes::MISSING_PROPERTY, place, format_args!("`issuer` is required")),
        Some(Value::Object(issuer)) => {
            url_member(issuer, "id", true, place, out);
            if version == Version::V2 {
                language_values(issuer, place, out);
            }
        }
        Some(Value::Array(_)) => {
            out.error(codes::SINGLE_VALUE, place, format_args!("a credential has one issuer"));
        }
        Some(value) => url(value, place, out),
    }
}

/// [VCDM 2.0 §4.9](https://www.w3.org/TR/vc-data-model-2.0/#validity-period);
/// [VCDM 1.1 §4.5](https://www.w3.org/TR/vc-data-model/#issuance-date)
fn period(node: &Map<String, Value>, version: Version, place: &Place<'_>, out: &mut Findings) {
    let [begin, end] = Dates::names(version);
    let [other_begin, other_end] = Dates::names(match version {
        Version::V1 => Version::V2,
        Version::V2 => Version::V1,
    });
    for name in [other_begin, other_end] {
        if node.contains_key(name) {
            out.error(
                codes::MIXED_VERSIONS,
                &place.key(name),
                format_args!("`{name}` does not belong to version {}", version.as_str()),
            );
        }
    }
    if version == Version::V1 && !node.contains_key(begin) {
        out.error(codes::MISSING_PROPERTY, &place.key(begin), format_args!("`{begin}` is required"));
    }
    let from = dated(node, begin, place, out);
    let until = dated(node, end, place, out);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        out.error(codes::PERIOD_REVERSED, &place.key(end), format_args!("`{end}` lies before `{begin}`"));
    }
}

/// [VCDM 2.0 §4.8](https://www.w3.org/TR/vc-data-model-2.0/#credential-subject)
fn subject(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    let place = &place.key("credentialSubject");
    let Some(value) = node.get("credentialSubject") else {
        return out.error(codes::MISSING_PROPERTY, place, format_args!("`credentialSubject` is required"));
    };
    if value.as_array().is_some_and(Vec::is_empty) {
        out.error(codes::EMPTY_SUBJECT, place, format_args!("the credential has no subject"));
    }
    objects(value, place, out, &mut |subject, place, out| {
        if subject.is_empty() {
            out.error(codes::EMPTY_SUBJECT, place, format_args!("nothing is claimed about the subject"));
        }
        url_member(subject, "id", false, place, out);
    });
}

/// [VCDM 2.0 §4.6](https://www.w3.org/TR/vc-data-model-2.0/#names-and-descriptions) and
/// [§11.1](https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction)
fn language_values(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    let is_value_object = |map: &Map<String, Value>| {
        map.get("@value").is_some_and(Value::is_string)
            && map.iter().all(|(key, value)| match key.as_str() {
                "@value" | "@language" => value.is_string(),
                "@direction" => matches!(value.as_str(), Some("ltr" | "rtl")),
                _ => false,
            })
    };
    for name in ["name", "description"] {
        let Some(value) = node.get(name) else { continue };
        let place = &place.key(name);
        for (index, item) in one_or_many(value).iter().enumerate() {
            let holds = match item {
                Value::String(_) => true,
                Value::Object(map) => is_value_object(map),
                _ => false,
            };
            if !holds {
                out.error(
                    codes::LANGUAGE_VALUE,
                    &place.item(value, index),
                    format_args!("`{name}` is text, or a value object with a language"),
                );
            }
        }
    }
}

/// The period in which a credential is in force, as far as it can be read.
///
/// A date that is there but cannot be read is `None` here and a finding of [`check`](crate::check); whoever decides
/// about validity must look at both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// `validFrom`, or `issuanceDate` in version 1.1.
    pub from: Option<OffsetDateTime>,
    /// `validUntil`, or `expirationDate` in version 1.1.
    pub until: Option<OffsetDateTime>,
}

impl Dates {
    /// The names of the two members in that version of the data model.
    #[must_use]
    pub const fn names(version: Version) -> [&'static str; 2] {
        match version {
            Version::V1 => ["issuanceDate", "expirationDate"],
            Version::V2 => ["validFrom", "validUntil"],
        }
    }

    /// Reads the period of a credential.
    ///
    /// ```
    /// use accolade_model::Dates;
    /// use serde_json::json;
    /// let dates = Dates::of(&json!({
    ///     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ///     "validFrom": "2026-01-31T09:00:00Z"
    /// }));
    /// assert_eq!(dates.from.unwrap().unix_timestamp(), 1_769_850_000);
    /// assert_eq!(dates.until, None);
    /// ```
    #[must_use]
    pub fn of(document: &Value) -> Self {
        document.as_object().map(Self::of_map).unwrap_or_default()
    }

    pub(crate) fn of_map(node: &Map<String, Value>) -> Self {
        let read = |name| node.get(name).and_then(Value::as_str).and_then(crate::parse_date_time_stamp);
        let [from, until] = Self::names(Version::for_rules(node, None)).map(read);
        Self { from, until }
    }
}

/// What holds for anything that must be an object: a finding, or the object.
pub(crate) fn root<'v>(
    value: &'v Value,
    place: &Place<'_>,
    out: &mut Findings,
) -> Option<&'v Map<String, Value>> {
    object(value, place, out)
}
