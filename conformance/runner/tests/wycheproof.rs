//! Wycheproof: signatures, JSON Web Signatures and JSON Web Keys made to trip up implementations, each through both
//! providers, which must agree: <https://github.com/C2SP/wycheproof>.
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::fs;

use accolade_conformance::{tally::Tally, vectors};
use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jwk, Jws, PublicKey};
use serde_json::Value;

fn groups(file: &str) -> Option<Vec<Value>> {
    let path = vectors::suite("wycheproof")?.join("testvectors_v1").join(file);
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // The files hold numbers and texts that only a test reads, so the strict reader is not asked.
    let mut file: Value = serde_json::from_slice(&text).unwrap();
    match file["testGroups"].take() {
        Value::Array(groups) => Some(groups),
        _ => panic!("no groups"),
    }
}

fn tests(group: &Value) -> impl Iterator<Item = (String, bool, &Value)> {
    let tests = group["tests"].as_array().unwrap().iter();
    tests.map(|test| (format!("#{}", test["tcId"]), test["result"] == "valid", test))
}

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The verdict of both providers, where they agree.
fn verdict(check: impl Fn(&CryptoProvider) -> bool) -> Result<bool, String> {
    let (portable, native) = (check(&CryptoProvider::portable()), check(&CryptoProvider::native()));
    if portable == native {
        Ok(portable)
    } else {
        Err(format!("portable says {portable}, native says {native}"))
    }
}

fn hold(found: Result<bool, String>, expected: bool) -> Result<(), String> {
    let found = found?;
    if found == expected { Ok(()) } else { Err(format!("found {found}, expected {expected}")) }
}

fn signatures(suite: &str, file: &str, algorithm: Algorithm) {
    let Some(groups) = groups(file) else { return };
    let mut tally = Tally::new(suite);
    for group in &groups {
        let key = PublicKey::from_pem(group["publicKeyPem"].as_str().unwrap());
        if let (Ok(key), Some(jwk)) = (&key, group.get("publicKeyJwk").filter(|jwk| jwk.is_object())) {
            assert_eq!(Some(key), PublicKey::from_jwk(jwk).ok().as_ref());
        }
        for (id, expected, test) in tests(group) {
            let (message, signature) = (unhex(&test["msg"]), unhex(&test["sig"]));
            let found = match &key {
                Ok(key) => verdict(|provider| provider.verify(algorithm, key, &message, &signature)),
                Err(error) => Err(format!("the key is refused: {error}")),
            };
            tally.record(&id, hold(found, expected));
        }
    }
    tally.finish();
}

#[test]
fn ed25519() {
    signatures("wycheproof-ed25519", "ed25519_test.json", Algorithm::EdDsa);
}

#[test]
fn ecdsa_p256() {
    signatures("wycheproof-ecdsa-p256", "ecdsa_secp256r1_sha256_p1363_test.json", Algorithm::Es256);
}

#[test]
fn ecdsa_p384() {
    signatures("wycheproof-ecdsa-p384", "ecdsa_secp384r1_sha384_p1363_test.json", Algorithm::Es384);
}

#[test]
fn ecdsa_p521() {
    signatures("wycheproof-ecdsa-p521", "ecdsa_secp521r1_sha512_p1363_test.json", Algorithm::Es512);
}

#[test]
fn ecdsa_secp256k1() {
    signatures("wycheproof-ecdsa-secp256k1", "ecdsa_secp256k1_sha256_p1363_test.json", Algorithm::Es256K);
}

/// Any header that is safe in itself; which key and algorithm it leads to is what these tests are about.
const RULES: HeaderRules =
    HeaderRules { algorithms: Algorithm::ALL, types: &["JWT"], members: &["alg", "kid", "typ"] };

/// Whether a token holds under one key or under the key of a set that its `kid` names.
fn token_holds(text: &str, key: &Value) -> Result<bool, String> {
    let jws = Jws::parse(text, &RULES).map_err(|error| error.to_string())?;
    let keys = match key.get("keys") {
        Some(_) => Jwk::set_from_value(key),
        None => Jwk::from_value(key).map(|key| vec![key]),
    };
    let keys = keys.map_err(|error| error.to_string())?;
    let mut named = keys.iter().filter(|key| keys.len() == 1 || key.key_id == jws.header.key_id);
    let (Some(key), None) = (named.next(), named.next()) else { return Ok(false) };
    if key.algorithm.is_some_and(|only| only != jws.header.algorithm) {
        return Ok(false);
    }
    verdict(|provider| jws.verify(&key.key, provider).unwrap_or(false))
}

fn tokens(suite: &str, file: &str) {
    let Some(groups) = groups(file) else { return };
    let mut tally = Tally::new(suite);
    for group in &groups {
        let key = group.get("public").unwrap_or(&group["private"]);
        let algorithms =
            key.get("keys").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![key.clone()]);
        let in_scope = algorithms
            .iter()
            .all(|key| key["alg"].as_str().is_none_or(|name| Algorithm::parse(name).is_some()));
        for (id, expected, test) in tests(group) {
            let found = token_holds(test["jws"].as_str().unwrap(), key);
            if expected && !in_scope {
                assert!(found.is_err(), "{id}: an algorithm that is not supported was accepted");
                tally.skip();
            } else if expected {
                tally.record(&id, hold(found, true));
            } else {
                // A token that is refused before its signature is looked at is refused too.
                tally.record(&id, hold(Ok(found.unwrap_or(false)), false));
            }
        }
    }
    tally.finish();
}

#[test]
fn json_web_signature() {
    tokens("wycheproof-jws", "json_web_signature_test.json");
}

#[test]
fn json_web_key() {
    tokens("wycheproof-jwk", "json_web_key_test.json");
}
