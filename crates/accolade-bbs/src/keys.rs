use std::fmt;

use bls12_381::{G2Affine, G2Projective, Scalar as Field};
use zeroize::Zeroizing;

use crate::{BbsError, Ciphersuite, point, scalar};

/// A public key: a point of G2 that is known to be in the group and not its identity.
#[derive(Clone)]
pub struct PublicKey {
    pub(crate) point: G2Affine,
    pub(crate) octets: [u8; 96],
}

impl PublicKey {
    /// Reads the 96 octets of a compressed point
    /// ([Octets to Public Key](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-octets-to-public-key)).
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        let point = point::decode_g2(octets, "public key")?;
        Ok(Self { point, octets: point.to_compressed() })
    }

    /// Reads the 192 octets of both coordinates of a point, each of two numbers, under the same checks.
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_coordinates(octets: &[u8]) -> Result<Self, BbsError> {
        let point = point::decode_g2_uncompressed(octets, "public key")?;
        Ok(Self { point, octets: point.to_compressed() })
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub const fn to_octets(&self) -> [u8; 96] {
        self.octets
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.octets == other.octets
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey(")?;
        self.octets.iter().try_for_each(|octet| write!(f, "{octet:02x}"))?;
        f.write_str(")")
    }
}

/// A secret key and the public key that belongs to it. It is wiped when dropped, and neither printed nor compared.
pub struct SecretKey {
    pub(crate) scalar: Zeroizing<Field>,
    public: PublicKey,
}

impl SecretKey {
    /// [KeyGen](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-secret-key): makes a key of at
    /// least 32 octets that must come from a cryptographic generator. `key_info` tells keys of the same material apart;
    /// `key_dst` is the domain separation tag where it is not the suite's own.
    ///
    /// # Errors
    /// `bbs.malformed` where the material is too short, `key_info` is longer than 65,535 octets or `key_dst` than 255.
    pub fn generate(
        suite: Ciphersuite,
        key_material: &[u8],
        key_info: &[u8],
        key_dst: Option<&[u8]>,
    ) -> Result<Self, BbsError> {
        // 1.
        if key_material.len() < 32 {
            return Err(BbsError::malformed("key material", "it has at least 32 octets"));
        }
        // 2.
        let length = u16::try_from(key_info.len())
            .map_err(|_| BbsError::malformed("key info", "it has at most 65,535 octets"))?;
        // 3. and 4.
        let own = format!("{}KEYGEN_DST_", suite.id());
        let dst = key_dst.unwrap_or(own.as_bytes());
        let scalar = suite.hash(&[key_material, &length.to_be_bytes(), key_info], dst)?;
        Self::new(Zeroizing::new(scalar))
    }

    /// Reads the 32 octets of a number from 1 to `r - 1`, the most significant first.
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        Self::new(Zeroizing::new(scalar::decode(octets, "secret key")?))
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(scalar::octets(&self.scalar))
    }

    /// The public key.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// [SkToPk](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-public-key).
    fn new(scalar: Zeroizing<Field>) -> Result<Self, BbsError> {
        if *scalar == Field::zero() {
            return Err(BbsError::malformed("secret key", "it is zero"));
        }
        let point = G2Affine::from(G2Projective::generator() * *scalar);
        Ok(Self { scalar, public: PublicKey { point, octets: point.to_compressed() } })
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {:?})", self.public)
    }
}
