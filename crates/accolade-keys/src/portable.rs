//! Signatures by RustCrypto and dalek.

#[cfg(feature = "sign")]
use ed25519_dalek::Signer as _;
use ed25519_dalek::Verifier as _;

use crate::{
    Algorithm, PublicKey, SignatureScheme,
    public::{Inner, is_small_order},
};
#[cfg(feature = "sign")]
use crate::{SecretKey, secret::Secret};

pub(crate) struct Ed25519;

impl SignatureScheme for Ed25519 {
    fn verify(&self, _: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match (&key.0, ed25519_dalek::Signature::from_slice(signature)) {
            // As strict as `verify_strict`, which decodes the commitment R to see that it is not of small order. What is
            // compared below is R's canonical encoding, so looking at the bytes says the same.
            (Inner::Ed25519(key), Ok(signature)) => {
                !is_small_order(signature.r_bytes()) && key.verify(message, &signature).is_ok()
            }
            _ => false,
        }
    }

    #[cfg(feature = "sign")]
    fn sign(&self, _: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        match &key.secret {
            Secret::Ed25519(key) => Some(key.sign(message).to_bytes().to_vec()),
            _ => None,
        }
    }
}

pub(crate) struct Ecdsa;

impl SignatureScheme for Ecdsa {
    fn verify(&self, _: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match &key.0 {
            Inner::Curve(point) => point.verify(message, signature),
            _ => false,
        }
    }

    #[cfg(feature = "sign")]
    fn sign(&self, _: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        match &key.secret {
            Secret::Curve(scalar) => Some(scalar.sign(message)),
            _ => None,
        }
    }
}

pub(crate) struct MlDsa;

impl SignatureScheme for MlDsa {
    fn verify(&self, _: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match &key.0 {
            Inner::MlDsa(key) => key.verify(message, signature),
            _ => false,
        }
    }

    #[cfg(feature = "sign")]
    fn sign(&self, _: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        match &key.secret {
            Secret::MlDsa(key) => key.sign(message),
            _ => None,
        }
    }
}

pub(crate) struct Rsa;

impl SignatureScheme for Rsa {
    fn verify(&self, algorithm: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        let Inner::Rsa(key) = &key.0 else { return false };
        key.verify(algorithm, message, signature)
    }
}
