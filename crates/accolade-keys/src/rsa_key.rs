#[cfg(feature = "rsa")]
use pkcs8::der::{Decode, Encode, asn1::UintRef};
#[cfg(feature = "rsa")]
use rsa::BoxedUint;

#[cfg(not(feature = "rsa"))]
use crate::KeyType;
use crate::{Algorithm, KeyError};

/// An RSA public key within the limits that both providers hold.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RsaKey {
    /// The modulus, big-endian, without leading zeros.
    pub(crate) n: Vec<u8>,
    /// The exponent, big-endian, without leading zeros.
    pub(crate) e: Vec<u8>,
    #[cfg(feature = "rsa")]
    portable: rsa::RsaPublicKey,
}

#[cfg(feature = "rsa")]
const FORM: &str = "RSA public key";

impl RsaKey {
    #[cfg(not(feature = "rsa"))]
    pub(crate) fn new(_: &[u8], _: &[u8]) -> Result<Self, KeyError> {
        Err(KeyError::UnsupportedType { name: KeyType::Rsa.name().to_owned() })
    }

    #[cfg(not(feature = "rsa"))]
    pub(crate) fn from_pkcs1(_: &[u8]) -> Result<Self, KeyError> {
        Self::new(&[], &[])
    }

    #[cfg(not(feature = "rsa"))]
    pub(crate) fn to_pkcs1(&self) -> Vec<u8> {
        Vec::new()
    }

    #[cfg(not(feature = "rsa"))]
    pub(crate) fn verify(&self, _: Algorithm, _: &[u8], _: &[u8]) -> bool {
        false
    }

    /// A key of modulus `n` and exponent `e`, both big-endian without leading zeros.
    #[cfg(feature = "rsa")]
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self, KeyError> {
        let weak = |message: String| KeyError::TooWeak { message };
        if n.first().is_none_or(|&b| b == 0) || e.first().is_none_or(|&b| b == 0) {
            return Err(KeyError::malformed(FORM, "a number is empty or led by a zero byte"));
        }
        let modulus = BoxedUint::from_be_slice_vartime(n);
        match modulus.bits_vartime() {
            bits @ 0..2048 => {
                return Err(weak(format!("an RSA modulus of {bits} bits; 2048 is the least allowed")));
            }
            2048..=8192 => {}
            bits => {
                return Err(KeyError::malformed(FORM, format!("a modulus of {bits} bits, 8192 are allowed")));
            }
        }
        if has_roca_fingerprint(n) {
            return Err(weak(
                "an RSA key that a flawed generator made, so that it can be factored".to_owned(),
            ));
        }
        let exponent = e.iter().try_fold(0u64, |sum, &byte| sum.checked_mul(256)?.checked_add(byte.into()));
        let even = n.last().is_none_or(|b| b % 2 == 0);
        match exponent {
            Some(e) if (3..1 << 33).contains(&e) && e % 2 == 1 && !even => {
                let portable = rsa::RsaPublicKey::new(modulus, BoxedUint::from(e))
                    .map_err(|error| weak(format!("an unfit RSA key: {error}")))?;
                Ok(Self {
                    n: n.to_vec(),
                    e: e.to_be_bytes().iter().skip_while(|b| **b == 0).copied().collect(),
                    portable,
                })
            }
            _ => Err(weak(
                "an RSA key with an even modulus, or an exponent that is even, below 3 or above 2^33"
                    .to_owned(),
            )),
        }
    }

    /// Whether the signature holds.
    #[cfg(feature = "rsa")]
    pub(crate) fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        use rsa::{pkcs1v15, pss, signature::Verifier as _};
        use sha2::Sha256;

        // RFC 8017 §8.1.2 and §8.2.2 step 1: the signature has exactly the length of the modulus.
        if signature.len() != self.n.len() {
            return false;
        }
        let key = self.portable.clone();
        match algorithm {
            Algorithm::Rs256 => pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                pkcs1v15::VerifyingKey::<Sha256>::new(key).verify(message, &signature).is_ok()
            }),
            Algorithm::Ps256 => pss::Signature::try_from(signature).is_ok_and(|signature| {
                pss::VerifyingKey::<Sha256>::new(key).verify(message, &signature).is_ok()
            }),
            _ => false,
        }
    }

    /// The PKCS#1 `RSAPublicKey` of [RFC 8017 §A.1.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1).
    #[cfg(feature = "rsa")]
    pub(crate) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let key = pkcs1::RsaPublicKeyRef::from_der(der)
            .map_err(|error| KeyError::malformed(FORM, error.to_string()))?;
        Self::new(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }

    /// The same, written.
    #[cfg(feature = "rsa")]
    pub(crate) fn to_pkcs1(&self) -> Vec<u8> {
        let number = |bytes| UintRef::new(bytes).ok();
        let der = number(&self.n).zip(number(&self.e)).and_then(|(modulus, public_exponent)| {
            pkcs1::RsaPublicKeyRef { modulus, public_exponent }.to_der().ok()
        });
        // Numbers of at most 8192 bits always fit a DER integer.
        der.unwrap_or_default()
    }
}

/// Whether a modulus was made by the library of [CVE-2017-15361](https://crocs.fi.muni.cz/public/papers/rsa_ccs17): modulo
/// every small prime it is a power of 65537, which a random modulus is with a chance of about 2^-28.
#[cfg(feature = "rsa")]
fn has_roca_fingerprint(n: &[u8]) -> bool {
    const PRIMES: [u32; 38] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
        103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ];
    PRIMES.iter().all(|&prime| {
        let rest = n.iter().fold(0, |rest, &byte| (rest * 256 + u32::from(byte)) % prime);
        let powers = std::iter::successors(Some(1), |power| Some(power * (65537 % prime) % prime));
        powers.take(prime as usize).any(|power| power == rest)
    })
}
