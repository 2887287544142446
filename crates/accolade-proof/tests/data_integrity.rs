//! Embedded proofs: one document through every suite and kind of key, each alteration, each field stripped, each misuse.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::{Value, to_jcs};
use accolade_keys::{CryptoProvider, KeyType, PublicKey, SecretKey};
use accolade_ld::Contexts;
use accolade_proof::{
    ProofError, codes,
    data_integrity::{Expectation, Held, Proof, ProofOptions, Registry, prepare, proofs, verify},
};
use serde_json::json;

/// Every suite with each kind of key that it uses.
const COMBINATIONS: &[(&str, KeyType)] = &[
    ("eddsa-rdfc-2022", KeyType::Ed25519),
    ("eddsa-jcs-2022", KeyType::Ed25519),
    ("Ed25519Signature2020", KeyType::Ed25519),
    ("ecdsa-rdfc-2019", KeyType::P256),
    ("ecdsa-rdfc-2019", KeyType::P384),
    ("ecdsa-jcs-2019", KeyType::P256),
    ("ecdsa-jcs-2019", KeyType::P384),
];

/// A document that defines its own terms below those of the pinned contexts.
fn document() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://w3id.org/security/suites/ed25519-2020/v1",
            {"@vocab": "https://terms.example/"},
        ],
        "id": "urn:example:badge",
        "type": ["WeavingBadge"],
        "name": "Weaving",
        "loomHours": 4.5,
        "wearer": {"id": "did:example:ana", "threads": [{"shade": "A"}, {"shade": "B"}]},
    })
}

fn secret(key_type: KeyType) -> SecretKey {
    SecretKey::generate(key_type, &std::array::from_fn(|i| i as u8 + 1)).unwrap()
}

fn options() -> ProofOptions {
    ProofOptions::new("did:example:issuer#1").created("2026-05-01T12:00:00Z")
}

fn sign(document: &Value, options: ProofOptions, suite: &str, secret: &SecretKey) -> Value {
    let suite = Registry::default().find(suite).unwrap();
    let prepared = prepare(document, options, suite, secret.key_type(), &Contexts::pinned()).unwrap();
    let signature =
        CryptoProvider::portable().sign(prepared.algorithm(), secret, &prepared.bytes_to_sign()).unwrap();
    prepared.finish(&signature)
}

fn check_for(
    document: &Value,
    index: usize,
    expected: &Expectation<'_>,
    key: &PublicKey,
) -> Result<Held, ProofError> {
    let (_, proof) = proofs(document).nth(index).unwrap();
    let proof = Proof::read(proof)?;
    let (registry, provider) = (Registry::default(), CryptoProvider::portable());
    verify(document, &proof, expected, key, &Contexts::pinned(), &registry, &provider)
}

fn check(document: &Value, key: &PublicKey) -> Result<Held, ProofError> {
    check_for(document, 0, &Expectation::ASSERTION, key)
}

/// The code and the place of the first finding of a check that fails.
fn fails(document: &Value, key: &PublicKey) -> (String, String) {
    let error = check(document, key).unwrap_err();
    let finding = error.findings(&accolade_report::Pointer::root().key("proof")).remove(0);
    assert_eq!(finding.code, error.code());
    (finding.code.to_string(), finding.pointer.to_string())
}

fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| leaves(member, &format!("{place}/{name}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| leaves(item, &format!("{place}/{index}"), found));
        }
        _ => found.push(place.to_owned()),
    }
}

#[test]
fn every_suite_signs_and_notices_every_alteration() {
    for &(suite, key_type) in COMBINATIONS {
        let secret = secret(key_type);
        let key = secret.public_key();
        let options =
            options().expires("2027-01-01T00:00:00Z").domain("school.example").challenge("c").nonce("n");
        let signed = sign(&document(), options, suite, &secret);
        assert_eq!(check(&signed, key).unwrap().suite, suite);

        let mut places = Vec::new();
        leaves(&signed, "", &mut places);
        for place in &places {
            let mut altered = signed.clone();
            let value = altered.pointer_mut(place).unwrap();
            *value = match value {
                Value::String(text) => format!("{text}x").into(),
                Value::Number(_) => 5.into(),
                other => panic!("{other}"),
            };
            assert!(check(&altered, key).is_err(), "{suite}: {place} can be altered");
        }
        // Another vocabulary gives every term another meaning.
        let mut altered = signed.clone();
        altered["@context"][2]["@vocab"] = json!("https://other.example/");
        assert_eq!(
            check(&altered, key).unwrap_err().code(),
            match suite.contains("jcs") {
                // The proof carries the contexts that were signed.
                true => codes::CONTEXT_MISMATCH,
                false => codes::SIGNATURE_MISMATCH,
            }
        );

        for field in signed["proof"].as_object().unwrap().keys().filter(|name| *name != "@context") {
            let mut stripped = signed.clone();
            stripped["proof"].as_object_mut().unwrap().remove(field);
            assert!(check(&stripped, key).is_err(), "{suite}: {field} can be stripped");
        }
        for (name, value) in [("extra", json!("x")), ("wearer2", json!({"id": "did:example:eve"}))] {
            let mut extended = signed.clone();
            extended[name] = value;
            assert_eq!(check(&extended, key).unwrap_err().code(), codes::SIGNATURE_MISMATCH, "{suite}");
        }

        // The order of members is nothing to any suite: JCS sorts them, and statements have none.
        let reordered: Value = serde_json::from_str(&to_jcs(&signed)).unwrap();
        assert_ne!(reordered.to_string(), signed.to_string());
        check(&reordered, key).unwrap();
        // The order of a list is something to JCS only.
        let mut swapped = signed.clone();
        swapped["wearer"]["threads"].as_array_mut().unwrap().reverse();
        assert_eq!(check(&swapped, key).is_ok(), !suite.contains("jcs"), "{suite}");
    }
}

#[test]
fn a_key_of_another_kind_or_person_does_not_do() {
    let ed25519 = secret(KeyType::Ed25519);
    let signed = sign(&document(), options(), "eddsa-rdfc-2022", &ed25519);
    let stranger = SecretKey::generate(KeyType::Ed25519, &[9; 64]).unwrap();
    assert_eq!(
        fails(&signed, stranger.public_key()),
        ("proof.signature-mismatch".into(), "/proof/proofValue".into())
    );
    for key_type in [KeyType::P256, KeyType::P384] {
        let found = fails(&signed, secret(key_type).public_key());
        assert_eq!(found, ("proof.key-type-mismatch".into(), "/proof/verificationMethod".into()));
    }
    let suite = Registry::default().find("eddsa-rdfc-2022").unwrap();
    let error = prepare(&document(), options(), suite, KeyType::P256, &Contexts::pinned()).unwrap_err();
    assert_eq!(error.code(), codes::KEY_TYPE_MISMATCH);
}

#[test]
fn proofs_of_the_wrong_form() {
    let secret = secret(KeyType::Ed25519);
    let signed = sign(&document(), options(), "eddsa-rdfc-2022", &secret);
    let value = signed["proof"]["proofValue"].as_str().unwrap();
    let (_, bytes) = accolade_keys::decode_multibase(value).unwrap();
    let encode = accolade_keys::encode_multibase;
    use accolade_keys::Base::{Base58Btc, Base64Url};
    for (name, found, code, place) in [
        ("cryptosuite", json!("eddsa-rdf-2022"), "proof.unknown-suite", "/proof/cryptosuite"),
        ("cryptosuite", json!("EDDSA-RDFC-2022"), "proof.unknown-suite", "/proof/cryptosuite"),
        ("cryptosuite", Value::Null, "proof.malformed", "/proof/cryptosuite"),
        ("type", json!("Ed25519Signature2030"), "proof.unknown-suite", "/proof/cryptosuite"),
        ("type", json!(["DataIntegrityProof", "Other"]), "proof.malformed", "/proof/type"),
        ("created", json!("2026-05-01"), "proof.malformed", "/proof/created"),
        ("created", json!("2026-05-01T12:00:00z"), "proof.malformed", "/proof/created"),
        ("created", json!(1), "proof.malformed", "/proof/created"),
        ("expires", json!("never"), "proof.malformed", "/proof/expires"),
        (
            "verificationMethod",
            json!({"id": "did:example:issuer#1"}),
            "proof.malformed",
            "/proof/verificationMethod",
        ),
        ("proofPurpose", json!("authentication"), "proof.purpose-mismatch", "/proof/proofPurpose"),
        ("proofPurpose", json!(["assertionMethod"]), "proof.malformed", "/proof/proofPurpose"),
        ("nonce", json!(7), "proof.malformed", "/proof/nonce"),
        ("domain", json!({"a": 1}), "proof.malformed", "/proof/domain"),
        ("previousProof", json!(7), "proof.malformed", "/proof/previousProof"),
        ("previousProof", json!("urn:example:none"), "proof.previous-proof-missing", "/proof/previousProof"),
        ("proofValue", json!(encode(Base64Url, &bytes)), "proof.malformed-value", "/proof/proofValue"),
        ("proofValue", json!(encode(Base58Btc, &bytes[1..])), "proof.malformed-value", "/proof/proofValue"),
        (
            "proofValue",
            json!(encode(Base58Btc, &[&bytes[..], &[0]].concat())),
            "proof.malformed-value",
            "/proof/proofValue",
        ),
        ("proofValue", json!(value[1..]), "proof.malformed-value", "/proof/proofValue"),
        (
            "proofValue",
            json!(format!("z{}", "1".repeat(100_000))),
            "proof.malformed-value",
            "/proof/proofValue",
        ),
        ("proofValue", json!(encode(Base58Btc, &[0; 64])), "proof.signature-mismatch", "/proof/proofValue"),
        ("proofValue", json!([value]), "proof.malformed", "/proof/proofValue"),
    ] {
        let mut altered = signed.clone();
        altered["proof"][name] = found.clone();
        assert_eq!(fails(&altered, secret.public_key()), (code.into(), place.into()), "{name} {found:.60}");
    }
}

#[test]
fn domain_and_challenge() {
    let secret = secret(KeyType::Ed25519);
    let purpose = options().purpose("authentication").domain("school.example").challenge("123");
    let signed = sign(&document(), purpose.expires("2026-06-01T00:00:00Z"), "eddsa-jcs-2022", &secret);
    let ask = |domain, challenge| {
        let expected = Expectation { purpose: "authentication", domain, challenge };
        check_for(&signed, 0, &expected, secret.public_key())
            .map(|held| held.suite)
            .map_err(|error| error.code())
    };
    assert_eq!(ask(Some("school.example"), Some("123")), Ok("eddsa-jcs-2022"));
    assert_eq!(ask(None, None), Ok("eddsa-jcs-2022"));
    assert_eq!(ask(Some("evil.example"), Some("123")), Err(codes::DOMAIN_MISMATCH));
    assert_eq!(ask(Some("school.example"), Some("124")), Err(codes::CHALLENGE_MISMATCH));
}

#[test]
fn contexts_behind_those_of_a_jcs_proof_are_reported() {
    let secret = secret(KeyType::Ed25519);
    let mut signed = sign(&document(), options(), "eddsa-jcs-2022", &secret);
    assert!(check(&signed, secret.public_key()).unwrap().findings.is_empty());
    let contexts = signed["@context"].as_array_mut().unwrap();
    contexts.push(json!({"name": "https://evil.example/name"}));
    let held = check(&signed, secret.public_key()).unwrap();
    let [finding] = held.findings.as_slice() else { panic!("{:?}", held.findings) };
    assert_eq!((finding.code, finding.pointer.as_str()), (codes::CONTEXT_NOT_SIGNED, "/@context/3"));
    let contexts = signed["@context"].as_array_mut().unwrap();
    contexts.reverse();
    assert_eq!(
        fails(&signed, secret.public_key()),
        ("proof.context-mismatch".into(), "/proof/@context".into())
    );
}

#[test]
fn what_would_not_be_signed_is_not_signed() {
    let suite = Registry::default().find("eddsa-rdfc-2022").unwrap();
    let mut document = document();
    document["@context"][2] = json!({"loomHours": "https://terms.example/loomHours"});
    let error = prepare(&document, options(), suite, KeyType::Ed25519, &Contexts::pinned()).unwrap_err();
    assert!(matches!(error, ProofError::Document(_)), "{error:?}");
    assert!(error.findings(&accolade_report::Pointer::root()).len() > 1);
    let error = prepare(&json!([]), options(), suite, KeyType::Ed25519, &Contexts::pinned()).unwrap_err();
    assert_eq!(error.code(), codes::MALFORMED);
}

#[test]
fn a_chain_holds_together() {
    let (first, second) = (secret(KeyType::Ed25519), secret(KeyType::P256));
    let signed = sign(&document(), options().id("urn:example:p1"), "eddsa-rdfc-2022", &first);
    let chained =
        sign(&signed, options().previous(vec!["urn:example:p1".into()]), "ecdsa-rdfc-2019", &second);
    let second_holds =
        |document: &Value| check_for(document, 1, &Expectation::ASSERTION, second.public_key());
    check(&chained, first.public_key()).unwrap();
    second_holds(&chained).unwrap();

    let mut altered = chained.clone();
    altered["proof"][0]["created"] = json!("2026-05-02T12:00:00Z");
    assert_eq!(second_holds(&altered).unwrap_err().code(), codes::SIGNATURE_MISMATCH);
    let mut doubled = chained.clone();
    let again = doubled["proof"][0].clone();
    doubled["proof"].as_array_mut().unwrap().push(again);
    assert_eq!(second_holds(&doubled).unwrap_err().code(), codes::MALFORMED);
    let mut taken_out = chained.clone();
    taken_out["proof"][0]["id"] = json!("urn:example:p0");
    assert_eq!(second_holds(&taken_out).unwrap_err().code(), codes::PREVIOUS_PROOF_MISSING);
}

#[test]
fn a_suite_that_was_replaced_is_still_verified() {
    let secret = secret(KeyType::Ed25519);
    let suite = Registry::default().find("eddsa-2022").unwrap();
    let error = prepare(&document(), options(), suite, KeyType::Ed25519, &Contexts::pinned()).unwrap_err();
    assert_eq!(error.code(), codes::SUPERSEDED_SUITE);
    let mut proof = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-2022", "proofPurpose": "assertionMethod",
        "verificationMethod": "did:example:issuer#1", "created": "2023-01-01T00:00:00Z"});
    let input =
        suite.signing_input(&document(), &proof, KeyType::Ed25519, None, &Contexts::pinned()).unwrap();
    let signature =
        CryptoProvider::portable().sign(accolade_keys::Algorithm::EdDsa, &secret, &input.bytes()).unwrap();
    proof["proofValue"] = suite.proof_value(&input, &signature).into();
    let mut signed = document();
    signed["proof"] = proof;
    assert_eq!(check(&signed, secret.public_key()).unwrap().suite, "eddsa-2022");
}
