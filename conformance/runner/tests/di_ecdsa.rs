//! The test vectors of Data Integrity ECDSA Cryptosuites, `ecdsa-rdfc-2019` and `ecdsa-jcs-2019`, with every intermediate
//! value: <https://github.com/w3c/vc-di-ecdsa>.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{CryptoProvider, SecretKey};
use accolade_ld::{Contexts, Edition};
use accolade_proof::data_integrity::{Registry, prepare};
use support::{check, compare, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("vc-di-ecdsa") else { return };
    let folder = folder.join("TestVectors");
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("vc-di-ecdsa");
    for (id, unsigned, suffix) in [
        ("ecdsa-rdfc-2019-p256", "unsigned.json", "ECDSAP256"),
        ("ecdsa-rdfc-2019-p256/employ", "employmentAuth.json", "ECDSAP256"),
        ("ecdsa-rdfc-2019-p384", "unsigned.json", "ECDSAP384"),
        ("ecdsa-rdfc-2019-p384/employ", "employmentAuth.json", "ECDSAP384"),
        ("ecdsa-jcs-2019-p256", "unsigned.json", "JCSECDSAP256"),
        ("ecdsa-jcs-2019-p384", "unsigned.json", "JCSECDSAP384"),
    ] {
        let curve = if id.contains("p256") { "p256" } else { "p384" };
        let keys = json(&folder.join(format!("{curve}KeyPair.json")));
        let secret = SecretKey::from_multikey(keys["secretKeyMultibase"].as_str().unwrap()).unwrap();
        assert_eq!(secret.public_key().to_multikey(), keys["publicKeyMultibase"]);
        let unsigned = json(&folder.join(unsigned));
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
    let suite = Registry::default().find(config["cryptosuite"].as_str().unwrap()).ok_or("unknown suite")?;
    let prepared =
        prepare(unsigned, options(&config), suite, secret.key_type(), contexts).map_err(|e| e.to_string())?;
    compare(prepared.signing_input(), published)?;
    // Deterministic ECDSA (RFC 6979) makes even the signature reproducible.
    let signature = CryptoProvider::portable().sign(prepared.algorithm(), secret, &prepared.bytes_to_sign());
    let signature = signature.map_err(|e| e.to_string())?;
    if hex(&signature) != published("sigHex") {
        return Err(format!("another signature: {} {}", hex(&signature), published("sigHex")));
    }
    let signed = prepared.finish(&signature);
    if signed["proof"]["proofValue"] != published("sigBTC58") {
        return Err("another proof value".to_owned());
    }
    let expected = json(&folder.join(format!("signed{suffix}.json")));
    if signed != expected {
        return Err("another signed document".to_owned());
    }
    check(&expected, &expected["proof"], contexts).map_err(|e| e.to_string())?;
    Ok(())
}
