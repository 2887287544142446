use accolade_keys::{Algorithm, CryptoProvider, KeyType, PublicKey};
use accolade_ld::Contexts;
use accolade_report::{Finding, Pointer};
use serde_json::{Map, Value};

#[cfg(feature = "bbs")]
use super::bbs;
#[cfg(feature = "sd")]
use super::ecdsa_sd;
use super::{Disclosable, Disclose, Proof, hashing, legacy};
use crate::ProofError;

/// The `type` of proofs that name their suite in `cryptosuite`.
pub(super) const DATA_INTEGRITY_PROOF: &str = "DataIntegrityProof";

/// One way to make and check a proof.
pub trait Suite: Sync {
    /// The `cryptosuite` of its proofs; for a suite from before that property, their `type`.
    fn name(&self) -> &'static str;

    /// The `type` of its proofs.
    fn proof_type(&self) -> &'static str {
        DATA_INTEGRITY_PROOF
    }

    /// Whether a later suite has replaced it, so that its proofs are checked but no more are made.
    fn is_superseded(&self) -> bool {
        false
    }

    /// The algorithm that it signs with under a key of that kind; `None` where it does not use such keys.
    fn algorithm(&self, key_type: KeyType) -> Option<Algorithm>;

    /// Whether it signs the statements of the document, read as linked data, rather than its text.
    fn signs_quads(&self) -> bool;

    /// What is signed: `document` without the proof, and `config`, the proof without its value; with `disclosable` for a
    /// suite that shows parts.
    ///
    /// # Errors
    /// `proof.key-type-mismatch`; `proof.not-selective` where the suite shows no parts and `disclosable` is given, and
    /// `proof.not-disclosable` the other way round; `ld.*` and `rdfc.*` where one of the two cannot be canonicalised or
    /// would not be signed whole.
    fn signing_input(
        &self,
        document: &Value,
        config: &Value,
        key_type: KeyType,
        disclosable: Option<&Disclosable>,
        contexts: &Contexts,
    ) -> Result<SigningInput, ProofError>;

    /// Adds to the configuration of a new proof what the suite puts there.
    fn complete_config(&self, config: &mut Map<String, Value>, document: &Value);

    /// The `proofValue` of a signature over that input.
    fn proof_value(&self, input: &SigningInput, signature: &[u8]) -> String;

    /// Whether `proof` holds for `document`, from which it has been taken out.
    ///
    /// # Errors
    /// `proof.malformed-value`, `proof.key-type-mismatch`, `proof.signature-mismatch`, and those of
    /// [`Self::signing_input`].
    fn verify(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError>;

    /// What is worth knowing about a proof although it holds.
    fn remarks(&self, _document: &Value, _proof: &Proof<'_>) -> Vec<Finding> {
        Vec::new()
    }

    /// Its ways of showing a part of a document; `None` where its proofs hold for the whole only.
    fn disclose(&self) -> Option<&dyn Disclose> {
        None
    }
}

/// What a suite signs, with every step on the way, so that a mismatch can be explained.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SigningInput {
    /// The canonical document.
    pub document: String,
    /// The canonical proof configuration.
    pub config: String,
    /// The hash of the canonical document; of a disclosable one, of the statements that are always shown.
    pub document_hash: Vec<u8>,
    /// The hash of the canonical proof configuration.
    pub config_hash: Vec<u8>,
    /// The single statements, where the suite can show a part of them.
    pub statements: Option<Statements>,
    /// What the signature leaves open in the document: warnings alone.
    pub warnings: Vec<Finding>,
}

/// The statements of a document as a suite for selective disclosure signs them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statements {
    /// All of them, each a line of N-Quads with labels that say nothing, sorted.
    pub lines: Vec<String>,
    /// The positions of those that are always shown, ascending.
    pub mandatory: Vec<usize>,
    /// What the suite signs with the hashes, as `ecdsa-sd-2023` does the public key that belongs to the signatures.
    pub public_key: Vec<u8>,
    /// A signature for each of the other statements, in their order, where the suite has them.
    pub signatures: Vec<Vec<u8>>,
    /// Of a base proof: the pointers to what is always shown.
    pub pointers: Vec<Pointer>,
    /// Of a base proof: the key that the labels are made with, which the holder keeps secret.
    pub hmac_key: Option<[u8; 32]>,
    /// Of a base proof of `bbs-2023`: the issuer's public key, which its value repeats.
    pub issuer_key: Vec<u8>,
    /// Of a base proof of `bbs-2023`: what is signed without being seen.
    #[cfg(feature = "bbs")]
    pub blinded: Option<super::Blinded>,
}

impl Statements {
    /// The statements that are always shown.
    pub fn mandatory(&self) -> impl Iterator<Item = &str> {
        self.chosen(true)
    }

    /// The statements that are shown at the holder's choice.
    pub fn non_mandatory(&self) -> impl Iterator<Item = &str> {
        self.chosen(false)
    }

    fn chosen(&self, mandatory: bool) -> impl Iterator<Item = &str> {
        let all = self.lines.iter().enumerate();
        all.filter(move |(index, _)| self.mandatory.binary_search(index).is_ok() == mandatory)
            .map(|(_, line)| line.as_str())
    }
}

impl std::fmt::Debug for Statements {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Statements")
            .field("lines", &self.lines)
            .field("mandatory", &self.mandatory)
            .finish_non_exhaustive()
    }
}

impl SigningInput {
    /// The bytes that the key signs: the hash of the configuration, the public key of the statements where they have
    /// one, then the hash of the document.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let public_key = self.statements.as_ref().map_or(&[][..], |statements| &statements.public_key);
        [self.config_hash.as_slice(), public_key, &self.document_hash].concat()
    }
}

/// The suites in use.
#[derive(Clone)]
pub struct Registry {
    suites: Vec<&'static dyn Suite>,
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            suites: vec![
                &hashing::EDDSA_RDFC_2022,
                &hashing::EDDSA_JCS_2022,
                &hashing::ECDSA_RDFC_2019,
                &hashing::ECDSA_JCS_2019,
                #[cfg(feature = "sd")]
                &ecdsa_sd::EcdsaSd2023,
                #[cfg(feature = "bbs")]
                &bbs::Bbs2023,
                #[cfg(feature = "draft-mldsa")]
                &hashing::MLDSA44_RDFC_2024,
                #[cfg(feature = "draft-mldsa")]
                &hashing::MLDSA44_JCS_2024,
                &hashing::ED25519_SIGNATURE_2020,
                &hashing::EDDSA_2022,
                &legacy::ED25519_SIGNATURE_2018,
                &legacy::JSON_WEB_SIGNATURE_2020,
            ],
        }
    }
}

impl Registry {
    /// Every suite.
    pub fn iter(&self) -> impl Iterator<Item = &'static dyn Suite> {
        self.suites.iter().copied()
    }

    /// The suite of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static dyn Suite> {
        self.suites.iter().copied().find(|suite| suite.name() == name)
    }

    /// The suite that made a proof.
    ///
    /// # Errors
    /// `proof.unknown-suite`.
    pub fn suite_of(&self, proof: &Proof<'_>) -> Result<&'static dyn Suite, ProofError> {
        let unknown = || ProofError::UnknownSuite {
            proof_type: proof.proof_type.to_owned(),
            cryptosuite: proof.cryptosuite.map(str::to_owned),
        };
        let name = match proof.proof_type {
            DATA_INTEGRITY_PROOF => proof.cryptosuite,
            older => Some(older),
        };
        // A suite from before `cryptosuite` is named by the type alone, and never through the other.
        let named =
            name.and_then(|name| self.find(name)).filter(|suite| suite.proof_type() == proof.proof_type);
        named.ok_or_else(unknown)
    }
}

impl std::fmt::Debug for dyn Suite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.suites.iter().map(|suite| suite.name())).finish()
    }
}
