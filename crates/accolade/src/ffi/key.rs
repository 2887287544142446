use std::fmt;

use accolade_json::Value;
use accolade_keys::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};

use super::{CallError, Refusal, read::Fault};

/// A public key in JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PublicKeyOption {
    /// A Multikey: `publicKeyMultibase`.
    Multikey(String),
    /// A JSON Web Key, such as WebCrypto exports.
    Jwk(Value),
}

/// A secret key in JSON. The text that it comes in is not wiped: a key that matters is better kept where it is, and signs
/// what the answer names.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SecretKeyOption {
    /// A Multikey: `secretKeyMultibase`.
    Multikey(String),
    /// A secret JSON Web Key.
    Jwk(Value),
}

impl PublicKeyOption {
    pub(super) fn read(value: Value, fault: &mut Fault) -> Self {
        match multikey_or_jwk(value, "publicKey", fault) {
            Ok(multikey) => Self::Multikey(multikey),
            Err(jwk) => Self::Jwk(jwk),
        }
    }
}

impl SecretKeyOption {
    pub(super) fn read(value: Value, fault: &mut Fault) -> Self {
        match multikey_or_jwk(value, "secretKey", fault) {
            Ok(multikey) => Self::Multikey(multikey),
            Err(jwk) => Self::Jwk(jwk),
        }
    }
}

/// A key in one of the two forms that keys have in a call.
fn multikey_or_jwk(value: Value, of: &str, fault: &mut Fault) -> Result<String, Value> {
    let (form, value) = fault.one(value, of);
    match form.as_str() {
        "multikey" => Ok(fault.text(value, "multikey")),
        "jwk" => Err(value),
        _ => {
            fault.wrong(of, "has no member", &form);
            Err(Value::Null)
        }
    }
}

impl fmt::Debug for SecretKeyOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKeyOption(..)")
    }
}

/// Who signs: a key elsewhere, of which the public half is known, or a key at hand.
pub(super) enum SigningKey {
    Elsewhere(PublicKey),
    AtHand(Box<SecretKey>),
}

impl SigningKey {
    /// Exactly one of the two is given.
    pub(super) fn of(
        public: Option<PublicKeyOption>,
        secret: Option<SecretKeyOption>,
    ) -> Result<Self, Refusal> {
        Ok(match (public, secret) {
            (Some(public), None) => Self::Elsewhere(match public {
                PublicKeyOption::Multikey(text) => PublicKey::from_multikey(&text)?,
                PublicKeyOption::Jwk(jwk) => PublicKey::from_jwk(&jwk)?,
            }),
            (None, Some(secret)) => Self::AtHand(Box::new(match secret {
                SecretKeyOption::Multikey(text) => SecretKey::from_multikey(&text)?,
                SecretKeyOption::Jwk(jwk) => SecretKey::from_jwk(&jwk)?,
            })),
            (None, None) | (Some(_), Some(_)) => return Err(CallError::KeyAmbiguous.into()),
        })
    }

    pub(super) const fn public(&self) -> &PublicKey {
        match self {
            Self::Elsewhere(key) => key,
            Self::AtHand(key) => key.public_key(),
        }
    }
}
