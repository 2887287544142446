use std::sync::Arc;

use accolade_json::one_or_many;
use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
use accolade_ld::Contexts;
use accolade_report::Pointer;
use serde_json::{Map, Value};

use super::{Disclosable, SigningInput, Suite, suite::DATA_INTEGRITY_PROOF, verify::secured_by};
use crate::ProofError;

/// What a new proof says beside its value.
///
/// ```
/// use accolade_proof::data_integrity::ProofOptions;
/// let options = ProofOptions::new("did:key:z6Mk…#z6Mk…").created("2026-05-01T12:00:00Z");
/// ```
#[derive(Clone, Debug)]
pub struct ProofOptions {
    members: Map<String, Value>,
    disclosable: Option<Arc<Disclosable>>,
}

impl ProofOptions {
    /// A proof of the purpose `assertionMethod` under the key of that URL.
    #[must_use]
    pub fn new(verification_method: impl Into<String>) -> Self {
        let mut members = Map::new();
        members.insert("verificationMethod".to_owned(), verification_method.into().into());
        members.insert("proofPurpose".to_owned(), "assertionMethod".into());
        Self { members, disclosable: None }
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// Sets `id`, so that a later proof can refer to this one.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        self.with("id", id.into())
    }

    /// Sets `created`, an `xsd:dateTimeStamp`.
    #[must_use]
    pub fn created(self, time: impl Into<String>) -> Self {
        self.with("created", time.into())
    }

    /// Sets `expires`, an `xsd:dateTimeStamp`.
    #[must_use]
    pub fn expires(self, time: impl Into<String>) -> Self {
        self.with("expires", time.into())
    }

    /// Sets `proofPurpose`, such as `authentication` for a presentation.
    #[must_use]
    pub fn purpose(self, purpose: impl Into<String>) -> Self {
        self.with("proofPurpose", purpose.into())
    }

    /// Sets `domain`.
    #[must_use]
    pub fn domain(self, domain: impl Into<String>) -> Self {
        self.with("domain", domain.into())
    }

    /// Sets `challenge`.
    #[must_use]
    pub fn challenge(self, challenge: impl Into<String>) -> Self {
        self.with("challenge", challenge.into())
    }

    /// Sets `nonce`.
    #[must_use]
    pub fn nonce(self, nonce: impl Into<String>) -> Self {
        self.with("nonce", nonce.into())
    }

    /// Sets `previousProof`: the proof is made over these earlier ones as well.
    #[must_use]
    pub fn previous(self, ids: Vec<String>) -> Self {
        match ids.as_slice() {
            [one] => self.with("previousProof", one.as_str()),
            _ => self.with("previousProof", ids),
        }
    }

    /// Makes a base proof, from which the holder derives proofs that show a part.
    #[must_use]
    pub fn disclosable(mut self, disclosable: Disclosable) -> Self {
        self.disclosable = Some(Arc::new(disclosable));
        self
    }
}

/// A document that waits for its signature.
#[derive(Clone, Debug)]
pub struct Prepared {
    document: Value,
    config: Map<String, Value>,
    suite: &'static dyn Suite,
    algorithm: Algorithm,
    input: SigningInput,
}

/// Readies a document for signing with a key of that kind: [Add Proof](https://www.w3.org/TR/vc-data-integrity/#add-proof)
/// up to the signature. Proofs that the document has already stay in it.
///
/// # Errors
/// `proof.key-type-mismatch`; `proof.superseded-suite`; `proof.not-selective`; `proof.not-disclosable`; `proof.previous-proof-missing`; `ld.*` and `rdfc.*` where not all of the document would be
/// signed.
pub fn prepare(
    document: &Value,
    options: ProofOptions,
    suite: &'static dyn Suite,
    key_type: KeyType,
    contexts: &Contexts,
) -> Result<Prepared, ProofError> {
    if !document.is_object() {
        return Err(ProofError::Malformed {
            pointer: Pointer::root(),
            message: "only an object can carry a proof".to_owned(),
        });
    }
    let mismatch = ProofError::KeyTypeMismatch { found: key_type, suite: suite.name() };
    let algorithm = suite.algorithm(key_type).ok_or(mismatch)?;
    if suite.is_superseded() {
        return Err(ProofError::SupersededSuite { suite: suite.name() });
    }
    let mut config = Map::new();
    config.insert("type".to_owned(), suite.proof_type().into());
    if suite.proof_type() == DATA_INTEGRITY_PROOF {
        config.insert("cryptosuite".to_owned(), suite.name().into());
    }
    config.extend(options.members);
    suite.complete_config(&mut config, document);
    let previous = config.get("previousProof").map(one_or_many).unwrap_or_default();
    let previous: Vec<&str> = previous.iter().filter_map(Value::as_str).collect();
    let secured = secured_by(document, &previous)?;
    let disclosable = options.disclosable.as_deref();
    let input =
        suite.signing_input(&secured, &Value::Object(config.clone()), key_type, disclosable, contexts)?;
    Ok(Prepared { document: document.clone(), config, suite, algorithm, input })
}

impl Prepared {
    /// What the key has to sign, as it is: algorithms that hash do so themselves. For [`Algorithm::Bbs`] it is the header,
    /// under which [`Self::messages_to_sign`] are signed.
    #[must_use]
    pub fn bytes_to_sign(&self) -> Vec<u8> {
        self.input.bytes()
    }

    /// The messages that the key has to sign, in their order, where it signs a list of them: with [`Algorithm::Bbs`]. What a holder has
    /// committed to is not among them; [`Self::sign`] signs that as well.
    #[must_use]
    pub fn messages_to_sign(&self) -> Option<Vec<&str>> {
        let statements = self.input.statements.as_ref().filter(|_| self.algorithm == Algorithm::Bbs)?;
        Some(statements.non_mandatory().collect())
    }

    /// Signs with a key in this process, for [`Self::finish`].
    ///
    /// # Errors
    /// `key.cannot-sign` where the algorithm is not the key's or the provider does not sign with it.
    pub fn sign(&self, key: &SecretKey, provider: &CryptoProvider) -> Result<Vec<u8>, ProofError> {
        #[cfg(feature = "bbs")]
        if let (Algorithm::Bbs, Some(key)) = (self.algorithm, key.as_bbs()) {
            return super::bbs::sign(&self.input, key);
        }
        Ok(provider.sign(self.algorithm, key, &self.bytes_to_sign())?)
    }

    /// The algorithm that the key has to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Every step that led to [`Self::bytes_to_sign`].
    #[must_use]
    pub const fn signing_input(&self) -> &SigningInput {
        &self.input
    }

    /// The document with its proof. Whether the signature holds is not checked here: an issuer verifies what it made.
    #[must_use]
    pub fn finish(self, signature: &[u8]) -> Value {
        let Self { mut document, mut config, suite, input, .. } = self;
        config.insert("proofValue".to_owned(), suite.proof_value(&input, signature).into());
        let proof = Value::Object(config);
        if let Some(members) = document.as_object_mut() {
            let proof = match members.remove("proof") {
                None => proof,
                Some(Value::Array(mut earlier)) => {
                    earlier.push(proof);
                    Value::Array(earlier)
                }
                Some(earlier) => Value::Array(vec![earlier, proof]),
            };
            members.insert("proof".to_owned(), proof);
        }
        document
    }
}
