//! The server over loopback: what it issues verifies, what was altered does not, and its resolver says why it refuses.

mod support;

use serde_json::{Value, json};
use support::{Server, credential};

#[test]
fn what_is_issued_verifies_and_what_is_altered_does_not() {
    let server = Server::start();
    for instance in [
        "vc-api",
        "eddsa-jcs-2022",
        "ecdsa-rdfc-2019-p256",
        "ecdsa-rdfc-2019-p384",
        "ecdsa-jcs-2019-p384",
        "status-list",
    ] {
        let mut issued = server.issue(instance, &credential());
        let (status, answer) = server.verify(&issued);
        assert_eq!((status, &answer["verified"]), (200, &json!(true)), "{instance}: {answer}");
        issued["credentialSubject"]["name"] = "Eve".into();
        let (status, answer) = server.verify(&issued);
        assert_eq!((status, &answer["verified"]), (400, &json!(false)), "{instance}");
        assert_eq!(answer["problemDetails"][0]["title"], "proof.signature-mismatch", "{instance}: {answer}");
    }
    let enveloped = server.issue("vc-jwt", &credential());
    assert_eq!(enveloped["type"], "EnvelopedVerifiableCredential");
    assert_eq!(server.verify(&enveloped).0, 200);
}

#[test]
fn parts_are_derived() {
    let server = Server::start();
    for instance in ["ecdsa-sd-2023", "bbs-2023"] {
        let base = server.issue(instance, &credential());
        // A base proof is not for verifiers.
        assert_eq!(server.verify(&base).0, 400, "{instance}");
        let options = json!({"selectivePointers": ["/issuer", "/validFrom", "/credentialSubject/id"]});
        let call = json!({"verifiableCredential": base, "options": options});
        let (status, answer) = server.post("/credentials/derive", &call);
        assert_eq!(status, 201, "{instance}: {answer}");
        let derived = &answer["verifiableCredential"];
        assert!(derived["credentialSubject"].get("name").is_none());
        let (status, answer) = server.verify(derived);
        assert_eq!(status, 200, "{instance}: {answer}");
    }
}

#[test]
fn what_was_revoked_is_refused() {
    let server = Server::start();
    let issued = server.issue("status-list", &credential());
    assert_eq!(server.verify(&issued).0, 200);
    let call = json!({
        "credentialId": issued["id"],
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
        "status": true,
    });
    assert_eq!(server.post("/credentials/status", &call).0, 200);
    let (status, answer) = server.verify(&issued);
    assert_eq!(status, 400);
    let titles = answer["problemDetails"].as_array().unwrap().iter().map(|problem| &problem["title"]);
    assert!(titles.into_iter().any(|title| title == "status.revoked"), "{answer}");
}

#[test]
fn presentations_are_proven_and_held_to_their_challenge() {
    let server = Server::start();
    let presentation = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [server.issue("vc-api", &credential())],
    });
    let options = json!({"domain": "club.example", "challenge": "mooring-12"});
    let call = json!({"presentation": presentation, "options": options});
    let (status, answer) = server.post("/presentations/prove", &call);
    assert_eq!(status, 201, "{answer}");
    let presented = &answer["verifiablePresentation"];
    let verify = |options: &Value| {
        let call = json!({"verifiablePresentation": presented, "options": options});
        server.post("/presentations/verify", &call).0
    };
    assert_eq!(verify(&options), 200);
    assert_eq!(verify(&json!({"domain": "club.example", "challenge": "mooring-13"})), 400);
}

#[test]
fn what_cannot_be_issued_or_read_is_said() {
    let server = Server::start();
    let mut nameless = credential();
    nameless.as_object_mut().unwrap().remove("issuer");
    let (status, answer) = server.post("/credentials/issue", &json!({"credential": nameless}));
    assert_eq!((status, &answer["findings"][0]["pointer"]), (400, &json!("/issuer")), "{answer}");
    let mut unknown = credential();
    unknown["credentialSubject"]["grade"] = "A".into();
    let (status, answer) = server.post("/credentials/issue", &json!({"credential": unknown}));
    assert_eq!((status, &answer["findings"][0]["code"]), (400, &json!("ld.undefined-term")), "{answer}");
    let mut related = credential();
    let digest = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    related["relatedResource"] = json!([{"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": digest}]);
    let (status, answer) = server.post("/credentials/issue", &json!({"credential": related}));
    assert_eq!(
        (status, &answer["findings"][0]["code"]),
        (400, &json!("evidence.digest-mismatch")),
        "{answer}"
    );
    assert_eq!(server.post("/issuers/nobody/credentials/issue", &json!({"credential": {}})).0, 404);
    for wrong in [json!({}), json!({"verifiableCredential": null}), json!({"verifiableCredential": "{}"})] {
        assert_eq!(server.post("/credentials/verify", &wrong).0, 400, "{wrong}");
    }
    let twice = r#"{"verifiableCredential": {}, "verifiableCredential": {}}"#;
    assert_eq!(server.send("POST", "/credentials/verify", "*/*", twice).0, 400);
}

/// A credential of version 2.0 in the claim of version 1.1: refused where the form is known, taken where nothing says it.
#[test]
fn an_envelope_may_leave_the_form_open() {
    let server = Server::start();
    let token = include_str!("../../../fixtures/verify/bad/vc-claim-of-version-2.jwt").trim();
    let (status, answer) = server.verify(&json!(token));
    assert_eq!(
        (status, &answer["problemDetails"][0]["title"]),
        (400, &json!("jwt.form-mismatch")),
        "{answer}"
    );
    let mut envelope = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/jwt,{token}"),
    });
    let (status, answer) = server.verify(&envelope);
    assert_eq!(
        (status, &answer["problemDetails"][0]["title"]),
        (200, &json!("jwt.form-mismatch")),
        "{answer}"
    );
    envelope["id"] = format!("data:application/vc+jwt,{token}").into();
    assert_eq!(server.verify(&envelope).0, 400);
}

#[test]
fn the_resolver_answers_in_the_form_that_is_accepted() {
    let server = Server::start();
    let (_, told) = server.send("GET", "/.well-known/vc-conformance.json", "*/*", "");
    let did = told["issuers"]["vc-api"]["id"].as_str().unwrap();
    let (status, answer) = resolve(&server, did, "application/did-resolution");
    assert_eq!((status, answer["didDocument"]["id"].as_str()), (200, Some(did)));
    let (_, document) = resolve(&server, did, "application/did");
    assert_eq!(document["id"], did);

    let older = "application/ld+json;profile=\"https://w3id.org/did-resolution\"";
    for (identifier, status, name, older_name) in [
        ("nobody", 400, "INVALID_DID", "invalidDid"),
        ("did:key:@", 400, "INVALID_DID", "invalidDid"),
        ("did:unheard:of", 501, "METHOD_NOT_SUPPORTED", "methodNotSupported"),
        ("did:web:school.example", 404, "NOT_FOUND", "notFound"),
    ] {
        let (found, answer) = resolve(&server, identifier, "application/did-resolution");
        let error = &answer["didResolutionMetadata"]["error"]["type"];
        assert_eq!((found, error), (status, &json!(format!("https://www.w3.org/ns/did#{name}"))));
        assert_eq!(answer["didDocument"], Value::Null);
        let (found, answer) = resolve(&server, identifier, older);
        assert_eq!((found, &answer["didResolutionMetadata"]["error"]), (status, &json!(older_name)));
    }
    assert_eq!(resolve(&server, did, "image/png").0, 406);
    let (status, answer) =
        resolve(&server, &format!("{did}%23{}", &did[8..]), "application/did-url-dereferencing");
    assert_eq!((status, &answer["contentStream"]["controller"]), (200, &json!(did)));
}

fn resolve(server: &Server, identifier: &str, accept: &str) -> (u16, Value) {
    server.send("GET", &format!("/1.0/identifiers/{identifier}"), accept, "")
}
