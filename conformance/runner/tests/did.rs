//! The vectors of `did:key`, `did:jwk`, `did:web` and Controlled Identifiers.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use accolade_conformance::{tally::Tally, vectors};
use accolade_did::{Did, Document, MethodUrl, Purpose, Resolution, codes, resolve, web_url};
use accolade_json::{Limits, Value, one_or_many, parse};
use accolade_keys::{Base, KeyType, PublicKey, SecretKey, decode_multibase, encode_multibase};
use serde_json::json;

fn read(path: &Path) -> Value {
    parse(&fs::read(path).unwrap(), &Limits::default()).unwrap()
}

fn resolved(did: &str) -> Result<Document, String> {
    let method = MethodUrl::parse(did).map_err(|e| e.to_string())?;
    match resolve(&method).map_err(|e| format!("{}: {e}", e.code()))? {
        Resolution::Document(document) => Ok(document),
        other => Err(format!("not computed: {other:?}")),
    }
}

fn hold(condition: bool, problem: impl Into<String>) -> Result<(), String> {
    if condition { Ok(()) } else { Err(problem.into()) }
}

/// The vectors write methods in the forms of several years, so the keys are compared rather than the texts.
#[test]
fn did_key() {
    let Some(folder) = vectors::suite("did-key") else { return };
    let mut tally = Tally::new("did-key");
    for file in ["ed25519-x25519", "x25519", "nist-curves", "rsa", "secp256k1", "bls12381"] {
        let cases = read(&folder.join(format!("test-vectors/{file}.json")));
        // One file has its documents one level deeper, and nothing beside them.
        let nested = cases.get("didDocument").map(|documents| {
            let documents = documents.as_object().unwrap().iter();
            documents.map(|(did, document)| (did.clone(), json!({"didDocument": document}))).collect()
        });
        let cases: Vec<(String, Value)> = nested.unwrap_or_else(|| {
            cases.as_object().unwrap().iter().map(|(did, case)| (did.clone(), case.clone())).collect()
        });
        for (did, case) in cases {
            let id = format!("{file}/{:.24}", did.trim_start_matches("did:key:"));
            if unsupported(&did) { tally.skip() } else { tally.record(&id, did_key_case(&did, &case)) }
        }
    }
    tally.finish();
}

/// Whether the key is of a kind that is not supported, and refused as such.
fn unsupported(did: &str) -> bool {
    let method = MethodUrl::parse(did).unwrap();
    resolve(&method).is_err_and(|error| error.code() == accolade_keys::codes::UNSUPPORTED_TYPE)
}

fn did_key_case(did: &str, case: &Value) -> Result<(), String> {
    let document = resolved(did)?;
    let first = &document.to_value()["verificationMethod"][0];
    let key =
        PublicKey::from_multikey(first["publicKeyMultibase"].as_str().unwrap()).map_err(|e| e.to_string())?;
    hold(document.id() == did && first["controller"] == *did, "another identifier")?;
    // Where the vector has a secret key, its public half is the DID's.
    let pair =
        [case.get("verificationMethod"), case.get("verificationKeyPair"), case.get("keyPair"), Some(case)];
    for entry in pair.into_iter().flatten() {
        if let Some(jwk) = entry.get("publicKeyJwk") {
            hold(PublicKey::from_jwk(jwk).as_ref() == Ok(&key), "another key than publicKeyJwk")?;
        }
        if let Some(base58) = entry.get("publicKeyBase58").and_then(Value::as_str) {
            let (_, bytes) = decode_multibase(&format!("z{base58}")).map_err(|e| e.to_string())?;
            hold(key.to_bytes() == bytes, "another key than publicKeyBase58")?;
        }
        if let (Some(base58), KeyType::Bls12381G2) =
            (entry.get("privateKeyBase58").and_then(Value::as_str), key.key_type())
        {
            let (_, secret) = decode_multibase(&format!("z{base58}")).map_err(|e| e.to_string())?;
            let multikey = encode_multibase(Base::Base58Btc, &[[0x8a, 0x26].as_slice(), &secret].concat());
            let secret = SecretKey::from_multikey(&multikey).map_err(|e| format!("privateKeyBase58: {e}"))?;
            hold(secret.public_key() == &key, "another key than privateKeyBase58")?;
        }
        if let Some(jwk) = entry.get("privateKeyJwk") {
            let secret = SecretKey::from_jwk(jwk).map_err(|e| format!("privateKeyJwk: {e}"))?;
            hold(secret.public_key() == &key, "another key than privateKeyJwk")?;
        }
    }
    // The published document, read as any other, has the same key under the same purposes.
    let Some(published) = case.get("didDocument") else { return Ok(()) };
    let published = Document::from_value(published.clone(), did).map_err(|e| e.to_string())?;
    for purpose in [Purpose::AssertionMethod, Purpose::Authentication, Purpose::KeyAgreement] {
        for id in published.methods_for(purpose) {
            let method = MethodUrl::parse(id).map_err(|e| e.to_string())?;
            let theirs = published.method_for(&method, purpose).map_err(|e| e.to_string())?;
            // An X25519 key derived from the Ed25519 key is an option of the method that is not taken here.
            if !id.ends_with(&did["did:key:".len()..]) {
                continue;
            }
            let ours = document.method_for(&method, purpose).map_err(|e| e.to_string())?;
            hold(ours.key == theirs.key && ours.controller == theirs.controller, "another method")?;
        }
    }
    Ok(())
}

#[test]
fn did_jwk() {
    let Some(folder) = vectors::suite("did-jwk") else { return };
    let mut tally = Tally::new("did-jwk");
    let file = read(&folder.join("vectors.json"));
    for (number, case) in file["vectors"].as_array().unwrap().iter().enumerate() {
        let did = case["did"].as_str().unwrap();
        let result = resolved(did).and_then(|document| {
            // The specification's text has a stray `$` in some of its references.
            let expected: Value =
                serde_json::from_str(&case["didDocument"].to_string().replace("did:jwk:$", "did:jwk:"))
                    .map_err(|e| e.to_string())?;
            hold(*document.to_value() == expected, format!("{} instead of {expected}", document.to_value()))
        });
        tally.record(&number.to_string(), result);
    }
    tally.finish();
}

#[test]
fn did_web() {
    let Some(folder) = vectors::suite("did-web") else { return };
    let mut tally = Tally::new("did-web");
    for case in read(&folder.join("vectors.json"))["vectors"].as_array().unwrap() {
        let did = case["did"].as_str().unwrap();
        let found = Did::parse(did).and_then(|did| web_url(&did)).map_err(|e| e.to_string());
        tally.record(did, found.and_then(|url| hold(case["url"] == *url, url)));
    }
    tally.finish();
}

/// Every example of the specification that is a document with an `id`, or a method, is read, and each method that it lists
/// gives its key.
#[test]
fn controlled_identifiers() {
    let Some(folder) = vectors::suite("multikey-cid") else { return };
    let mut tally = Tally::new("multikey-cid");
    for (number, example) in read(&folder.join("spec-examples.json")).as_array().unwrap().iter().enumerate() {
        match cid_case(example) {
            Err(problem) if problem.starts_with("key.unsupported-type") => tally.skip(),
            result => tally.record(&number.to_string(), result),
        }
    }
    tally.finish();
}

fn cid_case(example: &Value) -> Result<(), String> {
    if example.get("type").is_some() || example.get("kty").is_some() {
        // A method by itself: held in a document of its controller.
        let controller = example["controller"].as_str().unwrap_or("https://controller.example");
        let document = json!({"id": controller, "assertionMethod": [example]});
        return cid_case(&document);
    }
    let Some(id) = example["id"].as_str() else {
        return hold(Document::from_value(example.clone(), "").is_err(), "a document without an id was read");
    };
    let document = Document::from_value(example.clone(), id).map_err(|e| e.to_string())?;
    for &purpose in Purpose::ALL {
        let listed = example.get(purpose.name()).map(one_or_many).unwrap_or_default();
        hold(document.methods_for(purpose).len() == listed.len(), "methods were dropped")?;
        for method in document.methods_for(purpose) {
            let method = MethodUrl::parse(method).map_err(|e| e.to_string())?;
            match document.method_for(&method, purpose) {
                Ok(_) => {}
                // Some examples refer to a document elsewhere.
                Err(error) if error.code() == codes::METHOD_NOT_FOUND && !method.as_str().starts_with(id) => {
                }
                Err(error) => return Err(format!("{}: {error}", error.code())),
            }
        }
    }
    Ok(())
}
