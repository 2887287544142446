//! Damaged tokens and proofs are refused or read, and never end the process.

use accolade_json::{Limits, Value, parse};
use accolade_keys::{CryptoProvider, Jws, KeyType, PublicKey, SecretKey, encode_base64url};
use accolade_ld::Contexts;
use accolade_proof::{
    data_integrity::{Expectation, Proof, Registry, proofs, verify},
    jose::Token,
};
use serde_json::json;

#[test]
fn every_value_of_every_wrong_kind() {
    let key = SecretKey::generate(KeyType::Ed25519, &[3; 64]).unwrap().public_key().clone();
    let payload = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:example:1", "issuer": {"id": "did:example:a"},
        "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z", "credentialSubject": {"id": "did:example:b"},
        "iss": "did:example:a", "sub": "did:example:b", "nbf": 1_767_225_600, "exp": 1_798_761_600, "iat": 1, "aud": "x",
        "jti": "urn:example:1",
    });
    let proof = json!({
        "@context": [{"@vocab": "https://terms.example/"}], "id": "urn:example:1", "name": "x",
        "proof": [{"id": "urn:example:p", "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-01-01T00:00:00Z",
            "expires": "2026-01-01T00:00:00Z", "verificationMethod": "did:example:a#1", "proofPurpose": "assertionMethod",
            "domain": ["a"], "challenge": "c", "nonce": "n", "previousProof": ["urn:example:p"], "proofValue": "z1"}],
    });
    let wrong = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5e300),
        json!(1e18),
        json!(""),
        json!("x"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"id": null}),
        json!([null, {"id": []}]),
        json!("z"),
        json!("9999-12-31T23:59:59.999999999+23:59"),
        json!("0000-01-01T00:00:00-23:59"),
        json!("z".repeat(9000)),
    ];
    let mut tried = 0;
    for base in [&payload, &json!({"vc": payload, "iss": "did:example:a", "nbf": 1}), &proof] {
        let mut places = vec![String::new()];
        places_in(base, "", &mut places);
        for (place, wrong) in places.iter().flat_map(|place| wrong.iter().map(move |wrong| (place, wrong))) {
            let mut document = base.clone();
            *document.pointer_mut(place).unwrap() = wrong.clone();
            check(&document, &key);
            tried += 1;
        }
    }
    assert!(tried > 900, "{tried}");
}

fn check(document: &Value, key: &PublicKey) {
    let header = encode_base64url(br#"{"alg":"EdDSA","kid":"did:example:a#1"}"#);
    let token =
        Jws::join(&format!("{header}.{}", encode_base64url(document.to_string().as_bytes())), &[0; 64]);
    if let Ok(token) = Token::read(&token) {
        assert!(token.verify(key, &CryptoProvider::portable()).is_err());
    }
    // What stands in a document is read by the strict parser, so nothing else comes here.
    let Ok(document) = parse(document.to_string().as_bytes(), &Limits::default()) else { return };
    let (contexts, registry, provider) = (Contexts::empty(), Registry::default(), CryptoProvider::portable());
    for (_, proof) in proofs(&document) {
        if let Ok(proof) = Proof::read(proof) {
            let held =
                verify(&document, &proof, &Expectation::ASSERTION, key, &contexts, &registry, &provider);
            assert!(held.is_err());
        }
    }
}

fn places_in(value: &Value, place: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (name, member) in below {
        let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(place.clone());
        places_in(member, &place, found);
    }
}
