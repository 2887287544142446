//! Which rules a document is held to.

use serde_json::{Map, Value};

use accolade_report::Finding;

use crate::{
    class::{self, Class, Edition, Scope, Seen, Walk},
    codes,
    findings::Findings,
    kind::{Kind, Version},
    place::Place,
    vcdm,
};

/// Holds a document against the rules of its data model, and says everything that is wrong with it.
///
/// A credential is held to the W3C's data model of the version it names; an Open Badge, an endorsement or a CLR also
/// to the classes of its specification, with everything that is embedded in it; a presentation with every credential
/// in it. Anything else is held to the rules for credentials. Where something is missing, the pointer names the place
/// where it should stand.
///
/// Results and their scales are looked at by [`check_results`](crate::check_results).
///
/// ```
/// use accolade_model::{check, codes};
/// use serde_json::json;
/// let findings = check(&json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:example:issuer"
/// }));
/// assert_eq!(findings[0].code, codes::MISSING_PROPERTY);
/// assert_eq!(findings[0].pointer.as_str(), "/credentialSubject");
/// ```
#[must_use]
pub fn check(value: &Value) -> Vec<Finding> {
    let mut out = Findings::default();
    if let Some(node) = vcdm::root(value, &Place::ROOT, &mut out) {
        document(node, &Place::ROOT, None, &mut out);
    }
    out.into_vec()
}

/// Holds an object that is no credential, such as a [`Profile`](class::PROFILE), against its class.
///
/// ```
/// use accolade_model::{check_as, class, codes};
/// use serde_json::json;
/// let findings = check_as(&json!({"type": ["Profile"]}), &class::PROFILE);
/// assert_eq!(findings[0].code, codes::OB3_MISSING_PROPERTY);
/// assert_eq!(findings[0].pointer.as_str(), "/id");
/// ```
#[must_use]
pub fn check_as(value: &Value, class: &'static Class) -> Vec<Finding> {
    walk(value, class, Seen::MODEL)
}

/// What an edition of the published JSON schemas says about a document, by our own table of classes; `None` where
/// that edition has no schema for it.
///
/// Dates are held to their format, which a schema validator may leave out.
///
/// ```
/// use accolade_model::{class::Edition, check_schema};
/// use serde_json::json;
/// let profile = json!({"id": "https://example.org", "type": "Profile"});
/// assert_eq!(check_schema(&profile, Edition::Strict2024).unwrap().len(), 1);
/// assert_eq!(check_schema(&profile, Edition::Live2026).unwrap().len(), 0);
/// ```
#[must_use]
pub fn check_schema(value: &Value, edition: Edition) -> Option<Vec<Finding>> {
    let node = value.as_object()?;
    // A profile stands alone in the API only, without `@context`; one that has it is of Open Badges 2.0.
    let is_profile =
        || !node.contains_key("@context") && crate::kind::types(node).any(|name| name == "Profile");
    let class = match (Kind::of_map(node), Version::of_map(node).unwrap_or(Version::V2), edition) {
        // The formal schemas of 2024 were made for version 2.0 only, and CLR 2.0 has none of that age.
        (Kind::OpenBadge | Kind::Endorsement, Version::V1, Edition::Strict2024)
        | (Kind::Clr, Version::V1, _)
        | (Kind::Clr, _, Edition::Strict2024) => return None,
        (Kind::OpenBadge, _, _) => &class::ACHIEVEMENT_CREDENTIAL,
        (Kind::Endorsement, _, _) => &class::ENDORSEMENT_CREDENTIAL,
        (Kind::Clr, _, _) => &class::CLR_CREDENTIAL,
        (Kind::Other, _, _) if is_profile() => &class::PROFILE,
        _ => return None,
    };
    Some(walk(value, class, edition.into()))
}

/// The editions of the published JSON schemas that a document satisfies.
///
/// ```
/// use accolade_model::{class::Edition, editions};
/// use serde_json::json;
/// assert_eq!(editions(&json!({"id": "https://example.org", "type": "Profile"})), [Edition::Live2026]);
/// ```
#[must_use]
pub fn editions(value: &Value) -> Vec<Edition> {
    let holds = |edition| check_schema(value, edition).is_some_and(|findings| findings.is_empty());
    [Edition::Strict2024, Edition::Live2026].into_iter().filter(|&edition| holds(edition)).collect()
}

/// A credential, presentation or envelope somewhere in a document.
pub(crate) fn document(
    node: &Map<String, Value>,
    place: &Place<'_>,
    outer: Option<Scope>,
    out: &mut Findings,
) {
    let class = match Kind::of_map(node) {
        Kind::OpenBadge => &class::ACHIEVEMENT_CREDENTIAL,
        Kind::Endorsement => &class::ENDORSEMENT_CREDENTIAL,
        Kind::Clr => &class::CLR_CREDENTIAL,
        Kind::Presentation => return vcdm::presentation(node, scope(node, outer), place, out),
        Kind::Envelope => return vcdm::envelope(node, scope(node, outer).version, place, out),
        Kind::Other => return credential(node, None, place, outer, out),
    };
    credential(node, Some(class), place, outer, out);
}

/// A credential, and the class it is held against where there is one.
pub(crate) fn credential(
    node: &Map<String, Value>,
    class: Option<&'static Class>,
    place: &Place<'_>,
    outer: Option<Scope>,
    out: &mut Findings,
) {
    let scope = scope(node, outer);
    let from = out.len();
    vcdm::credential(node, scope.version, place, out);
    let said = (from, out.len());
    match class {
        Some(class) => Walk { viewer: Seen::MODEL, out, said }.node(class, node, place, scope),
        None => {
            for (name, member) in node.iter().filter(|(name, _)| *name != "@context") {
                class::sweep(member, &place.key(name), &mut |place, empty| {
                    if !empty && !out.is_full() && !out.speaks_of(said.0, said.1, place) {
                        out.warning(codes::NULL_VALUE, place, format_args!("a null member is not signed"));
                    }
                });
            }
        }
    }
}

fn scope(node: &Map<String, Value>, outer: Option<Scope>) -> Scope {
    match outer {
        Some(outer) => outer.enter(node),
        None => Scope { version: Version::for_rules(node, None), extensions: false }.enter(node),
    }
}

fn walk(value: &Value, class: &'static Class, viewer: Seen) -> Vec<Finding> {
    let mut out = Findings::default();
    // A schema does not guess: without the context of version 1.1 it is that of 2.0.
    let outer = Scope { version: Version::V2, extensions: false };
    let scope = value.as_object().map_or(outer, |node| outer.enter(node));
    Walk { viewer, out: &mut out, said: (0, 0) }.object(class, value, &Place::ROOT, scope);
    out.into_vec()
}
