//! What the table of classes cannot say: rules that look at two members at once, and the mistakes that the published
//! material itself carries.

use accolade_json::one_or_many;
use serde_json::{Map, Value};

use crate::{
    class::{Class, Scope},
    codes, context,
    findings::Findings,
    identity::IdentityHash,
    place::Place,
};

/// The rules of a class beyond its table.
pub(crate) fn check(
    class: &Class,
    node: &Map<String, Value>,
    place: &Place<'_>,
    scope: Scope,
    out: &mut Findings,
) {
    match class.name {
        "AchievementCredential" | "EndorsementCredential" | "ClrCredential" => credential(node, place, out),
        "AchievementSubject" | "ClrSubject" => identified(node, place, out),
        "IdentityObject" => identity_hash(node, place, out),
        "CredentialSchema" | "CredentialStatus" | "RefreshService" => entry(node, place, scope, out),
        "Proof" => cryptosuite(node, place, out),
        _ => {}
    }
    if node.contains_key("endorsementJwt") {
        newer_term("endorsementJwt", place, out);
    }
}

fn credential(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    for (index, item) in context::items(node).iter().enumerate() {
        if item.as_str() == Some(context::UNPUBLISHED) {
            out.warning(
                codes::UNPUBLISHED_CONTEXT,
                &place.key("@context").index(index),
                format_args!("this context was never published"),
            );
        }
    }
    if node.contains_key("jti") {
        newer_term("jti", place, out);
    }
    if node.get("issuer").is_some_and(Value::is_string) {
        out.warning(
            codes::ISSUER_WITHOUT_PROFILE,
            &place.key("issuer"),
            format_args!("the issuer is given by its URI alone"),
        );
    }
    if let Some(schemas) = node.get("credentialSchema") {
        let published = one_or_many(schemas).iter().any(|schema| {
            let text = |name| schema.get(name).and_then(Value::as_str).unwrap_or_default();
            text("type") == "1EdTechJsonSchemaValidator2019"
                && text("id").starts_with("https://purl.imsglobal.org/spec/")
        });
        if !published && !one_or_many(schemas).is_empty() {
            out.warning(
                codes::CREDENTIAL_SCHEMA,
                &place.key("credentialSchema"),
                format_args!("the 1EdTech schema of this credential is not among its schemas"),
            );
        }
    }
}

/// A term that vintage A of `context-3.0.3.json` lacks.
fn newer_term(name: &str, place: &Place<'_>, out: &mut Findings) {
    out.note(
        codes::NEWER_TERM,
        &place.key(name),
        format_args!("`{name}` was added to the context after its first publication"),
    );
}

fn identified(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    let some = |value: &Value| !value.is_null() && !one_or_many(value).is_empty();
    if !["id", "identifier"].iter().any(|name| node.get(*name).is_some_and(some)) {
        out.error(codes::SUBJECT_UNIDENTIFIED, place, format_args!("neither `id` nor `identifier` is there"));
    }
}

fn identity_hash(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    let (Some(hashed), Some(text)) =
        (node.get("hashed").and_then(Value::as_bool), node.get("identityHash").and_then(Value::as_str))
    else {
        return;
    };
    match (hashed, IdentityHash::parse(text)) {
        (true, None) => out.error(
            codes::IDENTITY_HASH,
            &place.key("identityHash"),
            format_args!("not `sha256$` or `md5$` and the hash in hexadecimal"),
        ),
        (false, Some(_)) => out.warning(
            codes::IDENTITY_HASH,
            &place.key("hashed"),
            format_args!("`hashed` is false, yet the value looks like a hash"),
        ),
        (true, Some(_)) | (false, None) => {}
    }
}

/// An entry whose type is one of 1EdTech's.
fn entry(node: &Map<String, Value>, place: &Place<'_>, scope: Scope, out: &mut Findings) {
    const EXTENSIONS: &[&str] =
        &["1EdTechJsonSchemaValidator2019", "1EdTechRevocationList", "1EdTechCredentialRefresh"];
    const MISSPELT: &[&str] =
        &["JsonSchemaValidator2019", "JsonSchemaValidator2020", "1EdTechJsonSchemaValidator2020"];
    let place = &place.key("type");
    for name in crate::kind::types(node) {
        if EXTENSIONS.contains(&name) && !scope.extensions {
            out.warning(
                codes::EXTENSIONS_CONTEXT,
                place,
                format_args!("`{name}` is defined by `{}` only", context::EXTENSIONS),
            );
        }
        if MISSPELT.contains(&name) {
            misspelt(name, "1EdTechJsonSchemaValidator2019", place, out);
        }
    }
}

fn cryptosuite(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    if node.get("cryptosuite").and_then(Value::as_str) == Some("eddsa-rdf-2022") {
        misspelt("eddsa-rdf-2022", "eddsa-rdfc-2022", &place.key("cryptosuite"), out);
    }
}

fn misspelt(found: &str, expected: &str, place: &Place<'_>, out: &mut Findings) {
    out.warning(
        codes::MISSPELT_NAME,
        place,
        format_args!("`{found}` is misspelt, as in the published examples: `{expected}` is meant"),
    );
}
