use crate::{Algorithm, KeyError, KeyType, PublicKey, SecretKey, portable};

/// One family of signature algorithms.
pub trait SignatureScheme: Sync {
    /// Whether the signature holds. An algorithm that is not the key's never does.
    fn verify(&self, algorithm: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool;

    /// Signs a message; `None` where this scheme does not sign with that algorithm and key, as one that only verifies.
    fn sign(&self, _algorithm: Algorithm, _key: &SecretKey, _message: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// The cryptography in use: a struct of fields that can be replaced one by one.
///
/// ```
/// use accolade_keys::{Algorithm, CryptoProvider, PublicKey, SignatureScheme};
///
/// /// Refuses all RSA.
/// struct NoRsa;
/// impl SignatureScheme for NoRsa {
///     fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> bool { false }
/// }
///
/// let mut provider = CryptoProvider::portable();
/// provider.rsa = &NoRsa;
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CryptoProvider {
    /// The provider's name in messages.
    pub name: &'static str,
    /// `EdDSA` with Ed25519.
    pub ed25519: &'static dyn SignatureScheme,
    /// `ES256`, `ES384`, `ES512` and `ES256K`.
    pub ecdsa: &'static dyn SignatureScheme,
    /// `RS256` and `PS256`.
    pub rsa: &'static dyn SignatureScheme,
    /// `ML-DSA-44`, which holds only with the feature `draft-mldsa`.
    pub mldsa: &'static dyn SignatureScheme,
}

impl CryptoProvider {
    /// Whether this build signs with keys in this process, by its feature `sign`. What only serves to sign can ask it, and so be
    /// left out of a build that does not.
    pub const SIGNS: bool = cfg!(feature = "sign");

    /// RustCrypto and dalek: runs everywhere, also in the browser. It verifies RSA but does not sign with it, because
    /// that implementation has an open timing advisory,
    /// [RUSTSEC-2023-0071](https://rustsec.org/advisories/RUSTSEC-2023-0071).
    ///
    /// Ed25519 verification is strict (RFC 8032 §5.1.7 without cofactor, points of small order refused), and ECDSA
    /// signing is deterministic ([RFC 6979](https://www.rfc-editor.org/rfc/rfc6979)).
    #[must_use]
    pub const fn portable() -> Self {
        Self {
            name: "portable",
            ed25519: &portable::Ed25519,
            ecdsa: &portable::Ecdsa,
            rsa: &portable::Rsa,
            mldsa: &portable::MlDsa,
        }
    }

    /// [`Self::portable`] with ECDSA verification and all of RSA by aws-lc-rs. Both give the same verdict on every
    /// signature.
    #[cfg(feature = "native")]
    #[must_use]
    pub const fn native() -> Self {
        Self { name: "native", ecdsa: &crate::native::Ecdsa, rsa: &crate::native::Rsa, ..Self::portable() }
    }

    /// Whether the signature of a message holds. An algorithm that is not the key's never does.
    #[must_use]
    pub fn verify(&self, algorithm: Algorithm, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match self.scheme(algorithm, key.key_type()) {
            Some(scheme) => scheme.verify(algorithm, key, message, signature),
            None => false,
        }
    }

    /// Signs a message with a key in this process.
    ///
    /// # Errors
    /// `key.cannot-sign` where the algorithm is not the key's or this provider does not sign with it.
    pub fn sign(&self, algorithm: Algorithm, key: &SecretKey, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let key_type = key.key_type();
        let signature =
            self.scheme(algorithm, key_type).and_then(|scheme| scheme.sign(algorithm, key, message));
        signature.ok_or(KeyError::CannotSign { algorithm, key_type, provider: self.name })
    }

    fn scheme(&self, algorithm: Algorithm, key_type: KeyType) -> Option<&'static dyn SignatureScheme> {
        match algorithm {
            _ if !algorithm.fits(key_type) => None,
            Algorithm::EdDsa => Some(self.ed25519),
            Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 | Algorithm::Es256K => Some(self.ecdsa),
            Algorithm::Rs256 | Algorithm::Ps256 => Some(self.rsa),
            Algorithm::MlDsa44 => Some(self.mldsa),
            // It signs lists of messages, which are not bytes.
            Algorithm::Bbs => None,
        }
    }
}

impl std::fmt::Debug for CryptoProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CryptoProvider({})", self.name)
    }
}
