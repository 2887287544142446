//! PKCS#8 and SPKI in PEM.

use pkcs8::{
    AlgorithmIdentifierRef, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef,
    der::{
        Decode, Document, Encode, SecretDocument,
        asn1::{AnyRef, BitStringRef, OctetStringRef},
        pem::PemLabel,
    },
    pkcs5::{EncryptionScheme, pbes2, scrypt},
    spki::SubjectPublicKeyInfoRef,
};
use zeroize::Zeroizing;

use crate::{
    KeyError, KeyType, PublicKey, SecretKey, curves::Point, public::Inner, rsa_key::RsaKey, secret::Secret,
};

/// RFC 8410 §3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const X25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.110");
/// RFC 5480 §2.1.1, §2.1.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");
/// RFC 3279 §2.3.1.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

const FORM: &str = "PEM key";

/// The dearest key derivations that are run on opening a file: 1 GiB of memory for scrypt, ten million rounds of PBKDF2.
const MOST_SCRYPT_BYTES: u64 = 1 << 30;
const MOST_PBKDF2_ROUNDS: u32 = 10_000_000;

impl SecretKey {
    /// Reads a key from PKCS#8 PEM, plain or encrypted (PBES2 with scrypt or PBKDF2).
    ///
    /// # Errors
    /// `key.password-needed`, `key.wrong-password`, `key.malformed`, `key.unsupported-type`, `key.pair-mismatch`,
    /// `key.too-weak`.
    pub fn from_pem(pem: &str, password: Option<&[u8]>) -> Result<Self, KeyError> {
        let (label, document) = SecretDocument::from_pem(pem).map_err(malformed)?;
        if label != EncryptedPrivateKeyInfoRef::PEM_LABEL {
            PrivateKeyInfoRef::validate_pem_label(label).map_err(malformed)?;
            return Self::from_pkcs8(document.as_bytes());
        }
        let encrypted = EncryptedPrivateKeyInfoRef::from_der(document.as_bytes()).map_err(malformed)?;
        check_cost(&encrypted.encryption_algorithm)?;
        let password = password.ok_or(KeyError::PasswordNeeded)?;
        let opened = encrypted.decrypt(password).map_err(|_| KeyError::WrongPassword)?;
        Self::from_pkcs8(opened.as_bytes())
    }

    /// Reads a key from PKCS#8 ([RFC 5958](https://www.rfc-editor.org/rfc/rfc5958)) in DER.
    ///
    /// # Errors
    /// `key.malformed`, `key.unsupported-type`, `key.pair-mismatch`, `key.too-weak`.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(malformed)?;
        let inner = info.private_key.as_bytes();
        let key_type = key_type(&info.algorithm)?;
        match key_type {
            KeyType::Ed25519 | KeyType::X25519 => {
                // RFC 8410 §7: an OCTET STRING in the OCTET STRING.
                let seed = <&OctetStringRef>::from_der(inner).map_err(malformed)?;
                let key = Self::from_bytes(key_type, seed.as_bytes())?;
                match info.public_key.and_then(|public| public.as_bytes()) {
                    Some(public) => key.paired_with(&PublicKey::from_bytes(key_type, public)?),
                    None => Ok(key),
                }
            }
            KeyType::Rsa => Self::from_pkcs1(inner),
            _ => from_sec1(key_type, inner),
        }
    }

    /// The key as plain PKCS#8 PEM.
    ///
    /// # Errors
    /// `key.unsupported-type` for BLS12-381, which PEM has no name for, and for ML-DSA.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.to_pkcs8()?.to_pem(PrivateKeyInfoRef::PEM_LABEL, LineEnding::LF).map_err(malformed)
    }

    /// The key as encrypted PKCS#8 PEM: PBES2 with scrypt (N = 2^15, r = 8, p = 1) and AES-256-CBC, which OpenSSL reads.
    /// The 32 bytes of entropy are the salt and the initialisation vector; use them once.
    ///
    /// # Errors
    /// `key.unsupported-type` for BLS12-381, which PEM has no name for, and for ML-DSA.
    pub fn to_encrypted_pem(
        &self,
        password: &[u8],
        entropy: &[u8; 32],
    ) -> Result<Zeroizing<String>, KeyError> {
        let failed = |error: &dyn std::fmt::Display| KeyError::malformed(FORM, error.to_string());
        let (salt, iv) = entropy.split_at(16);
        let iv: [u8; 16] = iv.try_into().map_err(|error| failed(&error))?;
        let cost = scrypt::Params::new(15, 8, 1).map_err(|error| failed(&error))?;
        let scheme =
            pbes2::Parameters::generate_scrypt_aes256cbc(cost, salt, iv).map_err(|error| failed(&error))?;
        let plain = self.to_pkcs8()?;
        let encrypted = scheme.encrypt(password, plain.as_bytes()).map_err(|error| failed(&error))?;
        let info = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: scheme.into(),
            encrypted_data: OctetStringRef::new(&encrypted).map_err(malformed)?,
        };
        let document = SecretDocument::try_from(&info).map_err(|error| failed(&error))?;
        document.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF).map_err(malformed)
    }

    fn to_pkcs8(&self) -> Result<SecretDocument, KeyError> {
        let algorithm = algorithm(self.key_type())?;
        let inner = match &self.secret {
            Secret::Ed25519(key) => Zeroizing::new(
                OctetStringRef::new(key.as_bytes()).and_then(|seed| seed.to_der()).map_err(malformed)?,
            ),
            Secret::Curve(scalar) => {
                let (secret, point) = scalar.to_sec1_pair();
                write_sec1(&secret, &point)?
            }
            // They have no algorithm identifier, so this is not reached.
            Secret::Bls(_) | Secret::MlDsa(_) => Zeroizing::default(),
            Secret::Rsa(der) => der.clone(),
        };
        let info = PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(&inner).map_err(malformed)?);
        SecretDocument::try_from(&info).map_err(|error| KeyError::malformed(FORM, error.to_string()))
    }
}

impl PublicKey {
    /// Reads a key from a `SubjectPublicKeyInfo` ([RFC 5280 §4.1.2.7](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7)) in PEM.
    ///
    /// # Errors
    /// `key.malformed`, `key.unsupported-type`, `key.wrong-length`, `key.not-on-curve`, `key.too-weak`.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, document) = Document::from_pem(pem).map_err(malformed)?;
        SubjectPublicKeyInfoRef::validate_pem_label(label).map_err(malformed)?;
        let info = SubjectPublicKeyInfoRef::from_der(document.as_bytes()).map_err(malformed)?;
        let bytes = info.subject_public_key.as_bytes();
        let bytes = bytes.ok_or_else(|| KeyError::malformed(FORM, "the key has unused bits"))?;
        let key_type = key_type(&info.algorithm)?;
        Ok(match key_type {
            KeyType::Rsa => Self(Inner::Rsa(Box::new(RsaKey::from_pkcs1(bytes)?))),
            // An uncompressed point: a byte and two coordinates.
            _ if key_type.field_bytes().is_some_and(|length| bytes.len() == 1 + 2 * length) => {
                Self(Inner::Curve(Box::new(Point::from_sec1(key_type, bytes)?)))
            }
            _ => Self::from_bytes(key_type, bytes)?,
        })
    }

    /// The key as a `SubjectPublicKeyInfo` in PEM.
    ///
    /// # Errors
    /// `key.unsupported-type` for BLS12-381, which PEM has no name for, and for ML-DSA.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let bytes = match &self.0 {
            Inner::Curve(point) => point.to_sec1(false),
            _ => self.to_bytes(),
        };
        let info = SubjectPublicKeyInfoRef {
            algorithm: algorithm(self.key_type())?,
            subject_public_key: BitStringRef::from_bytes(&bytes).map_err(malformed)?,
        };
        let document = Document::encode_msg(&info).map_err(malformed)?;
        document.to_pem(SubjectPublicKeyInfoRef::PEM_LABEL, LineEnding::LF).map_err(malformed)
    }
}

fn key_type(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<KeyType, KeyError> {
    let curve = || algorithm.parameters_oid().ok();
    match algorithm.oid {
        ED25519 => Ok(KeyType::Ed25519),
        X25519 => Ok(KeyType::X25519),
        RSA => Ok(KeyType::Rsa),
        EC if curve() == Some(P256) => Ok(KeyType::P256),
        EC if curve() == Some(P384) => Ok(KeyType::P384),
        EC if curve() == Some(P521) => Ok(KeyType::P521),
        EC if curve() == Some(SECP256K1) => Ok(KeyType::Secp256k1),
        other => Err(KeyError::UnsupportedType { name: curve().unwrap_or(other).to_string() }),
    }
}

/// There is none for BLS12-381, and that of ML-DSA is not taken.
fn algorithm(key_type: KeyType) -> Result<AlgorithmIdentifierRef<'static>, KeyError> {
    let (oid, parameters) = match key_type {
        KeyType::Ed25519 => (ED25519, None),
        KeyType::X25519 => (X25519, None),
        KeyType::P256 => (EC, Some(AnyRef::from(&P256))),
        KeyType::P384 => (EC, Some(AnyRef::from(&P384))),
        KeyType::P521 => (EC, Some(AnyRef::from(&P521))),
        KeyType::Secp256k1 => (EC, Some(AnyRef::from(&SECP256K1))),
        KeyType::Rsa => (RSA, Some(AnyRef::NULL)),
        KeyType::Bls12381G2 | KeyType::MlDsa44 => {
            return Err(KeyError::UnsupportedType { name: key_type.name().to_owned() });
        }
    };
    Ok(AlgorithmIdentifierRef { oid, parameters })
}

/// An `ECPrivateKey` ([RFC 5915](https://www.rfc-editor.org/rfc/rfc5915#section-3)).
fn from_sec1(key_type: KeyType, der: &[u8]) -> Result<SecretKey, KeyError> {
    let ec = sec1::EcPrivateKey::from_der(der).map_err(malformed)?;
    let key = SecretKey::from_bytes(key_type, ec.private_key)?;
    let own = match &key.public_key().0 {
        Inner::Curve(point) => point.to_sec1(false),
        _ => Vec::new(),
    };
    match ec.public_key {
        Some(stated) if stated != own => Err(KeyError::PairMismatch),
        _ => Ok(key),
    }
}

fn write_sec1(secret: &[u8], public: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let key = sec1::EcPrivateKey { private_key: secret, parameters: None, public_key: Some(public) };
    Ok(Zeroizing::new(key.to_der().map_err(malformed)?))
}

/// A key file is opened at the cost that it states itself, so the cost is bounded.
fn check_cost(scheme: &EncryptionScheme) -> Result<(), KeyError> {
    let kdf = match scheme {
        EncryptionScheme::Pbes2(parameters) => &parameters.kdf,
        _ => return Err(KeyError::malformed(FORM, "encrypted by a scheme other than PBES2")),
    };
    // scrypt asks for a power of two above one (RFC 7914 §2).
    if kdf.scrypt().is_some_and(|cost| cost.cost_parameter < 2 || !cost.cost_parameter.is_power_of_two()) {
        return Err(KeyError::malformed(FORM, "the cost of scrypt is not a power of two"));
    }
    let scrypt = kdf.scrypt().map_or(0, |cost| {
        128u64
            .saturating_mul(cost.cost_parameter)
            .saturating_mul(u64::from(cost.block_size))
            .saturating_mul(u64::from(cost.parallelization))
    });
    let rounds = kdf.pbkdf2().map_or(0, |cost| cost.iteration_count);
    if scrypt > MOST_SCRYPT_BYTES || rounds > MOST_PBKDF2_ROUNDS {
        return Err(KeyError::malformed(FORM, "the key derivation is dearer than any honest file's"));
    }
    Ok(())
}

fn malformed(error: impl ToString) -> KeyError {
    KeyError::malformed(FORM, error.to_string())
}

#[cfg(test)]
mod tests {
    use pkcs8::pkcs5::pbes2::{EncryptionScheme, Kdf, ScryptParams};

    use super::*;

    /// An encrypted file whose key derivation has that cost.
    fn sealed_at(cost_parameter: u64, block_size: u16, parallelization: u16) -> Result<SecretKey, KeyError> {
        let salt = [1; 16].as_slice().try_into().unwrap();
        let kdf =
            Kdf::Scrypt(ScryptParams { salt, cost_parameter, block_size, parallelization, key_length: None });
        let scheme = pbes2::Parameters { kdf, encryption: EncryptionScheme::Aes256Cbc { iv: [2; 16] } };
        let data = [0; 48];
        let info = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: scheme.into(),
            encrypted_data: OctetStringRef::new(&data).unwrap(),
        };
        let document = SecretDocument::try_from(&info).unwrap();
        let pem = document.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF).unwrap();
        SecretKey::from_pem(&pem, Some(b"badge"))
    }

    #[test]
    fn a_file_cannot_make_opening_it_costly_or_impossible() {
        let code = |found: Result<SecretKey, KeyError>| found.unwrap_err().code();
        assert_eq!(code(sealed_at(1 << 10, 8, 1)), crate::codes::WRONG_PASSWORD);
        for (cost, block, parallel) in [
            (0, 8, 1),
            (1, 8, 1),
            (3, 8, 1),
            (1 << 40, 8, 1),
            (1 << 20, 64, 1),
            (1 << 14, 8, u16::MAX),
            (u64::MAX, 1, 1),
        ] {
            assert_eq!(
                code(sealed_at(cost, block, parallel)),
                crate::codes::MALFORMED,
                "{cost} {block} {parallel}"
            );
        }
        for (cost, block, parallel) in [(1 << 10, 0, 1), (1 << 10, 8, 0)] {
            assert_eq!(code(sealed_at(cost, block, parallel)), crate::codes::WRONG_PASSWORD);
        }
    }
}
