//! [`ecdsa-sd-2023`](https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023): the issuer's key signs the statements that are
//! always shown and a key made for this one proof; that key signs each other statement alone.

mod proof_value;

use accolade_keys::{
    Algorithm, Base, CryptoProvider, KeyError, KeyType, PublicKey, decode_multibase, encode_multibase,
};
use accolade_ld::{Contexts, Options, rdfc::HashAlgorithm};
use accolade_report::Pointer;
use serde_json::{Map, Value};

use self::proof_value::{BaseValue, DerivedValue, read_public_key, write_public_key};
use super::{
    Disclosable, Disclose, Disclosure, Proof, SigningInput, Statements, Suite,
    hashing::{canonical_quads, hexadecimal, with_context_of},
    selective::{Labelled, hmac_labels, positions},
};
use crate::ProofError;

pub(super) struct EcdsaSd2023;

const NAME: &str = "ecdsa-sd-2023";

/// How many statements are signed or checked one by one: some thirty times those of the Open Badges specification's complete
/// example, and a second or so of work.
const MOST_STATEMENTS: usize = 10_000;

impl Suite for EcdsaSd2023 {
    fn name(&self) -> &'static str {
        NAME
    }

    fn algorithm(&self, key_type: KeyType) -> Option<Algorithm> {
        (key_type == KeyType::P256).then_some(Algorithm::Es256)
    }

    fn signs_quads(&self) -> bool {
        true
    }

    /// [Base Proof Transformation](https://www.w3.org/TR/vc-di-ecdsa/#base-proof-transformation-ecdsa-sd-2023) and
    /// [Hashing](https://www.w3.org/TR/vc-di-ecdsa/#base-proof-hashing-ecdsa-sd-2023), and of
    /// [Serialization](https://www.w3.org/TR/vc-di-ecdsa/#base-proof-serialization-ecdsa-sd-2023) what is done before the
    /// issuer's key is asked.
    fn signing_input(
        &self,
        document: &Value,
        config: &Value,
        key_type: KeyType,
        disclosable: Option<&Disclosable>,
        contexts: &Contexts,
    ) -> Result<SigningInput, ProofError> {
        check_key(key_type)?;
        let Some(Disclosable { mandatory, hmac_key, proof_key: Some(proof_key), .. }) = disclosable else {
            return Err(ProofError::NotDisclosable { suite: NAME });
        };
        let provider = CryptoProvider::portable();
        if !CryptoProvider::SIGNS {
            let (algorithm, provider) = (Algorithm::Es256, provider.name);
            return Err(KeyError::CannotSign { algorithm, key_type, provider }.into());
        }
        // Transformation, steps 1 to 5.
        let labelled = Labelled::new(document, contexts, |count| hmac_labels(&hmac_key.0, count))?;
        let group = labelled.group(mandatory)?;
        // Serialization, step 4.
        let public_key = write_public_key(proof_key.public_key());
        let mut statements = Statements {
            lines: labelled.lines().to_vec(),
            mandatory: group.indexes().to_vec(),
            public_key,
            signatures: Vec::new(),
            pointers: mandatory.clone(),
            hmac_key: Some(hmac_key.0),
            issuer_key: Vec::new(),
            #[cfg(feature = "bbs")]
            blinded: None,
        };
        bound(statements.non_mandatory().count())?;
        // Serialization, steps 2 and 3. Deterministic signatures need no randomness.
        let sign = |line: &str| provider.sign(Algorithm::Es256, proof_key, line.as_bytes());
        statements.signatures = statements.non_mandatory().map(sign).collect::<Result<_, _>>()?;
        let canonical = labelled.canonical().to_owned();
        input(canonical, statements, &with_context_of(config, document), contexts)
    }

    fn complete_config(&self, _: &mut Map<String, Value>, _: &Value) {}

    fn proof_value(&self, input: &SigningInput, signature: &[u8]) -> String {
        let Some(Statements { public_key, signatures, pointers, hmac_key: Some(key), .. }) =
            &input.statements
        else {
            // Made for a verifier, who signs nothing.
            return String::new();
        };
        BaseValue::write(signature, public_key, key, signatures, pointers)
    }

    /// [Verify Derived Proof](https://www.w3.org/TR/vc-di-ecdsa/#verify-derived-proof-ecdsa-sd-2023).
    fn verify(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        check_key(key.key_type())?;
        // Step 2, and in it createVerifyData.
        let value = DerivedValue::read(proof.proof_value)?;
        bound(value.signatures.len())?;
        let labels = value.labels.iter().map(|label| encode_multibase(Base::Base64Url, label)).collect();
        let labelled = Labelled::new(document, contexts, |_| labels)?;
        if value.mandatory_indexes.iter().any(|index| *index >= labelled.lines().len()) {
            return Err(malformed("a mandatory index is beyond the statements"));
        }
        let statements = Statements {
            lines: labelled.lines().to_vec(),
            mandatory: value.mandatory_indexes,
            public_key: value.public_key,
            signatures: value.signatures,
            pointers: Vec::new(),
            hmac_key: None,
            issuer_key: Vec::new(),
            #[cfg(feature = "bbs")]
            blinded: None,
        };
        let config = with_context_of(&proof.config(), document);
        let input = input(labelled.canonical().to_owned(), statements, &config, contexts)?;
        check_signatures(&input, &value.base_signature, key, provider)?;
        Ok(input)
    }

    #[cfg(feature = "disclose")]
    fn disclose(&self) -> Option<&dyn Disclose> {
        Some(self)
    }
}

impl Disclose for EcdsaSd2023 {
    fn mandatory_pointers(&self, proof: &Proof<'_>) -> Result<Vec<Pointer>, ProofError> {
        Ok(BaseValue::read(proof.proof_value)?.mandatory_pointers)
    }

    fn verify_base(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        check_key(key.key_type())?;
        let value = BaseValue::read(proof.proof_value)?;
        bound(value.signatures.len())?;
        let labelled = Labelled::new(document, contexts, |count| hmac_labels(&value.hmac_key, count))?;
        let group = labelled.group(&value.mandatory_pointers)?;
        let statements = Statements {
            lines: labelled.lines().to_vec(),
            mandatory: group.indexes().to_vec(),
            public_key: value.public_key,
            signatures: value.signatures,
            pointers: value.mandatory_pointers,
            hmac_key: Some(value.hmac_key),
            issuer_key: Vec::new(),
            #[cfg(feature = "bbs")]
            blinded: None,
        };
        let config = with_context_of(&proof.config(), document);
        let input = input(labelled.canonical().to_owned(), statements, &config, contexts)?;
        check_signatures(&input, &value.base_signature, key, provider)?;
        Ok(input)
    }

    /// [Add Derived Proof](https://www.w3.org/TR/vc-di-ecdsa/#add-derived-proof-ecdsa-sd-2023).
    fn derive(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        disclosure: &Disclosure<'_>,
        contexts: &Contexts,
    ) -> Result<Value, ProofError> {
        // Step 1 is createDisclosureData, whose steps follow.
        // 1.
        let value = BaseValue::read(proof.proof_value)?;
        // 2 and 3.
        let labelled = Labelled::new(document, contexts, |count| hmac_labels(&value.hmac_key, count))?;
        // 4 to 6. The selective group is what the combined one has beyond the mandatory one.
        let mandatory = labelled.group(&value.mandatory_pointers)?;
        let combined =
            labelled.group(&[value.mandatory_pointers.as_slice(), disclosure.selected].concat())?;
        let is_mandatory = |index: &usize| mandatory.indexes().binary_search(index).is_ok();
        let others: Vec<usize> = (0..labelled.lines().len()).filter(|index| !is_mandatory(index)).collect();
        if others.len() != value.signatures.len() {
            return Err(wrong_count(value.signatures.len(), others.len()));
        }
        // 7 to 9.
        let mandatory_indexes = positions(mandatory.indexes(), combined.indexes());
        // 10 to 12.
        let shown = positions(combined.indexes(), &others);
        let signatures = shown.iter().filter_map(|index| value.signatures.get(*index).cloned()).collect();
        // 14 to 16.
        let bytes = |label: &String| decode_multibase(label).map(|(_, bytes)| bytes);
        let labels = combined.labels().iter().map(bytes).collect::<Result<_, _>>()?;
        let BaseValue { base_signature, public_key, .. } = value;
        let derived = DerivedValue { base_signature, public_key, signatures, labels, mandatory_indexes };
        // Steps 2 to 5. Step 13 of createDisclosureData has made the document.
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

/// Hashes what the issuer's key signs.
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

/// Verify Derived Proof, steps 3 to 9.
fn check_signatures(
    input: &SigningInput,
    base_signature: &[u8],
    key: &PublicKey,
    provider: &CryptoProvider,
) -> Result<(), ProofError> {
    let Some(statements) = &input.statements else { return Err(ProofError::NotSelective { suite: NAME }) };
    // Step 3.
    let others = statements.non_mandatory().count();
    if statements.signatures.len() != others {
        return Err(wrong_count(statements.signatures.len(), others));
    }
    // Step 4.
    let proof_key = read_public_key(&statements.public_key)?;
    // Steps 5 to 7.
    let mut verified = provider.verify(Algorithm::Es256, key, &input.bytes(), base_signature);
    // Step 8. The first that fails says enough.
    let mut signed = statements.non_mandatory().zip(&statements.signatures);
    verified = verified
        && signed.all(|(line, signature)| {
            provider.verify(Algorithm::Es256, &proof_key, line.as_bytes(), signature)
        });
    // Step 9.
    if verified {
        return Ok(());
    }
    Err(ProofError::SignatureMismatch {
        document_hash: hexadecimal(&input.document_hash),
        config_hash: hexadecimal(&input.config_hash),
    })
}

fn check_key(key_type: KeyType) -> Result<(), ProofError> {
    match key_type {
        KeyType::P256 => Ok(()),
        found => Err(ProofError::KeyTypeMismatch { found, suite: NAME }),
    }
}

fn bound(found: usize) -> Result<(), ProofError> {
    let limit = MOST_STATEMENTS;
    if found > limit { Err(ProofError::TooManyStatements { found, limit }) } else { Ok(()) }
}

fn wrong_count(signatures: usize, statements: usize) -> ProofError {
    malformed(format!("there are {signatures} signatures for {statements} statements"))
}

fn malformed(message: impl Into<String>) -> ProofError {
    ProofError::MalformedValue { message: message.into() }
}
