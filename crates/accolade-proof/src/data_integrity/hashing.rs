//! The suites that canonicalise document and proof configuration, hash each, and sign the two hashes:
//! [`eddsa-rdfc-2022` and `eddsa-jcs-2022`](https://www.w3.org/TR/vc-di-eddsa/#algorithms),
//! [`ecdsa-rdfc-2019` and `ecdsa-jcs-2019`](https://www.w3.org/TR/vc-di-ecdsa/#algorithms); the older
//! `Ed25519Signature2020` and `eddsa-2022`, which do the same under other names; and the drafts
//! [`mldsa44-rdfc-2024` and `mldsa44-jcs-2024`](https://www.w3.org/TR/vc-di-quantum-resistant-1.0/#MLDSA_Cypthersuites).

use accolade_json::{one_or_many, to_jcs};
use accolade_keys::{
    Algorithm, Base, CryptoProvider, KeyType, PublicKey, decode_multibase, encode_multibase,
};
use accolade_ld::{
    Contexts, LdError, Options, canonicalize,
    rdfc::{self, Budget, Canonical, HashAlgorithm},
    to_rdf,
};
use accolade_report::{Finding, Pointer};
use serde_json::{Map, Value};

use super::{Disclosable, Proof, SigningInput, Suite, suite::DATA_INTEGRITY_PROOF};
use crate::{ProofError, codes};

pub(super) static EDDSA_RDFC_2022: Hashing = Hashing::new("eddsa-rdfc-2022", Form::Rdfc, EDDSA);
pub(super) static EDDSA_JCS_2022: Hashing = Hashing::new("eddsa-jcs-2022", Form::Jcs, EDDSA);
pub(super) static ECDSA_RDFC_2019: Hashing = Hashing::new("ecdsa-rdfc-2019", Form::Rdfc, ECDSA);
pub(super) static ECDSA_JCS_2019: Hashing = Hashing::new("ecdsa-jcs-2019", Form::Jcs, ECDSA);

/// The suite of credentials of version 1.1, named by the type of its proofs
/// ([EdDSA Cryptosuites §3.4](https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020)).
pub(super) static ED25519_SIGNATURE_2020: Hashing =
    Hashing { proof_type: "Ed25519Signature2020", ..Hashing::new("Ed25519Signature2020", Form::Rdfc, EDDSA) };

/// What `eddsa-rdfc-2022` was called before 2023.
pub(super) static EDDSA_2022: Hashing =
    Hashing { superseded: true, ..Hashing::new("eddsa-2022", Form::Rdfc, EDDSA) };

#[cfg(feature = "draft-mldsa")]
pub(super) static MLDSA44_RDFC_2024: Hashing =
    Hashing { base: Base::Base64Url, ..Hashing::new("mldsa44-rdfc-2024", Form::Rdfc, MLDSA44) };
#[cfg(feature = "draft-mldsa")]
pub(super) static MLDSA44_JCS_2024: Hashing =
    Hashing { base: Base::Base64Url, ..Hashing::new("mldsa44-jcs-2024", Form::JcsUnderDocument, MLDSA44) };

const EDDSA: &[Keys] = &[Keys {
    key_type: KeyType::Ed25519,
    algorithm: Algorithm::EdDsa,
    hash: HashAlgorithm::Sha256,
    signature_bytes: 64,
}];

const ECDSA: &[Keys] = &[
    Keys {
        key_type: KeyType::P256,
        algorithm: Algorithm::Es256,
        hash: HashAlgorithm::Sha256,
        signature_bytes: 64,
    },
    Keys {
        key_type: KeyType::P384,
        algorithm: Algorithm::Es384,
        hash: HashAlgorithm::Sha384,
        signature_bytes: 96,
    },
];

#[cfg(feature = "draft-mldsa")]
const MLDSA44: &[Keys] = &[Keys {
    key_type: KeyType::MlDsa44,
    algorithm: Algorithm::MlDsa44,
    hash: HashAlgorithm::Sha256,
    signature_bytes: 2420,
}];

/// A suite of this family.
pub(super) struct Hashing {
    name: &'static str,
    proof_type: &'static str,
    superseded: bool,
    form: Form,
    keys: &'static [Keys],
    /// How the proof value is written.
    base: Base,
}

/// How document and configuration are made canonical.
enum Form {
    Rdfc,
    Jcs,
    /// The configuration under the document's contexts, which the proof does not repeat.
    #[cfg(feature = "draft-mldsa")]
    JcsUnderDocument,
}

/// What a suite does with one kind of key.
struct Keys {
    key_type: KeyType,
    algorithm: Algorithm,
    hash: HashAlgorithm,
    signature_bytes: usize,
}

impl Hashing {
    const fn new(name: &'static str, form: Form, keys: &'static [Keys]) -> Self {
        Self { name, proof_type: DATA_INTEGRITY_PROOF, superseded: false, form, keys, base: Base::Base58Btc }
    }

    fn keys(&self, key_type: KeyType) -> Result<&'static Keys, ProofError> {
        let mismatch = ProofError::KeyTypeMismatch { found: key_type, suite: self.name };
        self.keys.iter().find(|keys| keys.key_type == key_type).ok_or(mismatch)
    }
}

impl Suite for Hashing {
    fn name(&self) -> &'static str {
        self.name
    }

    fn proof_type(&self) -> &'static str {
        self.proof_type
    }

    fn is_superseded(&self) -> bool {
        self.superseded
    }

    fn algorithm(&self, key_type: KeyType) -> Option<Algorithm> {
        self.keys(key_type).ok().map(|keys| keys.algorithm)
    }

    fn signs_quads(&self) -> bool {
        matches!(self.form, Form::Rdfc)
    }

    fn signing_input(
        &self,
        document: &Value,
        config: &Value,
        key_type: KeyType,
        disclosable: Option<&Disclosable>,
        contexts: &Contexts,
    ) -> Result<SigningInput, ProofError> {
        if disclosable.is_some() {
            return Err(ProofError::NotSelective { suite: self.name });
        }
        let hash = self.keys(key_type)?.hash;
        let mut warnings = Vec::new();
        let (document, config) = match self.form {
            Form::Rdfc => {
                let config = with_context_of(config, document);
                let (document, open) =
                    document_quads(document, contexts, hash).map_err(ProofError::Document)?;
                warnings = open;
                let config = canonical_quads(&config, contexts, Options::default(), hash);
                (document, config.map_err(ProofError::Config)?)
            }
            Form::Jcs => {
                check_context(document, config)?;
                // JCS signs the text as it is; that it also reads as linked data is checked elsewhere.
                let extended =
                    config.get("@context").is_some_and(|own| document.get("@context") != Some(own));
                let document = if extended { &with_context_of(document, config) } else { document };
                (to_jcs(document), to_jcs(config))
            }
            // Quantum-Resistant Cryptosuites §3.1.2, step 4. Contexts that the proof states all the same must not be others.
            #[cfg(feature = "draft-mldsa")]
            Form::JcsUnderDocument => {
                check_context(document, config)?;
                (to_jcs(document), to_jcs(&with_context_of(config, document)))
            }
        };
        Ok(SigningInput {
            document_hash: hash.hash(document.as_bytes()).as_bytes().to_vec(),
            config_hash: hash.hash(config.as_bytes()).as_bytes().to_vec(),
            document,
            config,
            statements: None,
            warnings,
        })
    }

    fn complete_config(&self, config: &mut Map<String, Value>, document: &Value) {
        // `eddsa-jcs-2022` §3.3.1, step 2: the proof carries the document's contexts.
        if let (Form::Jcs, Some(context)) = (&self.form, document.get("@context")) {
            config.insert("@context".to_owned(), context.clone());
        }
    }

    fn proof_value(&self, _: &SigningInput, signature: &[u8]) -> String {
        encode_multibase(self.base, signature)
    }

    fn verify(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        let keys = self.keys(key.key_type())?;
        let malformed = |message: String| ProofError::MalformedValue { message };
        let (base, signature) = decode_multibase(proof.proof_value).map_err(|e| malformed(e.to_string()))?;
        if base != self.base {
            return Err(malformed(format!("the proof value is not in {}", self.base.name())));
        }
        if signature.len() != keys.signature_bytes {
            let (found, expected) = (signature.len(), keys.signature_bytes);
            return Err(malformed(format!("the proof value has {found} bytes, a signature has {expected}")));
        }
        let input = self.signing_input(document, &proof.config(), keys.key_type, None, contexts)?;
        if provider.verify(keys.algorithm, key, &input.bytes(), &signature) {
            Ok(input)
        } else {
            Err(ProofError::SignatureMismatch {
                document_hash: hexadecimal(&input.document_hash),
                config_hash: hexadecimal(&input.config_hash),
            })
        }
    }

    /// A JCS proof covers the contexts that it carries; the document may have more behind them.
    fn remarks(&self, document: &Value, proof: &Proof<'_>) -> Vec<Finding> {
        let (Form::Jcs, Some(of_proof)) = (&self.form, proof.member("@context")) else { return Vec::new() };
        let signed = one_or_many(of_proof).len();
        let all = document.get("@context").map(one_or_many).unwrap_or_default();
        match all.get(signed..) {
            None | Some([]) => Vec::new(),
            Some(unsigned) => {
                let place = Pointer::root().key("@context").index(signed);
                let message = "the proof does not cover the contexts from here on";
                vec![
                    Finding::warning(codes::CONTEXT_NOT_SIGNED, place, message)
                        .with("found", unsigned.to_vec()),
                ]
            }
        }
    }
}

/// `value` under the contexts of `other`: a configuration is read under its document's (`eddsa-rdfc-2022` §3.2.5, step
/// 5), and a document that JCS signed under its proof's (`eddsa-jcs-2022` §3.3.2, step 4.2).
pub(super) fn with_context_of(value: &Value, other: &Value) -> Value {
    let mut value = value.clone();
    if let (Some(members), Some(context)) = (value.as_object_mut(), other.get("@context")) {
        members.insert("@context".to_owned(), context.clone());
    }
    value
}

/// Verify proof, step 4 (`eddsa-jcs-2022` §3.3.2): where the proof has contexts, the document must begin with them in
/// the same order. What is signed is the document under the proof's contexts.
fn check_context(document: &Value, config: &Value) -> Result<(), ProofError> {
    let Some(of_proof) = config.get("@context") else { return Ok(()) };
    let of_document = document.get("@context").map(one_or_many).unwrap_or_default();
    if of_document.starts_with(one_or_many(of_proof)) { Ok(()) } else { Err(ProofError::ContextMismatch) }
}

/// The statements of the document itself, with what they leave open. What a reader of the JSON would see must be what is
/// signed.
pub(super) fn document_quads(
    document: &Value,
    contexts: &Contexts,
    hash: HashAlgorithm,
) -> Result<(String, Vec<Finding>), LdError> {
    let (dataset, warnings) = to_rdf(document, contexts, &Options::default().with_agreement())?.whole()?;
    Ok((rdfc::canonicalize(&dataset, hash, Budget::default())?.into_text(), warnings))
}

pub(super) fn canonical_quads(
    document: &Value,
    contexts: &Contexts,
    options: Options,
    hash: HashAlgorithm,
) -> Result<String, LdError> {
    canonicalize(document, contexts, &options.with_hash(hash)).map(Canonical::into_text)
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
