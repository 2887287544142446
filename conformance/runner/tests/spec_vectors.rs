//! The Data Integrity examples that 1EdTech publishes with its specifications, byte for byte: the implementation guide's
//! badge and transcript, and a document of JSON-LD's odd corners.
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use accolade_conformance::vectors;
use accolade_json::Value;
use accolade_keys::{CryptoProvider, KeyType, SecretKey};
use accolade_ld::{Contexts, Edition, Options, canonicalize};
use accolade_proof::data_integrity::{Registry, prepare, proofs};
use support::{check, compare, contexts, hex, json, options, text};

/// The secret key that the implementation guide publishes.
const SECRET: &str =
    "zrv2bqTbNwCTsRrHFcJCPjVAduh4Ezcnoq1A3ZxH1GWTNkxipLVuaAoMFmze2gFN9oNXfJjufxSHWVZzsJiUsMHFMcx";
const PUBLIC: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
const CONFIG_HASH: &str = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19";

#[test]
fn open_badge() {
    let Some(folder) = vectors::folder("spec-vectors") else { return };
    let hash = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773";
    let value = "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr";
    reproduce(&folder, "ob", hash, value);
}

#[test]
fn comprehensive_learner_record() {
    let Some(folder) = vectors::folder("spec-vectors") else { return };
    let hash = "768d7015ae69e0210e1c2a45194d9c1d15d7a6022e52b946574a2a27f6fa85fe";
    let value = "zF52sU1nfPAjcwCqtgxPNSor6SJnAzRBwZW5VNQXPt8xXCHkd39sgqj32DnMjhFCzbyHsLkhQ8HpBqQTkMgXy329";
    reproduce(&folder, "clr", hash, value);
}

fn reproduce(folder: &Path, name: &str, document_hash: &str, proof_value: &str) {
    let contexts = contexts(Edition::Current);
    let signed = json(&folder.join(format!("ld-proof-{name}.signed.json")));
    let mut unsigned = signed.clone();
    unsigned.as_object_mut().unwrap().remove("proof");
    let secret = SecretKey::from_multikey(SECRET).unwrap();
    assert_eq!(secret.public_key().to_multikey(), PUBLIC);

    let (_, proof) = proofs(&signed).next().unwrap();

    let suite = Registry::default().find("eddsa-rdfc-2022").unwrap();
    let prepared = prepare(&unsigned, options(proof), suite, KeyType::Ed25519, &contexts).unwrap();
    let published = |value: &str| match value {
        "canonDoc" => text(&folder.join(format!("{name}-document-canon.txt"))),
        "proofCanon" => text(&folder.join(format!("{name}-proof-canon.txt"))),
        "docHash" => document_hash.to_owned(),
        "proofHash" => CONFIG_HASH.to_owned(),
        _ => format!("{CONFIG_HASH}{document_hash}"),
    };
    compare(prepared.signing_input(), published).unwrap();
    let signature =
        CryptoProvider::portable().sign(prepared.algorithm(), &secret, &prepared.bytes_to_sign()).unwrap();
    let made = prepared.finish(&signature);
    assert_eq!(made["proof"]["proofValue"], proof_value);
    assert_eq!(made["proof"], *proof);

    check(&signed, proof, &contexts).unwrap();
    every_alteration_is_caught(&signed, &contexts);
}

/// Alters each string of a signed document in turn, proof included.
fn every_alteration_is_caught(signed: &Value, contexts: &Contexts) {
    let mut places = Vec::new();
    strings(signed, &mut String::new(), &mut places);
    assert!(places.len() > 20);
    for place in places {
        let mut altered = signed.clone();
        let Some(Value::String(text)) = altered.pointer_mut(&place) else { panic!("{place}") };
        text.push('x');
        let (_, proof) = proofs(&altered).next().unwrap();
        assert!(check(&altered, proof, contexts).is_err(), "{place} can be altered");
    }
}

fn strings(value: &Value, place: &mut String, found: &mut Vec<String>) {
    let length = place.len();
    match value {
        Value::String(_) => found.push(place.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                place.push_str(&format!("/{index}"));
                strings(item, place, found);
                place.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                place.push_str(&format!("/{}", name.replace('~', "~0").replace('/', "~1")));
                strings(member, place, found);
                place.truncate(length);
            }
        }
        _ => {}
    }
}

/// A document with a list, numbers, booleans, a data URL and a `did:key`, whose canonical form was established with two
/// other processors; the same under both editions of the badge context.
#[test]
fn quirks() {
    let Some(folder) = vectors::folder("spec-vectors") else { return };
    let document = json(&folder.join("quirks.json"));
    for (edition, file) in [(Edition::Current, "quirks.C.nq"), (Edition::March2024, "quirks.A.nq")] {
        let canonical = canonicalize(&document, &contexts(edition), &Options::default()).unwrap();
        assert_eq!(canonical.text(), text(&folder.join(file)));
        assert_eq!(canonical.quad_count(), 60);
        let hash = hex(canonical.hash().as_bytes());
        assert_eq!(hash, "90358cc840580dfb95c4ac38dec1f2cb746383d5c6fcca18537a542591ad0ca1");
    }
}
