//! Signatures by RustCrypto and dalek.

use ed25519_dalek::Signer as _;
use p256::ecdsa::signature::Verifier as _;
use sha2::Sha256;

use crate::{
    Algorithm, PublicKey, SecretKey, SignatureScheme,
    public::{Inner, is_small_order},
    secret::Secret,
};

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
            Inner::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Inner::P384(key) => p384::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Inner::Curve(point) => point.verify(message, signature),
            _ => false,
        }
    }

    fn sign(&self, _: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        match &key.secret {
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                Some(signature.to_bytes().to_vec())
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                Some(signature.to_bytes().to_vec())
            }
            Secret::Curve(scalar) => Some(scalar.sign(message)),
            _ => None,
        }
    }
}

pub(crate) struct Rsa;

impl SignatureScheme for Rsa {
    fn verify(&self, algorithm: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        let Inner::Rsa(key) = &key.0 else { return false };
        // RFC 8017 §8.1.2 and §8.2.2 step 1: the signature has exactly the length of the modulus.
        if signature.len() != key.n.len() {
            return false;
        }
        let key = key.portable.clone();
        match algorithm {
            Algorithm::Rs256 => rsa::pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                rsa::pkcs1v15::VerifyingKey::<Sha256>::new(key).verify(message, &signature).is_ok()
            }),
            Algorithm::Ps256 => rsa::pss::Signature::try_from(signature).is_ok_and(|signature| {
                rsa::pss::VerifyingKey::<Sha256>::new(key).verify(message, &signature).is_ok()
            }),
            _ => false,
        }
    }

    fn sign(&self, _: Algorithm, _: &SecretKey, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}
