//! What the server does, as an [OpenAPI](https://spec.openapis.org/oas/v3.1.0) document.

use accolade::json::Value;
use serde_json::{Map, json};

use crate::base::Base;

/// A path, its verb, what it does, the member of the call that counts, and the statuses that it answers with.
type Operation =
    (&'static str, &'static str, &'static str, Option<&'static str>, &'static [(u16, &'static str)]);

const TOO_LARGE: (u16, &str) = (413, "more than is read");
const BUSY: (u16, &str) = (503, "as many calls are under way as are answered at once");
const ISSUED: &[(u16, &str)] =
    &[(201, "issued"), (400, "refused, with every finding"), (404, "no such issuer"), TOO_LARGE, BUSY];
const VERIFIED: &[(u16, &str)] =
    &[(200, "verified"), (400, "not verified, with the report"), TOO_LARGE, BUSY];
const MADE: &[(u16, &str)] = &[(201, "made"), (400, "refused, with every finding"), TOO_LARGE, BUSY];
const FOUND: &[(u16, &str)] = &[(200, "found"), (404, "not found")];
const RESOLVED: &[(u16, &str)] = &[
    (200, "resolved"),
    (400, "not a DID or DID URL"),
    (404, "not found"),
    (406, "no such representation"),
    (501, "no such method"),
];

const OPERATIONS: &[Operation] = &[
    ("/credentials/issue", "post", "Issue a credential with eddsa-rdfc-2022", Some("credential"), ISSUED),
    ("/issuers/{instance}/credentials/issue", "post", "Issue a credential", Some("credential"), ISSUED),
    ("/credentials/verify", "post", "Verify a credential", Some("verifiableCredential"), VERIFIED),
    ("/credentials/derive", "post", "Show a part of a credential", Some("verifiableCredential"), MADE),
    ("/credentials/status", "post", "Set the status of a credential", Some("credentialStatus"), FOUND),
    ("/presentations/prove", "post", "Sign a presentation", Some("presentation"), MADE),
    ("/presentations/verify", "post", "Verify a presentation", Some("verifiablePresentation"), VERIFIED),
    ("/status/{list}", "get", "A status list, signed", None, FOUND),
    ("/status-meaning", "get", "What the values of a status mean", None, &[(200, "found")]),
    ("/1.0/identifiers/{identifier}", "get", "Resolve a DID, or dereference a DID URL", None, RESOLVED),
    ("/.well-known/vc-conformance.json", "get", "The issuers, for harnesses", None, &[(200, "found")]),
    ("/openapi.json", "get", "This document", None, &[(200, "found")]),
];

/// The document.
pub(crate) fn document(base: &Base) -> Value {
    let mut paths = Map::new();
    for (path, verb, summary, member, statuses) in OPERATIONS {
        let responses: Map<String, Value> = statuses
            .iter()
            .map(|(status, means)| (status.to_string(), json!({"description": means})))
            .collect();
        let mut operation =
            json!({"summary": summary, "parameters": parameters(path), "responses": responses});
        if let (Some(member), Some(members)) = (member, operation.as_object_mut()) {
            members.insert("requestBody".to_owned(), request_body(member));
        }
        paths.insert((*path).to_owned(), json!({*verb: operation}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Accolade, for test suites", "version": env!("CARGO_PKG_VERSION")},
        "servers": [{"url": base.url("")}],
        "paths": paths,
    })
}

fn parameters(path: &str) -> Vec<Value> {
    let name = path.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(name, _)| name);
    let parameter =
        |name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
    name.into_iter().map(parameter).collect()
}

fn request_body(member: &str) -> Value {
    let schema = json!({
        "type": "object",
        "required": [member],
        "properties": {member: {}, "options": {"type": "object"}},
    });
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}
