//! The inputs of the DID test suite: documents that four implementations made, and what their resolvers and dereferencers
//! answered: <https://github.com/w3c/did-test-suite>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use accolade_conformance::{tally::Tally, vectors};
use accolade_did::{
    Did, DidError, Document, MethodUrl, Purpose, Resolution, ResolutionError, codes, resolve, web_url,
};
use accolade_json::{Limits, Value, one_or_many, parse};
use accolade_keys::{Base, decode_multibase};

fn files() -> Option<Vec<(String, Value)>> {
    let folder = vectors::suite("did-core")?.join("packages/did-core-test-server/suites/implementations");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, parse(&std::fs::read(path).unwrap(), &Limits::default()).unwrap())
    };
    Some(paths.into_iter().map(read).collect())
}

/// Each document is read; each method in it that is of a supported kind gives its key, under the purposes that list it. What a
/// `did:key` computes has the same key.
#[test]
fn documents() {
    let Some(files) = files() else { return };
    let mut tally = Tally::new("did-core-documents");
    for (name, file) in &files {
        for did in file.get("dids").and_then(Value::as_array).into_iter().flatten() {
            let did = did.as_str().unwrap();
            let document = &file[did]["didDocumentDataModel"]["properties"];
            tally.record(&format!("{name}/{:.40}", did.trim_start_matches("did:")), read(did, document));
        }
    }
    tally.finish();
}

fn read(did: &str, value: &Value) -> Result<(), String> {
    let document = Document::from_value(value.clone(), did).map_err(|e| format!("{}: {e}", e.code()))?;
    let mut keys = 0;
    for &purpose in Purpose::ALL {
        let listed = value.get(purpose.name()).map(one_or_many).unwrap_or_default();
        if document.methods_for(purpose).len() != listed.len() {
            return Err(format!("methods of `{purpose:?}` were dropped"));
        }
        for id in document.methods_for(purpose) {
            let method = MethodUrl::parse(id).map_err(|e| e.to_string())?;
            let found = match document.method_for(&method, purpose) {
                Ok(found) => found,
                Err(DidError::Key { error, .. })
                    if error.code() == accolade_keys::codes::UNSUPPORTED_TYPE =>
                {
                    continue;
                }
                Err(error) => return Err(format!("{}: {error}", error.code())),
            };
            keys += 1;
            let computed = MethodUrl::parse(did).and_then(|method| resolve(&method));
            if let Ok(Resolution::Document(computed)) = computed
                && id.ends_with(did.trim_start_matches("did:key:"))
            {
                let ours = computed.method_for(&method, purpose).map_err(|e| e.to_string())?;
                if ours.key != found.key {
                    return Err("another key than the DID's".to_owned());
                }
            }
        }
    }
    let methods = value.get("verificationMethod").map(one_or_many).unwrap_or_default();
    let known = |method: &&Value| {
        ["JsonWebKey2020", "Ed25519VerificationKey2018", "Ed25519VerificationKey2020"]
            .iter()
            .any(|known| method["type"] == *known)
    };
    let unknown_curve = |method: &&Value| {
        method["publicKeyJwk"]["crv"].as_str().is_some_and(|curve| curve.starts_with("BLS12381"))
    };
    if keys == 0 && methods.iter().filter(known).any(|method| !unknown_curve(&method)) {
        return Err("no key was read".to_owned());
    }
    Ok(())
}

/// What resolvers answered: a document with the same keys, or the same error.
#[test]
fn answers() {
    let Some(files) = files() else { return };
    let mut tally = Tally::new("did-core-answers");
    for (name, file) in &files {
        for (number, execution) in
            file.get("executions").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            let (input, output) = (&execution["input"], &execution["output"]);
            let asked = input["did"].as_str().or(input["didUrl"].as_str()).unwrap();
            let metadata =
                output.get("didResolutionMetadata").or(output.get("dereferencingMetadata")).unwrap();
            let id = format!("{name}/{number}");
            match metadata["error"].as_str() {
                // Whether there is something at a URL is known to whoever fetches it.
                Some("notFound") => tally.record(&id, fetched(asked)),
                Some(expected) => tally.record(&id, refused(asked, expected, input.get("did").is_some())),
                None => tally.record(&id, answered(asked)),
            }
        }
    }
    tally.finish();
}

fn refused(asked: &str, expected: &str, is_did: bool) -> Result<(), String> {
    let error = match is_did {
        true => Did::parse(asked).map(drop),
        false => MethodUrl::parse(asked).and_then(|method| resolve(&method)).map(drop),
    };
    let found = error.err().and_then(|error| ResolutionError::of(&error)).map(ResolutionError::name);
    if found == Some(expected) { Ok(()) } else { Err(format!("{found:?} instead of `{expected}`")) }
}

fn answered(asked: &str) -> Result<(), String> {
    let method = MethodUrl::parse(asked).map_err(|e| e.to_string())?;
    match resolve(&method).map_err(|e| e.to_string())? {
        Resolution::Document(document) => {
            document.method_for(&method, Purpose::AssertionMethod).map(drop).map_err(|e| e.to_string())
        }
        _ => fetched(asked),
    }
}

fn fetched(asked: &str) -> Result<(), String> {
    Did::parse(asked).and_then(|did| web_url(&did)).map(drop).map_err(|e| e.to_string())
}

/// The two encodings that controlled identifiers have; every other is refused.
#[test]
fn multibase() {
    let Some(folder) = vectors::suite("multibase") else { return };
    let mut tally = Tally::new("multibase");
    for file in ["basic", "leading_zero", "two_leading_zeros", "case_insensitivity"] {
        let text = std::fs::read_to_string(folder.join(format!("tests/{file}.csv"))).unwrap();
        let (header, lines) = text.split_once('\n').unwrap();
        let expected = header.split_once(", ").unwrap().1.trim().trim_matches('"').replace("\\x00", "\0");
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let (encoding, text) = line.split_once(", ").unwrap();
            let found = decode_multibase(text.trim().trim_matches('"'));
            let wanted = match encoding {
                "base58btc" => Some(Base::Base58Btc),
                "base64url" => Some(Base::Base64Url),
                _ => None,
            };
            let result = match (found, wanted) {
                (Ok((base, bytes)), Some(wanted)) if base == wanted && bytes == expected.as_bytes() => Ok(()),
                (Err(error), None) if error.code() == accolade_keys::codes::MALFORMED_MULTIBASE => Ok(()),
                (found, _) => Err(format!("{found:?}")),
            };
            tally.record(&format!("{file}/{encoding}"), result);
        }
    }
    tally.finish();
}

#[test]
fn every_error_has_its_word() {
    let error = |text: &str| {
        let found = MethodUrl::parse(text).and_then(|method| match resolve(&method)? {
            Resolution::Document(document) => document.method_for(&method, Purpose::KeyAgreement).map(drop),
            _ => Ok(()),
        });
        ResolutionError::of(&found.unwrap_err()).map(ResolutionError::name)
    };
    let key = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    assert_eq!(error("did:Key:a"), Some("invalidDid"));
    assert_eq!(error("did:key:z6Mk"), Some("invalidDid"));
    assert_eq!(error("did:web:127.0.0.1"), Some("invalidDid"));
    assert_eq!(error("did:key:a#b c"), Some("invalidDidUrl"));
    assert_eq!(error("http://a.example/#b"), Some("invalidDidUrl"));
    assert_eq!(error("did:example:a"), Some("methodNotSupported"));
    assert_eq!(error(&format!("did:key:{key}#other")), Some("notFound"));
    assert_eq!(error(&format!("did:key:{key}")), Some("invalidRelationshipForVerificationMethod"));
    let document = Document::from_value(serde_json::json!({"id": "did:web:a.example"}), "did:web:b.example");
    let error = document.unwrap_err();
    assert_eq!(error.code(), codes::DOCUMENT_ID_MISMATCH);
    assert_eq!(ResolutionError::of(&error), Some(ResolutionError::InvalidDidDocument));
}
