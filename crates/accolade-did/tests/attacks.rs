//! What somebody who wants to sign in another's name would publish, and what is found in it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_did::{
    Did, DidError, Document, KeyDocument, MethodUrl, Purpose, Resolution, VerificationMethod, codes,
    read_key_document, resolve, web_url,
};
use accolade_json::Value;
use accolade_keys::{KeyType, SecretKey, encode_base64url};
use accolade_report::Code;
use serde_json::json;

const DID: &str = "did:web:issuer.example";

fn multikey(seed: u8) -> String {
    SecretKey::generate(KeyType::Ed25519, &[seed; 64]).unwrap().public_key().to_multikey()
}

fn method(id: &str, seed: u8) -> Value {
    json!({"id": id, "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey(seed)})
}

fn select(document: Value, id: &str, purpose: Purpose) -> Result<VerificationMethod, DidError> {
    Document::from_value(document, DID)?.method_for(&MethodUrl::parse(id)?, purpose)
}

fn assertion(document: Value) -> Result<VerificationMethod, Code> {
    select(document, "did:web:issuer.example#1", Purpose::AssertionMethod).map_err(|error| error.code())
}

#[test]
fn methods_are_found_in_every_form() {
    for document in [
        json!({"id": DID, "verificationMethod": [method("#1", 1)], "assertionMethod": ["#1"]}),
        json!({"id": DID, "verificationMethod": [method("did:web:issuer.example#1", 1)], "assertionMethod": ["#1"]}),
        json!({"id": DID, "verificationMethod": method("#1", 1), "assertionMethod": "did:web:issuer.example#1"}),
        // Some documents have embedded methods only.
        json!({"id": DID, "assertionMethod": [method("did:web:issuer.example#1", 1)]}),
        json!({"id": DID, "authentication": [method("#1", 1)], "assertionMethod": [method("#1", 1)]}),
        // A key of an unknown kind beside it is nobody's business.
        json!({"id": DID, "verificationMethod": [{"id": "#0", "type": "FutureKey"}, method("#1", 1)],
            "assertionMethod": ["#0", "#1"]}),
    ] {
        let found = assertion(document.clone()).unwrap_or_else(|code| panic!("{code}: {document}"));
        assert_eq!((found.key.to_multikey(), found.id.as_str()), (multikey(1), "did:web:issuer.example#1"));
    }
}

#[test]
fn documents_that_give_no_key() {
    let with = |name: &str, value: Value| {
        let mut method = method("#1", 1);
        method[name] = value;
        json!({"id": DID, "assertionMethod": [method]})
    };
    let mut secret = method("#1", 1);
    secret["privateKeyMultibase"] = json!("z3u2");
    let p256 = SecretKey::generate(KeyType::P256, &[1; 64]).unwrap().public_key().clone();
    for (document, code) in [
        (
            json!({"id": "did:web:other.example", "assertionMethod": [method("#1", 1)]}),
            codes::DOCUMENT_ID_MISMATCH,
        ),
        (json!({"id": "did:web:issuer.example#1", "assertionMethod": []}), codes::DOCUMENT_ID_MISMATCH),
        (json!({"assertionMethod": [method("#1", 1)]}), codes::MALFORMED_DOCUMENT),
        (json!([]), codes::MALFORMED_DOCUMENT),
        (json!({"id": DID, "assertionMethod": 7}), codes::MALFORMED_DOCUMENT),
        (json!({"id": DID, "assertionMethod": [7]}), codes::MALFORMED_DOCUMENT),
        (json!({"id": DID, "assertionMethod": ["1"]}), codes::MALFORMED_DOCUMENT),
        (json!({"id": DID, "verificationMethod": [{"type": "Multikey"}]}), codes::MALFORMED_DOCUMENT),
        // Two keys under one identifier: which one is meant depends on the reader.
        (
            json!({"id": DID, "verificationMethod": [method("#1", 1), method("did:web:issuer.example#1", 2)],
                "assertionMethod": ["#1"]}),
            codes::MALFORMED_DOCUMENT,
        ),
        (
            json!({"id": DID, "verificationMethod": [method("#2", 1)], "assertionMethod": ["#2"]}),
            codes::METHOD_NOT_FOUND,
        ),
        (json!({"id": DID, "assertionMethod": ["#1"]}), codes::METHOD_NOT_FOUND),
        (json!({"id": DID, "verificationMethod": [method("#1", 1)]}), codes::NOT_AUTHORIZED_FOR_PURPOSE),
        (json!({"id": DID, "authentication": [method("#1", 1)]}), codes::NOT_AUTHORIZED_FOR_PURPOSE),
        (
            json!({"id": DID, "verificationMethod": [method("#1", 1)], "authentication": ["#1"], "assertionMethod": []}),
            codes::NOT_AUTHORIZED_FOR_PURPOSE,
        ),
        // A document cannot speak in the name of another identifier.
        (with("controller", json!("did:web:victim.example")), codes::CONTROLLER_MISMATCH),
        (with("controller", Value::Null), codes::MALFORMED_METHOD),
        (with("controller", json!([DID])), codes::MALFORMED_METHOD),
        (with("publicKeyJwk", p256.to_jwk()), codes::MALFORMED_METHOD),
        (with("type", json!("JsonWebKey")), codes::MALFORMED_METHOD),
        (with("publicKeyMultibase", json!(7)), codes::MALFORMED_METHOD),
        (
            json!({"id": DID, "assertionMethod": [{"id": "#1", "type": "Ed25519VerificationKey2020", "controller": DID,
                "publicKeyMultibase": p256.to_multikey()}]}),
            codes::MALFORMED_METHOD,
        ),
        (with("type", json!("FutureKey")), accolade_keys::codes::UNSUPPORTED_TYPE),
        (with("publicKeyMultibase", json!("z6Mk")), accolade_keys::codes::UNSUPPORTED_TYPE),
        (with("publicKeyMultibase", json!("z6Mk0")), accolade_keys::codes::MALFORMED_MULTIBASE),
        (json!({"id": DID, "assertionMethod": [secret]}), accolade_keys::codes::PRIVATE_MEMBER),
    ] {
        assert_eq!(assertion(document.clone()).map(|found| found.id), Err(code), "{document}");
    }
}

#[test]
fn a_method_is_in_force_until_it_is_not() {
    let read = |name: &str, time: &str| {
        let mut method = method("#1", 1);
        method[name] = json!(time);
        assertion(json!({"id": DID, "assertionMethod": [method]})).unwrap()
    };
    let now = time::OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap(); // 2026-05-28
    let at = |method: VerificationMethod| method.in_force_at(now).map_err(|error| error.code());
    assert_eq!(at(read("expires", "2026-06-01T00:00:00Z")), Ok(()));
    assert_eq!(at(read("expires", "2026-05-01T00:00:00Z")), Err(codes::METHOD_EXPIRED));
    assert_eq!(at(read("revoked", "2026-05-01T00:00:00Z")), Err(codes::METHOD_REVOKED));
    assert_eq!(at(read("revoked", "yesterday")), Err(codes::METHOD_REVOKED));
}

#[test]
fn computed_documents_hold_their_own_key_only() {
    let refused = |text: &str| match MethodUrl::parse(text)
        .and_then(|method| resolve(&method).map(|found| (method, found)))
    {
        Err(error) => error.code(),
        Ok((method, Resolution::Document(document))) => {
            document.method_for(&method, Purpose::AssertionMethod).unwrap_err().code()
        }
        Ok((_, other)) => panic!("{other:?}"),
    };
    let jwk = |text: &str| format!("did:jwk:{}#0", encode_base64url(text.as_bytes()));
    let x25519 = accolade_keys::PublicKey::from_bytes(KeyType::X25519, &[9; 32]).unwrap().to_multikey();
    let (one, two) = (multikey(1), multikey(2));
    for (text, code) in [
        (format!("did:key:{one}#{two}"), codes::METHOD_NOT_FOUND),
        (format!("did:key:{x25519}"), codes::NOT_AUTHORIZED_FOR_PURPOSE),
        (format!("did:key:{one}x"), accolade_keys::codes::UNSUPPORTED_TYPE),
        ("did:key:z".to_owned(), accolade_keys::codes::UNSUPPORTED_TYPE),
        (format!("did:key:1.1:{one}"), accolade_keys::codes::MALFORMED_MULTIBASE),
        ("did:example:1#1".to_owned(), codes::UNSUPPORTED_METHOD),
        ("urn:uuid:0#1".to_owned(), codes::UNSUPPORTED_URL),
        ("http://issuer.example/key".to_owned(), codes::UNSUPPORTED_URL),
        ("file:///etc/keys".to_owned(), codes::UNSUPPORTED_URL),
        ("key-1".to_owned(), codes::MALFORMED),
        (format!("did:key:{one}#"), codes::MALFORMED),
        (format!("did:key:{one}#a#b"), codes::MALFORMED),
        (format!("did:key:{one} #a"), codes::MALFORMED),
        (
            jwk(
                r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"AQ"}"#,
            ),
            accolade_keys::codes::PRIVATE_MEMBER,
        ),
        (jwk(r#"{"kty":"OKP","kty":"EC"}"#), accolade_json::codes::DUPLICATE_KEY),
        (jwk("{"), accolade_json::codes::SYNTAX),
        (
            jwk(
                r#"{"kty":"OKP","crv":"Ed25519","use":"enc","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            ),
            codes::NOT_AUTHORIZED_FOR_PURPOSE,
        ),
    ] {
        assert_eq!(refused(&text), code, "{text}");
    }
}

#[test]
fn did_web_leads_nowhere_else() {
    for (text, url) in [
        ("did:web:Issuer.Example", "https://issuer.example/.well-known/did.json"),
        ("did:web:issuer.example%3a8443", "https://issuer.example:8443/.well-known/did.json"),
        ("did:web:xn--bcher-kva.example:a_b:c-d", "https://xn--bcher-kva.example/a_b/c-d/did.json"),
        ("did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json"),
    ] {
        assert_eq!(web_url(&Did::parse(text).unwrap()).unwrap(), url);
    }
    for text in [
        "did:web:127.0.0.1",
        "did:web:2130706433",
        "did:web:0x7f.1",
        "did:web:0x7f000001",
        "did:web:10.0.0.0x1",
        "did:web:%5B%3A%3A1%5D",
        "did:web:issuer.example%3A0",
        "did:web:issuer.example%3A70000",
        "did:web:issuer.example%3A",
        "did:web:issuer.example%3A80%3A80",
        "did:web:issuer.example%3A%2B80",
        "did:web:user%40issuer.example",
        "did:web:issuer.example%2Fevil",
        "did:web:issuer..example",
        "did:web:.example",
        "did:web:-a.example",
        "did:web:issuer.example:..:b",
        "did:web:issuer.example:.:b",
        "did:web:issuer.example::b",
        "did:web:issuer.example:%2e%2e:b",
        "did:web:issuer.example:a%2Fb",
        "did:web:issuer.example:a%5cb",
        "did:web:issuer.example:a%252e",
        "did:web:issuer.example:%00",
    ] {
        let did = Did::parse(text).unwrap();
        assert_eq!(web_url(&did).unwrap_err().code(), codes::MALFORMED, "{text}");
    }
}

#[test]
fn key_documents_of_https_methods() {
    let read = |value: Value, url: &str| {
        read_key_document(value, &MethodUrl::parse(url).unwrap(), Purpose::AssertionMethod)
            .map_err(|error| error.code())
    };
    let url = "https://issuer.example/keys/1";
    let key = SecretKey::generate(KeyType::P256, &[1; 64]).unwrap().public_key().clone();
    let single = |controller: &str| json!({"controller": controller, "publicKeyMultibase": multikey(1)});
    let jwk = |kid: &str| {
        let mut jwk = key.to_jwk();
        jwk["kid"] = json!(kid);
        jwk
    };

    let Ok(KeyDocument::Method(method)) = read(single("https://issuer.example/profile"), url) else {
        panic!()
    };
    assert_eq!((method.id.as_str(), method.key.to_multikey()), (url, multikey(1)));
    for controller in [
        "https://victim.example/",
        "https://issuer.example.evil.example/",
        "did:web:issuer.example",
        "http://issuer.example/",
        "https://issuer.example:444/",
        "https://issuer.example@evil.example/",
    ] {
        assert_eq!(read(single(controller), url), Err(codes::CONTROLLER_MISMATCH), "{controller}");
    }
    let mut other = single("https://issuer.example/");
    other["id"] = json!("https://issuer.example/keys/2");
    assert_eq!(read(other, url), Err(codes::METHOD_NOT_FOUND));

    assert!(matches!(read(key.to_jwk(), url), Ok(KeyDocument::Key(found)) if found.key == key));
    let set = json!({"keys": [jwk("a"), jwk("b")]});
    let named = "https://issuer.example/keys#b";
    assert!(
        matches!(read(set.clone(), named), Ok(KeyDocument::Key(found)) if found.key_id.as_deref() == Some("b"))
    );
    assert_eq!(read(set.clone(), "https://issuer.example/keys#c"), Err(codes::METHOD_NOT_FOUND));
    assert_eq!(read(set, "https://issuer.example/keys"), Err(codes::METHOD_NOT_FOUND));
    assert_eq!(
        read(json!({"keys": [jwk("a"), jwk("a")]}), "https://issuer.example/keys#a"),
        Err(codes::METHOD_NOT_FOUND)
    );
    let mut leaked = jwk("a");
    leaked["d"] = json!("AQ");
    assert_eq!(read(json!({"keys": [leaked]}), url), Err(accolade_keys::codes::PRIVATE_MEMBER));

    let document = json!({"id": "https://issuer.example/profile", "assertionMethod": [{"id": "#k", "type": "Multikey",
        "controller": "https://issuer.example/profile", "publicKeyMultibase": multikey(1)}]});
    assert!(matches!(read(document.clone(), "https://issuer.example/profile#k"), Ok(KeyDocument::Method(_))));
    assert_eq!(read(document, "https://evil.example/profile#k"), Err(codes::DOCUMENT_ID_MISMATCH));
    assert_eq!(read(json!("key"), url), Err(codes::MALFORMED_DOCUMENT));
}

#[test]
fn a_key_in_the_url_is_known_as_such() {
    let key = multikey(1);
    let found =
        |text: String| MethodUrl::parse(&text).unwrap().self_asserted_key().map(|key| key.to_multikey());
    assert_eq!(found(format!("https://issuer.example#{key}")), Some(key.clone()));
    assert_eq!(found(format!("urn:uuid:0#{key}")), Some(key));
    assert_eq!(found("https://issuer.example#zebra".to_owned()), None);
}
