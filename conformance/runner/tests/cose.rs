//! The messages of one signer among the examples of the COSE working group: <https://github.com/cose-wg/Examples>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::{Limits, Value, parse};
use accolade_keys::{CryptoProvider, PublicKey};
use accolade_proof::cose::Sign1;
use serde_json::json;

#[test]
fn messages_of_one_signer() {
    let Some(folder) = vectors::suite("cose") else { return };
    let mut tally = Tally::new("cose");
    for part in ["sign1-tests", "ecdsa-examples", "eddsa-examples", "RFC8152", "sign-tests", "CWT"] {
        let entries = std::fs::read_dir(folder.join(part)).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|ext| ext == "json")) {
            let case = parse(&std::fs::read(file).unwrap(), &Limits::default()).unwrap();
            let id = format!("{part}/{}", file.file_stem().unwrap().to_string_lossy());
            // Encryption, authentication codes, and messages of several signers are other structures.
            let Some(signed) = case["input"].get("sign0") else {
                tally.skip();
                continue;
            };
            let held = run(&case, signed);
            let must_fail = case["fail"] == true;
            tally.record(
                &id,
                match (held, must_fail) {
                    (Ok(()), true) => Err("it holds".to_owned()),
                    (Err(_), true) | (Ok(()), false) => Ok(()),
                    (Err(why), false) => Err(why),
                },
            );
        }
    }
    tally.finish();
}

fn run(case: &Value, signed: &Value) -> Result<(), String> {
    let message = Sign1::parse(&bytes(&case["output"]["cbor"])).map_err(|e| e.to_string())?;
    let key = &signed["key"];
    let mut jwk = json!({"kty": key["kty"], "crv": key["crv"]});
    for name in ["x", "y"] {
        if let Some(value) = key.get(name) {
            jwk[name] = value.clone();
        } else if let Some(value) = key.get(format!("{name}_hex")) {
            jwk[name] = accolade_keys::encode_base64url(&bytes(value)).into();
        }
    }
    let key = PublicKey::from_jwk(&jwk).map_err(|e| e.to_string())?;
    let external = signed.get("external").map(bytes).unwrap_or_default();
    let portable = message.verify(&key, &external, &CryptoProvider::portable());
    let native = message.verify(&key, &external, &CryptoProvider::native());
    assert_eq!(portable.is_ok(), native.is_ok(), "the providers disagree");
    let plain = match case["input"].get("plaintext_hex") {
        Some(hex) => bytes(hex),
        None => case["input"]["plaintext"].as_str().unwrap().as_bytes().to_vec(),
    };
    if message.payload != plain {
        return Err("another payload".to_owned());
    }
    portable.map_err(|e| e.to_string())
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}
