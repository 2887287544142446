//! The signed files of `fixtures/linkage`: credentials of issuers that name a web origin, and what that origin serves.

use accolade::json::Value;
use serde_json::json;

use super::{Files, Signer, academy, altered, credential, pretty, stranger, web_academy};

/// The origin that the academy says is its own.
const ORIGIN: &str = "https://harbour.example";
const SUITE: &str = "eddsa-rdfc-2022";

pub(super) fn files() -> Files {
    let (web, academy) = (web_academy(), academy());
    let mut files = Files::new();
    files.insert("badge.json", pretty(&web.issue_document(SUITE)));
    let own_page = altered(credential(academy.id()), &[("/issuer/url", json!(format!("{ORIGIN}/about")))]);
    files.insert("badge-with-page.json", pretty(&academy.prove(&own_page, SUITE, academy.options())));

    let linkage = || domain_linkage(web.id(), ORIGIN);
    let with = |edits: &[(&str, Value)]| signed(&web, &altered(linkage(), edits));
    let without = |name: &str| {
        let mut document = linkage();
        document.as_object_mut().expect("it is an object").shift_remove(name);
        signed(&web, &document)
    };
    for (name, listed) in [
        ("linked.json", vec![signed(&web, &linkage())]),
        ("linked-by-jwt.json", vec![token(&web, &linkage())]),
        (
            "linked-by-the-last.json",
            vec![
                signed(&academy, &domain_linkage(academy.id(), ORIGIN)),
                expired(&web),
                signed(&web, &linkage()),
            ],
        ),
        ("linked-by-page.json", vec![signed(&academy, &domain_linkage(academy.id(), ORIGIN))]),
        ("others.json", vec![signed(&stranger(), &domain_linkage(stranger().id(), ORIGIN))]),
        ("another-origin.json", vec![signed(&web, &domain_linkage(web.id(), "https://quay.example"))]),
        ("tenant.json", vec![signed(&web, &domain_linkage(web.id(), &format!("{ORIGIN}/tenants/7")))]),
        ("another-did.json", vec![with(&[("/credentialSubject/id", json!(stranger().id()))])]),
        ("another-kind.json", vec![with(&[("/type", json!(["VerifiableCredential"]))])]),
        ("identified.json", vec![with(&[("/id", json!("urn:uuid:0c2f9a0e-6a53-4a0a-9f6e-3f0f4f6f1a11"))])]),
        ("for-ever.json", vec![without("expirationDate")]),
        ("expired.json", vec![expired(&web)]),
        (
            "altered.json",
            vec![altered(signed(&web, &linkage()), &[("/expirationDate", json!("2039-01-01T00:00:00Z"))])],
        ),
        ("by-a-stranger.json", vec![signed(&stranger(), &linkage())]),
        ("linked-by-the-ninth.json", {
            let stale = |_| expired(&web);
            (0..8).map(stale).chain([signed(&web, &linkage())]).collect()
        }),
        (
            "by-an-unknown-suite.json",
            vec![altered(signed(&web, &linkage()), &[("/proof/cryptosuite", json!("eddsa-2031"))])],
        ),
    ] {
        files.insert(name, pretty(&configuration(&listed)));
    }
    files
}

fn domain_linkage(did: &str, origin: &str) -> Value {
    json!({
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "https://identity.foundation/.well-known/did-configuration/v1",
            "https://w3id.org/security/data-integrity/v2",
        ],
        "type": ["VerifiableCredential", "DomainLinkageCredential"],
        "issuer": did,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "expirationDate": "2027-01-01T00:00:00Z",
        "credentialSubject": {"id": did, "origin": origin},
    })
}

fn expired(signer: &Signer) -> Value {
    let document = domain_linkage(signer.id(), ORIGIN);
    signed(signer, &altered(document, &[("/expirationDate", json!("2026-03-01T00:00:00Z"))]))
}

fn signed(signer: &Signer, document: &Value) -> Value {
    signer.prove(document, SUITE, signer.options())
}

/// As a JWT of version 1.1, with the header that the specification has.
fn token(signer: &Signer, document: &Value) -> Value {
    let header = json!({"alg": "EdDSA", "kid": signer.method});
    let payload = json!({
        "iss": signer.id(), "sub": signer.id(), "nbf": 1_767_225_600, "exp": 1_798_761_600, "vc": document,
    });
    signer.token(&header, &payload).into()
}

fn configuration(listed: &[Value]) -> Value {
    json!({
        "@context": "https://identity.foundation/.well-known/did-configuration/v1",
        "linked_dids": listed,
    })
}
