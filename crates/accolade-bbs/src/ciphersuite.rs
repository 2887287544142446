use bls12_381::{
    G1Projective, Scalar as Field,
    hash_to_curve::{HashToField, MapToCurve},
};
use sha2::{Digest, Sha256};
use shake::{
    Shake256,
    digest::{ExtendableOutput, Update, XofReader},
};
use zeroize::Zeroizing;

use crate::{BbsError, MOST_MESSAGES, Scalar, generators, point, scalar};

/// One of the two [ciphersuites](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-bls12-381-ciphersuites).
/// They differ in the hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ciphersuite {
    /// BLS12-381-SHA-256.
    Sha256,
    /// BLS12-381-SHAKE-256.
    Shake256,
}

impl Ciphersuite {
    /// Both.
    pub const ALL: &[Self] = &[Self::Sha256, Self::Shake256];

    /// `ciphersuite_id`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sha256 => "BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_",
            Self::Shake256 => "BBS_BLS12381G1_XOF:SHAKE-256_SSWU_RO_",
        }
    }

    /// [Hash to Scalar](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-hash-to-scalar)
    /// under the domain separation tag `dst`.
    ///
    /// # Errors
    /// `bbs.malformed` where the tag is longer than 255 octets.
    pub fn hash_to_scalar(self, message: &[u8], dst: &[u8]) -> Result<Scalar, BbsError> {
        self.hash(&[message], dst).map(Scalar)
    }

    /// `expand_message` of [RFC 9380 §5.3](https://www.rfc-editor.org/rfc/rfc9380#section-5.3): `length` octets from a message,
    /// under the domain separation tag `dst`.
    ///
    /// # Errors
    /// `bbs.malformed` where the tag is longer than 255 octets, or more octets are asked for than there are: 8,160 with SHA-256, 65,535 with
    /// SHAKE-256.
    pub fn expand_message(
        self,
        message: &[u8],
        dst: &[u8],
        length: usize,
    ) -> Result<Zeroizing<Vec<u8>>, BbsError> {
        let mut octets = Zeroizing::new(vec![0; length]);
        self.expand(&[message], dst, &mut octets)?;
        Ok(octets)
    }

    /// The octets of `P1`, and of the first `count` generators of the interface of [`Self::sign`]: what other
    /// implementations can be compared by.
    ///
    /// # Errors
    /// `bbs.too-many-messages`.
    pub fn generators(self, count: usize) -> Result<([u8; 48], Vec<[u8; 48]>), BbsError> {
        let [p1] = point::encode_all([&generators::p1(self)?]);
        let made = generators::create(self, &self.api_id(), count)?;
        Ok((p1, made.into_iter().map(|generator| generator.octets).collect()))
    }

    /// `count` scalars from 64 octets of entropy, which must come from a cryptographic generator and be used for one proof
    /// only: two proofs with the same scalars give the hidden messages away.
    ///
    /// # Errors
    /// `bbs.too-many-messages`.
    pub fn random_scalars(self, entropy: &[u8; 64], count: usize) -> Result<Vec<Scalar>, BbsError> {
        if count > MOST_MESSAGES + 16 {
            return Err(BbsError::TooManyMessages { found: count });
        }
        let dst = format!("{}ACCOLADE_RANDOM_SCALARS_", self.id());
        // Each scalar of its own call, as the draft asks of `get_random`.
        let scalar = |index: u64| self.hash(&[entropy, &index.to_be_bytes()], dst.as_bytes()).map(Scalar);
        (0..).take(count).map(scalar).collect()
    }

    pub(crate) fn hash(self, message: &[&[u8]], dst: &[u8]) -> Result<Field, BbsError> {
        // expand_len is 48 in both suites.
        let mut uniform = Zeroizing::new([0; 48]);
        self.expand(message, dst, uniform.as_mut_slice())?;
        Ok(scalar::reduce(&uniform))
    }

    /// `hash_to_curve_g1`: RFC 9380 §3.
    pub(crate) fn hash_to_curve(self, message: &[u8], dst: &[u8]) -> Result<G1Projective, BbsError> {
        // 1. u = hash_to_field(msg, 2): §5.2 with m = 1, L = 64.
        let mut uniform = [0; 128];
        self.expand(&[message], dst, &mut uniform)?;
        let (first, second) = uniform.split_at(64);
        // 2. and 3. Q = map_to_curve(u)
        let map = |octets: &[u8]| {
            let octets: [u8; 64] = octets.try_into().unwrap_or([0; 64]);
            let field = <G1Projective as MapToCurve>::Field::from_okm(&octets.into());
            G1Projective::map_to_curve(&field)
        };
        // 4. and 5.
        Ok((map(first) + map(second)).clear_h())
    }

    /// Fills `out` from the parts of a message.
    fn expand(self, message: &[&[u8]], dst: &[u8], out: &mut [u8]) -> Result<(), BbsError> {
        let short = u8::try_from(dst.len())
            .map_err(|_| BbsError::malformed("tag", "a domain separation tag has at most 255 octets"))?;
        let too_long = || BbsError::malformed("expansion", "more octets than the hash function gives");
        let length = u16::try_from(out.len()).map_err(|_| too_long())?.to_be_bytes();
        match self {
            Self::Sha256 => {
                // §5.3.1, steps 1 and 2
                if out.len() > 255 * 32 {
                    return Err(too_long());
                }
                // 4. to 7. msg_prime = Z_pad || msg || l_i_b_str || I2OSP(0, 1) || DST_prime
                let mut hash = Sha256::new_with_prefix([0; 64]);
                for part in message {
                    Digest::update(&mut hash, part);
                }
                for part in [length.as_slice(), &[0], dst, &[short]] {
                    Digest::update(&mut hash, part);
                }
                let b_0 = Zeroizing::new(<[u8; 32]>::from(hash.finalize()));
                // 8. to 11. b_i = H(strxor(b_0, b_(i-1)) || I2OSP(i, 1) || DST_prime), where b_1 takes b_0 alone.
                let mut b_i = Zeroizing::new([0; 32]);
                for (chunk, i) in out.chunks_mut(32).zip(1_u8..) {
                    for (b, zero) in b_i.iter_mut().zip(b_0.iter()) {
                        *b ^= zero;
                    }
                    let mut hash = Sha256::new_with_prefix(b_i.as_slice());
                    for part in [&[i], dst, &[short]] {
                        Digest::update(&mut hash, part);
                    }
                    *b_i = hash.finalize().into();
                    for (to, from) in chunk.iter_mut().zip(b_i.iter()) {
                        *to = *from;
                    }
                }
            }
            Self::Shake256 => {
                // §5.3.2: msg_prime = msg || I2OSP(len_in_bytes, 2) || DST_prime
                let mut hash = Shake256::default();
                for part in message {
                    hash.update(part);
                }
                for part in [length.as_slice(), dst, &[short]] {
                    hash.update(part);
                }
                hash.finalize_xof().read(out);
            }
        }
        Ok(())
    }
}
