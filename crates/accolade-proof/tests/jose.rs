//! Credentials in tokens: claims against the credential, both ways, in both forms.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::Value;
use accolade_keys::{Algorithm, CryptoProvider, Jws, KeyType, SecretKey};
use accolade_proof::{
    ProofError, codes,
    jose::{KeyReference, Token, prepare},
};
use accolade_report::Severity;
use serde_json::json;

const KID: &str = "did:web:issuer.example#1";

fn secret() -> SecretKey {
    SecretKey::generate(KeyType::P256, &[6; 64]).unwrap()
}

fn version_2() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:1", "type": ["VerifiableCredential"],
        "issuer": {"id": "did:web:issuer.example", "type": "Profile"},
        "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2030-01-01T00:00:00+01:00",
        "credentialSubject": {"id": "did:example:ana"},
    })
}

fn version_1() -> Value {
    json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"], "id": "urn:uuid:1", "type": ["VerifiableCredential"],
        "issuer": "did:web:issuer.example", "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ana"},
    })
}

/// The payload that [`prepare`] makes.
fn payload(credential: &Value) -> Value {
    let prepared = prepare(credential, Algorithm::Es256, KID).unwrap();
    let text = std::str::from_utf8(prepared.bytes_to_sign()).unwrap();
    let payload = accolade_keys::decode_base64url(text.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

fn token(header: &Value, payload: &Value) -> String {
    let input = Jws::signing_input(header, payload.to_string().as_bytes());
    let signature = CryptoProvider::portable().sign(Algorithm::Es256, &secret(), input.as_bytes()).unwrap();
    Jws::join(&input, &signature)
}

fn read(payload: &Value) -> Token {
    Token::read(&token(&json!({"alg": "ES256", "kid": KID}), payload)).unwrap()
}

/// Code, severity and place of each finding.
fn found(payload: &Value) -> Vec<(String, Severity, String)> {
    let findings = read(payload).payload.findings;
    findings.into_iter().map(|f| (f.code.to_string(), f.severity, f.pointer.to_string())).collect()
}

#[test]
fn both_forms_there_and_back() {
    let claims = payload(&version_2());
    assert_eq!(claims["iss"], "did:web:issuer.example");
    assert_eq!(claims["sub"], "did:example:ana");
    assert_eq!(
        (&claims["nbf"], &claims["exp"], &claims["jti"]),
        (&json!(1_767_225_600), &json!(1_893_452_400), &json!("urn:uuid:1"))
    );
    assert_eq!(claims.get("vc"), None);
    assert_eq!(payload(&version_1())["vc"], version_1());

    for credential in [version_2(), version_1()] {
        let jwt = read(&payload(&credential));
        assert_eq!(jwt.payload.document, credential);
        assert!(jwt.payload.findings.is_empty(), "{:?}", jwt.payload.findings);
        assert!(matches!(jwt.key_reference(), Ok(KeyReference::Url(KID))));
        jwt.verify(secret().public_key(), &CryptoProvider::portable()).unwrap();
        let stranger = SecretKey::generate(KeyType::P256, &[7; 64]).unwrap();
        let error = jwt.verify(stranger.public_key(), &CryptoProvider::portable()).unwrap_err();
        assert_eq!(error.code(), codes::SIGNATURE_MISMATCH);
    }
}

#[test]
fn claims_that_contradict_the_credential() {
    let mismatch =
        |claim: &str| vec![("jwt.claim-mismatch".to_owned(), Severity::Error, format!("/{claim}"))];
    for credential in [version_2(), version_1()] {
        let good = payload(&credential);
        let change = |claim: &str, value: Value| {
            let mut payload = good.clone();
            payload[claim] = value;
            found(&payload)
        };
        assert_eq!(change("iss", json!("did:web:evil.example")), mismatch("iss"));
        assert_eq!(change("sub", json!("did:example:eve")), mismatch("sub"));
        assert_eq!(change("jti", json!("urn:uuid:2")), mismatch("jti"));
        assert_eq!(change("nbf", json!(1_767_225_601)), mismatch("nbf"));
        assert_eq!(change("nbf", json!(1_767_225_599.999)), mismatch("nbf"));
        // To the second: a fraction is allowed.
        assert_eq!(change("nbf", json!(1_767_225_600.75)), []);
    }
    let mut payload = payload(&version_2());
    payload["exp"] = json!(1_893_452_401);
    assert_eq!(found(&payload), mismatch("exp"));
}

#[test]
fn a_claim_about_a_subject_that_has_no_id() {
    let mut credential = version_2();
    credential["credentialSubject"] = json!({"identifier": [{"identityHash": "a"}]});
    let mut payload = payload(&credential);
    assert_eq!(payload.get("sub"), None);
    assert_eq!(found(&payload), []);
    payload["sub"] = json!("did:example:eve");
    assert_eq!(found(&payload), [("jwt.claim-mismatch".to_owned(), Severity::Error, "/sub".to_owned())]);
    payload["credentialSubject"] = json!([{"id": "did:example:eve"}, {"id": "did:example:ana"}]);
    assert_eq!(found(&payload), [("jwt.claim-mismatch".to_owned(), Severity::Error, "/sub".to_owned())]);
}

#[test]
fn claims_that_are_missing_or_malformed() {
    for claim in ["iss", "sub", "jti", "nbf", "exp"] {
        let mut payload = payload(&version_2());
        payload.as_object_mut().unwrap().remove(claim);
        assert_eq!(
            found(&payload),
            [("jwt.claim-missing".to_owned(), Severity::Warning, format!("/{claim}"))]
        );
        // The tokens of VC-JOSE-COSE need none of them.
        let text = token(&json!({"alg": "ES256", "kid": KID, "typ": "vc+jwt"}), &payload);
        assert!(Token::read(&text).unwrap().payload.findings.is_empty());
        payload[claim] = json!([]);
        let malformed = ("jwt.claim-malformed".to_owned(), Severity::Error, format!("/{claim}"));
        assert_eq!(found(&payload).first(), Some(&malformed));
    }
    let mut payload = payload(&version_2());
    payload["iat"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(found(&payload), [("jwt.claim-malformed".to_owned(), Severity::Warning, "/iat".to_owned())]);
    payload["iat"] = json!(1_767_225_600);
    payload["aud"] = json!(["https://school.example"]);
    let jwt = read(&payload);
    assert_eq!(
        (jwt.payload.findings.len(), jwt.payload.claims.audience),
        (0, vec!["https://school.example".to_owned()])
    );
    assert_eq!(jwt.payload.document, version_2());
}

#[test]
fn what_the_credential_leaves_to_the_claims_is_filled_in() {
    let mut payload = payload(&version_1());
    for name in ["id", "issuer", "issuanceDate"] {
        payload["vc"].as_object_mut().unwrap().remove(name);
    }
    payload["vc"]["credentialSubject"].as_object_mut().unwrap().remove("id");
    payload["exp"] = json!(1_893_452_400);
    let jwt = read(&payload);
    assert!(jwt.payload.findings.is_empty(), "{:?}", jwt.payload.findings);
    let mut expected = version_1();
    expected["expirationDate"] = json!("2029-12-31T23:00:00Z");
    assert_eq!(jwt.payload.document, expected);
}

#[test]
fn mixed_forms_are_named() {
    let form = ("jwt.form-mismatch".to_owned(), Severity::Error, "/vc".to_owned());
    // Version 2.0 in `vc`.
    let mut mixed = json!({"vc": version_2()});
    assert!(found(&mixed).contains(&form));
    // Version 1.1 as the payload.
    assert!(found(&version_1()).contains(&form));
    // A second credential beside the payload: what is read is `vc`, and the finding says that readers disagree.
    mixed = payload(&version_2());
    mixed["vc"] = version_2();
    mixed["vc"]["credentialSubject"]["id"] = json!("did:example:eve");
    assert!(found(&mixed).contains(&form));
    // `vc` in a token of VC-JOSE-COSE.
    let text = token(&json!({"alg": "ES256", "kid": KID, "typ": "vc+jwt"}), &payload(&version_1()));
    assert_eq!(Token::read(&text).unwrap().payload.findings[0].code, codes::FORM_MISMATCH);
}

#[test]
fn tokens_that_hold_no_credential() {
    let code = |result: Result<Token, ProofError>| result.unwrap_err().code();
    let header = json!({"alg": "ES256", "kid": KID});
    assert_eq!(code(Token::read(&token(&header, &json!([])))), codes::MALFORMED);
    assert_eq!(code(Token::read(&token(&header, &json!({"vc": "text"})))), codes::MALFORMED);
    let twice = accolade_keys::encode_base64url(br#"{"iss":"a","iss":"b"}"#);
    assert_eq!(
        code(Token::read(&format!("eyJhbGciOiJFUzI1NiJ9.{twice}.AA"))),
        accolade_json::codes::DUPLICATE_KEY
    );
    assert_eq!(code(Token::read("eyJhbGciOiJub25lIn0.e30.")), accolade_keys::codes::JWS_ALG_NOT_ALLOWED);
    let with_cty = |typ: &str| json!({"alg": "ES256", "kid": KID, "typ": typ, "cty": "vc"});
    let found = code(Token::read(&token(&with_cty("JWT"), &payload(&version_2()))));
    assert_eq!(found, accolade_keys::codes::JWS_HEADER_NOT_ALLOWED);
    assert!(Token::read(&token(&with_cty("vc+jwt"), &payload(&version_2()))).is_ok());
    let jwt = Token::read(&token(&json!({"alg": "ES256"}), &payload(&version_2()))).unwrap();
    assert_eq!(jwt.key_reference().unwrap_err().code(), codes::KEY_MISSING);
    let ed25519 = SecretKey::generate(KeyType::Ed25519, &[6; 64]).unwrap();
    let error = jwt.verify(ed25519.public_key(), &CryptoProvider::portable()).unwrap_err();
    assert_eq!(error.code(), accolade_keys::codes::JWS_ALG_KEY_MISMATCH);
}

#[test]
fn what_cannot_be_made() {
    let refused = |name: &str, value: Value| {
        let mut credential = version_2();
        credential[name] = value;
        prepare(&credential, Algorithm::Es256, KID).map(|_| ()).unwrap_err().code()
    };
    assert_eq!(refused("issuer", json!({"name": "no id"})), codes::CLAIM_MISSING);
    assert_eq!(refused("validFrom", Value::Null), codes::CLAIM_MISSING);
    assert_eq!(refused("validUntil", json!("2030")), codes::CLAIM_MISSING);
    assert_eq!(refused("iss", json!("did:web:evil.example")), codes::MALFORMED);
    assert_eq!(prepare(&json!([]), Algorithm::Es256, KID).unwrap_err().code(), codes::MALFORMED);
}
