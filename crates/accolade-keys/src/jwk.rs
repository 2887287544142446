use accolade_json::to_jcs;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{
    Algorithm, KeyError, KeyType, PublicKey, bls, curves::Point, decode_base64url, encode_base64url, mldsa,
    public::Inner, rsa_key::RsaKey,
};

/// A public [JSON Web Key](https://www.rfc-editor.org/rfc/rfc7517): the key, and what is said about it.
///
/// ```
/// use accolade_keys::{Jwk, codes};
/// use serde_json::json;
/// let key = json!({"kty": "OKP", "crv": "Ed25519", "kid": "1",
///     "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
/// assert_eq!(Jwk::from_value(&key)?.key_id.as_deref(), Some("1"));
///
/// let mut leaked = key.clone();
/// leaked["d"] = json!("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
/// assert_eq!(Jwk::from_value(&leaked).unwrap_err().code(), codes::PRIVATE_MEMBER);
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Jwk {
    /// The key.
    pub key: PublicKey,
    /// `kid`.
    pub key_id: Option<String>,
    /// `alg`: the one algorithm that the key may be used with.
    pub algorithm: Option<Algorithm>,
    /// `iss`: whose key it is, in the key sets that Open Badges recommends.
    pub issuer: Option<String>,
}

pub(crate) const FORM: &str = "JSON Web Key";

/// The members that hold a secret (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2).
const SECRET_MEMBERS: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

impl Jwk {
    /// Reads a public key that is meant for signatures.
    ///
    /// # Errors
    /// `key.private-member` where it holds a secret, `key.wrong-use` where it is not for signatures, `key.malformed`,
    /// `key.malformed-multibase`, `key.unsupported-type`, `key.wrong-length`, `key.not-on-curve`, `key.too-weak`.
    pub fn from_value(value: &Value) -> Result<Self, KeyError> {
        let members = object(value)?;
        if let Some(&member) = SECRET_MEMBERS.iter().find(|name| members.contains_key(**name)) {
            return Err(KeyError::PrivateMember { member });
        }
        check_use(members)?;
        let key = PublicKey(read(members)?);
        let algorithm = match optional(members, "alg")? {
            None => None,
            Some(name) => match Algorithm::parse(name) {
                Some(algorithm) if algorithm.fits(key.key_type()) => Some(algorithm),
                _ => return Err(KeyError::WrongUse { found: name.to_owned() }),
            },
        };
        let (key_id, issuer) = (optional(members, "kid")?, optional(members, "iss")?);
        Ok(Self { key, key_id: key_id.map(str::to_owned), algorithm, issuer: issuer.map(str::to_owned) })
    }

    /// Reads a [set of keys](https://www.rfc-editor.org/rfc/rfc7517#section-5), leaving out those that are of an
    /// unsupported kind or not for signatures, as §5 asks.
    ///
    /// # Errors
    /// As [`Self::from_value`] for every other key that cannot be read: a set that publishes a secret is not trusted.
    pub fn set_from_value(value: &Value) -> Result<Vec<Self>, KeyError> {
        let keys = object(value)?.get("keys").and_then(Value::as_array);
        let keys = keys.ok_or_else(|| KeyError::malformed("JSON Web Key Set", "no array `keys`"))?;
        let mut read = Vec::with_capacity(keys.len());
        for key in keys {
            match Self::from_value(key) {
                Ok(key) => read.push(key),
                Err(KeyError::UnsupportedType { .. } | KeyError::WrongUse { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(read)
    }
}

impl PublicKey {
    /// Reads a public JSON Web Key, as [`Jwk::from_value`] does.
    ///
    /// # Errors
    /// Those of [`Jwk::from_value`].
    pub fn from_jwk(value: &Value) -> Result<Self, KeyError> {
        Jwk::from_value(value).map(|jwk| jwk.key)
    }

    /// The key as a JSON Web Key that has the required members only.
    #[must_use]
    pub fn to_jwk(&self) -> Value {
        let b64 = |bytes: &[u8]| encode_base64url(bytes);
        match &self.0 {
            Inner::Ed25519(key) => okp("Ed25519", key.as_bytes()),
            Inner::X25519(key) => okp("X25519", key),
            Inner::Curve(point) => ec(point.key_type().name(), &point.to_sec1(false)),
            // draft-ietf-cose-bls-key-representations §2.2.1
            Inner::Bls(point) => okp("BLS12381G2", &bls::write(point)),
            // draft-ietf-cose-dilithium §3: the algorithm is required, and part of the thumbprint.
            Inner::MlDsa(key) => of_texts(&[
                ("kty", "AKP"),
                ("alg", Algorithm::MlDsa44.name()),
                ("pub", &b64(&key.to_bytes())),
            ]),
            Inner::Rsa(key) => of_texts(&[("kty", "RSA"), ("n", &b64(&key.n)), ("e", &b64(&key.e))]),
        }
    }

    /// The [RFC 7638](https://www.rfc-editor.org/rfc/rfc7638) thumbprint with SHA-256, in base64url.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // §3.2: the required members in lexicographic order without white space, which is what JCS writes.
        encode_base64url(&Sha256::digest(to_jcs(&self.to_jwk())))
    }
}

/// The key itself, whatever else the object holds.
pub(crate) fn read(members: &Map<String, Value>) -> Result<Inner, KeyError> {
    let kty = required(members, "kty")?;
    let curve = optional(members, "crv")?;
    let named = KeyType::ALL.iter().copied().find(|key_type| curve == Some(key_type.name()));
    Ok(match (kty, curve, named) {
        ("OKP", _, Some(key_type @ (KeyType::Ed25519 | KeyType::X25519))) => {
            PublicKey::from_bytes(key_type, &bytes(members, "x")?)?.0
        }
        ("EC", _, Some(key_type)) if key_type.field_bytes().is_some() => on_curve(members, key_type)?,
        ("OKP", Some("BLS12381G2"), _) => Inner::Bls(Box::new(bls::read(&bytes(members, "x")?)?)),
        // Drafts 04 to 07, and the example in Controlled Identifiers 1.0 §2.2.3.
        ("EC", Some("BLS12381G2"), _) => {
            Inner::Bls(Box::new(bls::read_uncompressed(&bytes(members, "x")?, &bytes(members, "y")?)?))
        }
        ("AKP", None, _) if required(members, "alg")? == Algorithm::MlDsa44.name() => {
            Inner::MlDsa(mldsa::Public::from_bytes(&bytes(members, "pub")?)?)
        }
        ("RSA", None, _) => Inner::Rsa(Box::new(RsaKey::new(&bytes(members, "n")?, &bytes(members, "e")?)?)),
        ("OKP" | "EC", None, _) => return Err(KeyError::malformed(FORM, "no member `crv`")),
        _ => return Err(KeyError::UnsupportedType { name: curve.unwrap_or(kty).to_owned() }),
    })
}

pub(crate) fn object(value: &Value) -> Result<&Map<String, Value>, KeyError> {
    value.as_object().ok_or_else(|| KeyError::malformed(FORM, "not an object"))
}

pub(crate) fn required<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, KeyError> {
    optional(members, name)?.ok_or_else(|| KeyError::malformed(FORM, format!("no member `{name}`")))
}

pub(crate) fn bytes(members: &Map<String, Value>, name: &str) -> Result<Vec<u8>, KeyError> {
    decode_base64url(required(members, name)?)
}

fn optional<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, KeyError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(KeyError::malformed(FORM, format!("the member `{name}` is not a string"))),
    }
}

/// The point `x`, `y` as SEC 1 §2.3.3 writes it. RFC 7518 §6.2.1.2: each has the full length of a coordinate.
fn uncompressed(members: &Map<String, Value>, key_type: KeyType, length: usize) -> Result<Vec<u8>, KeyError> {
    let mut point = vec![4];
    for name in ["x", "y"] {
        let coordinate = bytes(members, name)?;
        if coordinate.len() != length {
            return Err(KeyError::WrongLength { key_type, found: coordinate.len(), expected: length });
        }
        point.extend(coordinate);
    }
    Ok(point)
}

fn on_curve(members: &Map<String, Value>, key_type: KeyType) -> Result<Inner, KeyError> {
    let length = key_type.field_bytes().unwrap_or_default();
    Point::from_sec1(key_type, &uncompressed(members, key_type, length)?)
        .map(|point| Inner::Curve(Box::new(point)))
}

fn okp(curve: &str, key: &[u8]) -> Value {
    of_texts(&[("kty", "OKP"), ("crv", curve), ("x", &encode_base64url(key))])
}

fn ec(curve: &str, point: &[u8]) -> Value {
    let (x, y) = point.get(1..).map(|xy| xy.split_at(xy.len() / 2)).unwrap_or_default();
    of_texts(&[("kty", "EC"), ("crv", curve), ("x", &encode_base64url(x)), ("y", &encode_base64url(y))])
}

fn of_texts(members: &[(&str, &str)]) -> Value {
    let mut object = Map::new();
    for (name, text) in members {
        object.insert((*name).to_owned(), (*text).into());
    }
    Value::Object(object)
}

/// RFC 7517 §4.2, §4.3.
fn check_use(members: &Map<String, Value>) -> Result<(), KeyError> {
    if let Some(other) = optional(members, "use")?.filter(|found| *found != "sig") {
        return Err(KeyError::WrongUse { found: other.to_owned() });
    }
    match members.get("key_ops") {
        None => Ok(()),
        Some(Value::Array(operations)) if operations.iter().any(|op| op == "verify") => Ok(()),
        Some(other) => Err(KeyError::WrongUse { found: accolade_json::to_text(other) }),
    }
}
