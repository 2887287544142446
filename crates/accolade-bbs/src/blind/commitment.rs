use std::fmt;

use bls12_381::{G1Affine, G1Projective, Scalar as Field};
use zeroize::Zeroizing;

use super::BlindInterface;
use crate::{
    BbsError, MOST_MESSAGES, Scalar,
    generators::Generator,
    point::{self, encode_all, sum_of_products},
    scalar,
};

/// A commitment to hidden messages, with a proof that who made it knows them: `commitment_with_proof`.
#[derive(Clone, PartialEq, Eq)]
pub struct Commitment {
    pub(super) point: G1Affine,
    s: Field,
    /// One for each thing hidden.
    messages: Vec<Field>,
    challenge: Field,
}

impl Commitment {
    /// CoreCommit.
    pub(super) fn new(
        interface: BlindInterface,
        hidden: &[Field],
        blind_generators: &[Generator],
        random: &[Scalar],
    ) -> Result<(Self, Scalar), BbsError> {
        let random: Zeroizing<Vec<Field>> = Zeroizing::new(random.iter().map(|scalar| scalar.0).collect());
        // 1. (secret_prover_blind, s~, m~_1, ..., m~_M)
        let (blind, blinding) = match random.split_first() {
            Some((blind, blinding)) if blinding.len() == hidden.len() + 1 => (blind, blinding),
            _ => {
                return Err(BbsError::malformed(
                    "random scalars",
                    "a commitment takes two and one for each thing hidden",
                ));
            }
        };
        // 2. and 3.
        let bases: Vec<&G1Projective> = blind_generators.iter().map(|generator| &generator.point).collect();
        let values: Vec<&Field> = std::iter::once(blind).chain(hidden).collect();
        let c = sum_of_products(&bases, &values);
        let c_bar = sum_of_products(&bases, &blinding.iter().collect::<Vec<_>>());
        // 4.
        let challenge = blind_challenge(interface, &c, &c_bar, blind_generators)?;
        // 5. to 8.
        let mut answers = blinding.iter().zip(values).map(|(random, value)| random + value * challenge);
        let s = answers.next().unwrap_or_default();
        let messages = answers.collect();
        Ok((Self { point: G1Affine::from(c), s, messages, challenge }, Scalar(*blind)))
    }

    /// CoreCommitVerify.
    pub(super) fn verify(
        &self,
        interface: BlindInterface,
        blind_generators: &[Generator],
    ) -> Result<bool, BbsError> {
        // 1. Cbar = Q_2 * s^ + J_1 * m^_1 + ... + J_M * m^_M + commitment * (-cp)
        let c = G1Projective::from(self.point);
        let minus = -self.challenge;
        let bases: Vec<&G1Projective> =
            blind_generators.iter().map(|generator| &generator.point).chain([&c]).collect();
        let values: Vec<&Field> = std::iter::once(&self.s).chain(&self.messages).chain([&minus]).collect();
        let c_bar = sum_of_products(&bases, &values);
        // 2. to 4.
        Ok(blind_challenge(interface, &c, &c_bar, blind_generators)? == self.challenge)
    }

    /// How much is hidden.
    #[must_use]
    pub const fn hidden(&self) -> usize {
        self.messages.len()
    }

    /// Reads the octets of a commitment with its proof.
    ///
    /// # Errors
    /// `bbs.malformed`, `bbs.too-many-messages`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        const WHAT: &str = "commitment";
        let (c, scalars) = octets
            .split_at_checked(point::OCTETS)
            .filter(|(_, scalars)| scalars.len() >= 2 * scalar::OCTETS)
            .ok_or_else(|| BbsError::malformed(WHAT, "it has at least 112 octets"))?;
        if scalars.len() % scalar::OCTETS != 0 {
            return Err(BbsError::malformed(WHAT, "it ends within a number"));
        }
        let found = scalars.len() / scalar::OCTETS - 2;
        if found > MOST_MESSAGES {
            return Err(BbsError::TooManyMessages { found });
        }
        let point = point::decode_g1(c, WHAT)?;
        let scalars = scalars.chunks(scalar::OCTETS).map(|octets| scalar::decode(octets, WHAT));
        let scalars = scalars.collect::<Result<Vec<_>, _>>()?;
        match scalars.as_slice() {
            [s, messages @ .., challenge] => {
                Ok(Self { point, s: *s, messages: messages.to_vec(), challenge: *challenge })
            }
            _ => Err(BbsError::malformed(WHAT, "it has at least 112 octets")),
        }
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> Vec<u8> {
        let scalars = std::iter::once(&self.s).chain(&self.messages).chain([&self.challenge]);
        self.point.to_compressed().into_iter().chain(scalars.flat_map(scalar::octets)).collect()
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({} hidden)", self.messages.len())
    }
}

/// calculate_blind_challenge.
fn blind_challenge(
    interface: BlindInterface,
    c: &G1Projective,
    c_bar: &G1Projective,
    blind_generators: &[Generator],
) -> Result<Field, BbsError> {
    let mut c_octs = (blind_generators.len() as u64).saturating_sub(1).to_be_bytes().to_vec();
    for generator in blind_generators {
        c_octs.extend(generator.octets);
    }
    c_octs.extend(encode_all([c, c_bar]).as_flattened());
    interface.hash(&c_octs)
}
