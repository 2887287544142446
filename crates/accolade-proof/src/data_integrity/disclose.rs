use accolade_keys::{CryptoProvider, KeyError, KeyType, PublicKey, SecretKey, Zeroizing};
use accolade_ld::Contexts;
use accolade_report::Pointer;
use serde_json::Value;

use super::{Proof, Registry, SigningInput, verify::secured_by};
use crate::ProofError;

/// A suite whose proofs show a part of a document at the holder's choice.
///
/// The issuer makes a *base proof*, which signs each statement alone; the holder derives from it a proof for the part that
/// is shown; verifiers see derived proofs only.
pub trait Disclose {
    /// The pointers of a base proof: what the issuer made part of everything that is shown.
    ///
    /// # Errors
    /// `proof.malformed-value`; `proof.already-derived`.
    fn mandatory_pointers(&self, proof: &Proof<'_>) -> Result<Vec<Pointer>, ProofError>;

    /// Whether a base proof holds, for an issuer who has made it and a holder who has received it.
    ///
    /// # Errors
    /// As [`Suite::verify`](super::Suite::verify), and `proof.already-derived`.
    fn verify_base(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError>;

    /// The selected part of a document with a proof derived from its base proof.
    ///
    /// # Errors
    /// `proof.already-derived`, `proof.malformed-value`, `proof.pointer-unmatched`, `proof.indivisible-selection`,
    /// `proof.not-disclosable` where the suite hides by chance and was given no entropy, and those of
    /// [`Suite::signing_input`](super::Suite::signing_input).
    fn derive(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        disclosure: &Disclosure<'_>,
        contexts: &Contexts,
    ) -> Result<Value, ProofError>;
}

/// What a holder decides when a part is shown. Where only the part has to be said, its pointers are one.
///
/// ```
/// use accolade_proof::data_integrity::Disclosure;
/// use accolade_report::Pointer;
/// # fn random() -> [u8; 64] { [7; 64] }
/// let selected = [Pointer::root().key("credentialSubject").key("result")];
/// let disclosure = Disclosure::new(&selected).entropy(random()).presentation_header(b"nonce 4711");
/// ```
#[derive(Clone, Debug)]
pub struct Disclosure<'a> {
    pub(super) selected: &'a [Pointer],
    pub(super) presentation_header: &'a [u8],
    pub(super) random: Option<Random>,
    #[cfg(feature = "bbs")]
    pub(super) secrets: Option<super::HolderSecrets<'a>>,
}

/// Where the random numbers of one derived proof come from.
#[derive(Clone)]
pub(super) enum Random {
    #[cfg_attr(not(feature = "bbs"), expect(dead_code, reason = "no other suite takes it"))]
    Entropy(Zeroizing<[u8; 64]>),
    #[cfg(feature = "bbs")]
    Scalars(Vec<accolade_bbs::Scalar>),
}

impl<'a> Disclosure<'a> {
    /// Shows what is selected, and what the issuer made mandatory.
    #[must_use]
    pub const fn new(selected: &'a [Pointer]) -> Self {
        Self {
            selected,
            presentation_header: &[],
            random: None,
            #[cfg(feature = "bbs")]
            secrets: None,
        }
    }

    /// What is selected.
    #[must_use]
    pub const fn selected(&self) -> &'a [Pointer] {
        self.selected
    }

    /// The same with another selection.
    #[must_use]
    pub fn selecting<'b>(self, selected: &'b [Pointer]) -> Disclosure<'b>
    where
        'a: 'b,
    {
        Disclosure { selected, ..self }
    }

    /// Gives the entropy that `bbs-2023` hides with. It must come from a cryptographic generator and be used for one proof.
    #[must_use]
    pub fn entropy(mut self, entropy: [u8; 64]) -> Self {
        self.random = Some(Random::Entropy(Zeroizing::new(entropy)));
        self
    }

    /// Gives the random scalars themselves, as test vectors do. Two proofs with the same give away what they hide.
    #[cfg(feature = "bbs")]
    #[must_use]
    pub fn with_scalars(mut self, scalars: Vec<accolade_bbs::Scalar>) -> Self {
        self.random = Some(Random::Scalars(scalars));
        self
    }

    /// Gives what was committed to before a credential of `bbs-2023` was issued, without which no proof can be derived from
    /// it.
    #[cfg(feature = "bbs")]
    #[must_use]
    pub const fn secrets(mut self, secrets: super::HolderSecrets<'a>) -> Self {
        self.secrets = Some(secrets);
        self
    }

    /// Binds a proof of `bbs-2023` to something, such as what a verifier chose for this one presentation.
    #[must_use]
    pub const fn presentation_header(mut self, header: &'a [u8]) -> Self {
        self.presentation_header = header;
        self
    }
}

impl<'a> From<&'a [Pointer]> for Disclosure<'a> {
    fn from(selected: &'a [Pointer]) -> Self {
        Self::new(selected)
    }
}

impl<'a> From<&'a Vec<Pointer>> for Disclosure<'a> {
    fn from(selected: &'a Vec<Pointer>) -> Self {
        Self::new(selected)
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

/// What makes a proof disclosable in parts: what is always shown, and the keys of this one proof.
#[derive(Debug)]
#[cfg_attr(
    not(any(feature = "bbs", feature = "sd")),
    expect(dead_code, reason = "only suites that show parts read it")
)]
pub struct Disclosable {
    /// What is always shown.
    pub mandatory: Vec<Pointer>,
    /// The key that the labels of the statements are made with. It ends up in the base proof, and in none derived from it.
    pub(super) hmac_key: HmacKey,
    /// The key that signs the statements, where they are signed one by one. It is dropped with this.
    #[cfg_attr(
        all(feature = "bbs", not(feature = "sd")),
        expect(dead_code, reason = "only ecdsa-sd-2023 signs statements one by one")
    )]
    pub(super) proof_key: Option<SecretKey>,
    /// The issuer's public key, where the proof value repeats it.
    pub(super) issuer_key: Option<PublicKey>,
    /// What is signed without being seen.
    #[cfg(feature = "bbs")]
    pub(super) blinded: Option<super::Blinded>,
}

#[cfg_attr(
    not(any(feature = "bbs", feature = "sd")),
    expect(dead_code, reason = "only suites that show parts read it")
)]
pub(super) struct HmacKey(pub(super) [u8; 32]);

impl Disclosable {
    /// Makes the keys of 96 bytes of entropy, which must come from a cryptographic generator and be used for one proof.
    ///
    /// ```
    /// use accolade_proof::data_integrity::Disclosable;
    /// use accolade_report::Pointer;
    /// # fn random() -> [u8; 96] { [7; 96] }
    /// let disclosable = Disclosable::new(vec![Pointer::root().key("issuer")], &random())?;
    /// # Ok::<(), accolade_proof::ProofError>(())
    /// ```
    ///
    /// # Errors
    /// `key.malformed` where the entropy gives no key, which for random bytes is as likely as guessing one.
    pub fn new(mandatory: Vec<Pointer>, entropy: &[u8; 96]) -> Result<Self, ProofError> {
        let mut halves = ([0; 32], [0; 64]);
        let (first, second) = entropy.split_at(32);
        halves.0.copy_from_slice(first);
        halves.1.copy_from_slice(second);
        let proof_key = SecretKey::generate(KeyType::P256, &halves.1)?;
        Ok(Self { proof_key: Some(proof_key), ..Self::with_hmac_key(mandatory, halves.0) })
    }

    /// Takes keys that were made before, such as those of test vectors. Used for two proofs, they let statements of the
    /// one stand in the other.
    ///
    /// # Errors
    /// `key.cannot-sign` where the key is not on P-256.
    pub fn with_keys(
        mandatory: Vec<Pointer>,
        hmac_key: [u8; 32],
        proof_key: SecretKey,
    ) -> Result<Self, ProofError> {
        if proof_key.key_type() != KeyType::P256 {
            let key_type = proof_key.key_type();
            let algorithm = accolade_keys::Algorithm::Es256;
            return Err(KeyError::CannotSign { algorithm, key_type, provider: "ecdsa-sd-2023" }.into());
        }
        Ok(Self { proof_key: Some(proof_key), ..Self::with_hmac_key(mandatory, hmac_key) })
    }

    /// Takes the key for labels alone, which is all that `bbs-2023` needs.
    #[must_use]
    pub const fn with_hmac_key(mandatory: Vec<Pointer>, hmac_key: [u8; 32]) -> Self {
        Self {
            mandatory,
            hmac_key: HmacKey(hmac_key),
            proof_key: None,
            issuer_key: None,
            #[cfg(feature = "bbs")]
            blinded: None,
        }
    }

    /// Signs with `bbs-2023` also what the holder has committed to.
    #[cfg(feature = "bbs")]
    #[must_use]
    pub fn blinded(mut self, blinded: super::Blinded) -> Self {
        self.blinded = Some(blinded);
        self
    }

    /// Says which key will sign, which a base proof of `bbs-2023` repeats for its holder.
    #[must_use]
    pub fn signed_by(mut self, key: PublicKey) -> Self {
        self.issuer_key = Some(key);
        self
    }
}

impl std::fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HmacKey")
    }
}

/// Derives a proof for a part of a document: [Add Derived Proof](https://www.w3.org/TR/vc-di-ecdsa/#add-derived-proof-ecdsa-sd-2023).
///
/// `proof` is a base proof that was read from `document`. What the issuer made mandatory is shown beside what is selected.
/// The result has the derived proof and no other.
///
/// # Errors
/// `proof.not-selective` where the suite shows the whole only, and those of [`Disclose::derive`].
pub fn derive<'a>(
    document: &Value,
    proof: &Proof<'_>,
    disclosure: impl Into<Disclosure<'a>>,
    contexts: &Contexts,
    registry: &Registry,
) -> Result<Value, ProofError> {
    let suite = registry.suite_of(proof)?;
    let disclose = suite.disclose().ok_or(ProofError::NotSelective { suite: suite.name() })?;
    if !proof.previous.is_empty() {
        let message = "a proof over earlier ones holds for the whole only".to_owned();
        return Err(ProofError::Malformed { pointer: Pointer::root().key("previousProof"), message });
    }
    disclose.derive(&secured_by(document, &[])?, proof, &disclosure.into(), contexts)
}

/// Checks a base proof, as its issuer does who has just made it, and its holder who has received it.
///
/// # Errors
/// `proof.not-selective`, and those of [`Disclose::verify_base`].
pub fn verify_base(
    document: &Value,
    proof: &Proof<'_>,
    key: &PublicKey,
    contexts: &Contexts,
    registry: &Registry,
    provider: &CryptoProvider,
) -> Result<SigningInput, ProofError> {
    let suite = registry.suite_of(proof)?;
    let disclose = suite.disclose().ok_or(ProofError::NotSelective { suite: suite.name() })?;
    disclose.verify_base(&secured_by(document, &proof.previous)?, proof, key, contexts, provider)
}
