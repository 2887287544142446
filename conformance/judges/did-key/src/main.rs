//! Documents of `did:key` beside those of the crate `did-key`: `cargo run -p judge-did-key`.
//!
//! `judge-did-key documents` prints, for some keys of every type, our document and those of the crate, for `../did-documents.mjs`, which
//! sets other implementations beside them.
//!
//! That crate rests since 2022 and signs with a library of a known weakness (RUSTSEC-2022-0093), which reading documents does not
//! touch.

use std::{collections::BTreeMap, env, error::Error};

use accolade_did::{Did, Document, MethodUrl, Purpose, Resolution, did_key, resolve};
use accolade_keys::{KeyType, PublicKey, SecretKey};
use did_key::{CONFIG_JOSE_PUBLIC, CONFIG_LD_PUBLIC, Config, DIDCore};
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many keys of each kind.
const KEYS: u8 = 100;
/// How many of them stand for their kind where whole documents are compared.
const SAMPLES: u8 = 10;
/// Both forms in which the crate writes a document.
const FORMS: [(&str, Config); 2] = [("JWK", CONFIG_JOSE_PUBLIC), ("base58", CONFIG_LD_PUBLIC)];

fn main() -> Outcome<()> {
    match env::args().nth(1).as_deref() {
        None => compare(),
        Some("documents") => documents(),
        Some(_) => Err("usage: judge-did-key [documents]".into()),
    }
}

/// Prints a line for each key: its type, its DID, and the documents.
fn documents() -> Outcome<()> {
    let rsa = include_str!("../../../../fixtures/verify/public-test-key-rsa.pem");
    for key_type in [
        KeyType::Ed25519,
        KeyType::X25519,
        KeyType::P256,
        KeyType::P384,
        KeyType::P521,
        KeyType::Secp256k1,
        KeyType::Bls12381G2,
        KeyType::Rsa,
    ] {
        // RSA keys are not made here, so there is one.
        let samples = if key_type == KeyType::Rsa { 1 } else { SAMPLES };
        for number in 1..=samples {
            let key = match key_type {
                KeyType::Rsa => SecretKey::from_pem(rsa, None)?.public_key().clone(),
                other => public_key(other, number)?,
            };
            let did = did_key(&key);
            let mut line =
                json!({"keyType": key_type.name(), "did": did.as_str(), "accolade": ours(&did)?.0});
            for (form, config) in FORMS {
                line[format!("did-key, {form}")] = theirs(&did, config)?;
            }
            println!("{line}");
        }
    }
    Ok(())
}

fn public_key(key_type: KeyType, number: u8) -> Outcome<PublicKey> {
    Ok(match key_type {
        KeyType::X25519 => PublicKey::from_bytes(key_type, &[number; 32])?,
        other => SecretKey::generate(other, &[number; 64])?.public_key().clone(),
    })
}

/// Our document, as it is written and as it is read.
fn ours(did: &Did) -> Outcome<(Value, Document)> {
    match resolve(&MethodUrl::parse(did.as_str())?)? {
        Resolution::Document(document) => Ok((document.to_value().into_owned(), document)),
        _ => Err("not computed".into()),
    }
}

/// The crate's document, or why it has none.
fn theirs(did: &Did, config: Config) -> Outcome<Value> {
    Ok(match did_key::resolve(did.as_str()) {
        Ok(pair) => serde_json::to_value(pair.get_did_document(config))?,
        Err(error) => json!({"error": format!("{error:?}")}),
    })
}

fn compare() -> Outcome<()> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key_type in [KeyType::Ed25519, KeyType::P256, KeyType::Secp256k1, KeyType::X25519] {
        for number in 1..=KEYS {
            for said in judge(&public_key(key_type, number)?)? {
                *counts.entry(format!("{key_type}: {said}")).or_default() += 1;
            }
        }
    }
    for (said, times) in &counts {
        println!("{times:>5} {said}");
    }
    let wrong = counts.keys().any(|said| said.contains("ANOTHER"));
    if wrong { Err("the documents disagree on a key".into()) } else { Ok(()) }
}

/// What there is to say of one key's documents.
fn judge(key: &PublicKey) -> Outcome<Vec<String>> {
    let did = did_key(key);
    let (_, ours) = ours(&did)?;
    let pair = match did_key::resolve(did.as_str()) {
        Ok(pair) => pair,
        Err(error) => return Ok(vec![format!("refused there: {error:?}")]),
    };
    let mut said = Vec::new();
    for (form, config) in FORMS {
        let theirs = serde_json::to_value(pair.get_did_document(config))?;
        // The document as they write it, read by us.
        let theirs = match Document::from_value(theirs, did.as_str()) {
            Ok(theirs) => theirs,
            Err(error) => {
                said.push(format!("their document, {form}: {}", error.code()));
                continue;
            }
        };
        for &purpose in Purpose::ALL {
            let listed = (!ours.methods_for(purpose).is_empty(), !theirs.methods_for(purpose).is_empty());
            match listed {
                (true, true) => {}
                (false, false) => continue,
                (ours, _) => {
                    let by = if ours { "ours" } else { "theirs" };
                    said.push(format!("{}, {form}: listed by {by} only", purpose.name()));
                    continue;
                }
            }
            let same = match key_under(&theirs, purpose) {
                Ok(found) if found == *key => "the same key".to_owned(),
                // An X25519 key that belongs to an Ed25519 key is an option that is not taken here.
                Ok(found) if found.key_type() != key.key_type() => {
                    format!("a key of type {}", found.key_type())
                }
                Ok(_) => "ANOTHER key".to_owned(),
                Err(error) => format!("theirs is not read: {error}"),
            };
            said.push(format!("{}, {form}: {same}", purpose.name()));
        }
    }
    Ok(said)
}

fn key_under(document: &Document, purpose: Purpose) -> Outcome<PublicKey> {
    let id = document.methods_for(purpose).first().copied().unwrap_or_default().to_owned();
    let method = MethodUrl::parse(&id)?;
    let found = document.method_for(&method, purpose).map_err(|error| error.code().to_string())?;
    Ok(found.key)
}
