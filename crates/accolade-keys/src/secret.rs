use std::fmt;

use accolade_json::to_jcs;
use pkcs8::der::Decode;
use serde_json::Value;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

use crate::{
    KeyError, KeyType, PublicKey, bls, curves::Scalar, decode_multibase, encode_base64url, encode_multibase,
    jwk, mldsa, public::Inner, rsa_key::RsaKey,
};

/// A secret key and the public key that belongs to it. It is wiped when dropped, and neither printed nor compared.
///
/// ```
/// use accolade_keys::{KeyType, SecretKey};
/// let secret = SecretKey::generate(KeyType::P256, &[1; 64])?;
/// assert_eq!(format!("{secret:?}"), format!("SecretKey(of {:?})", secret.public_key()));
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
pub struct SecretKey {
    public: PublicKey,
    pub(crate) secret: Secret,
}

/// Each of these wipes itself.
pub(crate) enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    Curve(Scalar),
    Bls(bls::Scalar),
    MlDsa(mldsa::Secret),
    /// A PKCS#1 `RSAPrivateKey`.
    Rsa(Zeroizing<Vec<u8>>),
}

impl SecretKey {
    /// Makes a key of 64 bytes of entropy that must come from a cryptographic generator and be used once.
    ///
    /// # Errors
    /// `key.unsupported-type` for RSA and X25519, which are made elsewhere; `key.malformed` where the entropy gives no
    /// key, which for random bytes is as likely as guessing one.
    pub fn generate(key_type: KeyType, entropy: &[u8; 64]) -> Result<Self, KeyError> {
        // FIPS 186-5 §A.2.2, rejection sampling: the entropy holds two candidates for curves of 256 bits, one for P-384,
        // which fail with probability 2^-64 or less and 2^-190.
        let (first, second) = entropy.split_at(32);
        match key_type {
            KeyType::Ed25519 | KeyType::MlDsa44 => Self::from_bytes(key_type, first),
            KeyType::P256 | KeyType::Secp256k1 => {
                Self::from_bytes(key_type, first).or_else(|_| Self::from_bytes(key_type, second))
            }
            KeyType::P384 => Self::from_bytes(key_type, entropy.get(..48).unwrap_or_default()),
            KeyType::P521 => Self::from_bytes(key_type, &stretched(entropy)),
            KeyType::Bls12381G2 => Self::from_bytes(key_type, &bls::generate(entropy)?),
            KeyType::Rsa | KeyType::X25519 => Err(KeyError::UnsupportedType { name: key_type.name().into() }),
        }
    }

    /// The public key.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The kind of key.
    #[must_use]
    pub const fn key_type(&self) -> KeyType {
        self.public.key_type()
    }

    /// Reads the `secretKeyMultibase` of a [Multikey](https://www.w3.org/TR/cid-1.0/#Multikey): a multicodec code and the
    /// key; for Ed25519 also the older form in which the public key follows, for ML-DSA the seed.
    ///
    /// # Errors
    /// `key.malformed-multibase`, `key.unsupported-type`, `key.wrong-length`, `key.pair-mismatch`, `key.malformed`.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let (_, bytes) = decode_multibase(text)?;
        let bytes = Zeroizing::new(bytes);
        for &key_type in KeyType::ALL.iter().filter(|kind| !matches!(kind, KeyType::Rsa | KeyType::X25519)) {
            match bytes.strip_prefix(&key_type.secret_prefix()) {
                Some(pair) if key_type == KeyType::Ed25519 && pair.len() == 64 => {
                    let (secret, public) = pair.split_at(32);
                    return Self::from_bytes(key_type, secret)?
                        .paired_with(&PublicKey::from_bytes(key_type, public)?);
                }
                Some(secret) => return Self::from_bytes(key_type, secret),
                None => {}
            }
        }
        Err(KeyError::UnsupportedType { name: "secret Multikey of another kind".to_owned() })
    }

    /// The key as a `secretKeyMultibase`.
    ///
    /// # Errors
    /// `key.unsupported-type` for RSA.
    pub fn to_multikey(&self) -> Result<Zeroizing<String>, KeyError> {
        let mut bytes = Zeroizing::new(self.key_type().secret_prefix().to_vec());
        bytes.extend(self.raw().ok_or_else(|| KeyError::UnsupportedType { name: "RSA".to_owned() })?.iter());
        Ok(Zeroizing::new(encode_multibase(self.key_type().multikey_base(), &bytes)))
    }

    /// Reads a secret JSON Web Key and checks that its public half belongs to it.
    ///
    /// # Errors
    /// `key.pair-mismatch`, `key.malformed`, and those of [`PublicKey::from_jwk`].
    pub fn from_jwk(value: &Value) -> Result<Self, KeyError> {
        let members = jwk::object(value)?;
        let public = PublicKey(jwk::read(members)?);
        let number = |name| jwk::bytes(members, name).map(Zeroizing::new);
        if let Inner::Rsa(key) = &public.0 {
            let mut numbers = Vec::new();
            for name in ["d", "p", "q", "dp", "dq", "qi"] {
                numbers.push(number(name)?);
            }
            return Self::from_rsa_numbers(key, &numbers);
        }
        let member = if public.key_type() == KeyType::MlDsa44 { "priv" } else { "d" };
        Self::from_bytes(public.key_type(), &number(member)?)?.paired_with(&public)
    }

    /// The key as the text of a secret JSON Web Key.
    ///
    /// # Errors
    /// `key.malformed` for an RSA key that was damaged after it was read.
    pub fn to_jwk(&self) -> Result<Zeroizing<String>, KeyError> {
        let public = Zeroizing::new(to_jcs(&self.public.to_jwk()));
        let mut text = Zeroizing::new(String::with_capacity(public.len() + 4096));
        text.push_str(public.strip_suffix('}').unwrap_or(&public));
        let mut member = |name: &str, bytes: &[u8]| {
            let value = Zeroizing::new(encode_base64url(bytes));
            for part in [",\"", name, "\":\"", &value, "\""] {
                text.push_str(part);
            }
        };
        match (&self.secret, self.raw()) {
            (Secret::Rsa(der), _) => {
                let key = pkcs1::RsaPrivateKeyRef::from_der(der).map_err(|error| malformed(&error))?;
                for (name, number) in [
                    ("d", key.private_exponent),
                    ("p", key.prime1),
                    ("q", key.prime2),
                    ("dp", key.exponent1),
                    ("dq", key.exponent2),
                    ("qi", key.coefficient),
                ] {
                    member(name, number.as_bytes());
                }
            }
            (Secret::MlDsa(key), _) => member("priv", &key.to_seed()),
            (_, raw) => member("d", &raw.unwrap_or_default()),
        }
        text.push('}');
        Ok(text)
    }

    /// A key of 32 bytes (Ed25519, P-256, secp256k1, BLS12-381, the seed of ML-DSA), 48 (P-384) or 66 (P-521).
    pub(crate) fn from_bytes(key_type: KeyType, bytes: &[u8]) -> Result<Self, KeyError> {
        let expected = key_type.field_bytes().unwrap_or(32);
        if bytes.len() != expected {
            return Err(KeyError::WrongLength { key_type, found: bytes.len(), expected });
        }
        let (secret, public) = match key_type {
            KeyType::Ed25519 => {
                let mut seed = Zeroizing::new([0; 32]);
                seed.copy_from_slice(bytes);
                let key = ed25519_dalek::SigningKey::from_bytes(&seed);
                let public = Inner::Ed25519(key.verifying_key());
                (Secret::Ed25519(key), public)
            }
            KeyType::P256 | KeyType::P384 | KeyType::P521 | KeyType::Secp256k1 => {
                let (scalar, point) = Scalar::from_bytes(key_type, bytes)?;
                (Secret::Curve(scalar), Inner::Curve(Box::new(point)))
            }
            KeyType::Bls12381G2 => {
                let (scalar, point) = bls::read_secret(bytes)?;
                (Secret::Bls(scalar), Inner::Bls(Box::new(point)))
            }
            KeyType::MlDsa44 => {
                let (secret, public) = mldsa::Secret::from_seed(bytes)?;
                (Secret::MlDsa(secret), Inner::MlDsa(public))
            }
            KeyType::Rsa | KeyType::X25519 => {
                return Err(KeyError::UnsupportedType { name: key_type.name().to_owned() });
            }
        };
        Ok(Self { public: PublicKey(public), secret })
    }

    /// The key of a PKCS#1 `RSAPrivateKey`.
    pub(crate) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let key = pkcs1::RsaPrivateKeyRef::from_der(der).map_err(|error| malformed(&error))?;
        let public = RsaKey::new(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
        Ok(Self {
            public: PublicKey(Inner::Rsa(Box::new(public))),
            secret: Secret::Rsa(Zeroizing::new(der.to_vec())),
        })
    }

    /// The bytes that [`Self::from_bytes`] reads; none for RSA.
    pub(crate) fn raw(&self) -> Option<Zeroizing<Vec<u8>>> {
        let bytes = match &self.secret {
            Secret::Ed25519(key) => key.as_bytes().to_vec(),
            Secret::Curve(scalar) => return Some(scalar.to_bytes()),
            Secret::Bls(scalar) => return Some(bls::write_secret(scalar)),
            Secret::MlDsa(key) => return Some(key.to_seed()),
            Secret::Rsa(_) => return None,
        };
        Some(Zeroizing::new(bytes))
    }

    /// This key, if the public key stated beside it is its own. Signing for another one can give an Ed25519 secret away.
    pub(crate) fn paired_with(self, public: &PublicKey) -> Result<Self, KeyError> {
        if self.public == *public { Ok(self) } else { Err(KeyError::PairMismatch) }
    }

    /// The RSA key of public key `key` and the numbers `d`, `p`, `q`, `dp`, `dq`, `qi`.
    fn from_rsa_numbers(key: &RsaKey, numbers: &[Zeroizing<Vec<u8>>]) -> Result<Self, KeyError> {
        use pkcs8::der::{Encode, asn1::UintRef};
        let [d, p, q, dp, dq, qi] = numbers else {
            return Err(KeyError::malformed(jwk::FORM, "not the numbers of an RSA key"));
        };
        let number = |bytes| UintRef::new(bytes).map_err(|error| malformed(&error));
        let der = pkcs1::RsaPrivateKeyRef {
            modulus: number(&key.n)?,
            public_exponent: number(&key.e)?,
            private_exponent: number(d)?,
            prime1: number(p)?,
            prime2: number(q)?,
            exponent1: number(dp)?,
            exponent2: number(dq)?,
            coefficient: number(qi)?,
            other_prime_infos: None,
        };
        let der = Zeroizing::new(der.to_der().map_err(|error| malformed(&error))?);
        Self::from_pkcs1(&der)
    }
}

/// 521 bits out of 512: two hashes of the entropy, whose strength of 256 bits is that of the curve. The candidate is out of
/// range with a probability of 2^-260.
fn stretched(entropy: &[u8; 64]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(128));
    for round in [0u8, 1] {
        bytes.extend_from_slice(&Sha512::new().chain_update(entropy).chain_update([round]).finalize());
    }
    bytes.truncate(66);
    if let Some(high) = bytes.first_mut() {
        *high &= 1;
    }
    bytes
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {:?})", self.public)
    }
}

fn malformed(error: &pkcs8::der::Error) -> KeyError {
    KeyError::malformed("RSA secret key", error.to_string())
}
