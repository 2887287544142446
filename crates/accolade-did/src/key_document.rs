use accolade_json::Value;
use accolade_keys::{Jwk, KeyError};
use accolade_report::Pointer;

use crate::{DidError, Document, MethodUrl, Purpose, VerificationMethod, method, same_origin};

/// What was found at the https URL of a verification method or of a `kid`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyDocument {
    /// A method, and who controls it.
    Method(VerificationMethod),
    /// A bare key. Nothing says whose it is but the URL it came from, and the `iss` of a key set.
    Key(Jwk),
}

/// Reads what was fetched from the URL of a verification method, in any of the forms that Open Badges issuers publish: a
/// controlled identifier document, a single method, a JSON Web Key, or a set of them.
///
/// A single method must lie on the host of the controller that it names: anyone can publish a key that names another as
/// its controller. Its document is not at hand, so its purposes are not checked.
///
/// ```
/// use accolade_did::{KeyDocument, MethodUrl, Purpose, codes, read_key_document};
/// use serde_json::json;
/// let method = MethodUrl::parse("https://issuer.example/keys/1")?;
/// let mut found = json!({
///     "id": "https://issuer.example/keys/1", "type": "Multikey", "controller": "https://issuer.example/profile",
///     "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
/// });
/// assert!(matches!(read_key_document(found.clone(), &method, Purpose::AssertionMethod)?, KeyDocument::Method(_)));
/// found["controller"] = json!("https://victim.example/profile");
/// let error = read_key_document(found, &method, Purpose::AssertionMethod).unwrap_err();
/// assert_eq!(error.code(), codes::CONTROLLER_MISMATCH);
/// # Ok::<(), accolade_did::DidError>(())
/// ```
///
/// # Errors
/// Those of [`Document::from_value`], [`Document::method_for`] and [`Jwk::from_value`]; `did.controller-mismatch`;
/// `did.method-not-found` where a set has no such key.
pub fn read_key_document(value: Value, url: &MethodUrl, purpose: Purpose) -> Result<KeyDocument, DidError> {
    let of_key = |error: KeyError| DidError::Key { id: url.as_str().to_owned(), error };
    let Some(members) = value.as_object() else {
        return Err(DidError::MalformedDocument {
            pointer: Pointer::root(),
            message: "not an object".to_owned(),
        });
    };
    let has = |name: &str| members.contains_key(name);
    if has("kty") {
        return Jwk::from_value(&value).map(KeyDocument::Key).map_err(of_key);
    }
    if has("keys") {
        let keys = Jwk::set_from_value(&value).map_err(of_key)?;
        let found = from_set(keys, url).map(KeyDocument::Key);
        return found.map_err(|error| left_out(&value, url).map_or(error, of_key));
    }
    if !has("publicKeyMultibase") && !has("publicKeyJwk") {
        let document = Document::from_value(value, url.base())?;
        return document.method_for(url, purpose).map(KeyDocument::Method);
    }
    let mut members = members.clone();
    // The validator of 1EdTech takes a method that has only a controller and a key.
    let assumed = if has("publicKeyJwk") { "JsonWebKey" } else { "Multikey" };
    members.entry("type").or_insert_with(|| assumed.into());
    let method = method::read(url.as_str(), &members)?;
    if members.get("id").is_some_and(|id| id != url.as_str()) {
        return Err(DidError::MethodNotFound { id: url.as_str().to_owned() });
    }
    if !same_origin(&method.controller, url.base()) {
        return Err(DidError::ControllerMismatch {
            id: method.id,
            found: method.controller,
            expected: url.base().to_owned(),
        });
    }
    Ok(KeyDocument::Method(method))
}

/// Why the key that is asked for was left out of a set: it is of a kind that this build goes without.
fn left_out(set: &Value, url: &MethodUrl) -> Option<KeyError> {
    let named = |key: &&Value| {
        let kid = key.get("kid").and_then(Value::as_str);
        url.fragment().is_none_or(|name| kid == Some(name) || kid == Some(url.as_str()))
    };
    let keys = set.get("keys")?.as_array()?;
    keys.iter().filter(named).find_map(|key| match Jwk::from_value(key) {
        Err(error @ KeyError::UnsupportedType { .. }) => Some(error),
        _ => None,
    })
}

/// The key that the fragment names by its `kid` or thumbprint, or the only key where there is no fragment. A `kid` may also
/// be the whole URL.
fn from_set(keys: Vec<Jwk>, url: &MethodUrl) -> Result<Jwk, DidError> {
    let named = |jwk: &Jwk| {
        let kid = jwk.key_id.as_deref();
        kid == Some(url.as_str())
            || url.fragment().is_some_and(|name| kid == Some(name) || jwk.key.thumbprint() == name)
    };
    let mut found: Vec<Jwk> = match url.fragment() {
        None if keys.len() == 1 => keys,
        _ => keys.into_iter().filter(named).collect(),
    };
    match (found.pop(), found.is_empty()) {
        (Some(key), true) => Ok(key),
        _ => Err(DidError::MethodNotFound { id: url.as_str().to_owned() }),
    }
}
