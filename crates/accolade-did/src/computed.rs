//! Documents that follow from the DID alone.

use accolade_json::{Limits, parse, to_text};
use accolade_keys::{Jwk, KeyError, KeyType, PublicKey, decode_base64url, encode_base64url};
use serde_json::{Map, Value};

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
    Did::trusted(format!("did:jwk:{}", encode_base64url(to_text(&key.to_jwk()).as_bytes())))
}

/// The document of a `did:key`: one Multikey, allowed for everything that it can do.
pub(crate) fn key_document(did: &Did) -> Result<Document, DidError> {
    let multikey = did.specific_id();
    let key = PublicKey::from_multikey(multikey).map_err(|error| of_key(did, error))?;
    let id = format!("{did}#{multikey}");
    let mut relations = Vec::new();
    for &purpose in Purpose::ALL {
        if can(key.key_type(), purpose) {
            relations.push((purpose, id.clone()));
        }
    }
    let method = VerificationMethod {
        id,
        method_type: "Multikey".to_owned(),
        controller: did.as_str().to_owned(),
        key,
        key_id: None,
        algorithm: None,
        expires: None,
        revoked: None,
    };
    Ok(Document::of_key(did, method, relations))
}

/// The document of a `did:key`, written out.
pub(crate) fn key_document_value(method: &VerificationMethod, relations: &[(Purpose, String)]) -> Value {
    let multikey = method.id.rsplit('#').next().unwrap_or_default();
    let mut document = with_method(
        "https://w3id.org/security/multikey/v1",
        &method.controller,
        &method.id,
        &method.method_type,
        ("publicKeyMultibase", multikey.into()),
    );
    for (purpose, id) in relations {
        list(&mut document, *purpose, id);
    }
    Value::Object(document)
}

/// The document of a `did:jwk`: one JSON Web Key `#0`, whose `use` says what it is for.
pub(crate) fn jwk_document(did: &Did) -> Result<Document, DidError> {
    let bytes = decode_base64url(did.specific_id()).map_err(|error| of_key(did, error))?;
    let jwk = parse(&bytes, &Limits { bytes: 16 << 10, depth: 8 }).map_err(DidError::Json)?;
    match Jwk::from_value(&jwk) {
        Ok(_) | Err(KeyError::WrongUse { .. }) => {}
        Err(error) => return Err(of_key(did, error)),
    }
    let stated = jwk.get("use").and_then(Value::as_str);
    let (for_signatures, for_encryption) = (stated != Some("enc"), stated != Some("sig"));
    let id = format!("{did}#0");
    let mut document = with_method(
        "https://w3id.org/security/suites/jws-2020/v1",
        did.as_str(),
        &id,
        "JsonWebKey2020",
        ("publicKeyJwk", jwk),
    );
    for &purpose in Purpose::ALL {
        let is_for = if purpose == Purpose::KeyAgreement { for_encryption } else { for_signatures };
        if is_for {
            list(&mut document, purpose, &id);
        }
    }
    Document::from_value(Value::Object(document), did.as_str())
}

/// A document with one method, which is not yet listed under any purpose.
fn with_method(
    context: &str,
    did: &str,
    id: &str,
    method_type: &str,
    (key_member, key): (&str, Value),
) -> Map<String, Value> {
    let mut method = Map::new();
    for (name, text) in [("id", id), ("type", method_type), ("controller", did)] {
        method.insert(name.to_owned(), text.into());
    }
    method.insert(key_member.to_owned(), key);
    let contexts = vec!["https://www.w3.org/ns/did/v1".into(), context.into()];
    let mut document = Map::new();
    for (name, value) in [
        ("@context", Value::Array(contexts)),
        ("id", did.into()),
        ("verificationMethod", Value::Array(vec![Value::Object(method)])),
    ] {
        document.insert(name.to_owned(), value);
    }
    document
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

fn list(document: &mut Map<String, Value>, purpose: Purpose, id: &str) {
    document.insert(purpose.name().to_owned(), Value::Array(vec![id.into()]));
}

fn of_key(did: &Did, error: KeyError) -> DidError {
    DidError::Key { id: did.as_str().to_owned(), error }
}
