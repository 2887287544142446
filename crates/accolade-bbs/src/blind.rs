//! Signatures over messages that the signer does not see.

mod commitment;
mod pseudonym;

use bls12_381::{G1Projective, Scalar as Field};
use zeroize::Zeroizing;

pub use self::{commitment::Commitment, pseudonym::Pseudonym};
use crate::{
    BbsError, Ciphersuite, Headers, Proof, PublicKey, Scalar, SecretKey, Signature,
    core::{Setting, messages_to_scalars},
    generators::{self, Generator},
    point::{encode_all, product},
    scalar,
};

/// An interface under which a holder has something signed that the signer does not see, such as a secret without which no proof
/// can be made. The holder commits to it; the signer signs the commitment beside messages of its own.
///
/// ```
/// use accolade_bbs::{BlindInterface, Ciphersuite, Headers, Hidden, SecretKey};
/// let suite = Ciphersuite::Sha256;
/// let interface = BlindInterface::Messages(suite);
/// let hidden = [b"known to the holder alone".as_slice()];
/// // In earnest all entropy is fresh.
/// let (commitment, blind) = interface.commit(&hidden, None, &suite.random_scalars(&[1; 64], 3)?)?;
///
/// let secret = SecretKey::generate(suite, &[7; 32], b"", None)?;
/// let messages = [b"a name".as_slice(), b"a grade"];
/// let signature = interface.sign(&secret, b"header", &messages, &commitment, None)?;
///
/// let hidden = Hidden { messages: &hidden, nym_secret: None, blind: &blind };
/// let public = secret.public_key();
/// assert!(interface.verify(public, b"header", &messages, &hidden, &signature));
/// let signed = (public, &signature, messages.as_slice());
/// let headers = Headers { header: b"header", presentation: b"" };
/// let random = suite.random_scalars(&[2; 64], 5 + 1 + 2)?;
/// let (proof, _) = interface.prove(signed, &hidden, headers, &[1], None, &random)?;
/// assert!(interface.verify_proof(public, &proof, headers, 2, &[(1, b"a grade")], None));
/// # Ok::<(), accolade_bbs::BbsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlindInterface {
    /// [Blind BBS Signatures](https://datatracker.ietf.org/doc/draft-irtf-cfrg-bbs-blind-signatures/), as of January 2025.
    Messages(Ciphersuite),
    /// [BBS per Verifier Linkability](https://datatracker.ietf.org/doc/draft-irtf-cfrg-bbs-per-verifier-linkability/), as of
    /// January 2025: the last thing hidden is a secret that pseudonyms are made of.
    Pseudonym(Ciphersuite),
}

/// What a holder had signed without showing it.
#[derive(Clone, Copy, Debug)]
pub struct Hidden<'a> {
    /// The messages committed to.
    pub messages: &'a [&'a [u8]],
    /// The sum of what the holder committed to for pseudonyms and what the signer added; see [`Scalar::sum`].
    pub nym_secret: Option<&'a Scalar>,
    /// What [`BlindInterface::commit`] gave beside the commitment.
    pub blind: &'a Scalar,
}

/// The public key, its signature, and the messages that the signer knows.
pub type Signed<'a> = (&'a PublicKey, &'a Signature, &'a [&'a [u8]]);

impl BlindInterface {
    const fn suite(self) -> Ciphersuite {
        match self {
            Self::Messages(suite) | Self::Pseudonym(suite) => suite,
        }
    }

    fn api_id(self) -> String {
        match self {
            Self::Messages(suite) => format!("{}BLIND_H2G_HM2S_", suite.id()),
            Self::Pseudonym(suite) => format!("{}H2G_HM2S_PSEUDONYM_", suite.id()),
        }
    }

    /// Commit: the commitment to hidden messages, and for pseudonyms to a secret `prover_nym`, with a proof that the holder knows
    /// them; and the number that it is blinded with, which the holder keeps.
    ///
    /// `random` are two scalars and one for each thing hidden, used for this commitment only.
    ///
    /// # Errors
    /// `bbs.malformed` where the number of random scalars is wrong, or `prover_nym` is missing or not asked for;
    /// `bbs.too-many-messages`.
    pub fn commit(
        self,
        messages: &[&[u8]],
        prover_nym: Option<&Scalar>,
        random: &[Scalar],
    ) -> Result<(Commitment, Scalar), BbsError> {
        let hidden = self.hidden_scalars(messages, prover_nym)?;
        let blind_generators = self.blind_generators(hidden.len())?;
        Commitment::new(self, &hidden, &blind_generators, random)
    }

    /// BlindSign: signs messages and what is committed to. For pseudonyms the signer adds `signer_nym_entropy`, drawn for this
    /// one signature, so that no two holders have the same secret.
    ///
    /// # Errors
    /// `bbs.malformed` where the commitment's proof does not hold, or `signer_nym_entropy` is missing or not asked for;
    /// `bbs.too-many-messages`.
    pub fn sign(
        self,
        secret: &SecretKey,
        header: &[u8],
        messages: &[&[u8]],
        commitment: &Commitment,
        signer_nym_entropy: Option<&Scalar>,
    ) -> Result<Signature, BbsError> {
        // 1. and 2.
        let blind_generators = self.blind_generators(commitment.hidden())?;
        // 3. and 4.
        if !commitment.verify(self, &blind_generators)? {
            return Err(BbsError::malformed("commitment", "its proof does not hold"));
        }
        // 5.
        let scalars = messages_to_scalars(self.suite(), &self.api_id(), messages)?;
        let setting = self.setting(secret.public_key(), header, messages.len(), &blind_generators)?;
        // 6. to 8. with FinalizeBlindSign, step 1
        let mut b = setting.b(scalars.iter().enumerate()) + commitment.point;
        match (self, signer_nym_entropy, blind_generators.as_slice()) {
            (Self::Messages(_), None, _) => {}
            (Self::Pseudonym(_), Some(entropy), [_, .., nym]) => b += product(&nym.point, &entropy.0),
            _ => return Err(wrong_nym()),
        }
        if b.is_identity().into() {
            return Err(BbsError::malformed("commitment", "it cancels what is signed"));
        }
        // FinalizeBlindSign, steps 2 to 5
        let mut e_octs = Zeroizing::new(scalar::octets(&secret.scalar).to_vec());
        e_octs.extend(encode_all([&b]).as_flattened());
        let e = setting.hash(&e_octs)?;
        setting.finish_signing(secret, &b, e)
    }

    /// Verify: whether the signature holds for just these messages, shown and hidden.
    #[must_use]
    pub fn verify(
        self,
        public: &PublicKey,
        header: &[u8],
        messages: &[&[u8]],
        hidden: &Hidden<'_>,
        signature: &Signature,
    ) -> bool {
        self.prepare(public, header, messages, hidden)
            .is_ok_and(|(setting, scalars)| setting.verify(public, &scalars, signature))
    }

    /// BlindProofGen: a proof that discloses the messages at the indexes `disclosed`, and nothing of what is hidden; with a pseudonym
    /// for `nym_domain` where the interface has them.
    ///
    /// `random` are five scalars, one for each undisclosed message, one for the blind, one for each hidden message and one for the
    /// secret of pseudonyms, used for this proof only.
    ///
    /// # Errors
    /// `bbs.malformed` where the indexes or the number of random scalars are wrong, or `nym_domain` is missing or not asked
    /// for; `bbs.too-many-messages`.
    pub fn prove(
        self,
        (public, signature, messages): Signed<'_>,
        hidden: &Hidden<'_>,
        headers: Headers<'_>,
        disclosed: &[usize],
        nym_domain: Option<&[u8]>,
        random: &[Scalar],
    ) -> Result<(Proof, Option<Pseudonym>), BbsError> {
        if disclosed.iter().any(|index| *index >= messages.len()) {
            return Err(BbsError::malformed(
                "list of disclosed indexes",
                "hidden messages are not disclosed",
            ));
        }
        let (setting, scalars) = self.prepare(public, headers.header, messages, hidden)?;
        let (pseudonym, further) = match (self, nym_domain, hidden.nym_secret, random.last()) {
            (Self::Messages(_), None, ..) => (None, Vec::new()),
            (Self::Pseudonym(_), Some(domain), Some(nym_secret), Some(random)) => {
                let (pseudonym, further) = Pseudonym::init(self, domain, nym_secret, random)?;
                (Some(pseudonym), further)
            }
            _ => return Err(wrong_nym()),
        };
        let proof = setting.prove(signature, headers.presentation, &scalars, disclosed, random, &further)?;
        Ok((proof, pseudonym))
    }

    /// BlindProofVerify: whether the proof holds, of `count` messages that the signer knew just these are disclosed, and the pseudonym
    /// is the one of the holder for that domain.
    #[must_use]
    pub fn verify_proof(
        self,
        public: &PublicKey,
        proof: &Proof,
        headers: Headers<'_>,
        count: usize,
        disclosed: &[(usize, &[u8])],
        nym: Option<(&[u8], &Pseudonym)>,
    ) -> bool {
        self.check_proof(public, proof, headers, count, disclosed, nym).unwrap_or(false)
    }

    fn check_proof(
        self,
        public: &PublicKey,
        proof: &Proof,
        headers: Headers<'_>,
        count: usize,
        disclosed: &[(usize, &[u8])],
        nym: Option<(&[u8], &Pseudonym)>,
    ) -> Result<bool, BbsError> {
        // The blind and, for pseudonyms, their secret are among what is undisclosed.
        let all = disclosed.len() + proof.messages.len();
        let Some(hidden) = all.checked_sub(count).and_then(|beside| beside.checked_sub(1)) else {
            return Ok(false);
        };
        if disclosed.iter().any(|(index, _)| *index >= count) {
            return Ok(false);
        }
        let further = match (self, nym, proof.messages.last()) {
            (Self::Messages(_), None, _) => Vec::new(),
            (Self::Pseudonym(_), Some((domain, pseudonym)), Some(commitment)) if hidden > 0 => {
                pseudonym.verify_init(self, domain, commitment, &proof.challenge)?
            }
            _ => return Ok(false),
        };
        let blind_generators = self.blind_generators(hidden)?;
        let setting = self.setting(public, headers.header, count, &blind_generators)?;
        let messages: Vec<&[u8]> = disclosed.iter().map(|(_, message)| *message).collect();
        let scalars = messages_to_scalars(self.suite(), &self.api_id(), &messages)?;
        let disclosed: Vec<(usize, Field)> =
            disclosed.iter().map(|(index, _)| *index).zip(scalars.iter().copied()).collect();
        Ok(setting.verify_proof(public, proof, headers.presentation, &disclosed, &further))
    }

    /// prepare_parameters, with what is made of the generators at once.
    fn prepare(
        self,
        public: &PublicKey,
        header: &[u8],
        messages: &[&[u8]],
        hidden: &Hidden<'_>,
    ) -> Result<(Setting, Zeroizing<Vec<Field>>), BbsError> {
        let hidden_scalars = self.hidden_scalars(hidden.messages, hidden.nym_secret)?;
        let blind_generators = self.blind_generators(hidden_scalars.len())?;
        let setting = self.setting(public, header, messages.len(), &blind_generators)?;
        let mut scalars = messages_to_scalars(self.suite(), &self.api_id(), messages)?;
        scalars.reserve_exact(1 + hidden_scalars.len());
        scalars.push(hidden.blind.0);
        scalars.extend(hidden_scalars.iter());
        Ok((setting, scalars))
    }

    fn hidden_scalars(
        self,
        messages: &[&[u8]],
        nym: Option<&Scalar>,
    ) -> Result<Zeroizing<Vec<Field>>, BbsError> {
        let mut scalars = messages_to_scalars(self.suite(), &self.api_id(), messages)?;
        match (self, nym) {
            (Self::Messages(_), None) => {}
            (Self::Pseudonym(_), Some(nym)) => {
                let mut with_nym = Zeroizing::new(Vec::with_capacity(scalars.len() + 1));
                with_nym.extend(scalars.iter());
                with_nym.push(nym.0);
                scalars = with_nym;
            }
            _ => return Err(wrong_nym()),
        }
        Ok(scalars)
    }

    /// `(Q_2, J_1, …, J_M)`
    fn blind_generators(self, hidden: usize) -> Result<Vec<Generator>, BbsError> {
        generators::create(self.suite(), &format!("BLIND_{}", self.api_id()), hidden + 1)
    }

    fn setting(
        self,
        public: &PublicKey,
        header: &[u8],
        count: usize,
        blind_generators: &[Generator],
    ) -> Result<Setting, BbsError> {
        let mut all = generators::create(self.suite(), &self.api_id(), count + 1)?;
        all.extend(blind_generators);
        Setting::new(self.suite(), self.api_id(), public, &all, header)
    }

    /// `hash_to_scalar` under the interface's own tag.
    fn hash(self, octets: &[u8]) -> Result<Field, BbsError> {
        self.suite().hash(&[octets], format!("{}H2S_", self.api_id()).as_bytes())
    }

    /// The base that pseudonyms for a domain are multiples of.
    fn nym_base(self, domain: &[u8]) -> Result<G1Projective, BbsError> {
        self.suite().hash_to_curve(domain, self.api_id().as_bytes())
    }
}

const fn wrong_nym() -> BbsError {
    BbsError::malformed("pseudonym", "its parts belong to the interface with pseudonyms, all of them")
}
