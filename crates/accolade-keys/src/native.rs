//! Signatures by aws-lc-rs.

use aws_lc_rs::{rand::SystemRandom, signature};

use crate::{
    Algorithm, KeyType, PublicKey, SecretKey, SignatureScheme, portable, public::Inner, secret::Secret,
};

pub(crate) struct Ecdsa;

impl SignatureScheme for Ecdsa {
    fn verify(&self, _: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        let Inner::Curve(point) = &key.0 else { return false };
        let algorithm = match point.key_type() {
            KeyType::P256 => &signature::ECDSA_P256_SHA256_FIXED,
            KeyType::P384 => &signature::ECDSA_P384_SHA384_FIXED,
            KeyType::P521 => &signature::ECDSA_P521_SHA512_FIXED,
            _ => &signature::ECDSA_P256K1_SHA256_FIXED,
        };
        signature::UnparsedPublicKey::new(algorithm, point.to_sec1(false)).verify(message, signature).is_ok()
    }

    /// aws-lc-rs draws a random nonce; the portable signer derives it (RFC 6979), so that a signature can be reproduced.
    fn sign(&self, algorithm: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        portable::Ecdsa.sign(algorithm, key, message)
    }
}

pub(crate) struct Rsa;

impl SignatureScheme for Rsa {
    fn verify(&self, algorithm: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        let Inner::Rsa(key) = &key.0 else { return false };
        let parameters = match algorithm {
            Algorithm::Rs256 => &signature::RSA_PKCS1_2048_8192_SHA256,
            Algorithm::Ps256 => &signature::RSA_PSS_2048_8192_SHA256,
            _ => return false,
        };
        signature::RsaPublicKeyComponents { n: &key.n, e: &key.e }
            .verify(parameters, message, signature)
            .is_ok()
    }

    fn sign(&self, algorithm: Algorithm, key: &SecretKey, message: &[u8]) -> Option<Vec<u8>> {
        let Secret::Rsa(der) = &key.secret else { return None };
        let encoding = match algorithm {
            Algorithm::Rs256 => &signature::RSA_PKCS1_SHA256 as &'static dyn signature::RsaEncoding,
            Algorithm::Ps256 => &signature::RSA_PSS_SHA256,
            _ => return None,
        };
        let pair = signature::RsaKeyPair::from_der(der).ok()?;
        let mut out = vec![0; pair.public_modulus_len()];
        // The random bytes are the salt of PSS and the blinding of the computation; no verdict depends on them.
        pair.sign(encoding, &SystemRandom::new(), message, &mut out).ok()?;
        Some(out)
    }
}
