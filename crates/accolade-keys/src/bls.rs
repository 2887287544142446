//! The keys that only the feature `bbs` brings: points of the group G2 of BLS12-381 and their secrets, with which BBS signs.
//! Without it, these types have no values, and such keys are of an unsupported kind.

#[cfg(feature = "bbs")]
pub(crate) use accolade_bbs::{PublicKey as Point, SecretKey as Scalar};
use zeroize::Zeroizing;

use crate::KeyError;
#[cfg(feature = "bbs")]
use crate::{KeyType, PublicKey, SecretKey, public::Inner, secret::Secret};

#[cfg(not(feature = "bbs"))]
#[derive(Clone)]
pub(crate) enum Point {}

#[cfg(not(feature = "bbs"))]
pub(crate) enum Scalar {}

#[cfg(not(feature = "bbs"))]
mod absent {
    use super::{KeyError, Point, Scalar, Zeroizing};
    use crate::KeyType;

    fn unsupported<T>() -> Result<T, KeyError> {
        Err(KeyError::UnsupportedType { name: KeyType::Bls12381G2.name().to_owned() })
    }

    pub(crate) fn read(_: &[u8]) -> Result<Point, KeyError> {
        unsupported()
    }

    pub(crate) fn read_uncompressed(_: &[u8], _: &[u8]) -> Result<Point, KeyError> {
        unsupported()
    }

    pub(crate) fn write(point: &Point) -> Vec<u8> {
        match *point {}
    }

    pub(crate) fn read_secret(_: &[u8]) -> Result<(Scalar, Point), KeyError> {
        unsupported()
    }

    pub(crate) fn generate(_: &[u8; 64]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        unsupported()
    }

    pub(crate) fn write_secret(scalar: &Scalar) -> Zeroizing<Vec<u8>> {
        match *scalar {}
    }
}
#[cfg(not(feature = "bbs"))]
pub(crate) use absent::*;

#[cfg(feature = "bbs")]
mod present {
    use accolade_bbs::Ciphersuite;

    use super::{KeyError, KeyType, Point, Scalar, Zeroizing};

    const KEY_TYPE: KeyType = KeyType::Bls12381G2;

    /// Reads a compressed point, which is what Multikeys and JSON Web Keys hold.
    pub(crate) fn read(bytes: &[u8]) -> Result<Point, KeyError> {
        if bytes.len() != 96 {
            return Err(KeyError::WrongLength { key_type: KEY_TYPE, found: bytes.len(), expected: 96 });
        }
        Point::from_octets(bytes).map_err(|_| KeyError::NotOnCurve { key_type: KEY_TYPE })
    }

    /// Reads a point of two coordinates, which JSON Web Keys held in earlier drafts.
    pub(crate) fn read_uncompressed(x: &[u8], y: &[u8]) -> Result<Point, KeyError> {
        for found in [x.len(), y.len()] {
            if found != 96 {
                return Err(KeyError::WrongLength { key_type: KEY_TYPE, found, expected: 96 });
            }
        }
        Point::from_coordinates(&[x, y].concat()).map_err(|_| KeyError::NotOnCurve { key_type: KEY_TYPE })
    }

    pub(crate) fn write(point: &Point) -> Vec<u8> {
        point.to_octets().to_vec()
    }

    /// Reads a secret of 32 bytes and computes its point.
    pub(crate) fn read_secret(bytes: &[u8]) -> Result<(Scalar, Point), KeyError> {
        let scalar = Scalar::from_octets(bytes)
            .map_err(|_| KeyError::malformed("secret key", "zero, or not below the order of the curve"))?;
        let point = scalar.public_key().clone();
        Ok((scalar, point))
    }

    /// KeyGen of the BBS draft.
    pub(crate) fn generate(entropy: &[u8; 64]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let scalar = Scalar::generate(Ciphersuite::Sha256, entropy, b"", None)
            .map_err(|error| KeyError::malformed("secret key", error.to_string()))?;
        Ok(write_secret(&scalar))
    }

    pub(crate) fn write_secret(scalar: &Scalar) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(scalar.to_octets().to_vec())
    }
}
#[cfg(feature = "bbs")]
pub(crate) use present::*;

#[cfg(feature = "bbs")]
impl PublicKey {
    /// The key as BBS uses it; `None` for every other kind.
    #[must_use]
    pub const fn as_bbs(&self) -> Option<&accolade_bbs::PublicKey> {
        match &self.0 {
            Inner::Bls(point) => Some(point),
            _ => None,
        }
    }
}

#[cfg(feature = "bbs")]
impl SecretKey {
    /// The key as BBS signs with it; `None` for every other kind.
    #[must_use]
    pub const fn as_bbs(&self) -> Option<&accolade_bbs::SecretKey> {
        match &self.secret {
            Secret::Bls(scalar) => Some(scalar),
            _ => None,
        }
    }
}
