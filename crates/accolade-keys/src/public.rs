use std::fmt;

use crate::{
    KeyError, KeyType, bls, curves::Point, decode_multibase, encode_multibase, mldsa, rsa_key::RsaKey,
};

/// A public key that is known to be sound: a point of its curve in canonical form, or an RSA key of enough bits.
///
/// ```
/// use accolade_keys::{KeyType, PublicKey};
/// let key = PublicKey::from_multikey("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw")?;
/// assert_eq!(key.key_type(), KeyType::Ed25519);
/// assert_eq!(key.to_jwk()["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
#[derive(Clone)]
pub struct PublicKey(pub(crate) Inner);

#[derive(Clone)]
pub(crate) enum Inner {
    Ed25519(ed25519_dalek::VerifyingKey),
    Curve(Box<Point>),
    Bls(Box<bls::Point>),
    MlDsa(mldsa::Public),
    Rsa(Box<RsaKey>),
    X25519([u8; 32]),
}

impl PublicKey {
    /// Reads a [Multikey](https://www.w3.org/TR/cid-1.0/#Multikey) value: a multicodec code and the key in base58btc, or in
    /// base64url where the key is one of ML-DSA.
    ///
    /// # Errors
    /// `key.malformed-multibase`, `key.unsupported-type`, `key.wrong-length`, `key.not-on-curve`, `key.too-weak`,
    /// `key.malformed`.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let (base, bytes) = decode_multibase(text)?;
        for &key_type in KeyType::ALL {
            if let Some(key) = bytes.strip_prefix(&key_type.public_prefix()) {
                if base != key_type.multikey_base() {
                    return Err(KeyError::Multibase { message: "a Multikey of such a key has another base" });
                }
                return Self::from_bytes(key_type, key);
            }
        }
        Err(KeyError::UnsupportedType { name: codec_name(&bytes) })
    }

    /// The key as a Multikey value.
    #[must_use]
    pub fn to_multikey(&self) -> String {
        let mut bytes = self.key_type().public_prefix().to_vec();
        bytes.extend(self.to_bytes());
        encode_multibase(self.key_type().multikey_base(), &bytes)
    }

    /// Reads the bytes of a Multikey behind its multicodec code: 32 bytes for the curves of 25519, a compressed point
    /// for the other curves, 1312 bytes for ML-DSA-44, a PKCS#1 `RSAPublicKey` for RSA.
    ///
    /// # Errors
    /// `key.wrong-length`, `key.not-on-curve`, `key.too-weak`, `key.malformed`.
    pub fn from_bytes(key_type: KeyType, bytes: &[u8]) -> Result<Self, KeyError> {
        let wrong_length = |expected| KeyError::WrongLength { key_type, found: bytes.len(), expected };
        Ok(Self(match key_type {
            KeyType::Ed25519 => Inner::Ed25519(ed25519(bytes.try_into().map_err(|_| wrong_length(32))?)?),
            KeyType::X25519 => Inner::X25519(bytes.try_into().map_err(|_| wrong_length(32))?),
            // A compressed point only: SEC 1 §2.3.3 has other forms of other lengths, among them the point at infinity.
            KeyType::P256 if bytes.len() != 33 => return Err(wrong_length(33)),
            KeyType::P384 if bytes.len() != 49 => return Err(wrong_length(49)),
            KeyType::P521 if bytes.len() != 67 => return Err(wrong_length(67)),
            KeyType::Secp256k1 if bytes.len() != 33 => return Err(wrong_length(33)),
            KeyType::Bls12381G2 => Inner::Bls(Box::new(bls::read(bytes)?)),
            KeyType::MlDsa44 => Inner::MlDsa(mldsa::Public::from_bytes(bytes)?),
            KeyType::P256 | KeyType::P384 | KeyType::P521 | KeyType::Secp256k1 => {
                Inner::Curve(Box::new(Point::from_sec1(key_type, bytes)?))
            }
            KeyType::Rsa => Inner::Rsa(Box::new(RsaKey::from_pkcs1(bytes)?)),
        }))
    }

    /// The bytes that [`Self::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.0 {
            Inner::Ed25519(key) => key.as_bytes().to_vec(),
            Inner::X25519(key) => key.to_vec(),
            Inner::Curve(point) => point.to_sec1(true),
            Inner::Bls(point) => bls::write(point),
            Inner::MlDsa(key) => key.to_bytes(),
            Inner::Rsa(key) => key.to_pkcs1(),
        }
    }

    /// The kind of key.
    #[must_use]
    pub const fn key_type(&self) -> KeyType {
        match &self.0 {
            Inner::Ed25519(_) => KeyType::Ed25519,
            Inner::Curve(point) => point.key_type(),
            Inner::Bls(_) => KeyType::Bls12381G2,
            Inner::MlDsa(_) => KeyType::MlDsa44,
            Inner::Rsa(_) => KeyType::Rsa,
            Inner::X25519(_) => KeyType::X25519,
        }
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.key_type() == other.key_type() && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.key_type(), self.to_multikey())
    }
}

/// A point in its one canonical encoding (RFC 8032 §5.1.3 step 1) that is not of small order (§8.4).
fn ed25519(bytes: &[u8; 32]) -> Result<ed25519_dalek::VerifyingKey, KeyError> {
    let not_on_curve = KeyError::NotOnCurve { key_type: KeyType::Ed25519 };
    // y is below p = 2^255 - 19, little-endian.
    let [low, middle @ .., high] = bytes;
    if *low >= 0xed && middle.iter().all(|&b| b == 0xff) && high & 0x7f == 0x7f {
        return Err(not_on_curve);
    }
    if is_small_order(bytes) {
        return Err(KeyError::TooWeak {
            message: "an Ed25519 key of small order, for which anyone can sign".into(),
        });
    }
    ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| not_on_curve)
}

/// Whether the bytes are one of the eight points of small order in its canonical encoding. What is multiplied with such a
/// point takes at most eight values, so as a key or as a commitment it proves nothing
/// ([RFC 8032 §8.4](https://www.rfc-editor.org/rfc/rfc8032#section-8.4)).
pub(crate) fn is_small_order(point: &[u8; 32]) -> bool {
    // By their y, little-endian: 1, -1, 0 and the two of order eight. The highest bit is the sign of x.
    const ORDER_8: [[u8; 32]; 2] = [
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ];
    let mut y = *point;
    let [.., high] = &mut y;
    *high &= 0x7f;
    match y {
        [0 | 1, rest @ ..] => rest == [0; 31],
        [0xec, middle @ .., 0x7f] => middle == [0xff; 30],
        y => ORDER_8.contains(&y),
    }
}

/// The name of a multicodec code that is known but not supported, or its bytes.
fn codec_name(bytes: &[u8]) -> String {
    let known: &[(&[u8], &str)] = &[
        (&[0xea, 0x01], "BLS12-381 G1"),
        (&[0x91, 0x24], "ML-DSA-65"),
        (&[0x92, 0x24], "ML-DSA-87"),
        (&[0x80, 0x26], "Ed25519 secret"),
        (&[0x86, 0x26], "P-256 secret"),
        (&[0x87, 0x26], "P-384 secret"),
        (&[0x88, 0x26], "P-521 secret"),
        (&[0x81, 0x26], "secp256k1 secret"),
        (&[0x8a, 0x26], "BLS12-381 G2 secret"),
        (&[0x97, 0x26], "ML-DSA-44 secret"),
        (&[0x9a, 0x26], "ML-DSA-44 secret"),
    ];
    let found = known.iter().find(|(prefix, _)| bytes.starts_with(prefix));
    found.map_or_else(
        || format!("multicodec {:02x?}", bytes.get(..2).unwrap_or(bytes)),
        |(_, name)| (*name).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, is_small_order};
    use crate::KeyType;

    #[test]
    fn small_order_is_what_the_curve_says() {
        let mut weak = 0;
        // Every small y, every y just below p, and both of order eight, with either sign.
        let order_8: Vec<[u8; 32]> = [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        ]
        .iter()
        .map(|text| std::array::from_fn(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()))
        .collect();
        let low = (0..=255).map(|low| std::array::from_fn(|at| if at == 0 { low } else { 0 }));
        let high = (0..0xed).map(|low| {
            std::array::from_fn(|at| match at {
                0 => low,
                31 => 0x7f,
                _ => 0xff,
            })
        });
        for y in low.chain(high).chain(order_8) {
            for sign in [0, 0x80] {
                let mut point: [u8; 32] = y;
                point[31] |= sign;
                let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(&point) else { continue };
                assert_eq!(is_small_order(&point), key.is_weak(), "{point:02x?}");
                assert_eq!(key.is_weak(), PublicKey::from_bytes(KeyType::Ed25519, &point).is_err());
                weak += u32::from(key.is_weak());
            }
        }
        // Six points, of which the decoder takes those with x = 0 under either sign.
        assert_eq!(weak, 10);
    }
}
