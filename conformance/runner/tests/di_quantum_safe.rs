//! The test vectors of the draft post-quantum cryptosuites `mldsa44-rdfc-2024` and `mldsa44-jcs-2024`, with every intermediate
//! value that is published: <https://github.com/w3c-ccg/di-quantum-safe>.
//!
//! The collection has suites of SLH-DSA, FALCON and SQIsign as well. Each of their documents is a case too, of which is asked
//! that it is refused as one of an unknown suite: the verdict on it stays open.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use accolade_conformance::{fixtures::folder, tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{
    Algorithm, CryptoProvider, Jwk, KeyType, PublicKey, SecretKey, decode_multibase, encode_base64url,
};
use accolade_ld::{Contexts, Edition};
use accolade_proof::data_integrity::{Proof, Registry, prepare};
use support::{check, compare, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("di-quantum-safe") else { return };
    let folder = folder.join("testVectors");
    let keys = &json(&folder.join("inputs/KeysMLDSA.json"))["mldsa44"];
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("di-quantum-safe");
    tally.record("key", public_key(keys));
    for form in ["rdfc", "jcs"] {
        let id = format!("mldsa44-{form}-2024");
        tally.record(&id, run(&folder, &id, form, &contexts));
    }
    for other in ["slhdsa128", "falcon512", "sqisign1"] {
        for form in ["rdfc", "jcs"] {
            let id = format!("{other}-{form}-2024");
            let signed = json(&folder.join(&id).join(format!("signed-{id}.json")));
            tally.record(
                &id,
                check(&signed, &signed["proof"], &contexts).map(drop).map_err(|e| e.to_string()),
            );
        }
    }
    tally.finish();
}

/// The key as a Multikey, and back.
fn public_key(keys: &Value) -> Result<(), String> {
    let multikey = keys["publicKeyMultibase"].as_str().unwrap();
    let key = PublicKey::from_multikey(multikey).map_err(|error| error.to_string())?;
    if hex(&key.to_bytes()) != keys["publicKeyHex"] {
        return Err("another key".to_owned());
    }
    if key.to_multikey() != multikey {
        return Err("another Multikey".to_owned());
    }
    Ok(())
}

fn run(folder: &Path, id: &str, form: &str, contexts: &Contexts) -> Result<(), String> {
    let common = folder.join("commonAlgs");
    let document = json(&folder.join("inputs/employmentAuth.json"));
    let signed = json(&folder.join(id).join(format!("signed-{id}.json")));
    let suite = Registry::default().find(id).ok_or("unknown suite")?;
    let mut config = signed["proof"].clone();
    config.as_object_mut().unwrap().remove("proofValue");
    let prepared = prepare(&document, options(&config), suite, KeyType::MlDsa44, contexts)
        .map_err(|error| error.to_string())?;
    // Of the hashes, they publish the two in a row.
    let hashes = json(&common.join("hashing-combined.json"))[id].as_str().unwrap().to_owned();
    let (config_hash, document_hash) = hashes.split_at(64);
    compare(prepared.signing_input(), |name| match name {
        "canonDoc" => text(&common.join(format!("transform-{form}-sha256.txt"))),
        "proofCanon" => text(&common.join(format!("proofConfig-{id}.txt"))),
        "docHash" => document_hash.to_owned(),
        "proofHash" => config_hash.to_owned(),
        _ => hashes.clone(),
    })?;
    // The published signatures are of the randomized variant, so they can be verified and not made again.
    let value = signed["proof"]["proofValue"].as_str().unwrap();
    let (_, signature) = decode_multibase(value).map_err(|error| error.to_string())?;
    if prepared.finish(&signature) != signed {
        return Err("another signed document".to_owned());
    }
    check(&signed, &signed["proof"], contexts).map(drop).map_err(|error| error.to_string())
}

/// Byte for byte against another implementation: noble's package signs the same template with the same seed, in the
/// deterministic variant (`conformance/judges`).
#[test]
fn signatures_are_those_of_another_implementation() {
    for form in ["rdfc", "jcs"] {
        let theirs = json(&folder().join(format!("judged/mldsa44-{form}-2024.json")));
        let ours = json(&folder().join(format!("verify/good/mldsa44-{form}.json")));
        assert_eq!(ours, theirs, "{form}");
    }
}

/// What the vectors do not have: keys of a seed in every form, and values that are not quite right.
#[test]
fn keys_and_values_are_read_strictly() {
    let secret = SecretKey::generate(KeyType::MlDsa44, &[7; 64]).unwrap();
    let public = secret.public_key();
    let multikey = secret.to_multikey().unwrap();
    assert!(multikey.starts_with('u'));
    assert_eq!(SecretKey::from_multikey(&multikey).unwrap().public_key(), public);
    let jwk: Value = serde_json::from_str(&secret.to_jwk().unwrap()).unwrap();
    assert_eq!(jwk["priv"], encode_base64url(&[7; 32]));
    assert_eq!(SecretKey::from_jwk(&jwk).unwrap().public_key(), public);
    assert_eq!(Jwk::from_value(&public.to_jwk()).unwrap().algorithm, Some(Algorithm::MlDsa44));
    assert_eq!(secret.to_pem().unwrap_err().code().as_str(), "key.unsupported-type");

    let code = |found: Result<PublicKey, accolade_keys::KeyError>| found.unwrap_err().code().as_str();
    let bytes = public.to_bytes();
    assert_eq!(code(PublicKey::from_bytes(KeyType::MlDsa44, &bytes[1..])), "key.wrong-length");
    let in_base58 = accolade_keys::encode_multibase(
        accolade_keys::Base::Base58Btc,
        &[&[0x90, 0x24], bytes.as_slice()].concat(),
    );
    assert_eq!(code(PublicKey::from_multikey(&in_base58)), "key.malformed-multibase");
    let ed25519 = SecretKey::generate(KeyType::Ed25519, &[7; 64]).unwrap();
    let in_base64 = accolade_keys::encode_multibase(
        accolade_keys::Base::Base64Url,
        &[&[0xed, 0x01], ed25519.public_key().to_bytes().as_slice()].concat(),
    );
    assert_eq!(code(PublicKey::from_multikey(&in_base64)), "key.malformed-multibase");

    let provider = CryptoProvider::portable();
    let signature = provider.sign(Algorithm::MlDsa44, &secret, b"a badge").unwrap();
    assert!(provider.verify(Algorithm::MlDsa44, public, b"a badge", &signature));
    assert!(!provider.verify(Algorithm::MlDsa44, public, b"another", &signature));
    assert!(!provider.verify(Algorithm::EdDsa, public, b"a badge", &signature));
    assert!(!provider.verify(Algorithm::MlDsa44, ed25519.public_key(), b"a badge", &signature));
    for at in 0..signature.len() {
        let mut altered = signature.clone();
        altered[at] ^= 1;
        assert!(!provider.verify(Algorithm::MlDsa44, public, b"a badge", &altered), "{at}");
    }
    assert!(!provider.verify(Algorithm::MlDsa44, public, b"a badge", &signature[1..]));
}

/// A proof value of the other base is no other spelling of it.
#[test]
fn a_proof_value_has_one_base() {
    let secret = SecretKey::generate(KeyType::MlDsa44, &[7; 64]).unwrap();
    let (registry, contexts) = (Registry::default(), Contexts::pinned());
    let document =
        serde_json::json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "name": "a badge"});
    let multikey = secret.public_key().to_multikey();
    let method = serde_json::json!({"verificationMethod": format!("did:key:{multikey}#{multikey}"),
        "created": "2026-01-01T00:00:00Z", "proofPurpose": "assertionMethod"});
    let suite = registry.find("mldsa44-jcs-2024").unwrap();
    let prepared = prepare(&document, options(&method), suite, KeyType::MlDsa44, &contexts).unwrap();
    let signature = prepared.sign(&secret, &CryptoProvider::portable()).unwrap();
    let mut signed = prepared.finish(&signature);
    assert!(check(&signed, &signed["proof"], &contexts).is_ok());
    signed["proof"]["proofValue"] =
        accolade_keys::encode_multibase(accolade_keys::Base::Base58Btc, &signature).into();
    let refused = check(&signed, &signed["proof"], &contexts).unwrap_err();
    assert_eq!(refused.code().as_str(), "proof.malformed-value");
    assert!(Proof::read(&signed["proof"]).is_ok());
}
