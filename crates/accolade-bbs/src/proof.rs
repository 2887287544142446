use std::fmt;

use bls12_381::{G1Affine, G1Projective, Scalar as Field};
use zeroize::Zeroizing;

use crate::{
    BbsError, Ciphersuite, MOST_MESSAGES, PublicKey, Scalar, Signature,
    core::{Blinds, Setting, messages_to_scalars, others, pairings_cancel},
    point, scalar,
};

/// A proof of knowledge of a signature, some of whose messages are disclosed.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    pub(crate) a_bar: G1Affine,
    pub(crate) b_bar: G1Affine,
    pub(crate) d: G1Affine,
    pub(crate) e: Field,
    pub(crate) r1: Field,
    pub(crate) r3: Field,
    /// One for each undisclosed message.
    pub(crate) messages: Vec<Field>,
    pub(crate) challenge: Field,
}

/// What a proof is bound to beside messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headers<'a> {
    /// `header`: chosen by the signer, signed, always disclosed.
    pub header: &'a [u8],
    /// `presentation_header`: chosen by who proves, such as a verifier's nonce.
    pub presentation: &'a [u8],
}

impl Ciphersuite {
    /// [ProofGen](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-proof-generation-proofgen): a proof that
    /// discloses the messages at the indexes `disclosed`, which ascend from 0.
    ///
    /// `random` are five scalars and one for each undisclosed message, used for this proof only; see [`Self::random_scalars`].
    /// Whether the signature holds is not checked.
    ///
    /// # Errors
    /// `bbs.malformed` where the indexes or the number of random scalars are wrong; `bbs.too-many-messages`.
    pub fn prove<M: AsRef<[u8]>>(
        self,
        public: &PublicKey,
        signature: &Signature,
        headers: Headers<'_>,
        messages: &[M],
        disclosed: &[usize],
        random: &[Scalar],
    ) -> Result<Proof, BbsError> {
        let messages = messages_to_scalars(self, &self.api_id(), messages)?;
        let setting = self.setting(public, headers.header, messages.len())?;
        setting.prove(signature, headers.presentation, &messages, disclosed, random, &[])
    }

    /// [ProofVerify](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-proof-verification-proofver): whether
    /// the proof holds and just these messages are disclosed, each with its index; the indexes ascend.
    #[must_use]
    pub fn verify_proof<M: AsRef<[u8]>>(
        self,
        public: &PublicKey,
        proof: &Proof,
        headers: Headers<'_>,
        disclosed: &[(usize, M)],
    ) -> bool {
        let messages: Vec<&[u8]> = disclosed.iter().map(|(_, message)| message.as_ref()).collect();
        let Ok(messages) = messages_to_scalars(self, &self.api_id(), &messages) else { return false };
        let disclosed: Vec<(usize, Field)> =
            disclosed.iter().map(|(index, _)| *index).zip(messages.iter().copied()).collect();
        let setting = self.setting(public, headers.header, disclosed.len() + proof.messages.len());
        setting
            .is_ok_and(|setting| setting.verify_proof(public, proof, headers.presentation, &disclosed, &[]))
    }
}

impl Setting {
    /// CoreProofGen. `further` are the octets of points that an extension adds to the challenge.
    pub(crate) fn prove(
        &self,
        signature: &Signature,
        presentation_header: &[u8],
        messages: &[Field],
        disclosed: &[usize],
        random: &[Scalar],
        further: &[u8],
    ) -> Result<Proof, BbsError> {
        let undisclosed = others(disclosed.iter().copied(), messages.len())?;
        let random: Zeroizing<Vec<Field>> = Zeroizing::new(random.iter().map(|scalar| scalar.0).collect());
        // 1. to 3.
        let blinds = Blinds::new(&random, undisclosed.len())?;
        let init = self.proof_init(signature, &blinds, messages, &undisclosed);
        // 4. and 5.
        let shown: Vec<(usize, Field)> =
            disclosed.iter().filter_map(|index| Some((*index, *messages.get(*index)?))).collect();
        let challenge = self.challenge(&init, further, &shown, presentation_header)?;
        // 6. and 7.
        let hidden: Vec<&Field> = undisclosed.iter().filter_map(|index| messages.get(*index)).collect();
        blinds.finalize(&init, challenge, &signature.e, &hidden)
    }

    /// CoreProofVerify.
    pub(crate) fn verify_proof(
        &self,
        public: &PublicKey,
        proof: &Proof,
        presentation_header: &[u8],
        disclosed: &[(usize, Field)],
        further: &[u8],
    ) -> bool {
        let Ok(undisclosed) = others(disclosed.iter().map(|(index, _)| *index), self.h.len()) else {
            return false;
        };
        if undisclosed.len() != proof.messages.len() {
            return false;
        }
        // 1. to 5.
        let init = self.proof_verify_init(proof, disclosed, &undisclosed);
        let challenge = self.challenge(&init, further, disclosed, presentation_header);
        if challenge != Ok(proof.challenge) {
            return false;
        }
        // 6. h(Abar, W) * h(Bbar, -BP2) = Identity_GT
        pairings_cancel(&init.a_bar, public.point, &-G1Projective::from(proof.b_bar))
    }
}

impl Proof {
    /// Reads the octets of a proof
    /// ([Octets to Proof](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-octets-to-proof)).
    ///
    /// # Errors
    /// `bbs.malformed`, `bbs.too-many-messages`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        const WHAT: &str = "proof";
        // 1. and 2.
        let (points, scalars) = octets
            .split_at_checked(3 * point::OCTETS)
            .filter(|(_, scalars)| scalars.len() >= 4 * scalar::OCTETS)
            .ok_or_else(|| BbsError::malformed(WHAT, "it has at least 272 octets"))?;
        // 17., and a bound before anything is computed
        if scalars.len() % scalar::OCTETS != 0 {
            return Err(BbsError::malformed(WHAT, "it ends within a number"));
        }
        let found = scalars.len() / scalar::OCTETS - 4;
        if found > MOST_MESSAGES {
            return Err(BbsError::TooManyMessages { found });
        }
        // 3. to 9.
        let points = points.chunks(point::OCTETS).map(|octets| point::decode_g1(octets, WHAT));
        let points = points.collect::<Result<Vec<_>, _>>()?;
        // 10. to 16.
        let scalars = scalars.chunks(scalar::OCTETS).map(|octets| scalar::decode(octets, WHAT));
        let scalars = scalars.collect::<Result<Vec<_>, _>>()?;
        // 18. to 20.
        match (points.as_slice(), scalars.as_slice()) {
            ([a_bar, b_bar, d], [e, r1, r3, messages @ .., challenge]) => Ok(Self {
                a_bar: *a_bar,
                b_bar: *b_bar,
                d: *d,
                e: *e,
                r1: *r1,
                r3: *r3,
                messages: messages.to_vec(),
                challenge: *challenge,
            }),
            _ => Err(BbsError::malformed(WHAT, "it has at least 272 octets")),
        }
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> Vec<u8> {
        let points = [self.a_bar, self.b_bar, self.d].map(|point| point.to_compressed());
        let scalars =
            [&self.e, &self.r1, &self.r3].into_iter().chain(&self.messages).chain([&self.challenge]);
        points.into_iter().flatten().chain(scalars.flat_map(scalar::octets)).collect()
    }

    /// How many messages stay hidden.
    #[must_use]
    pub const fn undisclosed(&self) -> usize {
        self.messages.len()
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proof({} undisclosed)", self.messages.len())
    }
}
