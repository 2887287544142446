use std::fmt;

use bls12_381::Scalar as Field;
use zeroize::{Zeroize, Zeroizing};

use crate::BbsError;

/// The octets of a scalar.
pub(crate) const OCTETS: usize = 32;

/// A number modulo the order `r` of the groups. It is taken to be secret: wiped when dropped, and not printed.
#[derive(Clone)]
pub struct Scalar(pub(crate) Field);

impl Scalar {
    /// Reads a number from 1 to `r - 1` in its one encoding of 32 octets, the most significant first.
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        decode(octets, "scalar").map(Self)
    }

    /// The 32 octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(octets(&self.0))
    }

    /// The sum of two numbers: of what a holder and a signer put together for pseudonyms.
    #[must_use]
    pub fn sum(&self, other: &Self) -> Self {
        Self(self.0 + other.0)
    }

    /// The number that 48 octets stand for, modulo `r`; uniform where they are
    /// ([Random Scalars](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-random-scalars),
    /// procedure step 2).
    #[must_use]
    pub fn from_uniform(octets: &[u8; 48]) -> Self {
        Self(reduce(octets))
    }
}

impl Drop for Scalar {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scalar(…)")
    }
}

/// From 1 to `r - 1`.
pub(crate) fn decode(octets: &[u8], what: &'static str) -> Result<Field, BbsError> {
    let mut little: [u8; OCTETS] =
        octets.try_into().map_err(|_| BbsError::malformed(what, "a number has 32 octets"))?;
    little.reverse();
    let number = Field::from_bytes(&little).into_option();
    little.zeroize();
    match number {
        None => Err(BbsError::malformed(what, "a number is not below the order of the group")),
        Some(zero) if zero == Field::zero() => Err(BbsError::malformed(what, "a number is zero")),
        Some(number) => Ok(number),
    }
}

pub(crate) fn octets(scalar: &Field) -> [u8; OCTETS] {
    let mut octets = scalar.to_bytes();
    octets.reverse();
    octets
}

pub(crate) fn reduce(octets: &[u8; 48]) -> Field {
    let mut little = Zeroizing::new([0; 64]);
    for (to, from) in little.iter_mut().zip(octets.iter().rev()) {
        *to = *from;
    }
    Field::from_bytes_wide(&little)
}
