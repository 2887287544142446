//! The suites of credentials from 2018 to 2022 whose proofs hold a detached JWS in `jws`: `Ed25519Signature2018` and
//! [`JsonWebSignature2020`](https://www.w3.org/TR/2022/WD-vc-jws-2020-20220721/). Their proofs are checked, and none are made.
//!
//! Both hash the canonical statements of the proof's other properties and of the document, as their successors do, and
//! sign the two hashes as the payload of a JWS that leaves it out ([RFC 7797](https://www.rfc-editor.org/rfc/rfc7797)).

use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, CryptoProvider, KeyType, PublicKey, decode_base64url, encode_base64url};
use accolade_ld::{Contexts, LdError, Options, rdfc::HashAlgorithm};
use accolade_report::Pointer;
use serde_json::{Map, Value, json};

use super::{
    Disclosable, Proof, SigningInput, Suite,
    hashing::{canonical_quads, document_quads, hexadecimal, with_context_of},
};
use crate::ProofError;

pub(super) static ED25519_SIGNATURE_2018: Detached = Detached {
    name: "Ed25519Signature2018",
    context: "https://w3id.org/security/suites/ed25519-2018/v1",
    keys: &[(KeyType::Ed25519, Algorithm::EdDsa)],
};

/// Its table of keys has further curves that no provider here has.
pub(super) static JSON_WEB_SIGNATURE_2020: Detached = Detached {
    name: "JsonWebSignature2020",
    context: "https://w3id.org/security/suites/jws-2020/v1",
    keys: &[
        (KeyType::Ed25519, Algorithm::EdDsa),
        (KeyType::Secp256k1, Algorithm::Es256K),
        (KeyType::Rsa, Algorithm::Ps256),
        (KeyType::P256, Algorithm::Es256),
        (KeyType::P384, Algorithm::Es384),
    ],
};

/// A suite of this family.
pub(super) struct Detached {
    name: &'static str,
    /// Where the suite's own terms are.
    context: &'static str,
    keys: &'static [(KeyType, Algorithm)],
}

/// The context of proofs before version 2.0 of the data model, which documents did not have to name.
const SECURITY: &str = "https://w3id.org/security/v2";

impl Suite for Detached {
    fn name(&self) -> &'static str {
        self.name
    }

    fn proof_type(&self) -> &'static str {
        self.name
    }

    fn is_superseded(&self) -> bool {
        true
    }

    fn algorithm(&self, key_type: KeyType) -> Option<Algorithm> {
        self.keys.iter().find(|(kind, _)| *kind == key_type).map(|(_, algorithm)| *algorithm)
    }

    fn signs_quads(&self) -> bool {
        true
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
        if self.algorithm(key_type).is_none() {
            return Err(ProofError::KeyTypeMismatch { found: key_type, suite: self.name });
        }
        let hash = HashAlgorithm::Sha256;
        let quads = |value: &Value, options| canonical_quads(value, contexts, options, hash);
        let config = match quads(&with_context_of(config, document), Options::default()) {
            // The suites' own contexts were named in documents late; before, every library brought them.
            Err(LdError::Unsafe { .. }) => {
                let own = json!({"@context": [SECURITY, self.context]});
                quads(&with_context_of(config, &own), Options::default())
            }
            read => read,
        };
        let config = config.map_err(ProofError::Config)?;
        let (document, warnings) = document_quads(document, contexts, hash).map_err(ProofError::Document)?;
        Ok(SigningInput {
            document_hash: hash.hash(document.as_bytes()).as_bytes().to_vec(),
            config_hash: hash.hash(config.as_bytes()).as_bytes().to_vec(),
            document,
            config,
            statements: None,
            warnings,
        })
    }

    fn complete_config(&self, _: &mut Map<String, Value>, _: &Value) {}

    /// The signature by itself: no proof of these suites is made, and what goes before it is the header.
    fn proof_value(&self, _: &SigningInput, signature: &[u8]) -> String {
        encode_base64url(signature)
    }

    fn verify(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        key: &PublicKey,
        contexts: &Contexts,
        provider: &CryptoProvider,
    ) -> Result<SigningInput, ProofError> {
        let (header, algorithm, signature) = read(proof.proof_value).map_err(|message| {
            ProofError::Malformed { pointer: Pointer::root().key("jws"), message: message.to_owned() }
        })?;
        // RFC 8725 §3.1: the key decides on the algorithm.
        if self.algorithm(key.key_type()) != Some(algorithm) {
            return Err(ProofError::KeyTypeMismatch { found: key.key_type(), suite: self.name });
        }
        let input = self.signing_input(document, &proof.config(), key.key_type(), None, contexts)?;
        // RFC 7797 §5.1: the payload as it is, behind the encoded header.
        let message = [header.as_bytes(), b".", &input.bytes()].concat();
        if provider.verify(algorithm, key, &message, &signature) {
            return Ok(input);
        }
        Err(ProofError::DetachedMismatch {
            document_hash: hexadecimal(&input.document_hash),
            config_hash: hexadecimal(&input.config_hash),
        })
    }
}

/// The encoded header of a detached JWS, its algorithm, and its signature.
fn read(jws: &str) -> Result<(&str, Algorithm, Vec<u8>), &'static str> {
    let (header, signature) = jws.split_once("..").ok_or("not a JWS without its payload")?;
    let bytes = decode_base64url(header).map_err(|_| "the header is not base64url without padding")?;
    let signature =
        decode_base64url(signature).map_err(|_| "the signature is not base64url without padding")?;
    let members = parse(&bytes, &Limits { bytes: 1024, depth: 4 });
    let members = members.map_err(|_| "the header is not JSON that is safe to read")?;
    let algorithm = members.get("alg").and_then(Value::as_str).and_then(Algorithm::parse);
    let algorithm = algorithm.ok_or("the header names no algorithm that is known here")?;
    // Nothing else is allowed: `b64` must be critical, or a reader of another kind would sign another text.
    if members != json!({"alg": algorithm.name(), "b64": false, "crit": ["b64"]}) {
        return Err("the header is not `alg`, `b64` false, and `crit` with `b64`");
    }
    Ok((header, algorithm, signature))
}
