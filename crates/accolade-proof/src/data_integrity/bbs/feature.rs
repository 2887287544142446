use accolade_bbs::{BlindInterface, Commitment, Hidden, Proof, PublicKey, Scalar, SecretKey, Signature};

use super::CIPHERSUITE;
use crate::ProofError;

/// [Which optional feature](https://www.w3.org/TR/vc-di-bbs/#optional-features) a proof uses: `featureOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// `baseline`
    Baseline,
    /// `anonymous_holder_binding`
    HolderBinding,
    /// `pseudonym`
    Pseudonym,
    /// `holder_binding_pseudonym`
    HolderBindingPseudonym,
}

impl Feature {
    const ALL: [Self; 4] =
        [Self::Baseline, Self::HolderBinding, Self::Pseudonym, Self::HolderBindingPseudonym];

    /// The third byte of a base proof value; that of a derived one is the next.
    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Baseline => 2,
            Self::HolderBinding => 4,
            Self::Pseudonym => 6,
            Self::HolderBindingPseudonym => 8,
        }
    }

    /// The feature of a proof value, and whether it is a derived one.
    pub(super) fn of_prefix(prefix: [u8; 3]) -> Option<(Self, bool)> {
        let [0xd9, 0x5d, byte] = prefix else { return None };
        let found = Self::ALL.into_iter().find(|feature| feature.byte() == byte & !1)?;
        Some((found, byte & 1 == 1))
    }

    /// How the signer signs what it does not see; `None` where there is nothing of the kind.
    pub(super) const fn interface(self) -> Option<BlindInterface> {
        match self {
            Self::Baseline => None,
            Self::HolderBinding => Some(BlindInterface::Messages(CIPHERSUITE)),
            Self::Pseudonym | Self::HolderBindingPseudonym => Some(BlindInterface::Pseudonym(CIPHERSUITE)),
        }
    }

    /// How much is signed and never shown, beside the blind.
    pub(super) const fn hidden(self) -> usize {
        match self {
            Self::Baseline => 0,
            Self::HolderBinding | Self::Pseudonym => 1,
            Self::HolderBindingPseudonym => 2,
        }
    }

    pub(super) const fn has_pseudonym(self) -> bool {
        matches!(self, Self::Pseudonym | Self::HolderBindingPseudonym)
    }
}

/// What an issuer signs without seeing it: what the holder has committed to beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blinded {
    commitment: Commitment,
    signer_nym_entropy: Option<[u8; 32]>,
    feature: Feature,
}

impl Blinded {
    /// [Anonymous Holder Binding](https://www.w3.org/TR/vc-di-bbs/#anonymous-holder-binding): only who knows the secret
    /// committed to can derive a proof.
    ///
    /// # Errors
    /// `proof.malformed-value` where the commitment is to anything but one secret.
    pub fn holder_binding(commitment: Commitment) -> Result<Self, ProofError> {
        match commitment.hidden() {
            1 => Ok(Self { commitment, signer_nym_entropy: None, feature: Feature::HolderBinding }),
            _ => Err(wrong_commitment()),
        }
    }

    /// [Credential-Bound Pseudonyms](https://www.w3.org/TR/vc-di-bbs/#credential-bound-pseudonyms), and
    /// [with holder binding](https://www.w3.org/TR/vc-di-bbs/#holder-binding-and-pseudonyms) where the commitment is to two
    /// secrets. `signer_nym_entropy` is drawn for this one credential.
    ///
    /// # Errors
    /// `proof.malformed-value` where the commitment is to neither one secret nor two.
    pub fn pseudonym(commitment: Commitment, signer_nym_entropy: &Scalar) -> Result<Self, ProofError> {
        let feature = match commitment.hidden() {
            1 => Feature::Pseudonym,
            2 => Feature::HolderBindingPseudonym,
            _ => return Err(wrong_commitment()),
        };
        Ok(Self { commitment, signer_nym_entropy: Some(*signer_nym_entropy.to_octets()), feature })
    }

    pub(super) const fn feature(&self) -> Feature {
        self.feature
    }

    pub(super) const fn signer_nym_entropy(&self) -> Option<&[u8; 32]> {
        self.signer_nym_entropy.as_ref()
    }

    pub(super) fn sign(
        &self,
        key: &SecretKey,
        header: &[u8],
        messages: &[&[u8]],
    ) -> Result<Signature, ProofError> {
        let interface = self.feature.interface().ok_or_else(wrong_commitment)?;
        let entropy =
            self.signer_nym_entropy.as_ref().map(|octets| Scalar::from_octets(octets)).transpose()?;
        Ok(interface.sign(key, header, messages, &self.commitment, entropy.as_ref())?)
    }
}

/// What a holder committed to before a credential was issued, and keeps.
#[derive(Clone, Copy, Debug)]
pub struct HolderSecrets<'a> {
    /// `holder_secret`, of holder binding.
    pub holder_secret: Option<&'a [u8]>,
    /// `prover_nym`, of pseudonyms.
    pub prover_nym: Option<&'a Scalar>,
    /// `secret_prover_blind`, which the commitment was blinded with.
    pub prover_blind: &'a Scalar,
    /// `nym_domain`: for whom the pseudonym is.
    pub nym_domain: Option<&'a str>,
}

/// What a proof is derived from where something is hidden from the signer.
pub(super) struct Held<'a> {
    pub(super) interface: BlindInterface,
    holder_secret: Vec<&'a [u8]>,
    nym_secret: Option<Scalar>,
    blind: &'a Scalar,
}

impl<'a> Held<'a> {
    /// `None` where the secrets are not those that the feature asks for.
    pub(super) fn new(
        feature: Feature,
        secrets: &HolderSecrets<'a>,
        signer_nym_entropy: Option<&Scalar>,
    ) -> Option<Self> {
        let interface = feature.interface()?;
        let bound = matches!(feature, Feature::HolderBinding | Feature::HolderBindingPseudonym);
        let nym_secret = match (feature.has_pseudonym(), secrets.prover_nym, signer_nym_entropy) {
            (false, None, None) => None,
            (true, Some(own), Some(entropy)) => Some(own.sum(entropy)),
            _ => return None,
        };
        let fits = bound == secrets.holder_secret.is_some()
            && feature.has_pseudonym() == secrets.nym_domain.is_some();
        let holder_secret = secrets.holder_secret.into_iter().collect();
        fits.then_some(Self { interface, holder_secret, nym_secret, blind: secrets.prover_blind })
    }

    pub(super) fn hidden(&self) -> Hidden<'_> {
        Hidden { messages: &self.holder_secret, nym_secret: self.nym_secret.as_ref(), blind: self.blind }
    }
}

/// The pseudonym that a derived proof shows.
pub(super) struct Nym {
    pub(super) domain: String,
    pub(super) pseudonym: accolade_bbs::Pseudonym,
}

/// Whether so many messages of the signer and what the feature hides make up all that the proof is about.
pub(super) const fn adds_up(feature: Feature, proof: &Proof, disclosed: usize, count: usize) -> bool {
    let total = disclosed + proof.undisclosed();
    match feature {
        Feature::Baseline => true,
        _ => count <= accolade_bbs::MOST_MESSAGES && total == count + 1 + feature.hidden(),
    }
}

pub(super) fn verify(
    feature: Feature,
    key: &PublicKey,
    proof: &Proof,
    headers: accolade_bbs::Headers<'_>,
    count: usize,
    disclosed: &[(usize, &[u8])],
    nym: Option<&Nym>,
) -> bool {
    match feature.interface() {
        None => CIPHERSUITE.verify_proof(key, proof, headers, disclosed),
        Some(interface) => {
            let nym = nym.map(|nym| (nym.domain.as_bytes(), &nym.pseudonym));
            adds_up(feature, proof, disclosed.len(), count)
                && interface.verify_proof(key, proof, headers, count, disclosed, nym)
        }
    }
}

fn wrong_commitment() -> ProofError {
    ProofError::MalformedValue { message: "the commitment is not to what the feature hides".to_owned() }
}
