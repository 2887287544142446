//! [`bbs-2023`](https://www.w3.org/TR/vc-di-bbs/#bbs-2023): the issuer signs the statements as messages under one BBS signature,
//! whose header is what is always shown. A derived proof shows some of the messages and hides even the signature, so that two of
//! them cannot be linked by it.

mod feature;
mod proof_value;

use accolade_bbs::{BbsError, Ciphersuite, Headers};
use accolade_keys::{Algorithm, Base, CryptoProvider, KeyType, PublicKey, encode_multibase};
use accolade_ld::{Contexts, Options, rdfc::HashAlgorithm};
use accolade_report::{Finding, Pointer};
use serde_json::{Map, Value};

pub use self::feature::{Blinded, HolderSecrets};
use self::{
    feature::{Feature, Held, Nym},
    proof_value::{BaseValue, DerivedValue, shown_pseudonym},
};
use super::{
    Disclosable, Disclose, Disclosure, Proof, SigningInput, Statements, Suite,
    disclose::Random,
    hashing::{canonical_quads, hexadecimal, with_context_of},
    selective::{Labelled, positions, shuffled_hmac_labels},
};
use crate::{ProofError, codes};

pub(super) struct Bbs2023;

const NAME: &str = "bbs-2023";

/// [Algorithms](https://www.w3.org/TR/vc-di-bbs/#algorithms): the variant that should be used.
pub(super) const CIPHERSUITE: Ciphersuite = Ciphersuite::Sha256;

impl Suite for Bbs2023 {
    fn name(&self) -> &'static str {
        NAME
    }

    fn algorithm(&self, key_type: KeyType) -> Option<Algorithm> {
        (key_type == KeyType::Bls12381G2).then_some(Algorithm::Bbs)
    }

    fn signs_quads(&self) -> bool {
        true
    }

    /// [Base Proof Transformation](https://www.w3.org/TR/vc-di-bbs/#base-proof-transformation-bbs-2023) and
    /// [Hashing](https://www.w3.org/TR/vc-di-bbs/#base-proof-hashing-bbs-2023).
    fn signing_input(
        &self,
        document: &Value,
        config: &Value,
        key_type: KeyType,
        disclosable: Option<&Disclosable>,
        contexts: &Contexts,
    ) -> Result<SigningInput, ProofError> {
        if key_type != KeyType::Bls12381G2 {
            return Err(ProofError::KeyTypeMismatch { found: key_type, suite: NAME });
        }
        let Some(Disclosable { mandatory, hmac_key, issuer_key: Some(issuer), blinded, .. }) = disclosable
        else {
            return Err(ProofError::NotDisclosable { suite: NAME });
        };
        let issuer_key = issuer_key(issuer)?.to_octets();
        let config = with_context_of(config, document);
        let mut input = base_input(document, &config, mandatory, &hmac_key.0, &issuer_key, contexts)?;
        if let Some(statements) = &mut input.statements {
            statements.blinded.clone_from(blinded);
        }
        Ok(input)
    }

    fn complete_config(&self, _: &mut Map<String, Value>, _: &Value) {}

    fn proof_value(&self, input: &SigningInput, signature: &[u8]) -> String {
        let Some(Statements { issuer_key, pointers, hmac_key: Some(hmac_key), blinded, .. }) =
            &input.statements
        else {
            // Made for a verifier, who signs nothing.
            return String::new();
        };
        BaseValue::write(signature, &input.bytes(), issuer_key, hmac_key, pointers, blinded.as_ref())
    }

    /// [Verify Derived Proof](https://www.w3.org/TR/vc-di-bbs/#verify-derived-proof-bbs-2023).
    fn verify(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        _: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        let key = issuer_key(key)?;
        // Step 4, in it createVerifyData, whose steps follow.
        // 2. and 3.
        let value = DerivedValue::read(proof.proof_value)?;
        let labels = value.labels.iter().map(|number| format!("b{number}")).collect();
        // 4.
        let labelled = Labelled::new(document, contexts, |_| labels)?;
        // 5. to 7.
        if value.mandatory_indexes.last().is_some_and(|index| *index >= labelled.lines().len()) {
            return Err(malformed("a mandatory index is beyond the statements"));
        }
        let statements = Statements {
            lines: labelled.lines().to_vec(),
            mandatory: value.mandatory_indexes,
            public_key: Vec::new(),
            signatures: Vec::new(),
            pointers: Vec::new(),
            hmac_key: None,
            issuer_key: Vec::new(),
            blinded: None,
        };
        let others = statements.non_mandatory().count();
        if others != value.selective_indexes.len() {
            let found = value.selective_indexes.len();
            return Err(malformed(format!("there are {found} selective indexes for {others} statements")));
        }
        // 1. and 8.
        let config = with_context_of(&proof.config(), document);
        let input = input(labelled.canonical().to_owned(), statements, &config, contexts)?;
        // Steps 5 and 6.
        let header = input.bytes();
        let headers = Headers { header: &header, presentation: &value.presentation_header };
        let messages = input.statements.iter().flat_map(Statements::non_mandatory);
        let disclosed: Vec<(usize, &[u8])> =
            value.selective_indexes.iter().copied().zip(messages.map(str::as_bytes)).collect();
        // Step 7.
        let count = value.length_bbs_messages;
        let nym = value.nym.as_ref();
        if feature::verify(value.feature, key, &value.bbs_proof, headers, count, &disclosed, nym) {
            Ok(input)
        } else {
            Err(mismatch(&input))
        }
    }

    /// The pseudonym, which a verifier has to know, and for whom it is, which a verifier has to compare.
    fn remarks(&self, _: &Value, proof: &Proof<'_>) -> Vec<Finding> {
        let found = shown_pseudonym(proof.proof_value).map(|(domain, pseudonym)| {
            let message = format!("the holder shows the pseudonym made for `{domain}`");
            Finding::note(codes::PSEUDONYM, Pointer::root(), message)
                .with("domain", domain)
                .with("pseudonym", encode_multibase(Base::Base64Url, &pseudonym))
        });
        found.into_iter().collect()
    }

    fn disclose(&self) -> Option<&dyn Disclose> {
        Some(self)
    }
}

impl Disclose for Bbs2023 {
    fn mandatory_pointers(&self, proof: &Proof<'_>) -> Result<Vec<Pointer>, ProofError> {
        Ok(BaseValue::read(proof.proof_value)?.mandatory_pointers)
    }

    fn verify_base(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        _: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        let key = issuer_key(key)?;
        let value = BaseValue::read(proof.proof_value)?;
        if value.feature != Feature::Baseline {
            // It holds for what the holder knows and has not said.
            return Err(ProofError::NotDisclosable { suite: NAME });
        }
        let config = with_context_of(&proof.config(), document);
        let input = base_input(
            document,
            &config,
            &value.mandatory_pointers,
            &value.hmac_key,
            &value.public_key.to_octets(),
            contexts,
        )?;
        // What the value repeats must be what is signed: its holder proves with it.
        let header = input.bytes();
        let messages: Vec<&str> = input.statements.iter().flat_map(Statements::non_mandatory).collect();
        let repeats = header == value.bbs_header && value.public_key == *key;
        if repeats && CIPHERSUITE.verify(key, &header, &messages, &value.bbs_signature) {
            Ok(input)
        } else {
            Err(mismatch(&input))
        }
    }

    /// [Add Derived Proof](https://www.w3.org/TR/vc-di-bbs/#add-derived-proof-bbs-2023).
    fn derive(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        disclosure: &Disclosure<'_>,
        contexts: &Contexts,
    ) -> Result<Value, ProofError> {
        let Some(random) = &disclosure.random else { return Err(ProofError::NotDisclosable { suite: NAME }) };
        // Step 1 is createDisclosureData, whose steps follow.
        // 1.
        let value = BaseValue::read(proof.proof_value)?;
        // 2. and 3.
        let labelled =
            Labelled::new(document, contexts, |count| shuffled_hmac_labels(&value.hmac_key, count))?;
        // 4. to 6. The selective group is what the combined one has beyond the mandatory one.
        let mandatory = labelled.group(&value.mandatory_pointers)?;
        let combined =
            labelled.group(&[value.mandatory_pointers.as_slice(), disclosure.selected].concat())?;
        let is_mandatory = |index: &usize| mandatory.indexes().binary_search(index).is_ok();
        let others: Vec<usize> = (0..labelled.lines().len()).filter(|index| !is_mandatory(index)).collect();
        // 7. and 8.
        let mandatory_indexes = positions(mandatory.indexes(), combined.indexes());
        let selective_indexes = positions(combined.indexes(), &others);
        // 9.
        let messages: Vec<&[u8]> =
            others.iter().filter_map(|index| labelled.lines().get(*index)).map(String::as_bytes).collect();
        bound(messages.len())?;
        // 10.
        let headers = Headers { header: &value.bbs_header, presentation: disclosure.presentation_header };
        let blind = usize::from(value.feature != Feature::Baseline);
        let count = 5 + messages.len() - selective_indexes.len() + blind + value.feature.hidden();
        let random = match random {
            Random::Entropy(entropy) => &CIPHERSUITE.random_scalars(entropy, count)?,
            Random::Scalars(scalars) => scalars,
        };
        let (key, signature) = (&value.public_key, &value.bbs_signature);
        let (bbs_proof, nym) = match (value.feature, &disclosure.secrets) {
            (Feature::Baseline, None) => {
                (CIPHERSUITE.prove(key, signature, headers, &messages, &selective_indexes, random)?, None)
            }
            (feature, Some(secrets)) => {
                let held = Held::new(feature, secrets, value.signer_nym_entropy.as_ref())
                    .ok_or(ProofError::NotDisclosable { suite: NAME })?;
                let domain = secrets.nym_domain;
                let (bbs_proof, pseudonym) = held.interface.prove(
                    (key, signature, &messages),
                    &held.hidden(),
                    headers,
                    &selective_indexes,
                    domain.map(str::as_bytes),
                    random,
                )?;
                let nym = pseudonym.zip(domain);
                (bbs_proof, nym.map(|(pseudonym, domain)| Nym { domain: domain.to_owned(), pseudonym }))
            }
            (_, None) => return Err(ProofError::NotDisclosable { suite: NAME }),
        };
        // 11. to 13. The labels are `b` and a number.
        let labels = combined.labels().iter().filter_map(|label| label.get(1..)?.parse().ok()).collect();
        let presentation_header = disclosure.presentation_header.to_vec();
        let derived = DerivedValue {
            feature: value.feature,
            bbs_proof,
            labels,
            mandatory_indexes,
            selective_indexes,
            presentation_header,
            nym,
            length_bbs_messages: messages.len(),
        };
        // Steps 2 to 5. createDisclosureData has made the document.
        let mut config = proof.config();
        let mut revealed = combined.into_document();
        match (&mut config, &mut revealed) {
            (Value::Object(proof), Value::Object(members)) => {
                proof.insert("proofValue".to_owned(), derived.to_text().into());
                members.insert("proof".to_owned(), config);
                Ok(revealed)
            }
            _ => Err(ProofError::PointerUnmatched { pointer: Pointer::root() }),
        }
    }
}

/// What the issuer signs, and the holder checks.
fn base_input(
    document: &Value,
    config: &Value,
    mandatory: &[Pointer],
    hmac_key: &[u8; 32],
    issuer_key: &[u8],
    contexts: &Contexts,
) -> Result<SigningInput, ProofError> {
    // Transformation, steps 1 to 7.
    let labelled = Labelled::new(document, contexts, |count| shuffled_hmac_labels(hmac_key, count))?;
    let group = labelled.group(mandatory)?;
    let statements = Statements {
        lines: labelled.lines().to_vec(),
        mandatory: group.indexes().to_vec(),
        public_key: Vec::new(),
        signatures: Vec::new(),
        pointers: mandatory.to_vec(),
        hmac_key: Some(*hmac_key),
        issuer_key: issuer_key.to_vec(),
        blinded: None,
    };
    bound(statements.non_mandatory().count())?;
    input(labelled.canonical().to_owned(), statements, config, contexts)
}

/// Hashes what the header is made of.
fn input(
    document: String,
    statements: Statements,
    config: &Value,
    contexts: &Contexts,
) -> Result<SigningInput, ProofError> {
    let hash = HashAlgorithm::Sha256;
    let config = canonical_quads(config, contexts, Options::default(), hash).map_err(ProofError::Config)?;
    // hashMandatoryNQuads.
    let mandatory: String = statements.mandatory().collect();
    Ok(SigningInput {
        document_hash: hash.hash(mandatory.as_bytes()).as_bytes().to_vec(),
        config_hash: hash.hash(config.as_bytes()).as_bytes().to_vec(),
        document,
        config,
        statements: Some(statements),
        warnings: Vec::new(),
    })
}

fn issuer_key(key: &PublicKey) -> Result<&accolade_bbs::PublicKey, ProofError> {
    key.as_bbs().ok_or(ProofError::KeyTypeMismatch { found: key.key_type(), suite: NAME })
}

fn bound(found: usize) -> Result<(), ProofError> {
    if found > accolade_bbs::MOST_MESSAGES { Err(BbsError::TooManyMessages { found }.into()) } else { Ok(()) }
}

fn malformed(message: impl Into<String>) -> ProofError {
    ProofError::MalformedValue { message: message.into() }
}

fn mismatch(input: &SigningInput) -> ProofError {
    ProofError::SignatureMismatch {
        document_hash: hexadecimal(&input.document_hash),
        config_hash: hexadecimal(&input.config_hash),
    }
}

/// Signs what a base proof is made of with a key in this process.
pub(super) fn sign(input: &SigningInput, key: &accolade_bbs::SecretKey) -> Result<Vec<u8>, ProofError> {
    let header = input.bytes();
    let messages = input.statements.iter().flat_map(Statements::non_mandatory);
    let messages: Vec<&[u8]> = messages.map(str::as_bytes).collect();
    let signature = match input.statements.as_ref().and_then(|statements| statements.blinded.as_ref()) {
        None => CIPHERSUITE.sign(key, &header, &messages)?,
        Some(blinded) => blinded.sign(key, &header, &messages)?,
    };
    Ok(signature.to_octets())
}
