use std::fmt;

use bls12_381::{G1Affine, G1Projective, Scalar as Field};

use super::BlindInterface;
use crate::{
    BbsError, Scalar,
    point::{self, encode_all, product, sum_of_products},
};

/// The name of a holder within one domain. Those of one holder in two domains cannot be told from those of two holders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pseudonym(G1Affine);

impl Pseudonym {
    /// Reads the 48 octets of a compressed point.
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        point::decode_g1(octets, "pseudonym").map(Self)
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> [u8; 48] {
        self.0.to_compressed()
    }

    /// NymProofInit: the pseudonym, and what it adds to the challenge of a proof.
    pub(super) fn init(
        interface: BlindInterface,
        domain: &[u8],
        nym_secret: &Scalar,
        random: &Scalar,
    ) -> Result<(Self, Vec<u8>), BbsError> {
        // 1. to 3.
        let op = interface.nym_base(domain)?;
        let pseudonym = product(&op, &nym_secret.0);
        let ut = product(&op, &random.0);
        // 4. and 5.
        Ok((Self(G1Affine::from(pseudonym)), further(&pseudonym, &op, &ut)?))
    }

    /// NymProofVerifyInit: what it adds to the challenge, seen from the other side.
    pub(super) fn verify_init(
        &self,
        interface: BlindInterface,
        domain: &[u8],
        nym_secret_commitment: &Field,
        challenge: &Field,
    ) -> Result<Vec<u8>, BbsError> {
        // 1. and 2. Uv = OP * nym_secret_commitment - Pseudonym * proof_challenge
        let op = interface.nym_base(domain)?;
        let pseudonym = G1Projective::from(self.0);
        let uv = sum_of_products(&[&op, &-pseudonym], &[nym_secret_commitment, challenge]);
        // 3. and 4.
        further(&pseudonym, &op, &uv)
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonym(")?;
        self.to_octets().iter().try_for_each(|octet| write!(f, "{octet:02x}"))?;
        f.write_str(")")
    }
}

fn further(pseudonym: &G1Projective, op: &G1Projective, u: &G1Projective) -> Result<Vec<u8>, BbsError> {
    if bool::from(pseudonym.is_identity() | u.is_identity()) {
        return Err(BbsError::malformed("pseudonym", "the identity of G1"));
    }
    Ok(encode_all([pseudonym, op, u]).as_flattened().to_vec())
}
