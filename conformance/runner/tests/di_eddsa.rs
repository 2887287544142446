//! The test vectors of Data Integrity EdDSA Cryptosuites and of proof sets and chains, with every intermediate value:
//! <https://github.com/w3c/vc-di-eddsa>; and the fixtures of the Data Integrity assertion suite.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{CryptoProvider, KeyType, SecretKey};
use accolade_ld::{Contexts, Edition};
use accolade_proof::data_integrity::{Registry, prepare, proofs};
use support::{check, compare, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("vc-di-eddsa") else { return };
    let folder = folder.join("TestVectors");
    let keys = json(&folder.join("keyPair.json"));
    let secret = SecretKey::from_multikey(keys["privateKeyMultibase"].as_str().unwrap()).unwrap();
    assert_eq!(secret.public_key().to_multikey(), keys["publicKeyMultibase"]);
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("vc-di-eddsa");
    for (id, unsigned, suffix) in [
        ("eddsa-rdfc-2022", "unsigned.json", "DataInt"),
        ("eddsa-rdfc-2022/employ", "employmentAuth.json", "DataInt"),
        ("eddsa-jcs-2022", "unsigned.json", "JCS"),
        ("Ed25519Signature2020", "unsigned.json", "EdSig"),
    ] {
        let mut unsigned = json(&folder.join(unsigned));
        if suffix == "EdSig" {
            // The suite has a context of its own, which its vector adds to the same document.
            let url = "https://w3id.org/security/suites/ed25519-2020/v1";
            unsigned["@context"].as_array_mut().unwrap().push(url.into());
        }
        tally.record(id, run(&folder.join(id), suffix, &unsigned, &secret, &contexts));
    }
    tally.finish();
}

fn run(
    folder: &Path,
    suffix: &str,
    unsigned: &Value,
    secret: &SecretKey,
    contexts: &Contexts,
) -> Result<(), String> {
    let published = |name: &str| text(&folder.join(format!("{name}{suffix}.txt")));
    let config = json(&folder.join(format!("proofConfig{suffix}.json")));
    let name = config.get("cryptosuite").unwrap_or(&config["type"]).as_str();
    let suite = name.and_then(|name| Registry::default().find(name)).ok_or("unknown suite")?;
    let prepared =
        prepare(unsigned, options(&config), suite, KeyType::Ed25519, contexts).map_err(|e| e.to_string())?;
    compare(prepared.signing_input(), published)?;
    let signature = CryptoProvider::portable().sign(prepared.algorithm(), secret, &prepared.bytes_to_sign());
    let signature = signature.map_err(|e| e.to_string())?;
    if hex(&signature) != published("sigHex") {
        return Err("another signature".to_owned());
    }
    let signed = prepared.finish(&signature);
    if signed["proof"]["proofValue"] != published("sigBTC58") {
        return Err("another proof value".to_owned());
    }
    if signed != json(&folder.join(format!("signed{suffix}.json"))) {
        return Err("another signed document".to_owned());
    }
    check(&signed, &signed["proof"], contexts).map_err(|e| e.to_string())?;
    Ok(())
}

#[test]
fn sets_and_chains() {
    let Some(folder) = vectors::suite("vc-di-eddsa") else { return };
    let folder = folder.join("TestVectors/proof-set-chain");
    let keys = json(&folder.join("multiKeyPairs.json"));
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("vc-di-eddsa-proof-set-chain");
    let mut document = json(&folder.join("unsigned.json"));
    // Each step signs what the one before it made, with the next key.
    for (number, config, signed) in [
        (1, "proofSetConfig1", "signedProofSet1"),
        (2, "proofSetConfig2", "signedProofSet2"),
        (3, "proofChainConfig1", "signedProofChain1"),
        (4, "proofChainConfig2", "signedProofChain2"),
    ] {
        let secret = keys[format!("keyPair{number}")]["privateKeyMultibase"].as_str().unwrap();
        let secret = SecretKey::from_multikey(secret).unwrap();
        let expected = json(&folder.join(format!("{signed}.json")));
        let config = json(&folder.join(format!("{config}.json")));
        tally.record(signed, extend(&document, &config, &expected, &secret, &contexts));
        document = expected;
    }
    tally.finish();
}

fn extend(
    document: &Value,
    config: &Value,
    expected: &Value,
    secret: &SecretKey,
    contexts: &Contexts,
) -> Result<(), String> {
    let suite = Registry::default().find(config["cryptosuite"].as_str().unwrap()).ok_or("unknown suite")?;
    let prepared =
        prepare(document, options(config), suite, KeyType::Ed25519, contexts).map_err(|e| e.to_string())?;
    let signature = CryptoProvider::portable().sign(prepared.algorithm(), secret, &prepared.bytes_to_sign());
    let signed = prepared.finish(&signature.map_err(|e| e.to_string())?);
    let listed = |document: &Value| proofs(document).map(|(_, proof)| proof.clone()).collect::<Vec<_>>();
    if listed(&signed) != listed(expected) {
        return Err(format!("other proofs: {}", signed["proof"]));
    }
    for (place, proof) in proofs(expected) {
        check(expected, proof, contexts).map_err(|error| format!("{place}: {error}"))?;
    }
    Ok(())
}

#[test]
fn assertion_suite() {
    let Some(folder) = vectors::suite("di-assertion") else { return };
    let folder = folder.join("inputs/eddsa-rdfc-2022");
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("di-assertion");
    for version in ["1.1", "2.0"] {
        for case in [
            "previousProofArrayOk",
            "previousProofStringOk",
            "previousProofArrayMissingFail",
            "previousProofStringMissingFail",
            "previousProofMissingFail",
            "previousProofNotStringFail",
        ] {
            let id = format!("{version}-{case}");
            let document = json(&folder.join(format!("{id}-SimpleSigned2.json")));
            let result: Result<Vec<_>, _> =
                proofs(&document).map(|(_, proof)| check(&document, proof, &contexts)).collect();
            tally.record(
                &id,
                match (result, case.ends_with("Ok")) {
                    (Ok(_), true) | (Err(_), false) => Ok(()),
                    (Err(error), true) => Err(format!("{}: {error}", error.code())),
                    (Ok(_), false) => Err("holds".to_owned()),
                },
            );
        }
    }
    tally.finish();
}
