//! Documents of `did:key` beside those of the crate `did-key`: `cargo run -p judge-did-key`.
//!
//! That crate rests since 2022 and signs with a library of a known weakness (RUSTSEC-2022-0093), which reading documents does not
//! touch.

use std::{collections::BTreeMap, error::Error};

use accolade_did::{Document, MethodUrl, Purpose, Resolution, did_key, resolve};
use accolade_keys::{KeyType, PublicKey, SecretKey};
use did_key::{CONFIG_JOSE_PUBLIC, CONFIG_LD_PUBLIC, DIDCore};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many keys of each kind.
const KEYS: u8 = 100;

fn main() -> Outcome<()> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key_type in [KeyType::Ed25519, KeyType::P256, KeyType::Secp256k1, KeyType::X25519] {
        for number in 1..=KEYS {
            let key = match key_type {
                KeyType::X25519 => PublicKey::from_bytes(key_type, &[number; 32])?,
                other => SecretKey::generate(other, &[number; 64])?.public_key().clone(),
            };
            for said in judge(&key)? {
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
    let method = MethodUrl::parse(did.as_str())?;
    let Resolution::Document(ours) = resolve(&method)? else { return Err("not computed".into()) };
    let pair = match did_key::resolve(did.as_str()) {
        Ok(pair) => pair,
        Err(error) => return Ok(vec![format!("refused there: {error:?}")]),
    };
    let mut said = Vec::new();
    for (form, config) in [("JWK", CONFIG_JOSE_PUBLIC), ("base58", CONFIG_LD_PUBLIC)] {
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
                Ok(found) if found.key_type() != key.key_type() => format!("a key of type {}", found.key_type()),
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
