//! Documents that follow from the DID alone.

use accolade_json::{Limits, parse};
use accolade_keys::{Jwk, KeyError, KeyType, PublicKey, decode_base64url, encode_base64url};
use serde_json::{Value, json};

use crate::{Did, DidError, Document, Purpose, VerificationMethod};

/// The [`did:key`](https://w3c-ccg.github.io/did-key-spec/) of a key.
///
/// ```
/// use accolade_did::did_key;
/// use accolade_keys::PublicKey;
/// let key = PublicKey::from_multikey("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")?;
/// assert_eq!(did_key(&key).as_str(), "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
#[must_use]
pub fn did_key(key: &PublicKey) -> Did {
    Did::trusted(format!("did:key:{}", key.to_multikey()))
}

/// The [`did:jwk`](https://github.com/quartzjer/did-jwk/blob/main/spec.md) of a key.
#[must_use]
pub fn did_jwk(key: &PublicKey) -> Did {
    Did::trusted(format!("did:jwk:{}", encode_base64url(accolade_json::to_text(&key.to_jwk()).as_bytes())))
}

/// The document of a `did:key`: one Multikey, allowed for everything that it can do.
pub(crate) fn key_document(did: &Did) -> Result<Document, DidError> {
    let multikey = did.specific_id();
    let key = PublicKey::from_multikey(multikey).map_err(|error| of_key(did, error))?;
    let able = Purpose::ALL.iter().copied().filter(|&purpose| can(key.key_type(), purpose));
    let purposes: Vec<Purpose> = able.collect();
    let method = VerificationMethod {
        id: format!("{did}#{multikey}"),
        method_type: "Multikey".to_owned(),
        controller: did.as_str().to_owned(),
        key,
        key_id: None,
        algorithm: None,
        expires: None,
        revoked: None,
    };
    Ok(Document::of_key(did, method, &purposes))
}

/// The document of a `did:key`, written out.
pub(crate) fn key_document_value(method: &VerificationMethod, relations: &[(Purpose, String)]) -> Value {
    let did = &method.controller;
    let multikey = method.id.rsplit('#').next().unwrap_or_default();
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {"id": method.id, "type": method.method_type, "controller": did, "publicKeyMultibase": multikey}
        ],
    });
    for (purpose, id) in relations {
        list(&mut document, *purpose, id);
    }
    document
}

/// The document of a `did:jwk`: one JSON Web Key `#0`, whose `use` says what it is for.
pub(crate) fn jwk_document(did: &Did) -> Result<Document, DidError> {
    let bytes = decode_base64url(did.specific_id()).map_err(|error| of_key(did, error))?;
    let jwk = parse(&bytes, &Limits { bytes: 16 << 10, depth: 8 }).map_err(DidError::Json)?;
    let id = format!("{did}#0");
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did.as_str(),
        "verificationMethod": [
            {"id": id, "type": "JsonWebKey2020", "controller": did.as_str(), "publicKeyJwk": jwk}
        ],
    });
    match Jwk::from_value(&jwk) {
        Ok(_) | Err(KeyError::WrongUse { .. }) => {}
        Err(error) => return Err(of_key(did, error)),
    }
    let stated = jwk.get("use").and_then(Value::as_str);
    for &purpose in Purpose::ALL {
        let left_out = match purpose {
            Purpose::KeyAgreement => stated == Some("sig"),
            _ => stated == Some("enc"),
        };
        if !left_out {
            list(&mut document, purpose, &id);
        }
    }
    Document::from_value(document, did.as_str())
}

/// Whether keys of that kind can serve a purpose: Ed25519, BLS12-381 and ML-DSA keys agree on nothing, X25519 keys sign nothing.
fn can(key_type: KeyType, purpose: Purpose) -> bool {
    match purpose {
        Purpose::KeyAgreement => {
            !matches!(key_type, KeyType::Ed25519 | KeyType::Bls12381G2 | KeyType::MlDsa44)
        }
        _ => key_type != KeyType::X25519,
    }
}

fn list(document: &mut Value, purpose: Purpose, id: &str) {
    if let Some(members) = document.as_object_mut() {
        members.insert(purpose.name().to_owned(), json!([id]));
    }
}

fn of_key(did: &Did, error: KeyError) -> DidError {
    DidError::Key { id: did.as_str().to_owned(), error }
}
