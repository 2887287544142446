//! The curves of ECDSA, each behind a feature: P-256 and P-384 behind `ecdsa`, P-521 and secp256k1 behind `curves`. A key on a
//! curve that the build goes without is of an unsupported kind.

use zeroize::Zeroizing;

use crate::{KeyError, KeyType};

/// Every curve's crate has the same types, and none a trait over them.
macro_rules! curves {
    ($( $feature:literal $curve:ident $part:ident )*) => {
        /// A point of one of these curves that is not the point at infinity.
        #[derive(Clone)]
        pub(crate) enum Point {
            $( #[cfg(feature = $feature)] $curve($part::ecdsa::VerifyingKey), )*
        }

        /// A secret of one of these curves. It wipes itself.
        pub(crate) enum Scalar {
            $( #[cfg(feature = $feature)] $curve($part::ecdsa::SigningKey), )*
        }

        impl Point {
            /// Reads a point, compressed or not.
            pub(crate) fn from_sec1(key_type: KeyType, _bytes: &[u8]) -> Result<Self, KeyError> {
                match key_type {
                    $( #[cfg(feature = $feature)]
                    KeyType::$curve => $part::ecdsa::VerifyingKey::from_sec1_bytes(_bytes)
                        .map(Self::$curve)
                        .map_err(|_| KeyError::NotOnCurve { key_type }), )*
                    _ => Err(KeyError::UnsupportedType { name: key_type.name().to_owned() }),
                }
            }

            pub(crate) const fn key_type(&self) -> KeyType {
                match *self {
                    $( #[cfg(feature = $feature)] Self::$curve(_) => KeyType::$curve, )*
                }
            }

            /// The point as SEC 1 §2.3.3 writes it.
            pub(crate) fn to_sec1(&self, _compressed: bool) -> Vec<u8> {
                match *self {
                    $( #[cfg(feature = $feature)]
                    Self::$curve(ref key) => key.to_sec1_point(_compressed).as_bytes().to_vec(), )*
                }
            }

            pub(crate) fn verify(&self, _message: &[u8], _signature: &[u8]) -> bool {
                match *self {
                    $( #[cfg(feature = $feature)]
                    Self::$curve(ref key) => {
                        use $part::ecdsa::{Signature, signature::Verifier as _};
                        Signature::from_slice(_signature).is_ok_and(|signature| {
                            // One crate holds to a rule of Bitcoin, that `s` is the lower of two; ES256K (RFC 8812) has none.
                            let lower = (stringify!($curve) == "Secp256k1").then(|| signature.normalize_s());
                            key.verify(_message, &lower.unwrap_or(signature)).is_ok()
                        })
                    } )*
                }
            }
        }

        impl Scalar {
            /// Reads a secret and computes its point.
            pub(crate) fn from_bytes(key_type: KeyType, _bytes: &[u8]) -> Result<(Self, Point), KeyError> {
                match key_type {
                    $( #[cfg(feature = $feature)]
                    KeyType::$curve => {
                        let key = $part::ecdsa::SigningKey::from_slice(_bytes).map_err(|_| {
                            KeyError::malformed("secret key", "zero, or not below the order of the curve")
                        })?;
                        let point = Point::$curve(*key.verifying_key());
                        Ok((Self::$curve(key), point))
                    } )*
                    _ => Err(KeyError::UnsupportedType { name: key_type.name().to_owned() }),
                }
            }

            /// The secret and its uncompressed point, as key files hold them.
            pub(crate) fn to_sec1_pair(&self) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
                match *self {
                    $( #[cfg(feature = $feature)]
                    Self::$curve(ref key) => {
                        (self.to_bytes(), Point::$curve(*key.verifying_key()).to_sec1(false))
                    } )*
                }
            }

            pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
                match *self {
                    $( #[cfg(feature = $feature)]
                    Self::$curve(ref key) => Zeroizing::new(Zeroizing::new(key.to_bytes()).to_vec()), )*
                }
            }

            /// Signs with a nonce derived as RFC 6979 says.
            #[cfg(feature = "sign")]
            pub(crate) fn sign(&self, _message: &[u8]) -> Vec<u8> {
                match *self {
                    $( #[cfg(feature = $feature)]
                    Self::$curve(ref key) => {
                        use $part::ecdsa::{Signature, signature::Signer as _};
                        let signature: Signature = key.sign(_message);
                        signature.to_bytes().to_vec()
                    } )*
                }
            }
        }
    };
}

curves! {
    "ecdsa" P256 p256
    "ecdsa" P384 p384
    "curves" P521 p521
    "curves" Secp256k1 k256
}
