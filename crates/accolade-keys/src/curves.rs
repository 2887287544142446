//! The curves that only the feature `curves` brings: P-521 and secp256k1. Without it, these types have no values, and such keys
//! are of an unsupported kind.

use zeroize::Zeroizing;

use crate::{KeyError, KeyType};

/// A point of one of these curves that is not the point at infinity.
#[derive(Clone)]
pub(crate) enum Point {
    #[cfg(feature = "curves")]
    P521(p521::ecdsa::VerifyingKey),
    #[cfg(feature = "curves")]
    Secp256k1(k256::ecdsa::VerifyingKey),
}

/// A secret of one of these curves. It wipes itself.
pub(crate) enum Scalar {
    #[cfg(feature = "curves")]
    P521(p521::ecdsa::SigningKey),
    #[cfg(feature = "curves")]
    Secp256k1(k256::ecdsa::SigningKey),
}

#[cfg(not(feature = "curves"))]
impl Point {
    pub(crate) fn from_sec1(key_type: KeyType, _: &[u8]) -> Result<Self, KeyError> {
        Err(KeyError::UnsupportedType { name: key_type.name().to_owned() })
    }

    pub(crate) const fn key_type(&self) -> KeyType {
        match *self {}
    }

    pub(crate) fn to_sec1(&self, _: bool) -> Vec<u8> {
        match *self {}
    }

    pub(crate) fn verify(&self, _: &[u8], _: &[u8]) -> bool {
        match *self {}
    }
}

#[cfg(not(feature = "curves"))]
impl Scalar {
    pub(crate) fn from_bytes(key_type: KeyType, _: &[u8]) -> Result<(Self, Point), KeyError> {
        Err(KeyError::UnsupportedType { name: key_type.name().to_owned() })
    }

    pub(crate) fn to_sec1_pair(&self) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
        match *self {}
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        match *self {}
    }

    pub(crate) fn sign(&self, _: &[u8]) -> Vec<u8> {
        match *self {}
    }
}

#[cfg(feature = "curves")]
mod present {
    use k256::ecdsa::signature::{Signer as _, Verifier as _};

    use super::{KeyError, KeyType, Point, Scalar, Zeroizing};

    impl Point {
        /// Reads a point, compressed or not.
        pub(crate) fn from_sec1(key_type: KeyType, bytes: &[u8]) -> Result<Self, KeyError> {
            let not_on_curve = |_| KeyError::NotOnCurve { key_type };
            match key_type {
                KeyType::P521 => {
                    p521::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Self::P521).map_err(not_on_curve)
                }
                KeyType::Secp256k1 => k256::ecdsa::VerifyingKey::from_sec1_bytes(bytes)
                    .map(Self::Secp256k1)
                    .map_err(not_on_curve),
                _ => Err(KeyError::UnsupportedType { name: key_type.name().to_owned() }),
            }
        }

        pub(crate) const fn key_type(&self) -> KeyType {
            match self {
                Self::P521(_) => KeyType::P521,
                Self::Secp256k1(_) => KeyType::Secp256k1,
            }
        }

        /// The point as SEC 1 §2.3.3 writes it.
        pub(crate) fn to_sec1(&self, compressed: bool) -> Vec<u8> {
            match self {
                Self::P521(key) => key.to_sec1_point(compressed).as_bytes().to_vec(),
                Self::Secp256k1(key) => key.to_sec1_point(compressed).as_bytes().to_vec(),
            }
        }

        pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
            match self {
                Self::P521(key) => p521::ecdsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
                // The crate holds to a rule of Bitcoin, that `s` is the lower of two; ES256K (RFC 8812) has no such rule.
                Self::Secp256k1(key) => k256::ecdsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify(message, &signature.normalize_s()).is_ok()),
            }
        }
    }

    impl Scalar {
        /// Reads a secret and computes its point.
        pub(crate) fn from_bytes(key_type: KeyType, bytes: &[u8]) -> Result<(Self, Point), KeyError> {
            let out_of_range =
                |_| KeyError::malformed("secret key", "zero, or not below the order of the curve");
            Ok(match key_type {
                KeyType::P521 => {
                    let key = p521::ecdsa::SigningKey::from_slice(bytes).map_err(out_of_range)?;
                    let point = Point::P521(*key.verifying_key());
                    (Self::P521(key), point)
                }
                KeyType::Secp256k1 => {
                    let key = k256::ecdsa::SigningKey::from_slice(bytes).map_err(out_of_range)?;
                    let point = Point::Secp256k1(*key.verifying_key());
                    (Self::Secp256k1(key), point)
                }
                _ => return Err(KeyError::UnsupportedType { name: key_type.name().to_owned() }),
            })
        }

        /// The secret and its uncompressed point, as key files hold them.
        pub(crate) fn to_sec1_pair(&self) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
            let point = match self {
                Self::P521(key) => Point::P521(*key.verifying_key()),
                Self::Secp256k1(key) => Point::Secp256k1(*key.verifying_key()),
            };
            (self.to_bytes(), point.to_sec1(false))
        }

        pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
            Zeroizing::new(match self {
                Self::P521(key) => Zeroizing::new(key.to_bytes()).to_vec(),
                Self::Secp256k1(key) => Zeroizing::new(key.to_bytes()).to_vec(),
            })
        }

        /// Signs with a nonce derived as RFC 6979 says.
        pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
            match self {
                Self::P521(key) => {
                    let signature: p521::ecdsa::Signature = key.sign(message);
                    signature.to_bytes().to_vec()
                }
                Self::Secp256k1(key) => {
                    let signature: k256::ecdsa::Signature = key.sign(message);
                    signature.to_bytes().to_vec()
                }
            }
        }
    }
}
