//! The keys that only the feature `draft-mldsa` brings: those of ML-DSA-44
//! ([FIPS 204](https://doi.org/10.6028/NIST.FIPS.204)). Without it, these types have no values, and such keys are of an
//! unsupported kind.

#[cfg(not(feature = "draft-mldsa"))]
mod absent {
    use zeroize::Zeroizing;

    use crate::{KeyError, KeyType};

    #[derive(Clone)]
    pub(crate) enum Public {}

    pub(crate) enum Secret {}

    fn unsupported<T>() -> Result<T, KeyError> {
        Err(KeyError::UnsupportedType { name: KeyType::MlDsa44.name().to_owned() })
    }

    impl Public {
        pub(crate) fn from_bytes(_: &[u8]) -> Result<Self, KeyError> {
            unsupported()
        }

        pub(crate) fn to_bytes(&self) -> Vec<u8> {
            match *self {}
        }

        pub(crate) fn verify(&self, _: &[u8], _: &[u8]) -> bool {
            match *self {}
        }
    }

    impl Secret {
        pub(crate) fn from_seed(_: &[u8]) -> Result<(Self, Public), KeyError> {
            unsupported()
        }

        pub(crate) fn to_seed(&self) -> Zeroizing<Vec<u8>> {
            match *self {}
        }

        #[cfg(feature = "sign")]
        pub(crate) fn sign(&self, _: &[u8]) -> Option<Vec<u8>> {
            match *self {}
        }
    }
}
#[cfg(not(feature = "draft-mldsa"))]
pub(crate) use absent::*;

#[cfg(feature = "draft-mldsa")]
mod present {
    use ml_dsa::{B32, EncodedVerifyingKey, MlDsa44, Signature, SigningKey, VerifyingKey};
    use zeroize::Zeroizing;

    use crate::{KeyError, KeyType};

    const KEY_TYPE: KeyType = KeyType::MlDsa44;

    /// The cryptosuites give the signature no context.
    const CONTEXT: &[u8] = b"";

    #[derive(Clone)]
    pub(crate) struct Public(Box<VerifyingKey<MlDsa44>>);

    /// It wipes itself.
    pub(crate) struct Secret(Box<SigningKey<MlDsa44>>);

    impl Public {
        /// `pkDecode` (§7.2): every text of the right length is a key.
        pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
            let encoded = EncodedVerifyingKey::<MlDsa44>::try_from(bytes);
            let encoded = encoded.map_err(|_| KeyError::WrongLength {
                key_type: KEY_TYPE,
                found: bytes.len(),
                expected: 1312,
            })?;
            Ok(Self(Box::new(VerifyingKey::decode(&encoded))))
        }

        pub(crate) fn to_bytes(&self) -> Vec<u8> {
            self.0.encode().to_vec()
        }

        /// `ML-DSA.Verify` (§5.3), which is not the variant over a hash.
        pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
            Signature::<MlDsa44>::try_from(signature)
                .is_ok_and(|signature| self.0.verify_with_context(message, CONTEXT, &signature))
        }
    }

    impl Secret {
        /// `ML-DSA.KeyGen_internal` (§6.1).
        pub(crate) fn from_seed(bytes: &[u8]) -> Result<(Self, Public), KeyError> {
            let seed = B32::try_from(bytes).map(Zeroizing::new);
            let seed = seed.map_err(|_| KeyError::WrongLength {
                key_type: KEY_TYPE,
                found: bytes.len(),
                expected: 32,
            })?;
            let key = Box::new(SigningKey::from_seed(&seed));
            let public = Public(Box::new(key.expanded_key().verifying_key()));
            Ok((Self(key), public))
        }

        pub(crate) fn to_seed(&self) -> Zeroizing<Vec<u8>> {
            Zeroizing::new(self.0.as_seed().to_vec())
        }

        /// The deterministic variant of `ML-DSA.Sign` (§5.2): nothing here draws randomness.
        #[cfg(feature = "sign")]
        pub(crate) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
            let signature = self.0.expanded_key().sign_deterministic(message, CONTEXT);
            signature.ok().map(|signature| signature.encode().to_vec())
        }
    }
}
#[cfg(feature = "draft-mldsa")]
pub(crate) use present::*;
